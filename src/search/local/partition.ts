import type { Tuples } from '../tuples.js';
import type { BoxColumn, Boxes } from './boxes.js';

/** Do these tuples together meet the models? `size` is the number of their records. */
export type ClassTest = (members: readonly number[], size: number) => boolean;

/** One class of a partition. */
export interface Cell {
  members: number[]; // tuples
  size: number; // records
  boxes: Int32Array; // per column, the least that holds all members
  loss: number; // per record, summed over columns
}

/**
 * Tuples divided into classes, each published as the least boxes that hold it. Classes are numbered; a dissolved one
 * has size 0. The boxes of all classes lie side by side, for scans.
 */
export class Partition<C extends Boxes = BoxColumn> {
  readonly columns: readonly C[];
  readonly tuples: Tuples;
  readonly classOf: Int32Array; // per tuple; -1 where none holds it yet
  readonly members: number[][] = [];
  size = new Float64Array(1024);
  loss = new Float64Array(1024);
  boxes: Int32Array;
  length = 0; // classes, dissolved ones included
  /** Classes in the order in which they were made or changed. */
  readonly changes: number[] = [];
  /** Per class, how many changes there were when it had changed last. */
  readonly changed: number[] = [];

  constructor(tuples: Tuples, columns: readonly C[]) {
    this.tuples = tuples;
    this.columns = columns;
    this.classOf = new Int32Array(tuples.size).fill(-1);
    this.boxes = new Int32Array(1024 * columns.length);
  }

  /** What a class of these tuples would be. */
  cell(members: number[]): Cell {
    const { columns, tuples } = this;
    const boxes = new Int32Array(columns.length);
    let size = 0;
    for (const i of members) size += tuples.counts[i]!;
    let loss = 0;
    for (let c = 0; c < columns.length; c++) {
      boxes[c] = this.#boxOf(c, members);
      loss += columns[c]!.loss[boxes[c]!]!;
    }
    return { members, size, boxes, loss };
  }

  /** Loss per record of a class of these tuples. */
  lossOf(members: readonly number[]): number {
    const { columns } = this;
    let loss = 0;
    for (let c = 0; c < columns.length; c++) loss += columns[c]!.loss[this.#boxOf(c, members)]!;
    return loss;
  }

  /** The least box of a column that holds these tuples. */
  #boxOf(c: number, members: readonly number[]): number {
    const column = this.columns[c]!;
    const codes = this.tuples.codes[c]!;
    const first = codes[members[0]!]!;
    let box = column.leaf(first);
    for (let j = 1; j < members.length; j++) {
      const code = codes[members[j]!]!;
      if (code !== first) box = column.add(box, code); // mostly they agree
    }
    return box;
  }

  /** The cell of a class as it is. */
  current(id: number): Cell {
    const m = this.columns.length;
    return {
      members: this.members[id]!,
      size: this.size[id]!,
      boxes: this.boxes.slice(id * m, id * m + m),
      loss: this.loss[id]!,
    };
  }

  /** Adds a class and returns its number. */
  add(cell: Cell): number {
    const id = this.length++;
    if (id >= this.size.length) {
      const room = id * 2;
      const m = this.columns.length;
      const grow = <T extends Float64Array | Int32Array>(from: T, to: T): T => {
        to.set(from);
        return to;
      };
      this.size = grow(this.size, new Float64Array(room));
      this.loss = grow(this.loss, new Float64Array(room));
      this.boxes = grow(this.boxes, new Int32Array(room * m));
    }
    this.set(id, cell);
    return id;
  }

  /** Makes a class another one. */
  set(id: number, cell: Cell): void {
    this.members[id] = cell.members;
    this.size[id] = cell.size;
    this.loss[id] = cell.loss;
    this.boxes.set(cell.boxes, id * this.columns.length);
    for (const i of cell.members) this.classOf[i] = id;
    this.#note(id);
  }

  /** Its tuples are in no class until they are put into another. */
  dissolve(id: number): void {
    for (const i of this.members[id]!) this.classOf[i] = -1;
    this.members[id] = [];
    this.size[id] = 0;
    this.loss[id] = 0;
    this.#note(id);
  }

  #note(id: number): void {
    this.changed[id] = this.changes.push(id);
  }

  /** A class with one tuple more. */
  with(id: number, tuple: number): Cell {
    const { columns, tuples } = this;
    const m = columns.length;
    const boxes = new Int32Array(m);
    let loss = 0;
    for (let c = 0; c < m; c++) {
      boxes[c] = columns[c]!.add(this.boxes[id * m + c]!, tuples.codes[c]![tuple]!);
      loss += columns[c]!.loss[boxes[c]!]!;
    }
    const members = [...this.members[id]!, tuple];
    return { members, size: this.size[id]! + tuples.counts[tuple]!, boxes, loss };
  }

  /** A class with one tuple less; it has to have another one. */
  without(id: number, tuple: number): Cell {
    return this.cell(this.members[id]!.filter((one) => one !== tuple));
  }
}
