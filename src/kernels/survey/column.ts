import type { Entity } from '../../core/entities.js';
import { cutCell, decodeCell, type Rows, ValueDictionary } from './dictionary.js';
import type { Block, Blocks } from './memory.js';
import type { ColumnPart, TextSearch } from './part.js';

/** Values of a column kept with their counts at most, and the longest of them in bytes. */
export const mostValues = 1024;
export const longestValue = 256;
/** Values in a column's sample, and bytes kept of each. */
export const sampleSize = 256;
const sampleBytes = 1024;
/** Dictionary entries counted out at a time: as many flags may come back. */
export const sliceEntries = 2048;
const all = 2n ** 64n - 1n;

/** Lists that the counters of all columns share: places for 256 offers, a flag per row or entry, 256 hashes. */
export interface SharedLists {
  offers: number;
  flags: number;
  hashes: number;
}

/** Rows or dictionary entries that the kernel names by number. Bytes are valid until memory grows. */
interface Cells {
  bytes(at: number): Uint8Array;
  hash(at: number): bigint;
  count(at: number): number; // records
}

/**
 * Counts one column. While it has few distinct values each is looked up in a small dictionary, classified once and
 * counted; when that overflows, its entries are counted out and every further row is classified directly. A column
 * that is also coded for the histogram keeps its dictionary.
 */
export class ColumnCounter {
  readonly dictionary: ValueDictionary;
  readonly #blocks: Blocks;
  readonly #state: Block;
  readonly #tally: boolean;
  readonly #distinct: boolean;
  readonly #coded: boolean;
  readonly #search: TextSearch | undefined;
  readonly #owned: Block[] = [];
  readonly #embedded = new Map<Entity, number>();
  readonly #lists: SharedLists;
  #sample = new Map<bigint, Uint8Array>();
  #direct = false;

  constructor(
    blocks: Blocks,
    options: { tally: boolean; distinct: boolean; coded: boolean; search: TextSearch | undefined },
    lists: SharedLists,
  ) {
    this.#blocks = blocks;
    this.#tally = options.tally;
    this.#distinct = options.distinct;
    this.#coded = options.coded;
    this.#search = options.search;
    this.#lists = lists;
    this.dictionary = options.coded
      ? new ValueDictionary(blocks)
      : new ValueDictionary(blocks, mostValues, longestValue);
    this.#state = blocks.takeClear(512);
    this.#field(66, 0xffffffff); // shortest so far
    this.#limitSample(all);
    this.#field(75, lists.offers);
    this.#field(77, lists.flags);
    this.#field(79, options.tally ? 1 : 0);
  }

