import { bitsOf, describeFields } from './layout.js';
import type { Block, Blocks } from './memory.js';
import type { KeyField } from './part.js';

const pageBits = 10; // of a key, within a page
const pieceBytes = 1 << pageBits;
const mostBits = 25; // of a key: the directory then has 256 KiB
const word = { directory: 0, pool: 4, used: 8, room: 12, count: 16 } as const; // bytes (assembly/pages.ts)
/** Combinations of columns that are listed, and codes that are counted for each tuple, in place of sorting. */
const mostListed = 1 << 16;
const mostCounted = 4;

/** Entries of one word a key; those whose count is 0 do not count. */
export interface NarrowEntries {
  pointer: number;
  length: number;
  fields: readonly KeyField[];
}

/** Counts of tuples by address (assembly/pages.ts), for keys of few bits that do not lie too far apart. */
export class TuplePages {
  /** How many codes the field of each column can hold. */
  readonly most: readonly number[];
  readonly #blocks: Blocks;
  readonly #fields: readonly KeyField[]; // by column
  readonly #order: readonly number[]; // columns from the top of a key downwards
  readonly #header: Block;
  readonly #directory: Block;
  readonly #packing: Block; // the fields and where the codes of their columns lie
  readonly #span: number; // pages that keys can lie in
  #pool: Block;
  #keys: Block;

  private constructor(blocks: Blocks, codes: readonly number[], fields: readonly KeyField[]) {
    this.#blocks = blocks;
    this.#fields = fields;
    this.most = fields.map(({ bits }) => 2 ** bits);
    this.#order = fields.map((_, i) => i).sort((a, b) => fields[b]!.shift - fields[a]!.shift);
    this.#span = 2 ** (fields.reduce((sum, { bits }) => sum + bits, 0) - pageBits);
    this.#header = blocks.takeClear(64);
    this.#directory = blocks.takeClear(this.#span * 8);
    this.#set(word.directory, this.#directory.pointer);
    this.#packing = this.#described(fields, codes);
    this.#pool = blocks.take(256);
    this.#keys = blocks.take(256);
  }

