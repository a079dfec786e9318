import { basename, dirname, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { takeLock } from '../stores/lock.js';
import { type ReleaseEffects, releaseEffects } from './effects.js';
import { evidenceFolder, signatureName, signerName, sumsName } from './pack-files.js';
import { guarded } from './staging.js';

export { cleanStagings, createStaging, removeStaging, stagingHome, stagingsAround } from './staging.js';

/** Names of the two files that stand beside the data of a release. */
export const manifestName = 'manifest.json';
export const reportName = 'report.html';

/** Name of the lock that stands in a folder while files of a release are exchanged; every holder's sign begins with it. */
export const exchangeLock = '.lethe-lock';
const lockTries = 200;
const lockPause = 50; // milliseconds

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
 * `staging-incomplete`, `release-busy` where another run does not let go of the folder, or `release-folder-taken` where the folder holds the release of another file.
 */
export async function publishRelease(
  staging: string,
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<void> {
  const folder = dirname(targetFile);
  const names = await stagedNames(staging, effects);
  for (const name of [basename(targetFile), reportName, manifestName]) {
    if (!names.includes(name)) throw new LetheError('staging-incomplete', { file: name, path: folder });
  }
  await guarded(folder, async () => {
    for (const name of names) await effects.sync(join(staging, name));
    if (names.some(isEvidence)) await effects.sync(join(staging, evidenceFolder));
    await effects.sync(staging);
  });
  if (!(await effects.exists(folder)) && (await publishWhole(staging, folder, effects))) return;
  await exchangeStaged(staging, targetFile, effects);
}

/** Puts what a staging folder holds in the place of what stands in the target's folder, file by file, the manifest last. */
export async function exchangeStaged(
  staging: string,
  targetFile: string,
  effects: ReleaseEffects,
): Promise<void> {
  const names = await stagedNames(staging, effects);
  const folder = dirname(targetFile);
  await locked(folder, effects, () => exchange(staging, targetFile, names, effects));
}

/** Renames the staging folder to the release; false where another run has made the folder meanwhile. */
async function publishWhole(staging: string, folder: string, effects: ReleaseEffects): Promise<boolean> {
  return guarded(folder, async () => {
    await effects.makeFolder(dirname(folder));
    try {
      await effects.rename(staging, folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      return false;
    }
    await effects.sync(dirname(folder));
    return true;
  });
}

/** Staged files by their path in the release; the list of hashes first, since it marks the evidence folder as ours. */
async function stagedNames(staging: string, effects: ReleaseEffects): Promise<string[]> {
  const names = await effects.list(staging);
  if (!names.includes(evidenceFolder)) return names;
  const papers = (await effects.list(join(staging, evidenceFolder))).map(
    (name) => `${evidenceFolder}/${name}`,
  );
  const sums = (name: string) => (name === sumsName ? 0 : 1);
  papers.sort((one, other) => sums(one) - sums(other));
  return [...names.filter((name) => name !== evidenceFolder), ...papers];
}

function isEvidence(name: string): boolean {
  return name.startsWith(`${evidenceFolder}/`);
}

/** Puts the files of a staged release in the place of those that stand in the folder. */
async function exchange(
  staging: string,
  targetFile: string,
  names: readonly string[],
  effects: ReleaseEffects,
): Promise<void> {
  const folder = dirname(targetFile);
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
    if (names.some(isEvidence)) await effects.makeFolder(join(folder, evidenceFolder));
    for (const name of names) {
      if (name !== manifestName) await effects.rename(join(staging, name), join(folder, name));
    }
    if (names.some(isEvidence)) await effects.sync(join(folder, evidenceFolder));
    await effects.sync(folder);
    await effects.rename(join(staging, manifestName), old);
    await effects.sync(folder);
    await effects.removeFolder(staging);
  });
}

/** Throws `release-folder-taken` where the target's folder holds the release of another file. */
export async function assertReplaceable(
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<void> {
  await replaceable(dirname(targetFile), basename(targetFile), effects);
}

/**
 * The files of the release that stands in a folder and is about to be replaced; parts that the new one no longer has
 * must go with it. A folder holds one release: that of another file is not overwritten.
 */
async function replaceable(folder: string, name: string, effects: ReleaseEffects): Promise<string[]> {
  const path = join(folder, manifestName);
  if (!(await effects.exists(path))) {
    // Papers of somebody else, in a folder of that name; ours have the list of hashes from the first step on.
    const papers = await effects.list(join(folder, evidenceFolder)).catch(() => [evidenceFolder]);
    if (papers.length > 0 && !(await effects.exists(join(folder, sumsName)))) {
      throw new LetheError('release-folder-taken', { path: folder, other: evidenceFolder });
    }
    return [];
  }
  const outputs = filesOfManifest(await effects.read(path));
  // Our manifests are renamed whole, so one that cannot be read is somebody else's file.
  if (!outputs?.some((output) => output.name === name)) {
    throw new LetheError('release-folder-taken', { path: folder, other: outputs?.[0]?.name ?? manifestName });
  }
  const standing: string[] = [];
  // A manifest that is signed names the signer's key itself: each file once.
  const names = new Set([...outputs.map((output) => output.name), sumsName, signatureName, signerName]);
  for (const name of names) {
    if (await effects.exists(join(folder, name))) standing.push(name);
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
  const outputs = filesOfManifest(await effects.read(path));
  if (outputs === null) return [{ file: manifestName, state: 'unreadable' }];
  const faults: ReleaseFault[] = [];
  for (const { name, sha256 } of outputs) {
    const file = join(folder, name);
    if (!(await effects.exists(file))) faults.push({ file: name, state: 'missing' });
    else if ((await effects.sha256(file)) !== sha256) faults.push({ file: name, state: 'changed' });
  }
  return faults;
}

/** The files that a manifest vouches for: data, report and papers; null where it cannot be read. */
export function filesOfManifest(bytes: Buffer): { name: string; sha256: string }[] | null {
  try {
    const { version, outputs, report, evidence } = JSON.parse(bytes.toString('utf8'));
    if (version !== 1 || !Array.isArray(outputs)) return null;
    const files = [...outputs, ...(report ? [report] : []), ...(Array.isArray(evidence) ? evidence : [])];
    const sound = files.every(
      (file) => typeof file?.name === 'string' && typeof file.sha256 === 'string' && isReleaseName(file.name),
    );
    return sound ? files : null;
  } catch {
    return null;
  }
}

/** A file of the release folder itself or of its evidence, and no path that leads elsewhere. */
export function isReleaseName(name: string): boolean {
  const plain = isEvidence(name) ? name.slice(evidenceFolder.length + 1) : name;
  return (
    plain !== '' && plain !== '.' && plain !== '..' && basename(plain) === plain && !plain.includes('\\')
  );
}

/**
 * Holds the folder while its files are exchanged, so that two runs with the same target publish one after the other
 * and the manifest is always that of the data. The lock of a dead run is taken over.
 */
async function locked<T>(folder: string, effects: ReleaseEffects, act: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const lock = await guarded(folder, () => takeLock(exchangeLock, () => [folder], effects));
    if (lock.held) return act().finally(lock.letGo);
    if (tries >= lockTries) throw new LetheError('release-busy', { path: folder });
    await effects.wait(lockPause);
  }
}
