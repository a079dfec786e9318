import type { Entity } from '../../core/entities.js';
import { ValueDictionary } from './dictionary.js';
import { KeptValues } from './kept.js';
import type { Block, Blocks } from './memory.js';
import type { CellVisitor, ColumnPart, TextSearch } from './part.js';

/** Values of a column kept with their counts at most, and the longest of them in bytes. */
export const mostValues = 1024;
export const longestValue = 256;
/** Dictionary entries counted out at a time: as many flags may come back. */
export const sliceEntries = 2048;
const cacheBytes = 1024 * 64 + 512 * 128; // assembly/cell-cache.ts
const seenBytes = 200 * 16 * 4; // assembly/usual.ts
const setSlots = 16384; // assembly/distinct.ts

/** Lists that the counters of all columns share: places for 256 offers, a flag and a cell per entry. */
export interface SharedLists {
  offers: number;
  flags: number;
  cells: number;
}

/** What searches flagged texts: `search` one of them, `visit` picks those that need it out of cells in kernel memory. */
export interface Searching {
  search?: TextSearch | undefined;
  visit?: CellVisitor | undefined;
}

// Fields of a column's state by number (assembly/column-state.ts).
const field = {
  nonEmpty: 64, // u64
  threshold: 68, // u64
  shortest: 66,
  longest: 67,
  set: 71,
  registers: 73,
  estimate: 74,
  offers: 75,
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
  readonly #kept: KeptValues;
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
    this.#kept = new KeptValues(blocks, this.#state.pointer);
    this.#cache = blocks.takeClear(cacheBytes);
    this.#set(field.shortest, 0xffffffff);
    for (const half of [0, 1]) this.#set(field.threshold + half, 0xffffffff);
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

  /** Makes room for values that the kernel offered to the sample. */
  makeSampleRoom(): void {
    this.#kept.enlarge();
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
    this.#settle();
    const kept = !this.#direct && this.#tally ? this.#values() : null;
    let hashes: BigUint64Array<ArrayBuffer> | null = null;
    if (!this.#direct && this.#distinct && !this.#coded) hashes = this.dictionary.hashes();
    if (!this.#direct || this.#get(field.frequent)) this.#countEntries();
    const nonEmpty = this.#count(field.nonEmpty);
    const estimated = this.#get(field.estimate) === 1;
    if (this.#direct && this.#distinct && !estimated) hashes = this.#setHashes();
    const part: ColumnPart = {
      nonEmpty,
      shapes: Float64Array.from({ length: 32 }, (_, shape) => this.#count(2 * shape)),
      minLength: this.#tally && nonEmpty ? this.#get(field.shortest) : 0,
      maxLength: this.#get(field.longest),
      values: kept,
      sample: this.#kept.finish(),
      hashes,
      registers: estimated ? this.#blocks.host.copy(this.#get(field.registers), 16384) : null,
      embedded: [...this.#embedded],
    };
    for (const block of [...this.#owned, this.#state, this.#cache]) this.#blocks.give(block);
    if (!this.#coded) this.dictionary.free();
    return part;
  }

  #leaveDictionary(): void {
    this.#settle();
    if (this.#distinct && !this.#coded) {
      this.#set(field.set, this.#own(setSlots * 8)); // exact set
      this.#set(field.registers, this.#own(16384));
    }
    this.#countEntries();
    this.#direct = true;
    if (this.#tally) this.#set(field.seen, this.#own(seenBytes));
    this.#set(field.dictionary, 0);
    // Where most records held a few of the values these are asked for first from now on.
    const records = this.#count(field.nonEmpty);
    const { pointer } = this.dictionary.header;
    const held = this.#blocks.host.exports.keepFrequent!(pointer, this.#cache.pointer);
    if (held * 2 > records) this.#set(field.frequent, pointer);
  }

  /** Adds what was counted beside the entries of the dictionary to them. */
  #settle(): void {
    this.dictionary.settle();
    this.#blocks.host.exports.settleCells!(this.dictionary.header.pointer, this.#cache.pointer);
  }

  #countEntries(): void {
    if (this.#tally) this.#kept.open();
    const { dictionary } = this;
    const { count } = dictionary;
    for (let from = 0; from < count; ) {
      const to = Math.min(from + sliceEntries, count);
      const { countEntries } = this.#blocks.host.exports;
      from = countEntries!(this.#state.pointer, dictionary.header.pointer, from, to);
      if (this.#tally) this.#kept.takeEntries(dictionary.header.pointer);
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

  #values(): ColumnPart['values'] {
    const { dictionary } = this;
    if (dictionary.count > mostValues + 1) return null;
    const all = dictionary.texts();
    const texts: string[] = [];
    const counts: number[] = [];
    for (let entry = 0; entry < dictionary.count; entry++) {
      const length = dictionary.length(entry);
      if (length > longestValue) return null;
      if (length === 0) continue;
      texts.push(all[entry]!);
      counts.push(dictionary.occurrences(entry));
    }
    return texts.length > mostValues ? null : { texts, counts: Float64Array.from(counts) };
  }

  #setHashes(): BigUint64Array<ArrayBuffer> {
    const block = this.#blocks.take((setSlots + 1) * 8);
    const { hashesOfSet } = this.#blocks.host.exports;
    const found = hashesOfSet!(this.#get(field.set), setSlots, block.pointer);
    this.#blocks.give(block);
    return this.#blocks.u64(block.pointer, found).slice();
  }

  #own(bytes: number): number {
    const block = this.#blocks.takeClear(bytes);
    this.#owned.push(block);
    return block.pointer;
  }

  #get(index: number): number {
    return this.#blocks.word(this.#state.pointer + index * 4);
  }

  /** A u64 at a field and the next, as far as a number is exact. */
  #count(index: number): number {
    return this.#get(index) + this.#get(index + 1) * 2 ** 32;
  }

  #set(index: number, value: number): void {
    this.#blocks.setWord(this.#state.pointer + index * 4, value);
  }
}
