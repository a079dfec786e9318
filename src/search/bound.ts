import type { Problem } from './problem.js';
import { RussianDoll } from './russian-doll.js';

/** Columns of the first sets that are solved. */
const firstSize = 3;

/** Entries beyond which the steps of a descent would take too much memory. */
const mostTuples = 200_000;

/** What is known of the nodes that suppress so many records. */
interface Interval {
  from: number; // records
  to: number; // inclusive
  size: number; // columns of the sets it was solved for
  value: number; // no such node loses less
}

/**
 * A lower bound for every valid node, raised as long as there is time. The number of suppressed records is divided
 * into intervals and the columns into sets: within an interval no set can cost less than it does alone when no more is
 * suppressed, every column costs at least what the least number of suppressed records costs there, and the costs of
 * sets add up. The interval with the lowest bound is looked at next: halved while it is wide, else solved for larger sets.
 */
export class GapBound {
  /** No valid node loses less. */
  value: number;
  readonly #problem: Problem;
  readonly #intervals: Interval[];
  readonly #dolls = new Map<string, RussianDoll>();
  #size = 0; // of the sets that have dolls

  /** `least` records are suppressed by every node. Null where the metric does not treat columns apart, or sizes do not count. */
  static of(problem: Problem, least: number): GapBound | null {
    const { metric, sizes, limit } = problem;
    const fits = metric.apart && metric.length === 1 && sizes.least > 1 && sizes.tuples.size <= mostTuples;
    return fits && least <= limit ? new GapBound(problem, least) : null;
  }

  private constructor(problem: Problem, least: number) {
    this.#problem = problem;
    const out = new Float64Array(1);
    problem.metric.bound(problem.space.from, least, out);
    this.value = out[0]!;
    this.#intervals = [{ from: least, to: problem.limit, size: firstSize - 1, value: this.value }];
  }

  /**
   * Yields once for every partition of tuples that is counted; ends when no interval can be bettered, or when none can
   * hold a node that loses less than `best()`.
   */
  *steps(best: () => number): Generator<void, void, void> {
    const { tuples } = this.#problem.sizes;
    const all = this.#problem.space.from.length;
    const records = Math.max(1, tuples.records);
    for (;;) {
      const lowest = this.#intervals.reduce((a, b) => (b.value < a.value ? b : a));
      this.value = Math.max(this.value, lowest.value);
      if (lowest.value >= best()) return;
      const width = lowest.to - lowest.from;
      if (width > 0 && width / records > 0.25 / (lowest.size + 1)) this.#halve(lowest);
      else if (lowest.size < all) yield* this.#solve(lowest);
      else if (width > 0) this.#halve(lowest);
      else return;
    }
  }

  close(): void {
    for (const doll of this.#dolls.values()) doll.close();
    this.#dolls.clear();
  }

  #halve(interval: Interval): void {
    const middle = Math.floor((interval.from + interval.to) / 2);
    // Halves are solved for sets of the same size before they are for larger ones.
    const size = Math.max(firstSize - 1, interval.size - 1);
    const { space, metric } = this.#problem;
    const out = new Float64Array(1);
    metric.bound(space.from, middle + 1, out);
    this.#intervals.push({
      ...interval,
      from: middle + 1,
      size,
      value: Math.max(interval.value, out[0]!),
    });
    interval.to = middle;
    interval.size = size;
  }

  /** Solves an interval for sets of one column more. */
  *#solve(interval: Interval): Generator<void, void, void> {
    const { input, metric, sizes } = this.#problem;
    const { columns } = input;
    const { cost, loss } = metric.apart!;
    interval.size++;
    if (interval.size > this.#size) {
      this.close();
      this.#size = interval.size;
    }
    let sum = 0;
    for (let first = 0; first < columns.length; first += interval.size) {
      const set = columns
        .slice(first, first + interval.size)
        .map((column, j) => ({ ...column, at: first + j }));
      const costs = set.map(({ at, to }) =>
        Array.from({ length: to + 1 }, (_, level) => cost(at, level, interval.from)),
      );
      const key = `${interval.size}:${first}`;
      let doll = this.#dolls.get(key);
      if (!doll) {
        doll = new RussianDoll(sizes.tuples, set, sizes.least);
        this.#dolls.set(key, doll);
      }
      sum += yield* doll.solve(costs, interval.to);
    }
    const value = sum === Number.POSITIVE_INFINITY ? sum : loss(sum);
    if (value > interval.value) interval.value = value;
  }
}
