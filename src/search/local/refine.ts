import type { JoinTable } from './boxes.js';
import { Leavers } from './leavers.js';
import { Lenders } from './lenders.js';
import { NearestClass } from './nearest.js';
import type { Cell, ClassTest, Partition } from './partition.js';
import { split } from './split.js';

/** Groups, classes and tuples that a refinement may look at: a few seconds at most. */
const usualWork = 260_000_000;

/** Work between two pauses, about a millisecond, and what a class is counted as there. */
const workPerPause = 50_000;
const workPerClass = 200;

const least = 1e-9; // an improvement below this is rounding

/**
 * Betters a partition until nothing helps or the work is used up (counted, so that results do not depend on the
 * machine). Four kinds of step, each taken only where every class still meets the models and the total loss falls: a
 * class is dissolved into others; a tuple leaves for a nearer class; a tuple leaves and its class takes one from a
 * class that has more than it needs, or from the one it joins; a class is split.
 */
export class Refinement {
  readonly #partition: Partition;
  readonly #test: ClassTest;
  readonly #nearest: NearestClass;
  readonly #lenders: Lenders;
  readonly #leavers: Leavers;
  // Per tuple, of its last search for a nearer class: changes of the partition by then, the answer, and its rise (where
  // there was none, the limit).
  readonly #seen: Int32Array;
  readonly #known: Int32Array;
  readonly #rises: Float64Array;
  readonly #asked: Int32Array; // per tuple: changes when lenders for it were last looked for in vain
  readonly #whole: number[] = []; // per class: its last change when no split of it helped
  readonly #ordered: number[] = []; // classes, as they were last ordered
  readonly #most: number; // work
  #paused = 0; // work and classes at the last pause
  #classes = 0; // asked about
  #over: () => boolean = () => false;
  #ended = false;

  /** `smallest` is the number of records that every class has at least. */
  constructor(
    partition: Partition,
    joins: JoinTable,
    { test, least: smallest }: { test: ClassTest; least: number },
    work = usualWork,
  ) {
    this.#partition = partition;
    this.#test = test;
    this.#nearest = new NearestClass(partition, joins, smallest);
    this.#leavers = new Leavers(partition, test);
    this.#lenders = new Lenders(partition, joins, test, this.#leavers);
    this.#most = work;
    const { size } = partition.tuples;
    this.#seen = new Int32Array(size);
    this.#known = new Int32Array(size);
    this.#rises = new Float64Array(size);
    this.#asked = new Int32Array(size);
  }

