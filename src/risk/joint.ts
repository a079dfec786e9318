import { combinations } from '../core/combinations.js';
import type { Histogram } from '../core/histogram.js';
import { KeyNumbers } from './key-numbers.js';

/** A set of columns with the records that are alone in their class under them. */
export interface JointSet {
  columns: number[]; // positions in the histogram, ascending
  uniques: number; // records alone in their class
  share: number; // of all records
}

/** What counts as singling out. */
export interface JointOptions {
  most?: number; // columns in a set, 3 unless given
  threshold?: number; // share of records alone from which a set is told, 0.05 unless given
}

/**
 * The smallest sets of columns under which at least a share of the records is alone in its class (singling out, WP29
 * opinion 05/2014). Sets that contain a smaller one of the list are left out: they single out all the more. Smaller
 * sets first, then the larger share, then the order of columns. All columns count, whatever their role; an empty cell
 * is a value of its own.
 */
export function jointUniqueness(histogram: Histogram, options: JointOptions = {}): JointSet[] {
  const { most = 3, threshold = 0.05 } = options;
  const width = histogram.columns.length;
  const found: JointSet[] = [];
  if (histogram.records === 0) return found;
  for (let size = 1; size <= Math.min(most, width); size++) {
    const minimal: JointSet[] = [];
    for (const columns of combinations(width, size)) {
      if (found.some((one) => one.columns.every((column) => columns.includes(column)))) continue;
      const uniques = uniquesUnder(histogram, columns);
      const share = uniques / histogram.records;
      if (uniques > 0 && share >= threshold) minimal.push({ columns: [...columns], uniques, share });
    }
    found.push(...minimal.sort((a, b) => b.uniques - a.uniques || compare(a.columns, b.columns)));
  }
  return found;
}

/** Records that share their values in the given columns with no other record. */
export function uniquesUnder(histogram: Histogram, columns: readonly number[]): number {
  const { size, counts } = histogram;
  const radix = columns.map((column) => histogram.columns[column]!.values.length);
  const lists = columns.map((column) => histogram.codes[column]!);
  const keys = new Float64Array(size);
  // Keys are whole numbers below 2^53; sets beyond that are numbered anew after every column.
  let range = 1;
  for (const [c, list] of lists.entries()) {
    if (range * radix[c]! > Number.MAX_SAFE_INTEGER) range = renumber(keys);
    for (let i = 0; i < size; i++) keys[i] = keys[i]! * radix[c]! + list[i]!;
    range *= radix[c]!;
  }
  const classes = new KeyNumbers(size);
  const records = new Float64Array(size);
  for (let i = 0; i < size; i++) records[classes.number(keys[i]!)]! += counts[i]!;
  let uniques = 0;
  for (let c = 0; c < classes.size; c++) if (records[c] === 1) uniques++;
  return uniques;
}

/** Replaces keys by their numbers in order of appearance; returns how many there are. */
function renumber(keys: Float64Array): number {
  const numbers = new KeyNumbers(keys.length);
  for (let i = 0; i < keys.length; i++) keys[i] = numbers.number(keys[i]!);
  return numbers.size;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, column] of a.entries()) if (column !== b[i]) return column - b[i]!;
  return 0;
}
