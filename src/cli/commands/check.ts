import { type Diagnostic, LetheError } from '../../core/diagnostics.js';
import { missingRules } from '../../core/missing.js';
import type { PlannedModel } from '../../core/plan.js';
import type { ModelProof, Proof } from '../../core/proof.js';
import { recordRisks } from '../../core/record-risk.js';
import type { Command } from '../effects.js';
import type { CheckResult } from '../engine.js';
import { modelsOf } from '../models.js';
import { type DialectOptions, inputOf, listOf, numberOf, oneOf, operate } from '../operation.js';
import { diagnosticJson, present, report, type Words } from '../view.js';
import { modelRows, proofRows, short } from './proof-view.js';
import { recordRiskGrids } from './risk-view.js';

/** Options of `lethe check`; bounds as typed. */
export interface CheckOptions extends DialectOptions {
  input: string;
  qi?: string;
  sensitive?: string;
  k?: string;
  l?: string;
  t?: string;
  maxRisk?: string;
  model?: string[];
  missing?: string;
  person?: string;
  risk?: string;
  weights?: string;
  household?: string;
  samplingFraction?: string;
}

/** `lethe check <input> --qi a,b`: measures every model and risk; exit code 1 where a stated bound is not met. */
export const check: Command<CheckOptions> = async (options, effects) => {
  const quasi = listOf(options.qi);
  if (quasi.length === 0) throw new LetheError('cli-option-missing', { option: '--qi' });
  const sensitive = listOf(options.sensitive);
  const k =
    options.k === undefined ? undefined : numberOf('-k', options.k, 1, Number.POSITIVE_INFINITY, true);
  const bounds = {
    k,
    l: options.l === undefined ? undefined : numberOf('--l', options.l, 1, Number.POSITIVE_INFINITY),
    t: options.t === undefined ? undefined : numberOf('--t', options.t, 0, 1),
    risk: options.maxRisk === undefined ? undefined : numberOf('--max-risk', options.maxRisk, 0, 1),
  };
  if ((bounds.l !== undefined || bounds.t !== undefined) && sensitive.length === 0) {
    throw new LetheError('cli-option-missing', { option: '--sensitive' });
  }
  const { models: known } = await effects.searching();
  const { sensitive: values, model: typed } = options;
  const named = await modelsOf(
    {
      ...(values === undefined ? {} : { sensitive: values }),
      ...(typed === undefined ? {} : { model: typed }),
    },
    known,
  );
  const models = [...boundModels(sensitive, bounds), ...named];
  const engine = await effects.engine();
  const input = inputOf(options.input, options);
  const { missing } = options;
  const what = {
    quasi,
    sensitive,
    models,
    ...(k === undefined ? {} : { k }),
    ...(options.person === undefined ? {} : { person: options.person }),
    ...(missing === undefined ? {} : { missing: oneOf('--missing', missing, missingRules) }),
    ...risksOf(options),
  };
  const proof = await operate(options, effects, (how) => engine.checkTable(input, what, how));
  const unmet = [
    ...unmetBounds(proof, sensitive, bounds),
    ...unmetModels(proof.models.slice(models.length - named.length)),
  ];
  report(unmet, options, effects);
  const result = {
    ...proof,
    met: unmet.length === 0,
    unmet: unmet.map((one) => diagnosticJson(one, options)),
  };
  present(result, options, effects, (value, words) => human(value, words));
  return unmet.length === 0 ? 0 : 1;
};

/** Risks of single records. A column of weights or households asks for its risk by itself. */
function risksOf({ risk, weights, household, samplingFraction }: CheckOptions) {
  const asked = listOf(risk).map((name) => oneOf('--risk', name, recordRisks));
  if (asked.includes('household') && household === undefined)
    throw new LetheError('cli-option-missing', { option: '--household' });
  const implied = recordRisks.filter(
    (name) =>
      asked.includes(name) ||
      (name === 'individual' && weights !== undefined) ||
      (name === 'household' && household !== undefined),
  );
  return {
    ...(implied.length === 0 ? {} : { risks: implied }),
    ...(weights === undefined ? {} : { weight: weights }),
    ...(household === undefined ? {} : { household }),
    ...(samplingFraction === undefined
      ? {}
      : { fraction: numberOf('--sampling-fraction', samplingFraction, 0, 1) }),
  };
}

interface Bounds {
  k: number | undefined;
  l: number | undefined; // distinct
  t: number | undefined; // equal distance
  risk: number | undefined; // prosecutor, highest
}

/** The bounds as models, for the classes that fail them. */
function boundModels(sensitive: readonly string[], { k, l, t }: Bounds): PlannedModel[] {
  const each = (model: string, params: Record<string, unknown>) =>
    sensitive.map((column) => ({ model, column, params }));
  return [
    ...(k === undefined ? [] : [{ model: 'k-anonymity', params: { k } }]),
    ...(l === undefined ? [] : each('distinct-l-diversity', { l: Math.ceil(l) })),
    ...(t === undefined ? [] : each('t-closeness', { t, distance: 'equal' })),
  ];
}

/** Models of --model that the table does not meet; -k, --l and --t have said more by their bound. */
function unmetModels(models: readonly ModelProof[]): Diagnostic[] {
  return models.flatMap((one): Diagnostic[] => {
    if (one.met) return [];
    const model = one.column === undefined ? one.model : `${one.model} (${one.column})`;
    return one.measured
      ? [{ code: 'cli-model-fails', args: { model, ...one.failing }, severity: 'error' }]
      : [{ code: 'cli-model-unmeasured', args: { model }, severity: 'error' }];
  });
}

/** Bounds that the table does not meet. A measure that is absent or not a number does not meet its bound. */
function unmetBounds(proof: Proof, sensitive: readonly string[], bounds: Bounds): Diagnostic[] {
  const unmet: Diagnostic[] = [];
  const hold = (model: string, met: boolean, found: string, expected: string) => {
    if (!met) unmet.push({ code: 'cli-model-unmet', args: { model, found, expected }, severity: 'error' });
  };
  const { k, l, t, risk } = bounds;
  if (k !== undefined) hold('k', proof.k >= k, short(proof.k), `≥ ${k}`);
  for (const column of sensitive) {
    const distinct = proof.l[column]?.distinct ?? Number.NaN;
    const equal = proof.t[column]?.equal ?? Number.NaN;
    if (l !== undefined) hold(`l (${column})`, distinct >= l, short(distinct), `≥ ${l}`);
    if (t !== undefined) hold(`t (${column})`, equal <= t, short(equal), `≤ ${t}`);
  }
  const highest = proof.risk.prosecutor.max;
  if (risk !== undefined) hold('risk', highest <= risk, short(highest), `≤ ${risk}`);
  return unmet;
}

function human(proof: CheckResult, words: Words): string {
  const { say, grid } = words;
  const measures = grid([[say('word-measure'), say('word-value')], ...proofRows(proof, say)]);
  const asked = modelRows(proof.models, say);
  return [measures, ...(asked.length > 0 ? [grid(asked)] : []), ...recordRiskGrids(proof, words)].join('\n');
}
