import { LetheError } from '../core/diagnostics.js';
import type { ColumnProfile } from '../core/profile.js';
import { KernelHost, packageFile } from '../kernels/host.js';
import type { LaneResult, LaneTask, PassTask, TypingTask } from './task.js';
import { sharedTextTables } from './text-tables.js';

/** Runs lanes. One implementation spawns worker threads, the other runs a lone lane in place for small tables. */
export interface LanePool {
  readonly size: number;
  /** Whether lanes run on the calling thread, which then does nothing beside them. */
  readonly inline?: boolean;
  /** Starts one lane. A lost worker rejects with `worker-lost`. */
  run(task: LaneTask, signal?: AbortSignal): Promise<LaneResult>;
  /** Types columns on a thread that has nothing else to do. Absent where there is none. */
  type?(task: TypingTask): Promise<ColumnProfile[]>;
  /** Tuples of a survey from which it pays to have its columns typed while they are put together. */
  readonly typesFrom?: number;
  /** Ends the threads; resolves when they are gone. A lane that is run later waits for that, and gets new ones. */
  close(): Promise<void>;
}

/** Tuples that take about as long to be put together as columns take to be typed. */
const tuplesToType = 1 << 17;

/** What threads load beforehand, and how. */
export interface ThreadOptions {
  file?: string | undefined; // compiled worker module
  /** Passes that they will run for sure: what these need is loaded before the first task comes. */
  passes?: readonly PassTask['kind'][];
  /** Whether the process is the command line's, which keeps nurseries from growing (cli/flags.ts). */
  holdsNursery?: boolean | undefined;
}

/** Worker threads by piscina, one long task each. */
export function threadPool(size: number, options: ThreadOptions = {}): LanePool {
  const { file = packageFile('dist/workers/chunk.cjs'), passes = [], holdsNursery = false } = options;
  KernelHost.compile(); // held from here on: threads of later jobs begin with its fast code
  // Small tables are done before piscina would have been loaded.
  const started = import('piscina').then(
    ({ Piscina }) =>
      new Piscina({
        filename: file,
        minThreads: size,
        maxThreads: size,
        idleTimeout: 60_000,
        concurrentTasksPerWorker: 1,
        atomics: 'disabled', // lanes block in Atomics.wait themselves
        // Little lives on: a small nursery costs no time and saves memory. Three halves of 1 MB; of 4 V8 makes halves of 2.
        resourceLimits: { maxYoungGenerationSizeMb: 3 },
        recordTiming: false, // nobody asks for it
        workerData: { passes, holdsNursery },
      }),
  );
  let closing: Promise<void> | undefined;
  return {
    size,
    async run(task, signal) {
      await closing;
      const pool = await started; // its threads start while the tables are made
      const tables = await tablesFor(task);
      try {
        const transferList = task.feed.kind === 'port' ? [task.feed.port] : [];
        return await pool.run({ ...task, ...tables }, signal ? { transferList, signal } : { transferList });
      } catch (error) {
        if (signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
        if (error instanceof LetheError) throw error;
        throw new LetheError('worker-lost', { phase: task.pass.kind });
      }
    },
    type: async (task) => (await started).run(task) as Promise<ColumnProfile[]>,
    typesFrom: tuplesToType,
    close() {
      closing ??= started
        .then((pool) => pool.destroy())
        .finally(() => {
          closing = undefined;
        });
      return closing;
    },
  };
}

/** What every lane that searches texts would make for itself. */
async function tablesFor({ pass }: LaneTask): Promise<Pick<LaneTask, 'tables'>> {
  if (pass.kind !== 'survey' || !pass.search) return {};
  return { tables: await sharedTextTables() };
}

/** One lane on the calling thread: no start-up cost, for tables of a chunk or two. */
export function inlinePool(): LanePool {
  return {
    size: 1,
    inline: true,
    run: async (task) => {
      const { runLane } = await import('./lane.js');
      return runLane({ ...task, ...(await tablesFor(task)) });
    },
    close: async () => {},
  };
}
