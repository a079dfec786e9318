import type { LevelTable } from './levels.js';
import { mix, type SensitiveCounts, type Tuples } from './tuples.js';

/**
 * The equivalence classes of one lattice node, before suppression. A group is known by one of its tuples. Arrays may be
 * longer than `size` and, unless `keep` copied them, are only valid until the next node is grouped.
 */
export interface Groups {
  levels: Int32Array;
  size: number;
  /** A tuple of each group: its labels at these and all higher levels are the group's. */
  tuple: Int32Array;
  counts: Float64Array;
  population: Float64Array; // the same array as counts where no population is given
  sensitive: SensitiveCounts[];
}

/** A copy that outlives the next node. */
export function keep(groups: Groups): Groups {
  const counts = groups.counts.slice(0, groups.size);
  return {
    ...groups,
    tuple: groups.tuple.slice(0, groups.size),
    counts,
    population: groups.population === groups.counts ? counts : groups.population,
  };
}

/** Cells up to which groups are found by direct address; beyond, by hashing. 1 MB of slots stays in cache. */
const directCells = 1 << 18;

/**
 * Groups tuples by their labels at a node. Holds the scratch memory, so that evaluating a node allocates only its
 * result. Loops are plain and column-wise because they are all the time a search takes.
 */
export class Grouper {
  readonly #tuples: Tuples;
  readonly #bundles: Bundle[];
  readonly #keys: Int32Array;
  readonly #ids: Int32Array;
  readonly #direct = new Int32Array(directCells).fill(-1);
  #base = 0; // ids in #direct below this are of earlier nodes
  #slotKeys = new Int32Array(0);
  #slotIds = new Int32Array(0);
  readonly #firsts: Int32Array;
  readonly #starts: Int32Array;
  readonly #tuple: Int32Array;
  readonly #counts: Float64Array;

  constructor(tuples: Tuples, levels: readonly LevelTable[]) {
    this.#tuples = tuples;
    this.#keys = new Int32Array(tuples.size);
    this.#ids = new Int32Array(tuples.size);
    this.#firsts = new Int32Array(tuples.size);
    this.#starts = new Int32Array(tuples.size + 1);
    this.#tuple = new Int32Array(tuples.size);
    this.#counts = new Float64Array(tuples.size);
    this.#bundles = bundle(tuples, levels);
  }

