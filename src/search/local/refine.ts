import type { JoinTable } from './boxes.js';
import type { Cell, ClassTest, Partition } from './partition.js';

/** What a refinement may look at: classes compared with a tuple. A few seconds at most. */
const usualWork = 260_000_000;

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
  readonly #codes: Uint16Array; // tuples one after the other, columns in the order of the joins
  readonly #costs: Float64Array; // scratch: what every value of every column costs in the boxes at hand
  readonly #costOffsets: Int32Array; // per column in the order of the joins
  // Per tuple: changes of the partition when it was last asked for a nearer class, the answer and its rise.
  readonly #seen: Int32Array;
  readonly #known: Int32Array;
  readonly #deltas: Float64Array;
  readonly #asked: Int32Array; // changes when lenders for it were last looked for in vain
  #work: number;
  #delta = 0; // of the last `nearest`

  constructor(partition: Partition, joins: JoinTable, test: ClassTest, work = usualWork) {
    this.#partition = partition;
    this.#joins = joins;
    this.#test = test;
    this.#offsets = new Int32Array(partition.columns.length);
    this.#work = work;
    const { tuples, columns } = partition;
    const m = columns.length;
    this.#codes = new Uint16Array(tuples.size * m);
    this.#costOffsets = new Int32Array(m);
    let values = 0;
    joins.order.forEach((column, c) => {
      const codes = tuples.codes[column]!;
      for (let i = 0; i < tuples.size; i++) this.#codes[i * m + c] = codes[i]!;
      this.#costOffsets[c] = values;
      values += columns[column]!.values;
    });
    this.#costs = new Float64Array(values);
    this.#seen = new Int32Array(tuples.size);
    this.#known = new Int32Array(tuples.size);
    this.#deltas = new Float64Array(tuples.size);
    this.#asked = new Int32Array(tuples.size);
  }

  /** What joining costs per value, for boxes. */
  #costsOf(boxes: Int32Array): void {
    const { loss, starts, widths, order } = this.#joins;
    let to = 0;
    for (const column of order) {
      const { values } = this.#partition.columns[column]!;
      let from = starts[column]! + boxes[column]!;
      for (let value = 0; value < values; value++, from += widths[column]!) this.#costs[to++] = loss[from]!;
    }
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
    yield* this.#dissolveAll();
    for (let round = 0; round < 30 && this.#work > 0; round++) {
      const steps = (yield* this.#splitAll()) + (yield* this.#moveAll()) + (yield* this.#lendAll());
      // To ask which classes can be dissolved is dear, and hardly any can before all else is done.
      if (steps === 0 && (yield* this.#dissolveAll()) === 0) return;
    }
  }

  /**
   * What `#nearest` finds for a tuple whose class is `except` and gains `limit` by its leaving. Where its class is as it
   * was when that was last asked, the answer then stands against the classes that have changed since: later rounds
   * cost little.
   */
  #target(tuple: number, except: number, limit: number): number {
    const { changes, changed, length } = this.#partition;
    const seen = this.#seen[tuple]!;
    const known = this.#known[tuple]!;
    const now = changes.length;
    const stands = seen > 0 && changed[except]! <= seen && (known < 0 || changed[known]! <= seen);
    if (stands && now - seen < length) {
      const recent = changes.slice(seen);
      const found = this.#nearest(tuple, except, known < 0 ? limit : this.#deltas[tuple]!, recent);
      if (found >= 0) this.#known[tuple] = found;
    } else this.#known[tuple] = this.#nearest(tuple, except, limit);
    this.#deltas[tuple] = this.#delta;
    this.#seen[tuple] = now;
    return this.#known[tuple]!;
  }

  /** The class (of `among`, else of all) that a tuple joins at the least rise of the total loss below `limit`; −1 for none. */
  #nearest(tuple: number, except: number, limit: number, among: readonly number[] | null = null): number {
    const { tuples, size, loss, boxes, columns } = this.#partition;
    const length = among ? among.length : this.#partition.length;
    const table = this.#joins.loss;
    const { starts, widths, order } = this.#joins;
    const m = columns.length;
    const offsets = this.#offsets;
    for (let c = 0; c < m; c++) {
      const column = order[c]!;
      offsets[c] = starts[column]! + tuples.codes[column]![tuple]! * widths[column]!;
    }
    const own = tuples.counts[tuple]!;
    let best = -1;
    let delta = limit;
    this.#work -= length;
    for (let at = 0; at < length; at++) {
      const id = among ? among[at]! : at;
      const records = size[id]!;
      if (records === 0 || id === except) continue;
      const before = records * loss[id]!;
      const most = (delta + before) / (records + own);
      if (loss[id]! >= most) continue; // joined, it costs no less
      let sum = 0;
      let c = 0;
      for (const first = id * m; c < m; c++) {
        sum += table[offsets[c]! + boxes[first + order[c]!]!]!;
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
        const target = this.#target(i, id, gain);
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
    const costs = this.#costs;
    const offsets = this.#costOffsets;
    const codes = this.#codes;
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
        const target = this.#target(i, id, gain);
        if (target < 0) continue;
        const left = gain - this.#deltas[i]!;
        this.#costsOf(rest.boxes);
        let best = -1;
        let rise = left;
        // Those that did not help still do not, where neither their class nor these two have changed.
        const asked = this.#asked[i]!;
        const again = asked > 0 && partition.changed[id]! <= asked && partition.changed[target]! <= asked;
        const among = again ? this.#membersOf(partition.changes.slice(asked)) : lenders;
        this.#work -= among.length;
        for (const j of among) {
          const home = partition.classOf[j]!;
          if (home === id || home === target) continue;
          const own = tuples.counts[j]!;
          // Its class is glad to lose it by no more than all that it costs.
          const most =
            (rise + rest.size * rest.loss + partition.size[home]! * partition.loss[home]!) /
            (rest.size + own);
          if (rest.loss >= most) continue;
          let sum = 0;
          let c = 0;
          for (let at = j * m; c < m; c++, at++) {
            sum += costs[offsets[c]! + codes[at]!]!;
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
        this.#asked[i] = partition.changes.length;
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

  /** The tuples of classes, each once. */
  #membersOf(classes: readonly number[]): number[] {
    const { members } = this.#partition;
    return [...new Set(classes)].flatMap((id) => members[id]!);
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
