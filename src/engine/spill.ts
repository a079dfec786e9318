import { writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { LetheError } from '../core/diagnostics.js';
import type { SurveyPart, TuplePart } from '../kernels/survey.js';
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

/** Tuples of a lane that stay in memory: few of them are not worth a file. */
const heldAtMost = 1 << 16;
/** Tuples of a part before its table of 2^18 places is full, a chunk's apart: 4 MiB, which a larger part would double. */
const partAtLeast = 11 << 14;
/** The same where tuples are counted in pages, which take a tenth of a table: what they are listed in is 6 MiB. */
const partInPages = 24 << 14;
/** Of what a lane has put away, a part may be so much more: parts stay few. */
const partShare = 4;

/**
 * Puts away the tuples of a lane's parts, all but a few: sorted they are read in order once, and hold no memory until then. Where
 * the scratch file cannot take them they are held as long as the budget has room for them.
 */
export class SpillWriter {
  #held = 0; // tuples in memory
  #away = 0; // tuples in the file
  #at = 0; // bytes written

  constructor(private readonly task: SpillTask) {}

  /** Tuples at which the part that is counted is to end. */
  most(inPages: boolean): number {
    const least = inPages ? partInPages : partAtLeast;
    return Math.min(this.task.tuples, Math.max(least, Math.floor(this.#away / partShare)));
  }

  /** The part as it is to be held. Throws `scratch-failed`. */
  take(part: SurveyPart): SurveyPart {
    const { tuples } = part;
    if (!tuples || tuples.size === 0) return part;
    const held = this.#held + tuples.size;
    if (held >= Math.min(heldAtMost, this.task.tuples)) {
      try {
        return this.#putAway(part, tuples);
      } catch (error) {
        if (held >= this.task.tuples) throw error;
      }
    }
    this.#held = held;
    return part;
  }

  #putAway(part: SurveyPart, tuples: TuplePart): SurveyPart {
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
    this.#away += tuples.size;
    return {
      ...part,
      tuples: { ...tuples, entries: new BigUint64Array(0), stored: { file: this.task.file, at } },
    };
  }
}
