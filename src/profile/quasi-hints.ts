import type { ColumnProfile, JointFinding } from '../core/profile.js';
import { namesThing } from './headers.js';

/** A column that may single people out although neither its name nor its values say so. */
export interface QuasiHint {
  name: string;
  index: number;
  distinct: number;
  /** `joint`: counted, it singles records out alone or with one or two others; `distinct`: it may, by its number of values. */
  reason: 'distinct' | 'joint';
}

/**
 * Columns without a personal entity whose number of distinct values is that of a quasi-identifier: enough to tell
 * people apart, few enough to recur. Columns that name things (states, order numbers, amounts) are left out. Most
 * telling first: by the entropy that so many equally likely values would have at most, log2(distinct). Columns of
 * which it was counted that they single records out come first.
 */
export function quasiHints(
  columns: readonly ColumnProfile[],
  joint: readonly JointFinding[] = [],
): QuasiHint[] {
  const counted = new Set(joint.flatMap((one) => one.columns));
  return columns
    .filter((column) => column.role === 'safe' && column.distinct >= 2 && column.distinct <= 2000)
    .filter((column) => column.distinct <= 0.5 * column.nonEmpty)
    .filter((column) => !namesThing(column.name) || namesPlace(column.name))
    .map(
      ({ name, index, distinct }) =>
        ({ name, index, distinct, reason: counted.has(name) ? 'joint' : 'distinct' }) satisfies QuasiHint,
    )
    .sort(
      (a, b) =>
        Number(b.reason === 'joint') - Number(a.reason === 'joint') ||
        b.distinct - a.distinct ||
        a.index - b.index,
    );
}

/** Columns whose sets are counted at most, and distinct values of one. */
const mostCandidates = 8;
const mostDistinct = 100_000;

/**
 * Columns worth counting together: quasi-identifiers and hinted ones with at least two and not too many distinct
 * values. Quasi-identifiers first, then the most telling; 0-based indices in the order of the table.
 */
export function jointCandidates(columns: readonly ColumnProfile[]): number[] {
  const countable = ({ distinct }: { distinct: number }) => distinct >= 2 && distinct <= mostDistinct;
  const quasi = columns.filter((column) => column.role === 'quasi' && countable(column));
  const hinted = quasiHints(columns).filter(countable);
  return [...quasi.sort((a, b) => b.distinct - a.distinct || a.index - b.index), ...hinted]
    .slice(0, mostCandidates)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

/** Whether a header names a place: of things it is a place, of people it tells people apart. */
export function namesPlace(header: string): boolean {
  return /country|city|province|region|county|district|城市|省份|国家|国籍|地名/i.test(header);
}
