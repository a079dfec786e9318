import type { FileMetaData } from 'hyparquet';
import { LetheError } from '../../core/diagnostics.js';
import type { ColumnType, ReadOptions, StoredBytes, TableReader } from '../../core/format.js';
import { dateText, decimalText, float32Text, floatText, timestampText, timeText } from '../cells.js';
import { assertAlike, lostDigits, namesOf } from '../typed.js';
import { blockBytes, WireBuilder } from '../wire.js';
import { columnsOf, type ParquetColumn } from './schema.js';

const largestFooter = 256 << 20; // bytes
const largestPage = 256 << 20; // bytes, uncompressed
const largestGroup = 2 ** 31; // bytes of a column chunk

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Opens Parquet files of one flat schema; row groups are read one at a time. */
export async function openParquet(parts: readonly StoredBytes[], options: ReadOptions): Promise<TableReader> {
  const footers: FileMetaData[] = [];
  for (const part of parts) footers.push(await footerOf(part));
  const columns = columnsOf(footers[0]!, options, parts[0]!.shown);
  namesOf(
    columns.map(({ name }) => name),
    parts[0]!.shown,
  );
  footers.forEach((footer, part) => {
    if (part > 0) assertAlike(columns, columnsOf(footer, options, parts[part]!.shown), parts[part]!.shown);
  });
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    records: (part) =>
      recordsOf(parts[part]!, footers[part]!, columnsOf(footers[part]!, options, ''), options),
  };
}

async function footerOf(part: StoredBytes): Promise<FileMetaData> {
  const broken = (what: string) =>
    new LetheError('format-broken', { format: 'parquet', what }, { file: part.shown });
  if (part.bytes < 12) throw broken('magic');
  const tail = part.read(part.bytes - 8, 8);
  const magic = Buffer.from(tail.subarray(4)).toString('latin1');
  if (magic !== 'PAR1') throw broken(magic === 'PARE' ? 'encrypted footer' : 'magic');
  const length = new DataView(tail.buffer).getUint32(0, true);
  if (length > part.bytes - 12) throw broken('footer');
  if (length > largestFooter) {
    const args = { format: 'parquet', what: 'footer', bytes: length, limit: largestFooter };
    throw new LetheError('format-too-large', args, { file: part.shown });
  }
  const { parquetMetadata } = await import('hyparquet');
  try {
    const footer = parquetMetadata(part.read(part.bytes - length - 8, length + 8), { geoparquet: false });
    for (const group of footer.row_groups) {
      for (const { meta_data: meta, file_path: elsewhere } of group.columns) {
        const start = Number(meta?.dictionary_page_offset ?? meta?.data_page_offset ?? -1n);
        const size = Number(meta?.total_compressed_size ?? -1n);
        if (!meta || elsewhere || start < 4 || size < 0 || start + size > part.bytes || size > largestGroup) {
          throw broken('column chunk');
        }
      }
    }
    return footer;
  } catch (error) {
    throw error instanceof LetheError ? error : broken('footer');
  }
}

async function* recordsOf(
  part: StoredBytes,
  footer: FileMetaData,
  columns: readonly ParquetColumn[],
  options: ReadOptions,
): AsyncGenerator<Uint8Array> {
  const { parquetRead } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  // Without the meaning of the types the library gives the numbers and bytes as they are stored, which are exact.
  const schema = footer.schema.map(({ converted_type: _, logical_type: __, ...plain }) => plain);
  const metadata = { ...footer, schema } as FileMetaData;
  const file = {
    byteLength: part.bytes,
    slice: (start: number, end = part.bytes) => part.read(start, end - start).buffer,
  };
  const bounded = Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, length: number) => {
        if (length > largestPage) {
          const args = { format: 'parquet', what: 'page', bytes: length, limit: largestPage };
          throw new LetheError('format-too-large', args, { file: part.shown });
        }
        const unpacked = unpack(input, length);
        if (unpacked.length !== length) throw new Error('length');
        return unpacked;
      },
    ]),
  );
  const wire = new WireBuilder();
  let first = 0;
  for (const [group, { num_rows }] of footer.row_groups.entries()) {
    if (options.signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
    const rows = Number(num_rows);
    const cells: (string | null)[][] = [];
    for (const column of columns) {
      const place = { file: part.shown, field: column.name };
      const what = `${column.name}, row group ${group + 1}`;
      if (column.leaf < 0) {
        cells.push(new Array(rows).fill(null));
        continue;
      }
      const values: unknown[] = [];
      try {
        await parquetRead({
          file,
          metadata,
          columns: [column.name],
          rowStart: first,
          rowEnd: first + rows,
          utf8: false,
          geoparquet: false,
          compressors: bounded,
          parsers: { timestampFromNanoseconds: (nanos: bigint) => nanos },
          rowFormat: 'array',
          onComplete: (found: unknown[][]) => {
            for (const row of found) values.push(row[0]);
          },
        });
      } catch (error) {
        if (error instanceof LetheError) throw new LetheError(error.code, error.args, place);
        throw new LetheError('format-broken', { format: 'parquet', what }, place);
      }
      if (values.length !== rows) throw new LetheError('format-broken', { format: 'parquet', what }, place);
      cells.push(textsOf(values, column, part.shown, options));
    }
    for (let row = 0; row < rows; row++) {
      for (const column of cells) wire.cell(column[row]!);
      wire.endRecord();
      if (wire.length >= blockBytes) yield wire.take();
    }
    first += rows;
  }
  if (wire.length > 0) yield wire.take();
}

/** The texts of the values of a column as they are stored. Throws what cannot be published unharmed. */
function textsOf(
  values: readonly unknown[],
  column: ParquetColumn,
  file: string,
  options: ReadOptions,
): (string | null)[] {
  const { type, element, name } = column;
  const dropped = options.discarded?.includes(name) ?? false;
  const fault = (code: 'column-not-text' | 'value-out-of-range' | 'column-type-unsupported') =>
    new LetheError(code, { column: name, type: type.kind }, { file, field: name });
  const text = (value: unknown): string | null => {
    if (value === null || value === undefined) return null;
    if (value instanceof Uint8Array && type.kind === 'text') {
      if (element.logical_type?.type === 'UUID') return uuidText(value);
      try {
        return decoder.decode(value);
      } catch {
        if (dropped) return null;
        throw fault('column-not-text');
      }
    }
    const plain = plainText(value, type);
    if (plain === null && !dropped) throw fault('value-out-of-range');
    return plain;
  };
  if (type.kind === 'float' && !dropped && holdsIdentifiers(values)) throw lostDigits(file, name);
  return values.map(text);
}

/** Whole numbers alone, some of them with the 16 to 19 digits of an identifier, of which a double keeps 15. */
export function holdsIdentifiers(values: readonly unknown[]): boolean {
  let long = false;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (typeof value !== 'number' || !Number.isInteger(value)) return false;
    const size = Math.abs(value);
    if (size >= 1e15 && size < 1e19) long = true;
  }
  return long;
}

function plainText(value: unknown, type: ColumnType): string | null {
  switch (type.kind) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'integer': {
      if (type.signed) return String(value);
      return String(BigInt.asUintN(type.bits, BigInt(value as number | bigint)));
    }
    case 'float':
      return type.bits === 32 ? float32Text(value as number) : floatText(value as number);
    case 'decimal':
      return decimalText(
        value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint),
        type.scale,
      );
    case 'date':
      return dateText(Number(value));
    case 'time':
      return timeText(BigInt(value as number | bigint), type.unit);
    case 'timestamp':
      return timestampText(BigInt(value as number | bigint), type.unit, type.utc);
    default:
      return null;
  }
}

function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
