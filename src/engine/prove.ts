import type { Entity } from '../core/entities.js';
import type { Histogram } from '../core/histogram.js';
import type { Plan } from '../core/plan.js';
import type { ColumnProfile, ColumnTally } from '../core/profile.js';
import type { ClassSizes, ModelProof, Proof, Residual } from '../core/proof.js';
import type { Recogniser } from '../core/recogniser.js';
import { tellsOldAge, typeTable } from '../profile/index.js';
import { recognition } from '../recognisers/index.js';
import type { Marks } from '../release/marks.js';
import { classesOf, classSizes, holdTo, measure } from '../risk/index.js';
import { oneClass } from './check.js';
import type { PassContext } from './passes.js';
import { type ProofColumns, reopen } from './remeasure.js';
import { surveyHashed } from './survey.js';
import { typingBeside } from './typing.js';

/** What a stranger finds in the staged bytes. */
export interface Proven {
  proof: Proof;
  models: ModelProof[];
  residuals: Residual[];
  sizes: ClassSizes;
  columns: ColumnProfile[];
  oldAges: ReadonlySet<string>; // columns that tell of somebody older than 89
  histogram: Histogram;
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
  const typing = typingBeside(context);
  const options = { tally: true, distinct: false, tallied: typing.begin };
  const survey = await surveyHashed(context, source, 'prove', code, options).finally(source.close);
  const histogram = survey.histogram ?? oneClass(survey.tally.records);
  const measures = measured(histogram, plan, wanted);
  const { recognisers } = recognition(context.recognition);
  const columns = (await typing.end()) ?? typeTable(survey.tallies, { recognisers });
  return {
    ...measures,
    residuals: columns.flatMap((column) =>
      wanted.synthetic.has(column.name) ? [] : residualsOf(column, recognisers),
    ),
    columns,
    oldAges: oldAgesIn(survey.tallies, plan),
    histogram,
    records: survey.tally.records,
    bytes: source.bytes,
    sha256: survey.sha256,
    marks: survey.marks,
  };
}

/** What a histogram of the output says: measures, the plan's models, and how large classes are. */
export function measured(
  histogram: Histogram,
  plan: Plan,
  wanted: ProofColumns,
): Pick<Proven, 'proof' | 'models' | 'sizes'> {
  const { missing } = plan.privacy;
  const classes = classesOf(histogram);
  return {
    proof: measure(histogram, { missing }, classes),
    models: holdTo(histogram, wanted.promised, { ...wanted.facts, missing }, classes),
    sizes: classSizes(histogram, missing, classes),
  };
}

/** Columns by what the plan says they are: a generalised age is of no form of its own. */
function oldAgesIn(tallies: readonly ColumnTally[], plan: Plan): Set<string> {
  const told = tallies.filter((tally) => {
    const planned = plan.columns.find(({ name }) => name === tally.name);
    return tellsOldAge(planned?.entity ?? null, tally);
  });
  return new Set(told.map(({ name }) => name));
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
