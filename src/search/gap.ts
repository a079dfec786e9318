import { compare, Problem } from './problem.js';

/** Nodes of the lattice of a few columns: all of them are evaluated. */
const mostNodes = 1024;

/** Intervals of the number of suppressed records that are looked at one by one. */
const intervals = 8;

/** Tuples beyond which folding to few columns takes longer than the bound is worth. */
const mostTuples = 500_000;

/**
 * A lower bound for every valid node of a lattice too large to enumerate. What growing models suppress for a few columns
 * alone they suppress for all columns at least, since further columns only split classes. So the columns are parted into
 * sets whose lattices are small; all their nodes are evaluated; and for any number of suppressed records each set can
 * do no better than its cheapest node that suppresses no more. Only for metrics of length 1, whose bound treats columns
 * apart. `least` records are suppressed by every node.
 */
export function* lowerBound(problem: Problem, least: number): Generator<void, Float64Array, void> {
  const { input, space, metric, limit } = problem;
  const bound = new Float64Array(metric.length);
  metric.bound(space.from, least, bound);
  if (metric.length > 1 || input.histogram.size > mostTuples || limit < least) return bound;
  const sets: { columns: number[]; nodes: { levels: Int32Array; suppressed: number }[] }[] = [];
  for (const columns of parted(input.columns.map(({ from, to }) => to - from + 1))) {
    const part = new Problem({ ...input, columns: columns.map((c) => input.columns[c]!) });
    try {
      const nodes = [];
      for (let id = 0; id < part.space.size; id++) {
        const levels = new Int32Array(columns.length);
        part.space.levels(id, levels);
        const suppressed = part.evaluate(levels, limit).verdict.suppressedBelow;
        if (suppressed <= limit) nodes.push({ levels, suppressed });
        yield;
      }
      sets.push({ columns, nodes });
    } finally {
      part.close();
    }
  }
  const own = new Float64Array(1);
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < intervals; i++) {
    const from = least + Math.floor(((limit - least) * i) / intervals);
    const to = least + Math.floor(((limit - least) * (i + 1)) / intervals);
    const joint = space.from.slice();
    let possible = true;
    for (const { columns, nodes } of sets) {
      const levels = space.from.slice();
      let cheapest = Number.POSITIVE_INFINITY;
      let chosen: Int32Array | null = null;
      for (const node of nodes) {
        if (node.suppressed > to) continue;
        columns.forEach((c, j) => {
          levels[c] = node.levels[j]!;
        });
        metric.bound(levels, from, own);
        if (own[0]! >= cheapest) continue;
        cheapest = own[0]!;
        chosen = node.levels;
      }
      if (!chosen) possible = false;
      columns.forEach((c, j) => {
        joint[c] = chosen?.[j] ?? joint[c]!;
      });
      yield;
    }
    if (!possible) continue;
    metric.bound(joint, from, own);
    lowest = Math.min(lowest, own[0]!);
  }
  own[0] = lowest;
  return compare(own, bound) > 0 ? own : bound;
}

/** Parts columns, in order, into sets of at most `mostNodes` combinations of levels. */
function parted(heights: readonly number[]): number[][] {
  const sets: { columns: number[]; nodes: number }[] = [];
  heights.forEach((levels, c) => {
    const last = sets.at(-1);
    if (last && last.nodes * levels <= mostNodes) {
      last.columns.push(c);
      last.nodes *= levels;
    } else sets.push({ columns: [c], nodes: levels });
  });
  return sets.map(({ columns }) => columns);
}
