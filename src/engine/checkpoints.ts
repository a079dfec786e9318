import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { Key } from '../core/random.js';
import { type CheckpointHead, checkpointFolder, headName, stagingPattern } from '../release/staging.js';
import { destroySecret, makeSecret, readSecret } from '../stores/memory-secret.js';
import { JournalWriter, readJournal } from './journal.js';
import type { ChunkEntry, JournalTask } from './recorder.js';
import type { PassTask } from './task.js';

/** What a run must share with a killed one to go on from it, as digests. */
export interface JobIdentity {
  source: string; // path, size, time and identity of every part
  job: string; // policy, files it names, key, seed, versions
}

/** Why a run begins anew although one that was killed had left something. */
export type AnewReason = 'source' | 'policy' | 'secret' | 'journal';

/** A fact of a job, by name. */
interface Note {
  note: string;
  value: unknown;
}

/** What is needed to open the checkpoints of a staging folder. */
export interface CheckpointSetting {
  identity: JobIdentity;
  target: string; // digest of the target's path
  /** The key that the policy names: what is sealed with it outlives the machine's run too. */
  namedKey: Key | null;
  chunks: number; // between two entries, at least
}

/** Names of what rests on the staged bytes, and of what rests on the recoding besides. */
export const afterApply = ['applied', 'prove', 'join', 'attack', 'attacks'] as const;
export const afterFit = ['apply', ...afterApply] as const;

/**
 * Entries that all lanes of a pass write together, at most: those of a survey carry what was counted (50 ms of work each), those
 * of other passes a few numbers a chunk.
 */
const most = { survey: 10, other: 64 };
const notesFile = 'notes';

/**
 * What a run keeps in its staging folder for the run that takes over when it is killed: chunks that are done, pass by pass,
 * and facts by name. All of it is sealed, since it holds values of the source; the secret stands in memory, beside no
 * output, and is destroyed before anything is published.
 */
export class Checkpoints {
  #folder: string;
  readonly #id: string;
  readonly #secret: Uint8Array;
  readonly #every: number;
  readonly #notes = new Map<string, unknown>();
  readonly #chunks = new Map<string, ChunkEntry[]>();
  readonly #passes = new Map<string, number>();
  readonly #writer: JournalWriter;
  #phase = ''; // of the pass at work
  readonly #run: number;
  /** Bytes of work that was taken over, by phase. */
  readonly reused: Record<string, number> = {};

