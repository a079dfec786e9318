import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { PolicyTable, TablesPolicy } from '../policy/index.js';
import {
  assertSetReplaceable,
  cleanStagings,
  createStaging,
  judgeJoins,
  manifestName,
  profileNamed,
  publishSet,
  readSet,
  recoverSet,
  renderManifest,
  type SetManifest,
  setName,
} from '../release/index.js';
import { realPath } from '../stores/file.js';
import { forgetKeyMaterial } from '../stores/named-key.js';
import type { DatabaseSession } from '../stores/postgres/index.js';
import { completePublishedSet, type HeldStaging, publishBoth } from './database-release.js';
import { type JobOptions, runPhases, type StagedNames, type Together } from './job.js';
import { joinsOf } from './joins.js';
import { type LinkColumn, linkColumns } from './links.js';
import { lockJob } from './lock.js';
import { assertKeyLives, policyKeyId } from './named-key.js';
import { writeDurably } from './pack.js';
import { assertGoingOn } from './passes.js';
import { setAside } from './quarantine.js';
import { bringsBack, enterRelease } from './registry.js';
import {
  describeRelease,
  publishedResult,
  type RunResult,
  type StagedRelease,
  stagePapers,
  unchangedResult,
} from './release.js';
import { inputOf, policyReader, runKeyOf } from './run.js';
import { hashParts, openTable, type TableSource } from './source.js';
import { jobSha256, standingManifest, standsUnchanged } from './standing.js';
import { type TablesResult, together } from './tables-result.js';
import { assertTarget, type Target, targetOf } from './target.js';
import { version } from './version.js';
import { assertWritable } from './writable.js';

interface OpenTable {
  table: PolicyTable;
  source: TableSource;
  target: Target;
  links: LinkColumn[];
}

/**
 * `lethe run` for a policy of several tables: each is staged, proven and judged, then what they tell together, and all
 * are published by one exchange of folders, or none. Throws LetheError; a refusal is a result.
 */
export async function runTables(policies: TablesPolicy, options: JobOptions = {}): Promise<TablesResult> {
  const base = dirname(resolve(policies.file));
  const folder = realPath(resolve(base, policies.folder));
  assertReferences(policies);
  const keyId = policyKeyId(policies.tables[0]!.policy); // the same for all
  if (keyId !== null && options.ledger && existsSync(options.ledger.path))
    assertKeyLives(options.ledger.path, keyId);
  const letGo = await lockJob(folder, {
    ...(options.wait === undefined ? {} : { wait: options.wait }),
    ...(options.signal ? { signal: options.signal } : {}),
    waiting: (pid) => options.observe?.({ event: 'waiting', pid }),
  });
  const open: OpenTable[] = [];
  try {
    if ((await recoverSet(folder)) === 'restored') options.observe?.({ event: 'recovered' });
    await assertSetReplaceable(folder);
    for (const table of policies.tables) {
      try {
        open.push(await openOf(policies, table, base, options));
      } catch (error) {
        throw named(error, table.name, table.policy.at);
      }
    }
    const inDatabases = open.flatMap(({ table: { name }, target: { database: address } }) =>
      address ? [{ name, address }] : [],
    );
    if (await completePublishedSet(folder, inDatabases, options)) options.observe?.({ event: 'recovered' });
    assertApart(open, folder);
    return await runOpened(policies, open, folder, options);
  } finally {
    for (const { source } of open) source.close();
    forgetKeyMaterial();
    await letGo();
  }
}

/** References must hold in the output as they do in the source, which shows in the policy. */
function assertReferences({ tables, at }: TablesPolicy): void {
  const links = new Map(tables.map((table) => [table.name, linksOf(tables, table)]));
  for (const { name, references } of tables) {
    for (const { column, parent } of references) {
      const domain = (table: string, of: string) =>
        links.get(table)?.find((one) => one.column === of)?.domain;
      const [child, other] = [domain(name, column), domain(parent.table, parent.column)];
      const kept = child?.startsWith('value/') && other?.startsWith('value/');
      if (child !== undefined && (kept || child === other)) continue;
      const args = { child: `${name}.${column}`, parent: `${parent.table}.${parent.column}` };
      throw new LetheError('tables-reference-broken', args, at('tables', name, 'references', column));
    }
  }
}

function linksOf(tables: readonly PolicyTable[], { name, policy, references }: PolicyTable): LinkColumn[] {
  const wanted = new Set(references.map(({ column }) => column));
  for (const other of tables) {
    for (const { parent } of other.references) if (parent.table === name) wanted.add(parent.column);
  }
  return linkColumns(policy, wanted, policyReader(policy).read);
}

