import { LetheError } from '../../core/diagnostics.js';
import type { KernelHost } from '../host.js';
import type { Rectangle } from '../rectangle.js';
import { tableMask } from './recoding.js';
import type { SideCells } from './spec.js';
import { type CellWriter, placeTexts, type TextList } from './texts.js';

/** The non-null cells of a column in kernel memory. */
export interface CellList {
  cells: number; // pairs (pointer, bytes), valid until the next list
  count: number;
  index: number; // per record its cell, -1 for nulls
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The cells of the columns of one chunk, listed and decoded when they are first asked for. */
export class ChunkCells {
  readonly #host: KernelHost;
  readonly #name: string;
  readonly #chunk: Rectangle;
  readonly #scratch: number;
  readonly #columns = new Map<number, ColumnTexts>();

  constructor(host: KernelHost, name: string, chunk: Rectangle, scratch: number) {
    this.#host = host;
    this.#name = name;
    this.#chunk = chunk;
    this.#scratch = scratch;
  }

  get records(): number {
    return this.#chunk.records;
  }

  /** Lists a column's cells, each distinct text once or every cell on its own; the index goes to its own region. */
  list(column: number, distinct: boolean, region: string): CellList {
    const { text, ends, columns, records } = this.#chunk;
    const mask = distinct ? tableMask(records) : 0;
    const table = distinct ? this.#host.region(`${this.#name}.distinct`, (mask + 1) * 8) : 0;
    const cells = this.#host.region(`${this.#name}.cells`, records * 8);
    const index = this.#host.region(region, records * 4);
    const place = [text, ends, columns, records, column, this.#scratch];
    const count = this.#host.exports.listCells!(...place, table, mask, cells, index);
    return { cells, count, index };
  }

  /** The distinct texts of a column and which one each record has. */
  texts(column: number): ColumnTexts {
    const known = this.#columns.get(column);
    if (known) return known;
    const { cells, count, index } = this.list(column, true, `${this.#name}.index${column}`);
    const blob = this.#host.region(`${this.#name}.joined`, this.#chunk.length);
    const units = this.#host.region(`${this.#name}.units`, count * 4);
    const bytes = this.#host.exports.joinCells!(cells, count, blob, units);
    const memory = this.#host.bytes;
    // Decoded at once and cut by lengths: a call of the decoder per value would cost more than the rest.
    const joined = decoder.decode(memory.subarray(blob, blob + bytes));
    const distinct: string[] = [];
    let at = 0;
    for (const length of new Uint32Array(memory.buffer, units, count)) {
      distinct.push(joined.slice(at, at + length));
      at += length;
    }
    if (at !== joined.length) throw new LetheError('chunk-not-utf8', { column: column + 1 });
    const texts = {
      distinct,
      index: new Int32Array(memory.buffer, index, this.records).slice(),
      pointer: index,
    };
    this.#columns.set(column, texts);
    return texts;
  }
}

interface ColumnTexts {
  distinct: string[];
  index: Int32Array; // record → distinct, -1 for null
  pointer: number; // the same in kernel memory
}

/** The cells of a side slot, as the caller fills them. */
export class SideColumn implements SideCells {
  readonly #chunk: ChunkCells;
  readonly #column: number;
  #byValue: (string | undefined)[] | undefined;
  #byRecord: (string | undefined)[] | undefined;

  constructor(chunk: ChunkCells, column: number) {
    this.#chunk = chunk;
    this.#column = column;
  }

  get records(): number {
    return this.#chunk.records;
  }

  get distinct(): readonly string[] {
    return this.#chunk.texts(this.#column).distinct;
  }

  setDistinct(index: number, text: string): void {
    this.#byValue ??= new Array(this.distinct.length);
    this.#byValue[index] = text;
  }

  recordValue(column: number, record: number): string | null {
    const { distinct, index } = this.#chunk.texts(column);
    return distinct[index[record]!] ?? null;
  }

  setRecord(record: number, text: string): void {
    this.#byRecord ??= new Array(this.records);
    this.#byRecord[record] = text;
  }

  /** Places what was filled in kernel memory; throws `side-missing` where a value got nothing. */
  place(host: KernelHost, name: string, writer: CellWriter): { index: number; texts: TextList } {
    const { distinct, index, pointer } = this.#chunk.texts(this.#column);
    const byRecord = this.#byRecord;
    if (!byRecord) {
      const texts = this.#render(this.#byValue ?? [], distinct.length, writer);
      return { index: pointer, texts: placeTexts(host, name, texts) };
    }
    if (this.#byValue)
      throw new LetheError('side-missing', { column: this.#column + 1, missing: this.records });
    const present: (string | undefined)[] = [];
    const own = host.region(`${name}.index`, this.records * 4);
    const places = new Int32Array(host.bytes.buffer, own, this.records);
    for (let record = 0; record < this.records; record++) {
      const isNull = index[record] === -1;
      places[record] = isNull ? -1 : present.length;
      if (!isNull) present.push(byRecord[record]);
    }
    return { index: own, texts: placeTexts(host, name, this.#render(present, present.length, writer)) };
  }

  #render(texts: readonly (string | undefined)[], count: number, writer: CellWriter): string[] {
    const cells: string[] = new Array(count);
    let missing = 0;
    for (let i = 0; i < count; i++) {
      const text = texts[i];
      if (text === undefined) missing++;
      else cells[i] = writer.cell(text);
    }
    if (missing > 0) throw new LetheError('side-missing', { column: this.#column + 1, missing });
    return cells;
  }
}
