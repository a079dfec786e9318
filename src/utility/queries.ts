import type { Key } from '../core/random.js';
import type { QueryError } from '../core/utility.js';
import type { ComparedColumn } from './columns.js';

/** One side of a counting query: per column asked, the share of each code that the condition takes, [0, 1]. */
type Conditions = readonly { column: ComparedColumn; wanted: Uint8Array }[];

const mostColumns = 3; // conditions in a query

/**
 * Error of random counting queries (LeFevre, DeWitt & Ramakrishnan 2006): conditions on one to three columns, intervals
 * of numbers and dates, else one value, around a record drawn from the table, so that none is empty. The release answers by
 * spreading every label evenly over the values that it covers. Draws are keyed: the same tables and key, the same queries.
 */
export function queryError(
  columns: readonly ComparedColumn[],
  before: Float64Array,
  after: Float64Array,
  key: Key,
  queries: number,
): QueryError {
  const records = before.reduce((sum, count) => sum + count, 0);
  const least = Math.max(1, records / 1000);
  const upTo = cumulated(before);
  const sorted = columns.map(({ numbers }) => numbers && order(numbers));
  const errors = new Float64Array(queries);
  const left = new Int32Array(before.length + 1);
  const taken = new Float64Array(after.length);
  for (let q = 0; q < queries; q++) {
    const draw = key.random(`query ${q}`);
    const tuple = find(upTo, draw.fraction() * records);
    const asked = chosen(columns.length, 1 + draw.below(Math.min(mostColumns, columns.length)), (n) =>
      draw.below(n),
    );
    const conditions = asked.map((c) => {
      const column = columns[c]!;
      const width = 0.02 + 0.4 * draw.fraction(); // share of the distinct values
      return { column, wanted: condition(column, column.before[tuple]!, sorted[c]!, width) };
    });
    const truth = count(conditions, before, left);
    const estimate = estimated(conditions, after, taken);
    errors[q] = Math.abs(estimate - truth) / Math.max(truth, least);
  }
  errors.sort();
  const at = (share: number) => errors[Math.min(queries - 1, Math.floor(share * queries))] ?? 0;
  const mean = queries > 0 ? errors.reduce((sum, error) => sum + error, 0) / queries : 0;
  return { queries, least, mean, median: at(0.5), p90: at(0.9) };
}

/** The values a condition takes: the record's own, or its neighbours in order as well. */
function condition(
  { values }: ComparedColumn,
  code: number,
  sorted: Int32Array | null,
  width: number,
): Uint8Array {
  const wanted = new Uint8Array(values.length);
  wanted[code] = 1;
  const at = sorted ? sorted.indexOf(code) : -1;
  if (!sorted || at < 0) return wanted;
  const half = Math.max(1, Math.round((width * sorted.length) / 2));
  for (let i = Math.max(0, at - half); i <= Math.min(sorted.length - 1, at + half); i++)
    wanted[sorted[i]!] = 1;
  return wanted;
}

/** Condition after condition over the tuples that are left, noted in `left`: most fall at the first. No branches, as none can be foreseen. */
function count(conditions: Conditions, records: Float64Array, left: Int32Array): number {
  let size = records.length;
  for (let at = 0; at < conditions.length; at++) {
    const { column, wanted } = conditions[at]!;
    const codes = column.before;
    const of = size;
    size = 0;
    if (at === 0) {
      for (let i = 0; i < of; i++) {
        left[size] = i;
        size += wanted[codes[i]!]!;
      }
      continue;
    }
    for (let p = 0; p < of; p++) {
      const i = left[p]!;
      left[size] = i;
      size += wanted[codes[i]!]!;
    }
  }
  let sum = 0;
  for (let p = 0; p < size; p++) sum += records[left[p]!]!;
  return sum;
}

function estimated(conditions: Conditions, records: Float64Array, taken: Float64Array): number {
  taken.set(records);
  for (const { column, wanted } of conditions) {
    const share = sharesOf(column.covers, wanted);
    const codes = column.after;
    for (let i = 0; i < taken.length; i++) taken[i]! *= share[codes[i]!]!;
  }
  let sum = 0;
  for (let i = 0; i < taken.length; i++) sum += taken[i]!;
  return sum;
}

/** Of every label, the share of the values that it covers which a condition takes. */
function sharesOf(covers: readonly Int32Array[], wanted: Uint8Array): Float64Array {
  const shares = new Float64Array(covers.length);
  for (let label = 0; label < covers.length; label++) {
    const covered = covers[label]!;
    let taken = 0;
    for (let at = 0; at < covered.length; at++) taken += wanted[covered[at]!]!;
    shares[label] = covered.length > 0 ? taken / covered.length : 0;
  }
  return shares;
}

function cumulated(counts: Float64Array): Float64Array {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
}

/** The first entry above a number. */
function find(upTo: Float64Array, number: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** `size` numbers below `n`, by drawing without putting back. */
function chosen(n: number, size: number, below: (n: number) => number): number[] {
  const left = Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: size }, () => left.splice(below(left.length), 1)[0]!);
}

/** Codes in the order of their numbers, empty cells left out. */
function order(numbers: Float64Array): Int32Array {
  return Int32Array.from(numbers.keys())
    .filter((code) => !Number.isNaN(numbers[code]!))
    .sort((a, b) => numbers[a]! - numbers[b]!);
}
