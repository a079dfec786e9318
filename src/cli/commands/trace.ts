import { LetheError } from '../../core/diagnostics.js';
import { keySourceOf } from '../../stores/named-key.js';
import type { Command } from '../effects.js';
import { ledgerPath } from '../ledger.js';
import { type DialectOptions, inputOf, numberOf, operate } from '../operation.js';
import { present } from '../view.js';

/** Options of `lethe trace`. */
export interface TraceOptions extends DialectOptions {
  input: string;
  key?: string;
  ledger?: string;
  falsePositive: string;
}

/**
 * `lethe trace <table> --key <file>`: whose copy a table is. Exit code 0 where a recipient is found, 1 where nothing speaks for
 * anybody within the bound on false findings.
 */
export const trace: Command<TraceOptions> = async (options, effects) => {
  if (options.key === undefined) throw new LetheError('cli-option-missing', { option: '--key' });
  const key = keySourceOf(options.key);
  const bound = numberOf('--false-positive', options.falsePositive, 1e-300, 0.5);
  const ledger = await ledgerPath(options, effects);
  const engine = await effects.engine();
  const traced = await operate(options, effects, (how) =>
    engine.traceCopy(inputOf(options.input, options), { key, ledger, bound }, how),
  );
  present(traced, options, effects, (value, { say, grid, colors }) => {
    const [first] = value.found;
    const verdict = first
      ? colors.green(say('cli-traced', { recipient: first.recipient, chance: chanceText(first.logChance) }))
      : say('cli-not-traced', { bound: value.bound, pairs: value.pairsNeeded });
    const head = [
      say('word-ledger-recipient'),
      say('word-ledger-dataset'),
      say('word-ledger-release'),
      say('word-trace-matched'),
      say('word-trace-pairs'),
      say('word-trace-ascending'),
      say('word-trace-chance'),
    ];
    const rows = value.candidates.map((one) => [
      one.recipient,
      one.dataset ?? '',
      one.release.slice(0, 12),
      String(one.matched),
      String(one.pairs),
      String(one.ascending),
      chanceText(one.logChance),
    ]);
    const untested = value.untested.map(({ release, missing }) =>
      say('cli-trace-untested', { release: release.slice(0, 12), columns: missing.join(', ') }),
    );
    return `${[verdict, ...untested].join('\n')}\n${rows.length > 0 ? grid([head, ...rows]) : ''}`;
  });
  return traced.found.length > 0 ? 0 : 1;
};

/** A chance whose logarithm is given: plain near one, as a power of ten where it is small. */
function chanceText(log: number): string {
  return log > -3 ? (10 ** log).toPrecision(2) : `10^${Math.round(log)}`;
}
