import type { Diagnostic } from '../../core/diagnostics.js';
import { canonicalJson, sha256Of } from '../canonical.js';

/** What can happen to a release. `resumed` ends a suspension. */
export const ledgerEvents = ['draft', 'published', 'suspended', 'resumed', 'withdrawn', 'destroyed'] as const;
export type LedgerEvent = (typeof ledgerEvents)[number];

/** Where a release stands. */
export type LedgerState = 'draft' | 'published' | 'suspended' | 'withdrawn' | 'destroyed';

/** What is told of an event; the chain adds the rest. No cell value in it. */
export interface LedgerNote {
  at: string; // ISO 8601, UTC
  event: LedgerEvent;
  release: string; // SHA-256 of the manifest
  dataset?: string;
  profile?: string;
  label?: string | null;
  records?: number;
  outputs?: { name: string; sha256: string }[];
  recipient?: string;
  expiry?: string; // YYYY-MM-DD
  reason?: string;
  by?: string; // office that decided
}

/** One line of the ledger. */
export interface LedgerEntry extends LedgerNote {
  version: 1;
  sequence: number; // from 1
  previous: string; // hash of the entry before; 64 zeros at the beginning
  hash: string; // SHA-256 of the canonical JSON of everything else
}

/** What stands before the first entry. */
export const genesis = '0'.repeat(64);

const next: Readonly<Record<LedgerEvent, { from: readonly (LedgerState | null)[]; to: LedgerState }>> = {
  draft: { from: [null, 'draft', 'withdrawn', 'destroyed'], to: 'draft' },
  published: { from: ['draft'], to: 'published' },
  suspended: { from: ['published'], to: 'suspended' },
  resumed: { from: ['suspended'], to: 'published' },
  withdrawn: { from: ['draft', 'published', 'suspended'], to: 'withdrawn' },
  destroyed: { from: ['withdrawn'], to: 'destroyed' },
};

/** The state after an event, or null where it may not follow. A draft is a run that has not published (yet). */
export function stateAfter(state: LedgerState | null, event: LedgerEvent): LedgerState | null {
  const { from, to } = next[event];
  return from.includes(state) ? to : null;
}

/** The entry that follows another one. */
export function chained(note: LedgerNote, before: LedgerEntry | null): LedgerEntry {
  const body = {
    version: 1 as const,
    sequence: (before?.sequence ?? 0) + 1,
    ...note,
    previous: before?.hash ?? genesis,
  };
  return { ...body, hash: sha256Of(canonicalJson(body)) };
}

/** An entry as its line, with the line feed. */
export function lineOf(entry: LedgerEntry): string {
  return `${canonicalJson(entry)}\n`;
}

/** A release as the ledger knows it: its state and the entries that tell of it. */
export interface RegisteredRelease {
  release: string;
  state: LedgerState;
  entries: LedgerEntry[];
}

/** What a ledger holds, and every fault of its chain with its line. */
export interface Ledger {
  entries: LedgerEntry[];
  releases: RegisteredRelease[]; // by first mention
  faults: Diagnostic[];
  head: string; // hash of the last entry: whoever has noted it sees entries vanish
  torn: number; // bytes after the last line feed: a write that was cut off and never acknowledged
}

/** Reads the text of a ledger and checks every link of its chain. `file` names it in faults. */
export function readLedger(text: string, file: string): Ledger {
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  const ledger: Ledger = {
    entries: [],
    releases: [],
    faults: [],
    head: genesis,
    torn: Buffer.byteLength(text) - Buffer.byteLength(complete),
  };
  const known = new Map<string, RegisteredRelease>();
  let before: LedgerEntry | null = null;
  const lines = complete.split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const place = { file, line: index + 1 };
    const entry = parsed(line);
    if (entry === null || lineOf(chained(noteOf(entry), before)) !== `${line}\n`) {
      ledger.faults.push({ code: 'ledger-broken', args: { line: index + 1 }, place, severity: 'error' });
      if (entry === null) continue;
    }
    const release = known.get(entry.release) ?? { release: entry.release, state: 'draft', entries: [] };
    const state = stateAfter(release.entries.length === 0 ? null : release.state, entry.event);
    if (state === null) {
      const args = { line: index + 1, event: entry.event, state: release.state };
      ledger.faults.push({ code: 'ledger-order', args, place, severity: 'error' });
    }
    release.state = state ?? release.state;
    release.entries.push(entry);
    known.set(entry.release, release);
    ledger.entries.push(entry);
    before = entry;
  }
  ledger.head = before?.hash ?? genesis;
  ledger.releases = [...known.values()];
  return ledger;
}

/** What has to be known to append: the last entry, the state of one release, and what a dead writer left. */
export interface LedgerEnd {
  last: LedgerEntry | null;
  state: LedgerState | null;
  torn: number; // bytes
}

/**
 * The end of a ledger's text, without walking the whole chain: an append costs a search for the release, not a hash per
 * entry. Null where the last entry does not bear out its own hash.
 */
export function endOfLedger(text: string, release: string): LedgerEnd | null {
  const end = text.lastIndexOf('\n') + 1;
  const torn = Buffer.byteLength(text.slice(end));
  if (end === 0) return { last: null, state: null, torn };
  const last = parsed(text.slice(text.lastIndexOf('\n', end - 2) + 1, end - 1));
  if (last === null) return null;
  const { hash, ...body } = last;
  if (sha256Of(canonicalJson(body)) !== hash) return null;
  let state: LedgerState | null = null;
  const mark = `"release":"${release}"`;
  for (let at = text.indexOf(mark); at >= 0 && at < end; at = text.indexOf(mark, at + mark.length)) {
    const entry = parsed(text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at)));
    if (entry?.release === release) state = stateAfter(state, entry.event) ?? state;
  }
  return { last, state, torn };
}

function parsed(line: string): LedgerEntry | null {
  try {
    const value = JSON.parse(line) as LedgerEntry;
    const sound =
      typeof value === 'object' &&
      value !== null &&
      typeof value.release === 'string' &&
      typeof value.hash === 'string' &&
      ledgerEvents.includes(value.event);
    return sound ? value : null;
  } catch {
    return null;
  }
}

function noteOf(entry: LedgerEntry): LedgerNote {
  const { version: _version, sequence: _sequence, previous: _previous, hash: _hash, ...note } = entry;
  return note;
}