  /** Counts rows [0, count); writes codes where the column is coded. */
  add(rows: Rows, count: number): void {
    let from = 0;
    if (!this.#direct) {
      from = this.dictionary.encode(rows, 0, count, this.#tally || this.#distinct);
      if (from === count) return;
      this.#leaveDictionary();
    }
    const { countRows } = this.#blocks.host.exports;
    const { pointers, lengths, hashes } = rows;
    while (from < count) {
      from = countRows!(this.#state.pointer, from, count, pointers, lengths, hashes);
      this.#drain(() => this.#cellsOf(rows, count));
    }
  }

  /** What was counted. The memory is given back, the dictionary of a coded column excepted. */
  finish(): ColumnPart {
    const kept = !this.#direct && this.#tally ? this.#values() : null;
    let hashes: BigUint64Array<ArrayBuffer> | null = null;
    if (!this.#direct) {
      if (this.#distinct && !this.#coded) hashes = this.#entryHashes();
      this.#countEntries();
    }
    const state = this.#blocks.u32(this.#state.pointer, 128);
    const longs = this.#blocks.u64(this.#state.pointer, 64);
    const nonEmpty = Number(longs[32]);
    const estimated = state[74] === 1;
    if (this.#direct && this.#distinct && !estimated) hashes = this.#setHashes();
    const sample = [...this.#sample].sort(byHash).slice(0, sampleSize);
    const part: ColumnPart = {
      nonEmpty,
      shapes: Float64Array.from(longs.subarray(0, 32), Number),
      minLength: this.#tally && nonEmpty ? state[66]! : 0,
      maxLength: state[67]!,
      values: kept,
      sample: {
        hashes: BigUint64Array.from(sample, ([hash]) => hash),
        texts: sample.map(([, bytes]) => decodeCell(bytes)),
      },
      hashes,
      registers: estimated ? this.#blocks.host.copy(state[73]!, 16384) : null,
      embedded: [...this.#embedded],
    };
    for (const block of [...this.#owned, this.#state]) this.#blocks.give(block);
    if (!this.#coded && !this.#direct) this.dictionary.free();
    return part;
  }

  #cellsOf(rows: Rows, count: number): Cells {
    const pointers = this.#blocks.u32(rows.pointers, count);
    const lengths = this.#blocks.u32(rows.lengths, count);
    const hashes = this.#blocks.u64(rows.hashes, count);
    const { bytes } = this.#blocks.host;
    return {
      bytes: (row) => bytes.subarray(pointers[row]!, pointers[row]! + lengths[row]!),
      hash: (row) => hashes[row]!,
      count: () => 1,
    };
  }

  #leaveDictionary(): void {
    if (this.#distinct && !this.#coded) {
      this.#field(71, this.#own(16384 * 8)); // exact set
      this.#field(73, this.#own(16384)); // registers
    }
    this.#countEntries();
    this.#direct = true;
    this.dictionary.free();
  }

  #countEntries(): void {
    if (this.#tally && !this.#blocks.u32(this.#state.pointer, 128)[70]) this.#field(70, this.#own(2048 * 8));
    const count = this.dictionary.count;
    const cells: Cells = {
      bytes: (entry) => this.dictionary.bytes(entry),
      hash: (entry) => this.dictionary.hash(entry),
      count: (entry) => this.dictionary.occurrences(entry),
    };
    if (this.#tally && count > sampleSize && count <= 2 * mostValues) {
      const hashes = BigUint64Array.from({ length: count }, (_, entry) => cells.hash(entry)).sort();
      this.#limitSample(hashes[sampleSize]! + 1n); // one more than needed: an empty value is never taken
    }
    for (let from = 0; from < count; ) {
      const to = Math.min(from + sliceEntries, count);
      const { countEntries } = this.#blocks.host.exports;
      from = countEntries!(this.#state.pointer, this.dictionary.header.pointer, from, to);
      this.#drain(() => cells);
    }
  }

  /** Takes the values that the kernel offered to the sample, and searches the texts that it flagged. */
  #drain(open: () => Cells): void {
    const state = this.#blocks.u32(this.#state.pointer, 128);
    const flagged = state[78]!;
    const offered = state[76]!;
    if (!offered && !flagged) return;
    const cells = open();
    state[76] = 0;
    state[78] = 0;
    if (offered) {
      for (const at of this.#blocks.u32(this.#lists.offers, offered).slice())
        this.#sample.set(cells.hash(at), cutCell(cells.bytes(at), sampleBytes));
      if (this.#sample.size >= 1.5 * sampleSize) this.#cutSample();
    }
    if (!flagged || !this.#search) return;
    for (const at of this.#blocks.u32(this.#lists.flags, flagged).slice()) {
      const found = this.#search(decodeCell(cells.bytes(at)));
      if (found.length === 0) continue;
      const count = cells.count(at);
      for (const entity of new Set(found.map((span) => span.entity)))
        this.#embedded.set(entity, (this.#embedded.get(entity) ?? 0) + count);
    }
  }

  #cutSample(): void {
    const sorted = BigUint64Array.from(this.#sample.keys()).sort();
    const largest = sorted[sampleSize - 1]!;
    for (const hash of this.#sample.keys()) if (hash > largest) this.#sample.delete(hash);
    const { hashes } = this.#lists; // taken beforehand: here memory must not grow, views of it are in use
    this.#blocks.u64(hashes, sampleSize).set(sorted.subarray(0, sampleSize));
    this.#blocks.host.exports.fillSample!(this.#state.pointer, hashes, sampleSize);
    this.#limitSample(largest);
  }

  #limitSample(threshold: bigint): void {
    this.#blocks.u64(this.#state.pointer, 64)[34] = threshold;
  }

  #values(): ColumnPart['values'] {
    const { dictionary } = this;
    if (dictionary.count > mostValues + 1) return null;
    const texts: string[] = [];
    const counts: number[] = [];
    for (let entry = 0; entry < dictionary.count; entry++) {
      const length = dictionary.length(entry);
      if (length > longestValue) return null;
      if (length === 0) continue;
      texts.push(dictionary.text(entry));
      counts.push(dictionary.occurrences(entry));
    }
    return texts.length > mostValues ? null : { texts, counts: Float64Array.from(counts) };
  }

  #entryHashes(): BigUint64Array<ArrayBuffer> {
    const hashes: bigint[] = [];
    for (let entry = 0; entry < this.dictionary.count; entry++)
      if (this.dictionary.length(entry) > 0) hashes.push(this.dictionary.hash(entry));
    return BigUint64Array.from(hashes);
  }

  #setHashes(): BigUint64Array<ArrayBuffer> {
    const set = this.#blocks.u32(this.#state.pointer, 128)[71]!;
    return this.#blocks.u64(set, 16384).filter((key) => key !== 0n);
  }

  #own(bytes: number): number {
    const block = this.#blocks.takeClear(bytes);
    this.#owned.push(block);
    return block.pointer;
  }

  #field(index: number, value: number): void {
    this.#blocks.u32(this.#state.pointer, 128)[index] = value;
  }
}

/** Order of sample entries. */
export function byHash(a: readonly [bigint, unknown], b: readonly [bigint, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
