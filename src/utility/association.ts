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
      const sizes = [a.labels.length, b.labels.length] as const;
      const plain = crossed(a.before, b.before, before, [a.values.length, b.values.length]);
      const labels = crossed(a.after, b.after, after, sizes);
      // Of a number its mean stands for it; only categories are spread.
      const spread = spreadOver(labels, sizes, a.numbers ? null : a, b.numbers ? null : b);
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

/** Adds up the records of equal codes; `height` and `width` are the numbers of codes. */
function crossed(
  a: Int32Array,
  b: Int32Array,
  counts: Float64Array,
  [height, width]: readonly [number, number],
): Crossed {
  const pairs = new Pairs(height, width, counts.length);
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) pairs.add(a[i]!, b[i]!, counts[i]!);
  return pairs.crossed();
}

/** Weights of pairs of codes, in the order in which pairs come first. */
class Pairs {
  readonly #width: number;
  readonly #cells: Int32Array | null; // place of a pair among those that came, from 1 on
  readonly #places = new Map<number, number>(); // the same where there would be too many cells
  readonly #a: Int32Array;
  readonly #b: Int32Array;
  readonly #weights: Float64Array;
  #size = 0;

  /** `most`: pairs that are added. */
  constructor(height: number, width: number, most: number) {
    const cells = height * width;
    this.#width = width;
    this.#cells = cells <= mostCells ? new Int32Array(cells) : null;
    this.#a = new Int32Array(Math.min(most, cells));
    this.#b = new Int32Array(this.#a.length);
    this.#weights = new Float64Array(this.#a.length);
  }

  add(a: number, b: number, weight: number): void {
    const pair = a * this.#width + b;
    let place = this.#cells ? this.#cells[pair]! : (this.#places.get(pair) ?? 0);
    if (place === 0) {
      place = ++this.#size;
      this.#a[place - 1] = a;
      this.#b[place - 1] = b;
      if (this.#cells) this.#cells[pair] = place;
      else this.#places.set(pair, place);
    }
    this.#weights[place - 1]! += weight;
  }

  crossed(): Crossed {
    const size = this.#size;
    return {
      a: this.#a.subarray(0, size),
      b: this.#b.subarray(0, size),
      weights: this.#weights.subarray(0, size),
    };
  }
}

/** Labels as the values that they cover; a column that is not given stays as it is. */
function spreadOver(
  labels: Crossed,
  sizes: readonly [number, number], // codes of each
  a: ComparedColumn | null,
  b: ComparedColumn | null,
): Crossed {
  const own = (column: ComparedColumn | null, label: number): Int32Array => {
    const covered = column?.covers[label];
    return covered && covered.length > 0 ? covered : Int32Array.of((column?.values.length ?? 0) + label);
  };
  let cellsOf = 0;
  for (let i = 0; i < labels.weights.length; i++)
    cellsOf += own(a, labels.a[i]!).length * own(b, labels.b[i]!).length;
  if (cellsOf > mostCells) return labels;
  const codesOf = (column: ComparedColumn | null, c: 0 | 1) =>
    column ? column.values.length + column.labels.length : sizes[c];
  const pairs = new Pairs(codesOf(a, 0), codesOf(b, 1), cellsOf);
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
    let weighted = 0;
    let known = 0;
    for (let i = 0; i < weights.length; i++) {
      const x = numbers[number[i]!]!;
      if (Number.isNaN(x)) continue;
      weighted += weights[i]! * x;
      known += weights[i]!;
    }
    const mean = known > 0 ? weighted / known : 0;
    // Categories in the order in which they come first.
    const places = new Map<number, number>();
    const groups: number[] = [];
    const sums: number[] = [];
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const x = numbers[number[i]!]!;
      if (Number.isNaN(x)) continue;
      const weight = weights[i]!;
      const off = x - mean;
      let place = places.get(category[i]!);
      if (place === undefined) {
        place = groups.length;
        places.set(category[i]!, place);
        groups.push(0);
        sums.push(0);
      }
      groups[place]! += weight;
      sums[place]! += weight * off;
      total += weight * (off * off);
    }
    let between = 0;
    for (let place = 0; place < sums.length; place++)
      between += (sums[place]! * sums[place]!) / groups[place]!;
    if (!varies(total, mean) || known <= groups.length) return 0;
    const unexplained = (Math.max(0, 1 - between / total) * (known - 1)) / (known - groups.length);
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
      square += (weights[i]! * weights[i]!) / (rows.get(a[i]!)! * columns.get(b[i]!)!);
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
