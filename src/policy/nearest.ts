/** The known name closest to a mistyped one (edit distance at most a third of its length, at least 1), if any. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const typed = [...name.normalize('NFKC').toLowerCase()];
  let best: string | undefined;
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of known) {
    const letters = [...candidate.normalize('NFKC').toLowerCase()];
    if (Math.abs(letters.length - typed.length) >= least) continue;
    const steps = distance(typed, letters);
    if (steps < least && steps < Math.max(typed.length, letters.length)) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

/** Edit distance with transposition of neighbours (optimal string alignment). */
function distance(a: readonly string[], b: readonly string[]): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let steps = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        steps = Math.min(steps, before[j - 2]! + 1);
      }
      row.push(steps);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}
