import type { PlannedModel } from '../../core/plan.js';
import type { Proof } from '../../core/proof.js';
import { type Finding, type Rule, refuse, short, warn } from './rule.js';

/** Smallest class against the profile's k. */
export const classSize: Rule = ({ evidence, profile }) => {
  const { k } = evidence.proof;
  if (!profile.k || k >= profile.k.value) return [];
  const required = profile.k.value;
  return [
    refuse(
      'k-below-profile',
      { k, required, profile: profile.name },
      { path: ['privacy', 'k'], value: required },
    ),
  ];
};

/** Largest risk of a class, θ = 1/size, against the profile's limit. */
export const classRisk: Rule = ({ profile, risk }) => {
  if (!profile.maxRisk || risk.maxTheta <= profile.maxRisk.value * (1 + 1e-9)) return [];
  const k = Math.ceil(1 / profile.maxRisk.value - 1e-9);
  const args = { theta: short(risk.maxTheta), limit: short(profile.maxRisk.value), k, profile: profile.name };
  return [refuse('risk-above-profile', args, { path: ['privacy', 'k'], value: k })];
};

/** Distinct values of every published sensitive column in every class. */
export const diversity: Rule = ({ evidence, profile }) => {
  const required = profile.distinctL?.value;
  if (required === undefined) return [];
  const findings: Finding[] = [];
  for (const column of evidence.columns) {
    if (column.role !== 'sensitive' || !column.published) continue;
    const repair = { path: ['privacy', 'l'], value: required };
    const found = evidence.proof.l[column.name]?.distinct;
    const args = { column: column.name, required, profile: profile.name };
    if (found === undefined) findings.push(refuse('l-unmeasured', args, repair));
    else if (found < required) findings.push(refuse('l-below-profile', { ...args, found }, repair));
    else {
      const known = evidence.proof.l[column.name]!.known ?? found;
      if (known < required) findings.push(warn('l-by-empty', { ...args, found: known }));
    }
  }
  return findings;
};

/** The policy's own models, asked anew of every class of the bytes that would be published. One without an answer is not met. */
export const promises: Rule = ({ plan, evidence }) => {
  const findings: Finding[] = [];
  for (const [at, model] of plan.privacy.models.entries()) {
    const held = evidence.models?.[at];
    if (held?.model !== model.model || held.column !== model.column || !held.measured) {
      findings.push(refuse('model-unmeasured', { model: model.model, column: model.column ?? '' }));
      continue;
    }
    const measurements = measured(model, evidence.proof);
    const before = findings.length;
    for (const { name, found, least, most } of measurements) {
      const met = least === undefined ? found <= (most as number) + 1e-9 : found >= least - 1e-9;
      if (met) continue;
      const stated = least ?? (most as number);
      const args = {
        model: model.model,
        column: model.column ?? '',
        measure: name,
        found: short(found),
        stated,
      };
      findings.push(refuse('model-not-met', args));
    }
    if (!held.met && findings.length === before) {
      const { classes, records } = held.failing;
      const args = { model: model.model, column: model.column ?? '', classes, records };
      findings.push(refuse('model-classes-fail', args));
    }
  }
  return findings;
};

interface Measurement {
  name: string;
  found: number;
  least?: number;
  most?: number;
}

type Measure = (proof: Proof, column: string, params: Readonly<Record<string, unknown>>) => Measurement[];

/** The figure that a model bounds, where the proof has one: it says more than the number of classes that fail. */
const measures: Readonly<Record<string, Measure>> = {
  'k-anonymity': (proof, _, { k }) => least('k', proof.k, k),
  'alpha-k-anonymity': (proof, column, { k, alpha }) => [
    ...least('k', proof.k, k),
    ...most('alpha', proof.alpha[column], alpha),
  ],
  'distinct-l-diversity': (proof, column, { l }) => least('l', proof.l[column]?.distinct, l),
  'entropy-l-diversity': (proof, column, { l, estimator }) =>
    estimator === 'grassberger' ? [] : least('l', proof.l[column]?.entropy, l),
  'recursive-cl-diversity': (proof, column, { c, l }) =>
    typeof l === 'number' && l >= 2 ? most('c', proof.l[column]?.recursiveByL?.[l - 2], c) : [],
  't-closeness': (proof, column, { t, distance }) =>
    distance === 'equal' || distance === 'ordered' ? most('t', proof.t[column]?.[distance], t) : [],
  'max-risk': (proof, _, { threshold }) => most('risk', proof.risk.prosecutor.max, threshold),
  'average-risk': (proof, _, { threshold }) => most('risk', proof.risk.prosecutor.mean, threshold),
};

function measured(model: PlannedModel, proof: Proof): Measurement[] {
  return measures[model.model]?.(proof, model.column ?? '', model.params) ?? [];
}

/** At least the bound. A measure that the proof lacks is worth nothing, and so fails. */
function least(name: string, found: number | undefined, bound: unknown): Measurement[] {
  return typeof bound === 'number' ? [{ name, found: found ?? 0, least: bound }] : [];
}

function most(name: string, found: number | undefined, bound: unknown): Measurement[] {
  return typeof bound === 'number' ? [{ name, found: found ?? Number.MAX_VALUE, most: bound }] : [];
}
