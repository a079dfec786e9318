import type { DataType, Field, Schema } from 'apache-arrow';
import { LetheError } from '../../core/diagnostics.js';
import type {
  ColumnType,
  ReadOptions,
  StoredBytes,
  TableReader,
  TimeUnit,
  TypedColumn,
} from '../../core/format.js';
import { dateText, decimalText, float32Text, floatText, timestampText, timeText } from '../cells.js';
import { assertAlike, holdsIdentifiers, lostDigits, namesOf } from '../typed.js';
import { blockBytes, WireBuilder } from '../wire.js';
import { storedTexts } from './texts.js';

type Library = typeof import('apache-arrow');

const units: readonly (TimeUnit | null)[] = [null, 'milli', 'micro', 'nano']; // by Arrow's number; seconds are written as milliseconds

const largestFile = 2 ** 31 - 1; // bytes; streams have no limit

/** Opens Arrow IPC files or streams of one flat schema. */
export async function openArrow(parts: readonly StoredBytes[], options: ReadOptions): Promise<TableReader> {
  const library = await import('apache-arrow');
  const columns: TypedColumn[][] = [];
  for (const part of parts) {
    const reader = await batchesOf(library, part);
    columns.push(columnsOf(library, reader.schema, part.shown, options));
    await reader.cancel();
    assertAlike(columns[0]!, columns.at(-1)!, part.shown);
  }
  namesOf(
    columns[0]!.map(({ name }) => name),
    parts[0]!.shown,
  );
  return {
    columns: columns[0]!,
    records: (part) => recordsOf(library, parts[part]!, columns[0]!, options),
  };
}

async function batchesOf(library: Library, part: StoredBytes) {
  const broken = () =>
    new LetheError('format-broken', { format: 'arrow', what: 'schema' }, { file: part.shown });
  // Not every writer repeats the schema in front of the batches, so a file needs its footer: it is held in memory whole.
  const head = part.bytes >= 12 ? part.read(0, 6) : null;
  const file = head !== null && Buffer.from(head).toString('latin1') === 'ARROW1';
  if (file) {
    const tail = Buffer.from(part.read(part.bytes - 6, 6)).toString('latin1');
    if (tail !== 'ARROW1') {
      throw new LetheError('format-broken', { format: 'arrow', what: 'end of file' }, { file: part.shown });
    }
    if (part.bytes > largestFile) {
      const args = { format: 'arrow', what: 'file', bytes: part.bytes, limit: largestFile };
      throw new LetheError('format-too-large', args, { file: part.shown });
    }
  }
  try {
    const reader = file
      ? await library.RecordBatchReader.from(part.read(0, part.bytes))
      : await library.RecordBatchReader.from(part.stream() as AsyncIterable<Uint8Array>);
    await reader.open();
    if (!reader.schema) throw broken();
    return reader;
  } catch (error) {
    throw error instanceof LetheError ? error : broken();
  }
}

function columnsOf(library: Library, schema: Schema, file: string, options: ReadOptions): TypedColumn[] {
  return schema.fields.map((field: Field) => {
    const type = typeOf(library, field.type);
    if (type === null && !options.discarded?.includes(field.name)) {
      throw new LetheError(
        'column-type-unsupported',
        { column: field.name, type: String(field.type).toLowerCase() },
        { file, field: field.name },
      );
    }
    return { name: field.name, type: type ?? { kind: 'text' } };
  });
}

function typeOf(library: Library, type: DataType): ColumnType | null {
  const { DataType } = library;
  if (DataType.isDictionary(type)) return typeOf(library, type.dictionary);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isNull(type)) return { kind: 'text' };
  if (DataType.isBool(type)) return { kind: 'boolean' };
  if (DataType.isInt(type)) {
    return { kind: 'integer', bits: type.bitWidth as 8 | 16 | 32 | 64, signed: type.isSigned };
  }
  if (DataType.isFloat(type)) return { kind: 'float', bits: type.precision === 2 ? 64 : 32 };
  if (DataType.isDecimal(type)) return { kind: 'decimal', precision: type.precision, scale: type.scale };
  if (DataType.isDate(type)) return { kind: 'date' };
  if (DataType.isTime(type)) return { kind: 'time', unit: units[type.unit] ?? 'milli' };
  if (DataType.isTimestamp(type)) {
    return { kind: 'timestamp', unit: units[type.unit] ?? 'milli', utc: Boolean(type.timezone) };
  }
  return null;
}

