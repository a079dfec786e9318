import type { Hierarchy } from '../../core/hierarchy.js';
import { ladder } from '../ladder.js';
import type { ColumnValues } from './values.js';

/**
 * Values in a given order by runs of neighbours of about equal frequency, each of at least `least` records; further levels
 * join two neighbours. A label names the first and the last value of its run that `least` records have; with `extremes`
 * whatever stands at its ends.
 */
export function byOrder(
  order: readonly string[],
  { values, counts }: ColumnValues,
  groups: number,
  least: number,
  extremes: boolean,
): Hierarchy {
  const records = new Map(values.map((value, i) => [value, counts[i]!]));
  const known = order.filter((value) => records.has(value));
  const total = known.reduce((sum, value) => sum + records.get(value)!, 0);
  const runs: string[][] = [[]];
  let inside = 0;
  let before = 0;
  for (const [i, value] of known.entries()) {
    runs.at(-1)!.push(value);
    inside += records.get(value)!;
    before += records.get(value)!;
    if (i + 1 === known.length || runs.length === groups) continue;
    if (inside < least || total - before < least || before < (total * runs.length) / groups) continue;
    runs.push([]);
    inside = 0;
  }
  const levels: string[][][] = [];
  for (let level = runs; level.length > 1; level = joined(level)) levels.push(level);
  const tables = levels.map((level) => {
    const table = new Map<string, string>();
    for (const [at, run] of level.entries()) {
      const named = run.filter((value) => extremes || records.get(value)! >= least);
      const [first, last] = [named[0], named.at(-1)];
      const label =
        first === undefined
          ? `#${at + 1}`
          : first === last && run.length === 1
            ? first
            : `[${first} … ${last}]`;
      for (const value of run) table.set(value, label);
    }
    return table;
  });
  return ladder(
    'taxonomy',
    ['value', ...levels.map((level) => `groups-${level.length}`), '*'],
    (value, level) => tables[level - 1]?.get(value) ?? '*',
  );
}

function joined(runs: readonly string[][]): string[][] {
  const pairs: string[][] = [];
  for (let i = 0; i < runs.length; i += 2) pairs.push([...runs[i]!, ...(runs[i + 1] ?? [])]);
  return pairs;
}

/** Keeps the last characters, level by level, the others masked: 20240315001 → *******5001. */
export function byEnding(keep: readonly number[], pad: string): Hierarchy {
  return ladder('taxonomy', ['value', ...keep.map((count) => `ending-${count}`), '*'], (value, level) => {
    const characters = [...value];
    const cut = Math.max(0, characters.length - keep[level - 1]!);
    return pad.repeat(cut) + characters.slice(cut).join('');
  });
}
