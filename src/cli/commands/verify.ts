import { LetheError } from '../../core/diagnostics.js';
import type { Command } from '../effects.js';
import type { VerifyResult } from '../engine.js';
import { keyText, operate } from '../operation.js';
import { loadPolicy } from '../policy-file.js';
import { diagnosticJson, present, report, type Words } from '../view.js';

/** Options of `lethe verify`. */
export interface VerifyCommandOptions {
  release: string;
  key?: string;
  source?: string[];
  audience?: string;
  ledger?: string;
}

/**
 * `lethe verify <release>`: re-checks a release with nothing but its folder; with `--source` and the recorded policy
 * (`-p`) it runs the job again and compares the bytes. Exit code 0 sound, 1 something differs, 2 no release.
 */
export const verify: Command<VerifyCommandOptions> = async (options, effects) => {
  const sources = options.source ?? [];
  if (sources.length > 0 && options.policy === undefined) {
    throw new LetheError('cli-option-missing', { option: '-p' });
  }
  const policy =
    options.policy === undefined
      ? undefined
      : loadPolicy(options.policy, await effects.components(), effects, options.audience);
  const engine = await effects.engine();
  const result = await operate(options, effects, (how) =>
    engine.verifyFolder(options.release, {
      ...how,
      ...(options.key === undefined ? {} : { key: keyText(options.key, effects) }),
      ...(policy && sources.length > 0 ? { policy, source: sources } : {}),
      ...(options.ledger === undefined ? {} : { ledger: options.ledger }),
    }),
  );
  const findings = result.checks.flatMap((check) => check.findings);
  report(
    findings.filter((one) => one.severity !== 'info'), // remarks stand in the table
    options,
    effects,
  );
  const shown = {
    ...result,
    checks: result.checks.map((check) => ({
      ...check,
      findings: check.findings.map((one) => diagnosticJson(one, options)),
    })),
  };
  present(shown, options, effects, (_, words) => human(result, words));
  return result.verdict === 'sound' ? 0 : 1;
};

function human(result: VerifyResult, { say, colors, grid }: Words): string {
  const sound = result.verdict === 'sound';
  const verdict = colors.bold(say(sound ? 'cli-verify-sound' : 'cli-verify-different'));
  const rows = result.checks.map(({ check, state, findings }) => [
    say(`word-check-${check}`),
    say(`word-check-${state}`),
    findings
      .filter(({ severity }) => severity === 'info')
      .map(({ code, args }) => say(code, args))
      .join('; '),
  ]);
  const head = [say('word-check'), say('word-check-state'), say('word-check-remark')];
  return `${sound ? colors.green(verdict) : colors.red(verdict)}\n${grid([head, ...rows])}`;
}
