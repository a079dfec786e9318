import type { Evidence } from '../core/proof.js';
import type { ReleaseProfile } from './profiles/index.js';

/** A control that the recipient has, or the motive of an insider. */
export type Degree = 'high' | 'mid' | 'low';

/** The chance that somebody attacks, and the three ways it may come about. */
export interface AttackContext {
  insider: number; // T1, deliberate insider
  acquaintance: number; // T2, somebody recognises somebody
  breach: number; // T3, the recipient loses the data
  total: number; // T, the largest of them
  /** Which parts the policy stated; what it did not state takes the worst value. */
  stated: readonly string[];
}

/** Overall risk of a release, and what it was made of. */
export interface OverallRisk {
  maxTheta: number; // largest 1/size over the classes
  meanPerRecord: number; // mean of 1/size over records = classes / records
  meanPerClass: number; // mean of 1/size over classes
  context: AttackContext;
  overall: number | null; // null where the profile asks for none; 1 where a class exceeds its threshold
}

/** T1 by the recipient's control and the insider's motive (GB/T 42460-2023, secondary source). */
const insiderChance: Record<Degree, Record<Degree, number>> = {
  high: { low: 0.05, mid: 0.1, high: 0.2 },
  mid: { low: 0.2, mid: 0.3, high: 0.4 },
  low: { low: 0.4, mid: 0.5, high: 0.6 },
};

/** T3 by the recipient's safeguards (same source). */
const breachChance: Record<Degree, number> = { high: 0.14, mid: 0.27, low: 0.55 };

/**
 * The chance of an attack in the context that the policy states under `dataset.notes`: `control`, `motive` and
 * `safeguards` (high, mid, low), `prevalence` (share of the population that is in the table) and `acquaintances`
 * (people that one person knows). T2 = 1 − (1 − prevalence)^acquaintances. What is not stated takes the worst value,
 * so that silence never lowers a risk; before the public T is 1.
 */
export function attackContext(
  profile: ReleaseProfile,
  notes: Readonly<Record<string, unknown>>,
): AttackContext {
  if (profile.audience === 'public') {
    return { insider: 1, acquaintance: 1, breach: 1, total: 1, stated: [] };
  }
  const stated: string[] = [];
  const degree = (name: string, worst: Degree): Degree => {
    const value = notes[name];
    if (value !== 'high' && value !== 'mid' && value !== 'low') return worst;
    stated.push(name);
    return value;
  };
  const insider = insiderChance[degree('control', 'low')][degree('motive', 'high')];
  const breach = breachChance[degree('safeguards', 'low')];
  const prevalence = share(notes.prevalence);
  const acquaintances = count(notes.acquaintances);
  let acquaintance = 1;
  if (prevalence !== null && acquaintances !== null) {
    stated.push('prevalence', 'acquaintances');
    acquaintance = 1 - (1 - prevalence) ** acquaintances;
  }
  return { insider, acquaintance, breach, total: Math.max(insider, acquaintance, breach), stated };
}

/** Risk of a release under a profile; the mean is taken per class and per record and the larger one counts. */
export function overallRisk(
  evidence: Evidence,
  profile: ReleaseProfile,
  notes: Readonly<Record<string, unknown>>,
): OverallRisk {
  const { proof } = evidence;
  const context = attackContext(profile, notes);
  const maxTheta = proof.k > 0 ? 1 / proof.k : 1;
  // A person may be in several classes, which are then not as many as persons.
  const meanPerRecord =
    proof.persons !== undefined
      ? proof.risk.prosecutor.mean
      : proof.records > 0
        ? proof.classes / proof.records
        : 1;
  const meanPerClass = Math.min(maxTheta, meanOverClasses(evidence) ?? maxTheta);
  let overall: number | null = null;
  if (profile.maxRisk && maxTheta > profile.maxRisk.value * (1 + 1e-9)) overall = 1;
  else if (profile.overall === 'max') overall = maxTheta;
  else if (profile.overall === 'mean-in-context') {
    overall = Math.max(meanPerRecord, meanPerClass) * context.total;
  }
  return { maxTheta, meanPerRecord, meanPerClass, context, overall };
}

/**
 * Mean of 1/size over the classes, bounded from above by the buckets of the size distribution: each class counts as
 * large as the smallest size its bucket can hold. Null where there are no classes.
 */
function meanOverClasses(evidence: Evidence): number | null {
  const { bounds, classes } = evidence.sizes.after;
  let total = 0;
  let sum = 0;
  for (let i = 0; i < classes.length; i++) {
    const smallest = i === 0 ? 1 : (bounds[i - 1] as number) + 1;
    total += classes[i] as number;
    sum += (classes[i] as number) / smallest;
  }
  return total > 0 ? sum / total : null;
}

function share(value: unknown): number | null {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return number >= 0 && number <= 1 && value !== '' ? number : null;
}

function count(value: unknown): number | null {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number >= 0 && value !== '' ? number : null;
}
