import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { LetheError } from '../core/diagnostics.js';
import type { ColumnProfile } from '../core/profile.js';
import { KernelHost } from '../kernels/host.js';
import { Structure } from '../kernels/structure.js';
import { withSharedTuples } from '../kernels/survey/part.js';
import type { SurveyPart } from '../kernels/survey.js';
import { addTally, ChunkParser, emptyTally } from './chunk.js';
import { ChunkRing } from './chunk-ring.js';
import { collect } from './collect.js';
import { Control } from './control.js';
import { type ChunkPass, loadPass, openPass } from './pass.js';
import { RangeReader, type RecordRun } from './reader.js';
import type { JournalTask, Recorder } from './recorder.js';
import { type SpillTask, SpillWriter } from './spill.js';
import {
  type ChunkMessage,
  type ChunkReply,
  endOfChunks,
  type Failure,
  type LaneResult,
  type LaneTask,
  type PassTask,
  type SampledRecord,
  type TypingTask,
} from './task.js';

let host: KernelHost | undefined;
/** Memory that kernels take for one pass or the other: what is asked for at once need not grow, and untouched pages cost nothing. */
const roomBytes = 48 << 20;
/** Tuples of a pass after which a thread starts the next one with fresh kernels: memory of kernels never shrinks. */
const keptTuples = 1 << 16;

/** Loads the kernels, and what these passes need beside them: a thread does so while the main one still opens the table. */
export async function prepareLane(passes: readonly PassTask['kind'][]): Promise<void> {
  kernels();
  for (const kind of passes) await loadPass(kind);
}

function kernels(): KernelHost {
  host ??= KernelHost.load(KernelHost.compile(), roomBytes);
  return host;
}

/** What a thread is asked for: a lane, or the types of columns. */
export function runTask(task: LaneTask | TypingTask): Promise<LaneResult | ColumnProfile[]> {
  return 'tallies' in task ? typeColumns(task) : runLane(task);
}

async function typeColumns({ tallies, recognition: spec }: TypingTask): Promise<ColumnProfile[]> {
  const { typeTable } = await import('../profile/index.js');
  const { recognition } = await import('../recognisers/index.js');
  return typeTable(tallies, { recognisers: recognition(spec).recognisers });
}

/**
 * Runs one lane to its end: claims chunks of files until none is left, or serves chunks from a port until it closes.
 * Never throws for a fault of the data: failures come back as plain values.
 */
export async function runLane(task: LaneTask): Promise<LaneResult> {
  const result = await runPass(kernels(), task);
  const tuples = result.surveys.reduce((sum, part) => sum + (part.tuples?.size ?? 0), 0);
  if (tuples > keptTuples || (host && host.used > roomBytes)) {
    host = undefined;
    // Once the result is on its way: the main thread puts together what was counted meanwhile.
    if (!isMainThread) setImmediate(collect);
  }
  return result;
}

async function runPass(host: KernelHost, task: LaneTask): Promise<LaneResult> {
  const structure = new Structure(host);
  const pass = await openPass(host, task);
  const parser = new ChunkParser(host, structure, task.wire);
  try {
    return task.feed.kind === 'files'
      ? await runFiles(host, structure, parser, pass, task, task.feed)
      : await servePort(host, parser, pass, task, task.feed.port);
  } finally {
    pass.close();
  }
}

