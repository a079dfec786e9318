import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { LetheError } from '../../core/diagnostics.js';
import { claim, claimed, clearClaims, settle } from './claims.js';
import {
  bearsOut,
  chained,
  endOfLedger,
  genesis,
  type Ledger,
  type LedgerEnd,
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
    for (const deadline = performance.now() + waitAtMost; performance.now() < deadline; ) {
      const entry = attempt(path, note);
      if (entry) return entry;
      await pause(1 + Math.floor(performance.now() % 5));
    }
  } finally {
    letGo();
  }
  throw new LetheError('ledger-busy', { path });
}

/** One try: null where another writer was first. */
function attempt(path: string, note: LedgerNote): LedgerEntry | null {
  const end = endOf(path, note);
  const sequence = (end.last?.sequence ?? 0) + 1;
  const theirs = claimed(path, sequence);
  if (theirs !== null) {
    // Read again after the claim: a claim that was made too late is told by the entry that stands there already.
    if (endOf(path, note).size === end.size) finish(path, theirs, end, sequence);
    return null;
  }
  if (stateAfter(end.state, note.event) === null) {
    throw new LetheError('ledger-order', { event: note.event, state: end.state ?? '—', line: sequence });
  }
  const entry = chained(note, end.last);
  const line = lineOf(entry);
  if (!claim(path, sequence, line)) return null;
  const now = readIfThere(path);
  const bytes = Buffer.from(now);
  const written = bytes.subarray(end.size, end.size + Buffer.byteLength(line)).toString() === line;
  if (!written && Buffer.byteLength(now.slice(0, now.lastIndexOf('\n') + 1)) !== end.size) {
    clearClaims(path, sequence); // the place was taken before our claim was made
    return null;
  }
  settle(path, line, end.size);
  clearClaims(path, sequence);
  return entry;
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

function endOf(path: string, note: LedgerNote): LedgerEnd {
  const text = readIfThere(path);
  const end = endOfLedger(text, note);
  if (end !== null) return end;
  const line = text.split('\n').length - 1;
  throw new LetheError('ledger-broken', { line }, { file: path, line });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw new LetheError('ledger-unreadable', { path, reason: codeOf(error) });
  }
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
