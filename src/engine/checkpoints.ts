import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { Key } from '../core/random.js';
import { type CheckpointHead, checkpointFolder, headName, stagingPattern } from '../release/staging.js';
import { destroySecret, makeSecret, readSecret } from '../stores/memory-secret.js';
import { JournalWriter, readJournal } from './journal.js';
import type { ChunkEntry, JournalTask } from './recorder.js';
import type { PassTask } from './task.js';

/** What a run must share with a killed one to go on from it, as digests. */
export interface JobIdentity {
  source: string; // path, size, times and identity of every part
  job: string; // policy, files it names, key, seed, versions, settings
}

/** Why a run begins anew although one that was killed had left something. */
export type AnewReason = 'source' | 'policy' | 'secret' | 'journal';

/** A fact of a job, by name, and what else it rests on. */
interface Note {
  note: string;
  on: string;
  value: unknown;
}

/** The first entry of all: whose checkpoints these are. Without it nothing is believed. */
interface Beginning {
  identity: JobIdentity;
  key: Uint8Array; // from which a run without a named key or seed derives all its randomness
}

/** What is needed to open the checkpoints of a staging folder. */
export interface CheckpointSetting {
  identity: JobIdentity;
  target: string; // digest of the target's path
  /** The key that the policy names: what is sealed with it outlives the machine's run too. */
  namedKey: Key | null;
  chunks: number; // between two entries, at least
}

/**
 * Entries that all lanes of a pass write together, at most: those of a survey carry what was counted (50 ms of work each), those
 * of other passes a few numbers a chunk.
 */
const most = { survey: 10, other: 64 };
const notesFile = 'notes';
const keyBytes = 32;

/**
 * What a run keeps in its staging folder for the run that takes over when it is killed: chunks that are done, and facts by
 * name. Everything is found under what it rests on (a pass under the digest of its task and of the files it reads, a fact
 * under what its maker says), so that nothing is ever taken over for other bytes. All of it is sealed, since it holds values of the
 * source; the secret stands in memory, beside no output, and is destroyed before anything is published.
 */
export class Checkpoints {
  #folder: string;
  readonly #id: string;
  readonly #secret: Uint8Array;
  readonly #every: number;
  readonly #notes = new Map<string, unknown>();
  readonly #writer: JournalWriter;
  readonly #run: number;
  /** Bytes of work that was taken over, by phase. */
  readonly reused: Record<string, number> = {};

  private constructor(staging: string, secret: Uint8Array, setting: CheckpointSetting) {
    this.#folder = join(staging, checkpointFolder);
    this.#id = idOf(staging);
    this.#secret = secret;
    this.#every = setting.chunks;
    const files = this.#journals(notesFile);
    for (const name of files)
      for (const { note, on, value } of this.#read<Note>(name)) this.#notes.set(nameOf(note, on), value);
    this.#run = readdirSync(this.#folder).reduce((next, name) => Math.max(next, runOf(name) + 1), 0);
    this.#writer = new JournalWriter(join(this.#folder, `${notesFile}-${this.#run}`), secret);
  }

  /** Begins checkpoints in a new staging folder; null where no secret can be kept. */
  static begin(staging: string, home: string, setting: CheckpointSetting): Checkpoints | null {
    const { namedKey, target, identity } = setting;
    const id = idOf(staging);
    const secret = namedKey ? secretFrom(namedKey, id) : makeSecret(id, home);
    if (!secret) return null;
    const folder = join(staging, checkpointFolder);
    const head: CheckpointHead = { lethe: 1, target, secret: namedKey ? 'key' : 'memory' };
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, headName), JSON.stringify(head), { mode: 0o600 });
    const made = new Checkpoints(staging, secret, setting);
    made.record('job', '', { identity, key: new Uint8Array(randomBytes(keyBytes)) } satisfies Beginning);
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
    const job = found.recall<Beginning>('job', '')?.identity;
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

  /** The key of the job where neither policy nor caller names one: a copy, the same in every run that takes over. */
  runKey(): Key {
    return Key.adopt(this.recall<Beginning>('job', '')!.key.slice());
  }

  /** A fact that was recorded, by this process or an earlier one; undefined where none was. */
  recall<T>(note: string, on: string): T | undefined {
    return this.#notes.get(nameOf(note, on)) as T | undefined;
  }

  /** Keeps a fact. `on`: what it rests on besides source, policy, key and version. */
  record(note: string, on: string, value: unknown): void {
    this.#notes.set(nameOf(note, on), value);
    this.#writer.append({ note, on, value } satisfies Note);
  }

  /** A fact: as it was recorded, or made now and recorded. */
  async once<T>(note: string, on: string, make: () => Promise<T>): Promise<T> {
    const known = this.recall<T>(note, on);
    if (known !== undefined) return known;
    const made = await make();
    this.record(note, on, made);
    return made;
  }

  /** Counts bytes that need not be read again. */
  reuse(bytes: number, phase: string): void {
    this.reused[phase] = (this.reused[phase] ?? 0) + bytes;
  }

  /** A pass over so many chunks, by its digest: what is done of it, and where its lanes keep what they do. */
  pass(
    pass: string,
    chunks: number,
    kind: PassTask['kind'],
  ): { entries: readonly ChunkEntry[]; journal(lane: number): JournalTask } {
    const seen = new Set<number>();
    const short = pass.slice(0, 24);
    const entries = this.#journals(short)
      .flatMap((name) => this.#read<ChunkEntry>(name))
      .filter((entry) => {
        // An entry counts once and whole.
        const mine = entry.pass === pass && entry.of === chunks;
        const fits = mine && entry.chunks.every((chunk) => chunk < chunks && !seen.has(chunk));
        if (fits) for (const chunk of entry.chunks) seen.add(chunk);
        return fits;
      });
    return {
      entries,
      journal: (lane) => ({
        path: join(this.#folder, `${short}-${this.#run}-${lane}`),
        key: this.#secret.slice(),
        pass,
        every: Math.max(this.#every, Math.ceil(chunks / (kind === 'survey' ? most.survey : most.other))),
      }),
    };
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

  /** Names of the journals of a kind, as they were written one after the other. */
  #journals(kind: string): string[] {
    const names = readdirSync(this.#folder).filter((name) => name.startsWith(`${kind}-`));
    return names.sort((one, other) => runOf(one) - runOf(other) || (one < other ? -1 : 1));
  }

  #read<T>(name: string): T[] {
    return readJournal(join(this.#folder, name), this.#secret) as T[];
  }

  #forget(): void {
    this.#writer.close();
    this.#secret.fill(0);
    this.recall<Beginning>('job', '')?.key.fill(0);
    this.#notes.clear();
  }
}

/** The ordinal of the run that wrote a journal: `<kind>-<run>`, `<kind>-<run>-<lane>`; -1 for other names. */
function runOf(journal: string): number {
  const run = /^[0-9a-z]+-(\d+)(-\d+)?$/.exec(journal)?.[1];
  return run === undefined ? -1 : Number(run);
}

function nameOf(note: string, on: string): string {
  return `${note} ${on}`;
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