  /**
   * Pages of what a table of one word a key holds, or null where they would take more than `room` bytes or keys have too many
   * bits. `codes[i]` points to the codes of column i, of which there are `sizes[i]`.
   */
  static of(
    blocks: Blocks,
    entries: NarrowEntries,
    codes: readonly number[],
    sizes: readonly number[],
    room: number,
  ): TuplePages | null {
    const fields = layOutPages(sizes);
    if (!fields) return null;
    const pages = new TuplePages(blocks, codes, fields);
    if (pages.#take(entries, room)) return pages;
    pages.free();
    return null;
  }

  /** Distinct tuples so far. */
  get size(): number {
    return this.#blocks.word(this.#header.pointer + word.count);
  }

  /**
   * Counts rows [from, rows) of the columns' codes. Returns the row for which another page is needed although pages have
   * `roomFor(size)` bytes, or `rows`.
   */
  add(from: number, rows: number, roomFor: (size: number) => number): number {
    const { packNarrow, countPages } = this.#blocks.host.exports;
    const bytes = (rows + 3) * 4;
    if (this.#keys.bytes < bytes) {
      this.#blocks.give(this.#keys);
      this.#keys = this.#blocks.take(bytes);
    }
    const keys = this.#keys.pointer;
    packNarrow!(keys, this.#packing.pointer, this.#fields.length, rows);
    for (let row = from; ; ) {
      row = countPages!(this.#header.pointer, keys, row, rows);
      if (row === rows || this.#pool.bytes >= roomFor(this.size)) return row;
      this.#enlarge();
    }
  }

  /**
   * Writes all tuples to `out`, 16 bytes each, sorted by their keys in another layout of one word, whose first column lies
   * highest. `remaps` point to new codes by old, `codes[i][code]` is the old code of column i. False, and nothing written, where
   * too few tuples are there for it.
   */
  emitSorted(
    target: readonly KeyField[],
    out: number,
    remaps: readonly number[],
    codes: readonly Uint32Array[],
  ): boolean {
    const columns = this.#fields.length;
    const lowest = this.#order.at(-1)!;
    const product = (some: readonly Uint32Array[]) => some.reduce((result, { length }) => result * length, 1);
    const groups = product(codes.slice(0, lowest));
    if (groups * product(codes.slice(lowest + 1)) > mostListed) return false;
    if (groups * codes[lowest]!.length > this.size * mostCounted) return false;
    // Whatever is before the column of most values makes groups; in a group tuples are counted by that column, and come in the
    // order of the columns after it.
    const before = this.#combinations(0, lowest, target, codes);
    const after = this.#combinations(lowest + 1, columns, target, codes);
    const { countLowest, placesOfDigits, placeLowest } = this.#blocks.host.exports;
    const largest = codes[lowest]!.length - 1;
    const places = this.#blocks.take((largest + 2) * 4);
    const pages = this.#header.pointer;
    const { bits } = this.#fields[lowest]!;
    const remap = remaps[lowest]!;
    const { shift } = target[lowest]!;
    for (let i = 0; i < before.length; i += 2) {
      const counts = this.#blocks.u32(places.pointer, largest + 2);
      counts.fill(0);
      for (let j = 0; j < after.length; j += 2)
        countLowest!(pages, before[i]! | after[j]!, bits, remap, places.pointer);
      placesOfDigits!(places.pointer, largest + 1);
      const size = counts[largest + 1]!;
      for (let j = 0; j < after.length; j += 2) {
        const above = before[i]! | after[j]!;
        const to = before[i + 1]! | after[j + 1]!;
        placeLowest!(pages, above, bits, remap, places.pointer, to, shift, out);
      }
      out += size * 16;
    }
    this.#blocks.give(places);
    return true;
  }

  /** All combinations of new codes of columns [from, to), in order: two words each, for a key of pages and for one of `target`. */
  #combinations(
    from: number,
    to: number,
    target: readonly KeyField[],
    codes: readonly Uint32Array[],
  ): Uint32Array {
    let list = Uint32Array.of(0, 0);
    for (let i = from; i < to; i++) {
      const [own, wanted] = [this.#fields[i]!.shift, target[i]!.shift];
      const longer = new Uint32Array(list.length * codes[i]!.length);
      let at = 0;
      for (let k = 0; k < list.length; k += 2)
        for (const [code, old] of codes[i]!.entries()) {
          longer[at++] = list[k]! | (old << own);
          longer[at++] = list[k + 1]! | (code << wanted);
        }
      list = longer;
    }
    return list;
  }

  /** Writes all tuples to `out`, 16 bytes each, in another layout of one word; `remaps` point to new codes by old, if at all. */
  emit(target: readonly KeyField[], out: number, remaps?: readonly number[]): void {
    const from = this.#described(this.#fields, remaps);
    const to = this.#described(target);
    const { emitPages } = this.#blocks.host.exports;
    emitPages!(this.#header.pointer, this.#span, from.pointer, to.pointer, target.length, out);
    this.#blocks.give(from);
    this.#blocks.give(to);
  }

  free(): void {
    for (const block of [this.#header, this.#directory, this.#packing, this.#pool, this.#keys])
      this.#blocks.give(block);
  }

  #take({ pointer, length, fields }: NarrowEntries, room: number): boolean {
    const { numberPieces, fillPages } = this.#blocks.host.exports;
    const source = this.#described(fields);
    const target = this.#described(this.#fields);
    const layouts = [source.pointer, target.pointer, fields.length] as const;
    const pieces = numberPieces!(this.#header.pointer, pointer, length, ...layouts);
    const fits = pieces * pieceBytes <= room;
    if (fits) {
      this.#setPool(this.#blocks.takeClear((pieces + (pieces >> 2)) * pieceBytes));
      fillPages!(this.#header.pointer, pointer, length, ...layouts);
    }
    this.#blocks.give(source);
    this.#blocks.give(target);
    return fits;
  }

  #enlarge(): void {
    const { host } = this.#blocks;
    const larger = this.#blocks.takeClear(this.#pool.bytes * 2);
    host.bytes.copyWithin(larger.pointer, this.#pool.pointer, this.#pool.pointer + this.#pool.bytes);
    this.#setPool(larger);
  }

  #setPool(block: Block): void {
    this.#blocks.give(this.#pool);
    this.#pool = block;
    this.#set(word.pool, block.pointer);
    this.#set(word.room, Math.floor(block.bytes / pieceBytes));
  }

  #set(at: number, value: number): void {
    this.#blocks.setWord(this.#header.pointer + at, value);
  }

  /** Fields by column in the order of their places in a key. */
  #described(fields: readonly KeyField[], remaps?: readonly number[]): Block {
    const block = this.#blocks.take(fields.length * 16);
    describeFields(
      this.#blocks,
      block,
      this.#order.map((i) => fields[i]!),
      remaps && this.#order.map((i) => remaps[i]!),
    );
    return block;
  }
}

/** Fields that hold as many codes, the largest lowest, with a bit to grow by where there is room; null where keys get too long. */
function layOutPages(sizes: readonly number[]): KeyField[] | null {
  const needed = sizes.map(bitsOf);
  const lowest = needed.indexOf(Math.max(...needed));
  needed[lowest] = Math.max(pageBits, needed[lowest]!);
  const sum = needed.reduce((total, bits) => total + bits, 0);
  if (sum > mostBits) return null;
  const growth = sum + sizes.length <= mostBits ? 1 : 0;
  let shift = needed[lowest]! + growth;
  return needed.map((bits, i) => {
    const own = bits + growth;
    if (i === lowest) return { word: 0, shift: 0, bits: own };
    shift += own;
    return { word: 0, shift: shift - own, bits: own };
  });
}
