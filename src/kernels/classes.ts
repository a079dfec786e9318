import { Borrowed } from './borrowed.js';
import type { Lease } from './lease.js';

/** A column of a table: a code per tuple, below the number of its labels. */
export interface Codes {
  codes: Int32Array;
  labels: number;
}

/** The classes of a table by some of its columns: distinct combinations of codes, in ascending order column by column. */
export interface Classes {
  size: number;
  order: Int32Array; // tuples with records, class by class
  firsts: Int32Array; // where each class begins in the order, and where the last one ends
  codes: Int32Array[]; // per class, a column each
  counts: Float64Array; // records per class
  before: Float64Array; // records of all classes before one: an entry more than classes
}

/** Where every label of a column occurs. */
export interface Postings {
  starts: Int32Array; // where each label's begin, and where the last one's end
  places: Int32Array; // label by label, ascending
}

/** The classes of a table by columns, `counts` being the records of each tuple. Tuples without records are left out. */
export function classesOf(lease: Lease, columns: readonly Codes[], counts: Float64Array): Classes {
  const kernel = new Borrowed(lease);
  try {
    const { exports } = kernel;
    const records = kernel.place(counts);
    let order = kernel.take(counts.length * 4);
    let next = kernel.take(counts.length * 4);
    const codes = kernel.take(counts.length * 4);
    const n = exports.listCounted!(counts.length, records.pointer, order.pointer);
    // Counting sorts, each of which keeps the order of the one before: the first column comes last.
    for (const column of [...columns].reverse()) {
      kernel.set(codes, column.codes.subarray(0, counts.length));
      const starts = kernel.takeClear((column.labels + 2) * 4);
      exports.sortByCode!(n, order.pointer, codes.pointer, column.labels, starts.pointer, next.pointer);
      kernel.give(starts);
      [order, next] = [next, order];
    }
    kernel.give(next);
    const marks = kernel.takeClear(Math.max(1, n));
    if (columns.length === 0) kernel.set(marks, Uint8Array.of(n > 0 ? 1 : 0));
    for (const column of columns) {
      kernel.set(codes, column.codes.subarray(0, counts.length));
      exports.markBeginnings!(n, order.pointer, codes.pointer, marks.pointer);
    }
    const firsts = kernel.take((n + 1) * 4);
    const size = exports.listMarked!(n, marks.pointer, firsts.pointer);
    lease.host.words[(firsts.pointer >>> 2) + size] = n;
    const own = kernel.take(size * 4);
    const ownCodes = columns.map((column) => {
      kernel.set(codes, column.codes.subarray(0, counts.length));
      exports.codesOfClasses!(size, firsts.pointer, order.pointer, codes.pointer, own.pointer);
      return kernel.integers(own, size);
    });
    const ownCounts = kernel.take(size * 8);
    const before = kernel.take((size + 1) * 8);
    exports.countClasses!(
      size,
      firsts.pointer,
      order.pointer,
      records.pointer,
      ownCounts.pointer,
      before.pointer,
    );
    return {
      size,
      order: kernel.integers(order, n),
      firsts: kernel.integers(firsts, size + 1),
      codes: ownCodes,
      counts: kernel.numbers(ownCounts, size),
      before: kernel.numbers(before, size + 1),
    };
  } finally {
    kernel.close();
  }
}

/** Where every label of a column occurs. */
export function postingsOf(lease: Lease, { codes, labels }: Codes): Postings {
  const kernel = new Borrowed(lease);
  try {
    const own = kernel.place(codes);
    const starts = kernel.takeClear((labels + 2) * 4);
    const places = kernel.take(codes.length * 4);
    kernel.exports.sortByCode!(codes.length, 0, own.pointer, labels, starts.pointer, places.pointer);
    return { starts: kernel.integers(starts, labels + 1), places: kernel.integers(places, codes.length) };
  } finally {
    kernel.close();
  }
}

/** Records of every combination of labels, the last column's next to each other: as many as the product of their numbers, below 2^31. */
export function recordsOfLabels(
  lease: Lease,
  columns: readonly Codes[],
  counts: Float64Array,
): Float64Array<ArrayBuffer> {
  const kernel = new Borrowed(lease);
  try {
    const { exports } = kernel;
    const n = counts.length;
    const records = kernel.place(counts);
    const codes = kernel.take(n * 4);
    const keys = kernel.takeClear(n * 4);
    let cells = 1;
    for (const column of [...columns].reverse()) {
      kernel.set(codes, column.codes.subarray(0, n));
      exports.addCodes!(n, codes.pointer, cells, keys.pointer, 0);
      cells *= column.labels;
    }
    const sums = kernel.takeClear(cells * 8);
    exports.addCounts!(n, keys.pointer, records.pointer, sums.pointer);
    return kernel.numbers(sums, cells);
  } finally {
    kernel.close();
  }
}
