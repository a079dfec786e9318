import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LetheError } from '../core/diagnostics.js';
import { realPath } from '../stores/file.js';
import { type Busy, type Held, type LockEffects, lockEffects, takeLock } from '../stores/lock.js';
import { assertGoingOn } from './passes.js';

/** How a job behaves when another run of it has not ended. */
export interface LockOptions {
  /** Seconds to wait for the other run; absent: not at all. */
  wait?: number;
  signal?: AbortSignal;
  /** Called once when the wait begins. */
  waiting?: (pid: number) => void;
}

const retry = 200; // milliseconds

/**
 * Holds a job for its whole run: two runs with the same target never overlap, so that a slow night does not eat into the
 * next one. The lock is a hidden file beside the target, looked for in every folder above it; that of a dead process is
 * taken over. Returns the function that lets go. Throws `job-running`.
 */
export async function lockJob(
  targetFile: string,
  options: LockOptions = {},
  effects: LockEffects = lockEffects,
): Promise<() => Promise<void>> {
  const name = `.lethe-job-${createHash('sha256').update(realPath(targetFile)).digest('hex').slice(0, 16)}`;
  const deadline = performance.now() + (options.wait ?? 0) * 1000;
  let told = false;
  for (;;) {
    assertGoingOn(options.signal);
    const lock = await take(name, dirname(targetFile), effects);
    if (lock.held) return release(lock);
    const { pid } = lock;
    if (performance.now() >= deadline)
      throw new LetheError('job-running', { path: basename(targetFile), pid });
    if (!told) options.waiting?.(pid);
    told = true;
    await pause(retry);
  }
}

async function take(name: string, folder: string, effects: LockEffects): Promise<Held | Busy> {
  try {
    return await takeLock(name, () => standingFolders(folder), effects);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('output-failed', { path: standingFolders(folder)[0]!, reason });
  }
}

/** Folders above the target that exist, nearest first: a lock may have been taken before the target's folder was made. */
function standingFolders(folder: string): string[] {
  const homes: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at)) homes.push(at);
    if (dirname(at) === at) return homes;
  }
}

/** Lets go at the end of the run, or of the process where that comes first. */
function release({ path, letGo }: Held): () => Promise<void> {
  const atExit = () => rmSync(path, { force: true });
  process.once('exit', atExit);
  return () => {
    process.removeListener('exit', atExit);
    return letGo();
  };
}
