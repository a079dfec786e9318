import { parse as parseCsv } from 'csv-parse/sync';
import { LetheError } from '../core/diagnostics.js';
import type { CompiledOperator } from '../core/operator.js';
import { exampleKey } from '../core/operator.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import { Key } from '../core/random.js';
import type { Span } from '../core/recogniser.js';
import type { Policy } from '../policy/index.js';
import type { Components } from './components.js';
import type { Effects } from './effects.js';
import { besidePolicy, readBeside } from './policy-file.js';
import type { Words } from './view.js';

const headBytes = 1 << 20;

interface DiffContext {
  components: Components;
  effects: Effects;
  words: Words;
  find: (text: string) => readonly Span[];
}

/**
 * The first records before and after, per changed column, for a terminal: the operators' reference on the first
 * megabyte of the input. Keys are not the run's, so pseudonyms differ from it; what the search decides is only named.
 * Throws `cli-diff-input` where the input is not a plain file in UTF-8 or GB18030.
 */
export function renderDiff(policy: Policy, plan: Plan, count: number, context: DiffContext): string {
  const records = headOf(policy, plan, count, context.effects);
  const { say } = context.words;
  const directColumns = plan.columns
    .filter((column) => column.role === 'direct')
    .map((column) => column.name);
  const lines: string[][] = [[say('word-column'), say('word-before'), say('word-after')]];
  const compiled = plan.columns.map((column) => compile(policy, column, directColumns, context));
  for (const record of records) {
    const get = (name: string) => record[plan.columns.findIndex((one) => one.name === name)] || null;
    plan.columns.forEach((column, i) => {
      const operator = compiled[i];
      const before = record[i] ?? '';
      if (operator === null) return;
      const after = operator === undefined ? say('word-searched') : outcome(operator, before, get);
      if (after !== before) lines.push([column.name, before, after]);
    });
    lines.push(['', '', '']);
  }
  return context.words.grid(lines);
}

function outcome(operator: CompiledOperator, before: string, get: (name: string) => string | null): string {
  if (operator.instruction?.op === 'drop') return '—';
  return before === '' ? '' : operator.apply(before, { get });
}

/** The column's operator; undefined where the search decides, null where the column stays as it is. */
function compile(
  policy: Policy,
  column: PlannedColumn,
  directColumns: readonly string[],
  { components, effects, find }: DiffContext,
): CompiledOperator | undefined | null {
  if (column.use === 'recode') return undefined;
  const operator = components.operators.find((one) => one.name === column.use);
  if (!operator) return null;
  const kind = components.hierarchies.find((one) => one.name === column.hierarchy?.kind);
  const hierarchy = kind ? kind.build(column.hierarchy?.params, readBeside(policy, effects)) : null;
  const key = Key.from(exampleKey);
  return operator.compile(column.params, {
    column: column.name,
    entity: column.entity,
    hierarchy,
    directColumns,
    find,
    key: (domain) => key.derive(domain),
  });
}

function headOf(policy: Policy, plan: Plan, count: number, effects: Effects): string[][] {
  const { path, dialect, format } = plan.input;
  const refuse = (): never => {
    throw new LetheError('cli-diff-input', { path: typeof path === 'string' ? path : path.join(', ') });
  };
  if (format || typeof path !== 'string' || !/^(utf-8|gb18030)$/.test(dialect.encoding)) return refuse();
  const file = besidePolicy(policy, path);
  if (path === '-' || path.endsWith('.gz') || !effects.files.exists(file)) return refuse();
  const bytes = effects.files.readHead(file, headBytes);
  const text = new TextDecoder(dialect.encoding).decode(bytes);
  const from = dialect.header ? 2 : 1;
  try {
    return parseCsv(text, {
      delimiter: dialect.delimiter,
      bom: true,
      from,
      to: from + count - 1,
      relax_column_count: true,
    }) as string[][];
  } catch {
    return refuse(); // csv-parse's errors carry the raw record
  }
}
