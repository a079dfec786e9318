import { LetheError } from '../core/diagnostics.js';
import type { Model } from '../core/model.js';
import type { PlannedModel } from '../core/plan.js';
import { nearest } from '../policy/nearest.js';
import { listOf, numberOf } from './operation.js';

/** Models as typed. */
export interface ModelOptions {
  sensitive?: string;
  k?: string;
  l?: string;
  t?: string;
  model?: string[];
}

/** Models from -k, --l, --t and --model; those about sensitive values once per sensitive column. */
export async function modelsOf(options: ModelOptions, models: readonly Model[]): Promise<PlannedModel[]> {
  const sensitive = listOf(options.sensitive);
  const written: { name: string; params: Record<string, unknown> }[] = [];
  const infinite = Number.MAX_SAFE_INTEGER;
  // The options have checked their numbers: loading zod would take longer than a small search.
  const checked = options.model === undefined;
  const { paramsOf } = checked ? { paramsOf: null } : await import('../policy/params.js');
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
    const model = models.find((one) => one.name === name);
    if (!model) {
      const suggestion = nearest(
        name,
        models.map((one) => one.name),
      );
      throw new LetheError('policy-model-unknown', {
        name,
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    }
    const { column, ...own } = params;
    const parsed = paramsOf?.(model).safeParse(own) ?? { success: true, data: own };
    if (!parsed.success) {
      const { issues } = parsed.error;
      const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
      const key =
        issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '?') : (issue?.path.join('.') ?? '?');
      const missing = issue?.code !== 'unrecognized_keys' && !(key in own);
      throw new LetheError(missing ? 'cli-model-incomplete' : 'cli-model-parameter', { model: name, key });
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
