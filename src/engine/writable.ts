import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { sameFile } from '../stores/file.js';
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
