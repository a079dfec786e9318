import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Frontier } from '../core/frontier.js';
import type { Policy } from '../policy/index.js';
import {
  assertReplaceable,
  type FileFacts,
  type KeyNote,
  type Manifest,
  type ManifestInput,
  manifestName,
  markedHash,
  publishRelease,
  reportName,
} from '../release/index.js';
import { renderReport, reportData } from '../report/index.js';
import { forgetKeyMaterial } from '../stores/named-key.js';
import type { DatabaseSession } from '../stores/postgres/index.js';
import { earlyPool } from './context.js';
import { completePublished, type HeldStaging, publishBoth } from './database-release.js';
import { copyToStream } from './finish.js';
import { type JobOptions, type JobOutcome, runPhases, type StagedNames } from './job.js';
import { lockJob } from './lock.js';
import { assertKeyLives, policyKeyId } from './named-key.js';
import { stagePack, writeDurably } from './pack.js';
import { assertGoingOn } from './passes.js';
import { setAside } from './quarantine.js';
import { bringsBack, enterRelease } from './registry.js';
import { withRepairs } from './repair.js';
import { discardStaging, openStaging, type Resumed } from './resume.js';
import { inputOf } from './run.js';
import { hashMarked, hashParts, openTable, type TableSource } from './source.js';
import { jobSha256, standingManifest, standsUnchanged } from './standing.js';
import { assertTarget, type Target, targetOf } from './target.js';

/** The JSON of `lethe run` (DESIGN §7); it may only grow. */
export interface RunResult {
  version: 1;
  verdict: 'published' | 'refused';
  /** Nothing was done: the release that stands was made by the same job (`ifChanged`). */
  unchanged?: true;
  label: string | null;
  profile: string;
  reasons: JobOutcome['judgement']['reasons'];
  warnings: JobOutcome['judgement']['warnings'];
  repairs: JobOutcome['judgement']['repairs'];
  /** Whether the repairs were tried on this table, by how many runs, and whether the gate passes with them. */
  tried?: NonNullable<JobOutcome['judgement']['tried']>;
  output: { path: string; bytes: number; sha256: string; rows: number }[] | null;
  /** The table that was published, where the output is a database; the file beside the manifest has its bytes. */
  database?: { server: string; table: string };
  /** What other settings would cost. */
  frontier?: Frontier;
  search: JobOutcome['recoding'];
  proof: JobOutcome['evidence']['proof'];
  models?: JobOutcome['evidence']['models'];
  utility?: JobOutcome['evidence']['utility'];
  singling?: JobOutcome['evidence']['singling'];
  residuals: JobOutcome['evidence']['residuals'];
  attacks: NonNullable<JobOutcome['evidence']['attacks']> | null;
  counts: JobOutcome['evidence']['counts'];
  /** Where records were drawn at random: from how many, and how many. */
  sample?: JobOutcome['evidence']['sample'];
  timings: Record<string, number>;
  manifest: string | null; // path
  report: string | null; // path
  /** A killed run of this job had left something: what of it was not done again, in bytes per phase, or why all was. */
  resumed?: Resumed;
  /** What the run wrote besides: its staging folder, which is looked for again after the end. */
  temporary?: { removed: boolean };
}

/**
 * `lethe run`: all six phases. Publishes data, manifest and report together, or nothing. Throws LetheError; a refusal
 * is a result, not an error.
 */
export async function runPolicy(policy: Policy, options: JobOptions = {}): Promise<RunResult> {
  const pool = earlyPool(inputOf(policy), options, ['survey', 'apply']);
  try {
    return await runJob(policy, pool ? { ...options, pool } : options);
  } finally {
    forgetKeyMaterial();
    await pool?.close();
  }
}

async function runJob(policy: Policy, options: JobOptions): Promise<RunResult> {
  const base = dirname(resolve(policy.file));
  const { stdin } = options;
  const source = await openTable({ ...inputOf(policy), ...(stdin ? { stdin } : {}) }, options.signal);
  try {
    return await release(policy, source, base, options);
  } finally {
    source.close();
  }
}

async function release(
  policy: Policy,
  source: TableSource,
  base: string,
  options: JobOptions,
): Promise<RunResult> {
  const { bytes, parts, names } = source;
  options.observe?.({ event: 'opened', bytes, parts: parts.length, columns: names.length });
  const keyId = policyKeyId(policy); // read before anything is written: a descriptor may hold nothing
  if (keyId !== null && options.ledger && existsSync(options.ledger.path))
    assertKeyLives(options.ledger.path, keyId);
  const target = targetOf(policy, base, source);
  assertTarget(policy, source, target, options.reportFile);
  await assertReplaceable(target.file);
  const letGo = await lockJob(target.file, {
    ...(options.wait === undefined ? {} : { wait: options.wait }),
    ...(options.signal ? { signal: options.signal } : {}),
    waiting: (pid) => options.observe?.({ event: 'waiting', pid }),
  });
  try {
    return await runLocked(policy, source, target, options);
  } finally {
    await letGo();
  }
}

