import { parse } from 'yaml';
import { LetheError } from '../core/diagnostics.js';
import type { Hierarchy } from '../core/hierarchy.js';
import {
  byEnding,
  byOrder,
  type ColumnValues,
  doubled,
  equalFrequency,
  equalWidth,
  inOrder,
  numbersOf,
  widthFor,
} from '../hierarchies/build/index.js';
import { hierarchyKindNamed } from '../hierarchies/index.js';
import type { TaxonomyTree } from '../hierarchies/taxonomy/rows.js';
import type { Effects } from './effects.js';
import { numberOf } from './operation.js';

/** What a builder may be told, as typed. */
export interface BuildOptions {
  width?: string;
  groups?: string;
  levels?: string;
  breaks?: string[];
  keep?: string;
  origin?: string;
  tree?: string; // file
  order?: string; // file with a value a line
  params?: string; // of a kind, as YAML
  extremes?: boolean;
}

/** A hierarchy, how a policy says the same without a file, and whether its end classes are open. */
export interface Made {
  hierarchy: Hierarchy;
  policy: object | null;
  open: boolean;
}

type Told = Omit<BuildOptions, 'least'> & { least: number };

/** The hierarchy of a builder; null where the name is that of a kind with parameters of its own. Throws `cli-option-missing`. */
export function buildHierarchy(
  by: string,
  column: ColumnValues,
  told: Told,
  effects: Effects,
  name: string,
): Made | null {
  if (told.params !== undefined) return null;
  switch (by) {
    case 'width':
      return width(column, told, name);
    case 'frequency':
      return frequency(column, told, name);
    case 'breaks': {
      const lists = (told.breaks ?? missing('--breaks')).map((list) => numbers('--breaks', list));
      return kind('interval', { breaks: lists }, true);
    }
    case 'order': {
      const listed = told.order === undefined ? null : lines(told.order, effects);
      const order = listed ?? inOrder(column.values);
      const groups = count('--groups', told.groups ?? missing('--groups'));
      return {
        hierarchy: byOrder(order, column, groups, told.least, told.extremes ?? false),
        policy: null,
        open: false,
      };
    }
    case 'prefix':
      return kind('prefix', { keep: numbers('--keep', told.keep ?? missing('--keep')) }, false);
    case 'ending':
      return {
        hierarchy: byEnding(numbers('--keep', told.keep ?? missing('--keep')), '*'),
        policy: null,
        open: false,
      };
    case 'date':
      return kind(
        'date',
        told.levels === undefined ? {} : { levels: told.levels.split(',').map((one) => one.trim()) },
        false,
      );
    case 'tree': {
      const tree = parse(effects.files.readText(told.tree ?? missing('--tree'))) as TaxonomyTree;
      return { ...kind('taxonomy', { tree }, false), policy: null };
    }
    default:
      return null;
  }
}

function width(column: ColumnValues, told: Told, name: string): Made {
  const all = numbersOf(column);
  if (all.length === 0) throw new LetheError('hierarchy-no-numbers', { column: name });
  const range = all.at(-1)!.number - all[0]!.number;
  const origin = told.origin === undefined ? 0 : Number(told.origin);
  const first =
    told.width === undefined
      ? widthFor(range, count('--groups', told.groups ?? missing('--width')))
      : numberOf('--width', told.width, Number.MIN_VALUE, Number.POSITIVE_INFINITY);
  const widths =
    told.levels === undefined ? doubled(first, range) : [first, ...numbers('--levels', told.levels)];
  if (told.extremes) {
    const [finest, ...levels] = widths;
    return kind(
      'interval',
      { width: finest, ...(levels.length > 0 ? { levels } : {}), ...(origin === 0 ? {} : { origin }) },
      false,
    );
  }
  return broken(equalWidth(all, widths, origin, told));
}

function frequency(column: ColumnValues, told: Told, name: string): Made {
  const all = numbersOf(column);
  if (all.length === 0) throw new LetheError('hierarchy-no-numbers', { column: name });
  const breaks = equalFrequency(all, count('--groups', told.groups ?? missing('--groups')), told);
  if (!told.extremes || breaks.length === 0) return broken(breaks);
  const [low, high] = [all[0]!.number, all.at(-1)!.number];
  const top = Number.isInteger(high) ? high + 1 : high;
  return {
    ...kind(
      'interval',
      { breaks: breaks.map((list) => [low, ...list.filter((edge) => edge !== low && edge !== top), top]) },
      false,
    ),
  };
}

/** Classes between edges, open at both ends; without an edge there is nothing between the value and `*`. */
function broken(breaks: readonly (readonly number[])[]): Made {
  return breaks.length === 0 ? kind('interval', { breaks: [0] }, true) : kind('interval', { breaks }, true);
}

function kind(name: string, params: object, open: boolean): Made {
  return {
    hierarchy: hierarchyKindNamed(name)!.build(params, () => ''),
    policy: { kind: name, ...params },
    open,
  };
}

function numbers(option: string, text: string): number[] {
  return text
    .split(/[,，]/)
    .map((one) => numberOf(option, one, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));
}

function count(option: string, text: string): number {
  return numberOf(option, text, 2, 10_000, true);
}

function lines(path: string, effects: Effects): string[] {
  return effects.files
    .readText(path)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

function missing(option: string): never {
  throw new LetheError('cli-option-missing', { option });
}
