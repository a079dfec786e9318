import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { sameFile } from '../stores/file.js';
import { guardOutput } from './apply.js';
import type { TableSource } from './source.js';

/** Refuses paths at which something stands that a run must not replace. */
export function assertWritable(
  paths: readonly string[],
  source: TableSource,
  read: readonly string[] = [],
): void {
  for (const path of paths) {
    if ([...source.parts.map((part) => part.path), ...read].some((one) => sameFile(one, path))) {
      throw new LetheError('output-is-input', { path: basename(path) });
    }
    const standing = statSync(path, { throwIfNoEntry: false });
    if (standing && !standing.isFile()) throw new LetheError('output-not-file', { path: basename(path) });
  }
}

/** The nearest folder above a path that is there. Throws `output-under-file` where a file stands in its place. */
export function homeOf(path: string): string {
  let home = dirname(path);
  while (!existsSync(home) && dirname(home) !== home) home = dirname(home);
  if (!statSync(home).isDirectory()) throw new LetheError('output-under-file', { path: basename(home) });
  return home;
}

/**
 * Refuses an output below a folder in which nothing can be made, whatever its rights say: the file system of processes, for one.
 * Throws `output-under-file` and `output-failed`.
 */
export function assertHome(path: string): void {
  const home = homeOf(path);
  const probe = join(home, `.lethe-${process.pid}-probe`); // a name that a later run takes away, should this one die here
  guardOutput(home, () => {
    mkdirSync(probe);
    rmdirSync(probe);
  });
}
