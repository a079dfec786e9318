import type { KernelHost } from '../host.js';
import type { Rectangle } from '../rectangle.js';
import { Structure } from '../structure.js';

/** What the values of a written column are; numbers as in assembly/parquet/append.ts. */
export const columnKinds = {
  text: 0,
  integer32: 1,
  integer64: 2,
  day: 3,
  time32: 4,
  time64: 5,
  moment: 6,
  decimal32: 7,
  decimal64: 8,
  double: 9,
  float: 10,
  boolean: 11,
  fixed: 12,
} as const;

/** How cells become the values of a column. */
export interface ColumnSpec {
  kind: keyof typeof columnKinds;
  digits: number; // bits of integers, digits of a unit of time, scale of decimals, bytes of fixed ones
  more: number; // whether integers are signed, moments UTC; precision of decimals
}

/** Limits of the pages and the dictionary of a column. */
export interface PageLimits {
  rows: number;
  bytes: number; // of PLAIN values, at which a page ends
  codes: number; // size of a dictionary at most, a power of two; 0: none
  recent: number; // cells whose codes are known by their bytes, a power of two
}

/** Why the kernels stopped: all taken; page full; the host must say what the cell is; no more codes; no room. */
export type AppendStop = (typeof stops)[number];

const stops = ['done', 'page', 'ask', 'plain', 'grow'] as const;

/** Where the kernels stopped: the first of the records they were at; the column, and the record of its next cell. */
export interface AppendPlace {
  from: number;
  column: number;
  record: number;
  stop: AppendStop;
}

// Offsets as in assembly/parquet/append.ts.
const at = {
  rows: 0,
  present: 4,
  levels: 8,
  values: 12,
  used: 16,
  room: 20,
  codes: 24,
  coded: 28,
  met: 32,
  size: 36,
  dictionary: 40,
  dictionaryUsed: 44,
  dictionaryRoom: 48,
  table: 52,
  offsets: 56,
  pageRows: 60,
  pageBytes: 64,
  codesMax: 68,
  kind: 72,
  digits: 76,
  more: 80,
  recent: 84,
  recentBits: 88,
} as const;

/** Bytes of an entry of the recent cells. */
const recentBytes = 24;

/** The pages of one column in kernel memory, filled from cells of wire text. */
export class PageColumn {
  readonly #host: KernelHost;
  readonly #slot: number;
  readonly #spec: ColumnSpec;
  readonly #limits: PageLimits;
  readonly #state: number;
  #view = new Uint32Array(0);

  constructor(host: KernelHost, slot: number, spec: ColumnSpec, limits: PageLimits) {
    this.#host = host;
    this.#slot = slot;
    this.#spec = spec;
    this.#limits = limits;
    this.#state = host.region(`state-${slot}`, 92);
    this.#set('kind', columnKinds[spec.kind]);
    this.#set('digits', spec.digits);
    this.#set('more', spec.more);
    this.#set('pageRows', limits.rows);
    this.#set('pageBytes', limits.bytes);
    this.#set('codesMax', limits.codes);
    this.#set('levels', host.region(`levels-${slot}`, limits.rows));
    this.#grow(limits.bytes + (limits.bytes >> 3));
    if (limits.codes === 0) return;
    this.#set('codes', host.region(`codes-${slot}`, limits.rows * 4));
    this.#set('dictionary', host.region(`dictionary-${slot}`, limits.bytes));
    this.#set('dictionaryRoom', limits.bytes);
    this.#set('table', host.region(`table-${slot}`, limits.codes * 8));
    this.#set('offsets', host.region(`offsets-${slot}`, limits.codes * 4));
    this.#set('recent', host.region(`recent-${slot}`, limits.recent * recentBytes));
    this.#set('recentBits', Math.log2(limits.recent));
  }

  /** Where the kernels find the column. */
  get state(): number {
    return this.#state;
  }

  /** Bytes of a value where all have as many. */
  get width(): number {
    const { kind, digits } = this.#spec;
    if (kind === 'fixed') return digits;
    return kind.endsWith('64') || kind === 'moment' || kind === 'double' ? 8 : 4;
  }

  get rows(): number {
    return this.#get('rows');
  }

  get present(): number {
    return this.#get('present');
  }

  /** Values of the dictionary. */
  get size(): number {
    return this.#get('size');
  }

  get coded(): boolean {
    return this.#get('coded') !== 0;
  }

  /** Begins a column chunk, with an empty dictionary or none. */
  begin(coded: boolean): void {
    for (const one of ['met', 'size', 'dictionaryUsed'] as const) this.#set(one, 0);
    this.#set('coded', coded && this.#limits.codes > 0 ? 1 : 0);
    if (!this.coded) return;
    const table = this.#get('table');
    this.#host.bytes.fill(0, table, table + this.#limits.codes * 8);
    const recent = this.#get('recent');
    this.#host.bytes.fill(0, recent, recent + this.#limits.recent * recentBytes);
  }

  /** No codes for the values that follow; the page is empty. */
  giveUp(): void {
    this.#set('coded', 0);
  }

  /** Makes room for the value at which the kernels stopped. */
  grow(): void {
    this.#grow(this.#host.exports.roomNeeded!() >>> 0);
  }

