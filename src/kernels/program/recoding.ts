import { LetheError } from '../../core/diagnostics.js';
import type { KernelHost } from '../host.js';
import type { Rectangle } from '../rectangle.js';
import { datedFrom, formOfDates } from '../survey/days.js';
import { bitsOf, layOut } from '../survey/layout.js';
import { packValues, sizeOf } from './packed.js';
import { areShort, placeShort, renderLabels } from './short-labels.js';
import type { LocalRecoding, ProgramSpec, RecodingTable, SuppressedClasses } from './spec.js';
import { type CellWriter, placePacked, placeTexts, type TextList } from './texts.js';

/** The recoding tables and suppressed classes of a program in kernel memory, and their passes over a chunk. */
export class Recoder {
  readonly #host: KernelHost;
  readonly #name: string;
  readonly #tables: PlacedTable[];
  readonly #classes: PlacedKeys | null;
  readonly #local: PlacedLocal | null;

  constructor(host: KernelHost, name: string, spec: ProgramSpec, writer: CellWriter) {
    this.#host = host;
    this.#name = name;
    this.#tables = spec.recodings.map((table, slot) => {
      if (!(table.column >= 0 && table.column < spec.columns)) invalid('recoding', 0);
      return placeTable(host, `${name}.recoding${slot}`, table, writer, spec.local ? 'own' : 'label');
    });
    this.#classes =
      spec.suppressed && !spec.local ? placeClasses(host, name, spec.suppressed, spec.recodings) : null;
    this.#local = spec.local ? placeLocal(host, name, spec.local, spec.recodings) : null;
  }

  /** The labels of a slot, rendered as cells: where their entries are, if they are short, or a list of texts. */
  labels(slot: number): number | TextList {
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
      const { column, index, mask, values, labelOf, nullCode, cache, days } = table;
      const codes = this.codes(slot, records);
      const place = [text, ends, columns, records, column, scratch];
      const found = [index, mask, values.blob, values.offsets, labelOf, nullCode, codes, cache, days];
      const known = kernels.recodeColumn!(...place, ...found) >>> 0;
      if (known < records) throw new LetheError('recode-unknown', { record: known + 1, column: column + 1 });
    }
    if (this.#local) return this.#runLocal(this.#local, records);
    const classes = this.#classes;
    if (!classes) return { flags: 0, suppressed: 0 };
    const flags = this.#host.region(`${this.#name}.flags`, records);
    const suppressed = this.#flag(classes, records, flags);
    return { flags: suppressed === 0 ? 0 : flags, suppressed };
  }

  /** Labels by combination; one that the fit did not see is an error like a value without a label. */
  #runLocal(local: PlacedLocal, records: number): { flags: number; suppressed: number } {
    const { flagNegative, takeLabels } = this.#host.exports;
    const hits = this.#find(local.keys, records);
    const found = this.#found(records);
    if (hits < records) {
      const first = new Int32Array(this.#host.bytes.buffer, found, records).indexOf(-1);
      throw new LetheError('recode-unknown', { record: first + 1, column: this.#tables[0]!.column + 1 });
    }
    const flags = this.#host.region(`${this.#name}.flags`, records);
    const suppressed = flagNegative!(found, records, local.labels[0]!, flags);
    for (const [slot, labels] of local.labels.entries())
      takeLabels!(found, records, labels, this.codes(slot, records));
    return { flags: suppressed === 0 ? 0 : flags, suppressed };
  }

  #found(records: number): number {
    return this.#host.region(`${this.#name}.found`, records * 4);
  }

  /** Flags the records whose key is in a set; returns how many they are. */
  #flag(placed: PlacedKeys, records: number, flags: number): number {
    const { set, mask, layout, filter } = placed;
    const { flagFound, flagKeys } = this.#host.exports;
    if (filter !== 0) {
      const keys = this.#keys(placed, records);
      return flagKeys!(set, mask, filter, keys, layout.words, records, flags) >>> 0;
    }
    const hits = this.#find(placed, records);
    if (hits > 0) flagFound!(this.#found(records), records, flags);
    return hits;
  }

  /** Finds the key of every record; returns how many are in the set. */
  #find(placed: PlacedKeys, records: number): number {
    const { set, mask, layout } = placed;
    const keys = this.#keys(placed, records);
    return this.#host.exports.findKeys!(set, mask, keys, layout.words, records, this.#found(records)) >>> 0;
  }

  #keys({ slots, layout }: PlacedKeys, records: number): number {
    const codes = slots.map((slot) => this.codes(slot, records));
    return packKeys(this.#host, this.#name, layout, codes, records);
  }
}

