import { LetheError } from '../core/diagnostics.js';
import type { Entity } from '../core/entities.js';
import type { Plan } from '../core/plan.js';
import type { ColumnProfile } from '../core/profile.js';
import type { ClassSizes, Proof, Residual } from '../core/proof.js';
import type { Recogniser } from '../core/recogniser.js';
import { typeTable } from '../profile/index.js';
import { recognition } from '../recognisers/index.js';
import type { Marks } from '../release/marks.js';
import { classSizes, measure } from '../risk/index.js';
import { oneClass } from './check.js';
import type { PassContext } from './passes.js';
import { openTable } from './source.js';
import { surveyHashed, surveyTable } from './survey.js';

/** Which columns of the output the proof counts as quasi-identifiers and as sensitive, by name. */
export interface ProofColumns {
  /** Names of the published columns, in order: without a header the bytes do not tell them. */
  published: readonly string[];
  quasi: readonly string[];
  sensitive: readonly string[];
  /** Columns whose values are invented: they look like identifiers and are none. */
  synthetic: ReadonlySet<string>;
}

/** What a stranger finds in the staged bytes. */
export interface Proven {
  proof: Proof;
  residuals: Residual[];
  sizes: ClassSizes;
  columns: ColumnProfile[];
  records: number;
  bytes: number;
  sha256: string;
  marks: Marks; // where the bytes can be told to differ
}

/**
 * Re-opens staged files as a stranger would, and measures the models, the risk and the residual identifiers on their
 * bytes. Shares nothing with apply but the names of the columns.
 */
export async function proveOutput(
  context: PassContext,
  files: readonly string[],
  plan: Plan,
  wanted: ProofColumns,
): Promise<Proven> {
  const { source, code } = await reopen(files, plan, wanted);
  const survey = await surveyHashed(context, source, 'prove', code, { tally: true, distinct: false });
  const { recognisers } = recognition(context.recognition);
  const columns = typeTable(survey.tallies, { recognisers });
  const histogram = survey.histogram ?? oneClass(survey.tally.records);
  return {
    proof: measure(histogram),
    residuals: columns.flatMap((column) =>
      wanted.synthetic.has(column.name) ? [] : residualsOf(column, recognisers),
    ),
    sizes: classSizes(histogram),
    columns,
    records: survey.tally.records,
    bytes: source.bytes,
    sha256: survey.sha256,
    marks: survey.marks,
  };
}

/** The measures alone: classes, models and risk on the staged bytes. Nothing is recognised, nothing hashed. */
export async function measureOutput(
  context: PassContext,
  files: readonly string[],
  plan: Plan,
  wanted: ProofColumns,
): Promise<{ proof: Proof; records: number }> {
  const { source, code } = await reopen(files, plan, wanted);
  const survey = await surveyTable(context, source, 'prove', code, { tally: false, distinct: false });
  return {
    proof: measure(survey.histogram ?? oneClass(survey.tally.records)),
    records: survey.tally.records,
  };
}

async function reopen(files: readonly string[], plan: Plan, wanted: ProofColumns) {
  const { encoding, delimiter } = plan.output;
  const { header } = plan.input.dialect;
  const opened = await openTable({ path: [...files], encoding, delimiter, header, lenient: false });
  if (opened.names.length !== wanted.published.length) {
    throw new LetheError('internal-error', { phase: 'prove' });
  }
  const source = header ? opened : { ...opened, names: wanted.published };
  const index = new Map(source.names.map((name, at) => [name, at]));
  const coded = (names: readonly string[], role: 'quasi' | 'sensitive') =>
    names.flatMap((name) => (index.has(name) ? [{ column: index.get(name)!, role }] : []));
  return { source, code: [...coded(wanted.quasi, 'quasi'), ...coded(wanted.sensitive, 'sensitive')] };
}

/** Direct identifiers that stand in a column: as what the column is, or here and there. Headers alone prove nothing. */
function residualsOf(column: ColumnProfile, recognisers: readonly Recogniser[]): Residual[] {
  const counts = new Map<Entity, number>();
  const direct = (entity: Entity) => recognisers.find((one) => one.entity === entity)?.role === 'direct';
  if (
    column.entity &&
    direct(column.entity) &&
    column.share > 0 &&
    column.reasons.some((code) => code !== 'header')
  ) {
    counts.set(column.entity, Math.round(column.share * column.nonEmpty));
  }
  for (const { entity, count } of column.rare) {
    if (direct(entity)) counts.set(entity, Math.max(count, counts.get(entity) ?? 0));
  }
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([entity, count]) => ({ column: column.name, entity, count }));
}
