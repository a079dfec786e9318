import { LabelTest } from '../../core/label-test.js';
import type { Candidates } from './label-index.js';
import type { Release } from './release.js';
import type { Person } from './scene.js';

/** Labels that are looked at one by one, in tuples of the table, before all labels are made a tree. */
const looksPerTuple = 20;

/** Which records of a release may be a person's: those that cover the person in every column, known or not. */
export class OwnRecords {
  readonly #release: Release;
  readonly #others: readonly number[]; // columns that are not known
  readonly #codes: readonly Int32Array[]; // of these
  readonly #tests: readonly LabelTest[];
  #looks = 0; // labels looked at one by one so far

  constructor(release: Release, known: readonly number[]) {
    const { codes, columns } = release.table;
    this.#release = release;
    // Columns of many labels first: they leave the least to look at.
    this.#others = release.everything
      .filter((column) => !known.includes(column))
      .sort((a, b) => columns[b]!.values.length - columns[a]!.values.length);
    this.#codes = this.#others.map((column) => codes[column]!);
    this.#tests = this.#others.map((column) => new LabelTest(release.labels(column)));
  }

  /**
   * Records that cover a person in all columns, told up to two; `candidates` are all that cover the person in those that are known.
   * Where they are few each is looked at; reading and sorting the labels of every column pays where they are many.
   */
  of(person: Person, candidates: Candidates): 0 | 1 | 2 {
    const { counts, size } = this.#release.table;
    let records = 0;
    for (let range = 0; range < candidates.at.length; range += 2) {
      const tuples = candidates.tree.tuples(candidates.at[range]!, candidates.at[range + 1]!);
      for (let at = 0; at < tuples.length; at++) {
        if (this.#looks++ > looksPerTuple * size) {
          const { records: found } = this.#release.index(this.#release.everything).matching(person);
          return found > 1 ? 2 : found > 0 ? 1 : 0;
        }
        const tuple = tuples[at]!;
        let other = 0;
        while (other < this.#others.length && this.#covers(other, person, tuple)) other++;
        if (other === this.#others.length) records += counts[tuple]!;
        if (records > 1) return 2;
      }
    }
    return records > 0 ? 1 : 0;
  }

  #covers(other: number, person: Person, tuple: number): boolean {
    const code = this.#codes[other]![tuple]!;
    return this.#tests[other]!.covers(person[this.#others[other]!] ?? null, code);
  }
}
