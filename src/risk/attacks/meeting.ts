import type { Release } from './release.js';
import type { Person } from './scene.js';
import { LabelTree } from './tree.js';

/** What two sources lead to together: each knows some of the columns, and names the nearest records by them. */
export class Meeting {
  readonly #release: Release;
  readonly #sides: readonly (readonly number[])[];
  #both: Both | undefined;

  constructor(release: Release, sides: readonly [readonly number[], readonly number[]]) {
    this.#release = release;
    this.#sides = sides;
  }

  /** Whether some record is among the nearest of both sources. */
  holds(person: Person): boolean {
    const [first, second] = this.#sides.map((side) => this.#release.index(side).nearest(person));
    this.#both ??= bothOf(this.#release, this.#sides);
    const { starts, others } = this.#both;
    const named = new Uint8Array(second!.tree.size);
    for (let at = 0; at < second!.at.length; at += 2) named.fill(1, second!.at[at], second!.at[at + 1]);
    for (let at = 0; at < first!.at.length; at += 2) {
      const end = starts[first!.at[at + 1]!]!;
      for (let one = starts[first!.at[at]!]!; one < end; one++) if (named[others[one]!] === 1) return true;
    }
    return false;
  }
}

/** Classes by the columns of both sources, in the order of the first one's classes. */
interface Both {
  starts: Int32Array; // where each class of the first source begins, one entry more than classes
  others: Int32Array; // the class of the second source that each belongs to
}

function bothOf(release: Release, sides: readonly (readonly number[])[]): Both {
  const [first, second] = sides.map((side) => release.index(side));
  const { codes, size } = new LabelTree(release.table, [...first!.columns, ...second!.columns]);
  const own = codes.slice(0, first!.columns.length);
  const rest = codes.slice(first!.columns.length);
  const starts = new Int32Array(first!.tree.size + 1).fill(size);
  const others = new Int32Array(size);
  let at = -1;
  for (let one = 0; one < size; one++) {
    if (one === 0 || own.some((list) => list[one] !== list[one - 1])) starts[++at] = one;
    others[one] = second!.tree.place(rest.map((list) => list[one]!));
  }
  return { starts, others };
}
