import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics.js';
import { LetheError } from '../core/diagnostics.js';
import { type ReleaseEffects, releaseEffects } from './effects.js';
import type { Acceptance } from './gate.js';
import type { JoinFinding } from './joined.js';
import { manifestName } from './publish.js';
import { contentBelow } from './staging.js';

/** Name of the file that makes several releases one: it stands in the folder that holds a folder for each table. */
export const setName = 'tables.json';

/** The record of tables that were published together, version 1; it may only grow. No cell value in it. */
export interface SetManifest {
  version: 1;
  tool: { name: 'lethe'; version: string };
  dataset: string;
  profile: string;
  tables: { name: string; manifestSha256: string; label: string | null; records: number }[];
  joins: JoinFinding[];
  history: { tables: string[]; persons: number; k: number; below: number }[];
  warnings: Diagnostic[];
  accepted: Acceptance[];
}

/** Where the old release waits while the new one takes its place: beside it, on the same file system. */
function oldName(folder: string): string {
  return join(dirname(folder), `.lethe-old-${basename(folder)}`);
}

/**
 * Mends what a run left that died between the two renames of `publishSet`: where the release is gone the old one comes
 * back, where the new one stands the old one goes. Called under the job's lock.
 */
export async function recoverSet(
  folder: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<'restored' | 'removed' | 'nothing'> {
  const old = oldName(folder);
  if (!(await effects.exists(old))) return 'nothing';
  if (await effects.exists(folder)) {
    await effects.removeFolder(old);
    return 'removed';
  }
  await effects.rename(old, folder);
  await effects.sync(dirname(folder));
  return 'restored';
}

/** Throws `tables-folder-taken` where the folder holds anything but a release of several tables, or nothing. */
export async function assertSetReplaceable(
  folder: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<void> {
  const names = await effects.list(folder);
  if (names.length === 0) return;
  const taken = (other: string) => new LetheError('tables-folder-taken', { path: folder, other });
  if (!names.includes(setName)) throw taken(names[0]!);
  const { tables } = await readSet(folder, effects).catch(() => {
    throw taken(setName);
  });
  const known = new Set([setName, ...tables.map(({ name }) => name)]);
  const stranger = names.find((name) => !known.has(name));
  if (stranger !== undefined) throw taken(stranger);
  for (const { name } of tables) {
    if (!(await effects.exists(join(folder, name, manifestName)))) throw taken(`${name}`);
  }
}

/** The record of a release of several tables. Throws what reading and parsing throw. */
export async function readSet(
  folder: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<SetManifest> {
  const set = JSON.parse((await effects.read(join(folder, setName))).toString('utf8')) as SetManifest;
  const sound =
    set?.version === 1 &&
    Array.isArray(set.tables) &&
    set.tables.every(
      ({ name }) => typeof name === 'string' && basename(name) === name && !name.startsWith('.'),
    );
  if (!sound) throw new Error('not a record of tables');
  return set;
}

/**
 * Puts a staged folder of releases in the place of the one that stands: the old one steps aside by one rename, the new
 * one comes by another. A reader sees all tables of one run or, between the two, none; a crash there is mended by
 * `recoverSet`. Throws `publish-failed`, `tables-folder-taken`.
 */
export async function publishSet(
  staging: string,
  folder: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<void> {
  await assertSetReplaceable(folder, effects);
  try {
    for (const path of await contentBelow(staging, effects)) await effects.sync(path);
    await effects.makeFolder(dirname(folder));
    const old = oldName(folder);
    const stands = await effects.exists(folder);
    if (stands) await effects.rename(folder, old);
    try {
      await effects.rename(staging, folder);
    } catch (error) {
      if (stands) await effects.rename(old, folder); // nothing came, so the old one stays
      throw error;
    }
    await effects.sync(dirname(folder));
    if (stands) await effects.removeFolder(old);
  } catch (error) {
    if (error instanceof LetheError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'fault';
    throw new LetheError('publish-failed', { path: folder, reason });
  }
}