async function runFiles(
  host: KernelHost,
  structure: Structure,
  parser: ChunkParser,
  pass: ChunkPass,
  task: LaneTask,
  feed: Extract<LaneTask['feed'], { kind: 'files' }>,
): Promise<LaneResult> {
  const control = new Control(feed.ranges.length, feed.control);
  const ring = feed.ring ? new ChunkRing(feed.ranges, feed.ring.slots, feed.ring.buffer) : null;
  const reader = new RangeReader(host, structure, feed.parts, feed.ranges, control, task.wire, ring);
  const recorder = feed.journal ? await openRecorder(feed.journal, control, structure) : null;
  const outputs = new OutputFiles(feed.outputs, control, recorder);
  const total = emptyTally();
  const yielded = new Yield(pass, task.spill);
  let chunk = -1;
  let run: RecordRun | undefined;
  try {
    for (let next = control.claim(); next >= 0; ) {
      chunk = next;
      control.throwIfAborted();
      run = undefined;
      if (feed.ahead) await reader.arrive();
      run = reader.read(chunk, feed.prints);
      if (feed.ahead) {
        next = control.claim();
        if (next >= 0) reader.ahead(next);
      }
      const tally = emptyTally();
      const out =
        run.length > 0
          ? pass.chunk(parser.parse(run.pointer, run.length, feed.prints !== 'compare', tally), tally)
          : null;
      if (feed.outputs.length > 0) {
        control.publishLength(chunk, out?.length ?? 0);
        recorder?.took(chunk, tally, out);
        outputs.add(run, host.bytes, out);
      } else recorder?.took(chunk, tally, null);
      addTally(total, tally);
      control.finish(tally.records);
      if (recorder?.due || yielded.full) yielded.next(recorder);
      if (!feed.ahead) next = control.claim(); // not before: other lanes would wait for what this one is not yet at
    }
    outputs.flush(true);
    yielded.next(recorder);
    return { tally: total, ...yielded.all(), failure: null };
  } catch (error) {
    control.abort();
    const part = feed.ranges[chunk]?.part ?? 0;
    const place = { file: feed.parts[part]?.path ?? '', byte: run?.byte ?? feed.ranges[chunk]?.start ?? 0 };
    return { tally: total, surveys: [], failure: failureOf(error, chunk, place, task.pass.kind) };
  } finally {
    recorder?.close();
    await reader.arrive();
    reader.close();
    outputs.close();
  }
}

/** Loaded where a job keeps what it does, as ciphers take a while to load. */
async function openRecorder(journal: JournalTask, control: Control, structure: Structure): Promise<Recorder> {
  const { Recorder } = await import('./recorder.js');
  return new Recorder(journal, control, structure);
}

async function servePort(
  host: KernelHost,
  parser: ChunkParser,
  pass: ChunkPass,
  task: LaneTask,
  port: Extract<LaneTask['feed'], { kind: 'port' }>['port'],
): Promise<LaneResult> {
  const total = emptyTally();
  const yielded = new Yield(pass, task.spill);
  let failure: Failure | null = null;
  await new Promise<void>((resolve) => {
    port.on('message', (message: ChunkMessage) => {
      if (message.sequence === endOfChunks) return resolve();
      const tally = emptyTally();
      const reply: ChunkReply = { sequence: message.sequence, buffer: message.buffer, length: 0, tally };
      try {
        const pointer = host.region('raw', message.length);
        host.bytes.set(new Uint8Array(message.buffer, 0, message.length), pointer);
        const out =
          failure || message.length === 0
            ? null
            : pass.chunk(parser.parse(pointer, message.length, true, tally), tally);
        if (out) {
          if (out.length > reply.buffer.byteLength) reply.buffer = new ArrayBuffer(out.length * 2);
          new Uint8Array(reply.buffer).set(host.bytes.subarray(out.pointer, out.pointer + out.length));
          reply.length = out.length;
        }
        addTally(total, tally);
        if (yielded.full) yielded.next();
      } catch (error) {
        failure = failureOf(error, message.sequence, {}, task.pass.kind);
        reply.failure = failure;
      }
      port.postMessage(reply, [reply.buffer]);
    });
    port.on('close', resolve);
  });
  if (failure) return { tally: total, surveys: [], failure };
  yielded.next();
  return { tally: total, ...yielded.all(), failure: null };
}

/** What a pass counted and took, part after part. */
class Yield {
  readonly #surveys: SurveyPart[] = [];
  readonly #sample: SampledRecord[] = [];

  readonly #spill: SpillWriter | null;

  constructor(
    private readonly pass: ChunkPass,
    spill: SpillTask | undefined,
  ) {
    this.#spill = spill ? new SpillWriter(spill) : null;
  }

