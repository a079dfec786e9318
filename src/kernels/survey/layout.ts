import type { Block, Blocks } from './memory.js';
import type { KeyField } from './part.js';

/** Where the codes of a key lie, and how many words it has. */
export interface KeyLayout {
  fields: KeyField[];
  words: number;
}

/** Where codes of the given bits lie: in order from the most significant bit, no code across two words. */
export function layOut(bits: readonly number[]): KeyLayout {
  const fields: KeyField[] = [];
  let word = 0;
  let free = 64;
  for (const width of bits) {
    if (width > free) {
      word++;
      free = 64;
    }
    free -= width;
    fields.push({ word, shift: free, bits: width });
  }
  const words = word + 1;
  for (let w = 0; w < words; w++) {
    const members = fields.filter((field) => field.word === w);
    const unused = members.at(-1)?.shift ?? 0;
    for (const field of members) field.shift -= unused;
  }
  return { fields, words };
}

/** Bits of codes 0 … size - 1. */
export function bitsOf(size: number): number {
  return Math.max(1, 32 - Math.clz32(Math.max(0, size - 1)));
}

/** Writes a layout for the kernel; `remaps` are pointers to new codes by old, 0 for none. */
export function describeFields(
  blocks: Blocks,
  block: Block,
  fields: readonly KeyField[],
  remaps?: readonly number[],
): void {
  const view = blocks.u32(block.pointer, fields.length * 4);
  for (const [i, field] of fields.entries())
    view.set([field.word, field.shift, field.bits, remaps?.[i] ?? 0], i * 4);
}

/** Bits with room to grow: two more for columns that outgrew theirs, if all still fit one word; else an even share of it. */
export function roomyBits(needed: readonly number[], fields: readonly KeyField[]): number[] {
  const sum = (bits: readonly number[]) => bits.reduce((total, width) => total + width, 0);
  const wanted = needed.map((bits, i) => (bits > fields[i]!.bits ? Math.min(31, bits + 2) : fields[i]!.bits));
  if (sum(wanted) <= 64) return wanted;
  const spare = Math.floor((64 - sum(needed)) / needed.length);
  return needed.map((bits) => Math.min(31, bits + (spare >= 0 ? spare : 2)));
}

/** The largest power of two that is not larger. */
export function powerBelow(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
