import type { Diagnostic, MessageCode } from '../core/diagnostics.js';
import type { Acceptance } from './gate.js';
import type { ReleaseProfile } from './profiles/index.js';

/** What two tables of a release tell together. Counts only. */
export interface JoinFinding {
  left: string; // table.column
  right: string;
  /** Whether the policy states that the left column refers to the right one. */
  reference: boolean;
  unit: 'persons' | 'records'; // what classes count
  before: { joined: number; keys: number; orphans: number };
  after: { joined: number; keys: number; orphans: number };
  risk: { classes: number; k: number; below: number };
  suppressed: number; // records of both tables
}

/** What all tables of a domain tell of a person together. */
export interface HistoryFinding {
  tables: string[]; // table.column
  persons: number;
  k: number;
  below: number; // persons
}

/** The gate's answer on tables together. */
export interface JoinedJudgement {
  reasons: Diagnostic[];
  warnings: Diagnostic[];
  accepted: Acceptance[];
}

/**
 * Holds what tables tell together to the release profile, after each was held to it alone. A join that lost or gained
 * records without a suppressed one is a fault of the release; classes of the join below k are refused; what only
 * somebody sees who knows all records of a person is refused where the profile promises anonymity until it is accepted.
 */
export function judgeJoins(
  joins: readonly JoinFinding[],
  histories: readonly HistoryFinding[],
  required: number,
  profile: ReleaseProfile,
  accept: readonly { code: string; reason: string; by?: string }[],
): JoinedJudgement {
  const judgement: JoinedJudgement = { reasons: [], warnings: [], accepted: [] };
  const find = (severe: boolean, acceptable: boolean, code: MessageCode, args: Diagnostic['args']) => {
    const answer = acceptable ? accept.find((one) => one.code === code) : undefined;
    if (answer) {
      const { reason, by } = answer;
      judgement.accepted.push({
        warning: { code, args, severity: 'warning' },
        reason,
        ...(by === undefined ? {} : { by }),
      });
    } else if (severe) judgement.reasons.push({ code, args, severity: 'error' });
    else judgement.warnings.push({ code, args, severity: 'warning' });
  };
  for (const { left, right, before, after, risk, reference, suppressed } of joins) {
    if (after.joined > before.joined || (suppressed === 0 && after.joined !== before.joined)) {
      find(true, false, 'join-count-changed', { left, right, before: before.joined, after: after.joined });
    }
    if (reference && after.orphans > before.orphans) {
      find(false, true, 'references-lost', {
        child: left,
        parent: right,
        lost: after.orphans - before.orphans,
      });
    }
    if (risk.classes > 0 && risk.k < required) {
      find(true, false, 'joined-below-profile', { left, right, k: risk.k, required, below: risk.below });
    }
  }
  for (const { tables, persons, k, below } of histories) {
    if (persons === 0 || k >= required) continue;
    const args = { tables: tables.join(', '), persons, below, required };
    find(profile.outcome === 'anonymised', true, 'joined-history', args);
  }
  return judgement;
}
