import { parse } from 'yaml';
import { z } from 'zod';
import { LetheError } from '../../core/diagnostics.js';
import type { Hierarchy } from '../../core/hierarchy.js';
import {
  type HierarchyFacts,
  hierarchyCsv,
  inspectHierarchy,
  rowsOf,
} from '../../hierarchies/build/index.js';
import { hierarchyWays } from '../../hierarchies/build/ways.js';
import { hierarchyKinds } from '../../hierarchies/index.js';
import { readRows } from '../../hierarchies/taxonomy/rows.js';
import type { Command, Common, Effects } from '../effects.js';
import type { CountedColumn } from '../engine.js';
import { type BuildOptions, buildHierarchy } from '../hierarchy-builders.js';
import { type DialectOptions, inputOf, numberOf, oneOf, operate } from '../operation.js';
import { present, type Words } from '../view.js';
import { printable } from '../width.js';

/** Options of `lethe hierarchy`, as typed. */
export interface HierarchyOptions extends DialectOptions, BuildOptions {
  action: string;
  file: string; // build: the table; check: the hierarchy
  table?: string; // check: a table that it is to cover
  column?: string;
  by?: string;
  least?: string;
  output?: string;
}

type All = HierarchyOptions & Common;

/**
 * `lethe hierarchy build <table> --column age --by width --width 5 -o age.csv` makes a hierarchy of the values of a column,
 * in ARX's format; `lethe hierarchy check age.csv [table --column age]` tells whether one is monotone, complete and of the
 * same height. Exit code 1 where it is not.
 */
export const hierarchy: Command<HierarchyOptions> = async (options, effects) => {
  const action = oneOf('hierarchy', options.action, ['build', 'check'] as const);
  return action === 'build' ? build(options, effects) : check(options, effects);
};

async function build(options: All, effects: Effects): Promise<number> {
  const { by, column, output } = options;
  if (column === undefined) throw new LetheError('cli-option-missing', { option: '--column' });
  if (by === undefined) throw new LetheError('cli-option-missing', { option: '--by' });
  oneOf('--by', by, hierarchyWays);
  if (output !== undefined && output !== '-' && effects.files.exists(output))
    throw new LetheError('cli-file-taken', { path: output });
  const least = leastOf(options);
  const counted = await valuesOf(options.file, column, options, effects);
  const made =
    buildHierarchy(by, counted, { ...options, least }, effects, column) ??
    kindOf(by, options.params, column, effects);
  const rows = rowsOf(made.hierarchy, counted);
  const facts = inspectHierarchy(rows, counted, least);
  const csv = hierarchyCsv(rows);
  if (output === undefined || output === '-') {
    effects.stdout.write(csv);
    return facts.faults.length > 0 ? 1 : 0;
  }
  if (!effects.files.writeNew(output, csv)) throw new LetheError('cli-file-taken', { path: output });
  const levels = facts.levels.map((one, level) => ({ ...one, name: made.hierarchy.levels[level]! }));
  const result = { column, by, ...facts, levels, output, ...(made.policy ? { policy: made.policy } : {}) };
  present(result, options, effects, (shown, words) => {
    const { say } = words;
    const open = made.open ? `${say('cli-hierarchy-open', { least })}\n` : '';
    const policy = shown.policy
      ? `${say('cli-hierarchy-policy', { policy: `${printable(column)}: { role: quasi, hierarchy: ${JSON.stringify(shown.policy)} }` })}\n`
      : '';
    return `${say('cli-hierarchy-written', { path: output, values: facts.values, height: facts.height })}\n\n${levelGrid(shown, words)}\n${open}${policy}`;
  });
  return facts.faults.length > 0 ? 1 : 0;
}

async function check(options: All, effects: Effects): Promise<number> {
  const { file, table, column } = options;
  if (table !== undefined && column === undefined)
    throw new LetheError('cli-option-missing', { option: '--column' });
  const least = leastOf(options);
  const rows = readRows(textOf(file, effects));
  const counted = table === undefined ? null : await valuesOf(table, column!, options, effects);
  const facts = inspectHierarchy(rows, counted, least);
  present({ file, ...facts, sound: facts.faults.length === 0 }, options, effects, (shown, words) => {
    const { say, colors } = words;
    const faults = shown.faults.map(({ code, args, count }) => {
      const more = count > 1 && !('values' in args) ? ` ${say('cli-hierarchy-times', { count })}` : '';
      return `${colors.red('✗')} ${say(code, args)}${more}\n`;
    });
    const sound = `${colors.green('✓')} ${say(shown.table ? 'cli-hierarchy-complete' : 'cli-hierarchy-sound', { values: shown.values, height: shown.height })}\n`;
    const unused =
      shown.table && shown.table.unused > 0
        ? `${say('cli-hierarchy-unused', { count: shown.table.unused })}\n`
        : '';
    const root = shown.root ? '' : `${say('cli-hierarchy-no-root', { level: shown.height })}\n`;
    const rare = shown.levels.slice(1).find((one) => (one.rare ?? 0) > 0);
    const told = rare
      ? `${say('cli-hierarchy-rare', { count: rare.rare!, level: rare.level, least })}\n`
      : '';
    return `${faults.length > 0 ? faults.join('') : sound}${root}${unused}${told}\n${levelGrid(shown, words)}`;
  });
  return facts.faults.length > 0 ? 1 : 0;
}

function levelGrid(facts: HierarchyFacts, { say, grid }: Words): string {
  const held = facts.levels.some(({ smallest }) => smallest !== null);
  const head = [
    'word-level',
    'word-labels',
    'word-alone',
    ...(held ? (['word-smallest-records', 'word-rare-labels'] as const) : []),
  ] as const;
  return grid([
    head.map((code) => say(code)),
    ...facts.levels.map(
      ({
        level,
        name,
        labels,
        alone,
        smallest,
        rare,
      }: HierarchyFacts['levels'][number] & { name?: string }) => [
        name === undefined ? String(level) : `${level} ${name}`,
        String(labels),
        String(alone),
        ...(held ? [String(smallest), String(rare)] : []),
      ],
    ),
  ]);
}

/** A hierarchy of a registered kind over the column's values, with parameters as a policy writes them. */
function kindOf(
  name: string,
  text: string | undefined,
  column: string,
  effects: Effects,
): { hierarchy: Hierarchy; policy: object; open: false } {
  const kind = hierarchyKinds.find((one) => one.name === name)!;
  const given: unknown = text === undefined ? {} : parse(text);
  const parsed = kind.params(z).safeParse(given);
  if (!parsed.success) {
    const expected = parsed.error.issues
      .map(({ path, message }) => [...path.map(String), message].join(' '))
      .join('; ');
    throw new LetheError('cli-option-invalid', { option: '--params', expected }, { field: column });
  }
  const hierarchy = kind.build(parsed.data, (path) => textOf(path, effects));
  return { hierarchy, policy: { kind: name, ...(given as object) }, open: false };
}

function leastOf(options: HierarchyOptions): number {
  return options.least === undefined
    ? 5
    : numberOf('--least', options.least, 1, Number.POSITIVE_INFINITY, true);
}

async function valuesOf(
  path: string,
  column: string,
  options: All,
  effects: Effects,
): Promise<CountedColumn> {
  const engine = await effects.engine();
  const input = inputOf(path, options);
  return operate(options, effects, (how) => engine.columnValues(input, column, how));
}

function textOf(path: string, effects: Effects): string {
  try {
    return effects.files.readText(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'ENOENT') throw new LetheError('input-not-found', { path });
    throw new LetheError('input-unreadable', { path, reason });
  }
}
