import type { JoinTable } from './boxes.js';
import type { Leavers } from './leavers.js';
import type { ClassTest, Partition } from './partition.js';
import { PrefixTree } from './prefix-tree.js';

/** Columns by whose values tuples are kept apart in the tree. */
const mostHeads = 5;

/** The place that a lent tuple would take. */
export interface Vacancy {
  id: number; // the class
  boxes: Int32Array; // per column, without the tuple that leaves
  size: number; // records, without it
  loss: number; // per record, without it
  target: number; // the class that it joins
}

/**
 * Finds the tuple that a class with more than it needs lends to another at the least rise of the total loss. What each
 * tuple's class gains by its leaving is known beforehand; tuples hang in a tree by their values in the dearest columns, and the
 * most that one of them gains bounds what any below a node can offer, so that most are never looked at. Follows the
 * partition by its list of changes.
 */
export class Lenders {
  rise = Number.POSITIVE_INFINITY; // of the total loss by the last answer, or the limit where there was none
  /** Nodes and tuples looked at. */
  work = 0;
  readonly #partition: Partition;
  readonly #joins: JoinTable;
  readonly #test: ClassTest;
  readonly #leavers: Leavers;
  readonly #heads: number; // columns
  readonly #codes: Uint16Array; // tuples one after the other, columns in the order of the joins; a join table bounds values
  readonly #costs: Float64Array; // scratch: how much dearer every value of every column makes the boxes at hand
  readonly #costOffsets: Int32Array; // per column in the order of the joins
  readonly #tree = new PrefixTree();
  readonly #nodeOf: Int32Array; // per tuple
  readonly #tuples: number[][] = []; // per node, filled at the last head
  readonly #most: Float64Array; // per node: no tuple below it that may leave gains more
  readonly #latest: Int32Array; // per node: the last change of a class of a tuple below it
  #vacancy: Vacancy = { id: -1, boxes: new Int32Array(0), size: 0, loss: 0, target: -1 }; // scratch, as are the next three
  #members: readonly number[] = [];
  #since = 0;
  #best = -1;
  #synced = 0;

