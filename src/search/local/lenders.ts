import type { JoinTable } from './boxes.js';
import type { ClassTest, Partition } from './partition.js';

/** Columns by which tuples are grouped. */
const headColumns = 2;

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
 * tuple's class gains by its leaving is known beforehand; tuples of the same values in the dearest columns are a group,
 * and the most that one of them gains bounds what any can offer, so that most groups are never opened. Follows the
 * partition by its list of changes.
 */
export class Lenders {
  rise = 0; // of the total loss by the last answer, or the limit where there was none
  /** Groups and tuples looked at. */
  work = 0;
  readonly #partition: Partition;
  readonly #joins: JoinTable;
  readonly #test: ClassTest;
  readonly #least: number; // records that any class has
  readonly #heads: number; // columns
  readonly #codes: Uint16Array; // tuples one after the other, columns in the order of the joins; a join table bounds values
  readonly #costs: Float64Array; // scratch: how much dearer every value of every column makes the boxes at hand
  readonly #costOffsets: Int32Array; // per column in the order of the joins
  readonly #starts: Int32Array; // per group and one more, into the list of tuples
  readonly #listed: Int32Array; // tuples by group
  readonly #groupOf: Int32Array; // per tuple
  readonly #gains: Float64Array; // per tuple: what its class gains by its leaving, −Infinity where it may not
  readonly #most: Float64Array; // per group: no tuple of it gains more
  #synced = 0;

  constructor(partition: Partition, joins: JoinTable, { test, least }: { test: ClassTest; least: number }) {
    this.#partition = partition;
    this.#joins = joins;
    this.#test = test;
    this.#least = least;
    const { tuples, columns } = partition;
    const { order } = joins;
    const m = columns.length;
    this.#heads = Math.min(headColumns, m);
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
    const groupAt = new Map<number, number>();
    this.#groupOf = Int32Array.from({ length: tuples.size }, (_, i) => {
      let key = 0;
      for (let c = 0; c < this.#heads; c++) key = key * columns[order[c]!]!.values + this.#codes[i * m + c]!;
      if (!groupAt.has(key)) groupAt.set(key, groupAt.size);
      return groupAt.get(key)!;
    });
    this.#starts = new Int32Array(groupAt.size + 1);
    for (const group of this.#groupOf) this.#starts[group + 1]!++;
    for (let g = 0; g < groupAt.size; g++) this.#starts[g + 1]! += this.#starts[g]!;
    const next = this.#starts.slice();
    this.#listed = new Int32Array(tuples.size);
    this.#groupOf.forEach((group, i) => {
      this.#listed[next[group]!++] = i;
    });
    this.#gains = new Float64Array(tuples.size).fill(Number.NEGATIVE_INFINITY);
    this.#most = new Float64Array(groupAt.size).fill(Number.NEGATIVE_INFINITY);
  }

  /** The tuple (of classes `among`, else of all) that fills a vacancy at the least rise below `limit`; −1 for none. */
  find(vacancy: Vacancy, members: readonly number[], limit: number, among: readonly number[] | null): number {
    this.#follow();
    this.#costsOf(vacancy.boxes);
    this.rise = limit;
    let best = -1;
    if (among) {
      for (const id of among)
        for (const j of this.#partition.members[id]!) best = this.#ask(j, 0, 0, vacancy, members, best);
      return best;
    }
    const { loss, size } = vacancy;
    const { order } = this.#joins;
    const m = order.length;
    const heads = this.#heads;
    const costs = this.#costs;
    const groups = this.#most.length;
    this.work += groups;
    for (let g = 0; g < groups; g++) {
      const most = this.#most[g]!;
      if (loss - most >= this.rise) continue;
      let risen = 0;
      const first = this.#listed[this.#starts[g]!]! * m;
      for (let c = 0; c < heads; c++) risen += costs[this.#costOffsets[c]! + this.#codes[first + c]!]!;
      if (loss + (size + 1) * risen - most >= this.rise) continue;
      for (let at = this.#starts[g]!; at < this.#starts[g + 1]!; at++)
        best = this.#ask(this.#listed[at]!, heads, risen, vacancy, members, best);
    }
    return best;
  }

  /** Is this tuple a better one than the best so far? `risen` is what its first `from` columns cost. */
  #ask(
    tuple: number,
    from: number,
    risen: number,
    { id, size, loss, target }: Vacancy,
    members: readonly number[],
    best: number,
  ): number {
    this.work++;
    const own = this.#partition.tuples.counts[tuple]!;
    const gain = this.#gains[tuple]!;
    const most = (this.rise + gain - own * loss) / (size + own); // that the loss may rise
    let rise = risen;
    if (!(rise < most)) return best;
    const costs = this.#costs;
    const offsets = this.#costOffsets;
    const m = offsets.length;
    let c = from;
    for (let at = tuple * m + from; c < m; c++, at++) {
      rise += costs[offsets[c]! + this.#codes[at]!]!;
      if (!(rise < most)) return best;
    }
    const home = this.#partition.classOf[tuple]!;
    if (home === id || home === target) return best;
    const total = own * loss + (size + own) * rise - gain;
    if (total >= this.rise) return best;
    if (!this.#test([...members, tuple], size + own)) return best;
    this.rise = total;
    return tuple;
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

  /** Brings gains up to date with the partition. */
  #follow(): void {
    const { changes, changed } = this.#partition;
    for (; this.#synced < changes.length; this.#synced++) {
      const id = changes[this.#synced]!;
      if (changed[id] === this.#synced + 1) this.#renew(id);
    }
  }

  #renew(id: number): void {
    const partition = this.#partition;
    const { counts } = partition.tuples;
    const members = partition.members[id]!;
    const size = partition.size[id]!;
    const cost = size * partition.loss[id]!;
    for (const i of members) {
      let gain = Number.NEGATIVE_INFINITY;
      const left = size - counts[i]!;
      if (members.length > 1 && left >= this.#least) {
        const rest = members.filter((one) => one !== i);
        if (this.#test(rest, left)) gain = cost === 0 ? 0 : cost - left * partition.lossOf(rest);
      }
      this.#gains[i] = gain;
      const group = this.#groupOf[i]!;
      if (gain > this.#most[group]!) this.#most[group] = gain;
    }
  }

  /** Makes the bounds of groups exact again: they only rise while the partition changes. */
  tighten(): void {
    this.#follow();
    this.#most.fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < this.#gains.length; i++) {
      const group = this.#groupOf[i]!;
      if (this.#gains[i]! > this.#most[group]!) this.#most[group] = this.#gains[i]!;
    }
  }
}
