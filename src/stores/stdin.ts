import { writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { LetheError } from '../core/diagnostics.js';
import { describe, type StoredPart } from './file.js';
import { type ScratchFile, scratchFile } from './scratch.js';

/** A spooled stream; `close` gives its room back. */
export interface Spooled extends StoredPart {
  close(): void;
}

/**
 * Spools a stream to a scratch file, because a job reads its input more than once. Throws `spool-failed` where there is no room,
 * and `run-interrupted` also while nothing comes.
 */
export async function spool(
  stream: AsyncIterable<Uint8Array>,
  name = 'stdin',
  signal?: AbortSignal,
): Promise<Spooled> {
  let scratch: ScratchFile | undefined;
  try {
    scratch = scratchFile(tmpdir());
    const { file, path, close } = scratch;
    for await (const chunk of untilAborted(stream, signal)) {
      for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done, chunk.length - done);
    }
    return { ...describe(path), name, shown: name, spooled: true, close };
  } catch (error) {
    scratch?.close(); // the room of a file without a name comes back with this
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
