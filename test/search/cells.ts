import type { Hierarchy } from '../../src/core/hierarchy.js';
import type { Histogram } from '../../src/core/histogram.js';
import { buildLevels, type SearchColumn } from '../../src/search/index.js';

export type { LocalSolution } from '../../src/search/local/solution.js';
export type { LatticeInput } from '../../src/search/result.js';

/** The quasi-identifiers of a histogram: the first with a hierarchy from a level on, the others as they are. */
export function searchColumns(histogram: Histogram, first: Hierarchy | null, from: number): SearchColumn[] {
  return histogram.columns.flatMap(({ name, role, values }, c) => {
    if (role !== 'quasi') return [];
    const levels = buildLevels(values, c === 0 ? first : null, name);
    return [{ name, levels, from: c === 0 ? from : 0, to: levels.height }];
  });
}
