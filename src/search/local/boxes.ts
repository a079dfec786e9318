import type { LevelTable } from '../levels.js';
import type { Tuples } from '../tuples.js';

/** What the values of a column may become in a class of its own: boxes are numbered, each with a label. */
export interface Boxes {
  readonly values: number;
  readonly level: ArrayLike<number>; // per box, of the hierarchy
  readonly labels: ArrayLike<string>; // per box
  readonly loss: ArrayLike<number>; // per box, times the weight
  readonly weight: number;
  share(box: number): number; // loss of a box, [0, 1], whatever the weight
  leaf(value: number): number; // the finest box of a value
  add(box: number, value: number): number; // the least box that holds a box and a value
}

/** A column as local recoding sees it. */
export interface BoxSource {
  levels: LevelTable;
  from: number;
  to: number; // inclusive
  weight: number;
}

/** Cells that the tables of joins may have over all columns; beyond, partitions are not refined. */
const mostCells = 6_000_000;

/**
 * The generalised values of one column, numbered over all levels: a box is a label at a level, and stands for the
 * values below it. The loss of a box is its share of the domain, rescaled to [0, 1] (0 for a leaf, 1 for `*`).
 */
export class BoxColumn implements Boxes {
  readonly values: number;
  readonly boxes: number;
  readonly level: Int32Array; // per box
  readonly labels: string[]; // per box
  readonly loss: Float64Array; // per box, times the weight; Infinity above the highest level allowed
  readonly weight: number;
  readonly #shares: Float64Array; // loss per box without weight
  readonly #boxAt: Int32Array[]; // per level and value
  readonly #sample: Int32Array; // a value of each box
  readonly #from: number;

  constructor({ levels, from, to, weight }: BoxSource) {
    this.values = levels.codes[0]!.length;
    this.#from = from;
    this.weight = weight;
    this.labels = [];
    const level: number[] = [];
    const loss: number[] = [];
    const shares: number[] = [];
    const sample: number[] = [];
    this.#boxAt = levels.codes.map((codes, l) => {
      const start = level.length;
      const span = 1 - 1 / levels.domain;
      for (const label of levels.labels[l]!) {
        this.labels.push(label);
        level.push(l);
        loss.push(0);
        sample.push(0);
      }
      codes.forEach((code, value) => {
        const share = span > 0 ? Math.max(0, (levels.shares[l]![code]! - 1 / levels.domain) / span) : 0;
        shares[start + code] = share;
        loss[start + code] = l > to ? Number.POSITIVE_INFINITY : share * weight;
        sample[start + code] = value;
      });
      return codes.map((code) => start + code);
    });
    this.boxes = level.length;
    this.level = Int32Array.from(level);
    this.loss = Float64Array.from(loss);
    this.#shares = Float64Array.from(shares);
    this.#sample = Int32Array.from(sample);
  }

  /** Loss of a box, [0, 1], whatever its weight. */
  share(box: number): number {
    return this.#shares[box]!;
  }

  /** The box of a value at the finest level allowed. */
  leaf(value: number): number {
    return this.#boxAt[this.#from]![value]!;
  }

  /** The box of a value at a level. */
  at(level: number, value: number): number {
    return this.#boxAt[level]![value]!;
  }

  /** The box of every value at a level. */
  table(level: number): Int32Array {
    return this.#boxAt[level]!;
  }

  /** The least box that holds a box and a value. */
  add(box: number, value: number): number {
    const sample = this.#sample[box]!;
    let level = this.level[box]!;
    while (this.#boxAt[level]![value] !== this.#boxAt[level]![sample]) level++;
    return this.#boxAt[level]![value]!;
  }
}

/** Per value and box of every column by how much their join costs more than the box: what the scans of a refinement read. */
export class JoinTable {
  readonly rise: Float64Array; // ≥ 0; Infinity where the join is not allowed
  readonly starts: Int32Array; // per column
  readonly widths: Int32Array; // boxes per column
  /**
   * Columns by what joining two records costs there per logarithm of boxes, the most first: sums that are too large are
   * known sooner, and a tree of the first columns has few branches, most of them too dear.
   */
  readonly order: Int32Array;

  private constructor(columns: readonly BoxColumn[], { codes, counts, records }: Tuples, cells: number) {
    this.rise = new Float64Array(cells);
    this.starts = new Int32Array(columns.length);
    this.widths = Int32Array.from(columns, ({ boxes }) => boxes);
    let at = 0;
    columns.forEach((column, c) => {
      this.starts[c] = at;
      for (let value = 0; value < column.values; value++)
        for (let box = 0; box < column.boxes; box++) {
          const joined = column.loss[column.add(box, value)]!;
          this.rise[at++] = joined === Number.POSITIVE_INFINITY ? joined : joined - column.loss[box]!;
        }
    });
    const cost = columns.map((column, c) => {
      const share = new Float64Array(column.values);
      codes[c]!.forEach((value, i) => {
        share[value]! += counts[i]! / records;
      });
      let sum = 0;
      for (let a = 0; a < column.values; a++)
        for (let b = 0; b < column.values; b++)
          sum += share[a]! * share[b]! * column.loss[column.add(column.leaf(b), a)]!;
      return sum / Math.log(1 + column.boxes);
    });
    this.order = Int32Array.from(cost.map((_, c) => c).sort((a, b) => cost[b]! - cost[a]! || a - b));
  }

  /** Null where the tables would be too large. */
  static of(columns: readonly BoxColumn[], tuples: Tuples): JoinTable | null {
    const cells = columns.reduce((sum, { values, boxes }) => sum + values * boxes, 0);
    return cells <= mostCells ? new JoinTable(columns, tuples, cells) : null;
  }
}
