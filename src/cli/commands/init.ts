import { hint, LetheError } from '../../core/diagnostics.js';
import type { Command } from '../effects.js';
import { type DialectOptions, inputOf, operate } from '../operation.js';
import { policyName } from '../policy-file.js';
import { shellWord, suggestPolicy } from '../suggestion.js';
import { present } from '../view.js';

/** Options of `lethe init`. */
export interface InitOptions extends DialectOptions {
  input: string;
  output?: string;
  profile?: string; // release profile
}

/** `lethe init <input> [-o lethe.yaml]`: writes a commented policy, never over an existing file; `-o -` prints it. */
export const init: Command<InitOptions> = async (options, effects) => {
  const path = options.output ?? policyName;
  if (path !== '-' && effects.files.exists(path)) throw new LetheError('cli-file-taken', { path });
  const engine = await effects.engine();
  const input = inputOf(options.input, options);
  const profile = await operate(options, effects, (how) => engine.profileTable(input, how));
  const text = await suggestPolicy(profile, input, path === '-' ? policyName : path, options, effects);
  if (path === '-') {
    effects.stdout.write(text);
    return 0;
  }
  if (!effects.files.writeNew(path, text)) throw new LetheError('cli-file-taken', { path });
  present({ policy: path, columns: profile.columns.length }, options, effects, (_, { say }) => {
    return `${say('cli-init-written', { path })}\n`;
  });
  if (!options.json) {
    effects.stderr.write(`${hint('cli-init-written', { quoted: shellWord(path) }, options.language)}\n`);
  }
  return 0;
};