async function runLocked(
  policy: Policy,
  source: TableSource,
  target: Target,
  options: JobOptions,
): Promise<RunResult> {
  const { database: address } = target;
  if (address && (await completePublished(target.file, address, options)))
    options.observe?.({ event: 'recovered' });
  const standing = standingManifest(target);
  if (options.ifChanged && standing) {
    const job = jobSha256(policy, await hashParts(source.parts, options.signal), options);
    if (await standsUnchanged(target, standing, job, options)) {
      const name = sha256(readFileSync(join(dirname(target.file), manifestName)));
      if (!bringsBack(options.ledger, name, standing.outputs, policy.accept))
        return unchangedResult(target, standing);
    }
  }
  // A policy that was changed since is a person's word on the columns: only under the same one a change is drift.
  const same = standing?.policy.sha256 === sha256(readFileSync(policy.file));
  const before = (same && !options.acceptDrift && standing?.source.columns) || null;
  const staging = await openStaging(policy, source, target, options);
  const { folder, checkpoints, resumed } = staging;
  if (resumed)
    options.observe?.(
      resumed.state === 'anew' ? { event: 'anew', reason: resumed.reason } : { event: 'resuming' },
    );
  const held: HeldStaging = { folder, needed: false };
  const discard = () => {
    if (!held.needed) discardStaging(staging);
  };
  process.once('exit', discard);
  let session: DatabaseSession | null = null;
  let result: RunResult;
  try {
    let database: StagedNames['database'] = null;
    if (address) {
      const { openDatabaseSession } = await import('../stores/postgres/index.js');
      session = await openDatabaseSession(address, options.signal);
      database = { address, target: await session.target(address, randomBytes(6).toString('hex')) };
    }
    const staged = { folder, names: target.names, before, database, checkpoints };
    const found = await runPhases(policy, source, staged, options);
    const outcome = { ...found, judgement: await withRepairs(policy, source, staged, found, options) };
    const publish = (act: () => Promise<void>) => publishBoth(session ? [session] : [], held, act);
    result = await conclude(policy, source, target, staged, outcome, publish, options);
  } finally {
    await session?.discard();
    discard();
    process.removeListener('exit', discard);
  }
  const temporary = { removed: !existsSync(folder) };
  return { ...result, ...(resumed ? { resumed } : {}), temporary };
}

/** A table that is staged, proven and judged; nothing of it is visible yet. */
export interface StagedRelease {
  policy: Policy;
  source: TableSource;
  target: Target;
  staged: StagedNames;
  outcome: JobOutcome;
  facts: Omit<ManifestInput, 'report'>;
  html: string; // the report
  /** The answer so far: output, manifest and report are named once they are published. */
  result: RunResult;
}

async function conclude(
  policy: Policy,
  source: TableSource,
  target: Target,
  staged: StagedNames,
  outcome: JobOutcome,
  publish: (act: () => Promise<void>) => Promise<void>,
  options: JobOptions,
): Promise<RunResult> {
  const release = await describeRelease(policy, source, target, staged, outcome, options);
  if (release.result.verdict === 'refused') return release.result;
  const manifestSha256 = await stagePapers(release, options);
  assertGoingOn(options.signal);
  options.observe?.({ event: 'publishing' });
  const { outputs, key } = release.facts;
  bringsBack(options.ledger, manifestSha256, outputs, policy.accept); // throws where that is not accepted
  const home = dirname(target.file);
  const aside = setAside(policy, outcome.quarantined);
  try {
    await staged.database?.target.place(manifestSha256);
    await enterRelease(options.ledger, 'draft', manifestSha256, outcome, outputs, home, key);
    // The last copy of the key goes before anything says that it is gone.
    staged.checkpoints?.end();
    await publish(() => publishRelease(staged.folder, target.file));
    await enterRelease(options.ledger, 'published', manifestSha256, outcome, outputs, home, key);
    aside.keep();
  } finally {
    aside.discard();
  }
  if (target.toStdout) await copyToStream(target.file, options.stdout);
  return publishedResult(release);
}

