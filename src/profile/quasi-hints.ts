import type { ColumnProfile } from '../core/profile.js';
import { namesThing } from './headers.js';

/** A column that may single people out although neither its name nor its values say so. */
export interface QuasiHint {
  name: string;
  index: number;
  distinct: number;
  reason: 'distinct';
}

/**
 * Columns without a personal entity whose number of distinct values is that of a quasi-identifier: enough to tell
 * people apart, few enough to recur. Columns that name things (states, order numbers, amounts) are left out. Most
 * telling first: by the entropy that so many equally likely values would have at most, log2(distinct).
 */
export function quasiHints(columns: readonly ColumnProfile[]): QuasiHint[] {
  return columns
    .filter((column) => column.role === 'safe' && column.distinct >= 2 && column.distinct <= 2000)
    .filter((column) => column.distinct <= 0.5 * column.nonEmpty)
    .filter((column) => !namesThing(column.name) || namesPlace(column.name))
    .map(({ name, index, distinct }) => ({ name, index, distinct, reason: 'distinct' as const }))
    .sort((a, b) => b.distinct - a.distinct || a.index - b.index);
}

/** Whether a header names a place: of things it is a place, of people it tells people apart. */
export function namesPlace(header: string): boolean {
  return /country|city|province|region|county|district|城市|省份|国家|国籍|地名/i.test(header);
}
