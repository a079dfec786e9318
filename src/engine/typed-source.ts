import { closeSync, createReadStream } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';
import type { Format, ReadOptions, StoredBytes, TableReader } from '../core/format.js';
import { openSource, readFully, type StoredPart } from '../stores/file.js';
import { type Spooled, spool } from '../stores/stdin.js';
import { gunzip, isGzip } from './gzip.js';
import { refuseData } from './header-data.js';
import type { TableSource } from './source.js';

const readBytes = 1 << 20;

/**
 * A typed table as lanes read it. Its records are written once, as wire text, to a file without a name that only this
 * process can reach; every pass then runs over that at the speed of delimited text, and all passes see the same
 * records, also of a source that could not be read twice alike.
 */
export async function openTyped(
  format: Format,
  parts: readonly StoredPart[],
  options: ReadOptions,
): Promise<TableSource> {
  const stored = parts.map((part) => storedBytes(part, format));
  try {
    const reader = await format.open(stored, options);
    return await spooled(reader, parts, format.name, options.signal);
  } finally {
    for (const one of stored) one.close();
  }
}

/** Spools the records of a reader, part by part. `parts` are what the reader's parts came from. */
export async function spooled(
  reader: TableReader,
  parts: readonly StoredPart[],
  format: string,
  signal: AbortSignal | undefined,
): Promise<TableSource> {
  const names = reader.columns.map(({ name }) => name);
  await refuseData(names, parts[0]!.shown);
  const files: Spooled[] = [];
  const close = () => {
    for (const file of files.splice(0)) file.close();
  };
  try {
    for (const [index, part] of parts.entries()) {
      files.push(await spool(reader.records(index), part.name, signal));
    }
  } catch (error) {
    close();
    throw error;
  }
  const paths = files.map(({ path, bytes }) => ({ path, start: 0, end: bytes }));
  return {
    parts,
    dialect: { encoding: 'utf-8', bom: false, delimiter: ',', newline: '\n', header: true },
    format,
    types: reader.columns.map(({ type }) => type),
    names,
    lenient: false,
    gzip: false,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    wire: { encoding: 'utf-8', delimiter: ',', columns: names.length, ragged: 'error', names },
    files: paths,
    starts: paths.map(() => 0),
    stream: (part) => createReadStream(paths[part]!.path, { highWaterMark: readBytes, start: 0 }),
    close,
  };
}

function storedBytes(part: StoredPart, format: Format): StoredBytes & { close(): void } {
  const { path, shown, bytes } = part;
  const packed = isGzip(path);
  if (packed && !format.sequential) {
    throw new LetheError('format-compressed', { path: shown, format: format.name });
  }
  const file = openSource(path);
  const readInto = (target: Uint8Array<ArrayBuffer>, offset: number) => {
    if (readFully(file, target, 0, target.length, offset) < target.length) {
      throw new LetheError('input-changed', { path: shown });
    }
  };
  return {
    shown,
    bytes,
    read(offset, length) {
      const block = new Uint8Array(length);
      readInto(block, offset);
      return block;
    },
    readInto,
    stream: () => (packed ? gunzip(path, shown) : createReadStream(path, { highWaterMark: readBytes })),
    close: () => closeSync(file),
  };
}
