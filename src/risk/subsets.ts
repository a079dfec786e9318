import { KeyNumbers } from './key-numbers.js';

/** Distinct tuples of codes with the records each has. */
export interface Tuples {
  codes: readonly Int32Array[]; // per column, at most 30
  counts: Float64Array; // records per tuple
}

/**
 * What a set of columns singles out. `mask` has a bit per column; `newly` are the tuples of one record that are alone under
 * the set and not under its parent, the set without its first column; `uniques` counts all records that are alone.
 */
export type VisitSubset = (mask: number, size: number, newly: readonly number[], uniques: number) => void;

/**
 * Visits every non-empty set of at most `most` columns, subsets before supersets (masks ascend). A set is its parent
 * with a column more, so each costs one pass over the tuples that the parent leaves in company: who is alone there is
 * alone in all that follow. That is what makes SUDA2 fast (Manning, Haglin & Keane 2008).
 */
export function eachSubset({ codes, counts }: Tuples, most: number, visit: VisitSubset): void {
  const tuples = counts.length;
  const radix = codes.map((column) => column.reduce((top, code) => Math.max(top, code), 0) + 1);
  const numbers = Array.from({ length: most + 1 }, () => new Int32Array(tuples)); // class per tuple, by depth
  const descend = (mask: number, below: number, size: number, active: Int32Array, alone: number) => {
    if (size === most) return;
    for (let c = 0; c < below; c++) {
      const of = numbers[size + 1]!;
      const records = number(numbers[size]!, codes[c]!, radix[c]!, active, of);
      const newly: number[] = [];
      const rest: number[] = [];
      for (const i of active) {
        if (records[of[i]!] === 1) newly.push(i);
        else rest.push(i);
      }
      const set = mask | (1 << c);
      visit(set, size + 1, newly, alone + newly.length);
      descend(set, c, size + 1, Int32Array.from(rest), alone + newly.length);
    }
  };
  /** Numbers the classes of parent and column in `of`; returns the records of each. */
  const number = (
    parent: Int32Array,
    column: Int32Array,
    width: number,
    active: Int32Array,
    of: Int32Array,
  ) => {
    const known = new KeyNumbers(active.length);
    const records = new Float64Array(active.length);
    for (const i of active) {
      const g = known.number(parent[i]! * width + column[i]!);
      of[i] = g;
      records[g]! += counts[i]!;
    }
    return records;
  };
  descend(
    0,
    codes.length,
    0,
    Int32Array.from({ length: tuples }, (_, i) => i),
    0,
  );
}

/** The largest size of sets, at most `wanted`, for which visiting them all looks at no more than `work` tuples; at least 1. */
export function affordable(columns: number, tuples: number, wanted: number, work: number): number {
  let sets = 0;
  let ofSize = 1;
  for (let size = 1; size <= wanted; size++) {
    ofSize = (ofSize * (columns - size + 1)) / size;
    sets += ofSize;
    if (sets * tuples > work) return Math.max(1, size - 1);
  }
  return wanted;
}
