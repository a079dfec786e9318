import type { AssociationDrift, AssociationPair } from '../core/utility.js';
import type { ComparedColumn } from './columns.js';

/** Records by the values of two columns: each pair of values once, with its weight. */
interface Crossed {
  a: Int32Array;
  b: Int32Array;
  weights: Float64Array;
}

/** Cells of a pair of columns up to which labels are spread over the values that they cover; beyond, they are values of their own. */
const mostCells = 1_000_000;

/** Values of a category beyond which, or beyond a fifth of the records, no association with it can be told. */
const mostValues = 500;

/**
 * How all pairs of columns go together, in the table and in its release; null for less than two columns. A label counts for
 * each value that it covers, in equal parts; one that covers none is a value of its own. Categories whose values hardly recur
 * are left out.
 */
export function associationDrift(
  columns: readonly ComparedColumn[],
  before: Float64Array,
  after: Float64Array,
): AssociationDrift | null {
  const pairs: AssociationPair[] = [];
  const records = before.reduce((sum, count) => sum + count, 0);
  const recurring = columns.filter(
    ({ numbers, values }) => numbers || values.length <= Math.max(2, Math.min(mostValues, records / 5)),
  );
  recurring.forEach((a, i) => {
    for (const b of recurring.slice(i + 1)) {
      const measure = a.numbers && b.numbers ? 'correlation' : a.numbers || b.numbers ? 'ratio' : 'cramers-v';
      const of = measures[measure];
      const plain = crossed(a.before, b.before, before);
      const labels = crossed(a.after, b.after, after);
      // Of a number its mean stands for it; only categories are spread.
      const spread = spreadOver(labels, a.numbers ? null : a, b.numbers ? null : b);
      pairs.push({
        columns: [a.name, b.name],
        measure,
        before: of(plain, a.numbers, b.numbers),
        after: of(spread, a.means, b.means),
      });
    }
  });
  if (pairs.length === 0) return null;
  const drift = (pair: AssociationPair) => Math.abs(pair.after - pair.before);
  pairs.sort((a, b) => drift(b) - drift(a));
  const sum = pairs.reduce((total, pair) => total + drift(pair), 0);
  return { mean: sum / pairs.length, max: drift(pairs[0]!), pairs };
}

/** Adds up the records of equal codes. */
function crossed(a: Int32Array, b: Int32Array, counts: Float64Array): Crossed {
  const pairs = new Pairs(valuesOf(a), valuesOf(b));
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) pairs.add(a[i]!, b[i]!, counts[i]!);
  return pairs.crossed();
}

function valuesOf(codes: Int32Array): number {
  let top = 0;
  for (const code of codes) if (code > top) top = code;
  return top + 1;
}

/** Weights of pairs of codes, in the order in which pairs come first. */
class Pairs {
  readonly #width: number;
  readonly #places: Int32Array | Map<number, number>; // of a pair among those that came, from 1 on
  readonly #a: number[] = [];
  readonly #b: number[] = [];
  readonly #weights: number[] = [];

  constructor(height: number, width: number) {
    this.#width = width;
    this.#places = height * width <= mostCells ? new Int32Array(height * width) : new Map();
  }

  add(a: number, b: number, weight: number): void {
    const pair = a * this.#width + b;
    const places = this.#places;
    const place = places instanceof Map ? places.get(pair) : places[pair];
    if (place) {
      this.#weights[place - 1]! += weight;
      return;
    }
    this.#a.push(a);
    this.#b.push(b);
    const next = this.#weights.push(weight);
    if (places instanceof Map) places.set(pair, next);
    else places[pair] = next;
  }

