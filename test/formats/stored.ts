import type { ColumnType, StoredBytes, TypedColumn } from '../../src/core/format.js';
import { libraryTexts } from '../../src/formats/parquet/library.js';
import { openParquet } from '../../src/formats/parquet/read.js';
import { columnsOf } from '../../src/formats/parquet/schema.js';
import { WireBuilder } from '../../src/formats/wire.js';

/** A file in memory, as formats see it. */
export function inMemory(bytes: Uint8Array, shown = 't.parquet'): StoredBytes {
  return {
    shown,
    bytes: bytes.length,
    read: (offset, length) => Uint8Array.from(bytes.subarray(offset, offset + length)),
    readInto: (target, offset) => target.set(bytes.subarray(offset, offset + target.length)),
    async *stream() {
      yield bytes;
    },
  };
}

/** The wire text of a Parquet file, by the reader under test. */
export async function wireOf(bytes: Uint8Array, discarded: readonly string[] = []): Promise<string> {
  const reader = await openParquet([inMemory(bytes)], { discarded });
  const pieces: Buffer[] = [];
  for await (const piece of reader.records(0)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

/** The wire text of a Parquet file as hyparquet decodes it, column by column. */
export async function libraryWireOf(bytes: Uint8Array): Promise<string> {
  const { parquetMetadata } = await import('hyparquet');
  const footer = parquetMetadata(Uint8Array.from(bytes).buffer);
  const part = inMemory(bytes);
  const columns = columnsOf(footer, {}, part.shown);
  let first = 0;
  let text = '';
  for (const [group, { num_rows }] of footer.row_groups.entries()) {
    const rows = Number(num_rows);
    const cells: (string | null)[][] = [];
    for (const column of columns) {
      const place = { file: part.shown, column: column.name, group };
      cells.push(await libraryTexts({ part, footer }, column, place, first, rows, false));
    }
    text += wireFrom(rows, cells);
    first += rows;
  }
  return text;
}

/** Columns of texts as wire text. */
export function wireFrom(rows: number, columns: readonly (readonly (string | null)[])[]): string {
  const wire = new WireBuilder();
  for (let row = 0; row < rows; row++) {
    for (const column of columns) wire.cell(column[row]!);
    wire.endRecord();
  }
  return Buffer.from(wire.take()).toString();
}

/** One column of every type that a format can have. */
export const everyType: readonly TypedColumn[] = (
  [
    ['text', { kind: 'text' }],
    ['boolean', { kind: 'boolean' }],
    ['int8', { kind: 'integer', bits: 8, signed: true }],
    ['int32', { kind: 'integer', bits: 32, signed: true }],
    ['int64', { kind: 'integer', bits: 64, signed: true }],
    ['uint16', { kind: 'integer', bits: 16, signed: false }],
    ['uint32', { kind: 'integer', bits: 32, signed: false }],
    ['uint64', { kind: 'integer', bits: 64, signed: false }],
    ['float', { kind: 'float', bits: 32 }],
    ['double', { kind: 'float', bits: 64 }],
    ['decimal9', { kind: 'decimal', precision: 9, scale: 2 }],
    ['decimal18', { kind: 'decimal', precision: 18, scale: 4 }],
    ['decimal30', { kind: 'decimal', precision: 30, scale: 5 }],
    ['date', { kind: 'date' }],
    ['time-milli', { kind: 'time', unit: 'milli' }],
    ['time', { kind: 'time', unit: 'micro' }],
    ['time-nano', { kind: 'time', unit: 'nano' }],
    ['moment-milli', { kind: 'timestamp', unit: 'milli', utc: false }],
    ['moment', { kind: 'timestamp', unit: 'micro', utc: true }],
    ['moment-nano', { kind: 'timestamp', unit: 'nano', utc: false }],
  ] as const
).map(([name, type]) => ({ name, type: type as ColumnType }));
