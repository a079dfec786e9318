import type { Structure } from '../kernels/structure.js';
import type { SurveyPart } from '../kernels/survey.js';
import { addTally, emptyTally } from './chunk.js';
import type { Control } from './control.js';
import { JournalWriter } from './journal.js';
import type { ChunkTally, SampledRecord } from './task.js';

/** What a lane needs to keep what it has done. */
export interface JournalTask {
  path: string; // of the lane's own journal, which is not there yet
  key: Uint8Array; // 32 bytes; zeroed by the lane when it ends
  pass: string; // its name within the job
  every: number; // chunks of this lane between two entries
}

/** Chunks of a pass that are done, and what they yielded. Arrays are by position in `chunks`. */
export interface ChunkEntry {
  pass: string;
  of: number; // chunks of the pass
  chunks: number[];
  after: number[]; // 1 where the next chunk of the part begins inside quotes
  prints: BigUint64Array; // fingerprints of the source, 0 where none is kept
  lengths: number[]; // bytes of output
  offsets: number[]; // of the output in its file, -1 where there is none
  digests: BigUint64Array; // fingerprints of the output
  tally: ChunkTally;
  survey: SurveyPart | null;
  sample: readonly SampledRecord[] | null;
}

interface DoneChunk {
  chunk: number;
  tally: ChunkTally;
  length: number;
  offset: number;
  digest: bigint;
}

/** Keeps, on behalf of a lane, what another process may go on from: chunks whose output stands in the staged file. */
export class Recorder {
  readonly #task: JournalTask;
  readonly #journal: JournalWriter;
  readonly #held = new Map<number, DoneChunk>(); // processed, their output not yet written
  #ready: DoneChunk[] = [];

  constructor(
    task: JournalTask,
    private readonly control: Control,
    private readonly structure: Structure,
  ) {
    this.#task = task;
    this.#journal = new JournalWriter(task.path, task.key);
  }

  /** A chunk was processed; where it has output, `written` follows. */
  took(chunk: number, tally: ChunkTally, out: { pointer: number; length: number } | null): void {
    const length = out?.length ?? 0;
    const digest = length > 0 ? this.structure.fingerprint(out!.pointer, length) : 0n;
    const done = { chunk, tally, length, offset: -1, digest };
    if (length > 0) this.#held.set(chunk, done);
    else this.#ready.push(done);
  }

  /** The output of a chunk stands in its file. */
  written(chunk: number, offset: number): void {
    const done = this.#held.get(chunk);
    if (!done) return;
    this.#held.delete(chunk);
    done.offset = offset;
    this.#ready.push(done);
  }

  get due(): boolean {
    return this.#ready.length >= this.#task.every;
  }

  /** Writes an entry for the chunks that are done. `survey` and `sample` are what they yielded, and they alone. */
  keep(survey: SurveyPart | null, sample: readonly SampledRecord[] | null): void {
    const done = this.#ready;
    if (done.length === 0) return;
    this.#ready = [];
    const tally = emptyTally();
    for (const one of done) addTally(tally, one.tally);
    const entry: ChunkEntry = {
      pass: this.#task.pass,
      of: this.control.chunks,
      chunks: done.map(({ chunk }) => chunk),
      after: done.map(({ chunk }) => (this.control.quoteAfter(chunk) ? 1 : 0)),
      prints: BigUint64Array.from(done, ({ chunk }) => this.control.fingerprint(chunk)),
      lengths: done.map(({ length }) => length),
      offsets: done.map(({ offset }) => offset),
      digests: BigUint64Array.from(done, ({ digest }) => digest),
      tally,
      survey,
      sample,
    };
    this.#journal.append(entry);
  }

  close(): void {
    this.#journal.close();
    this.#task.key.fill(0);
  }
}
