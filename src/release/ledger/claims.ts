import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { LetheError } from '../../core/diagnostics.js';

/**
 * How writers that do not see each other agree on the entries of one file. The entry with number s is decided by the file
 * `.<ledger>.claim-<s>`, which appears whole and only once (link(2) of a finished file), and is written to the ledger at the
 * place where entry s - 1 ends, by its maker or by anybody who finds it: the same bytes at the same place. A claim is taken
 * away only after its entry, or another one of its number, stands in the ledger. So a claim that is read before the ledger,
 * and whose number the ledger does not have yet, is the one that counts. No clock, no process number and no lease is in it.
 */
function claimPath(path: string, sequence: number): string {
  return join(dirname(resolve(path)), `.${basename(path)}.claim-${sequence}`);
}

/** The line that is claimed for a number; null where there is none. Throws `ledger-unreadable`. */
export function claimed(path: string, sequence: number): string | null {
  try {
    return readFileSync(claimPath(path, sequence), 'utf8');
  } catch (error) {
    const reason = codeOf(error);
    if (reason === 'ENOENT') return null;
    throw new LetheError('ledger-unreadable', { path, reason });
  }
}

/** Claims a number for a line; false where somebody else has it. Throws `output-failed` and `ledger-volume`. */
export function claim(path: string, sequence: number, line: string): boolean {
  const own = join(dirname(resolve(path)), `.${basename(path)}.try-${randomBytes(8).toString('hex')}`);
  try {
    const file = openSync(own, 'wx', 0o644);
    try {
      writeFileSync(file, line);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    try {
      linkSync(own, claimPath(path, sequence));
    } catch (error) {
      const reason = codeOf(error);
      if (reason !== 'EEXIST') throw new LetheError('ledger-volume', { path, reason });
      // A server that was asked twice says so too although the claim is ours.
      return statSync(own).nlink === 2;
    }
    return true;
  } catch (error) {
    if (error instanceof LetheError) throw error;
    throw new LetheError('output-failed', { path, reason: codeOf(error) });
  } finally {
    rmSync(own, { force: true });
  }
}

/** Writes a decided line at its place and flushes it. Throws `output-failed`. */
export function settle(path: string, line: string, position: number): void {
  try {
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o644);
    try {
      const bytes = Buffer.from(line);
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(file, bytes, done, bytes.length - done, position + done);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (position === 0) syncFolder(dirname(resolve(path)));
  } catch (error) {
    throw new LetheError('output-failed', { path, reason: codeOf(error) });
  }
}

const forgotten = 3_600_000; // milliseconds

/** Takes away the claims of entries that stand in the ledger, and what dead writers left an hour before. */
export function clearClaims(path: string, upTo: number): void {
  const folder = dirname(resolve(path));
  const [claims, tries] = [`.${basename(path)}.claim-`, `.${basename(path)}.try-`];
  const now = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0; // the volume's clock, not ours
  for (const name of readdirSync(folder)) {
    const at = join(folder, name);
    const settled = name.startsWith(claims) && Number(name.slice(claims.length)) <= upTo;
    const old =
      name.startsWith(tries) && now - (statSync(at, { throwIfNoEntry: false })?.mtimeMs ?? now) > forgotten;
    if (settled || old) rmSync(at, { force: true });
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
