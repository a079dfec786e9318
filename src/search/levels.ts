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
  let below: CodedLevel | null = null;
  for (let level = 0; level <= height; level++) {
    const follows = level > 1 && level < height && hierarchy?.coarser;
    const coded: CodedLevel =
      level === height
        ? top(values.length)
        : follows
          ? codeAbove(below!, (label) => hierarchy.coarser!(label, level))
          : codeLevel(values, hierarchy, level, column);
    const { labels, codes } = coded;
    table.labels.push(labels);
    table.codes.push(codes);
    table.shares.push(sharesOf(coded, domain, leaves.length, hierarchy, level, height));
    // A label that follows from the one below is monotone by itself, and so is the top.
    if (level > 0 && level < height && !follows) checkMonotone(below!.codes, codes, { level, column });
    below = coded;
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

/** Values at a level. */
interface CodedLevel {
  labels: string[];
  codes: Int32Array; // by value
  starts: number[]; // values from which on another code stands than before: few where values are sorted
}

function top(count: number): CodedLevel {
  return { labels: ['*'], codes: new Int32Array(count), starts: [0] };
}

function codeLevel(
  values: readonly (string | null)[],
  hierarchy: Hierarchy | null,
  level: number,
  column: string,
): CodedLevel {
  const starts: number[] = [];
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
      starts.push(code);
    }
    codes[code] = lastId;
  }
  if (missing > 0) throw new LetheError('hierarchy-misses-values', { column, count: missing });
  return { labels, codes, starts };
}

/** A level from the one below it: each label is generalised once. */
function codeAbove(below: CodedLevel, coarser: (label: string) => string): CodedLevel {
  const ids = new Map<string, number>();
  const labels: string[] = [];
  const above = Int32Array.from(below.labels, (label) => {
    const coarse = coarser(label);
    let id = ids.get(coarse);
    if (id === undefined) {
      id = labels.length;
      ids.set(coarse, id);
      labels.push(coarse);
    }
    return id;
  });
  const codes = new Int32Array(below.codes.length);
  const starts: number[] = [];
  let last = -1;
  for (let run = 0; run < below.starts.length; run++) {
    const from = below.starts[run]!;
    const code = above[below.codes[from]!]!;
    codes.fill(code, from, below.starts[run + 1] ?? codes.length);
    if (code !== last) starts.push(from);
    last = code;
  }
  return { labels, codes, starts };
}

function sharesOf(
  { labels, codes, starts }: CodedLevel,
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
  } else
    for (let run = 0; run < starts.length; run++) {
      const from = starts[run]!;
      counts[codes[from]!]! += (starts[run + 1] ?? codes.length) - from;
    }
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
