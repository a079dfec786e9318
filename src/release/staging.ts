import { dirname, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { type ReleaseEffects, releaseEffects } from './effects.js';

/** Name of a staging folder: the process that made it, and an id. */
export const stagingPattern = /^\.lethe-(\d+)-[0-9a-z]+$/;

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

/** Removes what dead runs left around a target. Called at the start of a run; returns the number removed. */
export async function cleanStagings(
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<number> {
  const folder = dirname(targetFile);
  let removed = 0;
  for (const home of new Set([folder, dirname(folder), await stagingHome(targetFile, effects)])) {
    for (const name of await effects.list(home)) {
      const pid = Number(stagingPattern.exec(name)?.[1] ?? Number.NaN);
      if (Number.isNaN(pid) || effects.isAlive(pid)) continue;
      try {
        await effects.removeFolder(join(home, name));
        removed++;
      } catch {
        // Somebody else's, in a folder that both may write to: theirs to remove.
      }
    }
  }
  return removed;
}

/** The nearest folder on the way to the target that exists: a refused run must not leave new folders behind. */
async function stagingHome(targetFile: string, effects: ReleaseEffects): Promise<string> {
  let folder = dirname(targetFile);
  while (!(await effects.exists(folder)) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
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
