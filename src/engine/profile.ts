import { LetheError } from '../core/diagnostics.js';
import type { JointFinding, TableProfile } from '../core/profile.js';
import { mergeSurveys } from '../kernels/survey.js';
import {
  type CategoryOptions,
  type ColumnExplanation,
  explainColumn,
  jointCandidates,
} from '../profile/index.js';
import { recognition } from '../recognisers/index.js';
import { jointUniqueness } from '../risk/index.js';
import { type EngineOptions, earlyPool, withPool } from './context.js';
import { type PassContext, runPass } from './passes.js';
import { tableProfile } from './run.js';
import { assertUnchanged, type InputSpec, openTable, type TableSource } from './source.js';
import { surveyHashed } from './survey.js';

/** What `lethe profile` may be asked for beyond the columns. */
export interface ProfileRequest extends CategoryOptions {
  /** Tell what was considered for every column. */
  why?: boolean;
  /**
   * Count which small sets of columns single records out, in a second pass: `auto` (unless given) for tables of up to
   * 200 000 records, `always` for any, `never`.
   */
  joint?: 'auto' | 'always' | 'never';
}

/** A profile, with explanations in the order of the columns where they were asked for. */
export interface ProfiledTable extends TableProfile {
  why?: ColumnExplanation[];
}

/** Records up to which sets of columns are counted without being asked for. */
const quickly = 200_000;

/** `lethe profile`: one pass over the table, and a second one over few columns for what they say together. */
export async function profileTable(
  input: InputSpec,
  options: EngineOptions & ProfileRequest = {},
): Promise<ProfiledTable> {
  const pool = earlyPool(input, options, ['survey']);
  try {
    return await profileSource(await openTable(input, options.signal), pool ? { ...options, pool } : options);
  } finally {
    await pool?.close();
  }
}

function profileSource(source: TableSource, options: EngineOptions & ProfileRequest): Promise<ProfiledTable> {
  return withPool(options, source, async (context) => {
    const survey = await surveyHashed(context, source, 'profile', [], { tally: true, distinct: true });
    const profile = tableProfile(source, survey, options);
    const { recognisers } = recognition(options.recognition);
    const { joint = 'auto' } = options;
    const counted = joint === 'always' || (joint === 'auto' && profile.input.rows <= quickly);
    return {
      ...profile,
      joint: counted ? await jointFindings(context, source, profile) : null,
      ...(options.why
        ? {
            why: survey.tallies.map((tally, index) =>
              explainColumn(tally, { index, recognisers }, profile.columns[index]!),
            ),
          }
        : {}),
    };
  });
}

/** The smallest sets of quasi-identifiers and of columns like them that single records out. */
async function jointFindings(
  context: PassContext,
  source: TableSource,
  profile: TableProfile,
): Promise<JointFinding[]> {
  const code = jointCandidates(profile.columns).map((column) => ({ column, role: 'quasi' as const }));
  if (code.length === 0) return [];
  const spec = { columns: source.names.length, tally: false, distinct: false, code };
  const pass = await runPass(context, source, 'joint', { kind: 'survey', spec, search: false });
  assertUnchanged(source);
  const { histogram } = mergeSurveys(pass.parts, source.names);
  if (!histogram) throw new LetheError('internal-error', { phase: 'joint' });
  return jointUniqueness(histogram).map(({ columns, uniques, share }) => ({
    columns: columns.map((column) => histogram.columns[column]!.name),
    uniques,
    share: Math.round(share * 1e6) / 1e6,
  }));
}
