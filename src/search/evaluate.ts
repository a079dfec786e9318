import { Grouper, type Groups, keep } from './group.js';
import type { LevelTable } from './levels.js';
import type { Tuples } from './tuples.js';

/** Entries that remembered nodes may hold together: about 100 MB. */
const memory = 6_000_000;

/** Nodes that may be remembered: the nearest is found by looking at all of them. */
const most = 400;

/** Groups the tuples at any node, rolled up from the cheapest remembered node below it. */
export class Evaluator {
  readonly #grouper: Grouper;
  readonly #base: Groups;
  #known: Groups[] = [];
  #entries = 0;

  constructor(tuples: Tuples, levels: readonly LevelTable[]) {
    this.#grouper = new Grouper(tuples, levels);
    this.#base = this.#grouper.base();
  }

  /** Valid until the next call. */
  groups(levels: Int32Array): Groups {
    let from = this.#base;
    for (const known of this.#known) if (known.size < from.size && below(known.levels, levels)) from = known;
    const groups = this.#grouper.roll(from, levels);
    // A node that hardly shrinks is no better a start than the one it came from.
    if (groups.size < 0.8 * from.size) this.#remember(groups);
    return groups;
  }

  #remember(groups: Groups): void {
    this.#known.push(keep(groups));
    this.#entries += weight(groups);
    while (this.#entries > memory || this.#known.length > most) {
      // Small ones cost nothing and are found again as quickly: forget the oldest.
      const oldest = this.#known.shift()!;
      this.#entries -= weight(oldest);
    }
  }
}

function weight(groups: Groups): number {
  return groups.sensitive.reduce((sum, s) => sum + s.groups.length * 2, groups.size * 1.5);
}

function below(a: Int32Array, b: Int32Array): boolean {
  for (let c = 0; c < a.length; c++) if (a[c]! > b[c]!) return false;
  return true;
}
