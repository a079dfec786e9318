import type { Entity, Grade, Role } from '../core/entities.js';
import type { ColumnProfile, ColumnTally } from '../core/profile.js';
import type { Recogniser } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { compact, defaultRecognition, isSentinel, readDate } from '../recognisers/index.js';
import { ColumnEvidence, type Evidence, exactly, type Witness, weightOf, witnesses } from './evidence.js';
import { namesPersonNumber, namesThing, namesVersion } from './headers.js';
import { leftovers, leftStanding, maskedEntity } from './masked.js';
import { rareHits } from './rare.js';

/** What else is known when a column is typed. */
export interface TypingContext {
  index?: number; // 0-based position in the table
  recognisers?: readonly Recogniser[]; // default: all
}

/** Combined evidence from which an entity is believed on its values alone. */
const believed = 0.5;

/** The same for names and the like that recur, without a header that hints at them: goods and plants recur as well. */
const believedOfRecurring = 0.62;

/**
 * Decides what a column is from its header and all its values. Header and values that agree come first, then values
 * that speak for themselves (values win over a header), then masked values, then a header that the values do not
 * contradict. Shares have all non-empty cells as their denominator.
 */
export function typeColumn(tally: ColumnTally, context: TypingContext = {}): ColumnProfile {
  return weigh(tally, context).profile;
}

/** A typed column with everything that was weighed for it. */
export interface Weighed {
  profile: ColumnProfile;
  evidence: ColumnEvidence;
  witnesses: number; // distinct values looked at
}

/** As `typeColumn`, and keeps what it was decided from. */
export function weigh(tally: ColumnTally, context: TypingContext = {}): Weighed {
  const recognisers = context.recognisers ?? defaultRecognition.recognisers;
  const cells = witnesses(tally);
  const evidence = new ColumnEvidence(tally, cells, recognisers);
  const decided = decide(tally, cells, evidence);
  const estimated = evidence.all.find(({ entity }) => entity === decided.entity);
  const own = estimated && tally.values ? exactly(estimated, tally, cells, recognisers) : estimated;
  const rare = rareHits(tally, cells, recognisers, own ?? null);
  const inside = rare[0]?.count ?? 0;
  const verdict = inside > 0 && inside >= nearlyAll * tally.nonEmpty ? asText(decided) : decided;
  const grades = rare.map(({ entity }) => recognisers.find((r) => r.entity === entity)?.grade ?? 1);
  const profile: ColumnProfile = {
    name: tally.name,
    index: context.index ?? 0,
    entity: verdict.entity,
    role: verdict.role,
    confidence: Math.round(Math.min(0.99, verdict.confidence) * 1000) / 1000,
    share: own && tally.nonEmpty > 0 ? Math.round(own.share * 1e6) / 1e6 : 0,
    nonEmpty: tally.nonEmpty,
    distinct: tally.distinct,
    rare,
    grade: Math.max(verdict.grade, ...grades) as Grade,
    ...(verdict.promised === undefined ? {} : { promised: verdict.promised }),
    reasons: rare.length > 0 ? [...verdict.reasons, 'rare'] : verdict.reasons,
  };
  return { profile, evidence, witnesses: cells.length };
}

/** Share of cells with an identifier inside from which a column is read as texts about persons. */
const nearlyAll = 0.95;

/** What was taken for safe is text where nearly every cell has an identifier inside other text. */
function asText(verdict: Verdict): Verdict {
  if (verdict.role !== 'safe' || verdict.entity !== null || verdict.promised !== undefined) return verdict;
  return { ...verdict, role: 'text', grade: 3, reasons: [] };
}

interface Verdict {
  entity: Entity | null;
  role: Role;
  grade: Grade;
  confidence: number;
  reasons: string[];
  promised?: Entity;
}

