import type { Histogram } from '../../core/histogram.js';

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
  readonly #before: Float64Array; // records of the classes before one; one entry more than classes
  readonly #order: Int32Array; // tuples of the table, class by class
  readonly #firsts: Int32Array; // where the tuples of each class begin

  constructor(table: Histogram, columns: readonly number[]) {
    const order = sorted(table, columns);
    const from = columns.map((column) => table.codes[column]!);
    const firsts = beginnings(order, from);
    this.#order = order;
    this.#firsts = firsts;
    this.size = firsts.length;
    this.codes = from.map((codes) => {
      const own = new Int32Array(firsts.length);
      for (let one = 0; one < firsts.length; one++) own[one] = codes[order[firsts[one]!]!]!;
      return own;
    });
    this.counts = new Float64Array(this.size);
    this.#before = new Float64Array(this.size + 1);
    for (let one = 0, at = 0; one < this.size; one++) {
      const end = one + 1 < this.size ? firsts[one + 1]! : order.length;
      let records = 0;
      for (; at < end; at++) records += table.counts[order[at]!]!;
      this.counts[one] = records;
      this.#before[one + 1] = this.#before[one]! + records;
    }
  }

  /** Tuples of the table in the classes of a range. */
  tuples(from: number, to: number): Int32Array {
    return this.#order.subarray(this.#firsts[from], to < this.size ? this.#firsts[to] : this.#order.length);
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
      found.records += this.#before[to]! - this.#before[from]!;
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
        records += this.#before[to]! - this.#before[from]!;
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

/** Tuples with records, sorted by their codes: counting sorts from the last column to the first. */
function sorted(table: Histogram, columns: readonly number[]): Int32Array {
  let order = new Int32Array(table.size);
  let size = 0;
  for (let tuple = 0; tuple < table.size; tuple++) if (table.counts[tuple]! > 0) order[size++] = tuple;
  order = order.subarray(0, size);
  let next = new Int32Array(size);
  for (const column of [...columns].reverse()) {
    const codes = table.codes[column]!;
    const places = new Int32Array(table.columns[column]!.values.length + 1);
    for (let at = 0; at < size; at++) places[codes[order[at]!]! + 1]!++;
    for (let code = 1; code < places.length; code++) places[code]! += places[code - 1]!;
    for (let at = 0; at < size; at++) {
      const tuple = order[at]!;
      next[places[codes[tuple]!]!++] = tuple;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** Places at which another combination of codes begins. */
function beginnings(order: Int32Array, codes: readonly Int32Array[]): Int32Array {
  const begins = new Uint8Array(order.length);
  if (order.length > 0) begins[0] = 1;
  for (const own of codes) {
    for (let at = 1; at < order.length; at++) if (own[order[at]!] !== own[order[at - 1]!]) begins[at] = 1;
  }
  let size = 0;
  for (let at = 0; at < begins.length; at++) size += begins[at]!;
  const firsts = new Int32Array(size);
  for (let at = 0, next = 0; at < begins.length; at++) if (begins[at] === 1) firsts[next++] = at;
  return firsts;
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
