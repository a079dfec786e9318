import type { DataType } from 'apache-arrow';
import type { Append, ColumnType, TableWriter, TypedColumn, WriteOptions } from '../../core/format.js';
import { decimalOf, typedCell } from '../cells.js';
import { cellFault } from '../typed.js';
import { eachRange } from '../wire.js';
import { TextColumn } from './texts.js';

type Library = typeof import('apache-arrow');

const batchRows = 16_384;
const batchBytes = 1 << 28; // of texts of one column, after which a batch ends: offsets have 31 bits

/** Writes an Arrow IPC file, record batches of a fixed number of records. */
export async function createArrow(
  columns: readonly TypedColumn[],
  append: Append,
  _options: WriteOptions,
): Promise<TableWriter> {
  const library = await import('apache-arrow');
  const { Field, RecordBatch, RecordBatchFileWriter, Schema, Struct, makeData } = library;
  const fields = columns.map(({ name, type }) => new Field(name, typeOf(library, type), true));
  const schema = new Schema(fields);
  const writer = new RecordBatchFileWriter();
  writer.reset(undefined, schema);
  const bytes = writer[Symbol.asyncIterator]();
  const failed: unknown[] = [];
  const draining = (async () => {
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) await append(next.value);
  })().catch((error: unknown) => {
    failed.push(error);
  });
  const texts = columns.map(({ type }) => (type.kind === 'text' ? new TextColumn(batchRows) : null));
  let values: unknown[][] = columns.map(() => []);
  let records = 0;
  let rows = 0; // of this batch
  const flush = () => {
    if (rows === 0) return;
    const children = values.map((column, index) => {
      if (texts[index]) return texts[index].take(library);
      const { type } = fields[index]!;
      // The library's builder takes moments as milliseconds, which would cost their last digits.
      const whole = library.DataType.isTimestamp(type);
      const builder = library.makeBuilder({ type: whole ? new library.Int64() : type, nullValues: [null] });
      for (const value of column) builder.append(value);
      const data = builder.finish().flush();
      return whole ? data.clone(type as never) : data;
    });
    const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
    writer.write(new RecordBatch(schema, data));
    values = columns.map(() => []);
    rows = 0;
  };
  return {
    async write(block) {
      const take = (column: number, start: number, end: number) => {
        const text = texts[column];
        if (text) text.append(block, start, end);
        else {
          const value = start === end ? null : arrowValue(cellText(block, start, end), columns[column]!.type);
          if (value === null && start < end) throw cellFault(columns[column]!, records + 1);
          values[column]!.push(value);
        }
      };
      eachRange(block, columns.length, take, () => {
        records++;
        if (++rows === batchRows || texts.some((text) => text && text.bytes >= batchBytes)) flush();
      });
      await new Promise((resolve) => setImmediate(resolve)); // lets the bytes be taken
      if (failed.length > 0) throw failed[0];
    },
    async end() {
      flush();
      writer.finish();
      await draining;
      if (failed.length > 0) throw failed[0];
    },
  };
}

/** The text of a cell of wire text, unquoted. */
function cellText(wire: Uint8Array, start: number, end: number): string {
  const text = Buffer.from(wire.buffer, wire.byteOffset + start, end - start).toString();
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function typeOf(library: Library, type: ColumnType): DataType {
  const unit = { milli: 1, micro: 2, nano: 3 } as const;
  switch (type.kind) {
    case 'text':
      return new library.Utf8();
    case 'boolean':
      return new library.Bool();
    case 'integer':
      return new library.Int(type.signed as true, type.bits as 32);
    case 'float':
      return new library.Float(type.bits === 32 ? 1 : 2);
    case 'decimal':
      return new library.Decimal(type.scale, type.precision, 128);
    case 'date':
      return new library.DateDay();
    case 'time':
      return type.unit === 'milli' ? new library.Time(1, 32) : new library.Time(unit[type.unit], 64);
    case 'timestamp':
      return new library.Timestamp(unit[type.unit], type.utc ? 'UTC' : null);
  }
}

/** The cell as apache-arrow's builders take it: dates as Date, decimals as four words. */
function arrowValue(cell: string, type: ColumnType): unknown {
  const value =
    type.kind === 'decimal'
      ? decimalOf(cell, Math.min(type.precision, 38), type.scale)
      : typedCell(cell, type);
  if (value === null) return null;
  if (type.kind === 'date') return new Date(Number(value) * 86_400_000);
  if (type.kind !== 'decimal') return value;
  const words = new Uint32Array(4);
  for (let at = 0; at < 4; at++)
    words[at] = Number((BigInt.asUintN(128, value as bigint) >> BigInt(at * 32)) & 0xffffffffn);
  return words;
}