  /** Says what a cell is: the bits of a number, or the bytes of a fixed value. */
  answer(value: bigint | Uint8Array, scratch: number): void {
    if (typeof value === 'bigint') this.#host.exports.setAnswer!(BigInt.asIntN(64, value));
    else this.#host.bytes.set(value, scratch);
  }

  /** Writes the page and begins the next. Returns where it lies: valid until the next page of any column. */
  takePage(): { pointer: number; bytes: number } {
    const { writePage, pageStart } = this.#host.exports;
    const out = this.#host.region('page', this.#headroom + this.present * 8);
    const wide = this.#host.region('wide', this.#limits.rows * 4);
    const end = writePage!(this.#state, columnKinds[this.#spec.kind], out, wide) >>> 0;
    for (const one of ['rows', 'present', 'used'] as const) this.#set(one, 0);
    const pointer = pageStart!() >>> 0;
    return { pointer, bytes: end - pointer };
  }

  /** The values of the dictionary, PLAIN. */
  dictionary(): { pointer: number; bytes: number } {
    return { pointer: this.#get('dictionary'), bytes: this.#get('dictionaryUsed') };
  }

  /** Smallest and largest value of the page, or of the dictionary, as numbers or the bits of doubles; null for none. */
  extent(of: 'page' | 'dictionary'): [bigint, bigint] | null {
    const { extent, extentLeast, extentMost } = this.#host.exports;
    const kind = columnKinds[this.#spec.kind];
    if (!extent!(this.#state, kind, this.width, of === 'dictionary' ? 1 : 0)) return null;
    return [extentLeast!() as unknown as bigint, extentMost!() as unknown as bigint];
  }

  /** Bytes that the levels of a page need, which are put before its values. */
  get #headroom(): number {
    return 64 + this.#limits.rows * 2;
  }

  #grow(bytes: number): void {
    const ahead = this.#headroom;
    this.#set('values', this.#host.region(`values-${this.#slot}`, ahead + bytes) + ahead);
    this.#set('room', bytes);
  }

  /** All of memory as words: WebAssembly and every machine that runs it here are little-endian. */
  get #words(): Uint32Array {
    if (this.#view.buffer !== this.#host.memory.buffer)
      this.#view = new Uint32Array(this.#host.memory.buffer as ArrayBuffer);
    return this.#view;
  }

  #get(name: keyof typeof at): number {
    return this.#words[(this.#state + at[name]) >>> 2]!;
  }

  #set(name: keyof typeof at, value: number): void {
    this.#words[(this.#state + at[name]) >>> 2] = value;
  }
}

/** The columns of a table, to whose pages records are appended. */
export class PageColumns {
  readonly #host: KernelHost;
  readonly #states: number;
  readonly #count: number;

  constructor(host: KernelHost, columns: readonly PageColumn[]) {
    this.#host = host;
    this.#count = columns.length;
    this.#states = host.region('states', columns.length * 4);
    new Uint32Array(host.memory.buffer, this.#states, columns.length).set(columns.map(({ state }) => state));
  }

  /**
   * Takes the records up to `to`, from `place` on, until something stops it. `answered`: `answer` was called for the cell
   * at which it stopped last.
   */
  append(table: Rectangle, place: AppendPlace, to: number, scratch: number, answered: boolean): AppendPlace {
    const { appendRecords, appendStop, stopColumn, stopRecord } = this.#host.exports;
    const { from, column, record } = place;
    const { text, ends } = table;
    const known = answered ? 1 : 0;
    const count = this.#count;
    const next = appendRecords!(this.#states, count, text, ends, from, to, column, record, scratch, known);
    const stop = stops[appendStop!()]!;
    if (stop === 'done') return { from: to, column: 0, record: to, stop };
    return { from: next >>> 0, column: stopColumn!(), record: stopRecord!() >>> 0, stop };
  }
}

/** Wire text in kernel memory, indexed; null where it is no wire text of so many columns. */
export class WireIndex {
  readonly #host: KernelHost;
  readonly #structure: Structure;

  constructor(host: KernelHost) {
    this.#host = host;
    this.#structure = new Structure(host);
  }

  /** Copies and indexes whole records. Valid until the next call. */
  index(block: Uint8Array, columns: number): Rectangle | null {
    const text = this.#host.region('text', block.length);
    this.#host.bytes.set(block, text);
    if (block.length === 0 || block[block.length - 1] !== 0x0a) return null;
    const found = this.#structure.index(text, block.length, 0x2c, columns);
    return 'fault' in found ? null : found;
  }

  /** Offset behind record `record`. */
  endOf({ ends, columns }: Rectangle, record: number): number {
    const entry = ends + ((record + 1) * columns - 1) * 4;
    return (new DataView(this.#host.memory.buffer).getUint32(entry, true) & 0x7fffffff) + 1;
  }

  /** The text of a cell, unquoted; not null. */
  textOf({ text, ends, columns }: Rectangle, record: number, column: number): string {
    const view = new DataView(this.#host.memory.buffer);
    const entry = record * columns + column;
    const start = entry === 0 ? 0 : (view.getUint32(ends + entry * 4 - 4, true) & 0x7fffffff) + 1;
    const end = view.getUint32(ends + entry * 4, true) & 0x7fffffff;
    const cell = Buffer.from(this.#host.bytes.subarray(text + start, text + end)).toString();
    return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  }
}
