import { LetheError } from '../core/diagnostics.js';
import type { MissingRule } from '../core/missing.js';
import type { Plan } from '../core/plan.js';
import type { ModelProof, Proof } from '../core/proof.js';
import { holdTo, type Promised, type PromiseOptions } from '../risk/index.js';
import { measure } from '../risk/measure.js';
import { oneClass } from './check.js';
import type { PassContext } from './passes.js';
import { openTable } from './source.js';
import { surveyTable } from './survey.js';

/** Which columns of the output the proof counts as quasi-identifiers and as sensitive, by name. */
export interface ProofColumns {
  /** Names of the published columns, in order: without a header the bytes do not tell them. */
  published: readonly string[];
  quasi: readonly string[];
  sensitive: readonly string[];
  /** Columns whose values are invented: they look like identifiers and are none. */
  synthetic: ReadonlySet<string>;
  /** Models that are asked of every class, and what the bytes do not say of themselves. */
  promised: readonly Promised[];
  facts?: PromiseOptions;
}

/** The measures alone: classes, models and risk on the staged bytes. Nothing is recognised, nothing hashed. */
export async function measureOutput(
  context: PassContext,
  files: readonly string[],
  plan: Plan,
  wanted: ProofColumns,
): Promise<{ proof: Proof; models: ModelProof[]; records: number }> {
  const { source, code } = await reopen(files, plan, wanted);
  try {
    const survey = await surveyTable(context, source, 'prove', code, { tally: false, distinct: false });
    const histogram = survey.histogram ?? oneClass(survey.tally.records);
    return {
      proof: measure(histogram, missingOf(plan)),
      models: holdTo(histogram, wanted.promised, { ...wanted.facts, ...missingOf(plan) }),
      records: survey.tally.records,
    };
  } finally {
    source.close();
  }
}

/** How a plan counts empty cells of quasi-identifiers. */
export function missingOf({ privacy: { missing } }: Plan): { missing: MissingRule } {
  return { missing };
}

/** Opens staged files anew, with what is to be counted in them. */
export async function reopen(files: readonly string[], plan: Plan, wanted: ProofColumns) {
  const { encoding, delimiter } = plan.output;
  const { format = 'csv', nested = false } = plan.output;
  const header = format !== 'csv' || plan.input.dialect.header;
  const opened = await openTable({
    path: [...files],
    format,
    ...(format === 'csv'
      ? { encoding, delimiter, header, lenient: false }
      : { known: { names: wanted.published, nested } }),
  });
  if (
    opened.names.length !== wanted.published.length ||
    (format !== 'csv' && opened.names.some((name, at) => name !== wanted.published[at]))
  ) {
    throw new LetheError('internal-error', { phase: 'prove' });
  }
  const source = header ? opened : { ...opened, names: wanted.published };
  const index = new Map(source.names.map((name, at) => [name, at]));
  const coded = (names: readonly string[], role: 'quasi' | 'sensitive') =>
    names.flatMap((name) => (index.has(name) ? [{ column: index.get(name)!, role }] : []));
  return { source, code: [...coded(wanted.quasi, 'quasi'), ...coded(wanted.sensitive, 'sensitive')] };
}
