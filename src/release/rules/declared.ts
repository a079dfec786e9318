import { type Finding, type Rule, refuse, warn } from './rule.js';

/** Profiles whose output anybody, or any applicant, may get. */
const open: ReadonlySet<string> = new Set(['open-unconditional', 'open-conditional']);

/**
 * What the owner's classification of the data forbids, whatever the numbers say: state secrets, national security and
 * what is not to be opened block every profile, trade secrets block the open ones; data of an emergency need a last day of
 * use; data that leave the country are said to. A mark that is not known forbids everything.
 */
export const declaredMarks: Rule = ({ plan, profile }) => {
  const { marks } = plan.dataset;
  if (marks === undefined) return [];
  const list: readonly unknown[] = Array.isArray(marks) ? marks : [marks];
  return [...new Set(list.map(String))].flatMap((mark): Finding[] => {
    const args = { mark, profile: profile.name };
    switch (mark) {
      case 'trade-secret':
        return open.has(profile.name) ? [refuse('mark-forbids', args)] : [];
      case 'emergency':
        return isDate(plan.dataset.expiry)
          ? []
          : [refuse('mark-needs-expiry', args, { path: ['dataset', 'expiry'], value: '…' })];
      case 'cross-border':
        return [warn('mark-cross-border', args)];
      default:
        return [refuse('mark-forbids', args)];
    }
  });
};

function isDate(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
