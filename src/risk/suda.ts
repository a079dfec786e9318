import { eachSubset, type Tuples } from './subsets.js';

/**
 * SUDA2: special uniques. A minimal sample unique (MSU) is a set of key columns on which a record is alone, none of
 * whose proper subsets singles it out; the smaller it is, the more special the record (Manning, Haglin & Keane 2008).
 */

export interface SudaOptions {
  /** Columns that a minimal sample unique may have at most: one fewer than there are columns, unless given. */
  most?: number;
  /** `original`: Π (A − i) for i from the size of the set to `most` (Elliot); `share`: (2^(A − size) − 1) / C(A, size). */
  scores?: 'original' | 'share';
  fraction?: number; // sampling fraction that DIS assumes, 0.01 unless given
}

export interface Suda {
  scores: Float64Array; // per tuple, 0 without a minimal sample unique
  dis: Float64Array; // per tuple: chance that a match is right (DIS-SUDA)
  contributions: Float64Array; // per column: percentage of all scores whose sets contain it
  uniques: number; // minimal sample uniques found
  bySize: Float64Array; // the same per size of the set: entry s − 1 for s columns
}

/**
 * Scores distinct tuples; only those of one record can have a score. A missing value is a value of its own here. Cost
 * grows with the subsets up to `most`; at most 30 columns.
 */
export function suda(tuples: Tuples, options: SudaOptions = {}): Suda {
  const columns = tuples.codes.length;
  const most = Math.min(options.most ?? columns - 1, columns);
  const scoreOf = options.scores === 'share' ? shareScore : originalScore;
  const scores = new Float64Array(tuples.counts.length);
  const contributions = new Float64Array(columns);
  const bySize = new Float64Array(Math.max(0, most));
  const minimal = new MaskLists(tuples.counts.length);
  let total = 0;
  eachSubset(tuples, most, (mask, size, newly) => {
    const score = scoreOf(columns, size, most);
    for (const i of newly) {
      if (!minimal.add(i, mask)) continue;
      bySize[size - 1]!++;
      scores[i]! += score;
      total += score;
      for (let c = 0; c < columns; c++) if (mask & (1 << c)) contributions[c]! += score;
    }
  });
  if (total > 0) for (let c = 0; c < columns; c++) contributions[c] = (contributions[c]! / total) * 100;
  return {
    scores,
    dis: disScores(tuples.counts, scores, options.fraction ?? 0.01),
    contributions,
    uniques: bySize.reduce((sum, sets) => sum + sets, 0),
    bySize,
  };
}

/** Sets of columns per tuple, as bit masks in chained lists: millions of them are two typed arrays. */
class MaskLists {
  readonly #heads: Int32Array;
  #masks = new Int32Array(1024);
  #next = new Int32Array(1024);
  #size = 0;

  constructor(tuples: number) {
    this.#heads = new Int32Array(tuples).fill(-1);
  }

  /** False where a subset of the mask is in the tuple's list already. */
  add(tuple: number, mask: number): boolean {
    for (let at = this.#heads[tuple]!; at >= 0; at = this.#next[at]!) {
      const known = this.#masks[at]!;
      if ((known & mask) === known) return false;
    }
    if (this.#size === this.#masks.length) {
      this.#masks = grown(this.#masks);
      this.#next = grown(this.#next);
    }
    this.#masks[this.#size] = mask;
    this.#next[this.#size] = this.#heads[tuple]!;
    this.#heads[tuple] = this.#size++;
    return true;
  }
}

function grown(list: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * list.length);
  larger.set(list);
  return larger;
}

function originalScore(columns: number, size: number, most: number): number {
  let score = 1;
  for (let i = size; i <= most; i++) score *= columns - i;
  return score;
}

function shareScore(columns: number, size: number): number {
  let choose = 1;
  for (let i = 1; i <= size; i++) choose = (choose * (columns - size + i)) / i;
  return (2 ** (columns - size) - 1) / choose;
}

/**
 * DIS (Skinner & Elliot 2002) for the file, U π / (U π + 2 P (1 − π)) with U uniques and P pairs on all columns, spread
 * over the records by score^1.2 so that the mean inverse odds of the records with a score are those of the file.
 */
function disScores(counts: Float64Array, scores: Float64Array, fraction: number): Float64Array {
  const single = counts.reduce((sum, count) => sum + (count === 1 ? 1 : 0), 0);
  const pairs = counts.reduce((sum, count) => sum + (count === 2 ? 1 : 0), 0);
  const file = (single * fraction) / (single * fraction + 2 * pairs * (1 - fraction));
  let scored = 0;
  let inverse = 0;
  for (const score of scores) {
    if (score === 0) continue;
    scored++;
    inverse += score ** -1.2;
  }
  return scores.map((score) => {
    if (score === 0 || !(file > 0)) return 0;
    return 1 / (1 + ((((1 - file) / file) * score ** -1.2) / inverse) * scored);
  });
}
