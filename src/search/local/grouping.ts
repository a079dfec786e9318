import type { LevelSpace } from '../space.js';
import { mix } from '../tuples.js';
import type { Partition } from './partition.js';

/** Combinations of values that a bundle of columns may have: tables of hashes that the nearest cache holds. */
const mostCodes = 2048;

/** Share of the remembered tuples below which those that have been taken are left out: until then they only cost time. */
const shrinkBelow = 0.9;

/** Two hashes of 32 bits per combination of values of a bundle, at one vector of levels. */
interface Hashes {
  first: Int32Array;
  second: Int32Array;
}

/** Columns looked up together: one number per tuple, one look-up per node. */
interface Bundle {
  columns: number[]; // positions
  codes: number; // product of the columns' values
  rest: Uint32Array; // per remaining tuple its combination
  tables: Map<number, Hashes>; // per vector of levels
}

/** Tuples that have the same boxes at a node. */
export interface Group {
  members: number[]; // in order
  size: number; // records
}

/**
 * Groups the tuples that a sweep has left by their boxes at a node, known by the sums of two hashes per bundle of columns.
 * Should two groups ever share both, they are taken together: their class is larger, and as safe. Most nodes have no group
 * of the size that counts: records are first summed by a few bits of one hash, and only tuples that share these with
 * enough records are told apart.
 */
export class Grouping {
  /** How many tuples are left. */
  left: number;
  readonly #partition: Partition;
  readonly #least: number; // records of a group that counts
  readonly #bundles: Bundle[];
  readonly #heights: number[]; // levels per column
  #rest: Int32Array; // the remaining tuples, and some that have been taken since
  readonly #counts: Float64Array; // per remaining tuple
  readonly #first: Int32Array; // scratch, as are the next four
  readonly #second: Int32Array;
  readonly #sums: Float64Array;
  readonly #slots: Int32Array;
  readonly #candidates: Int32Array;

