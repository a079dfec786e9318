import type { Command } from '../effects.js';
import { ledgerPath } from '../ledger.js';
import { operate } from '../operation.js';
import { loadPolicy } from '../policy-file.js';
import { present } from '../view.js';

/** Options of `lethe reassess`. */
export interface ReassessOptions {
  ledger?: string;
  dry?: boolean;
}

/**
 * `lethe reassess [-p policy]`: scores every release that is out anew, and with `-p` beside the release that is planned. Exit
 * code 1 where one is at risk or the planned one would be refused.
 */
export const reassess: Command<ReassessOptions> = async (options, effects) => {
  const ledger = await ledgerPath(options, effects);
  const policy =
    options.policy === undefined
      ? undefined
      : loadPolicy(options.policy, await effects.components(), effects);
  const engine = await effects.engine();
  const result = await operate(options, effects, (how) =>
    engine.reassess(
      { ledger, now: effects.now, ...(policy ? { policy } : {}), ...(options.dry ? { dry: true } : {}) },
      how,
    ),
  );
  const refused = result.planned?.verdict === 'refused';
  present(result, options, effects, (value, { say, grid, colors }) => {
    const { planned } = value;
    const lines = [
      value.atRisk > 0
        ? colors.red(say('cli-reassessed-risk', { count: value.atRisk, of: value.releases.length }))
        : colors.green(say('cli-reassessed', { of: value.releases.length })),
    ];
    if (planned) {
      const { dataset, told, sample } = planned;
      const compared = planned.compared.length;
      lines.push(say('cli-reassess-planned', { dataset, compared, told, sample }));
      if (refused)
        lines.push(colors.red(say('cli-reassess-refused', { reasons: planned.reasons.join(', ') })));
    }
    const head = [
      say('word-ledger-release'),
      say('word-ledger-dataset'),
      say('word-ledger-recipient'),
      'k',
      say('word-reassess-verdict'),
      say('word-reassess-why'),
    ];
    const rows = value.releases.map((one) => [
      one.release.slice(0, 12),
      one.dataset ?? '',
      one.recipients.join(', '),
      one.k === null ? '' : String(one.k),
      say(one.verdict === 'stands' ? 'word-reassess-stands' : 'word-reassess-at-risk'),
      [...one.findings.map((code) => say(`word-reassess-${code}`)), ...one.reasons].join('; '),
    ]);
    return `${lines.join('\n')}\n${rows.length > 0 ? grid([head, ...rows]) : ''}`;
  });
  return result.atRisk > 0 || refused ? 1 : 0;
};
