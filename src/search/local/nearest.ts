import type { JoinTable } from './boxes.js';
import type { Partition } from './partition.js';

/** Classes with the same boxes in the dearest two columns. */
interface Group {
  box: number; // of the second column
  loss: number; // of that box
  classes: number[];
}

/** Groups with the same box in the dearest column. */
interface Top {
  box: number;
  loss: number; // of that box
  groups: Group[];
  at: Map<number, Group>; // by the box of the second column
  rise: number; // scratch: of this box, by the tuple at hand
  bound: number; // scratch: no class of these groups rises less
}

/**
 * Finds the class that a tuple joins at the least rise of the total loss. Classes with the same boxes in the dearest
 * columns are a group: what joining costs in these columns bounds the rise of all of them, so that most groups are
 * never opened. Follows the partition by its list of changes.
 */
export class NearestClass {
  /** Rise of the total loss of the last answer, or the limit where there was none. */
  rise = 0;
  /** Groups and classes looked at. */
  work = 0;
  readonly #partition: Partition;
  readonly #joins: JoinTable;
  readonly #least: number; // records that any class has
  readonly #tops: Top[] = [];
  readonly #topAt = new Map<number, Top>();
  readonly #groupOf: (Group | null)[] = []; // per class
  readonly #placeOf: number[] = []; // per class, in its group
  #rows: Int32Array; // boxes per class, in the order of the joins
  readonly #offsets: Int32Array; // scratch: per column the row of the tuple's value
  #synced = 0;

  constructor(partition: Partition, joins: JoinTable, least: number) {
    this.#partition = partition;
    this.#joins = joins;
    this.#least = least;
    this.#offsets = new Int32Array(joins.order.length);
    this.#rows = new Int32Array(partition.size.length * joins.order.length);
  }

  /**
   * The class (of `among`, else of all, never `except`) that a tuple joins at the least rise below `limit`, the first of
   * equals; −1 for none.
   */
  find(tuple: number, except: number, limit: number, among: readonly number[] | null = null): number {
    this.#follow();
    const { tuples } = this.#partition;
    const { starts, widths, order } = this.#joins;
    const offsets = this.#offsets;
    for (let c = 0; c < order.length; c++) {
      const column = order[c]!;
      offsets[c] = starts[column]! + tuples.codes[column]![tuple]! * widths[column]!;
    }
    this.rise = limit;
    const own = tuples.counts[tuple]!;
    return among ? this.#open(among, 0, 0, except, own, -1) : this.#amongAll(except, own);
  }

  #amongAll(except: number, own: number): number {
    const table = this.#joins.rise;
    const offset = this.#offsets[0]!;
    const records = this.#least + own;
    const tops = this.#tops;
    this.work += tops.length;
    let first = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let t = 0; t < tops.length; t++) {
      const top = tops[t]!;
      top.rise = table[offset + top.box]!;
      top.bound = own * top.loss + records * top.rise;
      if (top.bound >= least) continue;
      least = top.bound;
      first = t;
    }
    let best = -1;
    // The most promising group first: what it offers rules out most others.
    if (tops.length > 0) best = this.#openTop(tops[first]!, except, own, best);
    for (let t = 0; t < tops.length; t++)
      if (t !== first && tops[t]!.bound <= this.rise) best = this.#openTop(tops[t]!, except, own, best);
    return best;
  }

  #openTop({ groups, rise, loss }: Top, except: number, own: number, found: number): number {
    const table = this.#joins.rise;
    const offset = this.#offsets[1] ?? 0;
    const records = this.#least + own;
    const heads = Math.min(2, this.#offsets.length);
    this.work += groups.length;
    let best = found;
    for (let j = 0; j < groups.length; j++) {
      const group = groups[j]!;
      const risen = heads > 1 ? rise + table[offset + group.box]! : rise;
      if (own * (loss + group.loss) + records * risen <= this.rise)
        best = this.#open(group.classes, heads, risen, except, own, best);
    }
    return best;
  }

  /** The best of these classes; `risen` is what the columns before `from` cost, which they have in common. */
  #open(
    ids: readonly number[],
    from: number,
    risen: number,
    except: number,
    own: number,
    found: number,
  ): number {
    const { size, loss } = this.#partition;
    const table = this.#joins.rise;
    const rows = this.#rows;
    const offsets = this.#offsets;
    const m = offsets.length;
    let best = found;
    let least = this.rise;
    this.work += ids.length;
    for (let j = 0; j < ids.length; j++) {
      const id = ids[j]!;
      const records = size[id]! + own;
      const most = (least - own * loss[id]!) / records; // that its loss may rise
      let rise = risen;
      if (rise > most || id === except || size[id] === 0) continue;
      let c = from;
      for (let at = id * m + from; c < m; c++, at++) {
        rise += table[offsets[c]! + rows[at]!]!;
        if (rise > most) break;
      }
      if (c < m) continue;
      const total = own * loss[id]! + records * rise;
      if (total > least || (total === least && (best < 0 || id > best))) continue;
      best = id;
      least = total;
    }
    this.rise = least;
    return best;
  }

  /** Brings groups up to date with the partition. */
  #follow(): void {
    const { changes, length } = this.#partition;
    const m = this.#offsets.length;
    if (length * m > this.#rows.length) {
      const rows = new Int32Array(this.#partition.size.length * m);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    for (; this.#synced < changes.length; this.#synced++) this.#renew(changes[this.#synced]!);
  }

  #renew(id: number): void {
    const { size, boxes } = this.#partition;
    const { order } = this.#joins;
    const m = order.length;
    const group = size[id] === 0 ? null : this.#group(id);
    for (let c = 0; c < m; c++) this.#rows[id * m + c] = boxes[id * m + order[c]!]!;
    const before = this.#groupOf[id] ?? null;
    if (before === group) return;
    if (before) {
      const ids = before.classes;
      const last = ids.pop()!;
      if (last !== id) {
        ids[this.#placeOf[id]!] = last;
        this.#placeOf[last] = this.#placeOf[id]!;
      }
    }
    this.#groupOf[id] = group;
    if (group) this.#placeOf[id] = group.classes.push(id) - 1;
  }

  /** The group of a class's boxes. */
  #group(id: number): Group {
    const { boxes, columns } = this.#partition;
    const { order } = this.#joins;
    const m = order.length;
    const box = boxes[id * m + order[0]!]!;
    let top = this.#topAt.get(box);
    if (!top) {
      top = { box, loss: columns[order[0]!]!.loss[box]!, groups: [], at: new Map(), rise: 0, bound: 0 };
      this.#topAt.set(box, top);
      this.#tops.push(top);
    }
    const second = m > 1 ? boxes[id * m + order[1]!]! : 0;
    let group = top.at.get(second);
    if (!group) {
      group = { box: second, loss: m > 1 ? columns[order[1]!]!.loss[second]! : 0, classes: [] };
      top.at.set(second, group);
      top.groups.push(group);
    }
    return group;
  }
}
