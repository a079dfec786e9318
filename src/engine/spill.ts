import { writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { LetheError } from '../core/diagnostics.js';
import type { SurveyPart } from '../kernels/survey.js';
import { readScratch, type ScratchFile, scratchFile } from '../stores/scratch.js';
import type { PassContext } from './passes.js';

/** Where a lane puts counted tuples that memory has no room for, and how many it may hold. */
export interface SpillTask {
  file: number; // descriptor of a scratch file of its own
  folder: string; // where that lies
  tuples: number;
}

/** Memory for tuples unless the caller says otherwise, in MiB. */
const defaultMemory = 2048;

/** What a distinct tuple takes while tables are counted, merged and searched, all copies together (benchmarks/results/scale.md). */
const bytesPerTuple = 640;

/** The least number of tuples that a budget comes to. */
const leastTuples = 1024;

/** Distinct tuples that a budget of memory has room for. */
export function tuplesWithin(memory = defaultMemory): number {
  return Math.max(leastTuples, Math.floor((memory * 2 ** 20) / bytesPerTuple));
}

/** Scratch files of the lanes of a pass. */
export interface Spill {
  tasks: readonly SpillTask[]; // by lane
  read: typeof readScratch;
  close(): void;
}

/** Opens scratch files for a survey of so many bytes; null where it cannot have too many tuples. Throws `scratch-failed`. */
export function openSpill(context: PassContext, bytes: number): Spill | null {
  const lanes = context.pool.size;
  const tuples = Math.ceil(tuplesWithin(context.memory) / lanes);
  if (bytes < tuples) return null; // a record has a byte at least
  const folder = context.scratch ?? tmpdir();
  const files: ScratchFile[] = [];
  const close = () => {
    for (const one of files.splice(0)) one.close();
  };
  try {
    for (let lane = 0; lane < lanes; lane++) files.push(scratchFile(folder));
  } catch (error) {
    close();
    throw failed(error, folder);
  }
  return { tasks: files.map(({ file }) => ({ file, folder, tuples })), read: readScratch, close };
}

function failed(error: unknown, path: string): LetheError {
  return new LetheError('scratch-failed', {
    path,
    reason: (error as NodeJS.ErrnoException).code ?? 'unknown',
  });
}

/** Puts away the tuples of a lane's parts once they are too many together. */
export class SpillWriter {
  #held = 0; // tuples in memory
  #at = 0; // bytes written

  constructor(private readonly task: SpillTask) {}

  /** The part as it is to be held. Throws `scratch-failed`. */
  take(part: SurveyPart): SurveyPart {
    const { tuples } = part;
    if (!tuples || tuples.size === 0) return part;
    if (this.#held + tuples.size < this.task.tuples) {
      this.#held += tuples.size;
      return part;
    }
    const { buffer, byteOffset, byteLength } = tuples.entries;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    const at = this.#at;
    try {
      for (let done = 0; done < byteLength; )
        done += writeSync(this.task.file, bytes, done, byteLength - done, at + done);
    } catch (error) {
      throw failed(error, this.task.folder);
    }
    this.#at += byteLength;
    return {
      ...part,
      tuples: { ...tuples, entries: new BigUint64Array(0), stored: { file: this.task.file, at } },
    };
  }
}
