import type { Recoding } from '../../core/plan.js';
import type { ModelProof, Proof } from '../../core/proof.js';
import type { Say } from '../view.js';

/** A proof as rows of measure and value. */
export function proofRows(proof: Proof, say: Say): string[][] {
  const rows: [string, number | string][] = [
    [say('word-records'), proof.records],
    ...(proof.persons === undefined ? [] : [[say('word-persons'), proof.persons] as [string, number]]),
    [say('word-classes'), proof.classes],
    ['k', proof.k],
    ...missingRows(proof, say),
    [say('word-uniques'), proof.uniques],
    [`${say('word-risk')} (prosecutor)`, short(proof.risk.prosecutor.max)],
    [`${say('word-mean-risk')} (prosecutor)`, short(proof.risk.prosecutor.mean)],
    [`${say('word-mean-risk')} (marketer)`, short(proof.risk.marketer.mean)],
  ];
  for (const [column, l] of Object.entries(proof.l)) {
    rows.push([`l distinct · ${column}`, l.distinct], [`l entropy · ${column}`, short(l.entropy)]);
    rows.push([`(c,l) · ${column}`, `(${short(l.recursive.c)}, ${l.recursive.l})`]);
  }
  for (const [column, t] of Object.entries(proof.t)) {
    rows.push([`t equal · ${column}`, short(t.equal)], [`t ordered · ${column}`, short(t.ordered)]);
  }
  for (const [column, alpha] of Object.entries(proof.alpha)) rows.push([`α · ${column}`, short(alpha)]);
  for (const [column, beta] of Object.entries(proof.beta)) {
    rows.push([`β basic · ${column}`, short(beta.basic)], [`β enhanced · ${column}`, short(beta.enhanced)]);
  }
  for (const [column, delta] of Object.entries(proof.delta)) rows.push([`δ · ${column}`, short(delta)]);
  return rows.map(([name, value]) => [name, String(value)]);
}

function missingRows({ missing }: Proof, say: Say): [string, number | string][] {
  if (!missing) return [];
  return [
    ...(missing.known === undefined ? [] : [[say('word-k-known'), missing.known] as [string, number]]),
    [`${say('word-missing')} (${missing.rule})`, missing.records],
  ];
}

/** What each model says, with the smallest classes that fail and the column that does most harm. Empty without models. */
export function modelRows(models: readonly ModelProof[], say: Say): string[][] {
  if (models.length === 0) return [];
  const heading = ['word-model', 'word-met', 'word-failing', 'word-smallest', 'word-without'] as const;
  return [
    heading.map((word) => say(word)),
    ...models.map(({ model, column, measured, met, failing, smallest, without }) => [
      column === undefined ? model : `${model} · ${column}`,
      say(met ? 'word-yes' : measured ? 'word-no' : 'word-unmeasured'),
      met ? '' : say('cli-failing', { ...failing }),
      smallest.join(' '),
      without?.[0] ? say('cli-without', { ...without[0] }) : '',
    ]),
  ];
}

/** How the search ended: at the optimum, or with the best found and what no choice of levels can be better than. */
export function searchEnd({ optimal, bound }: Recoding, say: Say): string {
  if (optimal) return say('word-optimal');
  const best = say('word-best-found');
  return bound === undefined ? best : say('cli-search-gap', { best, bound: short(bound) });
}

/** How many cells of each column were emptied; empty where none was, or none could be. */
export function emptiedCells({ emptied = {} }: Recoding): string {
  const some = Object.entries(emptied).filter(([, count]) => count > 0);
  return some.map(([column, count]) => `${column} ${count}`).join(', ');
}

/** At most four significant digits; a measure that is not finite stays readable. */
export function short(value: number | null): string {
  return value === null ? '∞' : Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '∞';
}
