import { Lease } from '../kernels/lease.js';
import type { LevelTable } from './levels.js';
import { TupleIndex, type Tuples } from './tuples.js';

/** Groups times labels that are counted; a column beyond is left out of the count, which only makes the bound lower. */
const mostCells = 1 << 20;

/** Sums that differ by less are the same cost: far less than what is told apart by those who ask. */
const rounding = 1e-13;

/** Entries of one step of the descent, in kernel memory, and where the step stands. */
interface Step {
  tuple: number;
  ids: number;
  own: { tuple: number; ids: number }; // where its entries lie if it has its own
  entries: number;
  groups: number;
  suppressed: number;
  cost: number;
  level: number; // the next to try
}

/** Columns of the projection in kernel memory. */
interface Projected {
  codes: number;
  tables: number[]; // per level
  labels: number[]; // per level
}

/**
 * The least that some columns cost, each at one level, where classes of fewer than `least` records are suppressed: a
 * bound for the whole table, since further columns only part classes. Branch and bound by Russian dolls (Verfaillie,
 * Lemaître & Schiex 1996): the last column is solved alone, then the last two and so on, each solution bounding what the
 * rest of the next one costs.
 */
export class RussianDoll {
  readonly #blocks: Lease;
  readonly #columns: Projected[];
  readonly #from: readonly number[];
  readonly #to: readonly number[];
  readonly #counts: number;
  readonly #steps: Step[];
  readonly #least: number;
  readonly #cells: number;
  readonly #scratch: { cells: number; numbers: number; out: number };

  constructor(
    tuples: Tuples,
    columns: readonly { at: number; levels: LevelTable; from: number; to: number }[],
    least: number,
  ) {
    const codes = columns.map(({ at }) => tuples.codes[at]!);
    const index = new TupleIndex(codes);
    const counts: number[] = [];
    const first: number[] = [];
    for (let i = 0; i < tuples.size; i++) {
      const id = index.find(i);
      if (id === first.length) {
        first.push(i);
        counts.push(0);
      }
      counts[id]! += tuples.counts[i]!;
    }
    const n = first.length;
    const blocks = new Lease(n);
    this.#blocks = blocks;
    const place = (array: Int32Array | Float64Array) => {
      const { pointer } = blocks.take(array.byteLength);
      blocks.host.bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), pointer);
      return pointer;
    };
    this.#counts = place(Float64Array.from(counts));
    this.#from = columns.map(({ from }) => from);
    this.#to = columns.map(({ to }) => to);
    this.#columns = columns.map(({ levels }, c) => ({
      codes: place(Int32Array.from(first, (i) => codes[c]![i]!)),
      tables: levels.codes.map((table) => place(table)),
      labels: levels.labels.map(({ length }) => length),
    }));
    this.#steps = Array.from({ length: columns.length + 1 }, () => {
      const own = { tuple: blocks.take(n * 4).pointer, ids: blocks.take(n * 4).pointer };
      return { ...own, own, entries: n, groups: 1, suppressed: 0, cost: 0, level: 0 };
    });
    const { bytes } = blocks.host;
    const { tuple, ids } = this.#steps[0]!;
    new Int32Array(bytes.buffer, tuple, n).forEach((_, i, all) => {
      all[i] = i;
    });
    new Int32Array(bytes.buffer, ids, n).fill(0);
    this.#least = least;
    const labels = this.#columns.flatMap((column) => column.labels);
    this.#cells = Math.min(mostCells, n * Math.max(1, ...labels));
    this.#scratch = {
      cells: blocks.take(this.#cells * 8).pointer,
      numbers: blocks.take(this.#cells * 4).pointer,
      out: blocks.take(16).pointer,
    };
  }

  /**
   * The least sum of costs[column][level] over all columns with at most `most` records suppressed, Infinity where none
   * is. Costs rise with the level. Yields once for every partition that is counted.
   */
  *solve(costs: readonly (readonly number[])[], most: number): Generator<void, number, void> {
    const m = this.#columns.length;
    const rest = new Float64Array(m + 1); // least cost of the columns from here on
    for (let c = m - 1; c >= 0; c--) {
      const to = this.#to[c]!;
      // With one label for all the column costs what its top costs and parts nothing.
      const known =
        this.#columns[c]!.labels[to] === 1 ? rest[c + 1]! + costs[c]![to]! : Number.POSITIVE_INFINITY;
      rest[c] = yield* this.#descend(c, costs, rest, most, known);
      if (rest[c] === Number.POSITIVE_INFINITY) return rest[c]!;
    }
    return rest[0]!;
  }

  close(): void {
    this.#blocks.close();
  }

  /** The least cost of the columns from `first` on, if it is below `known`; `rest` bounds what follows each of them. */
  *#descend(
    first: number,
    costs: readonly (readonly number[])[],
    rest: Float64Array,
    most: number,
    known: number,
  ): Generator<void, number, void> {
    const m = this.#columns.length;
    let best = known;
    let depth = 0;
    this.#steps[0]!.level = this.#to[first]!;
    while (depth >= 0) {
      const step = this.#steps[depth]!;
      const c = first + depth;
      const level = step.level--;
      if (level < this.#from[c]!) {
        depth--;
        continue;
      }
      const cost = step.cost + costs[c]![level]!;
      if (cost + rest[c + 1]! >= best - rounding) continue;
      const next = this.#steps[depth + 1]!;
      if (this.#part(step, next, c, level)) yield;
      if (next.suppressed > most) {
        depth--; // finer levels suppress no less
        continue;
      }
      if (c + 1 === m) {
        best = cost;
        continue;
      }
      next.cost = cost;
      next.level = this.#to[c + 1]!;
      depth++;
    }
    return best;
  }

  /** Parts the groups of a step by a column at a level; false where nothing had to be counted. */
  #part(step: Step, next: Step, c: number, level: number): boolean {
    const { codes, tables, labels } = this.#columns[c]!;
    const parts = labels[level]!;
    if (parts === 1 || step.groups * parts > this.#cells) {
      next.tuple = step.tuple;
      next.ids = step.ids;
      next.entries = step.entries;
      next.groups = step.groups;
      next.suppressed = step.suppressed;
      return false;
    }
    next.tuple = next.own.tuple;
    next.ids = next.own.ids;
    const { host } = this.#blocks;
    const { cells, numbers, out } = this.#scratch;
    host.exports.partLarge!(
      step.entries,
      step.tuple,
      step.ids,
      this.#counts,
      codes,
      tables[level]!,
      parts,
      step.groups,
      this.#least,
      cells,
      numbers,
      next.tuple,
      next.ids,
      out,
    );
    const { buffer } = host.bytes;
    const [entries, groups] = new Uint32Array(buffer, out, 2);
    next.entries = entries!;
    next.groups = groups!;
    next.suppressed = step.suppressed + new Float64Array(buffer, out + 8, 1)[0]!;
    return true;
  }
}
