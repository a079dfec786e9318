import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, realpathSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { LetheError } from '../../core/diagnostics.js';
import {
  appendLedger,
  type LedgerNote,
  openLedger,
  type Registered,
  type RegisteredRelease,
  recipientsOf,
} from '../../release/index.js';
import { keySourceOf, writeNewKey } from '../../stores/named-key.js';
import { shredFile, syncFolderOf } from '../../stores/shred.js';
import { signerOf, writeCertificate } from '../certificate.js';
import type { Command, Common, Effects } from '../effects.js';
import { maybeLedgerPath } from '../ledger.js';
import { oneOf } from '../operation.js';
import { present } from '../view.js';

/** Options of `lethe key`. */
export interface KeyOptions {
  action: string;
  key: string; // a file, or `fd:<n>` for `show`
  ledger?: string;
  reason?: string;
  by?: string;
  output?: string;
  sign?: string;
}

const keyBytes = 32;

/**
 * `lethe key make|show|rotate|destroy <file>`: a key that pseudonyms are made with. `rotate` puts a fresh key in its place and
 * keeps the old one beside it, for look-ups only; `destroy` overwrites and removes it (crypto-shredding) and writes a
 * certificate. With a ledger every step is entered, by the key's name and never the key.
 */
export const key: Command<KeyOptions> = async (options, effects) => {
  const action = oneOf('key', options.action, ['make', 'show', 'rotate', 'destroy'] as const);
  const ledger = await maybeLedgerPath(options, effects);
  if (action === 'make') return make(options, effects, ledger);
  if (action === 'show') return show(options, effects, ledger);
  const { reason, by } = options;
  if (ledger === undefined) throw new LetheError('cli-option-missing', { option: '--ledger' });
  if (reason === undefined) throw new LetheError('cli-option-missing', { option: '--reason' });
  if (by === undefined) throw new LetheError('cli-option-missing', { option: '--by' });
  const why = { reason, by };
  return action === 'rotate' ? rotate(options, effects, ledger, why) : destroy(options, effects, ledger, why);
};

type Why = Required<Pick<LedgerNote, 'reason' | 'by'>>;
type All = KeyOptions & Common;

async function make(options: All, effects: Effects, ledger: string | undefined): Promise<number> {
  writeKey(options.key);
  const id = await idOf(options.key, effects);
  if (ledger !== undefined) await appendLedger(ledger, { at: now(effects), event: 'key-made', key: id });
  const made = { key: id, file: options.key, state: 'living' };
  present(made, options, effects, (shown, { say }) => `${say('cli-key-made', { ...shown })}\n`);
  return 0;
}

async function show(options: All, effects: Effects, ledger: string | undefined): Promise<number> {
  const id = await idOf(options.key, effects);
  const opened = ledger !== undefined && existsSync(ledger) ? openLedger(ledger) : null;
  const known = opened?.keys.find((one) => one.id === id);
  const shown = {
    key: id,
    state: known?.state ?? null,
    releases: madeWith(opened?.releases ?? [], id).map(({ release }) => release),
  };
  present(shown, options, effects, (value, { say }) => {
    const state = value.state === null ? '–' : say(`word-state-${value.state}` as 'word-state-living');
    return `${say('cli-key-shown', { key: value.key, state, releases: value.releases.length })}\n`;
  });
  return 0;
}

async function rotate(options: All, effects: Effects, ledger: string, why: Why): Promise<number> {
  const old = await idOf(options.key, effects);
  const path = realpathSync(options.key);
  const kept = `${path}.${old}.retired`;
  const next = `${path}.next`;
  refuseDestroyed(openLedger(ledger).keys, old);
  writeKey(next);
  const successor = await idOf(next, effects);
  try {
    linkSync(path, kept);
    renameSync(next, path);
    syncFolderOf(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'EEXIST') throw new LetheError('cli-file-taken', { path: kept });
    throw new LetheError('output-failed', { path, reason });
  }
  await appendLedger(ledger, { at: now(effects), event: 'key-rotated', key: old, successor, ...why });
  await appendLedger(ledger, { at: now(effects), event: 'key-made', key: successor });
  const made = { key: successor, retired: old, file: options.key, retiredFile: kept };
  present(made, options, effects, (shown, { say }) => `${say('cli-key-rotated', { ...shown })}\n`);
  return 0;
}

