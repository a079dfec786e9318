import { copyBytes } from '../kernels/host.js';
import type { Control } from './control.js';
import type { ChunkRange } from './reader.js';

const takenSlot = 0;
const headSlots = 1;
const closed = 0x7fffffff; // more than any number of chunks taken: nobody waits any more

/** Bytes that the chunks of a ring take, unless two of them are more. */
const ringBytes = 16 << 20;

/**
 * Chunks on their way from the lanes to the main thread, in the order of the table: a ring of slots in one
 * SharedArrayBuffer, chunk k in slot k mod n. A lane waits while its slot still holds a chunk that was not taken, the
 * main thread until the next chunk is there. Chunks are claimed in ascending order, so that the first one that was not
 * taken always finds its slot free.
 */
export class ChunkRing {
  readonly buffer: SharedArrayBuffer;
  readonly #head: Int32Array; // chunks taken
  readonly #filled: Int32Array; // per slot: number of the chunk in it plus one; 0 while empty
  readonly #bytes: Buffer;
  readonly #slots: number;
  readonly #slotBytes: number;

  constructor(
    private readonly ranges: readonly ChunkRange[],
    slots: number,
    buffer?: SharedArrayBuffer,
  ) {
    this.#slots = slots;
    const longest = ranges.reduce((most, { start, end }) => Math.max(most, end - start), 0);
    this.#slotBytes = longest;
    const headBytes = (headSlots + slots) * 4;
    this.buffer = buffer ?? new SharedArrayBuffer(headBytes + slots * this.#slotBytes);
    this.#head = new Int32Array(this.buffer, 0, headSlots);
    this.#filled = new Int32Array(this.buffer, headSlots * 4, slots);
    this.#bytes = Buffer.from(this.buffer, headBytes);
  }

  /** Slots for a pass of so many lanes: two more than those, as far as their bytes are no more than a ring may have. */
  static slots(ranges: readonly ChunkRange[], lanes: number, chunkBytes: number): number {
    const fitting = Math.max(2, Math.floor(ringBytes / chunkBytes));
    return Math.min(ranges.length, fitting, lanes + 2);
  }

  /** Chunks taken and released; more than there are once the ring is closed. */
  get taken(): number {
    return Atomics.load(this.#head, takenSlot);
  }

  /** Hands over a chunk's bytes, a copy; waits for room. Throws `run-interrupted` once the pass is given up. */
  put(chunk: number, memory: Uint8Array, pointer: number, length: number, control: Control): void {
    for (;;) {
      const { taken } = this;
      if (taken === closed) return;
      if (chunk - taken < this.#slots) break;
      control.throwIfAborted();
      Atomics.wait(this.#head, takenSlot, taken, 100);
    }
    const slot = chunk % this.#slots;
    copyBytes(
      memory.subarray(pointer, pointer + length),
      this.buffer,
      this.#bytes.byteOffset + slot * this.#slotBytes,
    );
    Atomics.store(this.#filled, slot, chunk + 1);
    Atomics.notify(this.#filled, slot);
  }

  /** The bytes of the next chunk, valid until it is `release`d; null once the ring is closed. */
  async take(chunk: number): Promise<Uint8Array | null> {
    const slot = chunk % this.#slots;
    for (;;) {
      const filled = Atomics.load(this.#filled, slot);
      if (filled === chunk + 1) break;
      if (this.taken === closed) return null;
      await Atomics.waitAsync(this.#filled, slot, filled).value;
    }
    const { start, end } = this.ranges[chunk]!;
    const at = slot * this.#slotBytes;
    return this.#bytes.subarray(at, at + end - start);
  }

  /** The chunk's bytes are not wanted any more, and those of all chunks before it. */
  release(chunk: number): void {
    if (this.taken === closed) return;
    Atomics.store(this.#head, takenSlot, chunk + 1);
    Atomics.notify(this.#head, takenSlot);
  }

  /** Nothing more is taken or waited for. */
  close(): void {
    Atomics.store(this.#head, takenSlot, closed);
    Atomics.notify(this.#head, takenSlot);
    for (let slot = 0; slot < this.#slots; slot++) Atomics.notify(this.#filled, slot);
  }
}
