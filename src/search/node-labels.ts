import type { Groups } from './group.js';
import type { MetricColumn } from './metric.js';
import type { Tuples } from './tuples.js';

/** Labels of the groups of lattice nodes, for what is counted outside the kernel. */
export class NodeLabels {
  readonly #columns: { codes: Int32Array; byLevel: Int32Array[]; sizes: number[] }[];

  constructor(quasi: readonly MetricColumn[], tuples: Tuples) {
    this.#columns = quasi.map(({ levels }, c) => ({
      codes: tuples.codes[c]!,
      byLevel: levels.codes,
      sizes: levels.labels.map(({ length }) => length),
    }));
  }

  /** Per column the label of every group, as its number in the column's list for that level. */
  ofGroups({ levels, tuple, size }: Groups): Int32Array[] {
    return this.ofTuples(levels, tuple.subarray(0, size));
  }

  /** The same of tuples at levels. */
  ofTuples(levels: Int32Array, tuples: Int32Array): Int32Array[] {
    return this.#columns.map(({ codes, byLevel }, c) => {
      const labels = byLevel[levels[c]!]!;
      return tuples.map((t) => labels[codes[t]!]!);
    });
  }

  /** Per column how many labels there are at these levels. */
  sizes(levels: Int32Array): number[] {
    return this.#columns.map(({ sizes }, c) => sizes[levels[c]!]!);
  }
}
