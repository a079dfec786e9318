import type { Histogram } from '../core/histogram.js';

/** The distinct quasi-identifier tuples of a histogram, and per sensitive column the counts of its values in them. */
export interface Tuples {
  size: number;
  records: number;
  /** codes[c][tuple], in the order of the quasi columns. */
  codes: Int32Array[];
  counts: Float64Array; // records per tuple
  population: Float64Array; // of the population per tuple; the same array as counts where none is given
  sensitive: SensitiveCounts[];
  /** The tuple of every row of the histogram; absent where they are the same. */
  of?: Int32Array;
}

/** Sparse counts of one sensitive column: pair i says that value[i] occurs count[i] times in group[i]. */
export interface SensitiveCounts {
  column: number; // index in the histogram's columns
  groups: Int32Array; // ascending
  values: Int32Array;
  counts: Float64Array;
  totals: Float64Array; // per value over the whole table
}

/** Folds a histogram to its quasi-identifier tuples. The tuples keep the order of the histogram's rows. */
export function foldTuples(
  histogram: Histogram,
  quasi: readonly number[],
  sensitive: readonly number[],
): Tuples {
  const n = histogram.size;
  if (quasi.length === histogram.columns.length)
    // Nothing to fold: the tuples of a histogram are distinct.
    return {
      size: n,
      records: histogram.records,
      codes: quasi.map((c) => histogram.codes[c]!),
      counts: histogram.counts,
      population: histogram.population ?? histogram.counts,
      sensitive: [],
    };
  const group = new Int32Array(n);
  const first: number[] = [];
  const ids = new TupleIndex(quasi.map((c) => histogram.codes[c]!));
  for (let i = 0; i < n; i++) {
    const id = ids.find(i);
    if (id === first.length) first.push(i);
    group[i] = id;
  }
  const size = first.length;
  const counts = new Float64Array(size);
  for (let i = 0; i < n; i++) counts[group[i]!]! += histogram.counts[i]!;
  let population = counts;
  if (histogram.population) {
    population = new Float64Array(size);
    for (let i = 0; i < n; i++) population[group[i]!]! += histogram.population[i]!;
  }
  const codes = quasi.map((c) => taken(histogram.codes[c]!, first));
  return {
    size,
    records: histogram.records,
    codes,
    counts,
    population,
    sensitive: sensitive.map((c) => sensitiveCounts(histogram, c, group, size)),
    of: group,
  };
}

/** The codes of some rows. A loop: `Int32Array.from` calls back for each, which is most of the time of a fold. */
function taken(codes: Int32Array, rows: readonly number[]): Int32Array {
  const out = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = codes[rows[i]!]!;
  return out;
}

function sensitiveCounts(
  histogram: Histogram,
  column: number,
  group: Int32Array,
  size: number,
): SensitiveCounts {
  const domain = histogram.columns[column]!.values.length;
  const codes = histogram.codes[column]!;
  const totals = new Float64Array(domain);
  const pairs = new Int32Array(histogram.size);
  const index = new TupleIndex([group, codes]);
  const first: number[] = [];
  for (let i = 0; i < histogram.size; i++) {
    const count = histogram.counts[i]!;
    if (count === 0) {
      pairs[i] = -1;
      continue;
    }
    totals[codes[i]!]! += count;
    const id = index.find(i);
    if (id === first.length) first.push(i);
    pairs[i] = id;
  }
  // Counting sort by group, so that each group's values lie together.
  const start = new Int32Array(size + 1);
  for (const i of first) start[group[i]! + 1]!++;
  for (let g = 0; g < size; g++) start[g + 1]! += start[g]!;
  const place = new Int32Array(first.length);
  const next = start.slice();
  first.forEach((i, id) => {
    place[id] = next[group[i]!]!++;
  });
  const result: SensitiveCounts = {
    column,
    groups: new Int32Array(first.length),
    values: new Int32Array(first.length),
    counts: new Float64Array(first.length),
    totals,
  };
  first.forEach((i, id) => {
    result.groups[place[id]!] = group[i]!;
    result.values[place[id]!] = codes[i]!;
  });
  for (let i = 0; i < histogram.size; i++)
    if (pairs[i]! >= 0) result.counts[place[pairs[i]!]!]! += histogram.counts[i]!;
  return result;
}

/** Dense ids for tuples of codes, in order of first appearance; open addressing over row numbers. */
export class TupleIndex {
  readonly #columns: readonly Int32Array[];
  #slots: Int32Array;
  #rows: number[] = [];

  constructor(columns: readonly Int32Array[]) {
    this.#columns = columns;
    this.#slots = new Int32Array(1024).fill(-1);
  }

  /** The id of row i's tuple; a new tuple gets the next id. */
  find(i: number): number {
    if (this.#rows.length * 2 >= this.#slots.length) this.#grow();
    const mask = this.#slots.length - 1;
    let at = this.#hash(i) & mask;
    for (;;) {
      const id = this.#slots[at]!;
      if (id < 0) {
        this.#slots[at] = this.#rows.length;
        this.#rows.push(i);
        return this.#rows.length - 1;
      }
      if (this.#same(this.#rows[id]!, i)) return id;
      at = (at + 1) & mask;
    }
  }

  #hash(i: number): number {
    let h = 0x9e3779b9;
    for (const column of this.#columns) h = mix(h ^ column[i]!);
    return h >>> 0;
  }

  #same(a: number, b: number): boolean {
    for (const column of this.#columns) if (column[a] !== column[b]) return false;
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    this.#rows.forEach((i, id) => {
      let at = this.#hash(i) & mask;
      while (slots[at]! >= 0) at = (at + 1) & mask;
      slots[at] = id;
    });
    this.#slots = slots;
  }
}

/** A 32-bit mix with good avalanche (Wellons' triple-less variant). */
export function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