  private constructor(staging: string, secret: Uint8Array, setting: CheckpointSetting) {
    this.#folder = join(staging, checkpointFolder);
    this.#id = idOf(staging);
    this.#secret = secret;
    this.#every = setting.chunks;
    const files = readdirSync(this.#folder).filter((name) => name !== headName);
    for (const name of files.sort()) {
      for (const entry of readJournal(join(this.#folder, name), secret) as (Note | ChunkEntry)[]) {
        if ('note' in entry) this.#notes.set(entry.note, entry.value);
        else this.#chunks.set(entry.pass, [...(this.#chunks.get(entry.pass) ?? []), entry]);
      }
    }
    this.#run = files.filter((name) => name.startsWith(notesFile)).length;
    this.#writer = new JournalWriter(join(this.#folder, `${notesFile}-${this.#run}`), secret);
  }

  /** Begins checkpoints in a new staging folder; null where no secret can be kept. */
  static begin(staging: string, home: string, setting: CheckpointSetting): Checkpoints | null {
    const { namedKey, target } = setting;
    const id = idOf(staging);
    const secret = namedKey ? secretFrom(namedKey, id) : makeSecret(id, home);
    if (!secret) return null;
    const folder = join(staging, checkpointFolder);
    const head: CheckpointHead = { lethe: 1, target, secret: namedKey ? 'key' : 'memory' };
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, headName), JSON.stringify(head), { mode: 0o600 });
    const made = new Checkpoints(staging, secret, setting);
    made.record('job', setting.identity);
    return made;
  }

  /** Opens what a killed run has left, or says why it is of no use. The folder is as it was where it is not. */
  static open(staging: string, head: CheckpointHead, setting: CheckpointSetting): Checkpoints | AnewReason {
    const { namedKey, identity } = setting;
    const id = idOf(staging);
    if (head.secret === 'key' && !namedKey) return 'policy';
    const secret = head.secret === 'key' ? secretFrom(namedKey!, id) : readSecret(id);
    if (!secret) return 'secret';
    const found = new Checkpoints(staging, secret, setting);
    const job = found.recall<JobIdentity>('job');
    if (job && job.source === identity.source && job.job === identity.job) return found;
    found.#forget();
    if (!job) return head.secret === 'key' ? 'policy' : 'journal';
    return job.source === identity.source ? 'policy' : 'source';
  }

  /** Follows the staging folder to its new name. */
  moveTo(staging: string, rename: () => void): void {
    rename();
    this.#folder = join(staging, checkpointFolder);
  }

  /** A fact that an earlier process has recorded; undefined where none has. */
  recall<T>(note: string): T | undefined {
    return this.#notes.get(note) as T | undefined;
  }

  record(note: string, value: unknown): void {
    this.#writer.append({ note, value } satisfies Note);
  }

  /** A fact: as it was recorded, or made now and recorded. */
  async once<T>(note: string, make: () => Promise<T>): Promise<T> {
    const known = this.recall<T>(note);
    if (known !== undefined) return known;
    const made = await make();
    this.record(note, made);
    return made;
  }

  /** Counts bytes that need not be read again, by the phase of the pass at work or another. */
  reuse(bytes: number, phase = this.#phase): void {
    this.reused[phase] = (this.reused[phase] ?? 0) + bytes;
  }

  /** The next pass of a phase over so many chunks: what is done of it, and where its lanes go on. */
  pass(
    phase: string,
    chunks: number,
    kind: PassTask['kind'],
  ): { entries: readonly ChunkEntry[]; journal(lane: number): JournalTask } {
    this.#phase = phase;
    const ordinal = this.#passes.get(phase) ?? 0;
    this.#passes.set(phase, ordinal + 1);
    const pass = `${phase}-${ordinal}`;
    const seen = new Set<number>();
    const entries = (this.#chunks.get(pass) ?? []).filter((entry) => {
      // An entry counts once and whole.
      const fits = entry.of === chunks && entry.chunks.every((chunk) => chunk < chunks && !seen.has(chunk));
      if (fits) for (const chunk of entry.chunks) seen.add(chunk);
      return fits;
    });
    return {
      entries,
      journal: (lane) => ({
        path: join(this.#folder, `${pass}-${this.#run}-${lane}`),
        key: this.#secret.slice(),
        pass,
        every: Math.max(this.#every, Math.ceil(chunks / (kind === 'survey' ? most.survey : most.other))),
      }),
    };
  }

  /** Drops what rests on bytes that turned out not to be those that were written. */
  forget(phases: readonly string[]): void {
    const gone = (name: string) => phases.some((phase) => name === phase || name.startsWith(`${phase}-`));
    for (const name of [...this.#chunks.keys()]) if (gone(name)) this.#chunks.delete(name);
    for (const name of [...this.#notes.keys()]) if (gone(name)) this.#notes.delete(name);
  }

  /** Destroys the secret and takes the folder away: what stays in staging is what may be published. Throws `output-failed`. */
  end(): void {
    this.#forget();
    try {
      destroySecret(this.#id);
      rmSync(this.#folder, { recursive: true, force: true });
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
      throw new LetheError('output-failed', { path: 'staging', reason });
    }
  }

  #forget(): void {
    this.#writer.close();
    this.#secret.fill(0);
    for (const value of this.#notes.values()) if (value instanceof Uint8Array) value.fill(0);
    this.#notes.clear();
    this.#chunks.clear();
  }
}

/** Size, time and identity of files: whether they are those that were seen before. */
export function fileMarks(paths: readonly string[]): string {
  const marks = paths.map((path) => {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat ? `${stat.size}/${stat.mtimeNs}/${stat.ino}` : '-';
  });
  return marks.join(' ');
}

/** The head of the checkpoints in a staging folder; null where there are none. */
export function headOf(staging: string): CheckpointHead | null {
  try {
    const path = join(staging, checkpointFolder, headName);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as CheckpointHead) : null;
  } catch {
    return null;
  }
}

function idOf(staging: string): string {
  return stagingPattern.exec(basename(staging))?.[2] ?? '';
}

function secretFrom(key: Key, id: string): Uint8Array {
  return key.derive(`lethe/checkpoints/1/${id}`).bytes().slice();
}
