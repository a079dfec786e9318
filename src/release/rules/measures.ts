import type { PlannedModel } from '../../core/plan.js';
import type { Proof } from '../../core/proof.js';
import { type Finding, type Rule, refuse, short } from './rule.js';

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

/** Overall risk against the same limit; a class over its own limit has been reported already. */
export const overall: Rule = ({ profile, risk }) => {
  const limit = profile.maxRisk?.value;
  if (limit === undefined || risk.overall === null || risk.maxTheta > limit * (1 + 1e-9)) return [];
  if (risk.overall <= limit * (1 + 1e-9)) return [];
  return [
    refuse('overall-risk-above-profile', {
      overall: short(risk.overall),
      limit: short(limit),
      attack: short(risk.context.total),
      profile: profile.name,
    }),
  ];
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
  }
  return findings;
};

/** The policy's own models, measured again on the bytes that would be published. */
export const promises: Rule = ({ plan, evidence }) => {
  const findings: Finding[] = [];
  for (const model of plan.privacy.models) {
    for (const { name, found, least, most } of measured(model, evidence.proof)) {
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
  }
  return findings;
};

interface Measurement {
  name: string;
  found: number;
  least?: number;
  most?: number;
}

/** What the proof says about a model of the policy. A model that the proof does not measure gives nothing here. */
function measured(model: PlannedModel, proof: Proof): Measurement[] {
  const number = (name: string): number | undefined => {
    const value = model.params[name];
    return typeof value === 'number' ? value : undefined;
  };
  const column = model.column ?? '';
  const found: Measurement[] = [];
  const least = (name: string, value: number | undefined, bound: number | undefined) => {
    if (value !== undefined && bound !== undefined) found.push({ name, found: value, least: bound });
  };
  const most = (name: string, value: number | undefined, bound: number | undefined) => {
    if (value !== undefined && bound !== undefined) found.push({ name, found: value, most: bound });
  };
  switch (model.model) {
    case 'k-anonymity':
      least('k', proof.k, number('k'));
      break;
    case 'alpha-k-anonymity':
      least('k', proof.k, number('k'));
      most('alpha', proof.alpha[column], number('alpha'));
      break;
    case 'distinct-l-diversity':
      least('l', proof.l[column]?.distinct, number('l'));
      break;
    case 't-closeness':
      if (model.params.distance === 'equal') most('t', proof.t[column]?.equal, number('t'));
      if (model.params.distance === 'ordered') most('t', proof.t[column]?.ordered, number('t'));
      break;
    case 'max-risk':
      most('risk', proof.risk.prosecutor.max, number('threshold'));
      break;
    case 'average-risk':
      most('risk', proof.risk.prosecutor.mean, number('threshold'));
      break;
  }
  return found;
}
