import type { Diagnostic, MessageArgs, MessageCode } from '../../core/diagnostics.js';
import type { Plan } from '../../core/plan.js';
import type { ColumnEvidence, Evidence } from '../../core/proof.js';
import type { ReleaseProfile } from '../profiles/index.js';
import type { OverallRisk } from '../risk.js';

/** All that a rule of the gate may look at. */
export interface Facts {
  plan: Plan;
  evidence: Evidence;
  profile: ReleaseProfile;
  risk: OverallRisk;
}

/** A change of the policy that would answer a finding: a path in lethe.yaml and the value to put there. */
export interface Repair {
  code: MessageCode; // the finding it answers
  path: readonly string[];
  value: string | number | readonly string[] | null; // null: to be taken away
}

/** What a rule found, and the change that would answer it where one is known. */
export interface Finding {
  diagnostic: Diagnostic;
  repair?: Repair;
  /** An error that the policy may accept with a reason, as only its owner can know. */
  acceptable?: true;
}

/** One rule of the gate: pure, from facts to findings. */
export type Rule = (facts: Facts) => Finding[];

/** A finding that refuses the release. No acknowledgement lowers it. */
export function refuse(
  code: MessageCode,
  args: MessageArgs,
  repair?: { path: readonly string[]; value: string | number },
): Finding {
  return finding('error', code, args, repair);
}

/** A finding that refuses the release until the policy accepts it with a reason. */
export function demand(
  code: MessageCode,
  args: MessageArgs,
  repair?: { path: readonly string[]; value: string | number },
): Finding {
  return { ...finding('error', code, args, repair), acceptable: true };
}

/** A finding that is published with the release unless the policy accepts it with a reason. */
export function warn(code: MessageCode, args: MessageArgs): Finding {
  return finding('warning', code, args);
}

function finding(
  severity: 'error' | 'warning',
  code: MessageCode,
  args: MessageArgs,
  repair?: { path: readonly string[]; value: string | number },
): Finding {
  const diagnostic: Diagnostic = { code, args, severity };
  if (typeof args.column === 'string') diagnostic.place = { field: args.column };
  return repair ? { diagnostic, repair: { code, ...repair } } : { diagnostic };
}

/** Cells go out as they came in; `keep` is the policy language's own word for it, not one operator among others. */
export function unchanged(column: ColumnEvidence): boolean {
  return column.use === 'keep';
}

/** A number for a message: at most four significant digits, no trailing zeros. */
export function short(value: number): number {
  return Number(value.toPrecision(4));
}
