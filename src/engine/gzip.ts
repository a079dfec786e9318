import { closeSync, createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { LetheError } from '../core/diagnostics.js';
import { openSource, readFully } from '../stores/file.js';

const readBytes = 1 << 20;

/** Whether a file begins as gzip does. Throws `input-unreadable`. */
export function isGzip(path: string): boolean {
  const file = openSource(path);
  try {
    const magic = new Uint8Array(2);
    return readFully(file, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}

/** The bytes of a gzip file. Throws `gzip-broken` where it is cut short or damaged. */
export async function* gunzip(path: string, shown: string): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: readBytes });
  const stream = file.pipe(createGunzip({ chunkSize: readBytes }));
  file.on('error', (error) => stream.destroy(error)); // pipe hands on data only
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof LetheError) throw error;
    const { syscall, code } = error as NodeJS.ErrnoException;
    throw syscall === undefined
      ? new LetheError('gzip-broken', { path: shown })
      : new LetheError('input-unreadable', { path: shown, reason: code ?? 'unknown' });
  } finally {
    file.destroy(); // also when the reader stops early
  }
}
