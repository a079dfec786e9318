import { decodeValues } from './decode.js';
import type { Block, Blocks } from './memory.js';
import type { ColumnPart } from './part.js';

/** Values in a column's sample, and bytes kept of each. */
export const sampleSize = 256;
const sampleBytes = 1024;
const setSlots = 2048;
const firstRoom = 2048; // bytes

/** Fields of a column's state by number (assembly/column-state.ts). */
const field = { set: 70, heap: 88, count: 89, pool: 90, live: 93 } as const;

/** The values of a column with the smallest hashes, which the kernel chooses and keeps (assembly/kept.ts). */
export class KeptValues {
  readonly #blocks: Blocks;
  readonly #state: number;
  readonly #owned: Block[] = [];
  #pool: Block | null = null;

  /** `state` points to the state of the column. */
  constructor(blocks: Blocks, state: number) {
    this.#blocks = blocks;
    this.#state = state;
  }

  /** Makes room for what is offered: before anything is. */
  open(): void {
    if (this.#pool) return;
    this.#set(field.set, this.#own(setSlots * 8));
    this.#set(field.heap, this.#own(sampleSize * 16));
    this.enlarge();
  }

  /** Takes the entries of a dictionary that were offered. */
  takeEntries(dictionary: number): void {
    const { takeEntries } = this.#blocks.host.exports;
    while (!takeEntries!(this.#state, dictionary)) this.enlarge();
  }

  /** More room for texts: twice what is kept and the next, so that texts are seldom moved. */
  enlarge(): void {
    const { host } = this.#blocks;
    const pool = this.#blocks.take(Math.max(firstRoom, 2 * (this.#get(field.live) + sampleBytes)));
    host.exports.moveKept!(this.#state, pool.pointer, pool.bytes);
    if (this.#pool) this.#blocks.give(this.#pool);
    this.#pool = pool;
  }

  /** What is kept, by ascending hash. The memory is given back. */
  finish(): ColumnPart['sample'] {
    const blocks = this.#blocks;
    if (!this.#pool) return { hashes: new BigUint64Array(0), texts: [] };
    const count = this.#get(field.count);
    const hashes = blocks.take(count * 8);
    const texts = blocks.take(this.#get(field.live));
    const offsets = blocks.take((count + 1) * 4);
    const units = blocks.take(count * 4);
    const { pointer } = texts;
    blocks.host.exports.listKept!(this.#state, hashes.pointer, pointer, offsets.pointer, units.pointer);
    const sample = {
      hashes: blocks.u64(hashes.pointer, count).slice(),
      texts: decodeValues(blocks, pointer, offsets.pointer, units.pointer, count),
    };
    for (const block of [hashes, texts, offsets, units, this.#pool, ...this.#owned]) blocks.give(block);
    return sample;
  }

  #own(bytes: number): number {
    const block = this.#blocks.takeClear(bytes);
    this.#owned.push(block);
    return block.pointer;
  }

  #get(index: number): number {
    return this.#blocks.word(this.#state + index * 4);
  }

  #set(index: number, value: number): void {
    this.#blocks.setWord(this.#state + index * 4, value);
  }
}
