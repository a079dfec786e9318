import { join } from 'node:path';
import type { Plan } from '../core/plan.js';
import type { DatabaseTarget, PostgresAddress } from '../stores/postgres/index.js';
import { type Applied, type ApplyInput, applyPlan, type CompiledColumns, syncStaged } from './apply.js';
import { type Checkpoints, fileMarks } from './checkpoints.js';
import type { EngineOptions } from './context.js';
import { targetColumns } from './database.js';
import { finishStaged } from './finish.js';
import { orderByContent } from './order.js';
import type { PassContext } from './passes.js';
import type { publishedTypes } from './published-types.js';
import { placeRefusal } from './refused-cell.js';

/** How the staged output is completed, beside what apply is told. */
export interface StageSetting {
  fitName: string; // of the recoding that the output rests on
  types: ReturnType<typeof publishedTypes>;
  database: { address: PostgresAddress; target: DatabaseTarget } | null;
  signal: EngineOptions['signal'];
}

/**
 * Apply, and what makes of its text the output as it will be published: order, format, table of a database. Where a killed run
 * had come so far, its files are taken as they stand. `synced` settles when nothing of them can be lost any more.
 */
export async function stageOutput(
  context: PassContext,
  input: ApplyInput,
  { fitName, types, database, signal }: StageSetting,
): Promise<Pick<Applied, 'tally' | 'synced' | 'sample'>> {
  const { plan, columns, source } = input;
  const { checkpoints } = context;
  const paths = input.names.map((name) => join(input.folder, name));
  const done = checkpoints?.recall<AppliedNote>('applied', fitName);
  if (done && done.files === fileMarks(paths)) {
    checkpoints?.reuse(source.bytes, 'apply');
    return { tally: done.tally, sample: done.sample, synced: Promise.resolve() };
  }
  const result = await applyPlan(context, input);
  const written = checkpoints && fileMarks(paths);
  if (plan.output.order === 'content') for (const path of paths) orderByContent(path, orderOf(plan, columns));
  for (const path of paths) await finishStaged(path, plan, types, signal);
  if (database) {
    const { address, target } = database;
    const stated = targetColumns(plan, columns, source, address);
    await target.load(paths[0]!, stated, result.tally.written).catch(async (error) => {
      throw await placeRefusal(error, paths[0]!, plan, columns, source);
    });
  }
  if (!checkpoints) return result;
  const noted = noteApplied(checkpoints, fitName, paths, result);
  noted.catch(() => {}); // awaited before the gate; a failing proof comes first
  // In another form the staged files say nothing of the chunks any more: they must be known to be whole.
  if (written !== fileMarks(paths)) await noted;
  return { tally: result.tally, sample: result.sample, synced: noted };
}

/** That apply is done, and what its files were. */
interface AppliedNote {
  files: string;
  tally: Applied['tally'];
  sample: Applied['sample'];
}

/** Keeps that the staged files are whole, once they are on the disk. */
async function noteApplied(
  checkpoints: Checkpoints,
  fitName: string,
  paths: readonly string[],
  { tally, sample, synced }: Applied,
): Promise<void> {
  await synced;
  await syncStaged(paths); // of another format they are other files
  checkpoints.record('applied', fitName, { files: fileMarks(paths), tally, sample } satisfies AppliedNote);
}

/** The form of the staged text, and which of its columns a key decides. */
export function orderOf(plan: Plan, columns: CompiledColumns): Parameters<typeof orderByContent>[1] {
  const published = plan.columns.filter((_, index) => columns.instructions[index]!.op !== 'drop');
  return {
    delimiter: plan.output.delimiter,
    header: plan.input.dialect.header && plan.output.format === undefined,
    keyed: published.map(({ name }) => columns.operators.get(name)?.reversibility === 'keyed'),
  };
}
