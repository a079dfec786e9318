import { missingRules } from '../core/missing.js';
import { formats } from '../formats/index.js';
import type { ArgumentSpec, OptionSpec } from './command-spec.js';

// Arguments and options that several commands take: each is stated once, and named after its flag.

export const input: ArgumentSpec = { name: 'input', help: 'help-arg-input', required: true };
export const maybeInput: ArgumentSpec = { ...input, required: false };
export const output: OptionSpec = { flags: '-o, --output <file>', help: 'help-opt-output' };
export const qi: OptionSpec = { flags: '--qi <columns>', help: 'help-opt-qi' };
export const sensitive: OptionSpec = { flags: '--sensitive <columns>', help: 'help-opt-sensitive' };
export const bounds: readonly OptionSpec[] = [
  { flags: '-k <number>', help: 'help-opt-k' },
  { flags: '--l <number>', help: 'help-opt-l' },
  { flags: '--t <number>', help: 'help-opt-t' },
];
export const missing: OptionSpec = {
  flags: '--missing <rule>',
  help: 'help-opt-missing',
  values: missingRules,
};
export const dialect: readonly OptionSpec[] = [
  {
    flags: '--encoding <name>',
    help: 'help-opt-encoding',
    values: ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'],
  },
  { flags: '--delimiter <character>', help: 'help-opt-delimiter' },
  { flags: '--no-header', help: 'help-opt-header' },
  { flags: '--ragged <rule>', help: 'help-opt-ragged', values: ['error', 'pad'] },
  { flags: '--lenient', help: 'help-opt-lenient' },
  { flags: '--format <name>', help: 'help-opt-format', values: ['csv', ...formats.map(({ name }) => name)] },
  { flags: '--sheet <sheet>', help: 'help-opt-sheet' },
];

export const ledger: OptionSpec = { flags: '--ledger <file>', help: 'help-opt-ledger' };
export const holidays: OptionSpec = { flags: '--holidays <file>', help: 'help-opt-holidays' };
export const reason: OptionSpec = { flags: '--reason <text>', help: 'help-opt-reason' };
export const by: OptionSpec = { flags: '--by <office>', help: 'help-opt-by' };
export const clock: OptionSpec = { flags: '--clock <term>', help: 'help-opt-clock', values: ['5', '10+10'] };
export const audience: OptionSpec = { flags: '--audience <name>', help: 'help-opt-audience' };
export const received: OptionSpec = { flags: '--received <day>', help: 'help-opt-received' };
export const referenceDate: OptionSpec = {
  flags: '--reference-date <date>',
  help: 'help-opt-reference-date',
};

/** Options that every command understands. */
export const globalOptions: readonly OptionSpec[] = [
  { flags: '-p, --policy <file>', help: 'help-opt-policy' },
  { flags: '--json', help: 'help-opt-json' },
  { flags: '-q, --quiet', help: 'help-opt-quiet' },
  { flags: '--no-color', help: 'help-opt-color' },
  { flags: '--lang <language>', help: 'help-opt-lang', values: ['en', 'zh'] },
  { flags: '--workers <number>', help: 'help-opt-workers' },
  { flags: '--chunk <bytes>', help: 'help-opt-chunk' },
  { flags: '--memory <mebibytes>', help: 'help-opt-memory' },
];
