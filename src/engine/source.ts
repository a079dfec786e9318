import { createHash } from 'node:crypto';
import { closeSync, createReadStream } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';
import type { Dialect, Encoding, RaggedRule } from '../core/dialect.js';
import type { ColumnType, Format, ReadOptions } from '../core/format.js';
import { decodeChunks, type Header, lenientChunks, probeDialect, readHeader } from '../formats/csv/index.js';
import { formatNamed, formatOfName, formats } from '../formats/index.js';
import { MarkedHash, type Marks } from '../release/marks.js';
import { describe, openSource, readFully, resolveParts, type StoredPart } from '../stores/file.js';
import { isPostgres } from '../stores/postgres/address.js';
import { spool } from '../stores/stdin.js';
import type { DatabaseOrigin } from './database.js';
import { gunzip, isGzip } from './gzip.js';
import { refuseData } from './header-data.js';
import type { WirePart } from './reader.js';
import type { Wire } from './task.js';

/** What to read and how, as a policy or a command line states it; what is absent is probed. */
export interface InputSpec {
  path: string | string[];
  encoding?: Encoding;
  delimiter?: string;
  header?: boolean;
  ragged?: RaggedRule;
  quarantine?: string;
  lenient?: boolean;
  query?: string; // for a database, beside an address without a table
  format?: string; // `csv`, or the name of a format; by the name of the file, or its first bytes, where absent
  sheet?: string | number; // of a workbook
  discarded?: readonly string[]; // columns that will not be published
  known?: ReadOptions['known']; // columns of a table that this program has written
  base?: string; // folder that relative paths start from
  stdin?: AsyncIterable<Uint8Array>; // what `-` stands for; the process's own where absent
}

/** A table ready to be read as often as a job needs: its parts, its dialect, and the bytes workers will see. */
export interface TableSource {
  parts: readonly StoredPart[];
  dialect: Dialect;
  format: string; // `csv` for delimited text
  types: readonly ColumnType[] | null; // of the columns; null where the format has none
  names: readonly string[];
  lenient: boolean;
  gzip: boolean;
  bytes: number; // of all parts as stored
  database?: DatabaseOrigin; // where the table came from one
  wire: Wire;
  /** Where workers read by themselves; null when the main thread must decode and cut the stream. */
  files: readonly WirePart[] | null;
  starts: readonly number[]; // per part: bytes of the wire before the first record of data
  /** Decoded bytes of a part, header included, for streamed sources. */
  stream(part: number): AsyncIterable<Uint8Array>;
  /** Lets go of what was spooled; the table cannot be read after it. */
  close(): void;
}

const headBytes = 1 << 18;
const tailBytes = 1 << 16;
const readBytes = 1 << 20;

/** How a table from a database is spooled: nothing to be probed. */
const spooledCsv = { encoding: 'utf-8', delimiter: ',', header: true, lenient: false } as const;

