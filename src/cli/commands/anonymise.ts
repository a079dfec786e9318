import { join } from 'node:path';
import { LetheError } from '../../core/diagnostics.js';
import { missingRules } from '../../core/missing.js';
import type { Command, Effects } from '../effects.js';
import type { AnonymiseResult } from '../engine.js';
import { namesOf } from '../hierarchy-files.js';
import { modelsOf } from '../models.js';
import { type DialectOptions, inputOf, listOf, numberOf, oneOf, operate } from '../operation.js';
import { present, type Words } from '../view.js';
import { emptiedCells, modelRows, proofRows, searchEnd, short } from './proof-view.js';

/** Options of `lethe anonymise`, as typed. */
export interface AnonymiseOptions extends DialectOptions {
  input: string;
  qi?: string;
  sensitive?: string;
  hierarchies?: string;
  k?: string;
  l?: string;
  t?: string;
  model?: string[];
  algorithm?: string;
  metric: string;
  aggregate?: string;
  gsFactor: string;
  suppression: string;
  missing?: string;
  sample?: string;
  budget?: string;
  nodes?: string;
  output?: string;
}

const aggregates = ['geometric-mean', 'arithmetic-mean', 'sum', 'maximum', 'rank'] as const;

/**
 * `lethe anonymise`: search and apply with hierarchy files, without a policy. Without -o it only searches. The
 * engine throws with exit code 1 where no recoding meets the models.
 */
export const anonymise: Command<AnonymiseOptions> = async (options, effects) => {
  const quasi = listOf(options.qi);
  if (quasi.length === 0) throw new LetheError('cli-option-missing', { option: '--qi' });
  const components = await effects.searching();
  const { hierarchies: folder } = options;
  const numbers = components.algorithmSpecs.find(({ name }) => name === options.algorithm)?.numbers ?? false;
  if (folder === undefined && !numbers)
    throw new LetheError('cli-option-missing', { option: '--hierarchies' });
  const models = await modelsOf(options, components.models);
  if (models.length === 0) throw new LetheError('cli-option-missing', { option: '-k' });
  const metrics = components.metricSpecs.map((one) => one.name);
  const algorithms = components.algorithmSpecs.map((one) => one.name);
  const search = {
    ...(options.algorithm === undefined
      ? {}
      : { algorithm: oneOf('--algorithm', options.algorithm, algorithms) }),
    metric: oneOf('--metric', options.metric, metrics),
    aggregate: options.aggregate === undefined ? '' : oneOf('--aggregate', options.aggregate, aggregates),
    gsFactor: numberOf('--gs-factor', options.gsFactor, 0, 1),
    weights: {},
    ...(options.budget === undefined
      ? {}
      : { budget: numberOf('--budget', options.budget, 0, Number.POSITIVE_INFINITY) }),
    ...(options.nodes === undefined
      ? {}
      : { nodes: numberOf('--nodes', options.nodes, 1, Number.POSITIVE_INFINITY, true) }),
  };
  const suppression = numberOf('--suppression', options.suppression, 0, 1);
  const modelled = models.flatMap(({ column }) => (column === undefined ? [] : [column]));
  const files =
    folder === undefined
      ? {}
      : {
          ...hierarchyFiles(numbers ? withFile(quasi, folder, effects) : quasi, folder, effects),
          ...hierarchyFiles(withFile(modelled, folder, effects), folder, effects),
        };
  const hierarchies = Object.fromEntries(
    Object.entries(files).map(([column, path]) => [column, effects.files.readText(path)]),
  );
  const request = {
    quasi,
    hierarchies,
    models,
    suppression,
    search,
    ...(options.missing === undefined ? {} : { missing: oneOf('--missing', options.missing, missingRules) }),
    ...(options.sample === undefined ? {} : { sample: shareOf('--sample', options.sample) }),
    ...(options.output === undefined ? {} : { output: options.output }),
  };
  const engine = await effects.engine();
  const input = inputOf(options.input, options);
  const result = await operate(options, effects, (how) =>
    engine.anonymiseTable(input, request, { ...how, stdout: effects.data }),
  );
  // Data on stdout leave no room for a summary there.
  const aside = options.output === '-' ? { ...effects, stdout: effects.stderr } : effects;
  present(result, options, aside, (value, words) => human(value, words));
  return 0;
};

/**
 * The hierarchy file of each quasi-identifier in a folder: `<column>.csv`, else ARX's `<anything>_hierarchy_<column>.csv`.
 * Throws `cli-hierarchy-missing` or `cli-hierarchy-ambiguous`.
 */
export function hierarchyFiles(
  quasi: readonly string[],
  folder: string,
  effects: Effects,
): Record<string, string> {
  const names = namesOf(folder, effects);
  return Object.fromEntries(
    quasi.map((column) => {
      const own = names.filter((name) => name === `${column}.csv`);
      const arx = names.filter((name) => name.endsWith(`_hierarchy_${column}.csv`));
      const [file, ...others] = own.length > 0 ? own : arx;
      if (file === undefined) throw new LetheError('cli-hierarchy-missing', { column, path: folder });
      if (others.length > 0) throw new LetheError('cli-hierarchy-ambiguous', { column, path: folder });
      return [column, join(folder, file)];
    }),
  );
}

/** The columns that have a file in the folder: numbers and sensitive columns need none. */
function withFile(columns: readonly string[], folder: string, effects: Effects): string[] {
  const names = namesOf(folder, effects);
  return columns.filter((column) =>
    names.some((name) => name === `${column}.csv` || name.endsWith(`_hierarchy_${column}.csv`)),
  );
}

/** A share above 0 and below 1. */
function shareOf(option: string, text: string): number {
  const share = numberOf(option, text, 0, 1);
  if (share === 0 || share === 1)
    throw new LetheError('cli-option-invalid', { option, expected: '0 < … < 1' });
  return share;
}

function sampleLine(
  { drawn, from, rate }: NonNullable<AnonymiseResult['sample']>,
  say: Words['say'],
): string {
  const value = say('cli-sample-drawn', { drawn, from, rate: short(rate) });
  return `${say('cli-fact', { name: say('word-sample-drawn'), value })}\n`;
}

function human(result: AnonymiseResult, { say, grid, colors }: Words): string {
  const { metric, suppressed, nodes, loss } = result.search;
  const optimal = searchEnd(result.search, say);
  const summary = say('cli-search-summary', {
    metric,
    loss: loss.toPrecision(6),
    suppressed,
    nodes,
    optimal,
  });
  const levels = Object.entries(result.search.levels).map(([column, level]) => [column, String(level)]);
  const name = colors.bold(say('word-output'));
  const { finest } = result.search;
  const raised = Object.entries(finest ?? {}).map(([column, level]) => `${column} ${level}`);
  const begun = raised.length === 0 ? '' : `${say('cli-search-finest', { levels: raised.join(', ') })}\n`;
  const emptied = emptiedCells(result.search);
  const cells = emptied === '' ? '' : `${say('cli-fact', { name: say('word-emptied'), value: emptied })}\n`;
  const output = result.output === null ? '' : `${say('cli-fact', { name, value: result.output })}\n`;
  const proof = result.proof
    ? `\n${grid([[say('word-measure'), say('word-value')], ...proofRows(result.proof, say)])}`
    : '';
  const drawn = result.sample ? sampleLine(result.sample, say) : '';
  const models = result.models ? modelRows(result.models, say) : [];
  const asked = models.length > 0 ? `\n${grid(models)}` : '';
  return `${output}${drawn}${summary}\n${begun}${cells}\n${grid([[say('word-column'), say('word-levels')], ...levels])}${proof}${asked}`;
}