  /** Whether the part that is counted is to end, since its tuples take the memory that a part may have. */
  get full(): boolean {
    const { tuples = 0, inPages = false } = this.pass.tuples?.() ?? {};
    return this.#spill !== null && tuples >= this.#spill.most(inPages);
  }

  /** The next part: of everything since the last. Written away, it is no copy that is written. */
  next(recorder: Recorder | null = null): void {
    const sample = this.pass.sample?.() ?? null;
    const survey = this.pass.counted((part) => {
      const held = withSharedTuples(this.#spill?.take(part) ?? part);
      recorder?.keep(part, sample);
      return held;
    });
    if (survey) this.#surveys.push(survey);
    else recorder?.keep(null, sample);
    for (const record of sample ?? []) this.#sample.push(record);
  }

  all(): Pick<LaneResult, 'surveys' | 'sample'> {
    return { surveys: this.#surveys, ...(this.pass.sample ? { sample: this.#sample } : {}) };
  }
}

/** Any error as plain data; what Lethe did not throw itself becomes an internal error without its text. */
export function failureOf(error: unknown, chunk: number, place: object, phase: string): Failure {
  if (error instanceof LetheError) {
    return {
      code: error.code,
      args: error.args,
      place: error.code === 'scratch-failed' ? {} : { ...place, ...error.place }, // the record is not at fault
      exitCode: error.exitCode,
      chunk,
    };
  }
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code !== undefined && /^E[A-Z]+$/.test(code)
    ? { code: 'output-failed', args: { path: 'staging', reason: code }, place: {}, exitCode: 2, chunk }
    : { code: 'internal-error', args: { phase }, place: {}, exitCode: 2, chunk };
}

/** A chunk's output whose place is not known yet. */
interface HeldOutput {
  chunk: number;
  part: number;
  length: number; // bytes of the buffer for held outputs
}

/**
 * The staged files of one lane, opened when first written. Output whose offset is not known yet, because a chunk
 * before it is still with another lane, is held back, so that a lane need not wait for another that is a little
 * behind. One is held at most: lanes hold no more of a large table than of a small one.
 */
class OutputFiles {
  readonly #files = new Map<number, number>();
  #held: HeldOutput | null = null;
  #buffer = new Uint8Array();

  constructor(
    private readonly paths: readonly string[],
    private readonly control: Control,
    private readonly recorder: Recorder | null,
  ) {}

  /** Takes the output of the lane's next chunk; the bytes are written or copied before it returns. */
  add(run: RecordRun, memory: Uint8Array, out: { pointer: number; length: number } | null): void {
    const { pointer = 0, length = 0 } = out ?? {};
    this.flush(length > 0);
    if (length === 0) return;
    const part = this.paths.length > 1 ? run.part : 0;
    const offset = this.control.offset(run.chunk, false);
    if (offset >= 0) {
      this.#write(part, memory, pointer, length, offset);
      this.recorder?.written(run.chunk, offset);
      return;
    }
    if (this.#buffer.length < length) this.#buffer = new Uint8Array(Math.ceil(length * 1.125));
    this.#buffer.set(memory.subarray(pointer, pointer + length));
    this.#held = { chunk: run.chunk, part, length };
  }

  /** Writes what is held if its place is known; with `wait`, once it is. */
  flush(wait: boolean): void {
    if (!this.#held) return;
    const { chunk, part, length } = this.#held;
    const offset = this.control.offset(chunk, wait);
    if (offset < 0) return;
    this.#held = null;
    this.#write(part, this.#buffer, 0, length, offset);
    this.recorder?.written(chunk, offset);
  }

  close(): void {
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
  }

  #write(part: number, bytes: Uint8Array, pointer: number, length: number, offset: number): void {
    let file = this.#files.get(part);
    if (file === undefined) {
      file = openSync(this.paths[part]!, constants.O_WRONLY);
      this.#files.set(part, file);
    }
    for (let done = 0; done < length; ) {
      done += writeSync(file, bytes, pointer + done, length - done, offset + done);
    }
  }
}