/** Resolves, probes and reads the header. Throws `input-…`, `header-…` errors. */
export async function openTable(given: InputSpec, signal?: AbortSignal): Promise<TableSource> {
  const database = isPostgres(given.path)
    ? await (await import('./database.js')).spoolDatabase(given, signal)
    : null;
  const spec: InputSpec = database ? { ...given, ...spooledCsv } : given;
  const parts = database ? [database.part] : await storedParts(spec, signal);
  const first = parts[0]!;
  const format = formatOf(spec, parts);
  if (format) {
    const { openTyped } = await import('./typed-source.js');
    return openTyped(format, parts, {
      ...(spec.sheet === undefined ? {} : { sheet: spec.sheet }),
      ...(spec.header === undefined ? {} : { header: spec.header }),
      ...(spec.discarded ? { discarded: spec.discarded } : {}),
      ...(spec.known ? { known: spec.known } : {}),
      ...(signal ? { signal } : {}),
    });
  }
  const packed = parts.map((part) => isGzip(part.path));
  const gzip = packed.includes(true);
  const head = await headOf(first, packed[0]!);
  if (head.length === 0) throw new LetheError('input-empty', { path: first.shown });
  const stated = {
    ...(spec.encoding ? { encoding: spec.encoding } : {}),
    ...(spec.delimiter ? { delimiter: spec.delimiter } : {}),
    ...(spec.header !== undefined ? { header: spec.header } : {}),
  };
  const probed = probeDialect(head, packed[0] ? undefined : tailOf(first), stated);
  const dialect = probed.dialect;
  const lenient = spec.lenient ?? probed.lenient;
  const wide = dialect.encoding === 'utf-16le' || dialect.encoding === 'utf-16be';
  const streamed = gzip || lenient || wide;
  const stream = (part: number) =>
    wireStream(parts[part]!, { gzip: packed[part]!, lenient, wide, dialect, spec });

  const wireEncoding: Wire['encoding'] = dialect.encoding === 'gb18030' && !lenient ? 'gb18030' : 'utf-8';
  const wireDelimiter = lenient ? ',' : dialect.delimiter;
  const wireDialect = { ...dialect, encoding: wireEncoding, delimiter: wireDelimiter };
  const headers: Header[] = [];
  for (const [part, { shown }] of parts.entries()) {
    const bytes = streamed ? await firstBytes(stream(part)) : await headOf(parts[part]!, false);
    // Part files may differ in this: whoever puts files together seldom looks for marks.
    const bom = wireEncoding === 'utf-8' && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    headers.push(headerOf(bytes, { ...wireDialect, bom }, shown));
  }
  const names = headers[0]!.names;
  await refuseData(names, first.shown);
  headers.forEach((header, part) => {
    if (header.names.join('\n') !== names.join('\n')) {
      throw new LetheError('header-differs', { path: parts[part]!.shown });
    }
  });
  return {
    parts,
    dialect,
    format: 'csv',
    types: database ? database.origin.columns.map(({ type }) => type) : null,
    names,
    lenient,
    gzip,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    wire: {
      encoding: wireEncoding,
      delimiter: wireDelimiter,
      columns: names.length,
      ragged: spec.ragged ?? 'error',
      names,
    },
    files: streamed
      ? null
      : parts.map((part, index) => ({ path: part.path, start: headers[index]!.start, end: part.bytes })),
    starts: headers.map((header) => header.start),
    stream,
    ...(database ? { database: database.origin } : {}),
    close() {},
  };
}

/** The format of the parts, or undefined for delimited text. Throws `format-unknown`, and `format-mixed` for unlike parts. */
function formatOf(spec: InputSpec, parts: readonly StoredPart[]): Format | undefined {
  if (spec.format === 'csv') return undefined;
  if (spec.format !== undefined) {
    const stated = formatNamed(spec.format);
    if (!stated) throw new LetheError('format-unknown', { format: spec.format });
    return stated;
  }
  const found = parts.map((part) => formatOfName(part.name) ?? formatOfBytes(part));
  const other = found.findIndex((one) => one !== found[0]);
  if (other >= 0) throw new LetheError('format-mixed', { path: parts[other]!.shown });
  return found[0];
}

function formatOfBytes(part: StoredPart): Format | undefined {
  const file = openSource(part.path);
  try {
    const head = new Uint8Array(16);
    const got = readFully(file, head, 0, head.length, 0);
    return formats.find((one) => one.recognises(head.subarray(0, got)));
  } finally {
    closeSync(file);
  }
}

/** The parts as files that can be read again and anywhere: stdin, pipes and devices are spooled. */
async function storedParts(spec: InputSpec, signal: AbortSignal | undefined): Promise<StoredPart[]> {
  if (spec.path === '-') return [await spool(spec.stdin ?? process.stdin, 'stdin', signal)];
  const parts: StoredPart[] = [];
  for (const part of await resolveParts(spec.path, spec.base ?? '.')) {
    parts.push(part.regular ? part : await spool(createReadStream(part.path), part.name, signal));
  }
  // Programs that write in parts leave empty files where a part has no records.
  const filled = parts.filter((part) => part.bytes > 0);
  return filled.length > 0 ? filled : parts;
}

/** SHA-256 of the parts as stored, in order; yields to the event loop between blocks. */
export async function hashParts(parts: readonly { path: string }[], signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await feedParts(parts, hash, signal);
  return hash.digest('hex');
}

