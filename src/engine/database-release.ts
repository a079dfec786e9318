import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import {
  completeRelease,
  manifestName,
  publishSet,
  syncStaged,
  unpublishedReleases,
  unpublishedSets,
} from '../release/index.js';
import type { DatabaseSession, PostgresAddress } from '../stores/postgres/index.js';
import type { JobOptions } from './job.js';
import { enterCompleted } from './registry.js';

/** The staging folder of a run whose tables go into databases. */
export interface HeldStaging {
  folder: string;
  /** Set while what the folder holds may be the only record of what a database was given: it must not be removed then. */
  needed: boolean;
}

/**
 * Publishes tables in databases and the folder that tells of them, so that a crash at any moment can be mended: the folder
 * is on the disk before a table becomes visible, the table's comment names the manifest it belongs to, and where this run
 * gets no further the next one finds both and finishes (`completePublished`). Throws what `commit` and `publish` throw, and
 * `publish-half` where the tables are out and the folder could not be renamed.
 */
export async function publishBoth(
  sessions: Iterable<DatabaseSession>,
  staging: HeldStaging,
  publish: () => Promise<void>,
): Promise<void> {
  const all = [...sessions];
  if (all.length > 0) await syncStaged(staging.folder);
  for (const session of all) {
    const before = staging.needed;
    staging.needed = true;
    try {
      await session.commit();
    } catch (error) {
      staging.needed = before || (error instanceof LetheError && error.code === 'postgres-unsure');
      throw error;
    }
  }
  try {
    await publish();
  } catch (error) {
    if (all.length === 0 || !(error instanceof LetheError)) throw error;
    throw new LetheError('publish-half', { path: '', reason: '', ...error.args });
  }
  staging.needed = false;
}

/**
 * Finishes what an earlier run of the job left that died, or failed, between the database and the folder: where the table
 * carries the mark of a release that is staged whole, that is published. Called under the job's lock; returns whether there
 * was one.
 */
export async function completePublished(
  targetFile: string,
  address: PostgresAddress,
  options: JobOptions,
): Promise<boolean> {
  const left = await unpublishedReleases(targetFile);
  if (left.length === 0) return false;
  const mark = await markAt(address, options);
  const found = left.find(({ manifestSha256 }) => manifestSha256 === mark);
  if (!found) return false;
  await completeRelease(found, targetFile);
  await enterCompleted(options.ledger, found.manifestSha256);
  return true;
}

/** The same for several tables: the staged folder whose manifests all tables in databases carry the marks of. */
export async function completePublishedSet(
  folder: string,
  tables: readonly { name: string; address: PostgresAddress }[],
  options: JobOptions,
): Promise<boolean> {
  if (tables.length === 0) return false;
  for (const staging of await unpublishedSets(folder)) {
    const manifests = tables.map(({ name }) => sha256Of(join(staging, name, manifestName)));
    const marks = await Promise.all(tables.map(({ address }) => markAt(address, options)));
    if (!manifests.every((one, at) => one !== null && one === marks[at])) continue;
    await publishSet(staging, folder);
    for (const manifest of manifests) await enterCompleted(options.ledger, manifest!);
    return true;
  }
  return false;
}

/** Whether the table in a database is the one that the manifest in a folder tells of. */
export async function databaseStands(
  folder: string,
  address: PostgresAddress,
  options: JobOptions,
): Promise<boolean> {
  const manifest = sha256Of(join(folder, manifestName));
  return manifest !== null && manifest === (await markAt(address, options));
}

async function markAt(address: PostgresAddress, options: JobOptions): Promise<string | null> {
  const { releaseInDatabase } = await import('../stores/postgres/index.js');
  return releaseInDatabase(address, options.signal);
}

function sha256Of(path: string): string | null {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null;
}
