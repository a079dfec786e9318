import type { ValueDictionary } from './dictionary.js';
import type { Block, Blocks } from './memory.js';
import type { KeyField, TuplePart } from './part.js';

/** Where codes of the given bits lie: in order from the most significant bit, no code across two words. */
export function layOut(bits: readonly number[]): { fields: KeyField[]; words: number } {
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

/** Counts distinct tuples of codes that grow while counting: keys are packed with room and packed anew when it ends. */
export class TupleCounter {
  readonly #blocks: Blocks;
  readonly #header: Block;
  #table: Block;
  #fields: KeyField[];
  #words: number;
  #keys: Block;
  readonly #codes: readonly number[];
  readonly #packing: Block; // the fields and where the codes of their columns lie
  #most: number[] = []; // codes that the field of a column can hold

  /** `codes[i]` points to the codes of column i. */
  constructor(blocks: Blocks, codes: readonly number[]) {
    this.#blocks = blocks;
    this.#codes = codes;
    const columns = codes.length;
    this.#header = blocks.takeClear(64);
    ({ fields: this.#fields, words: this.#words } = layOut(
      Array(columns).fill(Math.max(4, Math.min(16, Math.floor(64 / columns)))),
    ));
    this.#table = this.#clearTable(1024, this.#words);
    this.#keys = blocks.take(256);
    this.#packing = blocks.take(columns * 16);
    this.#describe(this.#header, this.#table, this.#words, 0);
    this.#describePacking();
  }

  /** Distinct tuples so far. */
  get size(): number {
    return this.#blocks.word(this.#header.pointer + 8);
  }

  /** Counts `rows` tuples, whose codes are those of the columns' dictionaries. */
  add(dictionaries: readonly ValueDictionary[], rows: number): void {
    for (let i = 0; i < dictionaries.length; i++) {
      if (dictionaries[i]!.count + 1 <= this.#most[i]!) continue;
      this.#repack(dictionaries.map(({ count }) => bitsOf(count + 1)));
      break;
    }
    const { packRows, countKeys } = this.#blocks.host.exports;
    const bytes = rows * this.#words * 8;
    if (this.#keys.bytes < bytes) {
      this.#blocks.give(this.#keys);
      this.#keys = this.#blocks.take(bytes);
    }
    const keys = this.#keys.pointer;
    packRows!(keys, this.#words, this.#packing.pointer, this.#codes.length, rows);
    for (let row = 0; ; ) {
      row = countKeys!(this.#header.pointer, keys, row, rows);
      if (row === rows) return;
      this.#enlarge();
    }
  }

  /** The tuples in codes of the sorted dictionaries: `remaps` point to new codes by old, `sizes` count the new codes. */
  finish(remaps: readonly number[], sizes: readonly number[]): TuplePart {
    const { host } = this.#blocks;
    const { emitKeys, sortEntries } = host.exports;
    const { fields, words } = layOut(sizes.map(bitsOf));
    const size = this.#blocks.word(this.#header.pointer + 8);
    const bytes = size * (words + 1) * 8;
    const entries = this.#blocks.take(bytes);
    const source = this.#blocks.take(fields.length * 16);
    const target = this.#blocks.take(fields.length * 16);
    describeFields(this.#blocks, source, this.#fields, remaps);
    describeFields(this.#blocks, target, fields);
    emitKeys!(this.#header.pointer, source.pointer, target.pointer, fields.length, words, entries.pointer);
    this.#blocks.give(this.#table);
    const spare = this.#blocks.take(bytes);
    const sorted = sortEntries!(entries.pointer, spare.pointer, size, words);
    const result = new BigUint64Array(host.copyShared(sorted, size * (words + 1) * 8).buffer);
    for (const block of [entries, spare, source, target, this.#keys, this.#packing, this.#header])
      this.#blocks.give(block);
    return { size, words, layout: fields, entries: result };
  }

  #enlarge(): void {
    const slots = (this.#table.bytes / ((this.#words + 1) * 8)) | 0;
    this.#move(this.#fields, this.#words, powerBelow(slots) * (slots < 2 ** 16 ? 4 : 2));
  }

  #repack(needed: readonly number[]): void {
    const layout = layOut(roomyBits(needed, this.#fields));
    const slots = (this.#table.bytes / ((this.#words + 1) * 8)) | 0;
    this.#move(layout.fields, layout.words, powerBelow(slots));
    this.#describePacking();
  }

  #describePacking(): void {
    describeFields(this.#blocks, this.#packing, this.#fields, this.#codes);
    this.#most = this.#fields.map(({ bits }) => 2 ** bits);
  }

  #move(fields: KeyField[], words: number, slots: number): void {
    const blocks = this.#blocks;
    const table = this.#clearTable(slots, words);
    const header = blocks.takeClear(64);
    const source = blocks.take(fields.length * 16);
    const target = blocks.take(fields.length * 16);
    this.#describe(header, table, words, 0);
    describeFields(blocks, source, this.#fields);
    describeFields(blocks, target, fields);
    const same = fields === this.#fields ? 0 : fields.length;
    blocks.host.exports.moveKeys!(this.#header.pointer, source.pointer, header.pointer, target.pointer, same);
    blocks.give(this.#table);
    this.#table = table;
    this.#fields = fields;
    this.#words = words;
    this.#describe(this.#header, table, words, blocks.word(header.pointer + 8));
    for (const block of [header, source, target]) blocks.give(block);
  }

  #clearTable(slots: number, words: number): Block {
    return this.#blocks.takeClear(slots * (words + 1) * 8);
  }

  #describe(header: Block, table: Block, words: number, count: number): void {
    const slots = powerBelow((table.bytes / ((words + 1) * 8)) | 0);
    this.#blocks.u32(header.pointer, 4).set([table.pointer, slots - 1, count, words]);
  }
}

/** Bits with room to grow: two more for columns that outgrew theirs, if all still fit one word; else an even share of it. */
function roomyBits(needed: readonly number[], fields: readonly KeyField[]): number[] {
  const sum = (bits: readonly number[]) => bits.reduce((total, width) => total + width, 0);
  const wanted = needed.map((bits, i) => (bits > fields[i]!.bits ? Math.min(31, bits + 2) : fields[i]!.bits));
  if (sum(wanted) <= 64) return wanted;
  const spare = Math.floor((64 - sum(needed)) / needed.length);
  return needed.map((bits) => Math.min(31, bits + (spare >= 0 ? spare : 2)));
}

function powerBelow(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
