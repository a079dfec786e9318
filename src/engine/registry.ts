import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import {
  appendLedger,
  type Check,
  checked,
  fault,
  type KeyNote,
  openLedger,
  type RegisteredRelease,
} from '../release/index.js';
import { realPath } from '../stores/file.js';
import type { JobOptions, JobOutcome } from './job.js';

/**
 * Enters a release in the ledger: as a draft before anything becomes visible, as published after. A run that dies in
 * between leaves a draft, which `lethe ledger due` shows. Throws what `appendLedger` throws.
 */
export async function enterRelease(
  ledger: JobOptions['ledger'],
  event: 'draft' | 'published',
  manifestSha256: string,
  outcome: JobOutcome,
  outputs: readonly { name: string; sha256: string }[],
  home: string,
  key: KeyNote,
): Promise<void> {
  if (ledger === undefined) return;
  // A job that is repeated on the same source gives the same release: it is out already.
  if (stateOf(ledger.path, manifestSha256) === 'published') return;
  const { dataset } = outcome.plan;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const [recipient, expiry] = [text(dataset.recipient), text(dataset.expiry)];
  await appendLedger(ledger.path, {
    at: new Date(ledger.now()).toISOString(),
    event,
    release: manifestSha256,
    dataset: dataset.name,
    profile: dataset.profile,
    label: outcome.judgement.label,
    records: outcome.evidence.counts.out,
    outputs: outputs.map(({ name, sha256 }) => ({ name, sha256 })),
    columns: outcome.evidence.columns.filter(({ published }) => published).map(({ name }) => name),
    folder: relativeTo(ledger.path, home),
    ...(key.kind === 'file' && key.id !== undefined ? { keyId: key.id } : {}),
    ...(Array.isArray(dataset.marks) && dataset.marks.length > 0 ? { marks: dataset.marks.map(String) } : {}),
    ...(recipient === undefined ? {} : { recipient }),
    ...(expiry === undefined ? {} : { expiry }),
  });
}

/**
 * Whether a release would bring back what the ledger says is out no more: the same release, or the same bytes under another name.
 * Only what was withdrawn or destroyed may come back, and only where the policy accepts that by its code. Throws
 * `release-withdrawn` and `release-suspended`, exit code 1.
 */
export function bringsBack(
  ledger: JobOptions['ledger'],
  manifestSha256: string,
  outputs: readonly { sha256: string }[],
  accept: readonly { code: string }[],
): boolean {
  const found = withdrawnOf(ledger, manifestSha256, outputs);
  if (!found) return false;
  const { release, state, entries } = found;
  const { at, reason, by } = entries.findLast(({ event }) => event === state)!;
  const code = state === 'suspended' ? 'release-suspended' : 'release-withdrawn';
  if (code === 'release-withdrawn' && accept.some((one) => one.code === code)) return true;
  const args = { release: release.slice(0, 12), date: at.slice(0, 10), reason: reason ?? '—', by: by ?? '—' };
  throw new LetheError(code, args, undefined, { exitCode: 1 });
}

/** The release of a ledger that is out no more and has this name, or else these bytes; undefined where there is none. */
function withdrawnOf(
  ledger: JobOptions['ledger'],
  manifestSha256: string,
  outputs: readonly { sha256: string }[],
): RegisteredRelease | undefined {
  if (ledger === undefined || !existsSync(ledger.path)) return undefined;
  const hashesOf = (files: readonly { sha256: string }[]) => files.map(({ sha256 }) => sha256).join(' ');
  const { releases } = openLedger(ledger.path);
  const named = releases.find(({ release }) => release === manifestSha256);
  if (named?.state === 'published') return undefined; // brought back before, and that was accepted
  const gone = releases.filter(({ state }) => ['withdrawn', 'destroyed', 'suspended'].includes(state));
  const hashes = hashesOf(outputs);
  const same = ({ entries }: RegisteredRelease) =>
    entries.some((entry) => entry.outputs !== undefined && hashesOf(entry.outputs) === hashes);
  return gone.find((one) => one === named) ?? gone.findLast(same);
}

/** Enters as published what a run has drafted that could not finish, with the words of its draft. */
export async function enterCompleted(ledger: JobOptions['ledger'], manifestSha256: string): Promise<void> {
  if (ledger === undefined || !existsSync(ledger.path)) return;
  const known = openLedger(ledger.path).releases.find(({ release }) => release === manifestSha256);
  const draft = known?.state === 'draft' ? known.entries.at(-1) : undefined;
  if (!draft) return;
  const { version: _version, sequence: _sequence, previous: _previous, hash: _hash, ...note } = draft;
  await appendLedger(ledger.path, { ...note, at: new Date(ledger.now()).toISOString(), event: 'published' });
}

function stateOf(ledger: string, release: string): string | null {
  if (!existsSync(ledger)) return null;
  return openLedger(ledger).releases.find((one) => one.release === release)?.state ?? null;
}

/** A folder as the ledger names it: relative to its own, with `/`, so that both may be moved together. */
function relativeTo(ledger: string, folder: string): string {
  return relative(dirname(realPath(resolve(ledger))), realPath(resolve(folder))).replaceAll('\\', '/') || '.';
}

/** A folder that a ledger names, from here. */
export function folderOf(ledger: string, folder: string): string {
  return resolve(dirname(realPath(resolve(ledger))), folder);
}

/** Whether a ledger holds, knows a release, and says that it is out. */
export function registered(path: string, manifestSha256: string): Check {
  const { faults, releases } = openLedger(path);
  const known = releases.find(({ release }) => release === manifestSha256);
  if (!known) return checked('ledger', [...faults, fault('verify-ledger-unknown', {})]);
  const state = known.state === 'published' ? [] : [fault('verify-ledger-state', { state: known.state })];
  return checked('ledger', [...faults, ...state]);
}
