import type { LocalSolution } from '../src/search/index.js';

/** The normalised certainty penalty of a solution in [0, 1], counted anew from the labels of all records. `cost` is that of a label. */
export function penalty(result: LocalSolution, cost: (column: number, label: string) => number): number {
  const { labels, counts } = result.tuples;
  let sum = 0;
  result.columns.forEach((column, c) => {
    const costs = column.labels.map((label) => cost(c, label));
    counts.forEach((count, i) => {
      sum += count * costs[labels[c]![i]!]!;
    });
  });
  return sum / (result.records * result.columns.length);
}
