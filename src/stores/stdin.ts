import { closeSync, existsSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { describe, type StoredPart } from './file.js';

/** A spooled stream; `close` gives its room back. */
export interface Spooled extends StoredPart {
  close(): void;
}

/**
 * Spools a stream to a file that only its owner can read, because a job reads its input more than once. Where the
 * platform lets an open file be reached without a name, the name is removed at once, so that not even a killed run
 * leaves it behind; elsewhere it is removed when the process ends. Throws `spool-failed` where there is no room, and
 * `run-interrupted` also while nothing comes.
 */
export async function spool(
  stream: AsyncIterable<Uint8Array>,
  name = 'stdin',
  signal?: AbortSignal,
): Promise<Spooled> {
  let folder = '';
  let file = -1;
  try {
    folder = mkdtempSync(join(tmpdir(), 'lethe-'));
    const path = join(folder, 'stdin');
    file = openSync(path, 'wx+', 0o600);
    const nameless = `/proc/self/fd/${file}`;
    const canUnlink = existsSync(nameless);
    if (canUnlink) {
      unlinkSync(path);
      rmSync(folder, { recursive: true });
    } else {
      process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    }
    for await (const chunk of untilAborted(stream, signal)) {
      for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done, chunk.length - done);
    }
    return {
      ...describe(canUnlink ? nameless : path),
      name,
      shown: name,
      spooled: true,
      close() {
        closeSync(file);
        if (!canUnlink) rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    if (file >= 0) closeSync(file); // the room of a file without a name comes back with this
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
    if (error instanceof LetheError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('spool-failed', { name, path: tmpdir(), reason });
  }
}

/** The pieces of a stream; throws `run-interrupted` at once when the signal is given, also while none comes. */
export async function* untilAborted<T>(
  stream: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  const interrupted = () => new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
  if (signal?.aborted) throw interrupted();
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(interrupted()), { once: true });
  });
  aborted.catch(() => {}); // an abort after the last piece concerns others
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([pieces.next(), aborted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    if (!signal?.aborted) await pieces.return?.(); // a read that waits would not let go
  }
}
