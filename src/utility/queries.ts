import type { Key } from '../core/random.js';
import type { QueryError } from '../core/utility.js';
import { postingsOf } from '../kernels/classes.js';
import { Lease } from '../kernels/lease.js';
import type { ComparedColumn } from './columns.js';

/** A condition of a counting query: the values of a column whose places in its order are from `low` to `high`, both among them. */
interface Condition {
  column: OrderedColumn;
  low: number;
  high: number;
}

/** A column with its values in order, of numbers their own. */
interface OrderedColumn {
  numbers: number; // values in the order of their numbers; each other value stands alone, behind these
  starts: Int32Array; // where the tuples of each place begin, and where the last ones end
  tuples: Int32Array; // of the table, in the order of their values
  tupleRanks: Int32Array; // per tuple of the table
  covers: readonly Int32Array[]; // per label the places of what it covers, ascending
  after: Int32Array; // labels of the release's tuples
  shares: Float64Array; // scratch, per label
}

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
  const lease = new Lease(before.length);
  const ordered = columns.map((column) => orderedColumn(column, before.length, lease));
  const errors = new Float64Array(queries);
  const taken = new Float64Array(after.length);
  for (let q = 0; q < queries; q++) {
    const draw = key.random(`query ${q}`);
    const tuple = find(upTo, draw.fraction() * records);
    const asked = chosen(columns.length, 1 + draw.below(Math.min(mostColumns, columns.length)), (n) =>
      draw.below(n),
    );
    const conditions = asked.map((c) => {
      const width = 0.02 + 0.4 * draw.fraction(); // share of the distinct values
      return condition(ordered[c]!, tuple, width);
    });
    const truth = count(conditions, before);
    const estimate = estimated(conditions, after, taken);
    errors[q] = Math.abs(estimate - truth) / Math.max(truth, least);
  }
  errors.sort();
  const at = (share: number) => errors[Math.min(queries - 1, Math.floor(share * queries))] ?? 0;
  const mean = queries > 0 ? errors.reduce((sum, error) => sum + error, 0) / queries : 0;
  return { queries, least, mean, median: at(0.5), p90: at(0.9) };
}

/** A column's values in order, and the tuples by them. */
function orderedColumn(
  { values, numbers, covers, before, after }: ComparedColumn,
  size: number,
  lease: Lease,
): OrderedColumn {
  const order = numbers ? inOrder(numbers) : new Int32Array(0);
  const ranks = new Int32Array(values.length).fill(-1);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]!] = rank;
  for (let code = 0, rank = order.length; code < ranks.length; code++)
    if (ranks[code]! < 0) ranks[code] = rank++;
  const tupleRanks = new Int32Array(size);
  for (let i = 0; i < size; i++) tupleRanks[i] = ranks[before[i]!]!;
  const { starts, places } = postingsOf(lease, { codes: tupleRanks, labels: values.length });
  return {
    numbers: order.length,
    starts,
    tuples: places,
    tupleRanks,
    covers: covers.map((covered) => covered.map((code) => ranks[code]!).sort()),
    after,
    shares: new Float64Array(covers.length),
  };
}

/** The values a condition takes: the record's own, or its neighbours in order as well. */
function condition(column: OrderedColumn, tuple: number, width: number): Condition {
  const at = column.tupleRanks[tuple]!;
  const size = column.numbers;
  if (at >= size) return { column, low: at, high: at };
  const half = Math.max(1, Math.round((width * size) / 2));
  return { column, low: Math.max(0, at - half), high: Math.min(size - 1, at + half) };
}

/** Records that meet all conditions: tuples are taken from the column in which fewest do. Sums of records are exact in any order. */
function count(conditions: readonly Condition[], records: Float64Array): number {
  const first = conditions.reduce((a, b) => (tuplesIn(b) < tuplesIn(a) ? b : a));
  const others = conditions.filter((one) => one !== first);
  const { starts, tuples } = first.column;
  const end = starts[first.high + 1]!;
  let sum = 0;
  for (let at = starts[first.low]!; at < end; at++) {
    const tuple = tuples[at]!;
    let met = 0;
    while (met < others.length && meets(others[met]!, tuple)) met++;
    if (met === others.length) sum += records[tuple]!;
  }
  return sum;
}

function tuplesIn({ column: { starts }, low, high }: Condition): number {
  return starts[high + 1]! - starts[low]!;
}

function meets({ column, low, high }: Condition, tuple: number): boolean {
  const rank = column.tupleRanks[tuple]!;
  return rank >= low && rank <= high;
}

function estimated(conditions: readonly Condition[], records: Float64Array, taken: Float64Array): number {
  taken.set(records);
  for (const condition of conditions) {
    const { shares, after } = condition.column;
    share(condition);
    for (let i = 0; i < taken.length; i++) taken[i]! *= shares[after[i]!]!;
  }
  let sum = 0;
  for (let i = 0; i < taken.length; i++) sum += taken[i]!;
  return sum;
}

/** Works out, of every label, the share of the values that it covers which a condition takes. */
function share({ column: { covers, shares }, low, high }: Condition): void {
  for (let label = 0; label < covers.length; label++) {
    const covered = covers[label]!;
    const taken = covered.length === 0 ? 0 : placeOf(covered, high + 1) - placeOf(covered, low);
    shares[label] = covered.length > 0 ? taken / covered.length : 0;
  }
}

/** The first place of an ascending list whose entry is not below `wanted`. */
function placeOf(list: Int32Array, wanted: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
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
function inOrder(numbers: Float64Array): Int32Array {
  const codes = new Int32Array(numbers.length);
  let size = 0;
  let ascends = true;
  for (let code = 0; code < numbers.length; code++) {
    if (Number.isNaN(numbers[code]!)) continue;
    if (size > 0 && numbers[codes[size - 1]!]! > numbers[code]!) ascends = false;
    codes[size++] = code;
  }
  const order = codes.subarray(0, size);
  return ascends ? order : order.sort((a, b) => numbers[a]! - numbers[b]!);
}
