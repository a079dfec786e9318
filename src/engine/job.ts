import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { type Diagnostic, LetheError } from '../core/diagnostics.js';
import type { Frontier } from '../core/frontier.js';
import type { Plan, Recoding } from '../core/plan.js';
import type { TableProfile } from '../core/profile.js';
import type { Evidence } from '../core/proof.js';
import type { Key } from '../core/random.js';
import type { Language } from '../core/text.js';
import { assertColumns } from '../plan/index.js';
import { expandPaths, type Policy } from '../policy/index.js';
import { recognition } from '../recognisers/index.js';
import {
  type Judgement,
  judge,
  profileNamed,
  type ReleaseProfile,
  type SigningKey,
  type SourceColumn,
} from '../release/index.js';
import type { DatabaseTarget, PostgresAddress } from '../stores/postgres/index.js';
import { type ApplyInput, compileColumns } from './apply.js';
import { attackRelease, attackSample } from './attack-release.js';
import { beside } from './beside.js';
import { type Checkpoints, fileMarks } from './checkpoints.js';
import { collect, collectForProof, manyTuples } from './collect.js';
import { type EngineOptions, withPool } from './context.js';
import { assertNoDrift, driftOfNames, driftOfTypes, noDrift, sourceColumns } from './drift.js';
import type { JobEvent } from './events.js';
import { columnEvidence } from './evidence.js';
import { fitRecoding, frontierOf } from './fit.js';
import { countKeys, countLinks, type LinkColumn, type LinkCounts } from './links.js';
import { lintAgainst } from './lint-against.js';
import type { OperatorSetting } from './operators.js';
import { personHistogram } from './persons.js';
import { promisedModels } from './promises.js';
import { measured, type Proven, proveOutput } from './prove.js';
import { publishedTypes } from './published-types.js';
import type { ProofColumns } from './remeasure.js';
import {
  countedColumns,
  earlyColumns,
  publishedHistogram,
  publishedNames,
  searchedColumns,
} from './roles.js';
import { planOf, policyReader, runKeyFor, tableProfile, withRecognition } from './run.js';
import { assertPrivate, drawSample, type SampledTable, sampleRateOf } from './sampling.js';
import { assertUnchanged, type TableSource } from './source.js';
import { histogramFigures, sourceFigures } from './source-figures.js';
import { assertSpace } from './space.js';
import { spaceNeed } from './space-need.js';
import { stageOutput } from './stage.js';
import { assertRecords, surveyHashed } from './survey.js';
import { typingBeside } from './typing.js';
import { releaseUtility } from './utility.js';

/** Options of a whole job. */
export interface JobOptions extends EngineOptions {
  /** Signs the manifest of a published release. */
  sign?: SigningKey;
  /** The ledger that the release is entered in, and the clock for its entries (milliseconds since 1970). */
  ledger?: { path: string; now: () => number };
  seed?: string;
  /** The key of several audiences that share a domain, where the policy names none; in memory only, its maker destroys it. */
  audienceKey?: Key;
  language?: Language;
  /** Write the report here also when the gate refuses. */
  reportFile?: string;
  /** What an input of `-` is read from; the process's own where absent. */
  stdin?: AsyncIterable<Uint8Array>;
  /** Where data go when the output is `-`. */
  stdout?: NodeJS.WritableStream;
  /** Told when phases begin and end; `progress` tells how far they are. */
  observe?: (event: JobEvent) => void;
  /** Do nothing where the release that stands was made from the same source, policy and version. */
  ifChanged?: boolean;
  /** Take the table as it is although its columns differ from those of the last release. */
  acceptDrift?: boolean;
  /** Seconds to wait for another run of the same job to end; absent: not at all. */
  wait?: number;
  /** Look for changes that make a refused release pass, by trying them; absent: for tables up to 64 MiB. */
  repairs?: boolean;
  /** Tell what other settings would cost; absent: yes, within a fixed amount of work. */
  frontier?: boolean;
  /** Measure what of the source survives; absent: yes, for tables of few combinations. */
  utility?: boolean;
  /** Begin although the disk seems too small for the output. */
  ignoreSpace?: boolean;
  /** What this table shares with others of one release. */
  together?: Together;
}

/** What the tables of one release share, so that they join. */
export interface Together {
  /** The run key, copied for each of them; whoever made it destroys it. */
  runKey: { key: Key; living: boolean };
  /** Columns of this table by which others join it. */
  links: readonly LinkColumn[];
}

/** Everything a finished job knows: the gate's answer and what it was made of. */
export interface JobOutcome {
  plan: Plan;
  profile: TableProfile;
  recoding: Recoding | null;
  /** What other settings would cost; null where that was not searched. */
  frontier: Frontier | null;
  evidence: Evidence;
  judgement: Judgement;
  proven: Proven;
  release: ReleaseProfile;
  quarantined: readonly Uint8Array[]; // raw records, UTF-8
  findings: readonly Diagnostic[]; // warnings of the lint against the table
  livingKey: boolean;
  timings: Record<string, number>; // seconds per phase
  sourceColumns: SourceColumn[];
  links: LinkCounts[]; // of the columns by which other tables of the release join this one
}

