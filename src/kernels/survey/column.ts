import type { Entity } from '../../core/entities.js';
import { cutCell, decodeCell, ValueDictionary } from './dictionary.js';
import type { Block, Blocks } from './memory.js';
import type { CellVisitor, ColumnPart, TextSearch } from './part.js';

/** Values of a column kept with their counts at most, and the longest of them in bytes. */
export const mostValues = 1024;
export const longestValue = 256;
/** Values in a column's sample, and bytes kept of each. */
export const sampleSize = 256;
const sampleBytes = 1024;
/** Dictionary entries counted out at a time: as many flags may come back. */
export const sliceEntries = 2048;
const cacheBytes = 1024 * 2 * 48; // assembly/entered.ts
const seenBytes = 200 * 16 * 4; // assembly/usual.ts
const all = 2n ** 64n - 1n;

/** Lists that the counters of all columns share: places for 256 offers, a flag and a cell per entry, 256 hashes. */
export interface SharedLists {
  offers: number;
  flags: number;
  cells: number;
  hashes: number;
}

/** What searches flagged texts: `search` one of them, `visit` picks those that need it out of cells in kernel memory. */
export interface Searching {
  search?: TextSearch | undefined;
  visit?: CellVisitor | undefined;
}

// Fields of a column's state by number (assembly/column-state.ts).
const field = {
  nonEmpty: 32, // u64
  threshold: 34, // u64
  shortest: 66,
  longest: 67,
  sample: 70,
  set: 71,
  registers: 73,
  estimate: 74,
  offers: 75,
  offerCount: 76,
  flags: 77,
  flagCount: 78,
  tally: 79,
  dictionary: 80,
  cache: 81,
  codes: 82,
  frequent: 86,
  seen: 87,
} as const;

/**
 * What is counted of one column. While it has few distinct values the kernel counts them in a small dictionary, each
 * classified once; when that overflows, its entries are counted out and every further row is counted by itself. A column
 * that is also coded for the histogram keeps its dictionary.
 */
export class ColumnCounter {
  readonly dictionary: ValueDictionary;
  readonly #blocks: Blocks;
  readonly #state: Block;
  readonly #cache: Block;
  readonly #tally: boolean;
  readonly #distinct: boolean;
  readonly #coded: boolean;
  readonly #searching: Searching;
  readonly #owned: Block[] = [];
  readonly #embedded = new Map<Entity, number>();
  readonly #lists: SharedLists;
  #sample = new Map<bigint, Uint8Array>();
  #direct = false;

  /** `codes`: where the codes of a block of rows go; 0 for a column that is not coded. */
  constructor(
    blocks: Blocks,
    options: { tally: boolean; distinct: boolean; codes: number; searching: Searching },
    lists: SharedLists,
  ) {
    this.#blocks = blocks;
    this.#tally = options.tally;
    this.#distinct = options.distinct;
    this.#coded = options.codes > 0;
    this.#searching = options.searching;
    this.#lists = lists;
    this.dictionary = this.#coded
      ? new ValueDictionary(blocks)
      : new ValueDictionary(blocks, mostValues, longestValue);
    this.#state = blocks.takeClear(512);
    this.#cache = blocks.takeClear(cacheBytes);
    this.#set(field.shortest, 0xffffffff);
    this.#limitSample(all);
    this.#set(field.offers, lists.offers);
    this.#set(field.flags, lists.flags);
    this.#set(field.tally, options.tally ? 1 : 0);
    this.#set(field.dictionary, this.dictionary.header.pointer);
    this.#set(field.cache, this.#cache.pointer);
    this.#set(field.codes, options.codes);
  }

  /** Where the kernel counts. */
  get state(): number {
    return this.#state.pointer;
  }

  /** Makes room for a value of `length` bytes, or leaves the dictionary. */
  makeRoom(length: number): void {
    if (!this.dictionary.makeRoom(length)) this.#leaveDictionary();
  }

  /** Takes a value that the kernel offered to the sample. */
  take(hash: bigint, bytes: Uint8Array): void {
    this.#sample.set(hash, cutCell(bytes, sampleBytes));
  }

