import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { Effects } from './effects.js';

/**
 * Every hierarchy file of a folder by its column: `<column>.csv` or ARX's `<anything>_hierarchy_<column>.csv`. Throws
 * `input-not-found` where there is no such folder.
 */
export function hierarchyTexts(folder: string | undefined, effects: Effects): Record<string, string> {
  if (folder === undefined) return {};
  if (!effects.files.exists(folder)) throw new LetheError('input-not-found', { path: folder });
  const files = effects.files.list(folder).filter((name) => name.endsWith('.csv'));
  return Object.fromEntries(
    files
      .map((file) => [file.slice(0, -'.csv'.length).replace(/^.*_hierarchy_/, ''), file] as const)
      .map(([column, file]) => [column, effects.files.readText(join(folder, file))]),
  );
}
