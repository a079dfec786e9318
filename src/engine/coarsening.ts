import type { CoarseColumn, Coarsening, Histogram } from '../core/histogram.js';
import type { Plan } from '../core/plan.js';
import { coarserLevels, standsFor } from '../search/index.js';
import { rangeOf, type SearchedColumn } from './fit.js';
import { tuplesWithin } from './spill.js';

/**
 * Counts quasi-identifiers at coarser levels of their hierarchies where a table has more distinct tuples than `memory` (MiB) has
 * room for. Only for searches that choose a level per column: null for others, which ask for every value.
 */
export function coarseningFor(
  plan: Plan,
  searched: readonly SearchedColumn[],
  memory: number | undefined,
): Coarsening | null {
  if ((plan.search.algorithm ?? 'lattice') !== 'lattice') return null;
  const byName = new Map(searched.map((one) => [one.column.name, one]));
  return {
    most: tuplesWithin(memory),
    *steps(columns): Generator<readonly CoarseColumn[], void, void> {
      const able = columns.flatMap(({ name, role, values }, place) => {
        const one = role === 'quasi' ? byName.get(name) : undefined;
        return one ? [{ ...rangeOf(one, values), values, place }] : [];
      });
      for (const levels of coarserLevels(able)) {
        const result: CoarseColumn[] = columns.map(() => ({ level: 0, standsFor: null }));
        able.forEach(({ levels: table, values, place }, i) => {
          result[place] = { level: levels[i]!, standsFor: standsFor(table, levels[i]!, values) };
        });
        yield result;
      }
    },
  };
}

/** The levels that a search began at because of what memory had room for; undefined where it began where it was allowed to. */
export function finestOf(
  histogram: Histogram,
  searched: readonly SearchedColumn[],
): Record<string, number> | undefined {
  const { finest } = histogram;
  if (!finest) return undefined;
  const raised = histogram.columns.flatMap(({ name, values }, c): [string, number][] => {
    const one = searched.find(({ column }) => column.name === name);
    return one && finest[c]! > rangeOf(one, values).from ? [[name, finest[c]!]] : [];
  });
  return raised.length === 0 ? undefined : Object.fromEntries(raised);
}
