import type { Histogram } from '../../core/histogram.js';
import { type Postings, postingsOf, recordsOfLabels } from '../../kernels/classes.js';
import type { Lease } from '../../kernels/lease.js';
import { codesOf, type LabelTree } from './tree.js';

/** Combinations of labels up to which all of them are counted at once. */
const mostCells = 1 << 16;

/** Records of every combination of labels of some columns. */
interface Grid {
  records: Float64Array;
  factors: number[]; // of each column's code in the place of a combination
}

/** Counts the records that carry the same labels as a tuple of the table, in some of the columns of a tree. */
export class LabelCounter {
  readonly #table: Histogram;
  readonly #tree: LabelTree;
  readonly #columns: readonly number[]; // a level of the tree each
  readonly #lease: Lease;
  readonly #postings: (Postings | undefined)[] = []; // per level
  readonly #asked = new Set<string>(); // sets of columns
  readonly #grids = new Map<string, Grid>();

  constructor(table: Histogram, tree: LabelTree, columns: readonly number[], lease: Lease) {
    this.#table = table;
    this.#tree = tree;
    this.#columns = columns;
    this.#lease = lease;
  }

  /** Records that carry the labels of a tuple in all columns. */
  alike(tuple: number): number {
    const at = this.#tree.place(this.#columns.map((column) => this.#table.codes[column]![tuple]!));
    return at < 0 ? 0 : this.#tree.counts[at]!;
  }

  /** Records that carry the labels of a tuple in `columns`, which are some of the tree's. */
  like(tuple: number, columns: readonly number[]): number {
    const key = columns.join();
    const grid = this.#grids.get(key) ?? this.#gridOf(columns, key);
    if (!grid) return this.#search(tuple, columns);
    let place = 0;
    for (let i = 0; i < columns.length; i++)
      place += this.#table.codes[columns[i]!]![tuple]! * grid.factors[i]!;
    return grid.records[place]!;
  }

  /** What is asked for again is counted for all tuples, where there are few combinations. */
  #gridOf(columns: readonly number[], key: string): Grid | null {
    const own = columns.map((column) => ({
      codes: this.#tree.codes[this.#columns.indexOf(column)]!,
      labels: this.#table.columns[column]!.values.length,
    }));
    const cells = own.reduce((product, { labels }) => product * labels, 1);
    if (cells > Math.min(mostCells, this.#tree.size)) return null;
    if (!this.#asked.has(key)) {
      this.#asked.add(key);
      return null;
    }
    const factors = own.map((_, i) => own.slice(i + 1).reduce((product, { labels }) => product * labels, 1));
    const grid = { records: recordsOfLabels(this.#lease, own, this.#tree.counts), factors };
    this.#grids.set(key, grid);
    return grid;
  }

  /** The rarest label is looked up, and its classes are gone through. */
  #search(tuple: number, columns: readonly number[]): number {
    const levels = columns.map((column) => this.#columns.indexOf(column));
    const labels = columns.map((column) => this.#table.codes[column]![tuple]!);
    let first = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (let at = 0; at < levels.length; at++) {
      const { starts } = this.#postingsOf(levels[at]!);
      const size = starts[labels[at]! + 1]! - starts[labels[at]!]!;
      if (size >= fewest) continue;
      fewest = size;
      first = at;
    }
    const { starts, places } = this.#postingsOf(levels[first]!);
    const codes = levels.map((level) => this.#tree.codes[level]!);
    let records = 0;
    for (let at = starts[labels[first]!]!; at < starts[labels[first]! + 1]!; at++) {
      const one = places[at]!;
      let i = 0;
      while (i < codes.length && codes[i]![one] === labels[i]) i++;
      if (i === codes.length) records += this.#tree.counts[one]!;
    }
    return records;
  }

  #postingsOf(level: number): Postings {
    const known = this.#postings[level];
    if (known) return known;
    const { labels } = codesOf(this.#table, this.#columns[level]!);
    const postings = postingsOf(this.#lease, { codes: this.#tree.codes[level]!, labels });
    this.#postings[level] = postings;
    return postings;
  }
}
