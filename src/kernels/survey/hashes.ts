/** The two halves of each hash, low before high: pairs cost no object per hash as 64-bit integers do. */
export function halves(hashes: BigUint64Array): Uint32Array {
  return new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
}

/** Order of hash i of one list of halves and hash j of another. */
export function compareHashes(a: Uint32Array, i: number, b: Uint32Array, j: number): number {
  const [high, otherHigh] = [a[2 * i + 1]!, b[2 * j + 1]!];
  if (high !== otherHigh) return high < otherHigh ? -1 : 1;
  const [low, otherLow] = [a[2 * i]!, b[2 * j]!];
  return low === otherLow ? 0 : low < otherLow ? -1 : 1;
}

/** How many hashes of several lists, each without repeats, are different. */
export function distinctHashes(lists: readonly BigUint64Array[]): number {
  if (lists.length < 2) return lists[0]?.length ?? 0;
  const total = lists.reduce((sum, { length }) => sum + length, 0);
  let size = 64;
  while (size < 2 * total) size *= 2;
  const slots = new Int32Array(size); // position of a hash, from 1; 0 is free
  const met = new Uint32Array(total * 2);
  let count = 0;
  for (const list of lists) {
    const pairs = halves(list);
    for (let i = 0; i < list.length; i++) {
      let slot = pairs[2 * i]! & (size - 1);
      while (slots[slot] !== 0 && compareHashes(met, slots[slot]! - 1, pairs, i) !== 0)
        slot = (slot + 1) & (size - 1);
      if (slots[slot] !== 0) continue;
      met[2 * count] = pairs[2 * i]!;
      met[2 * count + 1] = pairs[2 * i + 1]!;
      slots[slot] = ++count;
    }
  }
  return count;
}
