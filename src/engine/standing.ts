import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { namedFiles, type Policy } from '../policy/index.js';
import { type Manifest, manifestName, verifyRelease } from '../release/index.js';
import { databaseStands } from './database-release.js';
import type { JobOptions } from './job.js';
import { policyKey } from './named-key.js';
import type { Target } from './target.js';
import { version } from './version.js';

/** The manifest of the release that stands at a target; null where there is none, or one of another file. */
export function standingManifest(target: Target): Manifest | null {
  const path = join(dirname(target.file), manifestName);
  if (!existsSync(path)) return null;
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    const ours =
      manifest.version === 1 && manifest.outputs.some(({ name }) => name === basename(target.file));
    return ours ? manifest : null;
  } catch {
    return null;
  }
}

/** Whether the release that stands was made by exactly this job and is complete and unchanged, its table in a database too. */
export async function standsUnchanged(
  target: Target,
  manifest: Manifest,
  job: string,
  options: JobOptions,
): Promise<boolean> {
  if (manifest.job?.sha256 !== job || manifest.verdict !== 'published') return false;
  const names = manifest.outputs.map(({ name }) => name);
  if (names.join('\n') !== target.names.join('\n')) return false;
  const folder = dirname(target.file);
  if (target.database && !(await databaseStands(folder, target.database, options))) return false;
  return (await verifyRelease(folder)).length === 0;
}

/**
 * SHA-256 over everything that decides a release: source, policy, the files it names, version, seed, language of the
 * report, and the key file, of which only a derived value goes in. An ephemeral key is no part of it.
 */
export function jobSha256(
  policy: Policy,
  sourceSha256: string,
  options: { seed?: string | undefined; language?: string | undefined },
): string {
  const base = dirname(resolve(policy.file));
  const files = namedFiles(policy).map((path) => [path, fileSha256(resolve(base, path))]);
  const key = keySha256(policy);
  const parts = {
    version,
    source: sourceSha256,
    policy: fileSha256(policy.file),
    input: policy.input.path, // the command line may have named others
    output: policy.output.path,
    files,
    key,
    seed: options.seed ?? null,
    language: options.language ?? 'en',
  };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function fileSha256(path: string): string | null {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return null; // the run itself says what is missing
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function keySha256(policy: Policy): string | null {
  const key = policyKey(policy);
  try {
    return key && Buffer.from(key.digest('lethe/job/1')).toString('hex');
  } finally {
    key?.destroy();
  }
}
