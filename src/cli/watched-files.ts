import { statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { namedFiles, type Policy, type TablesPolicy } from '../policy/index.js';
import { evidenceFolder, manifestName, reportName } from '../release/index.js';
import { realPath, resolveParts, sameFile } from '../stores/file.js';
import { isPostgres } from '../stores/postgres/address.js';
import type { Effects } from './effects.js';
import { eventsBegin } from './events.js';
import { metricsBegin } from './metrics.js';

/** What a run is watched by, and what it reads or writes besides its policy. */
export interface WatchFiles {
  events?: string;
  metrics?: string;
  sign?: string;
  ledger?: string;
  report?: string;
  /** Outputs of the other audiences of this run, as the policy has them. */
  outputs?: readonly string[];
}

/**
 * Refuses a file of --events or --metrics that holds something else than events or metrics of Lethe's: its first line
 * tells. Throws `watch-file-taken`.
 */
export function assertOurs({ events, metrics }: WatchFiles, effects: Effects): void {
  if (events !== undefined && events !== '-' && !holds(events, eventsBegin, effects, true))
    throw new LetheError('watch-file-taken', { option: '--events', path: events });
  // Metrics are put in place by renaming: a pipe or a device would be gone.
  if (metrics !== undefined && !holds(metrics, metricsBegin, effects, false))
    throw new LetheError('watch-file-taken', { option: '--metrics', path: metrics });
}

/** Whether a file may be replaced by one that begins so: it is absent, empty or begins so itself. */
function holds(path: string, begin: RegExp, effects: Effects, streams: boolean): boolean {
  if (!effects.files.exists(path)) return true;
  const standing = statSync(path, { throwIfNoEntry: false });
  if (standing && !standing.isFile()) return streams && !standing.isDirectory();
  const head = Buffer.from(effects.files.readHead(path, 256)).toString().replace(/\0+$/, '');
  return head === '' || begin.test(head);
}

/**
 * Refuses a file of --events or --metrics that the run reads or writes otherwise: a part of its source, its policy and what that
 * names, its keys, its ledger, or a place in a folder that is published. Throws `watch-file-place`.
 */
export async function assertApart(files: WatchFiles, policies: Policy | TablesPolicy): Promise<void> {
  const { events, metrics } = files;
  const named = [
    ['--events', events === '-' ? undefined : events],
    ['--metrics', metrics],
  ] as const;
  const given = named.flatMap(([option, path]) => (path === undefined ? [] : [{ option, path }]));
  if (given.length === 0) return;
  const uses: Use[] = [];
  const published: string[] = [];
  if ('tables' in policies) {
    published.push(resolve(dirname(resolve(policies.file)), policies.folder));
    for (const { policy } of policies.tables) uses.push(await useOf(policy, files));
  } else uses.push(await useOf(policies, files));
  for (const { option, path } of given) {
    const others = given.filter((one) => one.option !== option).map((one) => one.path);
    const apart =
      !others.some((other) => isSame(other, path)) &&
      !published.some((folder) => isInside(path, folder)) &&
      uses.every((use) => isApart(path, use));
    if (!apart) throw new LetheError('watch-file-place', { option, path });
  }
}

/** Files and folders that a run of a policy uses; absolute paths. */
interface Use {
  files: string[];
  folders: string[]; // whose files are the table
  releases: string[]; // folders that are handed on
  papers: string[]; // that a release has in a folder which it shares with others
}

async function useOf(policy: Policy, files: WatchFiles): Promise<Use> {
  const base = dirname(resolve(policy.file));
  const { input, key, ledger } = policy;
  const here = (path: string) => resolve(base, path);
  const paths = [input.path].flat().filter((path) => path !== '-' && !isPostgres(path));
  const parts = await resolveParts(paths, base).catch(() => []); // what is missing is told when the table is opened
  const beside = [input.quarantine, input.recipient, ledger, key && 'file' in key ? key.file : undefined];
  const typed = [files.sign, files.ledger, files.report];
  const use: Use = {
    files: [
      resolve(policy.file),
      ...parts.map(({ path }) => path),
      ...[...beside, ...namedFiles(policy)].flatMap((path) => (path === undefined ? [] : [here(path)])),
      ...typed.flatMap((path) => (path === undefined ? [] : [resolve(path)])),
    ],
    folders: paths.map(here).filter(isFolder),
    releases: [],
    papers: [],
  };
  for (const output of [policy.output.path, ...(files.outputs ?? [])]) {
    if (output === '-' || isPostgres(output)) continue; // a folder of its own, which is new or holds files that are not ours to replace
    const folder = output.endsWith('/') || isFolder(here(output)) ? here(output) : dirname(here(output));
    const shared = use.files.some((file) => realPath(dirname(file)) === realPath(folder));
    if (!shared) use.releases.push(folder);
    use.files.push(here(output), join(folder, manifestName), join(folder, reportName));
    use.papers.push(join(folder, evidenceFolder));
  }
  return use;
}

function isApart(path: string, { files, folders, releases, papers }: Use): boolean {
  return (
    !files.some((file) => isSame(file, path)) &&
    !folders.some((folder) => realPath(dirname(resolve(path))) === realPath(folder)) &&
    ![...releases, ...papers].some((folder) => isInside(path, folder))
  );
}

function isSame(one: string, other: string): boolean {
  return realPath(resolve(one)) === realPath(resolve(other)) || sameFile(one, other);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(realPath(folder), realPath(resolve(path)));
  return way !== '..' && !way.startsWith('../');
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