/** The same, with the marks that tell where two files differ. `bytes`: size of all parts together. */
export async function hashMarked(
  parts: readonly { path: string }[],
  bytes: number,
  signal?: AbortSignal,
): Promise<{ sha256: string; marks: Marks }> {
  const hash = new MarkedHash(bytes);
  await feedParts(parts, hash, signal);
  return hash.end();
}

async function feedParts(
  parts: readonly { path: string }[],
  hash: BytesTaker,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { path } of parts) await feedFile(path, hash, signal);
}

interface BytesTaker {
  update(piece: Uint8Array): unknown;
}

/**
 * Reads a file in order, from `start` to its end, or to `end` (exclusive) and no less; yields to the event loop between blocks.
 * Throws `input-unreadable`, `input-changed`, `run-interrupted`.
 */
export async function feedFile(
  path: string,
  taker: BytesTaker,
  signal: AbortSignal | undefined,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): Promise<void> {
  if (start >= end) return;
  const block = new Uint8Array(Math.min(readBytes, end - start));
  const file = openSource(path);
  try {
    for (let position = start; position < end; ) {
      const got = readFully(file, block, 0, Math.min(block.length, end - position), position);
      if (got === 0) {
        if (end === Number.POSITIVE_INFINITY) break;
        throw new LetheError('input-changed', { path });
      }
      taker.update(block.subarray(0, got));
      position += got;
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
    }
  } finally {
    closeSync(file);
  }
}

/** Size, time and identity of every part are what they were: together with the chunks' fingerprints, proof that nobody wrote. */
export function assertUnchanged(source: TableSource): void {
  for (const part of source.parts) {
    const now = describe(part.path);
    if (now.bytes !== part.bytes || now.mtimeNs !== part.mtimeNs || now.inode !== part.inode) {
      throw new LetheError('input-changed', { path: part.shown });
    }
  }
}

async function headOf({ path, shown }: StoredPart, gzip: boolean): Promise<Uint8Array> {
  if (gzip) return firstBytes(gunzip(path, shown));
  const file = openSource(path);
  try {
    const bytes = new Uint8Array(headBytes);
    return bytes.subarray(0, readFully(file, bytes, 0, headBytes, 0));
  } finally {
    closeSync(file);
  }
}

/** The end of a file: a table may be ASCII for a long while before it shows its encoding. */
function tailOf(part: StoredPart): Uint8Array | undefined {
  if (part.bytes <= headBytes) return undefined;
  const file = openSource(part.path);
  try {
    const bytes = new Uint8Array(tailBytes);
    return bytes.subarray(0, readFully(file, bytes, 0, tailBytes, part.bytes - tailBytes));
  } finally {
    closeSync(file);
  }
}

async function firstBytes(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    if (length >= headBytes) break;
  }
  return Buffer.concat(parts);
}

async function* wireStream(
  { path, shown }: StoredPart,
  how: { gzip: boolean; lenient: boolean; wide: boolean; dialect: Dialect; spec: InputSpec },
): AsyncIterable<Uint8Array> {
  const stored: AsyncIterable<Uint8Array> = how.gzip
    ? gunzip(path, shown)
    : createReadStream(path, { highWaterMark: readBytes });
  if (how.lenient) {
    yield* lenientChunks(stored, how.dialect, { ragged: how.spec.ragged ?? 'error', file: shown });
  } else if (how.wide) {
    yield* decodeChunks(stored, how.dialect.encoding, shown);
  } else {
    yield* stored;
  }
}

function headerOf(bytes: Uint8Array, dialect: Dialect, path: string): Header {
  try {
    const header = readHeader(bytes, dialect, bytes.length < headBytes);
    if (!header) throw new LetheError('record-too-long', { limit: headBytes }, { line: 1 });
    if (header.names.length === 0) throw new LetheError('input-empty', { path });
    return header;
  } catch (error) {
    if (!(error instanceof LetheError)) throw error;
    throw new LetheError(error.code, error.args, { file: path, ...error.place });
  }
}
