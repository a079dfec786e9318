import type { Diagnostic } from '../../core/diagnostics.js';
import { canonicalJson, sha256Of } from '../canonical.js';
import type { ClockName, RequestKind } from './clocks.js';
import {
  type LedgerEvent,
  ledgerEvents,
  type Matter,
  type MatterState,
  matterOf,
  stateAfter,
} from './matters.js';

/** What is told of an event; the chain adds the rest. No cell value in it. */
export interface LedgerNote {
  at: string; // ISO 8601, UTC
  event: LedgerEvent;
  /** What the event is about: exactly one of these, as `matterOf` says. */
  release?: string; // SHA-256 of the manifest
  request?: string; // 16 hex digits, random
  key?: string; // identifier of a key, never the key
  dataset?: string;
  profile?: string;
  label?: string | null;
  records?: number;
  outputs?: { name: string; sha256: string }[];
  columns?: string[]; // names of what is published
  folder?: string; // of the release, relative to the ledger's folder where it can be
  keyId?: string; // of the key that the pseudonyms of the release were made with
  marks?: string[]; // of the owner's classification
  recipient?: string;
  expiry?: string; // YYYY-MM-DD
  verdict?: 'stands' | 'at-risk'; // of a re-assessment
  findings?: string[]; // codes
  kind?: RequestKind;
  clock?: ClockName;
  received?: string; // YYYY-MM-DD
  due?: string; // YYYY-MM-DD, as reckoned when it was entered
  outcome?: 'done' | 'refused';
  successor?: string; // identifier of the key that takes over
  certificate?: string; // SHA-256
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

/** A release, a request or a key as the ledger knows it: its state and the entries that tell of it. */
export interface Registered {
  matter: Matter;
  id: string;
  state: MatterState;
  entries: LedgerEntry[];
}

/** A release as the ledger knows it. */
export interface RegisteredRelease extends Registered {
  release: string;
}

/** Who has a release, as the ledger knows it: for whom it was published, and who was given a copy. */
export function recipientsOf({ entries }: Registered): string[] {
  return [...new Set(entries.flatMap(({ recipient }) => recipient ?? []))];
}

/** What a ledger holds, and every fault of its chain with its line. */
export interface Ledger {
  entries: LedgerEntry[];
  releases: RegisteredRelease[]; // by first mention
  requests: Registered[];
  keys: Registered[];
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
    requests: [],
    keys: [],
    faults: [],
    head: genesis,
    torn: Buffer.byteLength(text) - Buffer.byteLength(complete),
  };
  const known = new Map<string, Registered>();
  let before: LedgerEntry | null = null;
  const lines = complete.split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const place = { file, line: index + 1 };
    const entry = parsed(line);
    if (entry === null || lineOf(chained(noteOf(entry), before)) !== `${line}\n`) {
      ledger.faults.push({ code: 'ledger-broken', args: { line: index + 1 }, place, severity: 'error' });
      if (entry === null) continue;
    }
    const { matter, id } = aboutOf(entry);
    const key = `${matter} ${id}`;
    const one: Registered = known.get(key) ?? { matter, id, state: 'draft', entries: [] };
    const state = stateAfter(one.entries.length === 0 ? null : one.state, entry.event);
    if (state === null) {
      const args = { line: index + 1, event: entry.event, state: one.entries.length === 0 ? '—' : one.state };
      ledger.faults.push({ code: 'ledger-order', args, place, severity: 'error' });
    }
    one.state = state ?? one.state;
    one.entries.push(entry);
    known.set(key, one);
    ledger.entries.push(entry);
    before = entry;
  }
  ledger.head = before?.hash ?? genesis;
  for (const one of known.values()) {
    if (one.matter === 'release') ledger.releases.push({ ...one, release: one.id });
    else ledger[one.matter === 'request' ? 'requests' : 'keys'].push(one);
  }
  return ledger;
}

/** What an event is about, and its identifier. */
export function aboutOf(note: LedgerNote): { matter: Matter; id: string } {
  const matter = matterOf(note.event);
  return { matter, id: note[matter] ?? '' };
}

/** The entry of a line without its line feed; null where it is none. */
export function parsed(line: string): LedgerEntry | null {
  try {
    const value = JSON.parse(line) as LedgerEntry;
    const sound =
      typeof value === 'object' &&
      value !== null &&
      typeof value.hash === 'string' &&
      ledgerEvents.includes(value.event) &&
      typeof value[matterOf(value.event)] === 'string';
    return sound ? value : null;
  } catch {
    return null;
  }
}

/** Whether an entry has the hash of what it says. */
export function bearsOut({ hash, ...body }: LedgerEntry): boolean {
  return sha256Of(canonicalJson(body)) === hash;
}

function noteOf(entry: LedgerEntry): LedgerNote {
  const { version: _version, sequence: _sequence, previous: _previous, hash: _hash, ...note } = entry;
  return note;
}
