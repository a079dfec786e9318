import { basename, dirname, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { destroySecret, readSecret, sweepSecrets } from '../stores/memory-secret.js';
import { type ReleaseEffects, releaseEffects } from './effects.js';

/** Name of a staging folder: the process that made it, and an id. */
export const stagingPattern = /^\.lethe-(\d+)-([0-9a-z]+)$/;

/** In a staging folder: what a run keeps for the one that takes over when it is killed. Never published. */
export const checkpointFolder = '.checkpoints';
/** In that folder: whose checkpoints they are, in the clear. */
export const headName = 'head';

/** Whose checkpoints a folder holds, and what they are sealed with. */
export interface CheckpointHead {
  lethe: 1;
  target: string; // digest of the target's path
  secret: 'memory' | 'key';
}

const keptFor = 7 * 24 * 3600 * 1000; // milliseconds for which nobody has gone on with another job's

/**
 * Makes the folder in which a run stages its release: `.lethe-<pid>-<id>`, on the file system of the target, inside
 * its folder where that exists and in the nearest one above it where it does not. The name carries the process, so that a later run
 * knows whether it is dead without a lock file; it carries no value. `id`: lower-case letters and digits.
 */
export async function createStaging(
  targetFile: string,
  owner: { pid: number; id: string },
  effects: ReleaseEffects = releaseEffects,
): Promise<string> {
  const home = await stagingHome(targetFile, effects);
  const staging = join(home, `.lethe-${owner.pid}-${owner.id}`);
  await guarded(staging, () => effects.makeFolder(staging));
  return staging;
}

/**
 * Removes what dead runs left around a target. Called at the start of a run; returns the number removed. What another job
 * may still go on from stays, for a week.
 */
export async function cleanStagings(
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<number> {
  let removed = 0;
  for (const staging of await stagingsAround(targetFile, effects)) {
    const pid = Number(stagingPattern.exec(basename(staging))![1]);
    if (effects.isAlive(pid) || (await mayGoOn(staging, effects))) continue;
    if (await removeStaging(staging, effects)) removed++;
  }
  sweepSecrets();
  return removed;
}

/** Staging folders around a target, of whatever job and process. */
export async function stagingsAround(
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<string[]> {
  const folder = dirname(targetFile);
  const found: string[] = [];
  for (const home of new Set([folder, dirname(folder), await stagingHome(targetFile, effects)])) {
    const names = (await effects.list(home)).filter((name) => stagingPattern.test(name));
    found.push(...names.map((name) => join(home, name)));
  }
  return found;
}

/** Removes a staging folder and the secret of its checkpoints; false where it is somebody else's, and theirs to remove. */
export async function removeStaging(
  staging: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<boolean> {
  try {
    destroySecret(stagingPattern.exec(basename(staging))![2]!);
    await effects.removeFolder(staging);
    return true;
  } catch {
    return false;
  }
}

/** Whether a dead run's checkpoints can still be opened, and are not forgotten. */
async function mayGoOn(staging: string, effects: ReleaseEffects): Promise<boolean> {
  try {
    const path = join(staging, checkpointFolder, headName);
    const { secret } = JSON.parse((await effects.read(path)).toString()) as CheckpointHead;
    if (Date.now() - (await effects.modified(join(staging, checkpointFolder))) > keptFor) return false;
    const bytes = secret === 'memory' ? readSecret(stagingPattern.exec(basename(staging))![2]!) : null;
    bytes?.fill(0);
    return secret === 'key' || bytes !== null;
  } catch {
    return false;
  }
}

/** The nearest folder on the way to the target that exists: a refused run must not leave new folders behind. */
export async function stagingHome(
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<string> {
  let folder = dirname(targetFile);
  while (!(await effects.exists(folder)) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Files and folders below a folder, the deepest first, and the folder itself. */
export async function contentBelow(folder: string, effects: ReleaseEffects): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await effects.list(folder)) {
    const path = join(folder, name);
    const inside = await effects.list(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      throw error;
    });
    if (inside === null) paths.push(path);
    else paths.push(...(await contentBelow(path, effects)));
  }
  return [...paths, folder];
}

/** Faults of the file system become ours: path and error code, no prose of the platform. */
export async function guarded<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof LetheError) throw error;
    throw new LetheError('publish-failed', {
      path,
      reason: (error as NodeJS.ErrnoException).code ?? 'fault',
    });
  }
}
