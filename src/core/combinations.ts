/** All sets of `size` numbers below `n`, each ascending, in lexicographic order; the yielded array is reused. */
export function* combinations(n: number, size: number): Generator<readonly number[], void, void> {
  const own = Array.from({ length: size }, (_, i) => i);
  if (size > n) return;
  for (;;) {
    yield own;
    let at = size - 1;
    while (at >= 0 && own[at] === n - size + at) at--;
    if (at < 0) return;
    own[at]!++;
    for (let i = at + 1; i < size; i++) own[i] = own[i - 1]! + 1;
  }
}