async function openOf(
  policies: TablesPolicy,
  table: PolicyTable,
  base: string,
  options: JobOptions,
): Promise<OpenTable> {
  const { policy } = table;
  const source = closedOnce(await openTable(inputOf(policy), options.signal));
  const { bytes, parts, names } = source;
  options.observe?.({
    event: 'opened',
    bytes,
    parts: parts.length,
    columns: names.length,
    table: table.name,
  });
  const stated = targetOf(policy, base, source);
  // Where the data go to a database, manifest and report stand in the table's folder of the release.
  const home = join(resolve(base, policies.folder), table.name);
  const target = stated.database ? { ...stated, file: join(home, basename(stated.file)) } : stated;
  assertTarget(policy, source, target, options.reportFile);
  return { table, source, target, links: linksOf(policies.tables, table) };
}

/** A table that its job closes, and this file again where the job was never begun. */
function closedOnce(source: TableSource): TableSource {
  let open = true;
  return {
    ...source,
    close() {
      if (open) source.close();
      open = false;
    },
  };
}

/** No table's source, and no file of rejected records, may stand where the release of all will stand. */
function assertApart(open: readonly OpenTable[], folder: string): void {
  for (const { source, table } of open) {
    for (const { target } of open) {
      assertWritable(
        target.names.map((name) => join(dirname(target.file), name)),
        source,
      );
    }
    const inside = (path: string) => !/^\.\.(\/|$)/.test(relative(folder, realPath(path)));
    const part = source.parts.find(({ path }) => !path.startsWith('/proc/') && inside(path));
    if (part) throw new LetheError('output-is-input', { path: part.name });
    const { quarantine } = table.policy.input;
    if (quarantine !== undefined && inside(resolve(dirname(resolve(table.policy.file)), quarantine))) {
      throw new LetheError(
        'quarantine-published',
        { path: quarantine },
        table.policy.at('input', 'quarantine'),
      );
    }
  }
}

async function runOpened(
  policies: TablesPolicy,
  open: readonly OpenTable[],
  folder: string,
  options: JobOptions,
): Promise<TablesResult> {
  if (options.ifChanged) {
    const standing = await unchangedTables(policies, open, folder, options);
    if (standing) return standing;
  }
  await cleanStagings(folder);
  const owner = { pid: process.pid, id: randomBytes(6).toString('hex') };
  const staging = await createStaging(folder, owner);
  const keeper: HeldStaging = { folder: staging, needed: false };
  const discard = () => {
    if (!keeper.needed) rmSync(staging, { recursive: true, force: true });
  };
  process.once('exit', discard);
  const sessions = new Map<string, DatabaseSession>();
  const runKey = runKeyOf(open[0]!.table.policy, options.seed);
  const staged: StagedRelease[] = [];
  try {
    for (const [at, one] of open.entries()) {
      options.observe?.({ event: 'table', table: one.table.name });
      const together: Together = { runKey, links: one.links };
      staged.push(
        await stageTable(one, join(staging, one.table.name), `${owner.id}${at}`, sessions, {
          ...options,
          together,
        }),
      );
    }
    const publish = () => publishBoth(sessions.values(), keeper, () => publishSet(staging, folder));
    return await concludeTables(policies, staged, staging, folder, publish, options);
  } finally {
    runKey.key.destroy();
    for (const session of sessions.values()) await session.discard();
    discard();
    process.removeListener('exit', discard);
  }
}

async function stageTable(
  { table, source, target }: OpenTable,
  folder: string,
  id: string,
  sessions: Map<string, DatabaseSession>,
  options: JobOptions,
): Promise<StagedRelease> {
  const { policy } = table;
  mkdirSync(folder, { mode: 0o755 });
  const standing = standingManifest(target);
  const same = standing?.policy.sha256 === sha256(policy.file);
  const before = (same && !options.acceptDrift && standing?.source.columns) || null;
  let database: StagedNames['database'] = null;
  try {
    const address = target.database;
    if (address) {
      const { openDatabaseSession, sessionKey } = await import('../stores/postgres/index.js');
      const key = sessionKey(address); // tables of one database appear in one transaction
      const session = sessions.get(key) ?? (await openDatabaseSession(address, options.signal));
      sessions.set(key, session);
      database = { address, target: await session.target(address, id) };
    }
    const names = { folder, names: target.names, before, database };
    const outcome = await runPhases(policy, source, names, options);
    const { reportFile } = options;
    const own =
      reportFile === undefined ? {} : { reportFile: reportFile.replace(/(\.\w+)?$/, `-${table.name}$1`) };
    return await describeRelease(policy, source, target, names, outcome, { ...options, ...own });
  } catch (error) {
    throw named(error, table.name, policy.at);
  }
}

