import { LetheError } from '../../core/diagnostics.js';
import { type Ledger, openLedger, type RegisteredRelease } from '../../release/index.js';
import type { Command } from '../effects.js';
import { oneOf } from '../operation.js';
import { diagnosticJson, present, report, type Words } from '../view.js';

/** Options of `lethe ledger`. */
export interface LedgerOptions {
  action?: string;
  ledger?: string;
  head?: string;
}

const actions = ['list', 'verify', 'due'] as const;

/**
 * `lethe ledger list|verify|due --ledger file`: what is out, whether the chain holds, what has to be seen to. Exit code
 * 1 where the chain is broken, where `--head` is no entry of it any more, or where something is due.
 */
export const ledger: Command<LedgerOptions> = async (options, effects) => {
  if (options.ledger === undefined) throw new LetheError('cli-option-missing', { option: '--ledger' });
  const action = oneOf('ledger', options.action ?? 'list', actions);
  const found = openLedger(options.ledger);
  const { faults } = found;
  if (options.head !== undefined && !found.entries.some(({ hash }) => hash === options.head)) {
    faults.push({ code: 'ledger-head-gone', args: {}, place: { file: options.ledger }, severity: 'error' });
  }
  report(faults, options, effects);
  const today = new Date(effects.now()).toISOString().slice(0, 10);
  const releases =
    action === 'due' ? found.releases.filter((one) => dueOf(one, today) !== null) : found.releases;
  const result = {
    sound: faults.length === 0,
    entries: found.entries.length,
    head: found.head,
    torn: found.torn,
    faults: faults.map((one) => diagnosticJson(one, options)),
    releases: releases.map((one) => summary(one, today)),
  };
  present(result, options, effects, (value, words) => human(value, found, words));
  return faults.length > 0 || (action === 'due' && releases.length > 0) ? 1 : 0;
};

/** Why a release has to be seen to: its term is over, or its run never published; null where nothing is due. */
function dueOf({ state, entries }: RegisteredRelease, today: string): 'expired' | 'unfinished' | null {
  if (state === 'draft') return 'unfinished';
  if (state !== 'published' && state !== 'suspended') return null;
  const expiry = entries.findLast((entry) => entry.expiry !== undefined)?.expiry;
  return expiry !== undefined && expiry < today ? 'expired' : null;
}

function summary(one: RegisteredRelease, today: string) {
  const told = one.entries.findLast(({ dataset }) => dataset !== undefined);
  const last = one.entries.at(-1)!;
  return {
    release: one.release,
    state: one.state,
    dataset: told?.dataset ?? null,
    profile: told?.profile ?? null,
    recipient: told?.recipient ?? null,
    expiry: told?.expiry ?? null,
    records: told?.records ?? null,
    since: last.at,
    due: dueOf(one, today),
  };
}

function human(
  result: { sound: boolean; releases: ReturnType<typeof summary>[] },
  { entries, head }: Ledger,
  { say, grid, colors }: Words,
): string {
  const words = say(result.sound ? 'cli-ledger-sound' : 'cli-ledger-broken', {
    entries: entries.length,
    head,
  });
  const rows = result.releases.map((one) => [
    one.release.slice(0, 12),
    say(`word-state-${one.state}`),
    one.dataset ?? '',
    one.recipient ?? '',
    one.expiry ?? '',
    one.due === null ? '' : say(`word-due-${one.due}`),
  ]);
  const codes = ['release', 'state', 'dataset', 'recipient', 'expiry', 'due'] as const;
  const heading = codes.map((code) => say(`word-ledger-${code}`));
  return `${result.sound ? colors.green(words) : colors.red(words)}\n${rows.length > 0 ? grid([heading, ...rows]) : ''}`;
}
