import type { Histogram } from '../../core/histogram.js';
import { type ColumnLabels, LabelCover, rememberLabels } from '../../core/label-cover.js';
import { LabelTest } from '../../core/label-test.js';
import { LabelTree, type Ranges } from './tree.js';

/** Classes of a release that agree with what is known of a person. */
export interface Candidates extends Ranges {
  distance: number; // 0: every known value is covered
  tree: LabelTree; // that the ranges are of
}

/** Labels that the publisher's method may give the values of a column; the same for every release of a dataset. */
export type Labels = (column: string) => ColumnLabels['labelsOf'];

/** Trees that are kept: an attack uses the known columns, two halves of them, all columns, and a secret beside the known. */
const mostTrees = 6;

/** Labels that are looked at one by one, in tuples of the table, before all labels are made a tree. */
const looksPerTuple = 20;

/** Records of a release by a set of columns: the columns in the order of the tree's levels. */
export interface Index {
  columns: readonly number[];
  tree: LabelTree;
  postings: Posting[]; // per level
}

/** Where every label of a level occurs. */
interface Posting {
  starts: Int32Array; // of every label's classes, one entry more than labels
  classes: Int32Array;
}

/** A release as the adversary holds it: its distinct tuples, indexed by label. */
export class Release {
  readonly table: Histogram;
  readonly labelsOf: Labels;
  readonly everything: readonly number[]; // all columns
  readonly #covers: (LabelCover | undefined)[] = [];
  readonly #tests: (LabelTest | undefined)[] = [];
  #looks = 0; // labels looked at one by one so far
  readonly #frequencies: (Float64Array | undefined)[] = [];
  readonly #indexes = new Map<string, Index>();
  readonly #counts = new Map<string, number>();

  constructor(table: Histogram, labels: Labels = () => undefined) {
    this.table = table;
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
    const cover = new LabelCover(this.#labels(column));
    this.#covers[column] = cover;
    return cover;
  }

  /**
   * Classes whose labels cover a person in every one of the columns. With `secret` the classes are told apart by that
   * column too, the last one of the tree.
   */
  matching(
    person: readonly (string | null)[],
    columns: readonly number[],
    secret: number | null = null,
  ): Candidates {
    const { tree, columns: ordered } = this.index(columns, secret);
    const codes = ordered.map((column) => this.cover(column).codes(person[column] ?? null));
    return { ...tree.matching(codes), distance: 0, tree };
  }

  /** All classes at the least distance, ties included: an order of records decides nothing. */
  nearest(
    person: readonly (string | null)[],
    columns: readonly number[],
    secret: number | null = null,
  ): Candidates {
    const exact = this.matching(person, columns, secret);
    if (exact.records > 0) return exact;
    const { tree, columns: ordered } = this.index(columns, secret);
    return {
      ...tree.nearest(ordered.map((column) => this.cover(column).distances(person[column] ?? null))),
      tree,
    };
  }

  /**
   * Records that cover a person in all columns, told up to two; `candidates` are all that cover the person in `columns`. Where they
   * are few each is looked at; reading and sorting the labels of every column pays where they are many.
   */
  covering(
    person: readonly (string | null)[],
    columns: readonly number[],
    candidates: Candidates,
  ): 0 | 1 | 2 {
    const { codes, counts, columns: all, size } = this.table;
    const others = this.everything
      .filter((column) => !columns.includes(column))
      .sort((a, b) => all[b]!.values.length - all[a]!.values.length);
    let records = 0;
    for (let range = 0; range < candidates.at.length && records < 2; range += 2) {
      for (const tuple of candidates.tree.tuples(candidates.at[range]!, candidates.at[range + 1]!)) {
        if (this.#looks++ > looksPerTuple * size) {
          const { records: found } = this.matching(person, this.everything);
          return found > 1 ? 2 : found > 0 ? 1 : 0;
        }
        if (
          others.every((column) => this.#test(column).covers(person[column] ?? null, codes[column]![tuple]!))
        )
          records += counts[tuple]!;
        if (records > 1) break;
      }
    }
    return records > 1 ? 2 : records > 0 ? 1 : 0;
  }

  #test(column: number): LabelTest {
    this.#tests[column] ??= new LabelTest(this.#labels(column));
    return this.#tests[column];
  }

  #labels(column: number): ColumnLabels {
    const { name, values } = this.table.columns[column]!;
    const labelsOf = this.labelsOf(name);
    return { name, values, ...(labelsOf ? { labelsOf } : {}) };
  }

  /** Records of each label of a column. */
  frequencies(column: number): Float64Array {
    const known = this.#frequencies[column];
    if (known) return known;
    const { codes, columns, counts, size } = this.table;
    const labels = codes[column]!;
    const records = new Float64Array(columns[column]!.values.length);
    for (let tuple = 0; tuple < size; tuple++) records[labels[tuple]!]! += counts[tuple]!;
    this.#frequencies[column] = records;
    return records;
  }

  /** Records that carry the labels of a tuple in `columns`, which are some of `all`. */
  countLike(tuple: number, columns: readonly number[], all: readonly number[]): number {
    const labels = columns.map((column) => this.table.codes[column]![tuple]!);
    const key = `${columns.join()}|${labels.join()}`;
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const { tree, columns: ordered, postings } = this.index(all);
    const levels = columns.map((column) => ordered.indexOf(column));
    // The rarest label is looked up, and its classes are gone through.
    let first = 0;
    let fewest = Number.POSITIVE_INFINITY;
    levels.forEach((level, at) => {
      postings[level] ??= postingsOf(tree.codes[level]!, this.table.columns[ordered[level]!]!.values.length);
      const { starts } = postings[level]!;
      const size = starts[labels[at]! + 1]! - starts[labels[at]!]!;
      if (size < fewest) {
        fewest = size;
        first = at;
      }
    });
    const { starts, classes } = postings[levels[first]!]!;
    const others = levels.map((_, at) => at).filter((at) => at !== first);
    const codes = others.map((at) => tree.codes[levels[at]!]!);
    const wanted = others.map((at) => labels[at]!);
    let records = 0;
    for (let at = starts[labels[first]!]!; at < starts[labels[first]! + 1]!; at++) {
      const one = classes[at]!;
      let i = 0;
      while (i < codes.length && codes[i]![one] === wanted[i]) i++;
      if (i === codes.length) records += tree.counts[one]!;
    }
    this.#counts.set(key, records);
    return records;
  }

  /** The records by these columns, and then by `secret`. The trees that were used last are kept. */
  index(columns: readonly number[], secret: number | null = null): Index {
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
    const tree = new LabelTree(this.table, secret === null ? ordered : [...ordered, secret]);
    const index = { columns: ordered, tree, postings: [] };
    this.#indexes.set(key, index);
    return index;
  }
}

function postingsOf(codes: Int32Array, labels: number): Posting {
  const starts = new Int32Array(labels + 1);
  for (const code of codes) starts[code + 1]!++;
  for (let code = 0; code < labels; code++) starts[code + 1]! += starts[code]!;
  const next = starts.slice();
  const classes = new Int32Array(codes.length);
  for (let one = 0; one < codes.length; one++) classes[next[codes[one]!]!++] = one;
  return { starts, classes };
}
