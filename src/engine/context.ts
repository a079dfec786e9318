import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import type { RecognitionSpec } from '../core/recogniser.js';
import { forgetKernels } from '../kernels/spare.js';
import type { PassContext, Progress } from './passes.js';
import { inlinePool, type LanePool, threadPool } from './pool.js';
import type { InputSpec, TableSource } from './source.js';
import type { PassTask } from './task.js';

/** How a job is to run, apart from what it does. */
export interface EngineOptions {
  workers?: number; // default: the machine's cores, at most 8
  chunkBytes?: number; // default: 1 MiB, of files of 64 MiB and more 2 MiB
  signal?: AbortSignal;
  progress?: (event: Progress) => void;
  /** Recognisers at work; the default where absent. A run takes them from its policy. */
  recognition?: RecognitionSpec;
  /** Compiled worker module, for embedders that bundle their own. */
  workerFile?: string;
  /** MiB for distinct tuples: beyond it they are counted on disk, and a search begins at coarser levels. Default 2048. */
  memory?: number;
  /**
   * What a run keeps for one that takes over when it is killed: for tables from so many bytes on (default 64 MiB), after so many
   * chunks of a lane (default 64). `false`: nothing, and what a killed run has left is removed.
   */
  checkpoints?: false | { from?: number; chunks?: number };
  /** Threads started beforehand by `startPool`; the job closes them. */
  pool?: LanePool;
  /** Whether the process is the command line's, which keeps nurseries from growing. */
  holdsNursery?: boolean;
}

const defaultChunk = 1 << 20; // bytes
/** Of tables that have many: what is done once a chunk is done half as often. */
const largeChunk = 2 << 20;
const largeTable = 64 << 20; // bytes
const smallestChunk = 64 << 10;

/** Starts the threads of a job: they load, for these passes, while the caller still reads headers and policies. */
export function startPool(options: EngineOptions, passes: readonly PassTask['kind'][] = []): LanePool {
  const { workers, workerFile, holdsNursery } = options;
  return threadPool(workers ?? Math.min(cpus().length, 8), { file: workerFile, holdsNursery, passes });
}

const surelyLarge = 4 << 20; // bytes

/** Threads for a table that is surely large, so that they load while it is opened; the caller closes them. */
export function earlyPool(
  { path, base }: Pick<InputSpec, 'path' | 'base'>,
  options: EngineOptions,
  passes: readonly PassTask['kind'][],
): LanePool | undefined {
  if (options.pool || typeof path !== 'string') return undefined;
  const stat = statSync(resolve(base ?? '.', path), { throwIfNoEntry: false });
  const { chunkBytes = 0 } = options; // a table of one chunk is treated on the calling thread
  return stat?.isFile() && stat.size > Math.max(surelyLarge, chunkBytes)
    ? startPool(options, passes)
    : undefined;
}

/** Bytes up to which counting and recoding alone are done before threads would have started. */
const quickBytes = 4 << 20;

/** The options of a job that recognises nothing: a small table is then treated on the calling thread. */
export function withoutThreads<O extends EngineOptions>(options: O, source: TableSource): O {
  const quick = source.files !== null && source.bytes <= quickBytes;
  return quick && !options.pool && !options.workerFile ? { ...options, pool: inlinePool() } : options;
}

/** Opens a pool of the right kind, runs the job with it, and closes it and the table whatever happens. */
export async function withPool<T>(
  options: EngineOptions,
  source: TableSource,
  job: (context: PassContext) => Promise<T>,
): Promise<T> {
  const wireBytes = source.files?.reduce((sum, { start, end }) => sum + end - start, 0);
  const usual = wireBytes !== undefined && wireBytes >= largeTable ? largeChunk : defaultChunk;
  const chunkBytes = Math.max(options.chunkBytes ?? usual, smallestChunk);
  const small =
    wireBytes !== undefined && Math.max(source.bytes, wireBytes) <= chunkBytes && !options.workerFile;
  const pool = options.pool ?? (small ? inlinePool() : startPool(options));
  try {
    return await job({
      pool,
      chunkBytes,
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.progress ? { progress: options.progress } : {}),
      ...(options.recognition ? { recognition: options.recognition } : {}),
      memory: options.memory,
    });
  } finally {
    // Threads take a while to end: whoever started them waits for that when the papers are written too.
    const closed = pool.close();
    forgetKernels();
    if (!options.pool) await closed;
    source.close();
  }
}
