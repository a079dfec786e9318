import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { type ReleaseEffects, releaseEffects } from './effects.js';
import { exchangeStaged, filesOfManifest, manifestName, publishRelease, reportName } from './publish.js';
import { setName } from './set.js';
import { contentBelow, guarded, stagingsAround } from './staging.js';

/** A release that is staged whole, as its manifest says, and was not published: its run died, or could not rename it. */
export interface UnpublishedRelease {
  staging: string;
  manifestSha256: string; // hex
}

/** Stagings around a target that hold the manifest of a release of the target's file. */
export async function unpublishedReleases(
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<UnpublishedRelease[]> {
  const found: UnpublishedRelease[] = [];
  for (const staging of await stagingsAround(targetFile, effects)) {
    const bytes = await effects.read(join(staging, manifestName)).catch(() => null);
    if (bytes === null) continue;
    if (!filesOfManifest(bytes)?.some(({ name }) => name === basename(targetFile))) continue;
    found.push({ staging, manifestSha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return found;
}

/** Stagings around a folder that hold the record of several tables. */
export async function unpublishedSets(
  folder: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<string[]> {
  const found: string[] = [];
  for (const staging of await stagingsAround(folder, effects)) {
    if (await effects.exists(join(staging, setName)).catch(() => false)) found.push(staging);
  }
  return found;
}

/**
 * Publishes a staged release that another run left, wherever that was in the exchange of files: what it has moved already
 * is known by its hash. Throws `staging-incomplete` and what `publishRelease` throws.
 */
export async function completeRelease(
  { staging }: UnpublishedRelease,
  targetFile: string,
  effects: ReleaseEffects = releaseEffects,
): Promise<void> {
  const folder = dirname(targetFile);
  const whole = [basename(targetFile), reportName, manifestName];
  const present = await Promise.all(whole.map((name) => effects.exists(join(staging, name))));
  if (present.every(Boolean)) return publishRelease(staging, targetFile, effects);
  await guarded(folder, async () => {
    for (const { name, sha256 } of filesOfManifest(await effects.read(join(staging, manifestName))) ?? []) {
      if (await effects.exists(join(staging, name))) continue;
      const moved = join(folder, name);
      if ((await effects.exists(moved)) && (await effects.sha256(moved)) === sha256) continue;
      throw new LetheError('staging-incomplete', { file: name, path: folder });
    }
  });
  await exchangeStaged(staging, targetFile, effects);
}

/** Flushes a staged release to the disk, folders included: what is decided elsewhere may then rest on it. */
export async function syncStaged(staging: string, effects: ReleaseEffects = releaseEffects): Promise<void> {
  await guarded(staging, async () => {
    for (const path of await contentBelow(staging, effects)) await effects.sync(path);
    await effects.sync(dirname(staging));
  });
}
