import type { ColumnProfile, JointFinding } from '../../core/profile.js';
import type { Command } from '../effects.js';
import type { ProfiledTable } from '../engine.js';
import { type DialectOptions, dateOf, inputOf, oneOf, operate } from '../operation.js';
import { recognitionFor } from '../policy-file.js';
import { percent, present, type Say, type Words, worded } from '../view.js';
import { printable } from '../width.js';
import { explanation } from './explain-column.js';

/** Options of `lethe profile`. */
export interface ProfileOptions extends DialectOptions {
  input: string;
  why?: boolean;
  joint?: string;
  referenceDate?: string;
}

/** `lethe profile <input>`: what each column is. */
export const profile: Command<ProfileOptions> = async (options, effects) => {
  const engine = await effects.engine();
  const input = inputOf(options.input, options);
  const recognition = await recognitionFor(options, effects);
  const asked = {
    ...(recognition ? { recognition } : {}),
    ...(options.why ? { why: true } : {}),
    ...(options.joint === undefined
      ? {}
      : { joint: oneOf('--joint', options.joint, ['auto', 'always', 'never']) }),
    ...(options.referenceDate === undefined ? {} : { referenceDate: dateOf(options.referenceDate) }),
  };
  const result = await operate(options, effects, (how) => engine.profileTable(input, { ...how, ...asked }));
  const { hints } = await effects.components();
  present({ ...result, hints: await hints(result.columns, result.joint ?? []) }, options, effects, human);
  return 0;
};

type Profiled = ProfiledTable & { hints: readonly { name: string; distinct: number }[] };

function human(result: Profiled, words: Words): string {
  const { say } = words;
  const { rows, encoding, delimiter, format } = result.input;
  const counts = { rows, columns: result.columns.length };
  const summary =
    format === undefined || format === 'csv'
      ? say('cli-profile-summary', { ...counts, encoding, delimiter: delimiter === '\t' ? 'TAB' : delimiter })
      : say('cli-profile-typed', { ...counts, format });
  const head = [
    'word-column',
    'word-entity',
    'word-role',
    'word-grade',
    'word-share',
    'word-filled',
    'word-distinct',
    'word-also',
    'word-why',
  ] as const;
  const grid = words.grid([
    head.map((code) => say(code)),
    ...result.columns.map((column) => rowOf(column, say)),
  ]);
  const fact = (name: string, value: string) => say('cli-fact', { name, value });
  const treated = new Set(result.columns.filter(({ role }) => role === 'quasi').map(({ name }) => name));
  const untreated = ({ columns }: JointFinding) => !columns.every((name) => treated.has(name));
  const notes = [
    ...result.warnings.map((code) =>
      fact(words.colors.yellow(say('word-warning')), worded('warning', [code], say)),
    ),
    ...result.hints.map(({ name, distinct }) => {
      const text = say('cli-profile-hint', { column: printable(name), distinct });
      return fact(words.colors.cyan(say('word-info')), text);
    }),
    ...(result.joint ?? []).filter(untreated).map(({ columns, uniques, share }) => {
      const args = { columns: columns.map(printable).join(' + '), uniques, share: percent(share) };
      return fact(words.colors.cyan(say('word-info')), say('cli-profile-joint', args));
    }),
    ...result.columns.flatMap(({ name, categories }) => {
      if (!categories || categories.length === 0) return [];
      const args = { column: printable(name), categories: worded('category', categories, say) };
      return [fact(words.colors.cyan(say('word-info')), say('cli-profile-category', args))];
    }),
  ];
  const why = (result.why ?? []).map((one) => `\n${explanation(one, words)}`).join('');
  return `${summary}\n\n${grid}${notes.length > 0 ? '\n' : ''}${notes.map((note) => `${note}\n`).join('')}${why}`;
}

function rowOf(column: ColumnProfile, say: Say): string[] {
  return [
    column.name,
    column.entity ?? '',
    column.role,
    column.financialGrade ? `${column.grade} · ${column.financialGrade}` : String(column.grade),
    column.entity === null ? '' : percent(column.share),
    String(column.nonEmpty),
    String(column.distinct),
    column.rare.map((rare) => `${rare.entity} ×${rare.count}`).join(', '),
    worded('reason', column.reasons, say),
  ];
}
