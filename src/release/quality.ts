import type { ColumnProfile } from '../core/profile.js';
import type { ColumnEvidence } from '../core/proof.js';

/** A share in [0, 1] to four digits; `hidden` where it would tell of fewer cells than the report shows; null unknown. */
export type QualityShare = number | 'hidden' | null;

/** Quality of one column on one side of the job. */
export interface QualitySide {
  completeness: QualityShare; // non-empty cells per record
  validity: QualityShare; // of the non-empty cells, those that are what the column is
  distinct: number | null; // values; estimated above 8192
  uniqueness: QualityShare; // distinct values per non-empty cell
}

/** Quality of one column before and after; `after` is null where the column was not published. */
export interface ColumnQuality {
  column: string;
  before: QualitySide | null;
  after: QualitySide | null;
}

/** What quality is measured from. */
export interface QualityInput {
  columns: readonly ColumnEvidence[];
  before: { records: number; columns: readonly ColumnProfile[] };
  after: { records: number; columns: readonly ColumnProfile[] };
  hideBelow: number; // counts from 1 to below this are not told, nor their complements
}

/** Quality of every column before and after (GB/T 36344's completeness, validity, uniqueness), without small counts. */
export function qualityOf(input: QualityInput): ColumnQuality[] {
  const find = (columns: readonly ColumnProfile[], name: string) =>
    columns.find((column) => column.name === name);
  return input.columns.map((column) => {
    const before = find(input.before.columns, column.name);
    const after = column.published ? find(input.after.columns, column.name) : undefined;
    // Running text is of no form that a cell could miss, and a generalised cell is not meant to have it any more.
    const formed = column.role !== 'text';
    const kept = formed && (column.level ?? 0) === 0;
    const { hideBelow } = input;
    return {
      column: column.name,
      before: before ? side(before, input.before.records, formed ? before.entity : null, hideBelow) : null,
      after: after
        ? side(after, input.after.records, kept ? (before?.entity ?? null) : null, hideBelow)
        : null,
    };
  });
}

function side(
  profile: ColumnProfile,
  records: number,
  entity: ColumnProfile['entity'],
  least: number,
): QualitySide {
  const { nonEmpty, distinct } = profile;
  const same = entity !== null && profile.entity === entity;
  // A run that did not count distinct values says 0, which no column with cells has.
  const counted = distinct > 0 || nonEmpty === 0;
  return {
    completeness: shareOf(nonEmpty, records, least),
    validity: same ? shareOf(Math.round(profile.share * nonEmpty), nonEmpty, least) : null,
    distinct: counted ? Math.min(distinct, nonEmpty) : null,
    uniqueness: counted && nonEmpty > 0 ? round(Math.min(1, distinct / nonEmpty)) : null,
  };
}

function shareOf(part: number, whole: number, least: number): QualityShare {
  if (whole === 0) return null;
  const small = (count: number) => count > 0 && count < least;
  return small(part) || small(whole - part) ? 'hidden' : round(part / whole);
}

function round(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
