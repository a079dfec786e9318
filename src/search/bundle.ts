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
  readonly #tables = new Map<number, { block: Block; cells: number }>();

  constructor(blocks: Lease, tuples: Tuples, levels: readonly LevelTable[], columns: readonly number[]) {
    this.#blocks = blocks;
    this.#columns = columns;
    this.#levels = levels;
    this.codes = blocks.take(tuples.size * 4).pointer;
    const { exports } = blocks.host;
    const own = blocks.take(tuples.size * 4);
    let radix = 1;
    for (const c of columns) {
      place(blocks, own, tuples.codes[c]!.subarray(0, tuples.size));
      exports.addCodes!(tuples.size, own.pointer, radix, this.codes, radix === 1 ? 1 : 0);
      radix *= Math.max(1, levels[c]!.codes[0]!.length);
    }
    blocks.give(own);
    this.#size = radix;
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
      place(this.#blocks, own, codes);
      exports.spreadLabels!(block.pointer, radix, own.pointer, codes.length, cells);
      this.#blocks.give(own);
      radix *= count;
      cells *= this.#levels[c]!.labels[levels[c]!]!.length;
    }
    return { block, cells };
  }
}

/** Puts codes into a block. */
function place(blocks: Lease, { pointer }: Block, codes: Int32Array): void {
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
