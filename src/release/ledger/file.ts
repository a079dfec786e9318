import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { LetheError } from '../../core/diagnostics.js';
import { claim, claimed, clearClaims, settle } from './claims.js';
import { endOf, type LedgerEnd, readFrom, StateSearch } from './end.js';
import {
  bearsOut,
  chained,
  genesis,
  type Ledger,
  type LedgerEntry,
  type LedgerNote,
  lineOf,
  parsed,
  readLedger,
} from './entry.js';
import { stateAfter } from './matters.js';
import { takeTurn } from './turn.js';

const waitAtMost = 60_000; // milliseconds

/** Reads a ledger and checks its chain. Throws `ledger-unreadable`. */
export function openLedger(path: string): Ledger {
  return readLedger(readText(path), path);
}

/**
 * Appends one entry and returns once it is on the disk. An entry is decided by a file that only one writer can make, its
 * claim (see `claims.ts`): that holds between processes, containers and machines that share the folder, and whoever comes
 * next finishes what a dead writer claimed. Throws `ledger-broken` where the last entry is not sound, `ledger-order` where
 * the event may not follow, `ledger-unreadable`, `ledger-busy`, `ledger-claim`, `ledger-volume`.
 */
export async function appendLedger(path: string, note: LedgerNote): Promise<LedgerEntry> {
  const letGo = await takeTurn(path);
  try {
    const attempt = new Attempt(path, note);
    for (const deadline = performance.now() + waitAtMost; performance.now() < deadline; ) {
      const entry = attempt.once();
      if (entry) return entry;
      await pause(1 + Math.floor(performance.now() % 5));
    }
  } finally {
    letGo();
  }
  throw new LetheError('ledger-busy', { path });
}

/** Times that a claim of somebody else is looked at before it is finished: its maker is likely to be at it. */
const looks = 3;

/** An entry on its way into the ledger. */
class Attempt {
  readonly #path: string;
  readonly #note: LedgerNote;
  readonly #search: StateSearch;
  #seen = { sequence: 0, times: 0 }; // a claim of somebody else

  constructor(path: string, note: LedgerNote) {
    this.#path = path;
    this.#note = note;
    this.#search = new StateSearch(path, note);
  }

  /** One try: null where another writer was first. */
  once(): LedgerEntry | null {
    const path = this.#path;
    const end = endOf(path);
    const sequence = (end.last?.sequence ?? 0) + 1;
    const theirs = claimed(path, sequence);
    if (theirs !== null) {
      this.#seen = { sequence, times: this.#seen.sequence === sequence ? this.#seen.times + 1 : 1 };
      if (this.#seen.times < looks) return null;
      // Read again after the claim: a claim that was made too late is told by the entry that stands there already.
      if (endOf(path).size === end.size) finish(path, theirs, end, sequence);
      return null;
    }
    const state = this.#search.at(end.size);
    if (stateAfter(state, this.#note.event) === null) {
      throw new LetheError('ledger-order', { event: this.#note.event, state: state ?? '—', line: sequence });
    }
    const entry = chained(this.#note, end.last);
    const line = lineOf(entry);
    if (!claim(path, sequence, line)) return null;
    const now = readFrom(path, end.size);
    const written = now.subarray(0, Buffer.byteLength(line)).toString() === line;
    if (!written && now.includes(0x0a)) {
      clearClaims(path, sequence); // the place was taken before our claim was made
      return null;
    }
    settle(path, line, end.size);
    clearClaims(path, sequence);
    return entry;
  }
}

/** Writes an entry that another writer has claimed, which may be dead or only slow: the bytes are the same. */
function finish(path: string, line: string, end: LedgerEnd, sequence: number): void {
  const entry = parsed(line.slice(0, -1));
  const sound =
    entry !== null &&
    line.endsWith('\n') &&
    entry.sequence === sequence &&
    bearsOut(entry) &&
    entry.previous === (end.last?.hash ?? genesis);
  if (!sound) throw new LetheError('ledger-claim', { path, sequence });
  settle(path, line, end.size);
  clearClaims(path, sequence);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new LetheError('ledger-unreadable', { path, reason: codeOf(error) });
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