  /** Every tuple a group of its own: what all nodes can be rolled up from. */
  base(): Groups {
    const { size, counts, population, sensitive } = this.#tuples;
    return {
      levels: new Int32Array(this.#tuples.codes.length),
      size,
      tuple: Int32Array.from({ length: size }, (_, i) => i),
      counts,
      population,
      sensitive,
    };
  }

  /** The groups at `levels`, rolled up from a node that is nowhere above them. */
  roll(from: Groups, levels: Int32Array): Groups {
    const n = from.size;
    const size = this.#assign(from, levels);
    const ids = this.#ids;
    // Fresh memory costs more than the loop: pages have to be faulted in and collected.
    const tuple = this.#tuple;
    const counts = this.#counts.fill(0, 0, size);
    for (let i = n - 1; i >= 0; i--) {
      const id = ids[i]!;
      tuple[id] = from.tuple[i]!; // ends with the first
      counts[id]! += from.counts[i]!;
    }
    let population = counts;
    if (from.population !== from.counts) {
      population = new Float64Array(size);
      for (let i = 0; i < n; i++) population[ids[i]!]! += from.population[i]!;
    }
    return {
      levels: levels.slice(),
      size,
      tuple,
      counts,
      population,
      sensitive: from.sensitive.map((s) => this.#rollSensitive(s, size)),
    };
  }

  /** Fills #ids with the group of each entry of `from`, numbered in order of first appearance; returns their number. */
  #assign(from: Groups, levels: Int32Array): number {
    const n = from.size;
    const keys = this.#keys;
    const tuple = from.tuple;
    let groups = 0;
    let cells = 1;
    let started = false; // ids hold the groups by the bundles before
    let pending = false; // keys hold the bundles since
    for (const bundle of this.#bundles) {
      const { table, cells: own } = bundle.at(levels);
      if (own === 1) continue;
      if (pending && cells * own > 0x7fffffff) {
        groups = this.#number(n, cells, started ? groups : 0);
        started = true;
        pending = false;
        cells = 1;
      }
      const codes = bundle.codes;
      if (pending) for (let i = 0; i < n; i++) keys[i]! += Math.imul(table[codes[tuple[i]!]!]!, cells);
      else for (let i = 0; i < n; i++) keys[i] = table[codes[tuple[i]!]!]!;
      cells *= own;
      pending = true;
    }
    if (pending) return this.#number(n, cells, started ? groups : 0);
    if (!started) this.#ids.fill(0, 0, n);
    return started ? groups : Math.min(n, 1);
  }

  /** Numbers the distinct pairs (group so far, key); `groups` is 0 where there is no group so far. */
  #number(n: number, cells: number, groups: number): number {
    const keys = this.#keys;
    const ids = this.#ids;
    if (groups === 0 && cells <= directCells) {
      const direct = this.#direct;
      if (this.#base > 0x7fffffff - n) {
        direct.fill(-1);
        this.#base = 0;
      }
      const base = this.#base;
      let next = base;
      for (let i = 0; i < n; i++) {
        const key = keys[i]!;
        let id = direct[key]!;
        if (id < base) {
          id = next++;
          direct[key] = id;
        }
        ids[i] = id - base;
      }
      this.#base = next;
      return next - base;
    }
    let bits = 10;
    while (1 << bits < n * 2) bits++;
    const slots = 1 << bits;
    if (this.#slotIds.length < slots) {
      this.#slotKeys = new Int32Array(slots);
      this.#slotIds = new Int32Array(slots);
    }
    const slotKeys = this.#slotKeys;
    const slotIds = this.#slotIds.fill(0, 0, slots); // id + 1, 0 for free
    const mask = slots - 1;
    let next = 0;
    if (groups === 0) {
      for (let i = 0; i < n; i++) {
        const key = keys[i]!;
        let at = mix(key) & mask;
        let id = slotIds[at]!;
        while (id !== 0 && slotKeys[at] !== key) {
          at = (at + 1) & mask;
          id = slotIds[at]!;
        }
        if (id === 0) {
          id = ++next;
          slotIds[at] = id;
          slotKeys[at] = key;
        }
        ids[i] = id - 1;
      }
      return next;
    }
    const before = this.#firsts; // the group so far of each new group
    for (let i = 0; i < n; i++) {
      const key = keys[i]!;
      const group = ids[i]!;
      let at = mix(key ^ mix(group + 1)) & mask;
      let id = slotIds[at]!;
      while (id !== 0 && (slotKeys[at] !== key || before[id - 1] !== group)) {
        at = (at + 1) & mask;
        id = slotIds[at]!;
      }
      if (id === 0) {
        id = ++next;
        slotIds[at] = id;
        slotKeys[at] = key;
        before[id - 1] = group;
      }
      ids[i] = id - 1;
    }
    return next;
  }

