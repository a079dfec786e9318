import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Policy } from '../policy/index.js';
import { readRecipient, seal } from '../stores/seal.js';
import { guardOutput } from './apply.js';

/** Quarantined records on their way: kept once the release stands, discarded where it does not come about. */
export interface SetAside {
  keep(): void;
  discard(): void; // nothing after `keep`
}

/**
 * Seals records that could not be read for the recipient that the policy names: they are personal data as they stood,
 * and nobody looks after a file that a nightly job leaves behind. A file of an earlier run is replaced whole, and its
 * permissions with it. Throws `recipient-invalid`.
 */
export function setAside(policy: Policy, records: readonly Uint8Array[]): SetAside {
  const { quarantine, recipient } = policy.input;
  if (!quarantine || !recipient || records.length === 0) return { keep() {}, discard() {} };
  const base = dirname(resolve(policy.file));
  const path = resolve(base, quarantine);
  const plain = Buffer.concat(records);
  const sealed = seal(plain, readRecipient(resolve(base, recipient), recipient));
  plain.fill(0);
  const waiting = join(dirname(path), `.${basename(path)}.${process.pid}`);
  const discard = () => rmSync(waiting, { force: true });
  process.once('exit', discard);
  guardOutput(path, () => {
    const file = openSync(waiting, 'w', 0o600);
    writeFileSync(file, sealed);
    fsyncSync(file);
    closeSync(file);
  });
  return {
    keep: () => guardOutput(path, () => renameSync(waiting, path)),
    discard() {
      discard();
      process.removeListener('exit', discard);
    },
  };
}
