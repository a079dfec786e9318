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
  readonly #bases: BigInt64Array; // output offset where a chunk begins a file, -1 elsewhere
  readonly #lengths: BigInt64Array; // bytes of output of a chunk, -1 while unknown
  readonly #prints: BigUint64Array; // fingerprint of a chunk's source bytes, 0 while unknown
  readonly #rows: BigInt64Array; // records done, for progress
  readonly #kept: Uint8Array; // 1 where an earlier process has done the chunk; written before the lanes begin
  readonly chunks: number;
  /** The furthest chunk whose offset this lane has worked out. */
  #cursor = { chunk: -1, offset: 0 };

  constructor(chunks: number, buffer?: SharedArrayBuffer) {
    const intBytes = Math.ceil(((headSlots + chunks + 1) * 4) / 8) * 8;
    const longs = chunks + 1;
    this.buffer = buffer ?? new SharedArrayBuffer(intBytes + longs * 24 + 8 + longs);
    this.chunks = chunks;
    this.#ints = new Int32Array(this.buffer, 0, headSlots + chunks + 1);
    this.#bases = new BigInt64Array(this.buffer, intBytes, longs);
    this.#lengths = new BigInt64Array(this.buffer, intBytes + longs * 8, longs);
    this.#prints = new BigUint64Array(this.buffer, intBytes + longs * 16, longs);
    this.#rows = new BigInt64Array(this.buffer, intBytes + longs * 24, 1);
    this.#kept = new Uint8Array(this.buffer, intBytes + longs * 24 + 8, longs);
    if (buffer) return;
    this.#bases.fill(-1n);
    this.#lengths.fill(-1n);
  }

  /** The next chunk nobody has taken, or -1. */
  claim(): number {
    for (;;) {
      const chunk = Atomics.add(this.#ints, nextSlot, 1);
      if (chunk >= this.chunks) return -1;
      if (this.#kept[chunk] === 0) return chunk;
    }
  }

  /** Takes over a chunk that an earlier process has done, before the lanes begin. */
  restore(chunk: number, done: { after: boolean; print: bigint; length: number }): void {
    this.#kept[chunk] = 1;
    if (chunk + 1 < this.chunks) this.publishQuote(chunk + 1, done.after);
    if (done.print !== 0n) this.setFingerprint(chunk, done.print);
    this.publishLength(chunk, done.length);
  }

  /** Whether an earlier process has done the chunk. */
  isKept(chunk: number): boolean {
    return this.#kept[chunk] === 1;
  }

  /** Lanes stop at their next wait or claim. */
  abort(): void {
    Atomics.store(this.#ints, abortSlot, 1);
    for (let chunk = 0; chunk <= this.chunks; chunk++) {
      Atomics.notify(this.#ints, headSlots + chunk);
      Atomics.notify(this.#lengths, chunk);
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

  /** Whether the bytes after a chunk that was read begin inside quotes. */
  quoteAfter(chunk: number): boolean {
    return Atomics.load(this.#ints, headSlots + chunk + 1) === inside;
  }

  /** States where the output of a chunk begins that is the first of a file. */
  setBase(chunk: number, offset: number): void {
    this.#bases[chunk] = BigInt(offset);
  }

  publishLength(chunk: number, length: number): void {
    Atomics.store(this.#lengths, chunk, BigInt(length));
    Atomics.notify(this.#lengths, chunk);
  }

  /**
   * Byte offset at which the output of the chunk begins; -1 while a chunk before it is not processed, unless `wait`.
   * Lengths are published, not offsets: a lane that holds its output back keeps nobody waiting. Chunks must be asked
   * for in ascending order.
   */
  offset(chunk: number, wait: boolean): number {
    while (this.#cursor.chunk < chunk) {
      const next = this.#cursor.chunk + 1;
      const base = this.#bases[next]!;
      if (base >= 0n) {
        this.#cursor = { chunk: next, offset: Number(base) };
        continue;
      }
      const length = Atomics.load(this.#lengths, next - 1);
      if (length >= 0n) {
        this.#cursor = { chunk: next, offset: this.#cursor.offset + Number(length) };
        continue;
      }
      if (!wait) return -1;
      this.throwIfAborted();
      Atomics.wait(this.#lengths, next - 1, -1n, 100);
    }
    return this.#cursor.offset;
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
