import type { FileMetaData } from 'hyparquet';
import { LetheError } from '../../core/diagnostics.js';
import type { ColumnType, StoredBytes } from '../../core/format.js';
import type { KernelHost } from '../../kernels/host.js';
import { dateText, decimalText, float32Text, floatText, timestampText, timeText } from '../cells.js';
import { holdsIdentifiers, lostDigits } from '../typed.js';
import { type Unpack, unpackers } from './codecs.js';
import { type ChunkPlace, largestPage, pageBroken, pageTooLarge } from './faults.js';
import type { ParquetColumn } from './schema.js';
import type { CellSource } from './source.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const sliceRows = 4096;

/** A part of a Parquet file as the library reads it. */
export interface LibraryFile {
  part: StoredBytes;
  footer: FileMetaData;
}

/** The texts of a column of one row group, decoded by the library: for types and encodings that the kernels do not read. */
export async function libraryTexts(
  { part, footer }: LibraryFile,
  column: ParquetColumn,
  place: ChunkPlace,
  first: number,
  rows: number,
  dropped: boolean,
): Promise<(string | null)[]> {
  const { parquetRead } = await import('hyparquet');
  // Without the meaning of the types the library gives the numbers and bytes as they are stored, which are exact.
  const schema = footer.schema.map(({ converted_type: _, logical_type: __, ...plain }) => plain);
  const metadata = { ...footer, schema } as FileMetaData;
  const file = {
    byteLength: part.bytes,
    slice: (start: number, end = part.bytes) => part.read(start, end - start).buffer,
  };
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
      compressors: bounded(await unpackers(), place),
      parsers: { timestampFromNanoseconds: (nanos: bigint) => nanos },
      rowFormat: 'array',
      onComplete: (found: unknown[][]) => {
        for (const row of found) values.push(row[0]);
      },
    });
  } catch (error) {
    throw error instanceof LetheError ? error : pageBroken(place);
  }
  if (values.length !== rows) throw pageBroken(place);
  return textsOf(values, column, part.shown, dropped);
}

function bounded(codecs: Readonly<Record<string, Unpack>>, place: ChunkPlace): Record<string, Unpack> {
  const guarded = (unpack: Unpack) => (packed: Uint8Array, length: number) => {
    if (length > largestPage) throw pageTooLarge(place, undefined, length);
    const unpacked = unpack(packed, length);
    if (unpacked.length !== length) throw pageBroken(place);
    return unpacked;
  };
  return Object.fromEntries(Object.entries(codecs).map(([name, unpack]) => [name, guarded(unpack)]));
}

/** Texts as cells in kernel memory, a slice of rows at a time. */
export class TextCells implements CellSource {
  rows = 0;
  cells = 0;
  readonly proven = true;
  readonly #texts: readonly (string | null)[];
  readonly #host: KernelHost;
  readonly #slot: number;
  #at: number;

  /** Begins at row `from`. */
  constructor(texts: readonly (string | null)[], from: number, host: KernelHost, slot: number) {
    this.#texts = texts;
    this.#host = host;
    this.#slot = slot;
    this.#at = from;
  }

  take(rows: number): void {
    this.rows -= rows;
    this.cells += rows * 8;
  }

  next(): void {
    const texts = this.#texts.slice(this.#at, this.#at + sliceRows);
    this.#at += texts.length;
    const lengths = texts.map((text) => (text === null ? 0 : Buffer.byteLength(text)));
    const room = lengths.reduce((sum, length) => sum + length, 0);
    const cells = this.#host.region(`cells-${this.#slot}`, texts.length * 8);
    let at = this.#host.region(`text-${this.#slot}`, room);
    const bytes = Buffer.from(this.#host.bytes.buffer);
    const view = new DataView(this.#host.bytes.buffer);
    texts.forEach((text, row) => {
      const place = cells + row * 8;
      const length = lengths[row]!;
      const quoted = text !== null && (text === '' || /[",\r\n]/.test(text));
      view.setUint32(place, text === null ? 0 : at, true);
      view.setUint32(place + 4, quoted ? (length | 0x80000000) >>> 0 : length, true);
      if (text !== null) at += bytes.write(text, at);
    });
    this.cells = cells;
    this.rows = texts.length;
  }

  end(): void {}
}

/** The texts of the values of a column as they are stored. Throws what cannot be published unharmed. */
function textsOf(
  values: readonly unknown[],
  { type, element, name }: ParquetColumn,
  file: string,
  dropped: boolean,
): (string | null)[] {
  const fault = (code: 'column-not-text' | 'value-out-of-range') =>
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
