import type { JoinTable } from './boxes.js';
import type { Cell, ClassTest, Partition } from './partition.js';

/** What a refinement may look at: classes compared with a tuple. A few seconds at most. */
const usualWork = 160_000_000;

const least = 1e-9; // an improvement below this is rounding

/**
 * Betters a partition until nothing helps or the work is used up (counted, so that results do not depend on the
 * machine). Four kinds of step, each taken only where every class still meets the models and the total loss falls: a
 * class is dissolved into others; a tuple leaves for a nearer class; a tuple leaves and its class takes one from a
 * class that has more than it needs; a class is split.
 */
export class Refinement {
  readonly #partition: Partition;
  readonly #joins: JoinTable;
  readonly #test: ClassTest;
  readonly #offsets: Int32Array; // scratch: per column the row of the tuple's value
  #work: number;
  #delta = 0; // of the last `nearest`

  constructor(partition: Partition, joins: JoinTable, test: ClassTest, work = usualWork) {
    this.#partition = partition;
    this.#joins = joins;
    this.#test = test;
    this.#offsets = new Int32Array(partition.columns.length);
    this.#work = work;
  }

  /** Puts tuples that no class holds where they cost least, if they cost no more than `most` per record there. */
  place(tuples: readonly number[], most: number): number[] {
    const left: number[] = [];
    for (const i of tuples) {
      const id = this.#nearest(i, -1, most * this.#partition.tuples.counts[i]! + least);
      const joined = id < 0 ? null : this.#partition.with(id, i);
      if (joined && this.#test(joined.members, joined.size)) this.#partition.set(id, joined);
      else left.push(i);
    }
    return left;
  }

  /** Yields between steps. */
  *run(): Generator<void, void, void> {
    for (let round = 0; round < 8 && this.#work > 0; round++) {
      const steps =
        (yield* this.#dissolveAll()) +
        (yield* this.#splitAll()) +
        (yield* this.#moveAll()) +
        (yield* this.#lendAll());
      if (steps === 0) return;
    }
  }

  /** The class that a tuple joins at the least rise of the total loss below `limit`; −1 for none. */
  #nearest(tuple: number, except: number, limit: number): number {
    const { tuples, size, loss, boxes, columns, length } = this.#partition;
    const table = this.#joins.loss;
    const { starts, widths } = this.#joins;
    const m = columns.length;
    const offsets = this.#offsets;
    for (let c = 0; c < m; c++) offsets[c] = starts[c]! + tuples.codes[c]![tuple]! * widths[c]!;
    const own = tuples.counts[tuple]!;
    let best = -1;
    let delta = limit;
    this.#work -= length;
    for (let id = 0; id < length; id++) {
      const records = size[id]!;
      if (records === 0 || id === except) continue;
      const before = records * loss[id]!;
      const most = (delta + before) / (records + own);
      let sum = 0;
      let c = 0;
      for (let at = id * m; c < m; c++, at++) {
        sum += table[offsets[c]! + boxes[at]!]!;
        if (sum >= most) break;
      }
      if (c < m) continue;
      best = id;
      delta = (records + own) * sum - before;
    }
    this.#delta = delta;
    return best;
  }

  /** Classes by what they cost per record, the dearest first; those that cost nothing stay. */
  #dearest(): number[] {
    const { length, loss, size } = this.#partition;
    return Array.from({ length }, (_, id) => id)
      .filter((id) => size[id]! > 0 && loss[id]! > 0)
      .sort((a, b) => loss[b]! - loss[a]! || a - b);
  }

  *#dissolveAll(): Generator<void, number, void> {
    const partition = this.#partition;
    let steps = 0;
    for (const id of this.#dearest()) {
      yield;
      if (this.#work <= 0) return steps;
      const cell = partition.current(id);
      if (cell.size === 0) continue;
      let left = cell.size * cell.loss - least;
      const targets: number[] = [];
      for (const i of cell.members) {
        const target = this.#nearest(i, id, left);
        if (target < 0) break;
        targets.push(target);
        left -= this.#delta;
      }
      if (targets.length < cell.members.length) continue;
      // Several tuples may have chosen one class: the true total decides.
      const before = new Map<number, Cell>();
      partition.dissolve(id);
      let total = 0;
      let holds = true;
      cell.members.forEach((i, at) => {
        const target = targets[at]!;
        if (!before.has(target)) before.set(target, partition.current(target));
        partition.set(target, partition.with(target, i));
      });
      for (const [target, old] of before) {
        const now = partition.current(target);
        total += now.size * now.loss - old.size * old.loss;
        holds &&= this.#test(now.members, now.size);
      }
      if (holds && total < cell.size * cell.loss - least) steps++;
      else {
        for (const [target, old] of before) partition.set(target, old);
        partition.set(id, cell);
      }
    }
    return steps;
  }

  *#moveAll(): Generator<void, number, void> {
    const partition = this.#partition;
    let steps = 0;
    for (const id of this.#dearest()) {
      yield;
      for (const i of [...partition.members[id]!]) {
        if (this.#work <= 0) return steps;
        const cell = partition.current(id);
        if (cell.members.length < 2) break;
        const size = cell.size - partition.tuples.counts[i]!;
        if (!this.#test(without(cell.members, i), size)) continue;
        const rest = partition.without(id, i);
        const gain = cell.size * cell.loss - rest.size * rest.loss - least;
        if (gain <= 0) continue;
        const target = this.#nearest(i, id, gain);
        if (target < 0) continue;
        const joined = partition.with(target, i);
        if (!this.#test(joined.members, joined.size)) continue;
        partition.set(id, rest);
        partition.set(target, joined);
        steps++;
      }
    }
    return steps;
  }

  /** A tuple leaves for a nearer class, and the nearest tuple that its class can spare takes its place. */
  *#lendAll(): Generator<void, number, void> {
    const partition = this.#partition;
    const { tuples, columns } = partition;
    const m = columns.length;
    const table = this.#joins.loss;
    const { starts, widths } = this.#joins;
    const lenders: number[] = [];
    for (let i = 0; i < tuples.size; i++) if (this.#spare(i)) lenders.push(i);
    let steps = 0;
    for (const id of this.#dearest()) {
      yield;
      for (const i of [...partition.members[id]!]) {
        if (this.#work <= 0) return steps;
        const cell = partition.current(id);
        if (cell.members.length < 2) break;
        const rest = partition.without(id, i);
        const gain = cell.size * cell.loss - rest.size * rest.loss - least;
        if (gain <= 0) continue;
        const target = this.#nearest(i, id, gain);
        if (target < 0) continue;
        const left = gain - this.#delta;
        let best = -1;
        let rise = left;
        this.#work -= lenders.length;
        for (const j of lenders) {
          const home = partition.classOf[j]!;
          if (home === id || home === target) continue;
          const own = tuples.counts[j]!;
          // Its class is glad to lose it by no more than all that it costs.
          const most =
            (rise + rest.size * rest.loss + partition.size[home]! * partition.loss[home]!) /
            (rest.size + own);
          let sum = 0;
          let c = 0;
          for (; c < m; c++) {
            sum += table[starts[c]! + tuples.codes[c]![j]! * widths[c]! + rest.boxes[c]!]!;
            if (sum >= most) break;
          }
          if (c < m || !this.#spare(j)) continue;
          const without = partition.without(home, j);
          const delta =
            (rest.size + own) * sum -
            rest.size * rest.loss -
            (partition.size[home]! * partition.loss[home]! - without.size * without.loss);
          if (delta >= rise) continue;
          if (!this.#test([...rest.members, j], rest.size + own)) continue;
          rise = delta;
          best = j;
        }
        if (best < 0) continue;
        const joined = partition.with(target, i);
        if (!this.#test(joined.members, joined.size)) continue;
        const home = partition.classOf[best]!;
        partition.set(home, partition.without(home, best));
        partition.set(id, partition.cell([...rest.members, best]));
        partition.set(target, joined);
        steps++;
      }
    }
    return steps;
  }

  #spare(tuple: number): boolean {
    const { classOf, members, size, tuples } = this.#partition;
    const home = classOf[tuple]!;
    if (home < 0 || members[home]!.length < 2) return false;
    return this.#test(without(members[home]!, tuple), size[home]! - tuples.counts[tuple]!);
  }

  *#splitAll(): Generator<void, number, void> {
    let steps = 0;
    for (const id of this.#dearest()) {
      yield;
      if (this.#work <= 0) return steps;
      const parts = split(this.#partition, this.#partition.current(id), this.#test);
      if (!parts) continue;
      steps++;
      this.#partition.set(id, parts[0]!);
      for (const part of parts.slice(1)) this.#partition.add(part);
    }
    return steps;
  }
}

/**
 * The split of a class by the next finer level of one column that saves most, or null where none does. Parts that do
 * not meet the models by themselves stay together; where they do not even so, they join the smallest part that does.
 */
export function split(partition: Partition, cell: Cell, test: ClassTest): Cell[] | null {
  const { columns, tuples } = partition;
  let best: Cell[] | null = null;
  let saved = least;
  if (cell.members.length < 2) return null;
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c]!;
    const codes = tuples.codes[c]!;
    const level = column.level[cell.boxes[c]!]! - 1;
    if (level < 0 || cell.boxes[c] === column.leaf(codes[cell.members[0]!]!)) continue;
    const table = column.table(level);
    const groups = new Map<number, number[]>();
    for (const i of cell.members) {
      const box = table[codes[i]!]!;
      const list = groups.get(box);
      if (list) list.push(i);
      else groups.set(box, [i]);
    }
    const parts: number[][] = [];
    let rest: number[] = [];
    for (const list of groups.values()) {
      if (test(list, records(partition, list))) parts.push(list);
      else rest = rest.concat(list);
    }
    if (rest.length > 0) {
      if (test(rest, records(partition, rest))) parts.push(rest);
      else {
        parts.sort((a, b) => a.length - b.length || a[0]! - b[0]!);
        if (parts.length === 0) continue;
        const joined = parts[0]!.concat(rest);
        if (!test(joined, records(partition, joined))) continue;
        parts[0] = joined;
      }
    }
    if (parts.length < 2) continue;
    const cells = parts.map((list) => partition.cell(list));
    const gain = cell.size * cell.loss - cells.reduce((sum, part) => sum + part.size * part.loss, 0);
    if (gain <= saved) continue;
    saved = gain;
    best = cells;
  }
  return best;
}

function records({ tuples }: Partition, members: readonly number[]): number {
  let sum = 0;
  for (const i of members) sum += tuples.counts[i]!;
  return sum;
}

function without(members: readonly number[], tuple: number): number[] {
  return members.filter((one) => one !== tuple);
}
