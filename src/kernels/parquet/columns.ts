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
}

/** Why `append` stopped: all taken; the page is full; the host must say what the next cell is; no more codes. */
export type AppendStop = 'done' | 'page' | 'ask' | 'plain';

const stops = ['done', 'page', 'ask', 'plain', 'grow'] as const;

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
} as const;

/** The pages of one column in kernel memory, filled from cells of wire text. */
export class PageColumn {
  readonly #host: KernelHost;
  readonly #slot: number;
  readonly #spec: ColumnSpec;
  readonly #limits: PageLimits;
  readonly #state: number;

  constructor(host: KernelHost, slot: number, spec: ColumnSpec, limits: PageLimits) {
    this.#host = host;
    this.#slot = slot;
    this.#spec = spec;
    this.#limits = limits;
    this.#state = host.region(`state-${slot}`, 72);
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
  }

  /** No codes for the values that follow; the page is empty. */
  giveUp(): void {
    this.#set('coded', 0);
  }

  /**
   * Takes cells of the records [from, to) until something stops it. `answered`: `answer` was called for the first of
   * them. Returns the first record not taken, and why.
   */
  append(
    table: Rectangle,
    column: number,
    from: number,
    to: number,
    scratch: number,
    answered: boolean,
  ): [number, AppendStop] {
    const { kind, digits, more } = this.#spec;
    const { appendCells, appendStop, roomNeeded } = this.#host.exports;
    for (let first = from; ; ) {
      const { text, ends, columns } = table;
      const known = answered && first === from ? 1 : 0;
      first = appendCells!(
        this.#state,
        columnKinds[kind],
        digits,
        more,
        text,
        ends,
        columns,
        column,
        first,
        to,
        scratch,
        known,
      );
      const stop = stops[appendStop!()]!;
      if (stop !== 'grow') return [first, stop];
      this.#grow(roomNeeded!() >>> 0);
    }
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

  #get(name: keyof typeof at): number {
    return new DataView(this.#host.memory.buffer).getUint32(this.#state + at[name], true);
  }

  #set(name: keyof typeof at, value: number): void {
    new DataView(this.#host.memory.buffer).setUint32(this.#state + at[name], value, true);
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
