import { closeSync, openSync, writeSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { LetheError } from '../core/diagnostics.js';
import type { StagedFile } from './passes.js';
import type { ChunkReply, Failure } from './task.js';

const inFlightPerLane = 2;

/** Hands chunks to lanes, at most two in flight each, and writes what comes back in the order of the source. */
export class Feeder {
  failure: Failure | null = null;
  rows = 0;
  readonly #ports: MessagePort[];
  readonly #load: number[];
  readonly #waiting = new Map<number, { reply: ChunkReply; part: number }>();
  readonly #partOf = new Map<number, number>();
  readonly #free: ArrayBuffer[] = [];
  readonly #files: number[];
  readonly #bytes: number[];
  #sequence = 0;
  #next = 0;
  #inFlight = 0;
  #ended = false;
  #wake: (() => void) | undefined;
  #error: unknown;

  constructor(ports: MessagePort[], outputs: readonly StagedFile[]) {
    this.#ports = ports;
    this.#load = ports.map(() => 0);
    this.#files = outputs.map((file) => openSync(file.path, 'r+'));
    this.#bytes = outputs.map((file) => file.headerBytes);
    ports.forEach((port, lane) => {
      port.on('message', (reply: ChunkReply) => this.#receive(reply, lane));
    });
  }

  /** False once a chunk has failed: nothing more need be sent. */
  async send(bytes: Uint8Array, part: number): Promise<boolean> {
    while (this.#inFlight >= this.#ports.length * inFlightPerLane && !this.#stopped()) await this.#signal();
    if (this.#stopped()) return this.#conclude();
    let buffer = this.#free.pop();
    if (!buffer || buffer.byteLength < bytes.length) buffer = new ArrayBuffer(Math.ceil(bytes.length * 1.25));
    new Uint8Array(buffer).set(bytes);
    const lane = this.#load.indexOf(Math.min(...this.#load));
    this.#load[lane]!++;
    this.#inFlight++;
    this.#partOf.set(this.#sequence, part);
    this.#ports[lane]!.postMessage({ sequence: this.#sequence++, buffer, length: bytes.length }, [buffer]);
    return true;
  }

  /** Waits until every chunk sent has come back. */
  async drain(): Promise<void> {
    while (this.#inFlight > 0 && !this.#ended && this.#error === undefined) await this.#signal();
    this.#conclude();
  }

  laneEnded(): void {
    this.#ended = true;
    this.#wake?.();
  }

  sizes(): { bytes: number }[] {
    return this.#bytes.map((bytes) => ({ bytes }));
  }

  close(): void {
    for (const file of this.#files) closeSync(file);
  }

  #stopped(): boolean {
    return this.failure !== null || this.#ended || this.#error !== undefined;
  }

  #conclude(): false {
    if (this.#error !== undefined) throw this.#error;
    return false;
  }

  #signal(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }

  #receive(reply: ChunkReply, lane: number): void {
    this.#load[lane]!--;
    this.#inFlight--;
    this.rows += reply.tally.records;
    if (reply.failure && (!this.failure || reply.failure.chunk < this.failure.chunk))
      this.failure = reply.failure;
    this.#waiting.set(reply.sequence, { reply, part: this.#partOf.get(reply.sequence)! });
    this.#partOf.delete(reply.sequence);
    try {
      for (let ready = this.#waiting.get(this.#next); ready; ready = this.#waiting.get(++this.#next)) {
        this.#waiting.delete(this.#next);
        this.#write(ready.reply, ready.part);
        this.#free.push(ready.reply.buffer);
      }
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
      this.#error = new LetheError('output-failed', { path: 'staging', reason });
    }
    this.#wake?.();
  }

  #write(reply: ChunkReply, part: number): void {
    if (this.#files.length === 0 || this.failure) return;
    const output = this.#files.length > 1 ? part : 0;
    const bytes = new Uint8Array(reply.buffer, 0, reply.length);
    for (let done = 0; done < reply.length; ) {
      done += writeSync(this.#files[output]!, bytes, done, reply.length - done, this.#bytes[output]! + done);
    }
    this.#bytes[output]! += reply.length;
  }
}