/** Where phases write: data files of these names, in a folder beside the target. */
export interface StagedNames {
  folder: string;
  names: readonly string[];
  /** Columns of the source at the last release under the same policy; null where nothing is to compare. */
  before: readonly SourceColumn[] | null;
  /** A table that the staged file is loaded into, and read back from, before it is proven. */
  database: { address: PostgresAddress; target: DatabaseTarget } | null;
  /** What a killed run has done already, and where this one keeps what it does. */
  checkpoints?: Checkpoints | null;
}

/** Phases 1–5 and the judgement; the staging folder then holds the proven bytes. Publishing is the caller's. */
export async function runPhases(
  written: Policy,
  given: TableSource,
  staged: StagedNames,
  options: JobOptions,
): Promise<JobOutcome> {
  const policy = expandPaths(written, given.names);
  assertColumns(policy, given.names);
  const { before, checkpoints = null } = staged;
  const known = before?.map(({ name }) => name);
  if (known) assertNoDrift(driftOfNames(known, given.names));
  const release = profileNamed(policy.dataset.profile);
  const timings: Record<string, number> = {};
  const clock = async <T>(phase: string, act: () => Promise<T>): Promise<T> => {
    const begin = performance.now();
    options.observe?.({ event: 'phase-started', phase });
    const result = await act().catch((error) => {
      throw aboutTarget(error, staged.names, staged.database ? dirname(staged.folder) : policy.output.path);
    });
    const seconds = Math.round(performance.now() - begin) / 1000;
    timings[phase] = seconds;
    options.observe?.({ event: 'phase-finished', phase, seconds });
    return result;
  };
  const once = <T>(note: string, on: string, make: () => Promise<T>) =>
    checkpoints ? checkpoints.once(note, on, make) : make();
  const reader = policyReader(policy);
  const paths = staged.names.map((name) => join(staged.folder, name));
  const { key: runKey, living: livingKey } = runKeyFor(policy, options, checkpoints);
  const links = options.together?.links ?? [];
  const rate = sampleRateOf(policy);
  if (rate !== null && options.together)
    throw new LetheError('not-supported', { what: 'privacy.sample with tables' });
  let sampled: SampledTable | null = null;
  try {
    if (rate !== null) {
      const key = policy.audience ? runKey.derive(`audience ${policy.audience.name}`) : runKey;
      sampled = await clock('sample', () => drawSample(given, rate, key, options.signal));
    }
    const source = sampled?.source ?? given;
    const drawn = sampled && { sample: sampled.sample, key: runKey };
    return await withPool(withRecognition(policy, options), source, async (pooled) => {
      const context = { ...pooled, checkpoints };
      const find = recognition(context.recognition).findAll;
      const audience = policy.audience ? { audience: policy.audience } : {};
      const alone: OperatorSetting = { runKey, ...audience, directColumns: [], readFile: reader.read, find };
      const early = earlyColumns(policy, source, release, alone);
      if (!options.ignoreSpace) assertSpace(staged.folder, spaceNeed(policy, source, staged.names, alone));
      const typing = typingBeside(context);
      const survey = await clock('profile', () =>
        surveyHashed(context, source, 'profile', early.code, {
          tally: true,
          distinct: false,
          fingerprints: true,
          tallied: typing.begin,
        }),
      );
      assertRecords(source, survey.tally);
      const counts = survey.histogram !== null;
      const wantsUtility = options.utility ?? true;
      const figured = typing.begun ? histogramFigures(survey.histogram, policy, wantsUtility) : null;
      const profile = tableProfile(source, survey, context, await typing.end());
      const held = sourceColumns(profile.columns, survey.tallies);
      if (before) assertNoDrift({ ...noDrift, retyped: driftOfTypes(before, held) });
      const plan = planOf(policy, source, profile);
      const findings = lintAgainst(policy, profile, reader.read, context.recognition);
      const setting: OperatorSetting = {
        runKey,
        ...audience,
        directColumns: plan.columns.filter((column) => column.role === 'direct').map((column) => column.name),
        readFile: reader.read,
        find,
      };
      const searched = searchedColumns(plan, early.quasi, setting);
      const { fit, name: fitName } = await clock('fit', () =>
        once('fit', '', async () => ({
          name: randomUUID(), // a search that ends by the clock need not find the same again: the rest rests on this one
          fit:
            survey.histogram && searched.length > 0 && plan.privacy.models.length > 0
              ? await fitRecoding(
                  plan,
                  searched,
                  publishedHistogram(plan, survey.histogram, setting),
                  reader.read,
                  options.signal,
                  drawn ?? undefined,
                )
              : null,
        })),
      );
      if (counts && survey.histogram!.size > manyTuples) collect();
      const frontier =
        fit && (options.frontier ?? true)
          ? await clock('frontier', () => {
              const histogram = publishedHistogram(plan, survey.histogram!, setting);
              return frontierOf(plan, searched, histogram, reader.read, fit.levels, options.signal);
            })
          : null;
      const columns = compileColumns(plan, fit ? searched : [], setting);
      const counted = countedColumns(plan, columns, release);
      assertPrivate(plan, columns, counted);
      const input: ApplyInput = {
        plan,
        source,
        columns,
        fit,
        runKey,
        hierarchyFiles: reader.files,
        folder: staged.folder,
        names: staged.names,
        fingerprints: survey.fingerprints,
        sample: attackSample(policy, source, survey),
      };
      const types = publishedTypes(plan, columns, fit);
      const stage = { fitName, types, database: staged.database, signal: options.signal };
      const figures = () => {
        const made = sourceFigures(survey, plan, { fit, searched }, wantsUtility, figured);
        if (counts && !survey.histogram) collectForProof();
        return made;
      };
      const settled = figured && figures(); // what of a large table is let go of is gone when lanes take their memory
      const [applied, found] = await clock('apply', () =>
        beside(stageOutput(context, input, stage), () => settled ?? figures()),
      );
      const wanted: ProofColumns = {
        published: publishedNames(plan, columns),
        quasi: counted,
        sensitive: plan.columns.flatMap(({ role, name }) => (role === 'sensitive' ? [name] : [])),
        synthetic: new Set(
          [...columns.operators].flatMap(([name, operator]) =>
            operator.synthetic || operator.opaque ? [name] : [],
          ),
        ),
        promised: promisedModels(plan, reader.read),
        facts: {
          sample: survey.tally.records,
          ...(drawn ? { drawn: drawn.sample } : {}),
          ...(found.shares ? { shares: found.shares } : {}),
        },
      };
      const proven = await clock('prove', () => proveOutput(context, paths, plan, wanted));
      const { person } = plan.privacy;
      const persons =
        person === undefined
          ? null
          : await clock('persons', async () =>
              measured(await personHistogram(context, input, types, wanted, proven.histogram), plan, wanted),
            );
      const linked =
        links.length === 0
          ? []
          : await clock('join', async () => {
              const keys = await countKeys(context, source, links);
              return countLinks(context, paths, plan, wanted, links, keys);
            });
      const attacks = await clock('attack', () =>
        once('attacks', `${fitName} ${fileMarks(paths)}`, () =>
          attackRelease(context, policy, {
            plan,
            source,
            sourceSha256: survey.sha256,
            sourceRecords: survey.tally.records,
            sampled: applied.sample,
            release,
            columns,
            operators: setting,
            counted,
            staged: paths,
            stagedRecords: proven.records,
            counts: proven.histogram,
          }),
        ),
      );
      const utility =
        counts && wantsUtility
          ? await clock('utility', async () =>
              releaseUtility({
                plan,
                sourceSha256: survey.sha256,
                before: survey.histogram,
                after: proven.histogram,
                fit,
                searched,
                columns,
                operators: setting,
              }),
            )
          : null;
      await applied.synced;
      assertUnchanged(source);
      const evidence: Evidence = {
        proof: persons?.proof ?? proven.proof,
        models: persons?.models ?? proven.models,
        ...(persons ? { rows: { proof: proven.proof, sizes: proven.sizes } } : {}),
        residuals: proven.residuals,
        attacks,
        ...(utility ? { utility } : {}),
        ...(found.singling ? { singling: { ...found.singling, after: proven.proof.uniques } } : {}),
        sizes: {
          before: found.sizes,
          after: persons?.sizes ?? proven.sizes,
        },
        counts: {
          in: survey.tally.records + survey.tally.quarantined.length,
          out: proven.records,
          suppressed: applied.tally.suppressed,
          quarantined: applied.tally.quarantined.length,
        },
        ...(drawn ? { sample: drawn.sample } : {}),
        columns: plan.columns.map((column) =>
          columnEvidence(column, {
            columns,
            fit,
            before: profile.columns,
            searched,
            after: proven.columns,
            oldAges: proven.oldAges,
            counted,
            livingKey,
          }),
        ),
      };
      return {
        plan,
        profile,
        recoding: fit?.recoding ?? null,
        frontier,
        evidence,
        judgement: judge(plan, evidence, release),
        proven,
        release,
        quarantined: applied.tally.quarantined,
        findings,
        livingKey,
        timings,
        sourceColumns: held,
        links: linked,
      };
    });
  } finally {
    sampled?.source.close();
    runKey.destroy();
  }
}

/** What failed in the staging folder, told by the output that the user named. */
function aboutTarget(error: unknown, staged: readonly string[], path: string): unknown {
  if (!(error instanceof LetheError) || error.code !== 'output-failed') return error;
  const { path: said } = error.args;
  const ours = said === 'staging' || staged.some((name) => name === said);
  return ours ? new LetheError(error.code, { ...error.args, path }, error.place) : error;
}
