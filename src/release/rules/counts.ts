import { type Finding, type Rule, refuse, short, warn } from './rule.js';

/** Every record that came in went out, was suppressed or was set aside; and the proof saw what went out. */
export const balance: Rule = ({ plan, evidence }) => {
  const { counts, proof } = evidence;
  const findings: Finding[] = [];
  if (counts.in !== counts.out + counts.suppressed + counts.quarantined) {
    findings.push(refuse('counts-disagree', { ...counts }));
  }
  if (plan.privacy.person !== undefined && proof.persons === undefined)
    findings.push(refuse('proof-disagrees', { records: proof.records, out: counts.out }));
  else if (proof.records !== counts.out) {
    findings.push(refuse('proof-disagrees', { records: proof.records, out: counts.out }));
  }
  if (counts.out === 0) {
    const args = { in: counts.in, suppressed: counts.suppressed };
    findings.push(refuse('all-suppressed', args));
  } else if (!evidence.columns.some((column) => column.published)) {
    findings.push(refuse('no-column-published', { columns: evidence.columns.length }));
  }
  const limit = Math.floor(plan.privacy.suppression * counts.in + 1e-9);
  if (counts.suppressed > limit) {
    const share = short(counts.suppressed / counts.in);
    findings.push(
      refuse(
        'suppression-above-policy',
        { suppressed: counts.suppressed, limit, share, stated: plan.privacy.suppression },
        { path: ['privacy', 'suppression'], value: Math.ceil(share * 1000) / 1000 },
      ),
    );
  }
  if (counts.quarantined > 0) findings.push(warn('records-quarantined', { count: counts.quarantined }));
  return findings;
};
