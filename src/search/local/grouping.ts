import type { LevelSpace } from '../space.js';
import { mix } from '../tuples.js';
import type { Partition } from './partition.js';

/** Combinations of values that a bundle of columns may have. */
const mostCodes = 4096;

/** Two hashes of 32 bits per combination of values of a bundle, at one vector of levels. */
interface Hashes {
  first: Int32Array;
  second: Int32Array;
}

/** Neighbouring columns looked up together: one number per tuple, one look-up per node. */
interface Bundle {
  columns: number[]; // positions
  widths: number[]; // values per column
  codes: number; // product of the widths
  rest: Uint32Array; // per remaining tuple its combination
  tables: Map<number, Hashes>; // per vector of levels
}

/** Groups of the remaining tuples at one node. */
export interface Groups {
  ids: Int32Array; // per remaining tuple
  sizes: Float64Array; // records per group
  groups: number;
}

/**
 * Groups the tuples that a sweep has left by their boxes at a node, known by the sums of two hashes per bundle of columns.
 * Should two groups ever share both, they are taken together: their class is larger, and as safe.
 */
export class Grouping {
  /** Tuples that are left. */
  rest: Int32Array;
  readonly #partition: Partition;
  readonly #bundles: Bundle[] = [];
  readonly #heights: number[]; // levels per column
  #counts: Float64Array; // per remaining tuple
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #ids: Int32Array;
  readonly #sizes: Float64Array;
  readonly #slots: Int32Array;
  readonly #heads: Int32Array;

  constructor(partition: Partition, space: LevelSpace) {
    const { tuples, columns } = partition;
    const most = tuples.size;
    this.#partition = partition;
    this.#heights = columns.map((_, c) => space.to[c]! + 1);
    this.rest = Int32Array.from({ length: most }, (_, i) => i);
    this.#counts = Float64Array.from(tuples.counts);
    columns.forEach(({ values }, c) => {
      const last = this.#bundles.at(-1);
      if (last && last.codes * values <= mostCodes) {
        last.columns.push(c);
        last.widths.push(values);
        last.codes *= values;
        const codes = tuples.codes[c]!;
        for (let i = 0; i < most; i++) last.rest[i] = last.rest[i]! * values + codes[i]!;
      } else
        this.#bundles.push({
          columns: [c],
          widths: [values],
          codes: values,
          rest: Uint32Array.from(tuples.codes[c]!),
          tables: new Map(),
        });
    });
    this.#first = new Int32Array(most);
    this.#second = new Int32Array(most);
    this.#ids = new Int32Array(most);
    this.#sizes = new Float64Array(most);
    this.#heads = new Int32Array(most);
    let slots = 1024;
    while (slots < most * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
  }

  /** Leaves out the tuples that do not stay. */
  keep(stays: (tuple: number) => boolean): void {
    const { rest } = this;
    let to = 0;
    for (let j = 0; j < rest.length; j++) {
      if (!stays(rest[j]!)) continue;
      for (const bundle of this.#bundles) bundle.rest[to] = bundle.rest[j]!;
      this.#counts[to] = this.#counts[j]!;
      rest[to++] = rest[j]!;
    }
    this.rest = rest.subarray(0, to);
  }

  /** The groups at a node; what it returns is overwritten by the next call. */
  group(levels: Int32Array): Groups {
    const n = this.rest.length;
    const first = this.#first;
    const second = this.#second;
    this.#bundles.forEach((bundle, b) => {
      const { rest } = bundle;
      const hashes = this.#hashes(bundle, levels);
      const one = hashes.first;
      const two = hashes.second;
      if (b === 0)
        for (let j = 0; j < n; j++) {
          first[j] = one[rest[j]!]!;
          second[j] = two[rest[j]!]!;
        }
      else
        for (let j = 0; j < n; j++) {
          first[j] = first[j]! + one[rest[j]!]!;
          second[j] = second[j]! + two[rest[j]!]!;
        }
    });
    let slots = 1024;
    while (slots < n * 2) slots *= 2;
    const table = this.#slots.fill(0, 0, slots);
    const mask = slots - 1;
    const heads = this.#heads;
    const sizes = this.#sizes;
    const ids = this.#ids;
    const counts = this.#counts;
    let groups = 0;
    for (let j = 0; j < n; j++) {
      const a = first[j]!;
      const b = second[j]!;
      let at = mix(a ^ b) & mask;
      let id = table[at]!;
      while (id !== 0 && (first[heads[id - 1]!] !== a || second[heads[id - 1]!] !== b)) {
        at = (at + 1) & mask;
        id = table[at]!;
      }
      if (id === 0) {
        heads[groups] = j;
        sizes[groups] = 0;
        id = ++groups;
        table[at] = id;
      }
      ids[j] = id - 1;
      sizes[id - 1]! += counts[j]!;
    }
    return { ids, sizes, groups };
  }

  /** The hashes of a bundle's combinations at a node, made once per vector of its levels. */
  #hashes(bundle: Bundle, levels: Int32Array): Hashes {
    let key = 0;
    for (const c of bundle.columns) key = key * this.#heights[c]! + levels[c]!;
    const known = bundle.tables.get(key);
    if (known) return known;
    const first = new Int32Array(bundle.codes);
    const second = new Int32Array(bundle.codes);
    let repeat = 1;
    for (let at = bundle.columns.length - 1; at >= 0; at--) {
      const c = bundle.columns[at]!;
      const width = bundle.widths[at]!;
      const boxes = this.#partition.columns[c]!.table(levels[c]!);
      for (let code = 0; code < bundle.codes; code++) {
        const box = boxes[Math.floor(code / repeat) % width]!;
        const hash = mix(Math.imul(box + 1, 0x2c1b3c6d) + c);
        first[code]! += hash;
        second[code]! += mix(hash ^ Math.imul(box + c + 1, 0x297a2d39));
      }
      repeat *= width;
    }
    const made = { first, second };
    bundle.tables.set(key, made);
    return made;
  }
}
