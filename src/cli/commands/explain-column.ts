import { LetheError } from '../../core/diagnostics.js';
import { nearest } from '../../policy/index.js';
import type { Command } from '../effects.js';
import type { ProfiledTable } from '../engine.js';
import { type DialectOptions, dateOf, inputOf, operate } from '../operation.js';
import { percent, present, type Words, worded } from '../view.js';
import { printable } from '../width.js';

/** Options of `lethe explain-column`. */
export interface ExplainColumnOptions extends DialectOptions {
  input: string;
  column: string; // name, or number from 1
  referenceDate?: string;
}

type Explanation = NonNullable<ProfiledTable['why']>[number];

/** `lethe explain-column <input> <column>`: the evidence for what a column is, and the alternatives. No values. */
export const explainColumn: Command<ExplainColumnOptions> = async (options, effects) => {
  const engine = await effects.engine();
  const input = inputOf(options.input, options);
  const asked = {
    why: true,
    joint: 'never' as const,
    ...(options.referenceDate === undefined ? {} : { referenceDate: dateOf(options.referenceDate) }),
  };
  const result = await operate(options, effects, (how) => engine.profileTable(input, { ...how, ...asked }));
  const all = result.why ?? [];
  const found =
    all.find(({ column }) => column.name === options.column) ??
    (/^[1-9]\d{0,5}$/.test(options.column) ? all[Number(options.column) - 1] : undefined);
  if (!found) {
    const names = all.map(({ column }) => column.name);
    const suggestion = nearest(options.column, names);
    throw new LetheError('cli-column-unknown', {
      column: options.column,
      known: names.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  present({ ...found, records: result.input.rows }, options, effects, (one, words) =>
    explanation(one, words, one.records),
  );
  return 0;
};

/** An explanation for people. */
export function explanation(one: Explanation, words: Words, records?: number): string {
  const { say, colors } = words;
  const { column } = one;
  const fact = (name: string, value: string) => `${say('cli-fact', { name, value })}\n`;
  const what = [
    column.entity ?? say('word-nothing'),
    column.role,
    `${say('word-grade')} ${column.grade}`,
    ...(column.financialGrade ? [`JR/T 0171 ${column.financialGrade}`] : []),
    `${say('word-confidence')} ${column.confidence}`,
  ].join(', ');
  const basis = say(one.basis === 'sample' ? 'cli-explain-sample' : 'cli-explain-basis', {
    filled: column.nonEmpty,
    records: records ?? column.nonEmpty,
    distinct: column.distinct,
    witnesses: one.witnesses,
  });
  const lines = [
    `${colors.bold(printable(column.name))}: ${what}\n`,
    fact(say('word-why'), worded('reason', column.reasons, say)),
  ];
  if (column.rare.length > 0) {
    lines.push(fact(say('word-also'), column.rare.map((rare) => `${rare.entity} ×${rare.count}`).join(', ')));
  }
  if ((column.categories ?? []).length > 0) {
    const categories = worded('category', column.categories!, say);
    lines.push(
      fact(say('word-info'), say('cli-profile-category', { column: printable(column.name), categories })),
    );
  }
  lines.push(`${basis}\n`);
  if (one.forms.length > 0) {
    const forms = one.forms
      .slice(0, 8)
      .map(({ form, share }) => `${worded('form', [form], say)} ${percent(share)}`);
    lines.push(fact(say('word-forms'), forms.join('; ')));
  }
  if (one.considered.length > 0) {
    const head = [
      'word-entity',
      'word-header',
      'word-share',
      'word-proven',
      'word-values',
      'word-together',
    ] as const;
    const rows = one.considered.map((c) => [
      c.entity,
      c.header.toFixed(2),
      percent(c.share),
      percent(c.strong),
      c.values.toFixed(2),
      c.together.toFixed(2),
    ]);
    lines.push(`${say('cli-explain-candidates')}\n`, words.grid([head.map((code) => say(code)), ...rows]));
  }
  return lines.join('');
}