/** Facts, report and answer of a table that was judged; writes the report where the caller wants it in any case. */
export async function describeRelease(
  policy: Policy,
  source: TableSource,
  target: Target,
  staged: StagedNames,
  outcome: JobOutcome,
  options: JobOptions,
): Promise<StagedRelease> {
  const { judgement, evidence } = outcome;
  const outputs = await outputFacts(staged.folder, target.names, outcome);
  const rows = evidence.counts.out;
  const facts = {
    plan: outcome.plan,
    policySha256: sha256(readFileSync(policy.file)),
    source: {
      name: source.parts.map((part) => part.name).join(' '),
      sha256: outcome.profile.input.sha256,
      bytes: source.bytes,
      rows: evidence.sample?.from ?? evidence.counts.in,
      columns: outcome.sourceColumns,
    },
    jobSha256: jobSha256(policy, outcome.profile.input.sha256, options),
    // The rows of part files are counted together; the first carries them.
    outputs: outputs.map((output, index) => ({ ...output, rows: index === 0 ? rows : 0 })),
    key: keyNote(policy, outcome, options),
    recoding: outcome.recoding,
    evidence,
    judgement,
  };
  const html = renderReport(
    reportData({
      ...facts,
      profile: outcome.profile,
      frontier: outcome.frontier,
      release: outcome.release,
      command: `lethe run -p ${basename(policy.file)}`,
    }),
    options.language ?? 'en',
  );
  if (options.reportFile) await writeDurably(options.reportFile, html);
  const result: RunResult = {
    version: 1,
    verdict: judgement.verdict,
    label: judgement.label,
    profile: judgement.profile,
    reasons: judgement.reasons,
    warnings: [...outcome.findings, ...judgement.warnings],
    repairs: judgement.repairs,
    ...(judgement.tried ? { tried: judgement.tried } : {}),
    output: null,
    search: outcome.recoding,
    ...(outcome.frontier ? { frontier: outcome.frontier } : {}),
    proof: evidence.proof,
    ...(evidence.models ? { models: evidence.models } : {}),
    ...(evidence.utility ? { utility: evidence.utility } : {}),
    ...(evidence.singling ? { singling: evidence.singling } : {}),
    residuals: evidence.residuals,
    attacks: evidence.attacks ?? null,
    counts: evidence.counts,
    ...(evidence.sample ? { sample: evidence.sample } : {}),
    timings: outcome.timings,
    manifest: null,
    report: options.reportFile ?? null,
  };
  return { policy, source, target, staged, outcome, facts, html, result };
}

/** Writes report, papers and manifest into the staging folder; returns the SHA-256 of the manifest. */
export async function stagePapers(release: StagedRelease, options: JobOptions): Promise<string> {
  const { policy, target, staged, outcome, facts, html } = release;
  const { folder } = staged;
  const { marks, sha256: hash } = markedHash(Buffer.from(html));
  const report = { name: reportName, sha256: hash, bytes: Buffer.byteLength(html), marks };
  await writeDurably(join(folder, reportName), html);
  const { manifestSha256 } = await stagePack(folder, policy, outcome, { ...facts, report }, options);
  for (const name of [...target.names, reportName]) chmodSync(join(folder, name), 0o644);
  return manifestSha256;
}

/** The answer of a table that is published. */
export function publishedResult({ target, facts, result }: StagedRelease): RunResult {
  const home = dirname(target.file);
  const { database } = target;
  return {
    ...result,
    ...(database ? { database: { server: database.server, table: database.shown } } : {}),
    output: facts.outputs.map(({ name, bytes, sha256, rows }) => ({
      path: join(home, name),
      bytes,
      sha256,
      rows,
    })),
    manifest: join(home, manifestName),
    report: join(home, reportName),
  };
}

/** The result of a run that had nothing to do: what the manifest of the standing release says. */
export function unchangedResult(target: Target, manifest: Manifest): RunResult {
  const home = dirname(target.file);
  return {
    version: 1,
    verdict: 'published',
    unchanged: true,
    label: manifest.label,
    profile: manifest.profile,
    reasons: [],
    warnings: manifest.warnings,
    repairs: [],
    output: manifest.outputs.map(({ name, bytes, sha256, rows }) => ({
      path: join(home, name),
      bytes,
      sha256,
      rows,
    })),
    search: manifest.search,
    proof: manifest.proof,
    ...(manifest.models ? { models: manifest.models } : {}),
    residuals: manifest.residuals,
    attacks: manifest.attacks ?? null,
    counts: manifest.counts,
    ...(manifest.sample ? { sample: manifest.sample } : {}),
    timings: {},
    manifest: join(home, manifestName),
    report: join(home, reportName),
  };
}

function keyNote(policy: Policy, outcome: JobOutcome, options: JobOptions): KeyNote {
  if (!outcome.evidence.columns.some((column) => column.published && column.reversibility === 'keyed')) {
    return { kind: 'none' };
  }
  if (policy.key) return { kind: 'file', id: policyKeyId(policy)! };
  if (options.seed !== undefined || policy.seed) return { kind: 'seed' };
  return { kind: 'ephemeral', destroyed: true };
}

/** Name, hash and size of what was staged; of a single file the proof has hashed the very bytes. */
async function outputFacts(
  folder: string,
  names: readonly string[],
  outcome: JobOutcome,
): Promise<FileFacts[]> {
  if (names.length === 1) {
    const { sha256, bytes, marks } = outcome.proven;
    return [{ name: names[0]!, sha256, bytes, marks }];
  }
  const facts: FileFacts[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const bytes = statSync(path).size;
    facts.push({ name, bytes, ...(await hashMarked([{ path }], bytes)) });
  }
  return facts;
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
