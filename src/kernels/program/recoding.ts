import { LetheError } from '../../core/diagnostics.js';
import type { KernelHost } from '../host.js';
import type { Rectangle } from '../rectangle.js';
import type { LocalRecoding, ProgramSpec, RecodingTable, SuppressedClasses } from './spec.js';
import { type CellWriter, placeTexts, type TextList } from './texts.js';

/** The recoding tables and suppressed classes of a program in kernel memory, and their passes over a chunk. */
export class Recoder {
  readonly #host: KernelHost;
  readonly #name: string;
  readonly #tables: PlacedTable[];
  readonly #classes: PlacedClasses | null;
  readonly #local: PlacedLocal | null;

  constructor(host: KernelHost, name: string, spec: ProgramSpec, writer: CellWriter) {
    this.#host = host;
    this.#name = name;
    this.#tables = spec.recodings.map((table, slot) => {
      if (!(table.column >= 0 && table.column < spec.columns)) invalid('recoding', 0);
      return placeTable(host, `${name}.recoding${slot}`, table, writer, spec.local ? 'own' : 'label');
    });
    this.#classes =
      spec.suppressed && !spec.local ? placeClasses(host, name, spec.suppressed, this.#tables.length) : null;
    this.#local = spec.local ? placeLocal(host, name, spec.local, spec.recodings) : null;
  }

  /** The labels of a slot, rendered as cells. */
  labels(slot: number): TextList {
    return this.#tables[slot]!.labels;
  }

  /** Label index per record of a slot, after `run`. */
  codes(slot: number, records: number): number {
    return this.#host.region(`${this.#name}.codes${slot}`, records * 4);
  }

  /**
   * Looks up every value of the recoded columns; throws `recode-unknown` (record and column from 1) at the first
   * value that has no label. Returns the pointer to one flag byte per record, 0 when no record is to be left out.
   */
  run(chunk: Rectangle, scratch: number): { flags: number; suppressed: number } {
    const { text, ends, columns, records } = chunk;
    const kernels = this.#host.exports;
    for (const [slot, table] of this.#tables.entries()) {
      const { column, index, mask, values, labelOf, nullCode } = table;
      const codes = this.codes(slot, records);
      const place = [text, ends, columns, records, column, scratch];
      const found = [index, mask, values.blob, values.offsets, labelOf, nullCode, codes];
      const known = kernels.recodeColumn!(...place, ...found) >>> 0;
      if (known < records) throw new LetheError('recode-unknown', { record: known + 1, column: column + 1 });
    }
    if (this.#local) return this.#runLocal(this.#local, records);
    const classes = this.#classes;
    if (!classes) return { flags: 0, suppressed: 0 };
    const flags = this.#host.region(`${this.#name}.flags`, records);
    const slots = this.#host.region(`${this.#name}.slots`, classes.slots.length * 4);
    const pointers = classes.slots.map((slot) => this.codes(slot, records));
    new Uint32Array(this.#host.bytes.buffer, slots, pointers.length).set(pointers);
    const { set, mask, tuples } = classes;
    const suppressed = kernels.markSuppressed!(set, mask, tuples, pointers.length, slots, records, flags);
    return { flags: suppressed === 0 ? 0 : flags, suppressed };
  }

  /** Labels by combination; one that the fit did not see is an error like a value without a label. */
  #runLocal(local: PlacedLocal, records: number): { flags: number; suppressed: number } {
    const width = this.#tables.length;
    const flags = this.#host.region(`${this.#name}.flags`, records);
    const slots = this.#host.region(`${this.#name}.slots`, width * 4);
    const pointers = this.#tables.map((_, slot) => this.codes(slot, records));
    new Uint32Array(this.#host.bytes.buffer, slots, width).set(pointers);
    const { set, mask, tuples, labels } = local;
    const known =
      this.#host.exports.recodeTuples!(set, mask, tuples, labels, width, slots, records, flags) >>> 0;
    if (known < records)
      throw new LetheError('recode-unknown', { record: known + 1, column: this.#tables[0]!.column + 1 });
    let suppressed = 0;
    for (const flag of new Uint8Array(this.#host.bytes.buffer, flags, records)) suppressed += flag;
    return { flags: suppressed === 0 ? 0 : flags, suppressed };
  }
}

interface PlacedLocal {
  set: number;
  mask: number;
  tuples: number;
  labels: number;
}

function placeLocal(
  host: KernelHost,
  name: string,
  { tuples, labels }: LocalRecoding,
  tables: readonly RecodingTable[],
): PlacedLocal {
  const count = tuples[0]?.length ?? 0;
  const width = tables.length;
  if (width === 0 || tuples.length !== width || labels.length !== width) invalid('local', 0);
  if ([...tuples, ...labels].some((codes) => codes.length !== count)) invalid('local', 0);
  for (let k = 0; k < width; k++)
    for (let i = 0; i < count; i++) {
      const label = labels[k]![i]!;
      // A tuple is left out whole or not at all.
      if (label >= tables[k]!.labels.length || label < 0 !== labels[0]![i]! < 0) invalid('local', 0);
    }
  const place = (part: string, columns: readonly Int32Array[]) => {
    const pointer = host.region(`${name}.${part}`, count * width * 4);
    const view = new Int32Array(host.bytes.buffer, pointer, count * width);
    for (let k = 0; k < width; k++) for (let i = 0; i < count; i++) view[i * width + k] = columns[k]![i]!;
    return pointer;
  };
  const mask = tableMask(count);
  const set = host.region(`${name}.localSet`, (mask + 1) * 8);
  const placedTuples = place('localTuples', tuples);
  const placedLabels = place('localLabels', labels);
  host.exports.buildClasses!(set, mask, placedTuples, count, width);
  return { set, mask, tuples: placedTuples, labels: placedLabels };
}

interface PlacedTable {
  column: number;
  index: number; // hash table
  mask: number;
  values: TextList;
  labelOf: number;
  nullCode: number; // label of null, -1: null is unknown
  labels: TextList;
}

interface PlacedClasses {
  slots: readonly number[];
  set: number;
  mask: number;
  tuples: number;
}

/** `codes` says what a value is coded as: its label, or itself. */
function placeTable(
  host: KernelHost,
  name: string,
  table: RecodingTable,
  writer: CellWriter,
  codes: 'label' | 'own',
): PlacedTable {
  const { column, values, labels } = table;
  const labelOf = codes === 'label' ? table.labelOf : Int32Array.from(values, (_, i) => i);
  if (labelOf.length !== values.length) invalid('recoding', column + 1);
  if (codes === 'label')
    for (const label of labelOf) if (label < 0 || label >= labels.length) invalid('recoding', column + 1);
  const nullAt = values.indexOf(null);
  if (nullAt >= 0 && values.indexOf(null, nullAt + 1) >= 0) invalid('recoding', column + 1);
  const texts =
    nullAt < 0 ? (values as readonly string[]) : (values.filter((_, i) => i !== nullAt) as string[]);
  const placed = placeTexts(host, `${name}.values`, texts);
  const mask = tableMask(texts.length);
  const index = host.region(`${name}.index`, (mask + 1) * 8);
  const target = host.region(`${name}.labelOf`, texts.length * 4);
  const view = new Int32Array(host.bytes.buffer, target, texts.length);
  if (nullAt < 0) view.set(labelOf);
  else {
    view.set(labelOf.subarray(0, nullAt));
    view.set(labelOf.subarray(nullAt + 1), nullAt);
  }
  const twice = host.exports.buildTable!(index, mask, placed.blob, placed.offsets, texts.length);
  if (twice > 0) invalid('recoding', column + 1);
  const rendered = labels.map((label) => (label === null ? '' : writer.cell(label)));
  return {
    column,
    index,
    mask,
    values: placed,
    labelOf: target,
    nullCode: nullAt < 0 ? -1 : labelOf[nullAt]!,
    labels: placeTexts(host, `${name}.labels`, rendered),
  };
}

function placeClasses(
  host: KernelHost,
  name: string,
  classes: SuppressedClasses,
  tables: number,
): PlacedClasses | null {
  const { slots, tuples } = classes;
  const count = tuples[0]?.length ?? 0;
  if (tuples.length !== slots.length || slots.some((slot) => !(slot >= 0 && slot < tables)))
    invalid('suppressed', 0);
  if (tuples.some((codes) => codes.length !== count)) invalid('suppressed', 0);
  if (count === 0) return null;
  const width = slots.length;
  const pointer = host.region(`${name}.classes`, count * width * 4);
  const mask = tableMask(count);
  const set = host.region(`${name}.classSet`, (mask + 1) * 8);
  const view = new Int32Array(host.bytes.buffer, pointer, count * width);
  for (let k = 0; k < width; k++) {
    const codes = tuples[k]!;
    for (let i = 0; i < count; i++) view[i * width + k] = codes[i]!;
  }
  host.exports.buildClasses!(set, mask, pointer, count, width);
  return { slots, set, mask, tuples: pointer };
}

/** Mask of an open-addressing table that is at most half full with `count` entries. */
export function tableMask(count: number): number {
  let size = 16;
  while (size < count * 2) size *= 2;
  return size - 1;
}

function invalid(what: string, column: number): never {
  throw new LetheError('program-invalid', { what, column });
}
