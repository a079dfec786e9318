import { join } from 'node:path';
import { LetheError } from '../../core/diagnostics.js';
import type { PlannedModel } from '../../core/plan.js';
import { nearest } from '../../policy/nearest.js';
import type { Components } from '../components.js';
import type { Command, Effects } from '../effects.js';
import type { AnonymiseResult } from '../engine.js';
import { type DialectOptions, inputOf, listOf, numberOf, oneOf, operate } from '../operation.js';
import { present, type Words } from '../view.js';
import { proofRows, searchEnd } from './proof-view.js';

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
  if (options.hierarchies === undefined)
    throw new LetheError('cli-option-missing', { option: '--hierarchies' });
  const components = await effects.searching();
  const models = await modelsOf(options, components);
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
  const files = hierarchyFiles(quasi, options.hierarchies, effects);
  const hierarchies = Object.fromEntries(
    Object.entries(files).map(([column, path]) => [column, effects.files.readText(path)]),
  );
  const request = {
    quasi,
    hierarchies,
    models,
    suppression,
    search,
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

/** Models from -k, --l, --t and --model; those about sensitive values once per sensitive column. */
async function modelsOf(
  options: AnonymiseOptions,
  components: Pick<Components, 'models'>,
): Promise<PlannedModel[]> {
  const sensitive = listOf(options.sensitive);
  const written: { name: string; params: Record<string, unknown> }[] = [];
  const infinite = Number.MAX_SAFE_INTEGER;
  // The options have checked their numbers: loading zod would take longer than a small search.
  const checked = options.model === undefined;
  const { paramsOf } = checked ? { paramsOf: null } : await import('../../policy/params.js');
  if (options.k !== undefined) {
    written.push({ name: 'k-anonymity', params: { k: numberOf('-k', options.k, 1, infinite, true) } });
  }
  if (options.l !== undefined) {
    written.push({
      name: 'distinct-l-diversity',
      params: { l: numberOf('--l', options.l, 1, infinite, true) },
    });
  }
  if (options.t !== undefined)
    written.push({ name: 't-closeness', params: { t: numberOf('--t', options.t, 0, 1), distance: 'equal' } });
  for (const text of options.model ?? []) written.push(writtenModel(text));
  return written.flatMap(({ name, params }) => {
    const model = components.models.find((one) => one.name === name);
    if (!model) {
      const suggestion = nearest(
        name,
        components.models.map((one) => one.name),
      );
      throw new LetheError('policy-model-unknown', {
        name,
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    }
    const { column, ...own } = params;
    const parsed = paramsOf?.(model).safeParse(own) ?? { success: true, data: own };
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const key =
        issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '?') : (issue?.path.join('.') ?? '?');
      throw new LetheError('cli-model-parameter', { model: name, key });
    }
    const values = parsed.data as Record<string, unknown>;
    if (!model.traits(values).needsSensitive) return [{ model: name, params: values }];
    const columns = typeof column === 'string' ? [column] : sensitive;
    if (columns.length === 0) throw new LetheError('cli-option-missing', { option: '--sensitive' });
    return columns.map((one) => ({ model: name, column: one, params: values }));
  });
}

/** `name,parameter=value,…`: numbers and true or false are read as such. */
function writtenModel(text: string): { name: string; params: Record<string, unknown> } {
  const [name = '', ...pairs] = text.split(',').map((part) => part.trim());
  const params = pairs.map((pair): [string, unknown] => {
    const at = pair.indexOf('=');
    if (at < 1) throw new LetheError('cli-model-parameter', { model: name, key: pair });
    const value = pair.slice(at + 1);
    const number = value === '' ? Number.NaN : Number(value);
    return [
      pair.slice(0, at),
      value === 'true' ? true : value === 'false' ? false : Number.isNaN(number) ? value : number,
    ];
  });
  return { name, params: Object.fromEntries(params) };
}

/**
 * The hierarchy file of each quasi-identifier in a folder: `<column>.csv`, else ARX's `<anything>_hierarchy_<column>.csv`.
 * Throws `cli-hierarchy-missing` or `cli-hierarchy-ambiguous`.
 */
export function hierarchyFiles(
  quasi: readonly string[],
  folder: string,
  effects: Effects,
): Record<string, string> {
  const names = effects.files.list(folder);
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
  const output = result.output === null ? '' : `${say('cli-fact', { name, value: result.output })}\n`;
  const proof = result.proof
    ? `\n${grid([[say('word-measure'), say('word-value')], ...proofRows(result.proof, say)])}`
    : '';
  return `${output}${summary}\n\n${grid([[say('word-column'), say('word-levels')], ...levels])}${proof}`;
}
