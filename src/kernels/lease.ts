import type { KernelHost } from './host.js';
import { takeKernels } from './spare.js';
import { type Block, Blocks } from './survey/memory.js';

/** Tuples beyond which a borrower gets kernels of its own, so that their memory ends with it: kernel memory never shrinks. */
const sharedTuples = 1 << 16;
/** Memory that a search takes for a tuple: asked for at once it grows but once. */
const bytesPerTuple = 84;

let shared: Blocks | undefined;

/** Kernel memory on loan: what was taken and not given back is given back by `close`. */
export class Lease {
  readonly host: KernelHost;
  readonly #blocks: Blocks;
  readonly #taken = new Set<Block>();

  constructor(tuples: number) {
    if (tuples <= sharedTuples) shared ??= new Blocks(takeKernels());
    this.#blocks = tuples <= sharedTuples ? shared! : new Blocks(takeKernels(tuples * bytesPerTuple));
    this.host = this.#blocks.host;
  }

  take(bytes: number): Block {
    const block = this.#blocks.take(bytes);
    this.#taken.add(block);
    return block;
  }

  takeClear(bytes: number): Block {
    const block = this.#blocks.takeClear(bytes);
    this.#taken.add(block);
    return block;
  }

  give(block: Block): void {
    if (this.#taken.delete(block)) this.#blocks.give(block);
  }

  close(): void {
    for (const block of this.#taken) this.#blocks.give(block);
    this.#taken.clear();
  }
}
