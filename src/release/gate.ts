import type { Diagnostic } from '../core/diagnostics.js';
import type { Plan } from '../core/plan.js';
import type { Evidence } from '../core/proof.js';
import type { ReleaseProfile } from './profiles/index.js';
import { type OverallRisk, overallRisk } from './risk.js';
import { type Repair, rules } from './rules/index.js';

export type { Repair } from './rules/index.js';

/** What a release may be called. Only `anonymised` says that it is no longer personal information. */
export type ReleaseLabel = 'anonymised' | 'de-identified' | 'authorised';

/** A warning that the policy accepts, with the reason it gives. */
export interface Acceptance {
  warning: Diagnostic;
  reason: string;
  by?: string; // the office that decided
}

/** The gate's answer: published only if there is no reason against it. */
export interface Judgement {
  verdict: 'published' | 'refused';
  profile: string;
  label: ReleaseLabel | null; // null where refused
  reasons: Diagnostic[]; // errors, gravest first
  warnings: Diagnostic[]; // not accepted
  accepted: Acceptance[];
  repairs: Repair[]; // changes of the policy that would answer reasons
  /** Present where the repairs were tried: with all of them the gate passes and none can be left out, or none were found. */
  tried?: { evaluations: number; passes: boolean };
  risk: OverallRisk;
}

/**
 * Holds a proof to a release profile. Pure: the same plan and evidence always get the same judgement. `accept` in
 * the policy answers warnings, and of the reasons only those that rest on what its owner alone can know.
 */
export function judge(plan: Plan, evidence: Evidence, profile: ReleaseProfile): Judgement {
  const risk = overallRisk(evidence, profile, notesOf(plan));
  const findings = rules.flatMap((rule) => rule({ plan, evidence, profile, risk }));
  const reasons: Diagnostic[] = [];
  const warnings: Diagnostic[] = [];
  const accepted: Acceptance[] = [];
  const repairs = new Map<string, Repair>();
  for (const { diagnostic, repair, acceptable } of findings) {
    const grave = diagnostic.severity === 'error';
    const answer = grave && !acceptable ? undefined : acceptanceOf(plan, diagnostic);
    if (answer !== undefined) {
      accepted.push({
        warning: { ...diagnostic, severity: 'warning' },
        reason: answer.reason,
        ...(answer.by === undefined ? {} : { by: answer.by }),
      });
      // What leaves the country stands among the warnings also where an office has decided.
      if (diagnostic.code === 'mark-cross-border') warnings.push(diagnostic);
    } else if (grave) {
      reasons.push(diagnostic);
      if (repair) keepStrictest(repairs, repair);
    } else warnings.push(diagnostic);
  }
  const refused = reasons.length > 0;
  return {
    verdict: refused ? 'refused' : 'published',
    profile: profile.name,
    label: refused ? null : labelOf(profile, warnings, accepted),
    reasons,
    warnings,
    accepted,
    repairs: [...repairs.values()],
    risk,
  };
}

/** A release that could be restored goes out on its authorisation and says so. */
function labelOf(profile: ReleaseProfile, warnings: Diagnostic[], accepted: Acceptance[]): ReleaseLabel {
  const all = [...warnings, ...accepted.map(({ warning }) => warning)];
  const restorable = all.some(({ code }) => code === 'column-restorable');
  return profile.outcome === 'anonymised' && restorable ? 'authorised' : profile.outcome;
}

/** Two findings may ask for the same setting: the larger number answers both. */
function keepStrictest(repairs: Map<string, Repair>, repair: Repair): void {
  const path = repair.path.join('\u0000');
  const before = repairs.get(path);
  const larger =
    before &&
    typeof before.value === 'number' &&
    typeof repair.value === 'number' &&
    repair.value > before.value;
  if (!before || larger) repairs.set(path, repair);
}

function acceptanceOf(plan: Plan, warning: Diagnostic): Plan['accept'][number] | undefined {
  return plan.accept.find(
    ({ code, column }) => code === warning.code && (column === undefined || column === warning.args.column),
  );
}

function notesOf(plan: Plan): Readonly<Record<string, unknown>> {
  const { notes } = plan.dataset;
  return typeof notes === 'object' && notes !== null ? (notes as Record<string, unknown>) : {};
}