/** A set of tuples of codes, as keys. */
interface PlacedKeys {
  slots: readonly number[];
  set: number;
  mask: number;
  layout: KeyLayout;
  filter: number; // of the keys, 0 where they are too many for one
}

/** Keys for which a filter is worth its time: one bit in four is set by as many. */
const filteredKeys = 1 << 14;

interface PlacedLocal {
  keys: PlacedKeys;
  labels: readonly number[]; // by slot: pointer to the label of every tuple
}

type KeyLayout = ReturnType<typeof layOut>;

/** Packs columns of codes, by pointer, to keys; valid until it is called again. */
function packKeys(
  host: KernelHost,
  name: string,
  { fields, words }: KeyLayout,
  codes: readonly number[],
  count: number,
): number {
  const keys = host.region(`${name}.keys`, count * words * 8);
  let word = -1;
  for (const [i, field] of fields.entries()) {
    const first = field.word !== word ? 1 : 0;
    word = field.word;
    host.exports.packCodes!(keys, words, word, field.shift, first, codes[i]!, count);
  }
  return keys;
}

/** A set of the tuples of `slots`; `sizes` says how many codes a slot has. Every code must be below. */
function placeKeys(
  host: KernelHost,
  name: string,
  tuples: readonly Int32Array[],
  slots: readonly number[],
  sizes: readonly number[],
): PlacedKeys {
  const count = tuples[0]!.length;
  const layout = layOut(sizes.map(bitsOf));
  const codes = tuples.map((column, k) => {
    const pointer = host.region(`${name}.tuples${k}`, count * 4);
    new Int32Array(host.bytes.buffer, pointer, count).set(column);
    return pointer;
  });
  const mask = tableMask(count);
  const set = host.region(`${name}.set`, (mask + 1) * (layout.words + 1) * 8);
  const keys = packKeys(host, name, layout, codes, count);
  const { buildKeys, fillFilter, filterBytes } = host.exports;
  buildKeys!(set, mask, keys, count, layout.words);
  const filter = count > filteredKeys ? 0 : host.region(`${name}.filter`, filterBytes!());
  if (filter !== 0) fillFilter!(filter, keys, count, layout.words);
  return { slots, set, mask, layout, filter };
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
  const sizes = tables.map(({ values }) => sizeOf(values));
  for (let k = 0; k < width; k++)
    for (let i = 0; i < count; i++) {
      const label = labels[k]![i]!;
      const code = tuples[k]![i]!;
      // A tuple is left out whole or not at all.
      if (label >= tables[k]!.labels.length || label < 0 !== labels[0]![i]! < 0) invalid('local', 0);
      if (code < 0 || code >= sizes[k]!) invalid('local', 0);
    }
  const slots = tables.map((_, slot) => slot);
  return {
    keys: placeKeys(host, `${name}.local`, tuples, slots, sizes),
    labels: labels.map((column, slot) => {
      const pointer = host.region(`${name}.localLabels${slot}`, count * 4);
      new Int32Array(host.bytes.buffer, pointer, count).set(column);
      return pointer;
    }),
  };
}

interface PlacedTable {
  column: number;
  index: number; // hash table
  mask: number;
  values: TextList;
  labelOf: number;
  nullCode: number; // label of null, -1: null is unknown
  cache: number; // of cells met before
  days: number; // labels of dates by their digits, 0: no table
  labels: number | TextList; // short: where their entries are
}

