import type { AttackResult } from '../../core/attack.js';
import { isAuthorised } from './dataset.js';
import { demand, type Finding, type Rule, refuse, short, warn } from './rule.js';

const list = (names: readonly string[]) => names.join(', ');
const drop = (column: string) => ({ path: ['columns', column, 'use'], value: 'suppress' });

/** Tokens that were turned back: before the law such a column was never changed. */
export const reversedTokens: Rule = ({ plan, evidence, profile }) =>
  found(evidence.attacks?.attacks, 'reversal').flatMap((result): Finding[] => {
    const { recovered = 0, guesses = 0, byList = 0, listed = 0 } = result.figures;
    if (recovered === 0 || result.column === null) return [];
    const { column, sample: tokens, variant: method } = result;
    const args = { column, recovered, tokens, guesses, byList, listed, method, profile: profile.name };
    const strict = profile.outcome === 'anonymised' && !isAuthorised(plan, profile);
    return [strict ? refuse('attack-reversal', args, drop(column)) : warn('attack-reversal', args)];
  });

/** The chance to find a person's record by what classes count, against the largest risk that the profile allows. */
export const linkedRecords: Rule = ({ evidence, profile }) => {
  const limit = profile.maxRisk?.value;
  const results = found(evidence.attacks?.attacks, 'linkage').filter(({ variant }) => variant === 'nearest');
  if (limit === undefined) return [];
  return results.flatMap((result, at): Finding[] => {
    if (result.rate.low <= limit) return [];
    const { value, low, high } = result.rate;
    const args = {
      known: list(result.known),
      rate: short(value),
      low: short(low),
      high: short(high),
      limit: short(limit),
      profile: profile.name,
    };
    const counted = evidence.columns.filter((column) => column.counted && column.published).length;
    const classes = at === 0 && counted > 0 && profile.k !== null;
    return [classes ? refuse('attack-linkage', args) : warn('attack-linkage-wide', args)];
  });
};

/** A sensitive value that is guessed better because the person is in the release. */
export const inferredValues: Rule = ({ evidence }) =>
  found(evidence.attacks?.attacks, 'inference').flatMap((result, at, all): Finding[] => {
    const { advantage, column } = result;
    if (!advantage || advantage.low <= 0 || column === null) return [];
    if (all.findIndex((one) => one.column === column) !== at) return []; // the profile's own set comes first
    const args = {
      column,
      rate: short(result.rate.value),
      advantage: short(advantage.value),
      low: short(advantage.low),
      high: short(advantage.high),
    };
    return [warn('attack-inference', args)];
  });

/** What the policy says an adversary knows, and no attack could look at: the figures are of less. */
export const knownLeftOut: Rule = ({ evidence }) =>
  (evidence.attacks?.leftOut ?? []).map((column) => warn('attack-known-left-out', { column }));

/** Pseudonyms whose frequency gives them away, more often than the profile lets a record be found. */
export const frequentTokens: Rule = ({ evidence, profile }) =>
  found(evidence.attacks?.attacks, 'frequency').flatMap((result): Finding[] => {
    const limit = profile.maxRisk?.value ?? 0.2;
    if (result.column === null || result.rate.low <= limit) return [];
    const args = {
      column: result.column,
      rate: short(result.rate.value),
      records: result.sample,
      profile: profile.name,
    };
    const strict = profile.outcome === 'anonymised' && profile.audience === 'public';
    return [strict ? demand('attack-frequency', args, drop(result.column)) : warn('attack-frequency', args)];
  });

/** Persons whom several releases single out together. */
export const intersectedReleases: Rule = ({ evidence, profile }) =>
  found(evidence.attacks?.attacks, 'intersection').flatMap((result): Finding[] => {
    const { told = 0, releases = 0 } = result.figures;
    if (told === 0 || result.column === null) return [];
    const args = {
      column: result.column,
      told,
      sample: result.sample,
      earlier: releases - 1,
      profile: profile.name,
    };
    return [
      profile.outcome === 'anonymised'
        ? refuse('attack-intersection', args)
        : warn('attack-intersection', args),
    ];
  });

function found(results: readonly AttackResult[] | undefined, attack: string): AttackResult[] {
  return (results ?? []).filter((one) => one.attack === attack);
}
