import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { manifestName, verifyRelease } from '../release/index.js';
import type { EarlierRelease } from '../risk/index.js';
import { tableOf } from './attack.js';
import type { PassContext } from './passes.js';
import { openTable, type TableSource } from './source.js';

/**
 * Reads earlier releases, each from the folder in which it was published, as anyone can read them: the columns that it
 * has in common with those named. Throws `earlier-unusable` where a folder holds no complete and unchanged release: an
 * attack that left one out would say too little.
 */
export async function readEarlier(
  context: PassContext,
  folders: readonly string[],
  base: string,
  columns: readonly string[],
): Promise<EarlierRelease[]> {
  const releases: EarlierRelease[] = [];
  for (const path of folders) {
    const folder = resolve(base, path);
    const table = await releaseTable(folder, path);
    const shared = table.names.filter((name) => columns.includes(name));
    try {
      releases.push({ id: basename(folder), table: await tableOf(context, table, shared) });
    } finally {
      table.close();
    }
  }
  return releases;
}

/** The data of a published release. Throws `earlier-unusable` where it is not complete and unchanged. */
export async function releaseTable(folder: string, path = folder): Promise<TableSource> {
  const [fault] = await verifyRelease(folder);
  if (fault) throw new LetheError('earlier-unusable', { path, file: fault.file, state: fault.state });
  const manifest = JSON.parse(readFileSync(join(folder, manifestName), 'utf8'));
  const { encoding, delimiter } = manifest.plan.content.output;
  const { header } = manifest.plan.content.input.dialect;
  const files = (manifest.outputs as { name: string }[]).map(({ name }) => join(folder, name));
  const opened = await openTable({ path: files, encoding, delimiter, header, lenient: false });
  return header ? opened : { ...opened, names: manifest.outputs[0].columns as string[] };
}
