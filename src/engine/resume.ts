import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Policy } from '../policy/index.js';
import {
  cleanStagings,
  createStaging,
  manifestName,
  removeStaging,
  stagingHome,
  stagingsAround,
} from '../release/index.js';
import { checkpointFolder, stagingPattern } from '../release/staging.js';
import { realPath } from '../stores/file.js';
import {
  type AnewReason,
  type CheckpointSetting,
  Checkpoints,
  headOf,
  type JobIdentity,
} from './checkpoints.js';
import type { JobOptions } from './job.js';
import { policyKey } from './named-key.js';
import type { TableSource } from './source.js';
import { jobSha256 } from './standing.js';
import type { Target } from './target.js';
import { buildMarks } from './version.js';

/** What became of what a killed run of the same job had left. */
export type Resumed =
  | { state: 'resumed'; reused: Record<string, number> } // bytes of work per phase that were not done again
  | { state: 'anew'; reason: AnewReason };

/** The folder in which a run stages its release, with what it keeps there for a run that takes over. */
export interface Staging {
  folder: string;
  checkpoints: Checkpoints | null;
  resumed: Resumed | null; // null where no killed run had left anything
}

/** Bytes from which a table takes long enough for its run to be worth going on with. */
const worthKeeping = 64 << 20;
const defaultChunks = 64; // of 2 MiB, as such tables have them

/**
 * Makes the staging folder of a run, or takes over that of a run of the same job that was killed: same source, policy, key and
 * version. What is of no use is removed. The job must be locked.
 */
export async function openStaging(
  policy: Policy,
  source: TableSource,
  target: Target,
  options: JobOptions,
): Promise<Staging> {
  const owner = { pid: process.pid, id: randomBytes(6).toString('hex') };
  const name = createHash('sha256').update(realPath(target.file)).digest('hex').slice(0, 16);
  const namedKey = policyKey(policy);
  try {
    const setting = settingOf(policy, source, options, name, namedKey);
    let taken: { folder: string; checkpoints: Checkpoints } | null = null;
    let reason: AnewReason | null = null;
    for (const staging of await stagingsAround(target.file)) {
      const head = headOf(staging);
      // The lock is ours: whoever made it is dead, also where another process has its number now.
      if (head?.target !== name || !isOwn(staging)) continue;
      const found: Checkpoints | AnewReason =
        setting && !taken ? Checkpoints.open(staging, head, setting) : 'policy';
      if (typeof found === 'string') {
        reason ??= found;
        await removeStaging(staging);
      } else {
        const id = stagingPattern.exec(basename(staging))![2];
        const folder = join(dirname(staging), `.lethe-${owner.pid}-${id}`);
        found.moveTo(folder, () => renameSync(staging, folder));
        removePapers(folder, target.names);
        taken = { folder, checkpoints: found };
      }
    }
    await cleanStagings(target.file);
    if (taken) {
      const { checkpoints } = taken;
      return { ...taken, resumed: { state: 'resumed', reused: checkpoints.reused } };
    }
    const folder = await createStaging(target.file, owner);
    const home = await stagingHome(target.file);
    const checkpoints = setting ? Checkpoints.begin(folder, home, setting) : null;
    return { folder, checkpoints, resumed: reason && { state: 'anew', reason } };
  } finally {
    namedKey?.destroy();
  }
}

/** Removes a staging folder that came to nothing, with the secret of its checkpoints. */
export function discardStaging({ folder, checkpoints }: Staging): void {
  try {
    checkpoints?.end();
  } catch {
    // the folder goes all the same
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Null where a later run could not go on, or where the job is done before it would be worth it. */
function settingOf(
  policy: Policy,
  source: TableSource,
  options: JobOptions,
  target: string,
  namedKey: CheckpointSetting['namedKey'],
): CheckpointSetting | null {
  const { checkpoints: wanted = {} } = options;
  if (wanted === false || source.bytes < (wanted.from ?? worthKeeping)) return null;
  // What comes through a pipe or from a database need not come again; what other tables share is not this job's to keep.
  const again = !source.database && source.parts.every(({ spooled }) => !spooled);
  const alone = options.audienceKey === undefined && options.together === undefined;
  if (!again || !alone || policy.output.path.startsWith('postgres')) return null;
  return {
    identity: identityOf(policy, source, options),
    target,
    namedKey,
    chunks: wanted.chunks ?? defaultChunks,
  };
}

/** What decides every byte that a run writes before it is published. */
function identityOf(policy: Policy, source: TableSource, options: JobOptions): JobIdentity {
  const parts = source.parts.map(({ path, bytes, mtimeNs, inode }) => [
    `${path} ${bytes} ${mtimeNs} ${inode}`, // as they were when they were opened
    // Anyone may set the time of the last writing, nobody that of the last change.
    String(statSync(path, { bigint: true, throwIfNoEntry: false })?.ctimeNs),
  ]);
  const base = dirname(resolve(policy.file));
  const earlier = (policy.dataset.earlier ?? []).map((folder) => {
    const path = join(resolve(base, folder), manifestName);
    try {
      return [folder, digest(readFileSync(path))];
    } catch {
      return [folder, null]; // the attacks say what is missing
    }
  });
  const { chunkBytes = null, recognition = null } = options;
  const program = [process.version, process.arch, buildMarks()];
  const rest = [chunkBytes, recognition, policy.audience ?? null, earlier, program];
  return {
    source: digest(JSON.stringify(parts)),
    job: digest(jobSha256(policy, '', options) + JSON.stringify(rest)),
  };
}

/** Whether a folder is this user's and no link: what others put in our way is not gone on with. */
function isOwn(staging: string): boolean {
  const stat = lstatSync(staging, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === (process.getuid?.() ?? stat.uid);
}

/** Leaves what the phases had written, and nothing of what was about to be published. */
function removePapers(staging: string, data: readonly string[]): void {
  for (const name of readdirSync(staging)) {
    if (name !== checkpointFolder && !data.includes(name)) {
      rmSync(join(staging, name), { recursive: true, force: true });
    }
  }
}

function digest(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
