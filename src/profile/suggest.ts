import { format, type MessageArgs, type MessageCode } from '../core/diagnostics.js';
import type { Entity, Role } from '../core/entities.js';
import type { ColumnProfile, TableProfile } from '../core/profile.js';
import type { Bilingual } from '../core/text.js';
import { recogniserOf } from '../recognisers/index.js';
import { namesPlace, quasiHints } from './quasi-hints.js';

/** A hierarchy as a policy names it: its kind, or its kind with parameters. */
export type SuggestedHierarchy = string | ({ kind: string } & Record<string, unknown>);

/** What a policy may say of one column, to begin with. */
export interface SuggestedColumn {
  name: string;
  role: Role;
  /** Operator, or null: a quasi-identifier is then left to the search, anything else is kept. */
  use: string | null;
  params: Record<string, unknown>;
  hierarchy?: SuggestedHierarchy;
  code: MessageCode; // why
  comment: Bilingual; // the message of that code, no cell value
}

/** Hierarchies that generalise an entity. */
const hierarchies: Partial<Record<Entity, SuggestedHierarchy>> = {
  'birth-date': 'date',
  address: 'cn-address',
  'cn-region-code': 'cn-region',
  age: 'age',
  'postal-code': { kind: 'prefix', keep: [4, 3, 2] },
};

/** Quasi-identifiers nearly as telling as a name, which no hierarchy without parameters fits. */
const tooTelling: ReadonlySet<Entity> = new Set(['geo-coordinate']);

/** What links tables about organisations, and in a table about people is where they work or learn. */
const ofPeople: ReadonlySet<Entity> = new Set(['organisation-name']);

/** What a kind of release allows, as far as suggestions depend on it. */
interface Allowance {
  pseudonyms: boolean;
  text: boolean;
  linking: boolean;
}

const strictest: Allowance = { pseudonyms: false, text: false, linking: false };
const allowances: Readonly<Record<string, Allowance>> = {
  'open-unconditional': strictest,
  'open-conditional': { ...strictest, text: true },
  'exchange-listing': { ...strictest, text: true },
  'internal-sharing': { pseudonyms: true, text: true, linking: true },
  'ema-0070': { ...strictest, text: true },
  'hipaa-safe-harbor': strictest,
};

/**
 * The treatment to begin with for every column under a kind of release (a name of the release profiles; unknown names
 * get the strictest). Nothing is decided here: the officer reads, changes and signs the policy.
 */
export function suggestPolicyColumns(
  columns: readonly ColumnProfile[],
  releaseProfile = 'open-conditional',
): SuggestedColumn[] {
  const allowed = allowances[releaseProfile] ?? strictest;
  const people = columns.some(({ role }) => role === 'direct');
  const hinted = new Set(quasiHints(columns).map(({ index }) => index));
  return columns.map((column) => {
    const { role, use, hierarchy, params, code } = treat(column, allowed, hinted.has(column.index), people);
    const args: MessageArgs = { entity: column.entity ?? '?', distinct: column.distinct };
    // Where the draft speaks of a header that was not believed, of what that names.
    const named = code === 'suggest-promised' ? (column.promised ?? null) : column.entity;
    const comment = (language: 'en' | 'zh') =>
      format(code, { ...args, entity: entityName(named, language) }, language);
    return {
      name: column.name,
      role,
      use,
      params: params ?? {},
      ...(hierarchy === undefined ? {} : { hierarchy }),
      code,
      comment: { en: comment('en'), zh: comment('zh') },
    };
  });
}

/** The suggestions for the columns of a profiled table. */
export function suggest(profile: TableProfile, releaseProfile?: string): SuggestedColumn[] {
  return suggestPolicyColumns(profile.columns, releaseProfile);
}

interface Treatment {
  role: Role;
  use: string | null;
  params?: Record<string, unknown>;
  hierarchy?: SuggestedHierarchy;
  code: MessageCode;
}

function treat(column: ColumnProfile, allowed: Allowance, hinted: boolean, people: boolean): Treatment {
  const { entity, role, reasons, rare } = column;
  if (column.financialGrade === 'C3')
    return { role: 'direct', use: 'suppress', code: 'suggest-authentication' };
  if (reasons.includes('masked')) return { role: 'quasi', use: 'suppress', code: 'suggest-masked' };
  switch (role) {
    case 'direct':
      // A name says nothing once it is a pseudonym; a number keeps its use as a key.
      // Numbers of one register are no numbers of another: no domain is theirs.
      if (allowed.pseudonyms && entity === 'personal-number')
        return { role, use: 'pseudonym', code: 'suggest-direct-linked' };
      if (!allowed.pseudonyms || entity === null || !joins(entity)) {
        return { role, use: 'suppress', code: 'suggest-direct' };
      }
      return { role, use: 'pseudonym', params: { domain: entity }, code: 'suggest-direct-linked' };
    case 'quasi': {
      if (entity !== null && tooTelling.has(entity))
        return { role, use: 'suppress', code: 'suggest-quasi-drop' };
      const hierarchy = entity === null ? undefined : hierarchies[entity];
      if (hierarchy !== undefined) return { role, use: null, hierarchy, code: 'suggest-hierarchy' };
      return { role, use: null, code: 'suggest-quasi' };
    }
    case 'sensitive':
      return { role, use: null, code: 'suggest-sensitive' };
    case 'linking':
      if (people && entity !== null && ofPeople.has(entity)) {
        return { role: 'quasi', use: null, code: 'suggest-quasi' };
      }
      return { role, use: allowed.linking ? null : 'suppress', code: 'suggest-linking' };
    case 'text':
      return allowed.text
        ? { role, use: 'redact', code: 'suggest-text' }
        : { role, use: 'suppress', code: 'suggest-text-drop' };
    case 'safe':
      if (column.promised !== undefined) return { role, use: 'suppress', code: 'suggest-promised' };
      if (rare.length > 0) {
        return { role: 'text', use: allowed.text ? 'redact' : 'suppress', code: 'suggest-rare' };
      }
      // When somebody was registered, admitted or paid tells people apart as well as a birth date.
      if (entity === 'date' && people)
        return { role: 'quasi', use: null, hierarchy: 'date', code: 'suggest-hierarchy' };
      if (reasons.includes('opaque')) return { role, use: 'suppress', code: 'suggest-opaque' };
      if (reasons.includes('code')) return { role, use: null, code: 'suggest-code' };
      if (hinted && people && namesPlace(column.name))
        return { role: 'quasi', use: null, code: 'suggest-place' };
      return { role, use: null, code: hinted ? 'suggest-distinct' : 'suggest-safe' };
  }
}

/** Whether an identifier is worth keeping as a key: numbers are, names and accounts that change are not. */
function joins(entity: Entity): boolean {
  return recogniserOf(entity)?.grade === 4;
}

function entityName(entity: Entity | null, language: 'en' | 'zh'): string {
  if (entity === null) return language === 'en' ? 'unknown' : '未知类型';
  return recogniserOf(entity)?.summary[language] ?? entity;
}