  constructor(partition: Partition, space: LevelSpace, least: number) {
    const { tuples, columns } = partition;
    const most = tuples.size;
    this.#partition = partition;
    this.#least = least;
    this.#heights = columns.map((_, c) => space.to[c]! + 1);
    this.left = most;
    this.#rest = Int32Array.from({ length: most }, (_, i) => i);
    this.#counts = Float64Array.from(tuples.counts);
    this.#bundles = bundles(columns.map(({ values }) => values)).map((bundle) => ({
      columns: bundle,
      codes: bundle.reduce((product, c) => product * columns[c]!.values, 1),
      rest: new Uint32Array(most),
      tables: new Map(),
    }));
    for (const bundle of this.#bundles)
      for (const c of bundle.columns) {
        const { values } = columns[c]!;
        const codes = tuples.codes[c]!;
        for (let i = 0; i < most; i++) bundle.rest[i] = bundle.rest[i]! * values + codes[i]!;
      }
    this.#first = new Int32Array(most);
    this.#second = new Int32Array(most);
    this.#candidates = new Int32Array(most);
    this.#sums = new Float64Array(slotsFor(most));
    this.#slots = new Int32Array(slotsFor(most));
  }

  /** So many of the tuples left have got a class. */
  take(tuples: number): void {
    this.left -= tuples;
  }

  /** Leaves out the tuples that are in a class by now. */
  #shrink(): void {
    const { classOf } = this.#partition;
    const kept = this.#candidates;
    const to = listFree(this.#rest, classOf, kept);
    for (const { rest } of this.#bundles) keep(rest, kept, to);
    keep(this.#counts, kept, to);
    keep(this.#rest, kept, to);
    this.#rest = this.#rest.subarray(0, to);
  }

  /** The groups of enough records at a node, in the order of their first tuples. */
  groups(levels: Int32Array): Group[] {
    if (this.left < this.#rest.length * shrinkBelow) this.#shrink();
    const n = this.#rest.length;
    const first = this.#first;
    let columns = 0;
    for (const bundle of this.#bundles) {
      const table = this.#hashes(bundle, levels).first;
      if (columns === 0) setHashes(n, table, bundle.rest, first);
      else addHashes(n, table, bundle.rest, first);
      columns += bundle.columns.length;
    }
    const slots = slotsFor(n);
    const sums = this.#sums.fill(0, 0, slots);
    sumRecords(n, first, this.#counts, sums, slots - 1);
    const candidates = this.#candidates.subarray(0, this.#crowded(n, slots - 1));
    if (candidates.length === 0) return [];
    this.#second.fill(0, 0, n);
    for (const bundle of this.#bundles) {
      const table = this.#hashes(bundle, levels).second;
      for (const j of candidates) this.#second[j]! += table[bundle.rest[j]!]!;
    }
    return this.#told(candidates);
  }

  /** Lists the tuples whose hash has bits in common with those of enough records; returns how many. */
  #crowded(n: number, mask: number): number {
    const first = this.#first;
    const rest = this.#rest;
    const { classOf } = this.#partition;
    const sums = this.#sums;
    const least = this.#least;
    const candidates = this.#candidates;
    let found = 0;
    for (let j = 0; j < n; j++)
      if (sums[first[j]! & mask]! >= least && classOf[rest[j]!] === -1) candidates[found++] = j;
    return found;
  }

  /** Groups by both hashes, those too small left out. */
  #told(candidates: Int32Array): Group[] {
    const first = this.#first;
    const second = this.#second;
    const slots = slotsFor(candidates.length);
    const table = this.#slots.fill(0, 0, slots);
    const mask = slots - 1;
    const groups: Group[] = [];
    const heads: number[] = []; // the first tuple of each
    for (const j of candidates) {
      const a = first[j]!;
      const b = second[j]!;
      let at = mix(a ^ b) & mask;
      let id = table[at]!;
      while (id !== 0 && (first[heads[id - 1]!] !== a || second[heads[id - 1]!] !== b)) {
        at = (at + 1) & mask;
        id = table[at]!;
      }
      if (id === 0) {
        id = table[at] = heads.push(j);
        groups.push({ members: [], size: 0 });
      }
      const group = groups[id - 1]!;
      group.members.push(this.#rest[j]!);
      group.size += this.#counts[j]!;
    }
    return groups.filter(({ size }) => size >= this.#least);
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
      const { values } = this.#partition.columns[c]!;
      const boxes = this.#partition.columns[c]!.table(levels[c]!);
      for (let code = 0; code < bundle.codes; code++) {
        const box = boxes[Math.floor(code / repeat) % values]!;
        const hash = mix(Math.imul(box + 1, 0x2c1b3c6d) + c);
        first[code]! += hash;
        second[code]! += mix(hash ^ Math.imul(box + c + 1, 0x297a2d39));
      }
      repeat *= values;
    }
    const made = { first, second };
    bundle.tables.set(key, made);
    return made;
  }
}

// Each loop has a function of its own: one that is compiled while it runs knows nothing of the loops after it.

/** out[j] = table[codes[j]]. */
function setHashes(n: number, table: Int32Array, codes: Uint32Array, out: Int32Array): void {
  for (let j = 0; j < n; j++) out[j] = table[codes[j]!]!;
}

/** out[j] += table[codes[j]]. */
function addHashes(n: number, table: Int32Array, codes: Uint32Array, out: Int32Array): void {
  for (let j = 0; j < n; j++) out[j] = out[j]! + table[codes[j]!]!;
}

/** Records per few bits of a hash. */
function sumRecords(
  n: number,
  hashes: Int32Array,
  counts: Float64Array,
  sums: Float64Array,
  mask: number,
): void {
  for (let j = 0; j < n; j++) sums[hashes[j]! & mask]! += counts[j]!;
}

/** Lists the places of tuples without a class; returns how many. */
function listFree(tuples: Int32Array, classOf: Int32Array, places: Int32Array): number {
  let found = 0;
  for (let j = 0; j < tuples.length; j++) if (classOf[tuples[j]!] === -1) places[found++] = j;
  return found;
}

/** Moves what stands at some places, in ascending order, to the front. */
function keep(list: Int32Array | Uint32Array | Float64Array, places: Int32Array, length: number): void {
  for (let j = 0; j < length; j++) list[j] = list[places[j]!]!;
}

/** Slots of a hash table of so many tuples, a power of two. */
function slotsFor(tuples: number): number {
  let slots = 1024;
  while (slots < tuples * 2) slots *= 2;
  return slots;
}

/** Columns of so many values in as few bundles as may be, each as small as may be: the largest first into the smallest. */
function bundles(values: readonly number[]): number[][] {
  const order = values.map((_, c) => c).sort((a, b) => values[b]! - values[a]! || a - b);
  for (let count = 1; ; count++) {
    const made = Array.from({ length: count }, () => ({ columns: [] as number[], codes: 1 }));
    for (const c of order) {
      const smallest = made.reduce((least, one) => (one.codes < least.codes ? one : least));
      smallest.columns.push(c);
      smallest.codes *= values[c]!;
    }
    if (count >= values.length || made.every(({ codes }) => codes <= mostCodes))
      return made.map(({ columns }) => columns).filter(({ length }) => length > 0);
  }
}
