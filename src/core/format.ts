import type { Bilingual } from './text.js';

/** Unit of the fraction of a second that a column can hold. */
export type TimeUnit = 'milli' | 'micro' | 'nano';

/**
 * What the cells of a column are where a format has types. Between reader and writer every cell is text in one
 * canonical form per type (see `src/formats/cells.ts`), so that operators, search and proof know text only.
 */
export type ColumnType =
  | { kind: 'text' }
  | { kind: 'boolean' } // true, false
  | { kind: 'integer'; bits: 8 | 16 | 32 | 64; signed: boolean }
  | { kind: 'float'; bits: 32 | 64 } // the shortest decimal that reads back as the same number
  | { kind: 'decimal'; precision: number; scale: number }
  | { kind: 'date' } // YYYY-MM-DD
  | { kind: 'time'; unit: TimeUnit } // HH:MM:SS[.fraction]
  | { kind: 'timestamp'; unit: TimeUnit; utc: boolean }; // YYYY-MM-DDTHH:MM:SS[.fraction][Z]

/** A column of a typed table. */
export interface TypedColumn {
  name: string;
  type: ColumnType;
}

/** The bytes of one stored file. Formats open no files themselves. */
export interface StoredBytes {
  shown: string; // for messages
  bytes: number;
  /** Exactly `length` bytes, in memory of its own. Throws `input-changed` where the file ends before. */
  read(offset: number, length: number): Uint8Array<ArrayBuffer>;
  /** Fills `target` with the bytes at `offset`. Throws as `read` does. */
  readInto(target: Uint8Array<ArrayBuffer>, offset: number): void;
  /** The bytes in order, uncompressed where the file is gzip. */
  stream(): AsyncIterable<Uint8Array>;
}

/** How a table is to be read. */
export interface ReadOptions {
  /** Sheet of a workbook: its name, or its position from 1. */
  sheet?: string | number;
  /** False where the first row of a sheet is data. */
  header?: boolean;
  /** Columns that are not published: what could not be published unharmed is no fault in them, and is read as null. */
  discarded?: readonly string[];
  /** Names of the columns, where they are known beforehand; `nested` as for writing. Others are then an error. */
  known?: { names: readonly string[]; nested: boolean };
  signal?: AbortSignal;
}

/**
 * A table as a source gives it: typed columns, and records as **wire text**. Wire text is UTF-8 CSV by RFC 4180 without
 * a header: comma, LF, quotes only where a value holds a comma, a quote, CR or LF or is empty; a null is an empty field
 * (in a table of one column a blank line). It is what PostgreSQL's COPY … CSV writes and reads.
 */
export interface TableReader {
  /** Names and order are final; types are final once `records` of every part was read to its end. */
  readonly columns: readonly TypedColumn[];
  /** Whole records in blocks of about 1 MiB, valid until the next block is asked for. May be called once per part. */
  records(part: number): AsyncIterable<Uint8Array>;
}

/** How a table is to be written. */
export interface WriteOptions {
  compression?: Compression;
  /** Names are paths such as `a.b[0].c` (the table came from nested records), not keys. */
  nested?: boolean;
  signal?: AbortSignal;
}

/** Codecs of formats that compress in themselves. */
export const compressions = ['none', 'snappy', 'gzip', 'zstd'] as const;
export type Compression = (typeof compressions)[number];

/** Takes what is written, in order; the bytes may be reused after it has resolved. */
export type Append = (bytes: Uint8Array) => void | Promise<void>;

/** A sink of typed records. What it writes does not depend on how records are cut into blocks. */
export interface TableWriter {
  /** Takes whole records of wire text. Throws `cell-not-typed` where a cell is not of its column's type. */
  write(records: Uint8Array): void | Promise<void>;
  /** Writes what is held back and the end of the file. */
  end(): void | Promise<void>;
}

/** A file format other than delimited text: everything that users see of it derives from here. */
export interface Format {
  name: string;
  summary: Bilingual;
  extensions: readonly string[]; // without the dot, lower case; the first is the one for new files
  compressions?: readonly Compression[]; // that `create` knows
  /** Read in order, so that the file may be gzip or come from a pipe. */
  sequential: boolean;
  /** Whether the first bytes of a file can only be this format. */
  recognises(head: Uint8Array): boolean;
  /** Opens the parts of one table. Throws what is wrong with its schema or structure, with the place. */
  open(parts: readonly StoredBytes[], options: ReadOptions): Promise<TableReader>;
  create(columns: readonly TypedColumn[], append: Append, options: WriteOptions): Promise<TableWriter>;
}

/** A type as plans, profiles and policies name it: `int64`, `decimal(10,2)`, `timestamp-milli-utc`. */
export function typeName(type: ColumnType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'integer':
      return `${type.signed ? 'int' : 'uint'}${type.bits}`;
    case 'float':
      return `float${type.bits}`;
    case 'time':
      return `time${type.unit === 'micro' ? '' : `-${type.unit}`}`;
    case 'timestamp':
      return `timestamp${type.unit === 'micro' ? '' : `-${type.unit}`}${type.utc ? '-utc' : ''}`;
    default:
      return type.kind;
  }
}

/** Names of types as a policy may state them. */
export const typePattern =
  /^(?:text|boolean|integer|float|date|u?int(?:8|16|32|64)|float(?:32|64)|decimal\((?:[1-9]|[12][0-9]|3[0-8]),(?:[0-9]|[12][0-9]|3[0-8])\)|time(?:-milli|-nano)?|timestamp(?:-milli|-nano)?(?:-utc)?)$/;

/** The type of a name: what `typeName` gives, and `integer` and `float` of 64 bits. Undefined for other names. */
export function typeNamed(name: string): ColumnType | undefined {
  if (!typePattern.test(name)) return undefined;
  const numbers = (name.match(/[0-9]+/g) ?? []).map(Number);
  const unit: TimeUnit = name.includes('-milli') ? 'milli' : name.includes('-nano') ? 'nano' : 'micro';
  if (name.startsWith('decimal')) {
    const [precision = 0, scale = 0] = numbers;
    return scale <= precision ? { kind: 'decimal', precision, scale } : undefined;
  }
  if (name.startsWith('timestamp')) return { kind: 'timestamp', unit, utc: name.endsWith('-utc') };
  if (name.startsWith('time')) return { kind: 'time', unit };
  if (name.startsWith('float')) return { kind: 'float', bits: numbers[0] === 32 ? 32 : 64 };
  if (/^u?int/.test(name)) {
    return { kind: 'integer', bits: (numbers[0] ?? 64) as 8 | 16 | 32 | 64, signed: !name.startsWith('u') };
  }
  return { kind: name as 'text' | 'boolean' | 'date' };
}