function decide(tally: ColumnTally, cells: readonly Witness[], evidence: ColumnEvidence): Verdict {
  const named = evidence.counted(({ header }) => header.strength >= 0.8);
  const byHeader = [...named].sort(headerFirst)[0];
  if (tally.nonEmpty === 0 || cells.length === 0) {
    if (byHeader) return of(byHeader, 0.4 * byHeader.header.strength, ['header', 'empty']);
    return nothing(['empty']);
  }
  const agreed = named.filter(({ share, quality }) => share >= 0.5 && quality > 0).sort(headerFirst)[0];
  // A header of the right kind with weak values yields to values that prove something else by themselves.
  const overruled = () => worth(agreed!) < 0.12 && evidence.atLeast(0.8).some((one) => worth(one) >= 0.8);
  if (agreed && !overruled()) return withValues(agreed, cells, joint(agreed));
  const valued = evidence.atLeast(0.5).sort((a, b) => worth(b) - worth(a))[0];
  const masked = maskedShare(cells);
  if (masked.share >= 0.3 && (!valued || worth(valued) < believed))
    return maskedVerdict(masked, cells, byHeader, evidence.all);
  if (
    !byHeader &&
    namesPersonNumber(tally.name) &&
    !(valued?.recogniser.role === 'direct' && worth(valued) >= believed)
  ) {
    const verdict = personNumber(tally, cells);
    if (verdict) return verdict;
  }
  if (valued) {
    const spread = valued.recogniser.spread;
    const fits =
      valued.header.strength >= 0.25 || spread === undefined || spread(cells.map(({ text }) => text));
    if (fits && (joint(valued) >= neededFor(valued, tally) || byMajority(valued, cells))) {
      const confidence = byMajority(valued, cells) ? Math.max(0.8, joint(valued)) : joint(valued);
      const verdict = withValues(valued, cells, confidence);
      return byHeader && byHeader.entity !== valued.entity ? against(byHeader, verdict) : verdict;
    }
  }
  const mixed = mixture(
    evidence.counted(({ recogniser }) => recogniser.role === 'direct'),
    cells,
  );
  if (mixed) return mixed;
  // Many different words under the name of an amount are what is worth it: an inventory.
  const inventory =
    byHeader?.recogniser.amount === true && byHeader.share < 0.2 && isMany(tally) && !plainForm(tally);
  if (byHeader && !inventory) {
    if (byHeader.share >= 0.2) return withValues(byHeader, cells, 0.5);
    const numbered = byHeader.recogniser.role === 'direct' && mayIdentify(tally, cells);
    if (numbered || !plainForm(tally)) return of(byHeader, 0.35 * byHeader.header.strength, ['header']);
    return against(byHeader, nothing([]));
  }
  const ofThings = namesThing(tally.name) || namesVersion(tally.name);
  return nothing(opaque(tally) ? [ofThings ? 'code' : 'opaque'] : ['none']);
}

/** Characters from which a person's number is told from other figures of a text: mentions of shorter ones are no proof. */
const shortestNumber = 5;

/** Codes under a header that names a person's number; null where the values are no codes or only a few. */
function personNumber(tally: ColumnTally, cells: readonly Witness[]): Verdict | null {
  const codes = cells.filter(({ text }) => /^(?=.*\d)[0-9A-Za-z][0-9A-Za-z_-]{0,39}$/.test(compact(text)));
  if (weightOf(codes) < 0.8 * weightOf(cells)) return null;
  const long = codes.filter(({ text }) => compact(text).length >= shortestNumber);
  if (weightOf(long) < 0.8 * weightOf(cells)) return isMany(tally) ? nothing(['opaque']) : null;
  return {
    entity: 'personal-number',
    role: 'direct',
    grade: 3,
    confidence: 0.6,
    reasons: ['header', 'person-number'],
  };
}

/** How sure header and values together must be before values that the header does not name are believed. */
function neededFor(valued: Evidence, tally: ColumnTally): number {
  if (namesVersion(tally.name) && shareOf(tally, Shape.ipv4) >= 0.5) return Number.POSITIVE_INFINITY;
  if (namesThing(tally.name)) return 0.8;
  const { role, strongShape } = valued.recogniser;
  const vague = role === 'direct' && strongShape === undefined && valued.header.strength === 0;
  return vague && tally.distinct <= 0.25 * tally.nonEmpty ? believedOfRecurring : believed;
}

/** Whether so many different values are accepted that chance is no explanation. */
function byMajority({ share, recogniser }: Evidence, cells: readonly Witness[]): boolean {
  return recogniser.seldomByChance === true && share >= 0.9 && cells.length >= many;
}

/** Stronger header first, then the longer name, then the better values. */
function headerFirst(a: Evidence, b: Evidence): number {
  return b.header.strength - a.header.strength || b.header.length - a.header.length || worth(b) - worth(a);
}

/** What the values alone are worth. */
export function worth({ share, quality }: Evidence): number {
  return share * quality;
}

/** Header and values together, as independent witnesses. */
export function joint(evidence: Evidence): number {
  const strength = evidence.header.strength;
  return 1 - (1 - (strength >= 0.8 ? 0.75 : 0.5) * strength) * (1 - worth(evidence));
}

function of(evidence: Evidence, confidence: number, reasons: string[]): Verdict {
  const { entity, recogniser } = evidence;
  return { entity, role: recogniser.role, grade: recogniser.grade, confidence, reasons };
}

function withValues(evidence: Evidence, cells: readonly Witness[], confidence: number): Verdict {
  const reasons: string[] = [];
  if (evidence.header.strength >= 0.25) reasons.push('header');
  // Values that prove nothing without the header are not named as a reason: a proof of residuals relies on that.
  if (worth(evidence) >= 0.4 || byMajority(evidence, cells)) reasons.push('values');
  const verdict = of(evidence, confidence, reasons);
  const { recogniser } = evidence;
  if (recogniser.checkDigit && worth(evidence) >= 0.4) {
    reasons.push(evidence.strong >= 0.5 ? 'checksum' : 'checksum-low');
  }
  if (datedEntities.has(verdict.entity!) && cells.some(({ text }) => sentinel(text)))
    reasons.push('sentinel');
  const personal = recogniser.personal;
  if (personal && cells.some((cell) => personal(cell.text))) {
    verdict.role = 'direct';
    verdict.grade = Math.max(verdict.grade, 3) as Grade;
    reasons.push('personal-part');
  }
  return verdict;
}

