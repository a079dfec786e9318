import { demand, type Rule, refuse, warn } from './rule.js';

/** Empty cells of quasi-identifiers are what the policy says they are: gone, or wildcards, which not everybody is blind to. */
export const missingCells: Rule = ({ plan, evidence, profile }) => {
  const rule = plan.privacy.missing;
  if (rule === 'own') return [];
  const { missing, k } = evidence.proof;
  if (rule === 'suppress') {
    const count = missing?.records ?? evidence.counts.out;
    return count > 0 ? [refuse('missing-remains', { count })] : [];
  }
  const stated = plan.privacy.models.map(({ params }) => (typeof params.k === 'number' ? params.k : 0));
  const required = Math.max(1, profile.k?.value ?? 0, ...stated);
  const known = missing?.known ?? 0;
  if (known >= required) return [];
  const args = { known, k, required, profile: profile.name };
  // Whoever recognises a person may know what the table does not say of them.
  return [profile.audience === 'public' ? demand('missing-known', args) : warn('missing-known', args)];
};
