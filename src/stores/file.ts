import { constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';

/** One file of a table that is stored in one or several part files. */
export interface StoredPart {
  path: string; // absolute
  name: string; // for reports: without folder
  shown: string; // for messages: the path, or the name of what has none
  bytes: number;
  mtimeNs: bigint;
  inode: bigint;
  spooled?: true; // a copy of what can be read only once
  regular: boolean; // false for pipes and devices, which can be read only once and in order
}

/**
 * The files a path stands for: itself, the files of a folder (hidden ones, markers such as `_SUCCESS` and the papers of
 * a release apart), or the matches of a glob, in byte order of their names. Throws `input-not-found`, `path-scheme`,
 * `input-unreadable`, and `input-twice`: records that count twice would look safer than they are.
 */
export async function resolveParts(path: string | readonly string[], base: string): Promise<StoredPart[]> {
  const paths = typeof path === 'string' ? [path] : path;
  const parts: StoredPart[] = [];
  for (const one of paths) parts.push(...(await resolveOne(one, base)));
  if (parts.length === 0) throw new LetheError('input-not-found', { path: paths.join(' ') });
  const seen = new Set<string>();
  for (const { path: one, inode, bytes, mtimeNs } of parts) {
    const identity = `${inode}/${bytes}/${mtimeNs}`;
    if (seen.has(identity)) throw new LetheError('input-twice', { path: one });
    seen.add(identity);
  }
  return parts;
}

async function resolveOne(path: string, base: string): Promise<StoredPart[]> {
  const absolute = resolve(base, path);
  const direct = statOf(absolute);
  if (direct?.isFile()) return [describe(absolute)];
  if (direct?.isDirectory()) return filesOf(absolute);
  if (direct) return [describe(absolute)];
  if (/[*?[\]{}]/.test(path)) return expand(path, base);
  assertNoScheme(path);
  throw new LetheError('input-not-found', { path });
}

/** Refuses the address of something that no store of ours reads or writes. Throws `path-scheme`. */
export function assertNoScheme(path: string): void {
  const scheme = schemeOf(path);
  if (scheme !== null) throw new LetheError('path-scheme', { scheme });
}

/** What stands before `://` in an address; null in a path. */
export function schemeOf(path: string): string | null {
  return /^([a-z][a-z0-9+.-]*:)\/\//i.exec(path)?.[1] ?? null;
}

/** The table in a folder, which may be what Spark or an earlier run has left there. */
async function filesOf(folder: string): Promise<StoredPart[]> {
  const parts = (await expand('*', folder)).filter(({ name }) => !name.startsWith('_'));
  const released = parts.some(({ name }) => name === 'manifest.json');
  return released ? parts.filter(({ name }) => name !== 'manifest.json' && name !== 'report.html') : parts;
}

// The library is loaded where there is a pattern: every thread imports this file.
async function expand(pattern: string, folder: string): Promise<StoredPart[]> {
  const { globSync } = await import('tinyglobby');
  const names = globSync(pattern, { cwd: folder, onlyFiles: true, dot: false, expandDirectories: false });
  return names
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((name) => describe(join(folder, name)));
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Size and identity of a file, and proof that it can be read. */
export function describe(path: string): StoredPart {
  try {
    const stat = statSync(path, { bigint: true });
    return {
      path,
      name: basename(path),
      shown: path,
      bytes: Number(stat.size),
      mtimeNs: stat.mtimeNs,
      inode: stat.ino,
      regular: stat.isFile(),
    };
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Whether two paths lead to the same file, through whatever links; false where one of them is not there. */
export function sameFile(one: string, other: string): boolean {
  const [left, right] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return left !== undefined && right !== undefined && left.dev === right.dev && left.ino === right.ino;
}

/** Opens a file for reading only. Throws `input-unreadable`. */
export function openSource(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Reads up to `length` bytes at `position`, however many calls it takes; returns the bytes read. */
export function readFully(
  file: number,
  target: Uint8Array<ArrayBuffer>,
  offset: number,
  length: number,
  position: number,
): number {
  let done = 0;
  while (done < length) {
    const got = readSync(file, target, offset + done, length - done, position + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}

function unreadable(path: string, error: unknown): LetheError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return reason === 'ENOENT'
    ? new LetheError('input-not-found', { path })
    : new LetheError('input-unreadable', { path, reason });
}

/** The path without links, as far as it exists. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
