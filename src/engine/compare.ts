import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { Histogram } from '../core/histogram.js';
import type { Plan } from '../core/plan.js';
import { Key } from '../core/random.js';
import type { Utility } from '../core/utility.js';
import { recode } from '../plan/index.js';
import { type Manifest, manifestName } from '../release/index.js';
import { measureUtility } from '../utility/index.js';
import { labelsOfPlan } from './attack.js';
import { labelsFrom, openRelease } from './attack-table.js';
import { type EngineOptions, withPool } from './context.js';
import { compileOperator, type OperatorSetting, readerOf } from './operators.js';
import type { PassContext } from './passes.js';
import { type InputSpec, openTable, type TableSource } from './source.js';
import { surveyTable } from './survey.js';

/** A comparison by hand: any release with the table it was made from. */
export interface CompareRequest {
  /** Columns to compare, all that both have where empty. */
  columns: readonly string[];
  /** Columns that classifiers are to guess. */
  targets: readonly string[];
  /** Records of the same kind that the release was not made from; classifiers are tested on them. */
  heldOut?: InputSpec;
  /** Text of a taxonomy file (ARX's CSV) per column: which labels stand for which values. */
  hierarchies: Readonly<Record<string, string>>;
  wildcard?: boolean; // empty cells of the release stand for any value
  seed?: string; // of the queries
  queries?: number;
}

/**
 * `lethe compare`: what of a table survives in its release, a folder with a manifest or a plain table. Throws
 * `column-missing`, `attack-nothing-common`, and `utility-too-large` for more distinct combinations than are compared.
 */
export async function compareTables(
  source: InputSpec,
  release: string,
  request: CompareRequest,
  options: EngineOptions = {},
): Promise<Utility> {
  const opened: TableSource[] = [];
  const open = async (table: Promise<TableSource>) => {
    opened.push(await table);
    return opened.at(-1)!;
  };
  try {
    const original = await open(openTable(source, options.signal));
    const published = await open(openRelease(release));
    const heldOut = request.heldOut ? await open(openTable(request.heldOut, options.signal)) : null;
    const common = original.names.filter((name) => opened.every(({ names }) => names.includes(name)));
    if (common.length === 0) throw new LetheError('attack-nothing-common', { path: basename(release) });
    const wanted =
      request.columns.length > 0 ? [...new Set([...request.columns, ...request.targets])] : common;
    for (const name of [...wanted, ...request.targets])
      if (!common.includes(name))
        throw new LetheError('column-missing', { name, columns: common.join(', ') });
    const stated = labelsFrom(request.hierarchies);
    const planned = plannedLabels(release);
    const labelsOf = (column: string) => stated(column) ?? planned(column);
    return await withPool(options, original, async (context) => {
      const test = heldOut && (await histogramOf(context, heldOut, wanted));
      const before = await histogramOf(context, original, wanted);
      const after = await histogramOf(context, published, wanted);
      const found = measureUtility({
        before,
        after,
        key: Key.from(`lethe/utility/${request.seed ?? ''}`),
        targets: request.targets,
        labelsOf,
        wildcard: request.wildcard ?? false,
        ...(request.queries === undefined ? {} : { queries: request.queries }),
        ...(test ? { trial: { release: null, original: null, test } } : {}),
      });
      if (found) return found;
      if (before.records === 0 || after.records === 0)
        throw new LetheError('input-no-records', {
          path: (before.records === 0 ? original : published).parts[0]!.name,
        });
      throw new LetheError('utility-too-large', { tuples: before.size + after.size });
    });
  } finally {
    for (const table of opened) table.close();
  }
}

/** Labels by the plan in a release's manifest, of hierarchies and operators that need no file and no key. */
function plannedLabels(
  release: string,
): (column: string) => ((value: string) => readonly string[]) | undefined {
  const path = join(release, manifestName);
  if (!existsSync(path)) return () => undefined;
  const { plan } = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const content = plan.content as Plan;
  const setting: OperatorSetting = { runKey: Key.ephemeral(), directColumns: [], readFile: readerOf({}) };
  return (name) => {
    const column = content.columns.find((one) => one.name === name);
    if (!column) return undefined;
    try {
      const own = column.use === recode ? [] : [[name, compileOperator(column, setting)] as const];
      return labelsOfPlan(content, { operators: new Map(own) }, setting, name);
    } catch {
      return undefined; // its hierarchy is in a file, which --hierarchies may name
    }
  };
}

async function histogramOf(
  context: PassContext,
  table: TableSource,
  names: readonly string[],
): Promise<Histogram> {
  const code = names.map((name) => ({ column: table.names.indexOf(name), role: 'quasi' as const }));
  const { histogram } = await surveyTable(context, table, 'compare', code, { tally: false, distinct: false });
  return histogram!;
}
