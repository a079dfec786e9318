import type { LevelSpace } from '../space.js';
import { Grouping } from './grouping.js';
import type { ClassTest, Partition } from './partition.js';

/** Tuples that a sweep looks at before it begins to leave out nodes. */
const usualWork = 200_000_000;

/**
 * Walks all nodes of the lattice, the finest first, and takes out every class that meets the models of the tuples that
 * are left: each record gets the finest node at which enough of the remaining ones look like it. ARX's local recoding
 * does the same with the few nodes that are each the optimum of what is left. Nodes are ordered by the sum of squares
 * of their columns' losses: squares, because many columns a little coarser serve records better than one lost whole.
 * Yields between nodes, ends where `over` says so, and returns how many were looked at.
 */
export function* sweep(
  partition: Partition,
  space: LevelSpace,
  least: number,
  test: ClassTest,
  over: () => boolean = () => false,
  work = usualWork,
): Generator<void, number, void> {
  const order = nodesByLoss(partition, space);
  const grouping = new Grouping(partition, space, least);
  const levels = new Int32Array(partition.columns.length);
  let used = 0;
  let nodes = 0;
  for (let at = 0; at < order.length && grouping.left > 0; at += 1 + Math.floor(used / work)) {
    if (over()) break;
    space.levels(order[at]!, levels);
    used += grouping.left;
    nodes++;
    yield;
    for (const { members, size } of grouping.groups(levels)) {
      if (!test(members, size)) continue;
      partition.add(partition.cell(members));
      grouping.take(members.length);
    }
  }
  return nodes;
}

/** All nodes, the least Σ loss² first; ties by number. */
function nodesByLoss({ tuples, columns }: Partition, space: LevelSpace): Uint32Array {
  const mean = columns.map((column, c) => {
    const codes = tuples.codes[c]!;
    const records = new Float64Array(column.values);
    for (let i = 0; i < tuples.size; i++) records[codes[i]!]! += tuples.counts[i]!;
    const perLevel: number[] = [];
    for (let level = space.from[c]!; level <= space.to[c]!; level++) {
      let sum = 0;
      for (let value = 0; value < column.values; value++)
        sum += records[value]! * column.loss[column.at(level, value)]!;
      perLevel.push((sum / tuples.records) ** 2);
    }
    return perLevel;
  });
  const levels = new Int32Array(columns.length);
  const losses = new Float64Array(space.size);
  for (let id = 0; id < space.size; id++) {
    space.levels(id, levels);
    let sum = 0;
    for (let c = 0; c < levels.length; c++) sum += mean[c]![levels[c]! - space.from[c]!]!;
    losses[id] = sum;
  }
  const order = Uint32Array.from({ length: space.size }, (_, id) => id);
  return order.sort((a, b) => losses[a]! - losses[b]! || a - b);
}
