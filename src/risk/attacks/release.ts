import type { Histogram } from '../../core/histogram.js';
import { type ColumnLabels, LabelCover, rememberLabels } from '../../core/label-cover.js';
import { recordsOfLabels } from '../../kernels/classes.js';
import { Lease } from '../../kernels/lease.js';
import { LabelCounter } from './counter.js';
import { LabelIndex } from './label-index.js';
import { codesOf, LabelTree, recordsOf } from './tree.js';

/** Labels that the publisher's method may give the values of a column; the same for every release of a dataset. */
export type Labels = (column: string) => ColumnLabels['labelsOf'];

/** Trees that are kept: an attack uses the known columns, two halves of them, all columns, and a secret beside the known. */
const mostTrees = 6;

/** A release as the adversary holds it: its distinct tuples, indexed by label. */
export class Release {
  readonly table: Histogram;
  readonly labelsOf: Labels;
  readonly everything: readonly number[]; // all columns
  readonly #covers: (LabelCover | undefined)[] = [];
  readonly #frequencies: (Float64Array | undefined)[] = [];
  readonly #indexes = new Map<string, LabelIndex>();
  readonly #lease: Lease;

  constructor(table: Histogram, labels: Labels = () => undefined) {
    this.table = table;
    this.#lease = new Lease(table.size);
    this.everything = table.columns.map((_, column) => column);
    const known = new Map<string, ColumnLabels['labelsOf']>();
    // What a value may be written as is worked out once, for this release and all that are compared with it.
    this.labelsOf = (column) => {
      if (!known.has(column)) known.set(column, rememberLabels(labels(column)));
      return known.get(column);
    };
  }

  /** The labels of a column, and which of them cover a value. */
  cover(column: number): LabelCover {
    const known = this.#covers[column];
    if (known) return known;
    const cover = new LabelCover(this.labels(column));
    this.#covers[column] = cover;
    return cover;
  }

  /** The labels of a column, and which of them a value may have. */
  labels(column: number): ColumnLabels {
    const { name, values } = this.table.columns[column]!;
    const labelsOf = this.labelsOf(name);
    return { name, values, ...(labelsOf ? { labelsOf } : {}) };
  }

  /** Records of each label of a column. */
  frequencies(column: number): Float64Array {
    const known = this.#frequencies[column];
    if (known) return known;
    const records = recordsOfLabels(this.#lease, [codesOf(this.table, column)], recordsOf(this.table));
    this.#frequencies[column] = records;
    return records;
  }

  /** Counts records by labels of these columns. */
  counter(columns: readonly number[]): LabelCounter {
    const { tree, columns: ordered } = this.index(columns);
    return new LabelCounter(this.table, tree, ordered, this.#lease);
  }

  /** Records of each pair of labels of two columns, those of one label of the first next to each other. */
  crossed(first: number, second: number): Float64Array {
    const { table } = this;
    return recordsOfLabels(this.#lease, [codesOf(table, first), codesOf(table, second)], recordsOf(table));
  }

  /** The records by these columns, those of a class told apart by `secret`: the last level of the tree. The indexes that were used last are kept. */
  index(columns: readonly number[], secret: number | null = null): LabelIndex {
    const key = `${columns.join()}|${secret}`;
    const known = this.#indexes.get(key);
    this.#indexes.delete(key);
    if (known) {
      this.#indexes.set(key, known); // used last
      return known;
    }
    if (this.#indexes.size >= mostTrees) this.#indexes.delete(this.#indexes.keys().next().value!);
    // Columns of many labels first: they leave the least to look at below.
    const labels = (column: number) => this.table.columns[column]!.values.length;
    const ordered = [...columns].sort((a, b) => labels(b) - labels(a) || a - b);
    const tree = new LabelTree(this.table, secret === null ? ordered : [...ordered, secret], this.#lease);
    const covers = ordered.map((column) => this.cover(column));
    const index = new LabelIndex(ordered, tree, covers);
    this.#indexes.set(key, index);
    return index;
  }
}
