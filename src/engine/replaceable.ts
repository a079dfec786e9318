import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { exchangeLock, manifestName, sumsName } from '../release/index.js';
import { reportMark } from '../report/index.js';
import { guardOutput } from './apply.js';

/**
 * Refuses data files that a run would replace although they are of no release of Lethe's: neither the manifest beside them nor the
 * list of hashes names them. Where a run died while it put its files in place neither may be there, but its lock is. Throws
 * `output-taken`.
 */
export function assertDataOurs(folder: string, names: readonly string[]): void {
  const standing = names.filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }));
  if (standing.length === 0 || isExchanging(folder)) return;
  const ours = new Set(guardOutput(folder, () => [...namesOfManifest(folder), ...namesOfSums(folder)]));
  const taken = standing.find((name) => !ours.has(name));
  if (taken !== undefined) throw new LetheError('output-taken', { path: taken });
}

/** Whether a run puts files into a folder, or died while it did. */
function isExchanging(folder: string): boolean {
  return guardOutput(folder, () => readdirSync(folder)).some((name) => name.startsWith(`${exchangeLock}.`));
}

/** Refuses to replace a page that is no report of Lethe's. Throws `output-taken`. */
export function assertReportOurs(path: string): void {
  if (!existsSync(path)) return;
  const bytes = guardOutput(path, () => readFileSync(path));
  if (bytes.length > 0 && !bytes.includes(reportMark)) {
    throw new LetheError('output-taken', { path: basename(path) });
  }
}

function namesOfManifest(folder: string): string[] {
  try {
    const { outputs } = JSON.parse(readFileSync(join(folder, manifestName), 'utf8'));
    return (outputs as { name: string }[]).map(({ name }) => name);
  } catch {
    return []; // that the folder holds something else is said where its manifest is looked at
  }
}

/** Names in the list of hashes, as `sha256sum` writes them. */
function namesOfSums(folder: string): string[] {
  const path = join(folder, sumsName);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.map((line) => {
    const name = line.replace(/^\\?[0-9a-f]{64} {2}/, '');
    return line.startsWith('\\') ? name.replaceAll('\\n', '\n').replaceAll('\\\\', '\\') : name;
  });
}
