import { LetheError } from '../core/diagnostics.js';
import type { CostsApart } from './metric.js';

/** Joins the values of the columns to one loss. `length` is that of its result for n columns. */
export interface Aggregate {
  length(columns: number): number;
  /** Writes the joint loss of `values` (weights apply) to `out`. Monotone in every value. */
  join(values: Float64Array, weights: Float64Array, out: Float64Array): void;
  /** Where it is one number: what a column contributes, worked out apart from the rest, and what joins the contributions. */
  terms?: { of(value: number, weight: number, columns: number): number; join(terms: Float64Array): number };
  /** Where the joint loss follows from a sum over columns: what a value of weight > 0 adds, and the loss of the sum. */
  apart?: { part(value: number, weight: number, columns: number): number; whole(sum: number): number };
}

/** ARX's aggregate functions. */
export const aggregates: Readonly<Record<string, Aggregate>> = {
  'geometric-mean': {
    ...ofTerms(
      (value, weight, columns) => ((value + 1) * weight) ** (1 / columns),
      (terms) => {
        let product = 1;
        for (let c = 0; c < terms.length; c++) product *= terms[c]!;
        return product - 1;
      },
    ),
    apart: {
      part: (value, weight, columns) => Math.log((value + 1) * weight) / columns,
      whole: Math.expm1,
    },
  },
  'arithmetic-mean': {
    ...ofTerms(
      (value, weight) => value * weight,
      (terms) => sumOf(terms) / terms.length,
    ),
    apart: {
      part: (value, weight, columns) => (value * weight) / columns,
      whole: (sum) => sum,
    },
  },
  sum: {
    ...ofTerms((value, weight) => value * weight, sumOf),
    apart: { part: (value, weight) => value * weight, whole: (sum) => sum },
  },
  maximum: ofTerms(
    (value, weight) => value * weight,
    (terms) => {
      let max = 0;
      for (let c = 0; c < terms.length; c++) max = Math.max(max, terms[c]!);
      return max;
    },
  ),
  rank: {
    length: (columns) => columns,
    join(values, weights, out) {
      for (let c = 0; c < values.length; c++) out[c] = -values[c]! * weights[c]!;
      out.sort();
      for (let c = 0; c < out.length; c++) out[c] = -out[c]!;
    },
  },
};

/** What a metric's bound is made of, column by column, from the least value of a column; null where weights or aggregate forbid. */
export function costsApart(
  aggregate: Aggregate,
  weights: Float64Array,
  least: (column: number, level: number, suppressed: number) => number,
): CostsApart | null {
  const { apart } = aggregate;
  if (!apart || weights.some((weight) => weight <= 0)) return null;
  return {
    cost: (column, level, suppressed) =>
      apart.part(least(column, level, suppressed), weights[column]!, weights.length),
    loss: apart.whole,
  };
}

/** The aggregate of that name, or the metric's own where the name is empty. Throws `aggregate-unknown`. */
export function aggregateNamed(name: string, own: string): Aggregate {
  const aggregate = aggregates[name || own];
  if (!aggregate) throw new LetheError('aggregate-unknown', { aggregate: name });
  return aggregate;
}

/** An aggregate of one number, by what each column contributes. */
function ofTerms(
  of: (value: number, weight: number, columns: number) => number,
  join: (terms: Float64Array) => number,
): Aggregate {
  let terms = new Float64Array(0); // scratch
  return {
    length: () => 1,
    terms: { of, join },
    join(values, weights, out) {
      const columns = values.length;
      if (terms.length !== columns) terms = new Float64Array(columns);
      for (let c = 0; c < columns; c++) terms[c] = of(values[c]!, weights[c]!, columns);
      out[0] = join(terms);
    },
  };
}

function sumOf(terms: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < terms.length; c++) sum += terms[c]!;
  return sum;
}
