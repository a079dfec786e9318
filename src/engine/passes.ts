import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { LetheError } from '../core/diagnostics.js';
import type { RecognitionSpec } from '../core/recogniser.js';
import type { SurveyPart } from '../kernels/survey.js';
import type { Checkpoints } from './checkpoints.js';
import { addTally, emptyTally } from './chunk.js';
import { ChunkRing } from './chunk-ring.js';
import { Control } from './control.js';
import { cutRecords } from './cut.js';
import { firstFault } from './diagnose.js';
import { Feeder } from './feeder.js';
import { passDigest } from './pass-digest.js';
import type { LanePool } from './pool.js';
import { type ChunkRange, chunkRanges } from './reader.js';
import { restoreChunks } from './restore.js';
import type { TableSource } from './source.js';
import type { SourceHash } from './source-hash.js';
import type { SpillTask } from './spill.js';
import {
  type ChunkTally,
  endOfChunks,
  type Failure,
  type LaneResult,
  type PassTask,
  type SampledRecord,
} from './task.js';

/** How far a pass has come. */
export interface Progress {
  phase: string;
  done: number; // bytes of the source
  total: number;
  rows: number;
}

/** What every pass of a job shares. */
export interface PassContext {
  pool: LanePool;
  chunkBytes: number;
  signal?: AbortSignal;
  progress?: (event: Progress) => void;
  recognition?: RecognitionSpec; // the default where absent
  memory?: number | undefined; // MiB for distinct tuples
  scratch?: string | undefined; // folder for what memory has no room for; the system's own for such files where absent
  /** Scratch files of this pass, by lane. */
  spill?: readonly SpillTask[] | undefined;
  /** Takes the bytes that this pass reads. */
  hash?: SourceHash | undefined;
  /** What a killed run has done already, and where this one keeps what it does. */
  checkpoints?: Checkpoints | null;
}

/** What a pass yields once all lanes have ended. */
export interface PassResult {
  tally: ChunkTally;
  parts: SurveyPart[];
  sample: SampledRecord[];
  /** Fingerprints of the chunks, to compare in a later pass; null for streamed sources. */
  control: SharedArrayBuffer | null;
  outputs: { bytes: number }[];
}

/** A file that an apply pass writes: created by the caller, its header already written. */
export interface StagedFile {
  path: string;
  headerBytes: number;
}

/**
 * Runs one pass over a table: lanes over seekable files, transferred chunks for streams. Output order and bytes do
 * not depend on the number of lanes or the size of chunks. Throws the first fault of the data by place.
 */
export async function runPass(
  context: PassContext,
  source: TableSource,
  phase: string,
  pass: PassTask,
  outputs: readonly StagedFile[] = [],
  fingerprints: SharedArrayBuffer | 'store' | 'none' = 'none',
): Promise<PassResult> {
  assertGoingOn(context.signal); // a signal that came before the pass raises no event in it
  const result = source.files
    ? await runLanes(context, source, phase, pass, outputs, fingerprints)
    : await runStream(context, source, phase, pass, outputs);
  const failure = earliest(result.results);
  if (failure) throw await resolveFailure(failure, source, context.chunkBytes);
  const tally = emptyTally();
  const parts: SurveyPart[] = [];
  const sample: SampledRecord[] = [];
  for (const lane of result.results) {
    addTally(tally, lane.tally);
    for (const part of lane.surveys) parts.push(part);
    for (const record of lane.sample ?? []) sample.push(record);
  }
  return { tally, parts, sample, control: result.control, outputs: result.outputs };
}

/** Throws `run-interrupted` once the signal was given. */
export function assertGoingOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
}

interface Collected {
  results: LaneResult[];
  control: SharedArrayBuffer | null;
  outputs: { bytes: number }[];
}

