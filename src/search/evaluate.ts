import type { Block } from '../kernels/survey/memory.js';
import { Grouper, type Groups, type Placed, type SmallGroups } from './group.js';
import type { LevelTable } from './levels.js';
import type { Tuples } from './tuples.js';

/** Entries that remembered nodes may hold together: about 100 MB. */
const memory = 6_000_000;

/** Nodes that may be remembered: the nearest is found by looking at all of them. */
const most = 400;

/** A node that is remembered has at most this share of the groups of the one it came from: memory that is new is dear. */
const shrunk = 0.5;

/**
 * A node that is grouped only to be the start of others has at most this share of the groups of the tuples. Half of the
 * columns tell which it is, the widest: a search that comes back to the same levels of these then starts from there.
 */
const stopover = 0.7;

/** The same of the memory for remembered nodes. */
const stopoverMemory = 1 / 8;

/** Columns that tell a stopover at most. */
const mostWide = 12;

/** A remembered node is a better start than the centre where it has that many times fewer entries than there are tuples. */
const nearer = 4;

/** Groups the tuples at any node, rolled up from the cheapest remembered node below it. */
export class Evaluator {
  readonly #grouper: Grouper;
  readonly #known: { placed: Placed; blocks: Block[] }[] = [];
  readonly #words = new Int32Array(most); // of the levels of each that is known, side by side as every node looks at all
  readonly #sizes = new Int32Array(most);
  readonly #order: LevelOrder;
  readonly #wide: { column: number; levels: number }[];
  readonly #stopovers = new Set<number>(); // asked for already
  #entries = 0;
  #centre: Int32Array | null = null;

  constructor(tuples: Tuples, levels: readonly LevelTable[]) {
    this.#grouper = new Grouper(tuples, levels);
    this.#order = new LevelOrder(levels.map(({ height }) => height));
    this.#wide = levels
      .map(({ codes, height }, column) => ({ column, values: codes[0]!.length, levels: height + 1 }))
      .sort((a, b) => b.values - a.values || a.column - b.column)
      .slice(0, Math.min(mostWide, levels.length >> 1));
  }

  /** Valid until the next call. */
  groups(levels: Int32Array): Groups {
    const { base } = this.#grouper;
    let from = this.#nearest(levels);
    // From the centre every tuple is looked at, but once.
    if (this.#centre && from.size * nearer > base.size && below(levels, this.#centre)) from = base;
    else if (from === base) from = this.#stopover(levels) ?? base;
    const groups = this.#grouper.roll(from, levels);
    // A node that hardly shrinks is no better a start than the one it came from.
    if (groups.size < shrunk * from.size) this.#remember(groups);
    return this.#grouper.view(groups);
  }

  /** The smallest remembered node below `levels`, or the tuples. */
  #nearest(levels: Int32Array): Placed {
    const order = this.#order;
    const known = this.#known;
    const words = this.#words;
    const sizes = this.#sizes;
    const word = order.word(levels);
    let found = -1;
    let { size } = this.#grouper.base;
    for (let i = 0; i < known.length; i++) {
      if (sizes[i]! >= size || !order.mayBeBelow(words[i]!, word)) continue;
      if (!order.exact && !below(known[i]!.placed.levels, levels)) continue;
      found = i;
      size = sizes[i]!;
    }
    return found < 0 ? this.#grouper.base : known[found]!.placed;
  }

  /** Groups and remembers the node of the widest columns alone; null where that is no help, or was not before. */
  #stopover(levels: Int32Array): Placed | null {
    const node = new Int32Array(levels.length);
    let key = 0;
    for (const { column, levels: count } of this.#wide) {
      node[column] = levels[column]!;
      key = key * count + levels[column]!;
    }
    if (key === 0 || this.#stopovers.has(key) || below(levels, node)) return null;
    this.#stopovers.add(key);
    const from = this.#nearest(node);
    const groups = this.#grouper.roll(from, node);
    if (groups.size > stopover * this.#grouper.base.size || weight(groups) > stopoverMemory * memory)
      return null;
    this.#remember(groups);
    return this.#known.at(-1)!.placed;
  }

  /** Records per label code of a column at a level. */
  recordsOf(column: number, level: number): Float64Array {
    return this.#grouper.recordsOf(column, level);
  }

  /** Makes a node the centre: nodes that differ from it by a lower level of a column or two are grouped faster from now on. */
  centre(levels: Int32Array): void {
    this.#grouper.centre(levels);
    this.#centre = levels.slice();
  }

  /** The groups of the node just grouped that have fewer than `least` records. */
  small(groups: Groups, least: number): SmallGroups {
    return this.#grouper.small(groups.at, least);
  }

  close(): void {
    this.#known.length = 0;
    this.#grouper.close();
  }

  #remember(groups: Placed): void {
    this.#entries += weight(groups);
    while (this.#known.length > 0 && (this.#entries > memory || this.#known.length >= most)) {
      // Small ones cost nothing and are found again as quickly: forget the oldest.
      const oldest = this.#known.shift()!;
      this.#words.copyWithin(0, 1);
      this.#sizes.copyWithin(0, 1);
      this.#entries -= weight(oldest.placed);
      this.#grouper.give(oldest.blocks);
    }
    this.#words[this.#known.length] = this.#order.word(groups.levels);
    this.#sizes[this.#known.length] = groups.size;
    this.#known.push(this.#grouper.keep(groups));
  }
}

function weight(groups: Placed): number {
  return groups.sensitive.reduce((sum, { pairs }) => sum + pairs * 2, groups.size * 1.5);
}

/**
 * Level vectors as numbers of 31 bits, so that two are compared by one subtraction: a field per column, and above each a
 * bit that is lost where the subtraction borrows. Columns that do not fit are left out.
 */
class LevelOrder {
  /** No column was left out. */
  readonly exact: boolean;
  readonly #shifts: number[] = [];
  readonly #guards: number;

  constructor(heights: readonly number[]) {
    let at = 0;
    let guards = 0;
    for (const height of heights) {
      const width = 32 - Math.clz32(height);
      if (at + width + 1 > 31) break;
      this.#shifts.push(at);
      at += width + 1;
      guards |= 1 << (at - 1);
    }
    this.exact = this.#shifts.length === heights.length;
    this.#guards = guards;
  }

  word(levels: Int32Array): number {
    let word = 0;
    for (let c = 0; c < this.#shifts.length; c++) word |= levels[c]! << this.#shifts[c]!;
    return word;
  }

  /** Whether no level of the columns that fit is higher in `a` than in `b`. */
  mayBeBelow(a: number, b: number): boolean {
    return (((b | this.#guards) - a) & this.#guards) === this.#guards;
  }
}

function below(a: Int32Array, b: Int32Array): boolean {
  for (let c = 0; c < a.length; c++) if (a[c]! > b[c]!) return false;
  return true;
}
