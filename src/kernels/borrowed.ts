import type { Lease } from './lease.js';
import type { Block } from './survey/memory.js';

type Numbers = Int32Array | Float64Array | Uint8Array;

/** Blocks that one call borrows of kernel memory, all of them given back at its end. */
export class Borrowed {
  readonly exports: Lease['host']['exports'];
  readonly #lease: Lease;
  readonly #blocks = new Set<Block>();

  constructor(lease: Lease) {
    this.#lease = lease;
    this.exports = lease.host.exports;
  }

  take(bytes: number): Block {
    return this.#note(this.#lease.take(bytes));
  }

  takeClear(bytes: number): Block {
    return this.#note(this.#lease.takeClear(bytes));
  }

  #note(block: Block): Block {
    this.#blocks.add(block);
    return block;
  }

  /** Copies numbers to where a block begins. */
  set({ pointer }: Block, numbers: Numbers): void {
    const { buffer, byteOffset, byteLength } = numbers;
    this.#lease.host.bytes.set(new Uint8Array(buffer, byteOffset, byteLength), pointer);
  }

  /** Numbers in a block of their own. */
  place(numbers: Numbers): Block {
    const block = this.take(numbers.byteLength);
    this.set(block, numbers);
    return block;
  }

  /** A copy of the first integers of a block. */
  integers({ pointer }: Block, size: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#lease.host.bytes.buffer, pointer, size).slice();
  }

  /** A copy of the first numbers of a block. */
  numbers(block: Block, size: number): Float64Array<ArrayBuffer> {
    return this.view(block, size).slice();
  }

  /** The first numbers of a block themselves, until kernel memory grows: all blocks are to be taken before. */
  view({ pointer }: Block, size: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#lease.host.bytes.buffer, pointer, size);
  }

  give(block: Block): void {
    if (this.#blocks.delete(block)) this.#lease.give(block);
  }

  close(): void {
    for (const block of this.#blocks) this.#lease.give(block);
    this.#blocks.clear();
  }
}