  constructor(partition: Partition, joins: JoinTable, test: ClassTest, leavers: Leavers) {
    this.#partition = partition;
    this.#joins = joins;
    this.#test = test;
    this.#leavers = leavers;
    const { tuples, columns } = partition;
    const { order } = joins;
    const m = columns.length;
    this.#heads = Math.min(mostHeads, m);
    this.#codes = new Uint16Array(tuples.size * m);
    this.#costOffsets = new Int32Array(m);
    let values = 0;
    order.forEach((column, c) => {
      const codes = tuples.codes[column]!;
      for (let i = 0; i < tuples.size; i++) this.#codes[i * m + c] = codes[i]!;
      this.#costOffsets[c] = values;
      values += columns[column]!.values;
    });
    this.#costs = new Float64Array(values);
    this.#nodeOf = new Int32Array(tuples.size);
    for (let i = 0; i < tuples.size; i++) {
      let node = 0;
      for (let c = 0; c < this.#heads; c++) node = this.#tree.step(node, this.#codes[i * m + c]!);
      while (this.#tuples.length < this.#tree.length) this.#tuples.push([]);
      this.#tuples[node]!.push(i);
      this.#nodeOf[i] = node;
    }
    this.#most = new Float64Array(this.#tree.length).fill(Number.NEGATIVE_INFINITY);
    this.#latest = new Int32Array(this.#tree.length);
  }

  /**
   * The tuple that fills a vacancy beside its `members` at the least rise below `limit`; −1 for none. Only tuples of
   * classes that have changed after the first `since` changes of the partition.
   */
  find(vacancy: Vacancy, members: readonly number[], limit: number, since = 0): number {
    this.#follow();
    this.rise = limit;
    this.#costsOf(vacancy.boxes);
    if (this.#latest[0]! <= since) return -1;
    this.#vacancy = vacancy;
    this.#members = members;
    this.#since = since;
    this.#best = -1;
    this.#descend(0, 0, 0);
    return this.#best;
  }

  /** The tuples below a node, whose values cost `risen` in the columns before `depth`. */
  #descend(node: number, depth: number, risen: number): void {
    const { key, child, sibling } = this.#tree;
    const { loss, size } = this.#vacancy;
    const costs = this.#costs;
    const offset = this.#costOffsets[depth]!;
    const most = this.#most;
    const latest = this.#latest;
    const since = this.#since;
    const deepest = depth + 1 === this.#heads;
    for (let next = child[node]!; next >= 0; next = sibling[next]!) {
      this.work++;
      if (latest[next]! <= since) continue;
      const rise = risen + costs[offset + key[next]!]!;
      if (loss + (size + 1) * rise - most[next]! >= this.rise) continue;
      if (!deepest) this.#descend(next, depth + 1, rise);
      else for (const tuple of this.#tuples[next]!) this.#weigh(tuple, depth + 1, rise);
    }
  }

  /** Is this tuple a better one? `risen` is what its columns before `from` cost. */
  #weigh(tuple: number, from: number, risen: number): void {
    this.work++;
    const { id, size, loss, target } = this.#vacancy;
    const { classOf, changed, tuples } = this.#partition;
    if (this.#leavers.free[tuple] === 0) return;
    const home = classOf[tuple]!;
    if (home === id || home === target || changed[home]! <= this.#since) return;
    const own = tuples.counts[tuple]!;
    const gain = this.#leavers.gain[tuple]!;
    const costs = this.#costs;
    const offsets = this.#costOffsets;
    const m = offsets.length;
    let rise = risen;
    let total = own * loss + (size + own) * rise - gain;
    for (let c = from, at = tuple * m + from; c < m && total < this.rise; c++, at++) {
      rise += costs[offsets[c]! + this.#codes[at]!]!;
      total = own * loss + (size + own) * rise - gain;
    }
    if (!(total < this.rise) || !this.#test([...this.#members, tuple], size + own)) return;
    this.rise = total;
    this.#best = tuple;
  }

  /** How much dearer each value makes boxes. */
  #costsOf(boxes: Int32Array): void {
    const { rise, starts, widths, order } = this.#joins;
    let to = 0;
    for (const column of order) {
      const { values } = this.#partition.columns[column]!;
      let from = starts[column]! + boxes[column]!;
      for (let value = 0; value < values; value++, from += widths[column]!) this.#costs[to++] = rise[from]!;
    }
  }

  /** By how much a tuple's values make the boxes of the last vacancy dearer, per record. */
  costOf(tuple: number): number {
    const m = this.#costOffsets.length;
    let rise = 0;
    for (let c = 0; c < m; c++) rise += this.#costs[this.#costOffsets[c]! + this.#codes[tuple * m + c]!]!;
    return rise;
  }

  /** Brings bounds up to date with the partition: they only rise until they are tightened. */
  #follow(): void {
    this.#leavers.follow();
    const { changes, changed, members } = this.#partition;
    const { gain, free } = this.#leavers;
    const { parent } = this.#tree;
    while (this.#synced < changes.length) {
      const id = changes[this.#synced++]!;
      if (changed[id] !== this.#synced) continue;
      for (const i of members[id]!) {
        const most = free[i] === 0 ? Number.NEGATIVE_INFINITY : gain[i]!;
        for (let node = this.#nodeOf[i]!; node >= 0; node = parent[node]!) {
          this.#latest[node] = this.#synced;
          if (most > this.#most[node]!) this.#most[node] = most;
        }
      }
    }
  }

  /** Makes the bounds of nodes exact again. */
  tighten(): void {
    this.#follow();
    this.#most.fill(Number.NEGATIVE_INFINITY);
    this.#raiseLeaves();
    this.#raiseParents();
  }

  #raiseLeaves(): void {
    const { gain, free } = this.#leavers;
    const nodeOf = this.#nodeOf;
    const most = this.#most;
    for (let i = 0; i < free.length; i++)
      if (free[i] === 1 && gain[i]! > most[nodeOf[i]!]!) most[nodeOf[i]!] = gain[i]!;
  }

  #raiseParents(): void {
    const { parent } = this.#tree;
    const most = this.#most;
    for (let node = most.length - 1; node > 0; node--) {
      const up = parent[node]!;
      if (most[node]! > most[up]!) most[up] = most[node]!;
    }
  }
}
