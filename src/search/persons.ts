import { type Histogram, personColumn } from '../core/histogram.js';
import type { Groups } from './group.js';
import type { MetricColumn } from './metric.js';
import { NodeLabels } from './node-labels.js';
import type { SensitiveCounts, Tuples } from './tuples.js';

/** Persons per group of a node, and per group and sensitive value; arrays are valid until the next count. */
export interface PersonCounts {
  sizes: Float64Array;
  sensitive: readonly Pick<SensitiveCounts, 'groups' | 'values' | 'counts'>[];
}

/**
 * Counts persons instead of records: one with several rows counts once per class, and once per class and value. Groups of
 * a node unite rows of one person, so that their numbers do not add up and every node is counted from the rows.
 */
export class Persons {
  readonly total: number; // persons of the table
  /** Per sensitive column of the tuples: persons that have a value, and their sum. */
  readonly totals: { persons: Float64Array; sum: number }[];
  readonly #labels: NodeLabels;
  readonly #every: Int32Array; // the numbers of all tuples
  readonly #starts: Int32Array; // rows of person p lie in [starts[p], starts[p + 1])
  readonly #tuple: Int32Array; // per row, in the order of persons
  readonly #values: Int32Array[]; // per sensitive column and row
  readonly #domains: number[];

  /** Throws nothing; `histogram` has a column of role `person`, `tuples.of` says which tuple its rows are of. */
  constructor(histogram: Histogram, tuples: Tuples, quasi: readonly MetricColumn[]) {
    const persons = histogram.codes[personColumn(histogram)]!;
    this.total = histogram.columns[personColumn(histogram)]!.values.length;
    this.#every = Int32Array.from({ length: tuples.size }, (_, t) => t);
    this.#starts = new Int32Array(this.total + 1);
    for (const person of persons) this.#starts[person + 1]!++;
    for (let p = 0; p < this.total; p++) this.#starts[p + 1]! += this.#starts[p]!;
    const next = this.#starts.slice();
    const order = new Int32Array(persons.length);
    persons.forEach((person, i) => {
      order[next[person]!++] = i;
    });
    this.#tuple = order.map((i) => tuples.of![i]!);
    this.#values = tuples.sensitive.map(({ column }) => order.map((i) => histogram.codes[column]![i]!));
    this.#domains = tuples.sensitive.map(({ totals }) => totals.length);
    this.#labels = new NodeLabels(quasi, tuples);
    const whole = this.#count(new Int32Array(tuples.size), 1);
    this.total = whole.sizes[0] ?? 0; // a dictionary may know persons whose rows are not here
    this.totals = whole.sensitive.map(({ values, counts }, s) => {
      const all = new Float64Array(this.#domains[s]!);
      values.forEach((value, i) => {
        all[value] = counts[i]!;
      });
      return { persons: all, sum: counts.reduce((sum, count) => sum + count, 0) };
    });
  }

  /** Persons per group of a node, in the order of its groups. */
  count(groups: Groups): PersonCounts {
    return this.#count(this.#groupOf(groups), groups.size);
  }

  /** The group of every tuple, found by its labels. */
  #groupOf({ levels, size, tuple }: Groups): Int32Array {
    const labels = this.#labels.ofTuples(levels, this.#every);
    const radix = this.#labels.sizes(levels);
    const narrow = radix.reduce((product, n) => product * n, 1) <= 2 ** 53;
    const keyOf = (t: number): number | string => {
      if (!narrow) return labels.map((column) => column[t]).join();
      let key = 0;
      for (let c = 0; c < labels.length; c++) key = key * radix[c]! + labels[c]![t]!;
      return key;
    };
    const ids = new Map<number | string, number>();
    for (let g = 0; g < size; g++) ids.set(keyOf(tuple[g]!), g);
    return this.#every.map((t) => ids.get(keyOf(t))!);
  }

  #count(group: Int32Array, size: number): PersonCounts {
    const sizes = new Float64Array(size);
    const last = new Int32Array(size).fill(-1); // the person that a group counted last
    const starts = this.#starts;
    const pairs = this.#domains.map(() => new Map<number, { persons: number; last: number }>());
    for (let p = 0; p + 1 < starts.length; p++)
      for (let i = starts[p]!; i < starts[p + 1]!; i++) {
        const g = group[this.#tuple[i]!]!;
        if (last[g] !== p) {
          last[g] = p;
          sizes[g]!++;
        }
        for (let s = 0; s < pairs.length; s++) {
          const key = g * this.#domains[s]! + this.#values[s]![i]!;
          const pair = pairs[s]!.get(key);
          if (!pair) pairs[s]!.set(key, { persons: 1, last: p });
          else if (pair.last !== p) {
            pair.persons++;
            pair.last = p;
          }
        }
      }
    return {
      sizes,
      sensitive: pairs.map((found, s) => {
        const keys = [...found.keys()].sort((a, b) => a - b);
        const domain = this.#domains[s]!;
        return {
          groups: Int32Array.from(keys, (key) => Math.floor(key / domain)),
          values: Int32Array.from(keys, (key) => key % domain),
          counts: Float64Array.from(keys, (key) => found.get(key)!.persons),
        };
      }),
    };
  }
}
