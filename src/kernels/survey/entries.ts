import type { KeyLayout } from './layout.js';
import type { Block, Blocks } from './memory.js';

const digitBits = 11; // 2048 places: what is written to stays in the nearest caches
/** Entries that one call looks at: the kernel's loops are compiled well once they were called some times, not while they run. */
export const slice = 1 << 14;

/**
 * Sorts entries by their keys (radix sort from the lowest digit on). Returns the block that holds them then, and the other.
 */
export function sortEntries(
  blocks: Blocks,
  entries: Block,
  spare: Block,
  size: number,
  { fields, words }: KeyLayout,
): [sorted: Block, other: Block] {
  const { countDigits, placesOfDigits, placeEntries } = blocks.host.exports;
  const places = blocks.take(4 << digitBits);
  const stride = (words + 1) * 8;
  let [from, to] = [entries, spare];
  for (let word = words - 1; word >= 0; word--) {
    const used = fields.reduce(
      (most, one) => (one.word === word ? Math.max(most, one.shift + one.bits) : most),
      0,
    );
    const digits = Math.ceil(used / digitBits);
    const width = Math.ceil(used / digits);
    const mask = 2 ** width - 1;
    for (let shift = 0; shift < used; shift += width) {
      blocks.host.bytes.fill(0, places.pointer, places.pointer + (mask + 1) * 4);
      const digit = [words, word, shift, mask, places.pointer] as const;
      for (let i = 0; i < size; i += slice)
        countDigits!(from.pointer + i * stride, Math.min(slice, size - i), ...digit);
      if (placesOfDigits!(places.pointer, mask) === size) continue;
      for (let i = 0; i < size; i += slice)
        placeEntries!(from.pointer + i * stride, Math.min(slice, size - i), ...digit, to.pointer);
      [from, to] = [to, from];
    }
  }
  blocks.give(places);
  return [from, to];
}
