import { LetheError } from '../../core/diagnostics.js';
import { appendLedger, type LedgerEvent, openLedger } from '../../release/index.js';
import type { Command } from '../effects.js';
import { ledgerPath, releaseNamed } from '../ledger.js';
import { oneOf } from '../operation.js';
import { present } from '../view.js';

/** Options of `lethe withdraw`. */
export interface WithdrawOptions {
  release: string;
  ledger?: string;
  reason?: string;
  by?: string;
  event: string;
}

const events = ['withdrawn', 'suspended', 'resumed', 'destroyed'] as const satisfies readonly LedgerEvent[];

/**
 * `lethe withdraw <release> --ledger file --reason … --by …`: records that a release is withdrawn (or, by `--event`,
 * suspended, resumed, destroyed). A release is named by its folder or by the first digits of its manifest's SHA-256. The
 * ledger records the decision; files are removed by their owner.
 */
export const withdraw: Command<WithdrawOptions> = async (options, effects) => {
  const { reason, by } = options;
  if (reason === undefined) throw new LetheError('cli-option-missing', { option: '--reason' });
  if (by === undefined) throw new LetheError('cli-option-missing', { option: '--by' });
  const event = oneOf('--event', options.event, events);
  const ledger = await ledgerPath(options, effects);
  const { release } = releaseNamed(openLedger(ledger).releases, options.release, effects);
  const at = new Date(effects.now()).toISOString();
  const entry = await appendLedger(ledger, { at, event, release, reason, by });
  present(
    entry,
    options,
    effects,
    (made, { say }) =>
      `${say('cli-ledger-noted', { release: release.slice(0, 12), event: say(`word-event-${event}`), sequence: made.sequence })}\n`,
  );
  return 0;
};