  /** Merges the sparse counts of a sensitive column: bucket the pairs by new group, then join equal values. */
  #rollSensitive(from: SensitiveCounts, size: number): SensitiveCounts {
    const ids = this.#ids;
    const pairs = from.groups.length;
    const starts = this.#starts.fill(0, 0, size + 1);
    for (let i = 0; i < pairs; i++) starts[ids[from.groups[i]!]! + 1]!++;
    for (let g = 0; g < size; g++) starts[g + 1]! += starts[g]!;
    const order = new Int32Array(pairs);
    for (let i = pairs - 1; i >= 0; i--) order[--starts[ids[from.groups[i]!]! + 1]!] = i;
    // After this, starts[g + 1] is where group g begins.
    const seen = new Int32Array(from.totals.length).fill(-1);
    const groups = new Int32Array(pairs);
    const values = new Int32Array(pairs);
    const counts = new Float64Array(pairs);
    let out = 0;
    for (let g = 0; g < size; g++) {
      const begin = out;
      const end = g + 1 < size ? starts[g + 2]! : pairs;
      for (let p = starts[g + 1]!; p < end; p++) {
        const i = order[p]!;
        const value = from.values[i]!;
        const at = seen[value]!;
        if (at >= begin) counts[at]! += from.counts[i]!;
        else {
          seen[value] = out;
          groups[out] = g;
          values[out] = value;
          counts[out++] = from.counts[i]!;
        }
      }
    }
    return {
      column: from.column,
      groups: groups.slice(0, out),
      values: values.slice(0, out),
      counts: counts.slice(0, out),
      totals: from.totals,
    };
  }
}

/** Combinations of values that columns bundled together may have at most: their tables stay in cache. */
const bundleCells = 4096;

/** Tables that a bundle may remember. */
const bundleTables = 256;

/**
 * Columns of few values looked up together: one code per tuple stands for all of them, and one table gives their
 * labels at a node as one number. Nine columns of Adult become three.
 */
class Bundle {
  readonly codes: Int32Array; // per tuple, mixed radix of the columns' value codes
  readonly #columns: readonly number[];
  readonly #levels: readonly LevelTable[];
  readonly #size: number;
  readonly #tables = new Map<number, { table: Int32Array; cells: number }>();

  constructor(tuples: Tuples, levels: readonly LevelTable[], columns: readonly number[]) {
    this.#columns = columns;
    this.#levels = levels;
    this.codes = new Int32Array(tuples.size);
    let radix = 1;
    for (const c of columns) {
      const codes = tuples.codes[c]!;
      for (let i = 0; i < tuples.size; i++) this.codes[i]! += codes[i]! * radix;
      radix *= Math.max(1, levels[c]!.codes[0]!.length);
    }
    this.#size = radix;
  }

  /** Per code of the bundle the labels at these levels as one number below `cells`. */
  at(levels: Int32Array): { table: Int32Array; cells: number } {
    let key = 0;
    for (const c of this.#columns) key = key * (this.#levels[c]!.height + 1) + levels[c]!;
    let known = this.#tables.get(key);
    if (!known) {
      if (this.#tables.size >= bundleTables) this.#tables.clear();
      known = this.#build(levels);
      this.#tables.set(key, known);
    }
    return known;
  }

  #build(levels: Int32Array): { table: Int32Array; cells: number } {
    const table = new Int32Array(this.#size);
    let cells = 1;
    let radix = 1;
    for (const c of this.#columns) {
      const codes = this.#levels[c]!.codes[levels[c]!]!;
      for (let i = 0; i < table.length; i++)
        table[i]! += codes[Math.trunc(i / radix) % codes.length]! * cells;
      radix *= Math.max(1, codes.length);
      cells *= this.#levels[c]!.labels[levels[c]!]!.length;
    }
    return { table, cells };
  }
}

/** Bundles columns so that none has more than `bundleCells` combinations, largest columns first. */
function bundle(tuples: Tuples, levels: readonly LevelTable[]): Bundle[] {
  const sizes = levels.map((table) => Math.max(1, table.codes[0]!.length));
  const order = sizes.map((_, c) => c).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const bins: { cells: number; columns: number[] }[] = [];
  for (const c of order) {
    const bin = bins.find(({ cells }) => cells * sizes[c]! <= bundleCells);
    if (bin) {
      bin.cells *= sizes[c]!;
      bin.columns.push(c);
    } else bins.push({ cells: sizes[c]!, columns: [c] });
  }
  return bins.map(({ columns }) => new Bundle(tuples, levels, columns));
}