async function runLanes(
  context: PassContext,
  source: TableSource,
  phase: string,
  pass: PassTask,
  outputs: readonly StagedFile[],
  fingerprints: SharedArrayBuffer | 'store' | 'none',
): Promise<Collected> {
  const ranges = chunkRanges(source.files!, context.chunkBytes);
  const control = new Control(ranges.length);
  const { checkpoints } = context;
  const kept = checkpoints?.pass(
    passDigest(source, context.chunkBytes, pass, outputs),
    ranges.length,
    pass.kind,
  );
  const known = typeof fingerprints === 'string' ? null : fingerprints;
  if (known) control.adoptFingerprints(new Control(ranges.length, known));
  let outputIndex = 0;
  ranges.forEach((range, chunk) => {
    if (!range.firstOfPart) return;
    control.publishQuote(chunk, false);
    const own = outputs.length > 1 ? outputs[range.part] : outputIndex === 0 ? outputs[0] : undefined;
    if (own) control.setBase(chunk, own.headerBytes);
    outputIndex++;
  });
  const restored = kept && restoreChunks(kept.entries, ranges, control, outputs, phase, checkpoints!);
  const abort = () => control.abort();
  context.signal?.addEventListener('abort', abort, { once: true });
  const total = source.bytes;
  const report = () =>
    context.progress?.({
      phase,
      done: Math.min(control.done * context.chunkBytes, total),
      total,
      rows: control.rows,
    });
  const timer = context.progress ? setInterval(report, 100) : undefined;
  const lanes = Math.max(1, Math.min(context.pool.size, ranges.length));
  // A lane on this thread cannot wait for it.
  const slots = context.pool.inline ? ranges.length : ChunkRing.slots(ranges, lanes, context.chunkBytes);
  const ring = context.hash?.follow(ranges, control, slots);
  try {
    const settled = await Promise.allSettled(
      Array.from({ length: lanes }, (_, lane) =>
        context.pool
          .run({
            wire: source.wire,
            pass,
            ...(context.spill ? { spill: context.spill[lane]! } : {}),
            feed: {
              kind: 'files',
              parts: source.files!,
              ranges,
              control: control.buffer,
              ...(ring ? { ring: { buffer: ring.buffer, slots } } : {}),
              ahead: lanes === 1 && !context.pool.inline && availableParallelism() > 1,
              prints: typeof fingerprints === 'string' ? fingerprints : 'compare',
              outputs: outputs.map((file) => file.path),
              ...(kept ? { journal: kept.journal(lane) } : {}),
            },
          })
          .catch((error) => {
            control.abort(); // the other lanes wait for chunks that nobody will finish
            throw error;
          }),
      ),
    );
    const rejected = settled.find((one) => one.status === 'rejected');
    if (rejected) throw rejected.reason;
    const results = settled.map((one) => (one as PromiseFulfilledResult<LaneResult>).value);
    report();
    if (restored && !control.aborted) restored.assertPlaces();
    return {
      results: [...(restored?.results ?? []), ...results],
      control: control.buffer,
      outputs: outputSizes(ranges, control, outputs),
    };
  } finally {
    clearInterval(timer);
    context.signal?.removeEventListener('abort', abort);
  }
}

function outputSizes(ranges: readonly ChunkRange[], control: Control, outputs: readonly StagedFile[]) {
  return outputs.map((file, index) => {
    if (control.aborted || ranges.length === 0) return { bytes: file.headerBytes };
    if (outputs.length === 1) return { bytes: control.offset(ranges.length, false) };
    return { bytes: ranges.some((range) => range.part === index) ? -1 : file.headerBytes };
  });
}

async function runStream(
  context: PassContext,
  source: TableSource,
  phase: string,
  pass: PassTask,
  outputs: readonly StagedFile[],
): Promise<Collected> {
  const lanes = Array.from({ length: context.pool.size }, () => new MessageChannel());
  const running = lanes.map(({ port2 }, lane) =>
    context.pool.run({
      wire: source.wire,
      pass,
      ...(context.spill ? { spill: context.spill[lane]! } : {}),
      feed: { kind: 'port', port: port2 },
    }),
  );
  const finished = Promise.allSettled(running);
  const feeder = new Feeder(
    lanes.map(({ port1 }) => port1),
    outputs,
  );
  // A lost lane never answers: stop feeding as soon as any lane ends before its port was closed.
  const ended = () => feeder.laneEnded();
  for (const lane of running) lane.then(ended, ended);
  let failed: unknown;
  let read = 0;
  try {
    for (let part = 0; part < source.parts.length; part++) {
      for await (const chunk of cutRecords(source, part, context.chunkBytes)) {
        assertGoingOn(context.signal);
        read += chunk.length;
        if (!(await feeder.send(chunk, part))) break;
        context.progress?.({
          phase,
          done: Math.min(read, source.bytes),
          total: source.bytes,
          rows: feeder.rows,
        });
      }
      if (feeder.failure) break;
    }
    await feeder.drain();
  } catch (error) {
    failed = error;
  } finally {
    for (const { port1 } of lanes) port1.postMessage({ sequence: endOfChunks });
  }
  const settled = await finished;
  for (const { port1 } of lanes) port1.close();
  feeder.close();
  if (failed instanceof LetheError && failed.place?.line !== undefined && failed.place.file === undefined) {
    const { code, args, exitCode } = failed; // from cutting: its line is counted when the source is read again
    const failure: Failure = { code, args, place: failed.place, exitCode, chunk: 0 };
    throw await resolveFailure(failure, source, context.chunkBytes);
  }
  if (failed !== undefined) throw failed;
  const rejected = settled.find((one) => one.status === 'rejected');
  if (rejected) throw (rejected as PromiseRejectedResult).reason;
  return {
    results: settled.map((one) => (one as PromiseFulfilledResult<LaneResult>).value),
    control: null,
    outputs: feeder.sizes(),
  };
}

/** The failure that comes first in the source; interruptions of other lanes come last. */
function earliest(results: readonly LaneResult[]): Failure | null {
  return results.flatMap(({ failure }) => failure ?? []).toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

function rank(failure: Failure): number {
  return failure.code === 'run-interrupted' ? Number.POSITIVE_INFINITY : failure.chunk;
}

/** A fault of the data as the error that names its place in the table, the first one by place. */
export async function resolveFailure(
  failure: Failure,
  source: TableSource,
  chunkBytes: number,
): Promise<LetheError> {
  const first = await firstFault(failure, source, chunkBytes);
  const file = source.files?.findIndex(({ path }) => path === first.place.file) ?? -1;
  const part = source.parts[file] ?? source.parts.find(({ path }) => path === first.place.file);
  const place = part ? { ...first.place, file: part.shown } : first.place;
  return new LetheError(first.failure.code, first.failure.args, place, { exitCode: failure.exitCode });
}
