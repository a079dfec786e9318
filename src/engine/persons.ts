import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { TypedColumn } from '../core/format.js';
import { type Histogram, sameCounts, withoutLastColumn } from '../core/histogram.js';
import type { Plan } from '../core/plan.js';
import { type ApplyInput, applyPlan } from './apply.js';
import { finishStaged } from './finish.js';
import type { PassContext } from './passes.js';
import { type ProofColumns, reopen } from './remeasure.js';
import { surveyTable } from './survey.js';

const name = '.persons'; // in the staging folder, and gone before anything is published
const domain = 'counting persons'; // of a key that nothing else uses
const tokenLength = 32;

/**
 * The histogram of the release with a column that tells persons apart. Who stands behind a published record is not in
 * its bytes, so the plan is applied once more, to a file that is never published: the counted columns as they were
 * released, and a keyed token of the person. What it counts without the token must be what the published bytes count, else
 * `persons-disagree`: the persons are then those of other records.
 */
export async function personHistogram(
  pooled: PassContext,
  applied: ApplyInput,
  types: readonly TypedColumn[],
  wanted: ProofColumns,
  published: Histogram,
): Promise<Histogram> {
  const context = { ...pooled, checkpoints: null }; // what a killed run has left is made again
  const { plan, columns } = applied;
  const person = plan.privacy.person!;
  const counted = new Set([...wanted.quasi, ...wanted.sensitive]);
  const side = sidePlan(plan);
  const sideColumns: ApplyInput['columns'] = {
    ...columns,
    instructions: plan.columns.map((column, index) => {
      if (column.name === person) return { op: 'token', slot: 0, length: tokenLength, domain };
      const own = columns.instructions[index]!;
      return counted.has(column.name) ? own : { op: 'drop' };
    }),
    sides: columns.sides.filter(({ column }) => counted.has(column.name)),
    domains: [...columns.domains, domain],
  };
  const path = join(applied.folder, name);
  rmSync(path, { force: true });
  try {
    const { sample: _, ...again } = applied;
    const result = await applyPlan(context, { ...again, plan: side, columns: sideColumns, names: [name] });
    await result.synced;
    const kept = plan.columns.filter((_, index) => sideColumns.instructions[index]!.op !== 'drop');
    const typed = kept.map((column): TypedColumn => {
      const found = types.find((one) => one.name === column.name);
      return column.name === person || !found ? { name: column.name, type: { kind: 'text' } } : found;
    });
    await finishStaged(path, side, typed, context.signal);
    const rewanted = { ...wanted, published: kept.map((column) => column.name) };
    const { source, code } = await reopen([path], side, rewanted);
    try {
      const all = [...code, { column: source.names.indexOf(person), role: 'person' as const }];
      const { histogram } = await surveyTable(context, source, 'prove', all, {
        tally: false,
        distinct: false,
      });
      if (!histogram || !sameCounts(withoutLastColumn(histogram), published))
        throw new LetheError('persons-disagree', {}, undefined, { exitCode: 1 });
      return histogram;
    } finally {
      source.close();
    }
  } finally {
    rmSync(path, { force: true });
  }
}

/** The same output as plain UTF-8 text in the order of the source. */
function sidePlan(plan: Plan): Plan {
  const { order: _, ...output } = plan.output;
  return { ...plan, output: { ...output, encoding: 'utf-8', bom: false, gzip: false } };
}
