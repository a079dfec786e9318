import type { ColumnProfile, TableProfile } from '../../core/profile.js';
import type { Command } from '../effects.js';
import { type DialectOptions, inputOf, operate } from '../operation.js';
import { present, type Words } from '../view.js';

/** Options of `lethe profile`. */
export interface ProfileOptions extends DialectOptions {
  input: string;
}

/** `lethe profile <input>`: what each column is. */
export const profile: Command<ProfileOptions> = async (options, effects) => {
  const engine = await effects.engine();
  const input = inputOf(options.input, options);
  const result = await operate(options, effects, (how) => engine.profileTable(input, how));
  present(result, options, effects, human);
  return 0;
};

function human(result: TableProfile, words: Words): string {
  const { say } = words;
  const { rows, encoding, delimiter } = result.input;
  const shown = delimiter === '\t' ? 'TAB' : delimiter;
  const summary = say('cli-profile-summary', {
    rows,
    columns: result.columns.length,
    encoding,
    delimiter: shown,
  });
  const head = [
    'word-column',
    'word-entity',
    'word-role',
    'word-grade',
    'word-share',
    'word-filled',
    'word-distinct',
    'word-also',
  ] as const;
  const grid = words.grid([head.map((code) => say(code)), ...result.columns.map((column) => rowOf(column))]);
  const warnings = result.warnings.map(
    (warning) => `${words.colors.yellow(say('word-warning'))}: ${warning}\n`,
  );
  return `${summary}\n\n${grid}${warnings.join('')}`;
}

function rowOf(column: ColumnProfile): string[] {
  return [
    column.name,
    column.entity ?? '',
    column.role,
    String(column.grade),
    column.entity === null ? '' : percent(column.share),
    String(column.nonEmpty),
    String(column.distinct),
    column.rare.map((rare) => `${rare.entity} ×${rare.count}`).join(', '),
  ];
}

/** A share in per cent, never rounded up to 100 or down to 0. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  if (share > 0.99 && share < 1) return '>99 %';
  return `${Math.round(100 * share)} %`;
}
