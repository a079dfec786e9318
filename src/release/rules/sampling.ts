import { plausible } from '../../core/sample.js';
import { type Finding, type Rule, refuse, warn } from './rule.js';

/** A sample that a policy asks for was drawn, as its size shows; and what the guarantee of one does not reach is said. */
export const sampling: Rule = ({ plan, evidence }) => {
  const { sample } = evidence;
  const { sample: rate } = plan.privacy;
  const findings: Finding[] = [];
  if (rate !== undefined && (!sample || sample.rate > rate * (1 + 1e-9) || !plausible(sample)))
    findings.push(refuse('sample-implausible', { from: sample?.from ?? 0, drawn: sample?.drawn ?? 0, rate }));
  if (plan.privacy.models.some(({ model }) => model === 'differential-privacy'))
    findings.push(warn('private-papers', {}));
  return findings;
};
