import type { Block } from '../kernels/survey/memory.js';
import { Grouper, type Groups, type Placed, type SmallGroups } from './group.js';
import type { LevelTable } from './levels.js';
import type { Tuples } from './tuples.js';

/** Entries that remembered nodes may hold together: about 100 MB. */
const memory = 6_000_000;

/** Nodes that may be remembered: the nearest is found by looking at all of them. */
const most = 400;

/** A remembered node is a better start than the centre where it has that many times fewer entries than there are tuples. */
const nearer = 4;

/** Groups the tuples at any node, rolled up from the cheapest remembered node below it. */
export class Evaluator {
  readonly #grouper: Grouper;
  readonly #known: { placed: Placed; blocks: Block[] }[] = [];
  #entries = 0;
  #centre: Int32Array | null = null;

  constructor(tuples: Tuples, levels: readonly LevelTable[]) {
    this.#grouper = new Grouper(tuples, levels);
  }

  /** Valid until the next call. */
  groups(levels: Int32Array): Groups {
    const { base } = this.#grouper;
    let from = base;
    for (const { placed } of this.#known)
      if (placed.size < from.size && below(placed.levels, levels)) from = placed;
    // From the centre every tuple is looked at, but once.
    if (this.#centre && from.size * nearer > base.size && below(levels, this.#centre)) from = base;
    const before = from.size;
    const groups = this.#grouper.roll(from, levels);
    // A node that hardly shrinks is no better a start than the one it came from.
    if (groups.size < 0.8 * before) this.#remember(groups);
    return this.#grouper.view(groups);
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
      this.#entries -= weight(oldest.placed);
      this.#grouper.give(oldest.blocks);
    }
    this.#known.push(this.#grouper.keep(groups));
  }
}

function weight(groups: Placed): number {
  return groups.sensitive.reduce((sum, { pairs }) => sum + pairs * 2, groups.size * 1.5);
}

function below(a: Int32Array, b: Int32Array): boolean {
  for (let c = 0; c < a.length; c++) if (a[c]! > b[c]!) return false;
  return true;
}
