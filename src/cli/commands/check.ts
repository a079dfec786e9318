import { type Diagnostic, LetheError } from '../../core/diagnostics.js';
import type { Proof } from '../../core/proof.js';
import type { Command } from '../effects.js';
import { type DialectOptions, inputOf, listOf, numberOf, operate } from '../operation.js';
import { diagnosticJson, present, report, type Words } from '../view.js';
import { proofRows, short } from './proof-view.js';

/** Options of `lethe check`; bounds as typed. */
export interface CheckOptions extends DialectOptions {
  input: string;
  qi?: string;
  sensitive?: string;
  k?: string;
  l?: string;
  t?: string;
  maxRisk?: string;
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
  const engine = await effects.engine();
  const input = inputOf(options.input, options);
  const what = { quasi, sensitive, ...(k === undefined ? {} : { k }) };
  const proof = await operate(options, effects, (how) => engine.checkTable(input, what, how));
  const unmet = unmetBounds(proof, sensitive, bounds);
  report(unmet, options, effects);
  const result = {
    ...proof,
    met: unmet.length === 0,
    unmet: unmet.map((one) => diagnosticJson(one, options)),
  };
  present(result, options, effects, (value, words) => human(value, words));
  return unmet.length === 0 ? 0 : 1;
};

interface Bounds {
  k: number | undefined;
  l: number | undefined; // distinct
  t: number | undefined; // equal distance
  risk: number | undefined; // prosecutor, highest
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

function human(proof: Proof, { say, grid }: Words): string {
  return grid([[say('word-measure'), say('word-value')], ...proofRows(proof, say)]);
}
