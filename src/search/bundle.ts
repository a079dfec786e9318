import type { Lease } from '../kernels/lease.js';
import type { Block } from '../kernels/survey/memory.js';
import type { LevelTable } from './levels.js';
import type { Tuples } from './tuples.js';

/** Combinations of values that columns bundled together may have at most: their tables stay in cache. */
const bundleCells = 4096;

/** Tables that a bundle may remember. */
const bundleTables = 256;

/**
 * Columns of few values looked up together: one code per tuple stands for all of them, and one table gives their
 * labels at a node as one number. Nine columns of Adult become three.
 */
export class Bundle {
  readonly codes: number; // in kernel memory: a number per tuple, mixed radix of the columns' value codes
  readonly #blocks: Lease;
  readonly #columns: readonly number[];
  readonly #levels: readonly LevelTable[];
  readonly #size: number;
  #sums = 0; // where the records of each code lie, once they are asked for
  readonly #tables = new Map<number, { block: Block; cells: number }>();

  constructor(blocks: Lease, tuples: Tuples, levels: readonly LevelTable[], columns: readonly number[]) {
    this.#blocks = blocks;
    this.#columns = columns;
    this.#levels = levels;
    this.codes = blocks.take(tuples.size * 4).pointer;
    const { exports } = blocks.host;
    const codesOf = (c: number) => tuples.codes[c]!.subarray(0, tuples.size);
    const [first, ...others] = columns as [number, ...number[]];
    place(blocks, this.codes, codesOf(first));
    let radix = this.#valuesOf(first);
    const own = others.length > 0 ? blocks.take(tuples.size * 4) : null;
    for (const c of others) {
      place(blocks, own!.pointer, codesOf(c));
      exports.addCodes!(tuples.size, own!.pointer, radix, this.codes);
      radix *= this.#valuesOf(c);
    }
    if (own) blocks.give(own);
    this.#size = radix;
  }

  has(column: number): boolean {
    return this.#columns.includes(column);
  }

  /** Records per label code of one of its columns at a level. `tuples`: how many, and where their counts lie in kernel memory. */
  recordsOf(column: number, level: number, tuples: { size: number; counts: number }): Float64Array {
    const { host } = this.#blocks; // its bytes are others once memory grows
    if (this.#sums === 0) {
      this.#sums = this.#blocks.take(this.#size * 8).pointer;
      host.exports.sumGroups!(tuples.size, this.codes, tuples.counts, this.#sums, this.#size);
    }
    const table = this.#levels[column]!;
    const codes = table.codes[level]!;
    const labels = table.labels[level]!.length;
    if (this.#columns.length === 1) {
      const own = this.#blocks.take(codes.length * 4);
      const out = this.#blocks.take(labels * 8);
      place(this.#blocks, own.pointer, codes);
      host.exports.sumGroups!(codes.length, own.pointer, this.#sums, out.pointer, labels);
      const records = new Float64Array(host.bytes.buffer, out.pointer, labels).slice();
      for (const block of [own, out]) this.#blocks.give(block);
      return records;
    }
    const whole = new Float64Array(host.bytes.buffer, this.#sums, this.#size);
    let radix = 1;
    for (const c of this.#columns.slice(0, this.#columns.indexOf(column))) radix *= this.#valuesOf(c);
    const records = new Float64Array(labels);
    for (let code = 0; code < this.#size; code++)
      records[codes[Math.floor(code / radix) % codes.length]!]! += whole[code]!;
    return records;
  }

  #valuesOf(column: number): number {
    return Math.max(1, this.#levels[column]!.codes[0]!.length);
  }

  /** Per code of the bundle the labels at these levels as one number below `cells`: where the table lies. */
  at(levels: Int32Array): { table: number; cells: number } {
    let key = 0;
    for (const c of this.#columns) key = key * (this.#levels[c]!.height + 1) + levels[c]!;
    let known = this.#tables.get(key);
    if (!known) {
      if (this.#tables.size >= bundleTables) {
        for (const { block } of this.#tables.values()) this.#blocks.give(block);
        this.#tables.clear();
      }
      known = this.#build(levels);
      this.#tables.set(key, known);
    }
    return { table: known.block.pointer, cells: known.cells };
  }

  #build(levels: Int32Array): { block: Block; cells: number } {
    const block = this.#blocks.take(this.#size * 4);
    const { exports, bytes } = this.#blocks.host;
    bytes.fill(0, block.pointer, block.pointer + 4);
    let cells = 1;
    let radix = 1;
    for (const c of this.#columns) {
      const codes = this.#levels[c]!.codes[levels[c]!]!;
      const count = Math.max(1, codes.length);
      const own = this.#blocks.take(count * 4);
      place(this.#blocks, own.pointer, codes);
      exports.spreadLabels!(block.pointer, radix, own.pointer, codes.length, cells);
      this.#blocks.give(own);
      radix *= count;
      cells *= this.#levels[c]!.labels[levels[c]!]!.length;
    }
    return { block, cells };
  }
}

/** Puts codes into kernel memory. */
function place(blocks: Lease, pointer: number, codes: Int32Array): void {
  blocks.host.bytes.set(new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength), pointer);
}

/** Bundles columns so that none has more than `bundleCells` combinations, largest columns first. */
export function bundle(blocks: Lease, tuples: Tuples, levels: readonly LevelTable[]): Bundle[] {
  const sizes = levels.map((table) => Math.max(1, table.codes[0]!.length));
  const order = sizes.map((_, c) => c).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const bins: { cells: number; columns: number[] }[] = [];
  for (const c of order) {
    const bin = bins.find(({ cells }) => cells * sizes[c]! <= bundleCells);
    if (bin) {
      bin.cells *= sizes[c]!;
      bin.columns.push(c);
    } else bins.push({ cells: sizes[c]!, columns: [c] });
  }
  return bins.map(({ columns }) => new Bundle(blocks, tuples, levels, columns));
}
