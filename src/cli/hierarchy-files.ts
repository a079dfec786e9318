import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { Effects } from './effects.js';

/** Names in a folder of hierarchies, sorted. Throws `input-not-found` where there is no such folder. */
export function namesOf(folder: string, effects: Effects): string[] {
  try {
    return effects.files.list(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LetheError('input-not-found', { path: folder });
  }
}

/**
 * Every hierarchy file of a folder by its column: `<column>.csv` or ARX's `<anything>_hierarchy_<column>.csv`. Throws
 * `input-not-found` where there is no such folder.
 */
export function hierarchyTexts(folder: string | undefined, effects: Effects): Record<string, string> {
  if (folder === undefined) return {};
  const files = namesOf(folder, effects).filter((name) => name.endsWith('.csv'));
  return Object.fromEntries(
    files
      .map((file) => [file.slice(0, -'.csv'.length).replace(/^.*_hierarchy_/, ''), file] as const)
      .map(([column, file]) => [column, effects.files.readText(join(folder, file))]),
  );
}