async function* recordsOf(
  library: Library,
  part: StoredBytes,
  columns: readonly TypedColumn[],
  options: ReadOptions,
): AsyncGenerator<Uint8Array> {
  const reader = await batchesOf(library, part);
  const wire = new WireBuilder();
  let number = 0;
  const broken = () => {
    const what = `record batch ${number}`;
    return new LetheError('format-broken', { format: 'arrow', what }, { file: part.shown });
  };
  try {
    for await (const batch of reader) {
      number++;
      if (options.signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
      const cells = columns.map(({ name, type }, index) => {
        const vector = batch.getChildAt(index);
        if (!vector || typeOf(library, vector.type) === null) return null;
        const dropped = options.discarded?.includes(name) ?? false;
        const stored = library.DataType.isUtf8(vector.type) ? storedTexts(vector, batch.numRows) : null;
        if (stored) return stored;
        const values: unknown[] = [];
        for (let row = 0; row < batch.numRows; row++) values.push(rawOf(library, vector, row));
        if (type.kind === 'float' && !dropped && holdsIdentifiers(values)) throw lostDigits(part.shown, name);
        return values.map((value) => {
          if (value === null || value === undefined) return null;
          const text = textOf(value, type);
          if (text !== null || dropped) return text;
          throw new LetheError(
            'value-out-of-range',
            { column: name, type: type.kind },
            { file: part.shown, field: name },
          );
        });
      });
      for (let row = 0; row < batch.numRows; row++) {
        for (const column of cells) {
          if (column === null || Array.isArray(column)) wire.cell(column?.[row] ?? null);
          else if (column.valid && ((column.valid[row >> 3]! >> (row & 7)) & 1) === 0) wire.cell(null);
          else wire.bytes(column.bytes, column.offsets[row]!, column.offsets[row + 1]!);
        }
        wire.endRecord();
        if (wire.length >= blockBytes) yield wire.take();
      }
    }
  } catch (error) {
    throw error instanceof LetheError ? error : broken();
  }
  if (wire.length > 0) yield wire.take();
}

/** A value as the column stores it: dates, times and decimals as whole numbers, which the accessors make imprecise. */
function rawOf(library: Library, vector: import('apache-arrow').Vector, row: number): unknown {
  const { DataType } = library;
  const { type } = vector;
  const value: unknown = vector.get(row);
  if (value === null) return null;
  if (DataType.isDecimal(type)) {
    const words = value as Uint32Array;
    let whole = 0n;
    for (let at = words.length - 1; at >= 0; at--) whole = (whole << 32n) | BigInt(words[at]!);
    return BigInt.asIntN(words.length * 32, whole);
  }
  if (DataType.isDate(type)) return Math.floor(Number(value) / 86_400_000);
  if (DataType.isTimestamp(type) || DataType.isTime(type)) {
    const data = vector.data[0]!;
    const stored = (data.values as BigInt64Array | Int32Array)[
      data.values.length === data.length * 2 ? row * 2 : row
    ]!;
    const raw = BigInt(stored);
    return type.unit === 0 ? raw * 1000n : raw;
  }
  return value;
}

function textOf(value: unknown, type: ColumnType): string | null {
  switch (type.kind) {
    case 'text':
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'integer':
      return String(value);
    case 'float':
      return type.bits === 32 ? float32Text(value as number) : floatText(value as number);
    case 'decimal':
      return decimalText(value as bigint, type.scale);
    case 'date':
      return dateText(value as number);
    case 'time':
      return timeText(value as bigint, type.unit);
    case 'timestamp':
      return timestampText(value as bigint, type.unit, type.utc);
  }
}
