import type { LevelSpace } from '../space.js';
import { mix } from '../tuples.js';
import type { BoxColumn } from './boxes.js';
import type { ClassTest, Partition } from './partition.js';

/** Tuples that a sweep looks at before it begins to leave out nodes. */
const usualWork = 200_000_000;

/**
 * Walks all nodes of the lattice, the finest first, and takes out every class that meets the models of the tuples that
 * are left: each record gets the finest node at which enough of the remaining ones look like it. ARX's local recoding
 * does the same with the few nodes that are each the optimum of what is left. Nodes are ordered by the sum of squares
 * of their columns' losses: squares, because many columns a little coarser serve records better than one lost whole.
 * Yields between nodes and returns how many were looked at.
 */
export function* sweep(
  partition: Partition,
  space: LevelSpace,
  least: number,
  test: ClassTest,
  work = usualWork,
): Generator<void, number, void> {
  const { tuples, columns } = partition;
  const order = nodesByLoss(partition, space);
  let rest: Int32Array = Int32Array.from({ length: tuples.size }, (_, i) => i);
  const grouping = new Grouping(tuples.size);
  const levels = new Int32Array(columns.length);
  let used = 0;
  let nodes = 0;
  for (let at = 0; at < order.length && rest.length > 0; at += 1 + Math.floor(used / work)) {
    space.levels(order[at]!, levels);
    used += rest.length;
    nodes++;
    yield;
    const { ids, sizes, groups } = grouping.group(rest, columns, partition, levels);
    let any = false;
    for (let g = 0; g < groups && !any; g++) any = sizes[g]! >= least;
    if (!any) continue;
    const members = new Map<number, number[]>();
    for (let j = 0; j < rest.length; j++) {
      if (sizes[ids[j]!]! < least) continue;
      const list = members.get(ids[j]!);
      if (list) list.push(rest[j]!);
      else members.set(ids[j]!, [rest[j]!]);
    }
    let taken = 0;
    for (const [g, list] of members) {
      if (!test(list, sizes[g]!)) continue;
      partition.add(partition.cell(list));
      taken += list.length;
    }
    if (taken > 0) rest = rest.filter((i) => partition.classOf[i] === -1);
  }
  return nodes;
}

/** All nodes, the least Σ loss² first; ties by number. */
function nodesByLoss({ tuples, columns }: Partition, space: LevelSpace): Uint32Array {
  const mean = columns.map((column, c) => {
    const codes = tuples.codes[c]!;
    const perLevel: number[] = [];
    for (let level = space.from[c]!; level <= space.to[c]!; level++) {
      let sum = 0;
      for (let i = 0; i < tuples.size; i++)
        sum += tuples.counts[i]! * column.loss[column.at(level, codes[i]!)]!;
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

/**
 * Groups tuples by their boxes, known by two hashes of 32 bits. Should two groups ever share both, they are taken
 * together: their class is larger, and as safe.
 */
class Grouping {
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #ids: Int32Array;
  readonly #sizes: Float64Array;
  readonly #slots: Int32Array;
  readonly #heads: Int32Array;

  constructor(most: number) {
    this.#first = new Int32Array(most);
    this.#second = new Int32Array(most);
    this.#ids = new Int32Array(most);
    this.#sizes = new Float64Array(most);
    this.#heads = new Int32Array(most);
    let slots = 1024;
    while (slots < most * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
  }

  group(rest: Int32Array, columns: readonly BoxColumn[], partition: Partition, levels: Int32Array) {
    const n = rest.length;
    const { tuples } = partition;
    const first = this.#first.fill(0, 0, n);
    const second = this.#second.fill(0, 0, n);
    for (let c = 0; c < columns.length; c++) {
      const table = columns[c]!.table(levels[c]!);
      const codes = tuples.codes[c]!;
      for (let j = 0; j < n; j++) {
        const box = table[codes[rest[j]!]!]!;
        first[j] = Math.imul(first[j]! ^ box, 0x2c1b3c6d) + c;
        second[j] = Math.imul(second[j]! + box, 0x297a2d39) ^ (second[j]! >>> 15);
      }
    }
    let slots = 1024;
    while (slots < n * 2) slots *= 2;
    const table = this.#slots.fill(0, 0, slots);
    const mask = slots - 1;
    const heads = this.#heads;
    const sizes = this.#sizes;
    const ids = this.#ids;
    let groups = 0;
    for (let j = 0; j < n; j++) {
      const a = first[j]!;
      const b = second[j]!;
      let at = mix(a ^ b) & mask;
      let id = table[at]!;
      while (id !== 0 && (first[heads[id - 1]!] !== a || second[heads[id - 1]!] !== b)) {
        at = (at + 1) & mask;
        id = table[at]!;
      }
      if (id === 0) {
        heads[groups] = j;
        sizes[groups] = 0;
        id = ++groups;
        table[at] = id;
      }
      ids[j] = id - 1;
      sizes[id - 1]! += tuples.counts[rest[j]!]!;
    }
    return { ids, sizes, groups };
  }
}
