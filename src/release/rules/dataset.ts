import type { Plan } from '../../core/plan.js';
import type { ReleaseProfile } from '../profiles/index.js';
import { type Facts, type Finding, type Rule, refuse, warn } from './rule.js';

/** Facts that the profile wants stated about the release: what they are is known before anything is read. */
export const statements = ({ plan, profile }: Pick<Facts, 'plan' | 'profile'>): Finding[] =>
  profile.requires
    .filter(({ anyOf }) => !anyOf.some((field) => stated(plan, field)))
    .map(({ anyOf, source }) =>
      refuse(
        'dataset-field-missing',
        { field: anyOf.join(' / '), profile: profile.name, source },
        { path: ['dataset', ...(anyOf[0] as string).split('.')], value: '…' },
      ),
    );

/** Facts that the profile would like to see stated. */
export const wishes: Rule = ({ plan, profile }) =>
  (profile.wants ?? [])
    .filter(({ anyOf }) => !anyOf.some((field) => stated(plan, field)))
    .map(({ anyOf, source }) =>
      warn('dataset-field-wanted', { field: anyOf.join(' / '), profile: profile.name, source }),
    );

/** Source and the provider's authorisation are both on record, and the profile takes that way out. */
export function isAuthorised(plan: Plan, profile: ReleaseProfile): boolean {
  return profile.authorisable && stated(plan, 'source') && stated(plan, 'authorisation');
}

function stated(plan: Plan, field: string): boolean {
  let value: unknown = plan.dataset;
  for (const part of field.split('.')) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  }
  return typeof value === 'string' && value.trim() !== '';
}
