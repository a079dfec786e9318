import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { LetheError } from '../core/diagnostics.js';

/** What is known of an output before it is written. */
export interface SpaceNeed {
  bytes: number; // of the source, uncompressed as far as one can tell
  published: number; // columns
  columns: number;
  /** Whether the output is written twice: once as text, once in its final form. */
  twice: boolean;
}

const reserve = 4 << 20; // bytes for manifest, report and the file system's own needs
const megabyte = 1e6;

/**
 * Refuses a job whose output surely has no room, before anything is read: hours of work would end in ENOSPC. The
 * estimate counts columns, not bytes, and errs on the small side, because a job that would fit must not be refused;
 * what it lets through still fails cleanly. Throws `disk-space`.
 */
export function assertSpace(folder: string, need: SpaceNeed): void {
  const share = need.columns === 0 ? 1 : need.published / need.columns;
  const needed = need.bytes * share * (need.twice ? 1.3 : 1) * 0.8 + reserve;
  const free = freeBytes(folder);
  if (free === null || free >= needed) return;
  throw new LetheError('disk-space', {
    path: dirname(folder), // the staging folder's name means nothing to anybody
    needed: Math.ceil(needed / megabyte),
    free: Math.floor(free / megabyte),
  });
}

/** Bytes an ordinary user may still write; null where the system does not tell. */
function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    return blocks === 0 ? null : bavail * bsize;
  } catch {
    return null;
  }
}
