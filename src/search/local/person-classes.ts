import { type Histogram, personColumn } from '../../core/histogram.js';
import type { ClassView } from '../../core/model.js';
import type { Tuples } from '../tuples.js';

/** Who the records of each tuple are of, for classes that are sets of tuples: one of several rows counts once per class. */
export class PersonSets {
  readonly total: number; // persons of the table
  readonly #lists: Lists;

  /** `histogram` has a column of role `person`. */
  constructor(histogram: Histogram, tuples: Tuples) {
    this.#lists = new Lists(tuples, histogram.codes[personColumn(histogram)]!);
    this.total = this.count(Array.from({ length: tuples.size }, (_, i) => i));
  }

  /** Persons of a set of tuples; counting may end at `enough`. */
  count(members: readonly number[], enough = Number.POSITIVE_INFINITY): number {
    return this.#lists.distinct(members, enough, () => {});
  }
}

/** Persons per value of a sensitive column, over sets of tuples. */
export class PersonValues {
  /** Persons that have each value, of the whole table, and their sum. */
  readonly totals: Float64Array;
  readonly sum: number;
  readonly #lists: Lists;
  readonly #valueOf: number[] = []; // per pair of person and value
  readonly #seen: Int32Array;
  readonly #view: ClassView;

  constructor(histogram: Histogram, tuples: Tuples, column: number) {
    const persons = histogram.codes[personColumn(histogram)]!;
    const values = histogram.codes[column]!;
    const domain = histogram.columns[column]!.values.length;
    const pairs = new Map<number, number>();
    const pairOf = persons.map((person, row) => {
      const key = person * domain + values[row]!;
      let pair = pairs.get(key);
      if (pair === undefined) {
        pair = pairs.size;
        pairs.set(key, pair);
        this.#valueOf.push(values[row]!);
      }
      return pair;
    });
    this.#lists = new Lists(tuples, pairOf);
    this.#seen = new Int32Array(domain).fill(-1);
    this.#view = {
      size: 0,
      population: 0,
      values: new Int32Array(domain),
      counts: new Float64Array(domain),
      from: 0,
      to: 0,
    };
    this.totals = new Float64Array(domain);
    this.#lists.distinct(
      Array.from({ length: tuples.size }, (_, i) => i),
      Number.POSITIVE_INFINITY,
      (pair) => {
        this.totals[this.#valueOf[pair]!]!++;
      },
    );
    this.sum = this.totals.reduce((sum, count) => sum + count, 0);
  }

  /** Persons per value of a class; `weight` is their sum. Valid until the next call. */
  view(members: readonly number[]): ClassView {
    const view = this.#view;
    const { values, counts } = view;
    const seen = this.#seen;
    let to = 0;
    view.weight = this.#lists.distinct(members, Number.POSITIVE_INFINITY, (pair) => {
      const value = this.#valueOf[pair]!;
      let at = seen[value]!;
      if (at < 0) {
        at = seen[value] = to++;
        values[at] = value;
        counts[at] = 0;
      }
      counts[at]!++;
    });
    for (let at = 0; at < to; at++) seen[values[at]!] = -1;
    view.to = to;
    return view;
  }
}

/** A number per row of the histogram, listed by tuple, each once. */
class Lists {
  readonly #starts: Int32Array;
  readonly #entries: Int32Array;
  readonly #last: Int32Array; // per number, the count that saw it last
  #counts = 0;

  constructor(tuples: Tuples, numbers: Int32Array) {
    const of = tuples.of ?? Int32Array.from(numbers.keys());
    const starts = new Int32Array(tuples.size + 1);
    for (const tuple of of) starts[tuple + 1]!++;
    for (let i = 0; i < tuples.size; i++) starts[i + 1]! += starts[i]!;
    const next = starts.slice();
    this.#entries = new Int32Array(numbers.length);
    numbers.forEach((number, row) => {
      this.#entries[next[of[row]!]!++] = number;
    });
    this.#starts = starts;
    this.#last = new Int32Array(numbers.reduce((top, number) => Math.max(top, number), -1) + 1).fill(-1);
  }

  /** Distinct numbers of some tuples, each handed to `visit` once; ends at `enough`. */
  distinct(members: readonly number[], enough: number, visit: (number: number) => void): number {
    const stamp = this.#counts++;
    let found = 0;
    for (const i of members)
      for (let p = this.#starts[i]!; p < this.#starts[i + 1]!; p++) {
        const number = this.#entries[p]!;
        if (this.#last[number] === stamp) continue;
        this.#last[number] = stamp;
        visit(number);
        if (++found >= enough) return found;
      }
    return found;
  }
}
