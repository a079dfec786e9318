import { join } from 'node:path';
import { type Diagnostic, LetheError } from '../core/diagnostics.js';
import type { Plan, Recoding } from '../core/plan.js';
import type { TableProfile } from '../core/profile.js';
import type { Evidence } from '../core/proof.js';
import type { RecognitionSpec } from '../core/recogniser.js';
import type { Language } from '../core/text.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { models } from '../models/index.js';
import { operators } from '../operators/index.js';
import { assertColumns } from '../plan/index.js';
import { lintPolicy, type Policy } from '../policy/index.js';
import { recognition } from '../recognisers/index.js';
import { type Judgement, judge, profileNamed, type ReleaseProfile } from '../release/index.js';
import { classSizes } from '../risk/index.js';
import { applyPlan, compileColumns } from './apply.js';
import { type EngineOptions, withPool } from './context.js';
import { columnEvidence } from './evidence.js';
import { finishStaged } from './finish.js';
import { fitRecoding } from './fit.js';
import type { OperatorSetting } from './operators.js';
import { type Proven, proveOutput } from './prove.js';
import {
  countedColumns,
  earlyColumns,
  publishedHistogram,
  publishedNames,
  searchedColumns,
} from './roles.js';
import { planOf, policyReader, runKeyOf, tableProfile, withRecognition } from './run.js';
import { assertUnchanged, type TableSource } from './source.js';
import { assertRecords, surveyHashed } from './survey.js';

/** Options of a whole job. */
export interface JobOptions extends EngineOptions {
  seed?: string;
  language?: Language;
  /** Write the report here also when the gate refuses. */
  reportFile?: string;
  /** Where data go when the output is `-`. */
  stdout?: NodeJS.WritableStream;
}

/** Everything a finished job knows: the gate's answer and what it was made of. */
export interface JobOutcome {
  plan: Plan;
  profile: TableProfile;
  recoding: Recoding | null;
  evidence: Evidence;
  judgement: Judgement;
  proven: Proven;
  release: ReleaseProfile;
  quarantined: readonly Uint8Array[]; // raw records, UTF-8
  findings: readonly Diagnostic[]; // warnings of the lint against the table
  livingKey: boolean;
  timings: Record<string, number>; // seconds per phase
}

/** Where phases write: data files of these names, in a folder beside the target. */
export interface StagedNames {
  folder: string;
  names: readonly string[];
}

/** Phases 1–5 and the judgement; the staging folder then holds the proven bytes. Publishing is the caller's. */
export async function runPhases(
  policy: Policy,
  source: TableSource,
  staged: StagedNames,
  options: JobOptions,
): Promise<JobOutcome> {
  assertColumns(policy, source.names);
  const release = profileNamed(policy.dataset.profile);
  const timings: Record<string, number> = {};
  const clock = async <T>(phase: string, act: () => Promise<T>): Promise<T> => {
    const begin = performance.now();
    const result = await act();
    timings[phase] = Math.round(performance.now() - begin) / 1000;
    return result;
  };
  const reader = policyReader(policy);
  const paths = staged.names.map((name) => join(staged.folder, name));
  const { key: runKey, living: livingKey } = runKeyOf(policy, options.seed);
  try {
    return await withPool(withRecognition(policy, options), source, async (context) => {
      const find = recognition(context.recognition).findAll;
      const early = earlyColumns(policy, source, release, {
        runKey,
        directColumns: [],
        readFile: reader.read,
        find,
      });
      const survey = await clock('profile', () =>
        surveyHashed(context, source, 'profile', early.code, {
          tally: true,
          distinct: false,
          fingerprints: true,
        }),
      );
      assertRecords(source, survey.tally);
      const profile = tableProfile(source, survey, context);
      const plan = planOf(policy, source, profile);
      const findings = lintAgainst(policy, profile, reader.read, context.recognition);
      const setting: OperatorSetting = {
        runKey,
        directColumns: plan.columns.filter((column) => column.role === 'direct').map((column) => column.name),
        readFile: reader.read,
        find,
      };
      const searched = searchedColumns(plan, early.quasi, setting);
      const fit = await clock('fit', async () =>
        survey.histogram && searched.length > 0 && plan.privacy.models.length > 0
          ? fitRecoding(plan, searched, publishedHistogram(plan, survey.histogram, setting))
          : null,
      );
      const columns = compileColumns(plan, fit ? searched : [], setting);
      const applied = await clock('apply', async () => {
        const result = await applyPlan(context, {
          plan,
          source,
          columns,
          fit,
          runKey,
          hierarchyFiles: reader.files,
          folder: staged.folder,
          names: staged.names,
          fingerprints: survey.fingerprints,
        });
        for (const path of paths) await finishStaged(path, plan, options.signal);
        return result;
      });
      const counted = countedColumns(plan, columns, release);
      const proven = await clock('prove', () =>
        proveOutput(context, paths, plan, {
          published: publishedNames(plan, columns),
          quasi: counted,
          sensitive: plan.columns.flatMap(({ role, name }) => (role === 'sensitive' ? [name] : [])),
          synthetic: new Set(
            [...columns.operators].flatMap(([name, operator]) =>
              operator.synthetic || operator.opaque ? [name] : [],
            ),
          ),
        }),
      );
      assertUnchanged(source);
      const evidence: Evidence = {
        proof: proven.proof,
        residuals: proven.residuals,
        sizes: { before: survey.histogram ? classSizes(survey.histogram) : null, after: proven.sizes },
        counts: {
          in: survey.tally.records + survey.tally.quarantined.length,
          out: proven.records,
          suppressed: applied.tally.suppressed,
          quarantined: applied.tally.quarantined.length,
        },
        columns: plan.columns.map((column) =>
          columnEvidence(column, {
            columns,
            fit,
            before: profile.columns,
            searched,
            after: proven.columns,
            counted,
            livingKey,
          }),
        ),
      };
      return {
        plan,
        profile,
        recoding: fit?.recoding ?? null,
        evidence,
        judgement: judge(plan, evidence, release),
        proven,
        release,
        quarantined: applied.tally.quarantined,
        findings,
        livingKey,
        timings,
      };
    });
  } finally {
    runKey.destroy();
  }
}

/** Lints the policy against what the survey found; an error stops the run before anything is written (exit code 1). */
function lintAgainst(
  policy: Policy,
  profile: TableProfile,
  readFile: (path: string) => string,
  recognised: RecognitionSpec | undefined,
): Diagnostic[] {
  const registry = { operators, hierarchies: hierarchyKinds, models };
  const findings = lintPolicy(policy, profile, { registry, readFile, find: recognition(recognised).findAll });
  const errors = findings.filter((one) => one.severity === 'error');
  if (errors.length > 0) {
    throw new LetheError('lint-failed', { count: errors.length }, undefined, {
      exitCode: 1,
      related: findings,
    });
  }
  return findings.filter((one) => one.severity === 'warning');
}
