import { approximate, readNumber } from '../core/numbers.js';
import type { LevelTable } from './levels.js';
import { BoxColumn, type Boxes } from './local/boxes.js';
import { divide } from './local/divide.js';
import type { Cell, ClassTest, Partition } from './local/partition.js';
import { LocalProblem } from './local/problem.js';
import { RangeColumn } from './local/ranges.js';
import type { LocalResult } from './local/solution.js';
import { split } from './local/split.js';
import type { LatticeInput } from './result.js';

/**
 * Mondrian: the table is cut in two, and every part again, as long as both sides meet the models: along the column
 * where that saves most of the loss, at its median, or where one side would fail there at the nearest place where neither
 * does, which also covers the median being the greatest value. `relaxed` may share out the records of the value at the cut.
 * Values are ordered as numbers, else as the hierarchy lists them. Labels are the least of the hierarchy that hold a
 * part; numbers without a hierarchy get ranges. Throws as `searchLocally`.
 */
export function* searchMondrian(input: LatticeInput, relaxed: boolean): Generator<void, LocalResult, void> {
  const orders: Int32Array[] = [];
  const problem = new LocalProblem<Boxes>(
    input,
    relaxed ? 'mondrian-relaxed' : 'mondrian',
    ({ levels, from, to }, values, weight) => {
      orders.push(valueRanks(values, levels));
      // Without a hierarchy there are but the value and `*`.
      const ranges = levels.height === 1 && from === 0 ? RangeColumn.of(values, weight) : null;
      return ranges ?? new BoxColumn({ levels, from, to, weight });
    },
  );
  const { partition, models } = problem;
  problem.nodes = yield* divide(partition, models.test, (part) => {
    const sides = cut(partition, part, models.test, orders, relaxed);
    return sides && [sides[1], sides[0]];
  });
  return problem.solution();
}

/** Mondrian along the hierarchies: a part is divided by the next finer labels of the column that saves most. */
export function* searchTopDown(input: LatticeInput): Generator<void, LocalResult, void> {
  const problem = new LocalProblem(
    input,
    'top-down',
    ({ levels, from, to }, _, weight) => new BoxColumn({ levels, from, to, weight }),
  );
  const { partition, models } = problem;
  problem.nodes = yield* divide(partition, models.test, (part) => split(partition, part, models.test));
  return problem.solution();
}

/**
 * The two sides of a part, cut along the column where the cut saves most of the loss; null where it can nowhere be cut.
 * Each column is cut at the place nearest to its median where both sides meet the models.
 */
function cut(
  partition: Partition<Boxes>,
  cell: Cell,
  test: ClassTest,
  ranks: readonly Int32Array[],
  relaxed: boolean,
): [Cell, Cell] | null {
  const { columns, tuples } = partition;
  let best: [Cell, Cell] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c < columns.length; c++) {
    const codes = tuples.codes[c]!;
    const rank = ranks[c]!;
    const sorted = [...cell.members].sort((a, b) => rank[codes[a]!]! - rank[codes[b]!]! || a - b);
    // A cut inside one value alone would not make either side finer.
    if (codes[sorted[0]!] === codes[sorted.at(-1)!]) continue;
    // Places to cut, as (records before, tuples before): between values, or between tuples where relaxed.
    const places: { at: number; off: number }[] = [];
    let before = 0;
    for (let at = 1; at < sorted.length; at++) {
      before += tuples.counts[sorted[at - 1]!]!;
      const equal = codes[sorted[at - 1]!] === codes[sorted[at]!];
      if (equal && !relaxed) continue;
      places.push({ at, off: Math.abs(before - cell.size / 2) });
    }
    places.sort((a, b) => a.off - b.off || a.at - b.at);
    for (const { at } of places) {
      const left = sorted.slice(0, at);
      const right = sorted.slice(at);
      if (!test(left, records(partition, left)) || !test(right, records(partition, right))) continue;
      const sides: [Cell, Cell] = [partition.cell(left), partition.cell(right)];
      const loss = sides[0].size * sides[0].loss + sides[1].size * sides[1].loss;
      if (loss < least) {
        best = sides;
        least = loss;
      }
      break;
    }
  }
  return best;
}

/** Ranks of the values: by the paths of their labels from the top, labels by their least number, else as they come. */
function valueRanks(values: readonly (string | null)[], { codes, labels, height }: LevelTable): Int32Array {
  const numbers = values.map((value) => {
    const number = value === null ? null : readNumber(value);
    return number === null ? Number.POSITIVE_INFINITY : approximate(number);
  });
  const least = codes.map((own, level) => {
    const lowest = labels[level]!.map(() => Number.POSITIVE_INFINITY);
    own.forEach((code, value) => {
      lowest[code] = Math.min(lowest[code]!, numbers[value]!);
    });
    return lowest;
  });
  const sorted = values
    .map((_, value) => value)
    .sort((a, b) => {
      for (let level = height; level >= 0; level--) {
        const x = codes[level]![a]!;
        const y = codes[level]![b]!;
        if (x === y) continue;
        const [p, q] = [least[level]![x]!, least[level]![y]!];
        return p === q ? x - y : p - q;
      }
      return a - b;
    });
  const ranks = new Int32Array(values.length);
  sorted.forEach((value, rank) => {
    ranks[value] = rank;
  });
  return ranks;
}

function records({ tuples }: Partition<Boxes>, members: readonly number[]): number {
  let sum = 0;
  for (const i of members) sum += tuples.counts[i]!;
  return sum;
}
