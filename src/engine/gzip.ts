import { closeSync, createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { LetheError } from '../core/diagnostics.js';
import { openSource, readFully } from '../stores/file.js';

const readBytes = 1 << 20;
const newline = 0x0a;

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
      ? new LetheError('gzip-broken', { path: shown }, { file: shown, line: (await wholeLines(path)) + 1 })
      : new LetheError('input-unreadable', { path: shown, reason: code ?? 'unknown' });
  } finally {
    file.destroy(); // also when the reader stops early
  }
}

/** Lines that can be unpacked before the fault; the file is read again, as only a broken one needs them counted. */
async function wholeLines(path: string): Promise<number> {
  let lines = 0;
  const stream = createReadStream(path, { highWaterMark: readBytes }).pipe(
    createGunzip({ chunkSize: readBytes }),
  );
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines++;
    }
  } catch {
    // the fault that is being told
  }
  return lines;
}