  get #spent(): boolean {
    return this.#ended || this.#nearest.work + this.#lenders.work >= this.#most;
  }

  /** Before the next class: is it time to yield? */
  get #due(): boolean {
    const done = this.#nearest.work + this.#lenders.work + ++this.#classes * workPerClass;
    if (done - this.#paused < workPerPause) return false;
    this.#paused = done;
    return true;
  }

  /** Before the next class: is it over? */
  #next(): boolean {
    this.#ended ||= this.#over();
    return this.#spent;
  }

  /** Puts tuples that no class holds where they cost least, if they cost no more than `most` per record there. */
  place(tuples: readonly number[], most: number): number[] {
    const left: number[] = [];
    for (const i of tuples) {
      const id = this.#nearest.find(i, -1, most * this.#partition.tuples.counts[i]! + least);
      const joined = id < 0 ? null : this.#partition.with(id, i);
      if (joined && this.#test(joined.members, joined.size)) this.#partition.set(id, joined);
      else left.push(i);
    }
    return left;
  }

  /** Yields between steps; ends before the next class where `over`, asked once a class, says so. */
  *run(over: () => boolean = () => false): Generator<void, void, void> {
    this.#over = over;
    yield* this.#dissolveAll();
    for (let round = 0; round < 30 && !this.#spent; round++) {
      const steps = (yield* this.#splitAll()) + (yield* this.#moveAll()) + (yield* this.#lendAll());
      // To ask which classes can be dissolved is dear, and hardly any can before all else is done.
      if (steps === 0 && (yield* this.#dissolveAll()) === 0) return;
    }
  }

  /**
   * The class other than its own, `except`, that a tuple joins at the least rise below `limit`, −1 for none; the rise is
   * then in `#rises`. Where the last answer's class is as it was, that answer stands against the classes that have
   * changed since: later rounds cost little.
   */
  #target(tuple: number, except: number, limit: number): number {
    const { changes, changed } = this.#partition;
    const seen = this.#seen[tuple]!;
    const known = this.#known[tuple]!;
    const rise = this.#rises[tuple]!;
    const stands = seen > 0 && (known < 0 ? limit <= rise : known !== except && changed[known]! <= seen);
    if (stands) {
      const found = this.#nearest.find(tuple, except, rise, seen);
      if (found >= 0) this.#known[tuple] = found;
    } else this.#known[tuple] = this.#nearest.find(tuple, except, limit, 0, seen > 0 ? known : -1);
    this.#rises[tuple] = this.#nearest.rise;
    this.#seen[tuple] = changes.length;
    return this.#nearest.rise < limit ? this.#known[tuple]! : -1;
  }

  /** Classes by what they cost per record, the dearest first; those that cost nothing stay. */
  #dearest(): number[] {
    const { length, loss, size } = this.#partition;
    // The order of before is nearly the one of now, and sorted in no time.
    while (this.#ordered.length < length) this.#ordered.push(this.#ordered.length);
    this.#ordered.sort((a, b) => loss[b]! - loss[a]! || a - b);
    return this.#ordered.filter((id) => size[id]! > 0 && loss[id]! > 0);
  }

  *#dissolveAll(): Generator<void, number, void> {
    const partition = this.#partition;
    let steps = 0;
    for (const id of this.#dearest()) {
      if (this.#due) yield;
      if (this.#next()) return steps;
      if (partition.size[id] === 0) continue;
      let left = partition.size[id]! * partition.loss[id]! - least;
      const targets: number[] = [];
      for (const i of partition.members[id]!) {
        const target = this.#target(i, id, left);
        if (target < 0) break;
        targets.push(target);
        left -= this.#rises[i]!;
      }
      if (targets.length < partition.members[id]!.length) continue;
      const cell = partition.current(id);
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
      if (this.#due) yield;
      if (this.#next()) return steps;
      for (const i of [...partition.members[id]!]) {
        if (this.#spent) return steps;
        if (partition.members[id]!.length < 2) break;
        this.#leavers.follow();
        const gain = this.#leavers.gain[i]! - least;
        if (this.#leavers.free[i] === 0 || gain <= 0) continue;
        const target = this.#target(i, id, gain);
        if (target < 0) continue;
        const joined = partition.with(target, i);
        if (!this.#test(joined.members, joined.size)) continue;
        partition.set(id, partition.without(id, i));
        partition.set(target, joined);
        steps++;
      }
    }
    return steps;
  }

  /** A tuple leaves for a nearer class and another takes its place: one of that class, or one that its own can spare. */
  *#lendAll(): Generator<void, number, void> {
    const partition = this.#partition;
    this.#lenders.tighten();
    let steps = 0;
    for (const id of this.#dearest()) {
      if (this.#due) yield;
      if (this.#next()) return steps;
      for (const i of [...partition.members[id]!]) {
        if (this.#spent) return steps;
        if (partition.members[id]!.length < 2) break;
        this.#leavers.follow();
        const gain = this.#leavers.gain[i]! - least;
        if (gain <= 0) continue;
        const target = this.#target(i, id, gain);
        if (target < 0) continue;
        // Those that did not help still do not, where neither their class nor these two have changed.
        const asked = this.#asked[i]!;
        const again = asked > 0 && partition.changed[id]! <= asked && partition.changed[target]! <= asked;
        if (again && asked === partition.changes.length) continue;
        const rest = partition.without(id, i);
        const vacancy = { id, boxes: rest.boxes, size: rest.size, loss: rest.loss, target };
        const lent = this.#lenders.find(vacancy, rest.members, gain - this.#rises[i]!, again ? asked : 0);
        this.#asked[i] = partition.changes.length;
        const rise = lent < 0 ? gain : this.#lenders.rise + this.#rises[i]!;
        const exchange = again ? null : this.#exchange(i, rest, target, rise);
        if (exchange) {
          partition.set(id, exchange.given);
          partition.set(target, exchange.taken);
          steps++;
          continue;
        }
        if (lent < 0) continue;
        const joined = partition.with(target, i);
        if (!this.#test(joined.members, joined.size)) continue;
        const home = partition.classOf[lent]!;
        partition.set(home, partition.without(home, lent));
        partition.set(id, partition.cell([...rest.members, lent]));
        partition.set(target, joined);
        steps++;
      }
    }
    return steps;
  }

  /** The exchange of a tuple with a member of the class that it would join that raises the total least, below `limit`. */
  #exchange(leaver: number, rest: Cell, target: number, limit: number): { given: Cell; taken: Cell } | null {
    const partition = this.#partition;
    const { counts } = partition.tuples;
    const before = partition.size[target]! * partition.loss[target]! + rest.size * rest.loss;
    let best = null;
    let most = limit;
    const members = partition.members[target]!;
    for (let at = 0; at < members.length; at++) {
      const j = members[at]!;
      // The class that takes the leaver costs at least what its others cost it.
      const records = partition.size[target]! + counts[leaver]! - counts[j]!;
      const size = rest.size + counts[j]!;
      const bound = records * this.#leavers.left[j]! + size * (rest.loss + this.#lenders.costOf(j)) - before;
      if (bound > most + least) continue;
      const others = members.slice();
      others[at] = leaver;
      const taken = partition.cell(others);
      const given = partition.cell([...rest.members, j]);
      const rise = taken.size * taken.loss + given.size * given.loss - before;
      if (rise >= most || !this.#test(taken.members, taken.size)) continue;
      if (!this.#test(given.members, given.size)) continue;
      most = rise;
      best = { given, taken };
    }
    return best;
  }

  *#splitAll(): Generator<void, number, void> {
    let steps = 0;
    for (const id of this.#dearest()) {
      if (this.#due) yield;
      if (this.#next()) return steps;
      if (this.#whole[id] === this.#partition.changed[id]) continue;
      const parts = split(this.#partition, this.#partition.current(id), this.#test);
      if (!parts) {
        this.#whole[id] = this.#partition.changed[id]!;
        continue;
      }
      steps++;
      this.#partition.set(id, parts[0]!);
      for (const part of parts.slice(1)) this.#partition.add(part);
    }
    return steps;
  }
}
