import { datedFrom, formOfDates } from './days.js';
import { decodeCell, decodeValues } from './decode.js';
import type { Block, Blocks } from './memory.js';
import type { DictionaryPart } from './part.js';

const entryBytes = 32;
// In an entry (assembly/dictionary.ts).
const offsetAt = 8;
const lengthAt = 12;
const occurrencesAt = 16;
const daysField = 10; // of the header

/** The distinct values of a column in kernel memory, in order of arrival. Layout in `assembly/dictionary.ts`. */
export class ValueDictionary {
  readonly header: Block;
  readonly #blocks: Blocks;
  readonly #limit: number;
  readonly #longest: number;
  #slots: Block;
  #entries: Block;
  #pool: Block;
  #days: Block | null = null; // a table by the digits of dates
  #dated = false; // whether one was thought of

  /** Holds at most `limit` values of at most `longest` bytes; more overflow. */
  constructor(blocks: Blocks, limit = 2 ** 30, longest = 2 ** 31 - 1) {
    this.#blocks = blocks;
    this.#limit = limit;
    this.#longest = longest;
    this.header = blocks.takeClear(64);
    this.#slots = blocks.takeClear(2048);
    this.#entries = blocks.take(128 * entryBytes);
    this.#pool = blocks.take(2048);
    this.#describe();
  }

  get count(): number {
    return this.#field(4);
  }

  get hasNull(): boolean {
    return this.#field(9) === 1;
  }

  get poolBytes(): number {
    return this.#field(6);
  }

  /** The decoded value of an entry. */
  text(entry: number): string {
    return decodeCell(this.bytes(entry));
  }

  /** The bytes of an entry, valid until memory grows. */
  bytes(entry: number): Uint8Array {
    const start = this.pointer(entry);
    return this.#blocks.host.bytes.subarray(start, start + this.length(entry));
  }

  /** Where the bytes of an entry lie, until a value is entered. */
  pointer(entry: number): number {
    return this.#pool.pointer + this.#blocks.word(this.#entries.pointer + entry * entryBytes + offsetAt);
  }

  length(entry: number): number {
    return this.#blocks.word(this.#entries.pointer + entry * entryBytes + lengthAt);
  }

  /** Records that hold an entry's value. */
  occurrences(entry: number): number {
    const at = this.#entries.pointer + entry * entryBytes + occurrencesAt;
    return this.#blocks.word(at) + this.#blocks.word(at + 4) * 2 ** 32;
  }

  /** The decoded values of all entries. */
  texts(): string[] {
    const blocks = this.#blocks;
    const { count } = this;
    const offsets = blocks.take((count + 1) * 4);
    const units = blocks.take(count * 4);
    blocks.host.exports.placesOfEntries!(this.header.pointer, offsets.pointer, units.pointer);
    const texts = decodeValues(blocks, this.#pool.pointer, offsets.pointer, units.pointer, count);
    for (const block of [offsets, units]) blocks.give(block);
    return texts;
  }

  /** Hashes of the values that are not empty. */
  hashes(): BigUint64Array<ArrayBuffer> {
    const block = this.#blocks.take((this.count + 1) * 8);
    const found = this.#blocks.host.exports.hashesOfEntries!(this.header.pointer, block.pointer);
    this.#blocks.give(block);
    return this.#blocks.u64(block.pointer, found).slice();
  }

  /**
   * Sorts the values by bytes. `remap` holds the sorted code for every code of arrival (count + 1 entries, 0 the null)
   * and is the caller's to give back.
   */
  sorted(): { part: DictionaryPart; remap: Block } {
    const { host } = this.#blocks;
    const { recordsOfEntries, sortRecords, rankRecords } = host.exports;
    const count = this.count;
    const bytes = this.poolBytes;
    const records = this.#blocks.take(count * 24);
    const spare = this.#blocks.take(count * 24);
    const remap = this.#blocks.takeClear((count + 1) * 4);
    const pool = this.#blocks.take(bytes);
    const offsets = this.#blocks.take((count + 1) * 4);
    recordsOfEntries!(this.header.pointer, records.pointer);
    const result = sortRecords!(records.pointer, spare.pointer, count);
    const first = this.hasNull ? 1 : 0;
    rankRecords!(result, count, first, remap.pointer + 4, pool.pointer, offsets.pointer, 0);
    const part = {
      hasNull: this.hasNull,
      bytes: host.copyShared(pool.pointer, bytes),
      offsets: new Uint32Array(host.copyShared(offsets.pointer, (count + 1) * 4).buffer),
    };
    for (const block of [records, spare, pool, offsets]) this.#blocks.give(block);
    return { part, remap };
  }

  free(): void {
    for (const block of [this.header, this.#slots, this.#entries, this.#pool]) this.#blocks.give(block);
    if (this.#days) this.#blocks.give(this.#days);
  }

  /** Makes room for one more value; false where the limits of the dictionary forbid it. */
  makeRoom(length: number): boolean {
    if (length > this.#longest || this.count >= this.#limit) return false;
    const blocks = this.#blocks;
    if (!this.#dated && this.count >= datedFrom) this.#takeDays();
    const { count, poolBytes } = this;
    if (poolBytes + length > this.#pool.bytes)
      this.#pool = blocks.grow(this.#pool, poolBytes + length, poolBytes);
    if ((count + 1) * entryBytes > this.#entries.bytes)
      this.#entries = blocks.grow(this.#entries, 0, count * entryBytes);
    const full = count * 16 >= this.#slots.bytes; // half of the slots of 8 bytes
    if (full) {
      const slots = blocks.take(this.#slots.bytes * 4);
      blocks.give(this.#slots);
      this.#slots = slots;
    }
    this.#describe();
    if (full) blocks.host.exports.rehash!(this.header.pointer);
    return true;
  }

  /** Adds what the table of dates has counted to the entries: before occurrences are asked for. */
  settle(): void {
    if (!this.#days) return;
    const { takeDays } = this.#blocks.host.exports;
    takeDays!(this.#days.pointer, this.#entries.pointer + occurrencesAt);
  }

  /** A table by digits, where nearly all values are dates of one form. Codes are the same with and without. */
  #takeDays(): void {
    this.#dated = true;
    const { clearDays, dayTableBytes } = this.#blocks.host.exports;
    const form = formOfDates(this.#blocks.host, this.count, (entry) => [
      this.pointer(entry),
      this.length(entry),
    ]);
    if (form === 0) return;
    this.#days = this.#blocks.take(dayTableBytes!());
    clearDays!(this.#days.pointer, form);
    this.#blocks.setWord(this.header.pointer + daysField * 4, this.#days.pointer);
  }

  #describe(): void {
    const header = this.#blocks.u32(this.header.pointer, 16);
    header[0] = this.#slots.pointer;
    header[1] = this.#slots.bytes / 8 - 1;
    header[2] = this.#entries.pointer;
    header[3] = Math.min(this.#limit, this.#entries.bytes / entryBytes);
    header[5] = this.#pool.pointer;
    header[7] = this.#pool.bytes;
    header[8] = this.#longest;
  }

  #field(index: number): number {
    return this.#blocks.word(this.header.pointer + index * 4);
  }
}
