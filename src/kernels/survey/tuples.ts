import type { ValueDictionary } from './dictionary.js';
import { sortEntries } from './entries.js';
import { bitsOf, describeFields, layOut, powerBelow, roomyBits } from './layout.js';
import type { Block, Blocks } from './memory.js';
import type { KeyField, TuplePart } from './part.js';
import { TuplePages } from './tuple-pages.js';

/**
 * Counts distinct tuples of codes that grow while counting: in a table of keys, which are packed with room and packed anew when
 * it ends, or in pages, where tuples lie close enough together.
 */
export class TupleCounter {
  readonly #blocks: Blocks;
  readonly #header: Block;
  #table: Block;
  #fields: KeyField[];
  #words: number;
  #keys: Block;
  #entries: Block | null = null; // the list of tuples, once counting has ended
  readonly #codes: readonly number[];
  readonly #packing: Block; // the fields and where the codes of their columns lie
  #most: number[] = []; // codes that the field of a column can hold
  #values: number[] = []; // of each column so far
  #pages: TuplePages | null = null; // where they count, the table is empty

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
    return this.#pages?.size ?? this.#blocks.word(this.#header.pointer + 8);
  }

  /** Whether they are counted in pages. */
  get inPages(): boolean {
    return this.#pages !== null;
  }

  /** Counts `rows` tuples, whose codes are those of the columns' dictionaries. */
  add(dictionaries: readonly ValueDictionary[], rows: number): void {
    const most = this.#pages?.most ?? this.#most;
    for (let i = 0; i < dictionaries.length; i++) {
      if (dictionaries[i]!.count + 1 <= most[i]!) continue;
      this.#leavePages();
      this.#repack(dictionaries.map(({ count }) => bitsOf(count + 1)));
      break;
    }
    this.#values = dictionaries.map(({ count }) => count);
    for (let row = 0; row < rows; ) {
      if (this.#pages) {
        row = this.#pages.add(row, rows, mostRoom);
        if (row < rows) this.#leavePages();
      } else {
        row = this.#addKeys(row, rows);
        if (row < rows) this.#enlarge(dictionaries);
      }
    }
  }

  /**
   * The tuples in codes of the sorted dictionaries: `remaps` point to new codes by old, `sizes` count the new codes. They lie in
   * kernel memory until `free`.
   */
  finish(remaps: readonly number[], sizes: readonly number[]): TuplePart {
    const { host } = this.#blocks;
    const layout = layOut(sizes.map(bitsOf));
    const { fields, words } = layout;
    const { size } = this;
    const bytes = size * (words + 1) * 8;
    const entries = this.#blocks.take(bytes);
    let sorted = false;
    if (this.#pages) {
      sorted = this.#pages.emitSorted(fields, entries.pointer, remaps, this.#oldCodes(remaps, sizes));
      if (!sorted) this.#pages.emit(fields, entries.pointer, remaps);
      this.#pages.free();
    } else {
      const source = this.#blocks.take(fields.length * 16);
      const target = this.#blocks.take(fields.length * 16);
      describeFields(this.#blocks, source, this.#fields, remaps);
      describeFields(this.#blocks, target, fields);
      const { emitKeys } = host.exports;
      emitKeys!(this.#header.pointer, source.pointer, target.pointer, fields.length, words, entries.pointer);
      for (const block of [source, target]) this.#blocks.give(block);
    }
    this.#blocks.give(this.#table);
    const blocks = sorted
      ? [entries]
      : sortEntries(this.#blocks, entries, this.#blocks.take(bytes), size, layout);
    for (const block of [...blocks.slice(1), this.#keys, this.#packing, this.#header])
      this.#blocks.give(block);
    this.#entries = blocks[0]!;
    const list = this.#blocks.u64(this.#entries.pointer, size * (words + 1));
    return { size, words, layout: fields, entries: list };
  }

  /** Gives back the memory of the tuples that `finish` returned. */
  free(): void {
    if (this.#entries) this.#blocks.give(this.#entries);
    this.#entries = null;
  }

  /** Old codes by new, of columns; where there are more new codes than values the first of them is null. */
  #oldCodes(remaps: readonly number[], sizes: readonly number[]): Uint32Array[] {
    return sizes.map((size, i) => {
      const values = this.#values[i]!;
      const codes = new Uint32Array(size);
      const news = this.#blocks.u32(remaps[i]!, values + 1);
      for (let old = size > values ? 0 : 1; old <= values; old++) codes[news[old]!] = old;
      return codes;
    });
  }

  /** Counts rows from `from` on in the table; returns the row at which it is full, or `rows`. */
  #addKeys(from: number, rows: number): number {
    const { packRows, countKeys } = this.#blocks.host.exports;
    const bytes = rows * this.#words * 8;
    if (this.#keys.bytes < bytes) {
      this.#blocks.give(this.#keys);
      this.#keys = this.#blocks.take(bytes);
    }
    const keys = this.#keys.pointer;
    packRows!(keys, this.#words, this.#packing.pointer, this.#codes.length, rows);
    return countKeys!(this.#header.pointer, keys, from, rows);
  }

  get #slots(): number {
    return powerBelow((this.#table.bytes / ((this.#words + 1) * 8)) | 0);
  }

  #enlarge(dictionaries: readonly ValueDictionary[]): void {
    const slots = this.#slots * (this.#slots < 2 ** 16 ? 4 : 2);
    if (!this.#turnToPages(dictionaries, slots)) this.#move(this.#fields, this.#words, slots);
  }

  /** Counts in pages from now on, if they take no more room than a table of so many slots. */
  #turnToPages(dictionaries: readonly ValueDictionary[], slots: number): boolean {
    if (this.#words > 1) return false;
    const entries = { pointer: this.#table.pointer, length: this.#slots, fields: this.#fields };
    const sizes = dictionaries.map(({ count }) => count + 1);
    this.#pages = TuplePages.of(this.#blocks, entries, this.#codes, sizes, slots * 16);
    if (!this.#pages) return false;
    this.#blocks.give(this.#table);
    this.#table = this.#blocks.take(256);
    return true;
  }

  /** Counts in a table from now on, whose fields are as wide as those of the pages. */
  #leavePages(): void {
    const pages = this.#pages;
    if (!pages) return;
    const blocks = this.#blocks;
    const { size } = pages;
    const { fields, words } = layOut(pages.most.map((codes) => bitsOf(codes)));
    const entries = blocks.take(size * 16);
    pages.emit(fields, entries.pointer);
    pages.free();
    this.#pages = null;
    blocks.give(this.#table);
    this.#table = this.#clearTable(slotsFor(size), words);
    this.#fields = fields;
    this.#words = words;
    this.#describe(this.#header, this.#table, words, 0);
    this.#describePacking();
    blocks.host.exports.addEntries!(this.#header.pointer, entries.pointer, size);
    blocks.give(entries);
  }

  #repack(needed: readonly number[]): void {
    const layout = layOut(roomyBits(needed, this.#fields));
    this.#move(layout.fields, layout.words, this.#slots);
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

/** Slots of a table that has room for so many keys. */
function slotsFor(keys: number): number {
  return Math.max(1024, 2 ** Math.ceil(Math.log2((keys + 1) / 0.75)));
}

/** Bytes of pages beyond which a table is better for so many tuples. */
function mostRoom(tuples: number): number {
  return Math.max(2 << 20, slotsFor(tuples) * 32);
}
