import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Policy } from '../policy/index.js';
import { guardOutput } from './apply.js';

/** Quarantined records on their way: kept once the release stands, discarded where it does not come about. */
export interface SetAside {
  keep(): void;
  discard(): void; // nothing after `keep`
}

/**
 * Writes records that could not be read beside the file that the policy names: personal data, readable by the owner
 * alone, in UTF-8 and as they stood. A file of an earlier run is replaced whole, and its permissions with it.
 */
export function setAside(policy: Policy, records: readonly Uint8Array[]): SetAside {
  if (!policy.input.quarantine || records.length === 0) return { keep() {}, discard() {} };
  const path = resolve(dirname(resolve(policy.file)), policy.input.quarantine);
  const waiting = join(dirname(path), `.${basename(path)}.${process.pid}`);
  const discard = () => rmSync(waiting, { force: true });
  process.once('exit', discard);
  guardOutput(path, () => {
    const file = openSync(waiting, 'w', 0o600);
    writeFileSync(file, Buffer.concat(records));
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