  crossed(): Crossed {
    return {
      a: Int32Array.from(this.#a),
      b: Int32Array.from(this.#b),
      weights: Float64Array.from(this.#weights),
    };
  }
}

/** Labels as the values that they cover; a column that is not given stays as it is. */
function spreadOver(labels: Crossed, a: ComparedColumn | null, b: ComparedColumn | null): Crossed {
  const own = (column: ComparedColumn | null, label: number): Int32Array => {
    const covered = column?.covers[label];
    return covered && covered.length > 0 ? covered : Int32Array.of((column?.values.length ?? 0) + label);
  };
  let cellsOf = 0;
  for (let i = 0; i < labels.weights.length; i++)
    cellsOf += own(a, labels.a[i]!).length * own(b, labels.b[i]!).length;
  if (cellsOf > mostCells) return labels;
  const size = (column: ComparedColumn | null, codes: Int32Array) =>
    column ? column.values.length + column.labels.length : valuesOf(codes);
  const pairs = new Pairs(size(a, labels.a), size(b, labels.b));
  for (let i = 0; i < labels.weights.length; i++) {
    const [left, right] = [own(a, labels.a[i]!), own(b, labels.b[i]!)];
    const part = labels.weights[i]! / (left.length * right.length);
    for (const x of left) for (const y of right) pairs.add(x, y, part);
  }
  return pairs.crossed();
}

type Numbers = Float64Array | null; // by code

const measures = {
  /** Pearson's correlation over the records that have both numbers, [−1, 1]; 0 where one does not vary. */
  correlation({ a, b, weights }: Crossed, first: Numbers, second: Numbers): number {
    const x = (i: number) => first![a[i]!]!;
    const y = (i: number) => second![b[i]!]!;
    const both = (i: number) => !Number.isNaN(x(i)) && !Number.isNaN(y(i));
    const [mx, my] = [weightedMean(x, weights, both), weightedMean(y, weights, both)];
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let i = 0; i < weights.length; i++) {
      if (!both(i)) continue;
      const [dx, dy] = [x(i) - mx, y(i) - my];
      xx += weights[i]! * dx * dx;
      yy += weights[i]! * dy * dy;
      xy += weights[i]! * dx * dy;
    }
    return varies(xx, mx) && varies(yy, my) ? clean(Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))) : 0;
  },
  /**
   * η: the root of the share of a number's variance that lies between the categories, [0, 1], less what chance alone gives
   * (Kelley's ε², 1935); 0 where the number does not vary.
   */
  ratio(crossed: Crossed, first: Numbers, second: Numbers): number {
    const [number, category, numbers] = first
      ? [crossed.a, crossed.b, first]
      : [crossed.b, crossed.a, second!];
    const { weights } = crossed;
    const x = (i: number) => numbers[number[i]!]!;
    const known = (i: number) => !Number.isNaN(x(i));
    const mean = weightedMean(x, weights, known);
    const groups = new Map<number, number>();
    const sums = new Map<number, number>();
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      if (!known(i)) continue;
      add(groups, category[i]!, weights[i]!);
      add(sums, category[i]!, weights[i]! * (x(i) - mean));
      total += weights[i]! * (x(i) - mean) ** 2;
    }
    let between = 0;
    for (const [code, sum] of sums) between += (sum * sum) / groups.get(code)!;
    const n = weights.reduce((sum, weight, i) => sum + (known(i) ? weight : 0), 0);
    if (!varies(total, mean) || n <= groups.size) return 0;
    const unexplained = (Math.max(0, 1 - between / total) * (n - 1)) / (n - groups.size);
    return clean(Math.sqrt(Math.max(0, 1 - unexplained)));
  },
  /** Cramér's V with the correction of Bergsma (2013), [0, 1], so that many rare values show no association by chance. */
  'cramers-v'({ a, b, weights }: Crossed): number {
    const rows = new Map<number, number>();
    const columns = new Map<number, number>();
    let n = 0;
    for (let i = 0; i < weights.length; i++) {
      add(rows, a[i]!, weights[i]!);
      add(columns, b[i]!, weights[i]!);
      n += weights[i]!;
    }
    const [r, c] = [rows.size, columns.size];
    if (r < 2 || c < 2 || n < 2) return 0;
    // χ² / n = Σ observed² / (row · column) − 1
    let square = -1;
    for (let i = 0; i < weights.length; i++)
      square += weights[i]! ** 2 / (rows.get(a[i]!)! * columns.get(b[i]!)!);
    const phi = Math.max(0, square - ((r - 1) * (c - 1)) / (n - 1));
    const least = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
    return least > 0 ? clean(Math.min(1, Math.sqrt(phi / least))) : 0;
  },
};

/** What rounding leaves of nothing is nothing. */
function clean(value: number): number {
  return Math.abs(value) < 1e-7 ? 0 : value;
}

function add(sums: Map<number, number>, key: number, count: number): void {
  sums.set(key, (sums.get(key) ?? 0) + count);
}

function weightedMean(x: (i: number) => number, counts: Float64Array, known: (i: number) => boolean): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < counts.length; i++) {
    if (!known(i)) continue;
    sum += counts[i]! * x(i);
    weight += counts[i]!;
  }
  return weight > 0 ? sum / weight : 0;
}

/** Whether a sum of squares is more than what rounding leaves. */
function varies(squares: number, mean: number): boolean {
  return squares > 1e-18 * (1 + mean * mean);
}
