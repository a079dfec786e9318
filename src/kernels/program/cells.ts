import { LetheError } from '../../core/diagnostics.js';
import type { KernelHost } from '../host.js';
import type { Rectangle } from '../rectangle.js';
import { PlacedLabels } from './labels.js';
import { tableMask } from './recoding.js';
import type { Cut, SideCells } from './spec.js';
import { type CellWriter, placeTexts, type TextList } from './texts.js';

/** The non-null cells of a column in kernel memory. */
export interface CellList {
  cells: number; // pairs (pointer, bytes), valid until the next list
  count: number;
  index: number; // per record its cell, -1 for nulls
}

/** Index of a record whose cell is copied. */
const copied = -2;

const quote = 0x22;
const carriageReturn = 0x0d;
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

  get memory(): Uint8Array<ArrayBuffer> {
    return this.#host.bytes;
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

  /** Records whose text in `column` may mention the value of one of `others`: a superset, ascending. `list`: its distinct cells. */
  echoes(column: number, others: readonly number[], list = this.distinct(column)): Uint32Array {
    const { text, ends, columns, records } = this.#chunk;
    const { cells, count, index } = list;
    const numbers = this.#host.region(`${this.#name}.others`, others.length * 4);
    const out = this.#host.region(`${this.#name}.echoes`, records * 4);
    const sequence = this.#host.region(`${this.#name}.sequence`, this.#chunk.length);
    const work = this.#host.region(`${this.#name}.han`, count * 8);
    new Uint32Array(this.#host.bytes.buffer, numbers, others.length).set(others);
    const place = [text, ends, columns, records, cells, count, index];
    const found = this.#host.exports.findEchoes!(...place, numbers, others.length, out, sequence, work);
    return new Uint32Array(this.#host.bytes.buffer, out, found).slice();
  }

  /** One cell, decoded by itself unless its column was decoded already; null for a null. */
  value(column: number, record: number): string | null {
    const known = this.#columns.get(column);
    if (known) return known.distinct[known.index[record]!] ?? null;
    const { text, ends, columns } = this.#chunk;
    const memory = this.#host.bytes;
    const at = record * columns + column;
    const words = new Uint32Array(memory.buffer, ends, at + 1);
    let start = text + (at === 0 ? 0 : (words[at - 1]! & 0x7fffffff) + 1);
    let end = text + (words[at]! & 0x7fffffff);
    if (column === columns - 1 && end > start && memory[end - 1] === carriageReturn) end--;
    if (end === start) return null;
    const quoted = memory[start] === quote;
    if (quoted) {
      start++;
      end--;
    }
    const cell = decoder.decode(memory.subarray(start, end));
    return quoted ? cell.replaceAll('""', '"') : cell;
  }

  /** The distinct cells of a column. */
  distinct(column: number): CellList {
    return this.list(column, true, `${this.#name}.index${column}`);
  }

  /** The distinct texts of a column and which one each record has. */
  texts(column: number): ColumnTexts {
    const known = this.#columns.get(column);
    if (known) return known;
    const { cells, count, index } = this.distinct(column);
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
  readonly #changed: { record: number; text: string }[] = []; // after `keepRest`: few among many
  #kept: CellList | undefined; // where what is not set stays
  #cuts = new Int32Array(0); // of replaced values: index, number of cuts, then start, end and label of each
  #cutWords = 0;
  #labels: readonly string[] = [];

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

  keepRest(): { cells: number; count: number } {
    this.#kept ??= this.#chunk.distinct(this.#column);
    this.#byRecord?.forEach((text, record) => {
      this.#changed.push({ record, text: text! });
    });
    this.#byRecord = undefined;
    return this.#kept;
  }

  setDistinct(index: number, text: string): void {
    this.#byValue ??= new Array(this.#kept?.count ?? this.distinct.length);
    this.#byValue[index] = text;
  }

  replace(index: number, cuts: readonly Cut[], labels: readonly string[]): void {
    let at = this.#cutWords;
    this.#makeRoom(2 + 3 * cuts.length);
    // Written out, as it is done for every remark that a finder has read.
    const words = this.#cuts;
    words[at++] = index;
    words[at++] = cuts.length;
    for (const { start, end, label } of cuts) {
      words[at++] = start;
      words[at++] = end;
      words[at++] = label;
    }
    this.#cutWords = at;
    this.#labels = labels;
  }

  replaceAll(words: Int32Array, labels: readonly string[]): void {
    this.#makeRoom(words.length);
    this.#cuts.set(words, this.#cutWords);
    this.#cutWords += words.length;
    this.#labels = labels;
  }

  /** Sees that so many more words of cuts find room. */
  #makeRoom(more: number): void {
    const need = this.#cutWords + more;
    if (need <= this.#cuts.length) return;
    const larger = new Int32Array(Math.max(4096, 2 * need));
    larger.set(this.#cuts);
    this.#cuts = larger;
  }

  recordValue(column: number, record: number): string | null {
    return this.#chunk.value(column, record);
  }

  echoes(columns: readonly number[]): Uint32Array {
    return this.#chunk.echoes(this.#column, columns, this.#kept);
  }

  setRecord(record: number, text: string): void {
    if (this.#kept) {
      this.#changed.push({ record, text });
      return;
    }
    this.#byRecord ??= new Array(this.records);
    this.#byRecord[record] = text;
  }

  /** Places what was filled in kernel memory; throws `side-missing` where a value got nothing. */
  place(
    host: KernelHost,
    name: string,
    writer: CellWriter,
    labels = new PlacedLabels(host, name),
  ): { index: number; texts: TextList } {
    if (this.#kept) return this.#placeChanged(host, name, writer, labels);
    const { distinct, index, pointer } = this.#chunk.texts(this.#column);
    const byRecord = this.#byRecord;
    if (!byRecord) {
      const texts = this.#render(this.#byValue ?? [], distinct.length, writer);
      return { index: pointer, texts: placeTexts(host, name, texts) };
    }
    // With both, a record's own text stands before the text of its value.
    const byValue = this.#byValue;
    const present: (string | undefined)[] = byValue ? Array.from(distinct, (_, i) => byValue[i]) : [];
    const own = host.region(`${name}.index`, this.records * 4);
    const places = new Int32Array(host.bytes.buffer, own, this.records);
    for (let record = 0; record < this.records; record++) {
      const isNull = index[record] === -1;
      const own = byRecord[record];
      if (!isNull && byValue && own === undefined) {
        places[record] = index[record]!;
        continue;
      }
      places[record] = isNull ? -1 : present.length;
      if (!isNull) present.push(own);
    }
    return { index: own, texts: placeTexts(host, name, this.#render(present, present.length, writer)) };
  }

  /** As `place`, where what was not set is copied: its records have the index `copied`. */
  #placeChanged(host: KernelHost, name: string, writer: CellWriter, labels: PlacedLabels) {
    const kept = this.#kept!;
    const { index } = kept;
    labels.place(this.#labels);
    const present: string[] = [];
    const placeOf = host.region(`${name}.placeOf`, kept.count * 4);
    const own = host.region(`${name}.index`, this.records * 4);
    new Int32Array(host.bytes.buffer, placeOf, kept.count).fill(copied);
    const cuts = this.#placeCuts(host, name);
    const replaced = this.#numberReplaced(host, name, cuts, labels.longest, placeOf);
    // Behind the replaced values comes the end of the last one, an entry of its own.
    const first = replaced.count === 0 ? 0 : replaced.count + 1;
    const ofValue = new Int32Array(host.bytes.buffer, placeOf, kept.count);
    this.#byValue?.forEach((text, i) => {
      ofValue[i] = first + present.length;
      present.push(writer.cell(text!));
    });
    host.exports.placeValues!(index, this.records, placeOf, own);
    const places = new Int32Array(host.bytes.buffer, own, this.records);
    const values = new Int32Array(host.bytes.buffer, index, this.records);
    for (const { record, text } of this.#changed) {
      if (values[record] === -1) continue;
      places[record] = first + present.length;
      present.push(writer.cell(text));
    }
    const texts = placeTexts(host, name, present, { bytes: replaced.room, entries: first });
    const longest = first === 0 ? 0 : this.#splice(host, cuts, writer, labels, texts);
    return { index: own, texts: { ...texts, longest: Math.max(longest, texts.longest) } };
  }

  /** Places the cuts of replaced values in kernel memory. */
  #placeCuts(host: KernelHost, name: string): number {
    const cuts = host.region(`${name}.cuts`, this.#cutWords * 4);
    new Int32Array(host.bytes.buffer, cuts, this.#cutWords).set(this.#cuts.subarray(0, this.#cutWords));
    return cuts;
  }

  /** Gives replaced values their numbers, in order; how many there are, and bytes that suffice for all of them. */
  #numberReplaced(
    host: KernelHost,
    name: string,
    cuts: number,
    longestLabel: number,
    placeOf: number,
  ): { count: number; room: number } {
    if (this.#cutWords === 0) return { count: 0, room: 0 };
    const room = host.region(`${name}.room`, 8);
    const place = [this.#kept!.cells, cuts, cuts + this.#cutWords * 4, longestLabel, placeOf, room];
    const count = host.exports.numberCuts!(...place);
    return { count, room: new Float64Array(host.bytes.buffer, room, 1)[0]! };
  }

  /** Writes the replaced values before the texts of a list; returns the longest. */
  #splice(host: KernelHost, cuts: number, writer: CellWriter, labels: PlacedLabels, texts: TextList): number {
    const place = [this.#kept!.cells, cuts, cuts + this.#cutWords * 4, labels.blob, labels.ends];
    return host.exports.spliceCells!(...place, writer.delimiter, texts.blob, texts.offsets);
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