const datedEntities: ReadonlySet<Entity> = new Set<Entity>(['date', 'birth-date']);

/** A date that systems write for "unknown" or "forever". */
function sentinel(text: string): boolean {
  const day = readDate(text);
  return day !== null && isSentinel(day);
}

/** A verdict on values that are not what the header names. */
function against({ entity, recogniser }: Evidence, verdict: Verdict): Verdict {
  const personal = ofPersons.has(recogniser.role);
  return {
    ...verdict,
    reasons: [...verdict.reasons, 'header-conflict'],
    ...(personal ? { promised: entity } : {}),
  };
}

const ofPersons: ReadonlySet<Role> = new Set<Role>(['direct', 'quasi', 'sensitive']);

function nothing(reasons: string[]): Verdict {
  return { entity: null, role: 'safe', grade: 1, confidence: 0, reasons };
}

/** Several identifiers that together fill a column, as phones and e-mails under 联系方式. */
function mixture(identifiers: readonly Evidence[], cells: readonly Witness[]): Verdict | null {
  const direct = identifiers.filter(({ strong }) => strong >= 0.05).sort((a, b) => b.strong - a.strong);
  const total = direct.reduce((sum, { strong }) => sum + strong, 0);
  if (direct.length < 2 || total < 0.6) return null;
  const verdict = withValues(direct[0]!, cells, 0.8 * Math.min(1, total));
  return { ...verdict, reasons: [...new Set([...verdict.reasons, 'values', 'mixed'])] };
}

interface Masked {
  share: number;
  entity: Entity | null;
}

function maskedShare(cells: readonly Witness[]): Masked {
  const kinds = new Map<Entity | null, number>();
  let total = 0;
  for (const { text, weight } of cells) {
    total += weight;
    const kind = maskedEntity(text);
    if (kind !== false) kinds.set(kind, (kinds.get(kind) ?? 0) + weight);
  }
  const ranked = [...kinds].sort((a, b) => b[1] - a[1]);
  const hits = ranked.reduce((sum, [, count]) => sum + count, 0);
  return { share: total === 0 ? 0 : hits / total, entity: ranked[0]?.[0] ?? null };
}

/** What a mask leaves standing narrows down who is meant: a quasi-identifier. */
function maskedVerdict(
  masked: Masked,
  cells: readonly Witness[],
  header: Evidence | undefined,
  evidence: readonly Evidence[],
): Verdict {
  const known = header ?? evidence.find(({ entity }) => entity === masked.entity);
  const left = new Set(
    cells.flatMap(({ text }) => {
      const kind = maskedEntity(text);
      return kind === false ? [] : leftStanding(text, kind ?? known?.entity ?? null);
    }),
  );
  const told = leftovers.filter((code) => left.has(code));
  return {
    entity: known?.entity ?? null,
    role: 'quasi',
    grade: 2,
    confidence: 0.6 + 0.35 * masked.share,
    reasons: [...(header ? ['header'] : []), 'masked', ...told],
  };
}

/** Numbers, dates and machine codes: they contradict a header that promises something else. */
function plainForm(tally: ColumnTally): boolean {
  return (
    shareOf(tally, Shape.integer) + shareOf(tally, Shape.decimal) >= 0.8 ||
    shareOf(tally, Shape.date) >= 0.8 ||
    shareOf(tally, Shape.uuid) >= 0.8
  );
}

/** Distinct values from which numbers are not taken for a few codes. */
const many = 20;

function isMany({ distinct, nonEmpty }: ColumnTally): boolean {
  return distinct >= many || distinct >= 0.5 * nonEmpty;
}

/** Whether whole numbers may be identifiers under a header that says so: of seven digits or more, and many or mostly different. */
function mayIdentify(tally: ColumnTally, cells: readonly Witness[]): boolean {
  if (!isMany(tally)) return false;
  const long = cells.filter(({ text }) => /^\d{7,}$/.test(compact(text)));
  return weightOf(long) >= 0.8 * weightOf(cells);
}

function shareOf(tally: ColumnTally, shape: number): number {
  return (tally.shapes[shape] ?? 0) / tally.nonEmpty;
}

/** Nearly every value is different and none is a number or date: an identifier of a kind that is not known. */
function opaque(tally: ColumnTally): boolean {
  return tally.nonEmpty >= many && tally.distinct >= 0.5 * tally.nonEmpty && !plainForm(tally);
}
