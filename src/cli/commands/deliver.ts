import { LetheError } from '../../core/diagnostics.js';
import { keySourceOf } from '../../stores/named-key.js';
import type { Command } from '../effects.js';
import { ledgerPath } from '../ledger.js';
import { operate } from '../operation.js';
import { present } from '../view.js';

/** Options of `lethe deliver`. */
export interface DeliverOptions {
  release: string;
  to?: string;
  output?: string;
  key?: string;
  ledger?: string;
}

/**
 * `lethe deliver <release> --to <recipient> -o <folder> --key <file>`: a copy of a release that is out, marked for its recipient
 * by the order of its records, and entered in the ledger.
 */
export const deliver: Command<DeliverOptions> = async (options, effects) => {
  const { to, output, key } = options;
  if (to === undefined || to.trim() === '') throw new LetheError('cli-option-missing', { option: '--to' });
  if (output === undefined) throw new LetheError('cli-option-missing', { option: '-o' });
  if (key === undefined) throw new LetheError('cli-option-missing', { option: '--key' });
  const ledger = await ledgerPath(options, effects);
  const engine = await effects.engine();
  const made = await operate(options, effects, (how) =>
    engine.deliverCopy(
      options.release,
      { to, folder: output, key: keySourceOf(key), ledger, now: effects.now },
      how,
    ),
  );
  present(made, options, effects, (value, { say, colors }) => {
    const { recipient, folder, records, distinct, sequence } = value;
    const lines = [colors.green(say('cli-delivered', { recipient, folder, records, sequence }))];
    if (!value.traceable) lines.push(colors.yellow(say('cli-delivered-alike', { distinct })));
    return `${lines.join('\n')}\n`;
  });
  return 0;
};
