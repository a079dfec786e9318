import type { CodedColumn, Histogram } from './histogram.js';

/** How an empty cell counts: as a value like any other, as compatible with every value, or its record is dropped. */
export const missingRules = ['own', 'wildcard', 'suppress'] as const;
export type MissingRule = (typeof missingRules)[number];

/** What an empty cell is coded as for `compatibleCounts`. */
export const hole = -1;

/** How many records are compatible with a class, per class. */
export interface Compatible {
  /** Empty cells of either side match everything: the count of sdcMicro (`freqCalc`, alpha = 1). */
  any: Float64Array;
  /**
   * Those that stay whatever the class's own empty cells hold: somebody who knows the cells that are empty in the table
   * tells the others apart. Never more than `any`, never less than the class's own records.
   */
  known: Float64Array;
}

/**
 * Counts compatible records per class, empty cells taken as wildcards. `codes[c][g]` is the code of column c in class g,
 * `hole` where the cell is empty; classes must be distinct. Classes with the same empty columns are one pattern, and two
 * patterns are joined by hashing the columns that neither lacks: patterns × classes, never classes × classes.
 */
export function compatibleCounts(codes: readonly Int32Array[], counts: Float64Array): Compatible {
  const any = counts.slice();
  const known = counts.slice();
  const patterns = patternsOf(codes, counts);
  for (const one of patterns) {
    for (const other of patterns) {
      if (one === other) continue; // distinct classes of one pattern differ where neither is empty
      const columns = codes.filter((_, c) => !one.empty[c] && !other.empty[c]);
      const within = one.empty.every((empty, c) => !empty || other.empty[c]);
      const sums = new Map<number | string, number>();
      const keyOf = keysOf(columns);
      for (const g of other.classes) sums.set(keyOf(g), (sums.get(keyOf(g)) ?? 0) + counts[g]!);
      for (const g of one.classes) {
        const more = sums.get(keyOf(g)) ?? 0;
        any[g]! += more;
        if (within) known[g]! += more;
      }
    }
  }
  return { any, known };
}

interface Pattern {
  empty: boolean[]; // per column
  classes: number[];
}

function patternsOf(codes: readonly Int32Array[], counts: Float64Array): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (let g = 0; g < counts.length; g++) {
    if (counts[g] === 0) continue;
    let key = '';
    for (let c = 0; c < codes.length; c++) if (codes[c]![g] === hole) key += `${c} `;
    let pattern = patterns.get(key);
    if (!pattern) {
      pattern = { empty: codes.map((column) => column[g] === hole), classes: [] };
      patterns.set(key, pattern);
    }
    pattern.classes.push(g);
  }
  return [...patterns.values()];
}

/** A key of a class by some columns: one number where their codes fit, else text. */
function keysOf(columns: readonly Int32Array[]): (g: number) => number | string {
  const sizes = columns.map((column) => column.reduce((most, code) => Math.max(most, code), 0) + 1);
  if (sizes.reduce((product, size) => product * size, 1) > 2 ** 53)
    return (g) => columns.map((column) => column[g]).join();
  return (g) => {
    let key = 0;
    for (let c = 0; c < columns.length; c++) key = key * sizes[c]! + columns[c]![g]!;
    return key;
  };
}

/** The codes of a column with its empty cells as holes; empty and quoted-empty cells are one. */
export function holedCodes({ values }: CodedColumn, codes: Int32Array): Int32Array {
  const empty = values.map((value) => value === null || value === '');
  return codes.map((code) => (empty[code] ? hole : code));
}

/** Which tuples of a histogram have an empty cell in a column of role `quasi`; null where none has. */
export function holedTuples(histogram: Histogram): Uint8Array | null {
  const holed = new Uint8Array(histogram.size);
  let some = false;
  histogram.columns.forEach(({ role, values }, c) => {
    if (role !== 'quasi') return;
    const empty = values.map((value) => value === null || value === '');
    if (!empty.includes(true)) return;
    histogram.codes[c]!.forEach((code, i) => {
      if (!empty[code]) return;
      holed[i] = 1;
      some = true;
    });
  });
  return some ? holed : null;
}

/** The tuples of a histogram that are not flagged; dictionaries stay as they are. */
export function withoutTuples(histogram: Histogram, flagged: Uint8Array): Histogram {
  const kept: number[] = [];
  for (let i = 0; i < histogram.size; i++) if (flagged[i] === 0) kept.push(i);
  const counts = Float64Array.from(kept, (i) => histogram.counts[i]!);
  return {
    ...histogram,
    codes: histogram.codes.map((codes) => Int32Array.from(kept, (i) => codes[i]!)),
    counts,
    size: kept.length,
    records: counts.reduce((sum, count) => sum + count, 0),
    ...(histogram.population
      ? { population: Float64Array.from(kept, (i) => histogram.population![i]!) }
      : {}),
  };
}

/** Records of a histogram with an empty cell in a column of role `quasi`. */
export function holedRecords(histogram: Histogram): number {
  const holed = holedTuples(histogram);
  let records = 0;
  if (holed) for (let i = 0; i < histogram.size; i++) if (holed[i] === 1) records += histogram.counts[i]!;
  return records;
}