/** A fault of one table says which one it was; where it has no place, that is the table's in the policy. */
function named(error: unknown, table: string, at: TablesPolicy['at']): unknown {
  if (!(error instanceof LetheError) || error.exitCode === 130) return error;
  const place = { ...(error.place?.file === undefined && at('tables', table)), ...error.place, table };
  return new LetheError(error.code, error.args, place, { exitCode: error.exitCode, related: error.related });
}

async function concludeTables(
  policies: TablesPolicy,
  staged: readonly StagedRelease[],
  staging: string,
  folder: string,
  publish: () => Promise<void>,
  options: JobOptions,
): Promise<TablesResult> {
  const names = policies.tables.map(({ name }) => name);
  const profile = profileNamed(policies.dataset.profile);
  const required = Math.max(
    profile.k?.value ?? 1,
    ...staged.map(({ outcome }) => promisedK(outcome.plan.privacy.models)),
  );
  const { joins, history } = joinsOf(policies, staged, required);
  const judgement = judgeJoins(joins, history, required, profile, policies.accept);
  const results = Object.fromEntries(staged.map(({ result }, at) => [names[at]!, result]));
  const whole = together(policies, results, joins, history, judgement);
  if (whole.verdict === 'refused') return whole;

  const papers: SetManifest['tables'] = [];
  const manifests: string[] = [];
  for (const [at, release] of staged.entries()) {
    const manifestSha256 = await stagePapers(release, options);
    const accept = [...policies.accept, ...release.policy.accept];
    bringsBack(options.ledger, manifestSha256, release.facts.outputs, accept); // throws where that is not accepted
    manifests.push(manifestSha256);
    const { label } = release.result;
    papers.push({ name: names[at]!, manifestSha256, label, records: release.outcome.evidence.counts.out });
  }
  const set: SetManifest = {
    version: 1,
    tool: { name: 'lethe', version },
    dataset: policies.dataset.name,
    profile: profile.name,
    tables: papers,
    joins,
    history,
    warnings: judgement.warnings,
    accepted: judgement.accepted,
  };
  await writeDurably(join(staging, setName), renderManifest(set));
  chmodSync(staging, 0o755);
  assertGoingOn(options.signal);
  options.observe?.({ event: 'publishing' });
  const asides = staged.map(({ policy, outcome }) => setAside(policy, outcome.quarantined));
  try {
    const enter = async (event: 'draft' | 'published') => {
      for (const [at, { outcome, facts }] of staged.entries()) {
        await enterRelease(
          options.ledger,
          event,
          manifests[at]!,
          outcome,
          facts.outputs,
          join(folder, names[at]!),
          facts.key,
        );
      }
    };
    for (const [at, { staged: one }] of staged.entries()) await one.database?.target.place(manifests[at]!);
    await enter('draft');
    await publish();
    await enter('published');
    for (const aside of asides) aside.keep();
  } finally {
    for (const aside of asides) aside.discard();
  }
  const published = Object.fromEntries(staged.map((release, at) => [names[at]!, publishedResult(release)]));
  return {
    ...whole,
    tables: published,
    output: Object.values(published).flatMap(({ output }) => output ?? []),
    manifest: join(folder, setName),
  };
}

/** The smallest class that the models of a policy promise. */
function promisedK(models: readonly { params: Readonly<Record<string, unknown>> }[]): number {
  return Math.max(1, ...models.map(({ params }) => (typeof params.k === 'number' ? params.k : 1)));
}

/** The answer of a run that has nothing to do: every table's release was made by the same job and stands unchanged. */
async function unchangedTables(
  policies: TablesPolicy,
  open: readonly OpenTable[],
  folder: string,
  options: JobOptions,
): Promise<TablesResult | null> {
  const set = await readSet(folder).catch(() => null);
  if (!set || set.tables.length !== open.length) return null;
  const results: Record<string, RunResult> = {};
  for (const { table, source, target } of open) {
    const standing = standingManifest(target);
    if (!standing) return null;
    const job = jobSha256(table.policy, await hashParts(source.parts, options.signal), options);
    if (!(await standsUnchanged(target, standing, job, options))) return null;
    const name = sha256(join(dirname(target.file), manifestName));
    if (bringsBack(options.ledger, name, standing.outputs, [...policies.accept, ...table.policy.accept]))
      return null;
    results[table.name] = unchangedResult(target, standing);
  }
  const nothing = { reasons: [], warnings: set.warnings, accepted: set.accepted };
  const whole = together(policies, results, set.joins, set.history, nothing);
  return {
    ...whole,
    unchanged: true,
    output: Object.values(results).flatMap(({ output }) => output ?? []),
    manifest: join(folder, setName),
  };
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