/** The entry that destruction begins comes first: what is interrupted is told by `ledger due` and finished by the same command. */
async function destroy(options: All, effects: Effects, ledger: string, why: Why): Promise<number> {
  const sign = signerOf(options.sign, effects);
  const before = openLedger(ledger);
  const there = existsSync(options.key);
  const id = there ? await idOf(options.key, effects) : unfinished(before.keys, options.key);
  refuseDestroyed(before.keys, id);
  const path = options.output ?? `${id}.destroyed.json`;
  if (effects.files.exists(path)) throw new LetheError('cli-file-taken', { path });
  await appendLedger(ledger, { at: now(effects), event: 'key-shredding', key: id, ...why });
  const name = basename(options.key);
  let links = 0;
  let file: { name: string; bytes: number; how: 'overwritten' | 'absent' } = {
    name,
    bytes: 0,
    how: 'absent',
  };
  if (there) {
    try {
      const done = shredFile(options.key);
      links = done.links;
      file = { name, bytes: done.bytes, how: 'overwritten' };
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
      throw new LetheError('key-not-destroyed', { path: options.key, reason });
    }
  }
  const at = now(effects);
  const releases = madeWith(before.releases, id).map((one) => ({
    release: one.release,
    dataset: one.entries.findLast(({ dataset }) => dataset !== undefined)?.dataset ?? null,
    state: one.state,
    recipients: recipientsOf(one),
  }));
  const destruction = {
    matter: 'key',
    id,
    at,
    ...why,
    files: [file],
    releases,
    tool: effects.version,
  } as const;
  const certificate = await writeCertificate(path, destruction, sign, effects);
  await appendLedger(ledger, { at, event: 'key-shredded', key: id, certificate: certificate.sha256, ...why });
  const made = {
    key: id,
    state: 'shredded',
    files: [file],
    links,
    releases: releases.map(({ release }) => release),
    certificate: { path, sha256: certificate.sha256, signed: sign !== undefined },
  };
  present(
    made,
    options,
    effects,
    (shown, { say }) => `${say('cli-key-destroyed', { key: id, releases: shown.releases.length, path })}\n`,
  );
  return 0;
}

/** The key that a text names where its file is gone: one whose destruction was begun. */
function unfinished(keys: readonly Registered[], name: string): string {
  const begun = keys.filter(({ id, state }) => id === name && state === 'shredding');
  if (begun.length !== 1) throw new LetheError('key-unreadable', { path: name, reason: 'ENOENT' });
  return name;
}

function refuseDestroyed(keys: readonly Registered[], id: string): void {
  if (keys.find((one) => one.id === id)?.state === 'shredded')
    throw new LetheError('key-not-living', { key: id, state: 'shredded' });
}

/** Releases whose pseudonyms were made with a key. */
function madeWith(releases: readonly RegisteredRelease[], id: string): RegisteredRelease[] {
  return releases.filter(({ entries }) =>
    entries.some(({ event, keyId }) => keyId === id && event !== 'delivered'),
  );
}

function writeKey(path: string): void {
  const material = randomBytes(keyBytes);
  try {
    writeNewKey(path, material);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'EEXIST') throw new LetheError('cli-file-taken', { path });
    throw new LetheError('output-failed', { path, reason });
  } finally {
    material.fill(0);
  }
}

async function idOf(text: string, effects: Effects): Promise<string> {
  return (await effects.engine()).keyId(keySourceOf(text));
}

function now(effects: Effects): string {
  return new Date(effects.now()).toISOString();
}