/** `codes` says what a value is coded as: its label, or itself. */
function placeTable(
  host: KernelHost,
  name: string,
  table: RecodingTable,
  writer: CellWriter,
  codes: 'label' | 'own',
): PlacedTable {
  const { column, labels } = table;
  const values = packValues(table);
  const { nullAt } = values;
  const size = sizeOf(values);
  const labelOf = codes === 'label' ? table.labelOf : Int32Array.from({ length: size }, (_, i) => i);
  if (labelOf.length !== size) invalid('recoding', column + 1);
  const count = values.offsets.length - 1;
  const placed = placePacked(host, `${name}.values`, values);
  const mask = tableMask(count);
  const index = host.region(`${name}.index`, (mask + 1) * 8);
  const target = host.region(`${name}.labelOf`, size * 4);
  const view = new Int32Array(host.bytes.buffer, target, size);
  const { areBelow, buildTable } = host.exports;
  view.set(labelOf);
  if (codes === 'label' && !areBelow!(target, size, labels.length)) invalid('recoding', column + 1);
  if (nullAt >= 0) view.copyWithin(nullAt, nullAt + 1);
  const twice = buildTable!(index, mask, placed.blob, placed.offsets, count);
  if (twice > 0) invalid('recoding', column + 1);
  const cacheBytes = host.exports.recodingCacheBytes!();
  const cache = host.region(`${name}.cache`, cacheBytes);
  host.bytes.fill(0, cache, cache + cacheBytes);
  return {
    column,
    index,
    mask,
    values: placed,
    labelOf: target,
    nullCode: nullAt < 0 ? -1 : labelOf[nullAt]!,
    cache,
    days: placeDays(host, name, placed, count, {
      pointer: target,
      labels: codes === 'label' ? labels.length : size,
    }),
    labels: areShort(table, writer)
      ? placeShort(host, `${name}.labels`, table, writer)
      : placeTexts(host, `${name}.labels`, renderLabels(table, writer)),
  };
}

/** A table by digits, where the values are many dates of one form. */
function placeDays(
  host: KernelHost,
  name: string,
  values: TextList,
  count: number,
  labelOf: { pointer: number; labels: number },
): number {
  const { dayLabelsBytes, dayLabelsMost, fillDayLabels } = host.exports;
  if (count < datedFrom || labelOf.labels > dayLabelsMost!()) return 0;
  const bounds = new Uint32Array(host.bytes.buffer, values.offsets, count + 1);
  const form = formOfDates(host, count, (i) => [values.blob + bounds[i]!, bounds[i + 1]! - bounds[i]!]);
  if (form === 0) return 0;
  const days = host.region(`${name}.days`, dayLabelsBytes!());
  fillDayLabels!(days, form, values.blob, values.offsets, count, labelOf.pointer);
  return days;
}

/** Codes beyond a slot's labels, -1 among them, match no record: such tuples are left out. */
function placeClasses(
  host: KernelHost,
  name: string,
  classes: SuppressedClasses,
  tables: readonly RecodingTable[],
): PlacedKeys | null {
  const { slots, tuples } = classes;
  const count = tuples[0]?.length ?? 0;
  if (tuples.length !== slots.length || slots.some((slot) => !(slot >= 0 && slot < tables.length)))
    invalid('suppressed', 0);
  if (tuples.some((codes) => codes.length !== count)) invalid('suppressed', 0);
  const sizes = slots.map((slot) => tables[slot]!.labels.length);
  const matchable = (i: number) => tuples.every((codes, k) => codes[i]! >= 0 && codes[i]! < sizes[k]!);
  const kept = Int32Array.from({ length: count }, (_, i) => i).filter(matchable);
  if (kept.length === 0) return null;
  const own = kept.length === count ? tuples : tuples.map((codes) => kept.map((i) => codes[i]!));
  return placeKeys(host, `${name}.classes`, own, slots, sizes);
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
