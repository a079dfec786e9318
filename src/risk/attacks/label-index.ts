import type { LabelCover } from '../../core/label-cover.js';
import type { Person } from './scene.js';
import type { LabelTree, Ranges } from './tree.js';

/** Classes of a release that agree with what is known of a person. */
export interface Candidates extends Ranges {
  distance: number; // 0: every known value is covered
  tree: LabelTree; // that the ranges are of
}

/** Ranges of a person's candidates up to which they are remembered: attacks ask for the same persons, one after the other. */
const mostRanges = 32;

/** Records of a release by what is known of a person: a tree of labels with what covers a value at each of its levels. */
export class LabelIndex {
  readonly columns: readonly number[]; // in the order of the tree's levels, of which there may be more
  readonly tree: LabelTree;
  readonly #covers: readonly LabelCover[];
  readonly #nearest = new Map<Person, Candidates>();

  constructor(columns: readonly number[], tree: LabelTree, covers: readonly LabelCover[]) {
    this.columns = columns;
    this.tree = tree;
    this.#covers = covers;
  }

  /** Classes whose labels cover a person in every one of the columns. */
  matching(person: Person): Candidates {
    const codes: Int32Array[] = [];
    for (let level = 0; level < this.columns.length; level++)
      codes.push(this.#covers[level]!.codes(person[this.columns[level]!] ?? null));
    const { at, records } = this.tree.matching(codes);
    return { at, records, distance: 0, tree: this.tree };
  }

  /** All classes at the least distance, ties included: an order of records decides nothing. */
  nearest(person: Person): Candidates {
    const known = this.#nearest.get(person);
    if (known) return known;
    let found = this.matching(person);
    if (found.records === 0) {
      const far = this.columns.map((column, level) => this.#covers[level]!.distances(person[column] ?? null));
      found = { ...this.tree.nearest(far), tree: this.tree };
    }
    if (found.at.length <= 2 * mostRanges) this.#nearest.set(person, found);
    return found;
  }
}
