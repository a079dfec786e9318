import { LetheError } from '../core/diagnostics.js';

/** Chunk states at which the quote state of a chunk's first byte is known. */
const outside = 1;
const inside = 2;

const nextSlot = 0;
const abortSlot = 1;
const doneSlot = 2;
const headSlots = 4;

/**
 * What the lanes of one pass share: which chunk is next, the quote state at the start of every chunk, and where the
 * output of every chunk begins. Lives in one SharedArrayBuffer, so that order is kept without the main thread.
 */
export class Control {
  readonly buffer: SharedArrayBuffer;
  readonly #ints: Int32Array;
  readonly #offsets: BigInt64Array; // output offset of a chunk, -1 while unknown
  readonly #prints: BigUint64Array; // fingerprint of a chunk's source bytes, 0 while unknown
  readonly #rows: BigInt64Array; // records done, for progress
  readonly chunks: number;

  constructor(chunks: number, buffer?: SharedArrayBuffer) {
    const intBytes = Math.ceil(((headSlots + chunks + 1) * 4) / 8) * 8;
    const longs = chunks + 1;
    this.buffer = buffer ?? new SharedArrayBuffer(intBytes + longs * 16 + 8);
    this.chunks = chunks;
    this.#ints = new Int32Array(this.buffer, 0, headSlots + chunks + 1);
    this.#offsets = new BigInt64Array(this.buffer, intBytes, longs);
    this.#prints = new BigUint64Array(this.buffer, intBytes + longs * 8, longs);
    this.#rows = new BigInt64Array(this.buffer, intBytes + longs * 16, 1);
    if (!buffer) this.#offsets.fill(-1n);
  }

  /** The next chunk nobody has taken, or -1. */
  claim(): number {
    const chunk = Atomics.add(this.#ints, nextSlot, 1);
    return chunk < this.chunks ? chunk : -1;
  }

  /** Lanes stop at their next wait or claim. */
  abort(): void {
    Atomics.store(this.#ints, abortSlot, 1);
    for (let chunk = 0; chunk <= this.chunks; chunk++) {
      Atomics.notify(this.#ints, headSlots + chunk);
      Atomics.notify(this.#offsets, chunk);
    }
  }

  get aborted(): boolean {
    return Atomics.load(this.#ints, abortSlot) !== 0;
  }

  throwIfAborted(): void {
    if (this.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
  }

  publishQuote(chunk: number, inQuote: boolean): void {
    Atomics.store(this.#ints, headSlots + chunk, inQuote ? inside : outside);
    Atomics.notify(this.#ints, headSlots + chunk);
  }

  /** Whether the first byte of the chunk lies inside quotes; waits until the chunks before it have said so. */
  quote(chunk: number): boolean {
    for (;;) {
      const state = Atomics.load(this.#ints, headSlots + chunk);
      if (state !== 0) return state === inside;
      this.throwIfAborted();
      Atomics.wait(this.#ints, headSlots + chunk, 0, 100);
    }
  }

  publishOffset(chunk: number, offset: number): void {
    Atomics.store(this.#offsets, chunk, BigInt(offset));
    Atomics.notify(this.#offsets, chunk);
  }

  /** Byte offset at which the output of the chunk begins; waits until the chunks before it are processed. */
  offset(chunk: number): number {
    for (;;) {
      const offset = Atomics.load(this.#offsets, chunk);
      if (offset >= 0n) return Number(offset);
      this.throwIfAborted();
      Atomics.wait(this.#offsets, chunk, -1n, 100);
    }
  }

  setFingerprint(chunk: number, print: bigint): void {
    this.#prints[chunk] = print;
  }

  fingerprint(chunk: number): bigint {
    return this.#prints[chunk]!;
  }

  /** Takes over the fingerprints of an earlier pass over the same chunks. */
  adoptFingerprints(earlier: Control): void {
    this.#prints.set(earlier.#prints);
  }

  /** Counts a finished chunk, for progress. */
  finish(records: number): void {
    Atomics.add(this.#ints, doneSlot, 1);
    Atomics.add(this.#rows, 0, BigInt(records));
  }

  get done(): number {
    return Atomics.load(this.#ints, doneSlot);
  }

  get rows(): number {
    return Number(Atomics.load(this.#rows, 0));
  }
}
