import type { JoinTable } from './boxes.js';
import type { Partition } from './partition.js';
import { PrefixTree } from './prefix-tree.js';

/** Columns by whose boxes classes are kept apart in the tree. */
const mostHeads = 5;

/** Changes up to which the classes that have changed are looked at one by one, not in the tree. */
const fewChanges = 24;

/**
 * Finds the class that a tuple joins at the least rise of the total loss. Classes hang in a tree by their boxes in the dearest
 * columns: what joining costs in these columns bounds the rise of all classes below a node, so that most are never
 * looked at. Follows the partition by its list of changes.
 */
export class NearestClass {
  /** Rise of the total loss of the last answer, or the limit where there was none. */
  rise = Number.POSITIVE_INFINITY;
  /** Nodes and classes looked at. */
  work = 0;
  readonly #partition: Partition;
  readonly #joins: JoinTable;
  readonly #least: number; // records that any class has
  readonly #few: number; // changes
  readonly #heads: number; // columns
  readonly #tree = new PrefixTree();
  #loss = new Float64Array(1024); // per node: of its boxes
  #latest = new Int32Array(1024); // per node: the last change of a class below it; 0 where there is none
  readonly #classes: number[][] = []; // per node, filled at the last head
  readonly #nodeOf: number[] = []; // per class; −1 where it is dissolved
  readonly #placeOf: number[] = []; // per class, in its node
  #rows: Int32Array; // boxes per class, in the order of the joins
  readonly #offsets: Int32Array; // per tuple and column, in the order of the joins: where the joins of its value are
  #best = -1; // scratch, as are the next four
  #from = 0; // of the tuple's offsets
  #own = 0; // its records
  #except = -1;
  #since = 0;
  #synced = 0;

  /** `few` changes or less are looked at without the tree. */
  constructor(partition: Partition, joins: JoinTable, least: number, few = fewChanges) {
    this.#partition = partition;
    this.#joins = joins;
    this.#least = least;
    this.#few = few;
    this.#heads = Math.min(mostHeads, joins.order.length);
    const { tuples } = partition;
    const m = joins.order.length;
    this.#offsets = new Int32Array(tuples.size * m);
    joins.order.forEach((column, c) => {
      const codes = tuples.codes[column]!;
      const start = joins.starts[column]!;
      const width = joins.widths[column]!;
      for (let i = 0; i < tuples.size; i++) this.#offsets[i * m + c] = start + codes[i]! * width;
    });
    this.#rows = new Int32Array(partition.size.length * m);
  }

  /**
   * The class that a tuple joins at the least rise below `limit`, the first of equals; −1 for none. Never `except`, and
   * only classes that have changed after the first `since` changes of the partition. A good guess makes it faster.
   */
  find(tuple: number, except: number, limit: number, since = 0, guess = -1): number {
    this.#follow();
    this.rise = limit;
    const { changes, changed, size, tuples } = this.#partition;
    if (since === changes.length) return -1;
    this.#best = -1;
    this.#from = tuple * this.#joins.order.length;
    this.#own = tuples.counts[tuple]!;
    this.#except = except;
    this.#since = since;
    if (changes.length - since <= this.#few) {
      for (let at = since; at < changes.length; at++) {
        const id = changes[at]!;
        if (changed[id] === at + 1 && size[id]! > 0) this.#weigh(id, 0, 0);
      }
      return this.#best;
    }
    if (guess >= 0 && size[guess]! > 0) this.#weigh(guess, 0, 0);
    this.#descend(0, 0, 0);
    return this.#best;
  }

  /** The classes below a node, whose boxes cost `risen` in the columns before `depth`. */
  #descend(node: number, depth: number, risen: number): void {
    const { key, child, sibling } = this.#tree;
    const table = this.#joins.rise;
    const offset = this.#offsets[this.#from + depth]!;
    const loss = this.#loss;
    const latest = this.#latest;
    const since = this.#since;
    const own = this.#own;
    const records = this.#least + own;
    const deepest = depth + 1 === this.#heads;
    for (let next = child[node]!; next >= 0; next = sibling[next]!) {
      this.work++;
      if (latest[next]! <= since) continue;
      const rise = risen + table[offset + key[next]!]!;
      if (own * loss[next]! + records * rise > this.rise) continue;
      if (!deepest) this.#descend(next, depth + 1, rise);
      else for (const id of this.#classes[next]!) this.#weigh(id, depth + 1, rise);
    }
  }

  /** Is this class a better one? `risen` is what its columns before `from` cost. */
  #weigh(id: number, from: number, risen: number): void {
    const { size, loss, changed } = this.#partition;
    this.work++;
    if (id === this.#except || changed[id]! <= this.#since) return;
    const table = this.#joins.rise;
    const rows = this.#rows;
    const offsets = this.#offsets;
    const m = this.#joins.order.length;
    const records = size[id]! + this.#own;
    const fixed = this.#own * loss[id]!;
    const least = this.rise;
    let rise = risen;
    if (fixed + records * rise > least) return;
    const end = id * m + m;
    for (let at = id * m + from, own = this.#from + from; at < end; at++, own++) {
      rise += table[offsets[own]! + rows[at]!]!;
      if (fixed + records * rise > least) return;
    }
    const total = fixed + records * rise;
    if (total === least && (this.#best < 0 || id > this.#best)) return;
    this.#best = id;
    this.rise = total;
  }

  /** Brings the tree up to date with the partition. */
  #follow(): void {
    const { changes, length } = this.#partition;
    const m = this.#joins.order.length;
    if (length * m > this.#rows.length) {
      const rows = new Int32Array(this.#partition.size.length * m);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    while (this.#synced < changes.length) {
      const id = changes[this.#synced]!;
      this.#renew(id, ++this.#synced);
    }
  }

  /** Hangs a class where its boxes belong; `change` is the number of its change. */
  #renew(id: number, change: number): void {
    const { size, boxes } = this.#partition;
    const { order } = this.#joins;
    const m = order.length;
    for (let c = 0; c < m; c++) this.#rows[id * m + c] = boxes[id * m + order[c]!]!;
    const node = size[id] === 0 ? -1 : this.#node(id);
    const before = this.#nodeOf[id] ?? -1;
    if (before !== node) {
      if (before >= 0) {
        const ids = this.#classes[before]!;
        const last = ids.pop()!;
        if (last !== id) {
          ids[this.#placeOf[id]!] = last;
          this.#placeOf[last] = this.#placeOf[id]!;
        }
        if (ids.length === 0) this.#latest[before] = 0;
      }
      this.#nodeOf[id] = node;
      if (node >= 0) this.#placeOf[id] = this.#classes[node]!.push(id) - 1;
    }
    for (let up = node; up >= 0; up = this.#tree.parent[up]!) this.#latest[up] = change;
  }

  /** The node of a class's boxes, made where there is none. */
  #node(id: number): number {
    const { columns } = this.#partition;
    const { order } = this.#joins;
    const m = order.length;
    const tree = this.#tree;
    let node = 0;
    for (let c = 0; c < this.#heads; c++) {
      const box = this.#rows[id * m + c]!;
      const next = tree.step(node, box);
      if (next >= this.#loss.length) {
        const loss = new Float64Array(tree.key.length);
        loss.set(this.#loss);
        this.#loss = loss;
        const latest = new Int32Array(tree.key.length);
        latest.set(this.#latest);
        this.#latest = latest;
      }
      this.#loss[next] = this.#loss[node]! + columns[order[c]!]!.loss[box]!;
      node = next;
    }
    while (this.#classes.length < tree.length) this.#classes.push([]);
    return node;
  }
}