  /** Cuts the sample, once all that was offered has been taken. */
  settle(): void {
    if (this.#sample.size >= 1.5 * sampleSize) this.#cutSample();
  }

  /** Searches a text that the kernel flagged and that `count` records hold. */
  search(text: string, count: number): void {
    if (count > 0) this.note(this.#searching.search?.(text) ?? [], count);
  }

  /** Counts what was found in a text that `count` records hold. */
  note(found: readonly { entity: Entity }[], count: number): void {
    if (found.length === 0) return;
    const entities = found.length === 1 ? [found[0]!.entity] : new Set(found.map((span) => span.entity));
    for (const entity of entities) this.#embedded.set(entity, (this.#embedded.get(entity) ?? 0) + count);
  }

  /** What was counted. The memory is given back, the dictionary of a coded column excepted. */
  finish(): ColumnPart {
    this.dictionary.settle();
    const kept = !this.#direct && this.#tally ? this.#values() : null;
    let hashes: BigUint64Array<ArrayBuffer> | null = null;
    if (!this.#direct && this.#distinct && !this.#coded) hashes = this.#entryHashes();
    if (!this.#direct || this.#get(field.frequent)) this.#countEntries();
    const state = this.#blocks.u32(this.#state.pointer, 128);
    const longs = this.#blocks.u64(this.#state.pointer, 64);
    const nonEmpty = Number(longs[field.nonEmpty]);
    const estimated = state[field.estimate] === 1;
    if (this.#direct && this.#distinct && !estimated) hashes = this.#setHashes();
    const sample = [...this.#sample].sort(byHash).slice(0, sampleSize);
    const part: ColumnPart = {
      nonEmpty,
      shapes: Float64Array.from(longs.subarray(0, 32), Number),
      minLength: this.#tally && nonEmpty ? state[field.shortest]! : 0,
      maxLength: state[field.longest]!,
      values: kept,
      sample: {
        hashes: BigUint64Array.from(sample, ([hash]) => hash),
        texts: sample.map(([, bytes]) => decodeCell(bytes)),
      },
      hashes,
      registers: estimated ? this.#blocks.host.copy(state[field.registers]!, 16384) : null,
      embedded: [...this.#embedded],
    };
    for (const block of [...this.#owned, this.#state, this.#cache]) this.#blocks.give(block);
    if (!this.#coded) this.dictionary.free();
    return part;
  }

  #leaveDictionary(): void {
    this.dictionary.settle();
    if (this.#distinct && !this.#coded) {
      this.#set(field.set, this.#own(16384 * 8)); // exact set
      this.#set(field.registers, this.#own(16384));
    }
    this.#countEntries();
    this.#direct = true;
    if (this.#tally) this.#set(field.seen, this.#own(seenBytes));
    this.#set(field.dictionary, 0);
    // Where most records held a few of the values these are asked for first from now on.
    const { nonEmpty } = field;
    const records = Number(this.#blocks.u64(this.#state.pointer, 64)[nonEmpty]);
    const { pointer } = this.dictionary.header;
    const held = this.#blocks.host.exports.keepFrequent!(pointer, this.#cache.pointer);
    if (held * 2 > records) this.#set(field.frequent, pointer);
  }

  #countEntries(): void {
    if (this.#tally && !this.#get(field.sample)) this.#set(field.sample, this.#own(2048 * 8));
    const { dictionary } = this;
    const { count } = dictionary;
    if (this.#tally && count > sampleSize && count <= 2 * mostValues) {
      const hashes = BigUint64Array.from({ length: count }, (_, entry) => dictionary.hash(entry)).sort();
      this.#limitSample(hashes[sampleSize]! + 1n); // one more than needed: an empty value is never taken
    }
    for (let from = 0; from < count; ) {
      const to = Math.min(from + sliceEntries, count);
      const { countEntries } = this.#blocks.host.exports;
      from = countEntries!(this.#state.pointer, dictionary.header.pointer, from, to);
      const offers = this.#take(field.offerCount, this.#lists.offers);
      for (const entry of offers) this.take(dictionary.hash(entry), dictionary.bytes(entry));
      if (offers.length > 0) this.settle();
      this.#searchEntries(this.#take(field.flagCount, this.#lists.flags));
    }
  }

  /** Searches the texts of entries that the kernel flagged. */
  #searchEntries(entries: Uint32Array): void {
    const { dictionary } = this;
    const { visit } = this.#searching;
    if (!visit) {
      for (const entry of entries) this.search(dictionary.text(entry), dictionary.occurrences(entry));
      return;
    }
    const held = entries.filter((entry) => dictionary.occurrences(entry) > 0);
    const cells = this.#blocks.u32(this.#lists.cells, held.length * 2);
    held.forEach((entry, i) => {
      cells[i * 2] = dictionary.pointer(entry);
      cells[i * 2 + 1] = dictionary.length(entry);
    });
    visit(this.#lists.cells, held.length, (cell, found) =>
      this.note(found, dictionary.occurrences(held[cell]!)),
    );
  }

  /** The numbers that the kernel put on a list, which is empty then. */
  #take(count: number, list: number): Uint32Array {
    const taken = this.#blocks.u32(list, this.#get(count)).slice();
    this.#set(count, 0);
    return taken;
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
    this.#blocks.u64(this.#state.pointer, 64)[field.threshold] = threshold;
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
    const set = this.#get(field.set);
    return this.#blocks.u64(set, 16384).filter((key) => key !== 0n);
  }

  #own(bytes: number): number {
    const block = this.#blocks.takeClear(bytes);
    this.#owned.push(block);
    return block.pointer;
  }

  #get(index: number): number {
    return this.#blocks.u32(this.#state.pointer, 128)[index]!;
  }

  #set(index: number, value: number): void {
    this.#blocks.u32(this.#state.pointer, 128)[index] = value;
  }
}

/** Order of sample entries. */
export function byHash(a: readonly [bigint, unknown], b: readonly [bigint, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
