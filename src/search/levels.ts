import { LetheError } from '../core/diagnostics.js';
import type { Hierarchy } from '../core/hierarchy.js';

/** A column's generalisation as tables: every distinct value coded at every level. */
export interface LevelTable {
  height: number; // levels are 0…height
  /** labels[level][label code]; an empty cell stays the empty text below the top. */
  labels: string[][];
  /** codes[level][value code] is the label code; label codes count up in order of the value codes. */
  codes: Int32Array[];
  /** shares[level][label code]: share of the domain's leaves that the label stands for, (0, 1]. ARX's domain share. */
  shares: Float64Array[];
  domain: number; // |D|: leaves of the domain, or occurring values where it is open
}

/**
 * Codes the distinct values of a column (as in the histogram's dictionary) at every level of its hierarchy. Without a
 * hierarchy a column has two levels: as it is, and `*`. Throws `hierarchy-misses-values` and `hierarchy-levels-not-monotone`.
 */
export function buildLevels(
  values: readonly (string | null)[],
  hierarchy: Hierarchy | null,
  column = '',
): LevelTable {
  const height = hierarchy ? hierarchy.height : 1;
  const domain = hierarchy?.domain ?? null;
  const leaves = domain ?? values.map((value) => value ?? '');
  const table: LevelTable = { height, labels: [], codes: [], shares: [], domain: leaves.length };
  for (let level = 0; level <= height; level++) {
    const { labels, codes } =
      level === height
        ? top(values.length)
        : level > 1 && hierarchy?.coarser
          ? codeAbove(table.labels[level - 1]!, table.codes[level - 1]!, (label) =>
              hierarchy.coarser!(label, level),
            )
          : codeLevel(values, hierarchy, level, column);
    table.labels.push(labels);
    table.codes.push(codes);
    table.shares.push(sharesOf(labels, codes, domain, leaves.length, hierarchy, level, height));
    if (level > 0 && level < height) checkMonotone(table.codes[level - 1]!, codes, { level, column });
  }
  return table;
}

/** Per value code what is told of the labels of a level. */
export function byValue({ codes }: LevelTable, level: number, ofLabels: Float64Array): Float64Array {
  const own = codes[level]!;
  const values = new Float64Array(own.length);
  for (let code = 0; code < own.length; code++) values[code] = ofLabels[own[code]!]!;
  return values;
}

function top(count: number): { labels: string[]; codes: Int32Array } {
  return { labels: ['*'], codes: new Int32Array(count) };
}

function codeLevel(
  values: readonly (string | null)[],
  hierarchy: Hierarchy | null,
  level: number,
  column: string,
): { labels: string[]; codes: Int32Array } {
  const ids = new Map<string, number>();
  const labels: string[] = [];
  const codes = new Int32Array(values.length);
  let missing = 0;
  // Values are sorted, and mostly have the label of the one before them.
  let last: string | null = null;
  let lastId = 0;
  for (let code = 0; code < values.length; code++) {
    const value = values[code]!;
    let label: string | null;
    if (value === null || value === '') label = hierarchy?.generalise('', level) ?? '';
    else label = hierarchy && level > 0 ? hierarchy.generalise(value, level) : value;
    // At level 0 the value is its own label, but the domain must know it all the same.
    if (hierarchy && level === 0 && value && hierarchy.generalise(value, 0) === null) label = null;
    if (label === null) {
      missing++;
      continue;
    }
    if (label !== last) {
      // Values are distinct: where each is its own label, only that of empty cells may have come before.
      let id = level === 0 && label !== '' ? undefined : ids.get(label);
      if (id === undefined) {
        id = labels.length;
        if (level > 0 || label === '') ids.set(label, id);
        labels.push(label);
      }
      last = label;
      lastId = id;
    }
    codes[code] = lastId;
  }
  if (missing > 0) throw new LetheError('hierarchy-misses-values', { column, count: missing });
  return { labels, codes };
}

/** A level from the one below it: each label is generalised once. */
function codeAbove(
  below: readonly string[],
  codesBelow: Int32Array,
  coarser: (label: string) => string,
): { labels: string[]; codes: Int32Array } {
  const ids = new Map<string, number>();
  const labels: string[] = [];
  const above = Int32Array.from(below, (label) => {
    const coarse = coarser(label);
    let id = ids.get(coarse);
    if (id === undefined) {
      id = labels.length;
      ids.set(coarse, id);
      labels.push(coarse);
    }
    return id;
  });
  const codes = new Int32Array(codesBelow.length);
  for (let code = 0; code < codes.length; code++) codes[code] = above[codesBelow[code]!]!;
  return { labels, codes };
}

function sharesOf(
  labels: readonly string[],
  codes: Int32Array,
  domain: readonly string[] | null,
  leaves: number,
  hierarchy: Hierarchy | null,
  level: number,
  height: number,
): Float64Array {
  if (level === height) return new Float64Array(1).fill(1);
  const counts = new Int32Array(labels.length);
  if (domain && hierarchy) {
    const ids = new Map(labels.map((label, id) => [label, id]));
    for (const leaf of domain) {
      const label = level === 0 ? leaf : hierarchy.generalise(leaf, level);
      const id = label === null ? undefined : ids.get(label);
      if (id !== undefined) counts[id]!++;
    }
  } else for (let code = 0; code < codes.length; code++) counts[codes[code]!]!++;
  // An empty cell outside the domain counts as one leaf.
  return Float64Array.from(counts, (count) => Math.max(1, count) / leaves);
}

function checkMonotone(below: Int32Array, above: Int32Array, args: { level: number; column: string }): void {
  const parent = new Int32Array(below.length).fill(-1); // labels are no more than values
  for (let code = 0; code < below.length; code++) {
    const known = parent[below[code]!]!;
    if (known < 0) parent[below[code]!] = above[code]!;
    else if (known !== above[code]) throw new LetheError('hierarchy-levels-not-monotone', args);
  }
}
