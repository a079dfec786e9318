import { createReadStream, createWriteStream, renameSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LetheError } from '../core/diagnostics.js';
import type { TypedColumn } from '../core/format.js';
import type { Plan } from '../core/plan.js';
import { writeTyped } from './typed-target.js';

const blockBytes = 1 << 20;

/**
 * The last step of staging: brings a staged UTF-8 file into the output's format, encoding and compression, where the row
 * program does not write them itself. The result is what the proof reads. Blocks are of a fixed size, so that
 * compressed bytes do not depend on how the text was produced.
 */
export async function finishStaged(
  path: string,
  plan: Plan,
  columns: readonly TypedColumn[],
  signal?: AbortSignal,
): Promise<void> {
  const { encoding, bom } = plan.output;
  if (plan.output.format) await writeTyped(path, plan.output.format, columns, plan, signal);
  const gzip = path.endsWith('.gz'); // in a folder of parts every file keeps its name
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  if (!wide && !gzip) return;
  const finished = `${path}.finished`;
  const stages: NodeJS.ReadWriteStream[] = [];
  if (wide) stages.push(toUtf16(encoding === 'utf-16be', bom));
  if (gzip) stages.push(createGzip({ level: 6, chunkSize: blockBytes }));
  try {
    await pipeline(
      [
        createReadStream(path, { highWaterMark: blockBytes }),
        ...stages,
        createWriteStream(finished, { mode: 0o600, flags: 'wx', flush: true }),
      ],
      signal ? { signal } : {},
    );
    renameSync(finished, path);
  } catch (error) {
    if (signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('output-failed', { path: plan.output.path, reason });
  }
}

function toUtf16(bigEndian: boolean, bom: boolean): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let first = true;
  const encode = (text: string) => {
    const body = first && bom ? `\ufeff${text}` : text;
    first = false;
    const bytes = Buffer.from(body, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, encode(decoder.decode(chunk, { stream: true })));
    },
    flush(done) {
      done(null, encode(decoder.decode()));
    },
  });
}

/** Copies a file to a stream that stays open; without a stream nothing happens. */
export function copyToStream(path: string, stream: NodeJS.WritableStream | undefined): Promise<void> {
  return new Promise((done, fail) => {
    if (!stream) return done();
    const source = createReadStream(path);
    source.on('error', fail).on('end', done).pipe(stream, { end: false });
    stream.once('close', () => {
      source.destroy(); // whoever reads has gone
      fail(new LetheError('output-failed', { path: '-', reason: 'EPIPE' }));
    });
  });
}
