import { LetheError } from '../core/diagnostics.js';

/** Joins the values of the columns to one loss. `length` is that of its result for n columns. */
export interface Aggregate {
  length(columns: number): number;
  /** Writes the joint loss of `values` (weights apply) to `out`. Monotone in every value. */
  join(values: Float64Array, weights: Float64Array, out: Float64Array): void;
}

/** ARX's aggregate functions. */
export const aggregates: Readonly<Record<string, Aggregate>> = {
  'geometric-mean': {
    length: () => 1,
    join(values, weights, out) {
      let product = 1;
      for (let c = 0; c < values.length; c++)
        product *= ((values[c]! + 1) * weights[c]!) ** (1 / values.length);
      out[0] = product - 1;
    },
  },
  'arithmetic-mean': {
    length: () => 1,
    join(values, weights, out) {
      out[0] = weighted(values, weights) / values.length;
    },
  },
  sum: {
    length: () => 1,
    join(values, weights, out) {
      out[0] = weighted(values, weights);
    },
  },
  maximum: {
    length: () => 1,
    join(values, weights, out) {
      let max = 0;
      for (let c = 0; c < values.length; c++) max = Math.max(max, values[c]! * weights[c]!);
      out[0] = max;
    },
  },
  rank: {
    length: (columns) => columns,
    join(values, weights, out) {
      for (let c = 0; c < values.length; c++) out[c] = -values[c]! * weights[c]!;
      out.sort();
      for (let c = 0; c < out.length; c++) out[c] = -out[c]!;
    },
  },
};

/** The aggregate of that name, or the metric's own where the name is empty. Throws `aggregate-unknown`. */
export function aggregateNamed(name: string, own: string): Aggregate {
  const aggregate = aggregates[name || own];
  if (!aggregate) throw new LetheError('aggregate-unknown', { aggregate: name });
  return aggregate;
}

function weighted(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < values.length; c++) sum += values[c]! * weights[c]!;
  return sum;
}
