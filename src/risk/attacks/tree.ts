import type { Histogram } from '../../core/histogram.js';
import { type Classes, type Codes, classesOf } from '../../kernels/classes.js';
import { Lease } from '../../kernels/lease.js';

/** Ranges of classes, flat: from, to (exclusive), from, to … */
export interface Ranges {
  at: number[];
  records: number; // of all classes in them
}

/** Sums of distances that are equal but for the order of adding. */
const rounding = 1e-12;

/**
 * The records of a release by some of its columns: distinct combinations of labels (classes), sorted by their codes
 * column by column. What a prefix of columns has in common is one range of classes, so that sorted arrays are a tree of
 * prefixes: a person's labels are found by descending it, whatever the number of records. Records without count are left out.
 */
export class LabelTree {
  /** Codes of every class, a column each, in the order of the tree. */
  readonly codes: readonly Int32Array[];
  readonly counts: Float64Array; // records per class
  readonly size: number; // classes
  readonly #classes: Classes;

  constructor(table: Histogram, columns: readonly number[], lease = new Lease(table.size)) {
    const classes = classesOf(
      lease,
      columns.map((column) => codesOf(table, column)),
      recordsOf(table),
    );
    this.#classes = classes;
    this.codes = classes.codes;
    this.counts = classes.counts;
    this.size = classes.size;
  }

  /** Tuples of the table in the classes of a range. */
  tuples(from: number, to: number): Int32Array {
    const { order, firsts } = this.#classes;
    return order.subarray(firsts[from], firsts[to]);
  }

  /** Classes whose label in each of the first columns is one of the codes given for it, ascending. */
  matching(codes: readonly Int32Array[]): Ranges {
    const found: Ranges = { at: [], records: 0 };
    if (this.size > 0) this.#descend(codes, 0, 0, this.size, found);
    return found;
  }

  #descend(codes: readonly Int32Array[], level: number, from: number, to: number, found: Ranges): void {
    if (level === codes.length) {
      found.at.push(from, to);
      found.records += this.#classes.before[to]! - this.#classes.before[from]!;
      return;
    }
    const own = this.codes[level]!;
    const wanted = codes[level]!;
    // Two sorted lists leap over each other: the cost is that of the shorter one.
    for (let at = from, want = 0; at < to && want < wanted.length; ) {
      const code = own[at]!;
      if (code < wanted[want]!) at = leap(own, at, to, wanted[want]!);
      else if (code > wanted[want]!) want = leap(wanted, want, wanted.length, code);
      else {
        const end = leap(own, at, to, code + 1);
        this.#descend(codes, level + 1, at, end, found);
        at = end;
        want++;
      }
    }
  }

  /** The class with these very codes; -1 where there is none. */
  place(codes: readonly number[]): number {
    let from = 0;
    let to = this.size;
    for (let level = 0; level < codes.length && from < to; level++) {
      from = leap(this.codes[level]!, from, to, codes[level]!);
      to = leap(this.codes[level]!, from, to, codes[level]! + 1);
    }
    return from < to ? from : -1;
  }

  /**
   * All classes at the least sum of distances, ties included; `far` has the distance of every code, [0, 1], a column
   * each. Branches that cannot reach the best sum found so far are not entered.
   */
  nearest(far: readonly Float64Array[]): Ranges & { distance: number } {
    const levels = far.length;
    // What the columns below add at least.
    const least = new Float64Array(levels + 1);
    for (let level = levels - 1; level >= 0; level--) {
      let low = Number.POSITIVE_INFINITY;
      for (const distance of far[level]!) low = Math.min(low, distance);
      least[level] = least[level + 1]! + low;
    }
    let best = this.#greedy(far);
    let at: number[] = [];
    let records = 0;
    const descend = (level: number, from: number, to: number, sum: number): void => {
      if (level === levels) {
        if (sum < best - rounding) {
          at = [];
          records = 0;
        }
        best = Math.min(best, sum);
        at.push(from, to);
        records += this.#classes.before[to]! - this.#classes.before[from]!;
        return;
      }
      const own = this.codes[level]!;
      for (let start = from; start < to; ) {
        const code = own[start]!;
        const end = leap(own, start, to, code + 1);
        const next = sum + far[level]![code]!;
        if (next + least[level + 1]! <= best + rounding) descend(level + 1, start, end, next);
        start = end;
      }
    };
    if (this.size > 0) descend(0, 0, this.size, 0);
    return { at, records, distance: best };
  }

  /** The sum of distances of the class that taking the nearest label column by column leads to. */
  #greedy(far: readonly Float64Array[]): number {
    if (this.size === 0) return Number.POSITIVE_INFINITY;
    let from = 0;
    let to = this.size;
    let sum = 0;
    for (let level = 0; level < far.length; level++) {
      const own = this.codes[level]!;
      let [bestFrom, bestTo, low] = [from, to, Number.POSITIVE_INFINITY];
      for (let start = from; start < to; ) {
        const end = leap(own, start, to, own[start]! + 1);
        if (far[level]![own[start]!]! < low) {
          low = far[level]![own[start]!]!;
          [bestFrom, bestTo] = [start, end];
        }
        start = end;
      }
      [from, to] = [bestFrom, bestTo];
      sum += low;
    }
    return sum;
  }
}

/** A column of a table with the number of its labels. */
export function codesOf({ codes, columns }: Histogram, column: number): Codes {
  return { codes: codes[column]!, labels: columns[column]!.values.length };
}

/** Records per tuple of a table. */
export function recordsOf({ counts, size }: Histogram): Float64Array {
  return counts.subarray(0, size);
}

/** The first place from `at` on whose entry is not below `wanted`, in steps that double, then by halves. */
function leap(list: Int32Array, at: number, end: number, wanted: number): number {
  let step = 1;
  let low = at;
  let high = at;
  while (high < end && list[high]! < wanted) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  if (high > end) high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
