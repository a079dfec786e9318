import { createHash } from 'node:crypto';
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LetheError } from '../core/diagnostics.js';
import { realPath } from '../stores/file.js';
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
 * next one. The lock is a hidden file beside the target with the holder's process and its start time; that of a dead
 * process is taken over. Returns the function that lets go. Throws `job-running`.
 */
export async function lockJob(targetFile: string, options: LockOptions = {}): Promise<() => void> {
  const name = `.lethe-job-${createHash('sha256').update(realPath(targetFile)).digest('hex').slice(0, 16)}`;
  const deadline = performance.now() + (options.wait ?? 0) * 1000;
  let told = false;
  for (;;) {
    assertGoingOn(options.signal);
    const homes = standingFolders(dirname(targetFile));
    const holder = homes.map((home) => liveHolder(join(home, name))).find((pid) => pid !== null) ?? null;
    if (holder === null) {
      const path = join(homes[0]!, name);
      if (claim(path)) {
        sweep(path);
        return release(path);
      }
      continue; // somebody was faster: look who
    }
    if (performance.now() >= deadline) {
      throw new LetheError('job-running', { path: basename(targetFile), pid: holder });
    }
    if (!told) options.waiting?.(holder);
    told = true;
    await pause(retry);
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

/** The process that holds a lock, or null where there is none; the lock of a dead one is removed. */
function liveHolder(path: string): number | null {
  const text = readLock(path);
  if (text === null) return null;
  const [pid, started] = text.split(' ');
  if (started === startOf(Number(pid)) && isAlive(Number(pid))) return Number(pid);
  removeDead(path, text);
  return null;
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Takes a dead lock away, and only it: a lock that another run took in the meantime is put back. */
function removeDead(path: string, text: string): void {
  const own = ownName(path);
  try {
    renameSync(path, own);
    if (readLock(own) !== text) linkSync(own, path);
  } catch {
    // another run was faster in either step: whoever holds the lock now is met on the next look
  }
  rmSync(own, { force: true });
}

/** Takes away what runs that died while they took this lock, or took it over, left beside it. */
function sweep(path: string): void {
  const lock = basename(path);
  for (const name of readdirSync(dirname(path))) {
    const writer = /^\.claim-(\d+)(?=\.lethe-job-)/.exec(name);
    if (writer === null || !name.endsWith(lock) || isAlive(Number(writer[1]))) continue;
    rmSync(join(dirname(path), name), { force: true });
  }
}

/** Volumes without hard links answer so. */
const linkless = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Writes the lock aside and links it into place: it appears whole, so nobody ever reads a lock without its holder. */
function claim(path: string): boolean {
  const own = ownName(path);
  const holder = `${process.pid} ${startOf(process.pid)}`;
  try {
    writeFileSync(own, holder, { mode: 0o600 });
    try {
      linkSync(own, path);
    } catch (error) {
      if (!linkless.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      writeFileSync(path, holder, { flag: 'wx', mode: 0o600 });
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A run that does not see this process, being in another container, may have swept the claim before it was linked.
    if (code === 'EEXIST' || (code === 'ENOENT' && existsSync(dirname(path)))) return false;
    throw new LetheError('output-failed', { path: dirname(path), reason: code ?? 'unknown' });
  } finally {
    rmSync(own, { force: true });
  }
}

function ownName(path: string): string {
  return join(dirname(path), `.claim-${process.pid}${basename(path)}`);
}

function release(path: string): () => void {
  const letGo = () => {
    process.removeListener('exit', letGo);
    rmSync(path, { force: true });
  };
  process.once('exit', letGo);
  return letGo;
}

/** Start time of a process in clock ticks where the system tells it, so that a number used again is not mistaken for it. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
