import { compatibleCounts, hole } from '../core/missing.js';
import type { Groups } from './group.js';
import type { MetricColumn } from './metric.js';
import { NodeLabels } from './node-labels.js';
import type { Tuples } from './tuples.js';

/** Class sizes of lattice nodes where an empty cell is compatible with every value. */
export class Wildcards {
  /** Compatible values stay compatible at every higher level, so that a node fails where a node above it does. */
  readonly steady: boolean;
  readonly #labels: NodeLabels;
  readonly #empty: number[][]; // the label of an empty cell per column and level, -1 for none

  constructor(quasi: readonly MetricColumn[], tuples: Tuples) {
    this.#labels = new NodeLabels(quasi, tuples);
    this.#empty = quasi.map(({ levels }) => levels.labels.map((labels) => labels.indexOf('')));
    this.steady = quasi.every(({ levels: { labels, codes } }, c) => {
      const empty = this.#empty[c]!;
      const holed = codes[0]!.indexOf(empty[0]!);
      return (
        holed < 0 ||
        labels.every((names, level) => names.length === 1 || codes[level]![holed] === empty[level])
      );
    });
  }

  /**
   * Marks every group with fewer than `least` compatible records as failed, again and again until none is left: what is
   * suppressed no longer counts for the others. The order does not matter. Returns the records that were marked.
   */
  fail(groups: Groups, failed: Uint8Array, least: number): number {
    const codes = this.#codes(groups);
    if (!codes) return failSmall(groups, failed, least);
    const counts = groups.counts.slice(0, groups.size);
    let records = 0;
    for (;;) {
      for (let g = 0; g < groups.size; g++) if (failed[g] === 1) counts[g] = 0;
      const { any } = compatibleCounts(codes, counts);
      let more = 0;
      for (let g = 0; g < groups.size; g++) {
        if (counts[g]! === 0 || any[g]! >= least) continue;
        failed[g] = 1;
        more += counts[g]!;
      }
      if (more === 0) return records;
      records += more;
    }
  }

  /** Label codes of the groups with their holes; null where there is none at these levels. */
  #codes(groups: Groups): Int32Array[] | null {
    const codes = this.#labels.ofGroups(groups);
    let some = false;
    codes.forEach((column, c) => {
      const missing = this.#empty[c]![groups.levels[c]!]!;
      for (let g = 0; g < column.length; g++) {
        if (column[g] !== missing) continue;
        column[g] = hole;
        some = true;
      }
    });
    return some ? codes : null;
  }
}

function failSmall({ size, counts }: Groups, failed: Uint8Array, least: number): number {
  let records = 0;
  for (let g = 0; g < size; g++) {
    if (failed[g] === 1 || counts[g]! === 0 || counts[g]! >= least) continue;
    failed[g] = 1;
    records += counts[g]!;
  }
  return records;
}
