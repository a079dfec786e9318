import { byValue } from './levels.js';
import type { MetricColumn } from './metric.js';
import type { Tuples } from './tuples.js';

/**
 * Information that labels have lost: 1 + Σ log share / log |D₁|…|Dₘ| of a tuple, 0 as it is and 1 where nothing is
 * left (Wan et al. 2015; as in ARX 3.9).
 */
export class InformationLoss {
  readonly #codes: readonly Int32Array[];
  readonly #logs: readonly (readonly Float64Array[])[]; // [column][level][value code], over the greatest sum
  readonly #sums: readonly Float64Array[]; // [column][level] over all records

  constructor(columns: readonly MetricColumn[], tuples: Tuples) {
    this.#codes = tuples.codes;
    const whole = columns.reduce((sum, { levels }) => sum + Math.log(levels.domain), 0);
    this.#logs = columns.map(({ levels }) =>
      levels.shares.map((shares, level) =>
        byValue(
          levels,
          level,
          shares.map((share) => (whole > 0 ? Math.log(share) / whole : 0)),
        ),
      ),
    );
    this.#sums = this.#logs.map((levels, c) =>
      Float64Array.from(levels, (logs) => {
        let sum = 0;
        const codes = tuples.codes[c]!;
        for (let i = 0; i < tuples.size; i++) sum += tuples.counts[i]! * logs[codes[i]!]!;
        return sum;
      }),
    );
  }

  /** Of one tuple at `levels`, [0, 1]. */
  of(levels: Int32Array, tuple: number): number {
    let sum = 1;
    for (let c = 0; c < levels.length; c++) sum += this.#logs[c]![levels[c]!]![this.#codes[c]![tuple]!]!;
    return Math.max(0, Math.min(1, sum));
  }

  /** Of all records together at `levels`, nothing suppressed. */
  total(levels: Int32Array, records: number): number {
    let sum = records;
    for (let c = 0; c < levels.length; c++) sum += this.#sums[c]![levels[c]!]!;
    return Math.max(0, sum);
  }
}
