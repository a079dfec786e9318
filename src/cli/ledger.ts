import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import {
  manifestName,
  type RegisteredRelease,
  readCalendar,
  sha256Of,
  type WorkCalendar,
  weekendsOnly,
} from '../release/index.js';
import type { Common, Effects } from './effects.js';
import { besidePolicy, loadPolicy, policyName } from './policy-file.js';

/**
 * The ledger of a command: `--ledger`, else the one that the policy names (relative to it), of `-p` or of `lethe.yaml`
 * here. Throws `cli-option-missing`.
 */
export async function ledgerPath(options: { ledger?: string } & Common, effects: Effects): Promise<string> {
  const found = await maybeLedgerPath(options, effects);
  if (found === undefined) throw new LetheError('cli-option-missing', { option: '--ledger' });
  return found;
}

/** As `ledgerPath`, undefined where nothing names a ledger. */
export async function maybeLedgerPath(
  options: { ledger?: string } & Common,
  effects: Effects,
): Promise<string | undefined> {
  if (options.ledger !== undefined) return options.ledger;
  const path = options.policy ?? (effects.files.exists(policyName) ? policyName : undefined);
  if (path === undefined) return undefined;
  const policy = loadPolicy(path, await effects.components(), effects);
  return policy.ledger === undefined ? undefined : besidePolicy(policy, policy.ledger);
}

/** The calendar of working days in a file; weekends alone where none is named. Throws `calendar-line`. */
export function calendarOf(path: string | undefined, effects: Effects): WorkCalendar {
  if (path === undefined) return weekendsOnly;
  const calendar = readCalendar(textOf(path, effects));
  if (typeof calendar === 'number') {
    throw new LetheError('calendar-line', { line: calendar }, { file: path, line: calendar });
  }
  return calendar;
}

/** The text of a file that the command line names. Throws `input-unreadable` and `input-not-found`. */
export function textOf(path: string, effects: Effects): string {
  try {
    return effects.files.readText(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw reason === 'ENOENT'
      ? new LetheError('input-not-found', { path })
      : new LetheError('input-unreadable', { path, reason });
  }
}

/** The release of a ledger that a folder or the first digits of its manifest's SHA-256 name. Throws `ledger-unknown`. */
export function releaseNamed(
  releases: readonly RegisteredRelease[],
  name: string,
  effects: Effects,
): RegisteredRelease {
  const manifest = join(name, manifestName);
  const named = effects.files.exists(manifest) ? sha256Of(readFileSync(resolve(manifest))) : name;
  const matches = releases.filter(({ release }) => named.length >= 8 && release.startsWith(named));
  if (matches.length !== 1) throw new LetheError('ledger-unknown', { release: name });
  return matches[0]!;
}
