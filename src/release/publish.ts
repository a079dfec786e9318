import { basename, dirname, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { type ReleaseEffects, releaseEffects } from './effects.js';

/** Names of the two files that stand beside the data of a release. */
export const manifestName = 'manifest.json';
export const reportName = 'report.html';

const stagingPattern = /^\.lethe-(\d+)-[0-9a-z]+$/;

/**
 * Makes the folder in which a run stages its release: `.lethe-<pid>-<id>`, on the file system of the target, inside
 * its folder where that exists and beside it where it does not. The name carries the process, so that a later run
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
  for (const home of [folder, dirname(folder)]) {
    for (const name of await effects.list(home)) {
      const pid = Number(stagingPattern.exec(name)?.[1] ?? Number.NaN);
      if (Number.isNaN(pid) || effects.isAlive(pid)) continue;
      await guarded(join(home, name), () => effects.removeFolder(join(home, name)));
      removed++;
    }
  }
  return removed;
}

/**
 * Publishes a staged release: data files, `report.html` and `manifest.json`. **A release counts only if its manifest
 * is there and the hashes in it match** (`verifyRelease`), and the order of steps rests on that:
 *
 * - where the target's folder does not exist, the whole staging folder is renamed to it in one atomic step;
 * - where it exists, the old manifest is removed first (from here there is no release), then files of the old release
 *   that the new one has not; the new files are renamed one by one, and the new manifest last (from here it counts).
 *
 * Every file is flushed before its rename and every folder after, so that the order survives a power cut. A crash at
 * any step leaves no release or a complete one; running again publishes. Throws `publish-failed`,
 * `staging-incomplete`, or `release-folder-taken` where the folder holds the release of another file.
 */
export async function publishRelease(
  staging: string,
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<void> {
  const folder = dirname(targetFile);
  const names = await effects.list(staging);
  for (const name of [basename(targetFile), reportName, manifestName]) {
    if (!names.includes(name)) throw new LetheError('staging-incomplete', { file: name, path: folder });
  }
  await guarded(folder, async () => {
    for (const name of names) await effects.sync(join(staging, name));
    await effects.sync(staging);
  });
  if (!(await effects.exists(folder))) {
    await guarded(folder, async () => {
      await effects.rename(staging, folder);
      await effects.sync(dirname(folder));
    });
    return;
  }
  const stale = await replaceable(folder, basename(targetFile), effects);
  await guarded(folder, async () => {
    const old = join(folder, manifestName);
    if (await effects.exists(old)) {
      await effects.removeFile(old);
      await effects.sync(folder);
    }
    for (const name of stale) {
      if (!names.includes(name)) await effects.removeFile(join(folder, name));
    }
    for (const name of names) {
      if (name !== manifestName) await effects.rename(join(staging, name), join(folder, name));
    }
    await effects.sync(folder);
    await effects.rename(join(staging, manifestName), old);
    await effects.sync(folder);
    await effects.removeFolder(staging);
  });
}

/**
 * The files of the release that stands in a folder and is about to be replaced; parts that the new one no longer has
 * must go with it. A folder holds one release: that of another file is not overwritten.
 */
async function replaceable(folder: string, name: string, effects: ReleaseEffects): Promise<string[]> {
  const path = join(folder, manifestName);
  if (!(await effects.exists(path))) return [];
  const outputs = outputsOf(await effects.read(path));
  // Our manifests are renamed whole, so one that cannot be read is somebody else's file.
  if (!outputs?.some((output) => output.name === name)) {
    throw new LetheError('release-folder-taken', { path: folder, other: outputs?.[0]?.name ?? manifestName });
  }
  const standing: string[] = [];
  for (const output of outputs) {
    if (await effects.exists(join(folder, output.name))) standing.push(output.name);
  }
  return standing;
}

/** What is wrong with a release, file by file; an empty list means that it is complete and unchanged. */
export interface ReleaseFault {
  file: string;
  state: 'missing' | 'changed' | 'unreadable';
}

/** Checks a published release against its manifest. */
export async function verifyRelease(
  folder: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<ReleaseFault[]> {
  const path = join(folder, manifestName);
  if (!(await effects.exists(path))) return [{ file: manifestName, state: 'missing' }];
  const outputs = outputsOf(await effects.read(path));
  if (outputs === null) return [{ file: manifestName, state: 'unreadable' }];
  const faults: ReleaseFault[] = [];
  for (const { name, sha256 } of outputs) {
    const file = join(folder, name);
    if (!(await effects.exists(file))) faults.push({ file: name, state: 'missing' });
    else if ((await effects.sha256(file)) !== sha256) faults.push({ file: name, state: 'changed' });
  }
  return faults;
}

/** The files that a manifest vouches for, data and report; null where it cannot be read. */
function outputsOf(bytes: Buffer): { name: string; sha256: string }[] | null {
  try {
    const { version, outputs, report } = JSON.parse(bytes.toString('utf8'));
    if (version !== 1 || !Array.isArray(outputs)) return null;
    const files = report ? [...outputs, report] : outputs;
    const sound = files.every(
      (file) =>
        typeof file?.name === 'string' &&
        typeof file.sha256 === 'string' &&
        basename(file.name) === file.name,
    );
    return sound ? files : null;
  } catch {
    return null;
  }
}

async function stagingHome(targetFile: string, effects: ReleaseEffects): Promise<string> {
  const folder = dirname(targetFile);
  return (await effects.exists(folder)) ? folder : dirname(folder);
}

/** Faults of the file system become ours: path and error code, no prose of the platform. */
async function guarded<T>(path: string, step: () => Promise<T>): Promise<T> {
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
