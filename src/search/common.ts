import type { Histogram } from '../core/histogram.js';
import type { ClassTable, CompiledModel, ModelTraits } from '../core/model.js';
import type { Groups } from './group.js';
import type { MetricColumn } from './metric.js';
import { NodeLabels } from './node-labels.js';
import type { Tuples } from './tuples.js';

interface CommonModel {
  compiled: CompiledModel;
  traits: ModelTraits;
  sensitive: number; // index in Groups.sensitive, -1 for none
}

/** Models that see all classes of a node at once. */
export class CommonModels {
  readonly #models: readonly CommonModel[];
  readonly #labels: NodeLabels;
  readonly #domains: readonly number[];

  constructor(
    models: readonly CommonModel[],
    histogram: Histogram,
    tuples: Tuples,
    quasi: readonly MetricColumn[],
  ) {
    this.#models = models;
    this.#labels = new NodeLabels(quasi, tuples);
    this.#domains = tuples.sensitive.map(({ column }) => histogram.columns[column]!.values.length);
  }

  /**
   * Marks the classes that fail, and again those that fail without them, until none does; `growing`: for the models alone
   * whose failures hold below as well. Returns the records that were marked.
   */
  fail(groups: Groups, failed: Uint8Array, growing: boolean): number {
    const models = growing ? this.#models.filter(({ traits }) => traits.growing) : this.#models;
    if (models.length === 0) return 0;
    const codes = this.#labels.ofGroups(groups);
    const labels = this.#labels.sizes(groups.levels);
    let records = 0;
    for (let before = -1; before !== records; ) {
      before = records;
      for (const { compiled, sensitive } of models) {
        const table: ClassTable = {
          size: groups.size,
          counts: groups.counts,
          codes,
          labels,
          failed,
          sensitive:
            sensitive < 0 ? null : { ...groups.sensitive[sensitive]!, domain: this.#domains[sensitive]! },
        };
        const found = compiled.fails!(table);
        for (let g = 0; g < groups.size; g++) {
          if (found[g] === 0 || failed[g] === 1) continue;
          failed[g] = 1;
          records += groups.counts[g]!;
        }
      }
    }
    return records;
  }
}
