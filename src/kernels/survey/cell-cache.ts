import type { Block, Blocks } from './memory.js';

/** Bytes of a cache of cells (assembly/codes.ts), and where it counts what it did not hold. */
export const cellCacheBytes = 49216;
const missesAt = 49152;

/** Blocks of rows for which a cache that does not help is left alone. */
const pause = 15;

/**
 * Codes of raw cells met before, for one column. Where a column has so many values that most cells are not there, asking
 * costs more than it saves: it is then asked again only now and then. Codes are the same either way.
 */
export class CellCache {
  readonly #blocks: Blocks;
  readonly #block: Block;
  #paused = 0;

  constructor(blocks: Blocks) {
    this.#blocks = blocks;
    this.#block = blocks.takeClear(cellCacheBytes);
  }

  get pointer(): number {
    return this.#block.pointer;
  }

  /** Whether the next block of rows is to use it. */
  get useful(): boolean {
    if (this.#paused === 0) return true;
    this.#paused--;
    return false;
  }

  /** Learns from a block of `rows` that used it. */
  judge(rows: number): void {
    if (this.#blocks.word(this.pointer + missesAt) * 2 > rows) this.#paused = pause;
    this.#blocks.setWord(this.pointer + missesAt, 0);
  }

  free(): void {
    this.#blocks.give(this.#block);
  }
}
