import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { typeName } from '../core/format.js';
import type { Plan } from '../core/plan.js';
import type { ColumnProfile, TableProfile } from '../core/profile.js';
import { Key } from '../core/random.js';
import type { RecognitionSpec } from '../core/recogniser.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { compilePlan } from '../plan/index.js';
import { expandPaths, type Policy, readRecognition } from '../policy/index.js';
import { type CategoryOptions, typeTable } from '../profile/index.js';
import { recognition } from '../recognisers/index.js';
import type { Checkpoints } from './checkpoints.js';
import { type EngineOptions, withPool } from './context.js';
import type { JobOptions } from './job.js';
import { policyKey } from './named-key.js';
import { sampleRateOf, samplingOf } from './sampling.js';
import { type InputSpec, openTable, type TableSource } from './source.js';
import { type SurveyResult, surveyHashed } from './survey.js';
import { version } from './version.js';

/** Profile of a surveyed table. `typed`: its columns, where another thread has typed them under the same options. */
export function tableProfile(
  source: TableSource,
  survey: SurveyResult & { sha256: string },
  options: CategoryOptions & { recognition?: RecognitionSpec } = {},
  typed: readonly ColumnProfile[] | null = null,
): TableProfile {
  const columns =
    typed ??
    typeTable(survey.tallies, {
      ...options,
      recognisers: recognition(options.recognition).recognisers,
    });
  return {
    input: {
      bytes: source.bytes,
      rows: survey.tally.records,
      sha256: survey.sha256,
      encoding: source.dialect.encoding,
      delimiter: source.dialect.delimiter,
      ...(source.format === 'csv' ? {} : { format: source.format }),
    },
    columns: columns.map((column, index) => {
      const type = source.types?.[index];
      return type ? { ...column, type: typeName(type) } : column;
    }),
    warnings: survey.tally.blank > 0 ? ['blank-lines'] : [],
  };
}

/** `lethe plan`: survey and plan, nothing written. */
export async function planTable(
  policy: Policy,
  options: EngineOptions = {},
): Promise<{ plan: Plan; profile: TableProfile }> {
  const source = await openTable(inputOf(policy), options.signal);
  const expanded = expandPaths(policy, source.names);
  return withPool(withRecognition(policy, options), source, async (context) => {
    const survey = await surveyHashed(context, source, 'profile', [], { tally: true, distinct: true });
    const profile = tableProfile(source, survey, context);
    return { plan: planOf(expanded, source, profile), profile };
  });
}

/** The options with the recognisers of a policy. Throws `policy-codes-unread`. */
export function withRecognition<O extends EngineOptions>(policy: Policy, options: O): O {
  const spec = readRecognition(policy, policyReader(policy).read);
  return spec ? { ...options, recognition: spec } : options;
}

/** The input of a policy; its paths are relative to the policy's folder. */
export function inputOf(policy: Policy): InputSpec {
  return {
    ...policy.input,
    base: dirname(resolve(policy.file)),
    discarded: [...policy.columns].flatMap(([name, { use }]) => (use === 'suppress' ? [name] : [])),
  };
}

/** Compiles the plan of a policy for a table that was surveyed. */
export function planOf(policy: Policy, source: TableSource, profile: TableProfile): Plan {
  return compilePlan({
    policy,
    columns: profile.columns,
    dialect: source.dialect,
    lenient: source.lenient,
    format: source.format,
    types: source.types,
    tool: version,
    hierarchies: hierarchyKinds,
    readFile: policyReader(policy).read,
    sample: sampleRateOf(policy),
    ordered: samplingOf(policy.privacy.models) !== null,
  });
}

/** Reads files that a policy names, relative to it, and remembers them for the workers. */
export function policyReader(policy: Policy): {
  read: (path: string) => string;
  files: Record<string, string>;
} {
  const base = dirname(resolve(policy.file));
  const files: Record<string, string> = {};
  return {
    files,
    read(path) {
      files[path] ??= readText(join(base, path), path);
      return files[path];
    },
  };
}

function readText(absolute: string, path: string): string {
  try {
    return readFileSync(resolve(absolute), 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw reason === 'ENOENT'
      ? new LetheError('input-not-found', { path })
      : new LetheError('input-unreadable', { path, reason });
  }
}

/** The secret of a run: the policy's key, from a seed, or fresh and in memory only. */
export function runKeyOf(policy: Policy, seed?: string, shared?: Key): { key: Key; living: boolean } {
  const named = policyKey(policy);
  if (named) return { key: named, living: true };
  const stated = seed ?? policy.seed;
  return stated === null || stated === undefined
    ? // A copy: the run destroys its own when it ends.
      { key: shared ? Key.adopt(shared.bytes().slice()) : Key.ephemeral(), living: false }
    : { key: Key.from(`seed/${stated}`), living: true };
}

/** The run's key: a copy of what the tables of a release share, that of a run that was killed, or one of its own. */
export function runKeyFor(
  policy: Policy,
  options: JobOptions,
  checkpoints: Checkpoints | null,
): { key: Key; living: boolean } {
  const { together } = options;
  if (!together) {
    const made = runKeyOf(policy, options.seed, options.audienceKey);
    if (made.living || !checkpoints) return made; // a key that lives can be made again
    made.key.destroy();
    return { key: checkpoints.runKey(), living: false };
  }
  return { key: Key.adopt(together.runKey.key.bytes().slice()), living: together.runKey.living };
}
