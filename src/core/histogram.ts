/**
 * The histogram: distinct tuples of quasi-identifiers (and sensitive values) with their counts. Everything
 * statistical runs on it, never on rows. Columnar and immutable; rows are sorted by their codes, so that equal
 * tables give equal histograms whatever the order of arrival.
 */
export interface Histogram {
  columns: readonly CodedColumn[];
  /** codes[c][i] is the code of column c in tuple i. All arrays have `size` entries. */
  codes: readonly Int32Array[];
  counts: Float64Array; // records per tuple; sums stay exact below 2^53
  size: number; // number of distinct tuples
  records: number; // sum of counts
  /**
   * Records of the population per tuple, where the table is a sample of a larger one (k-map, delta-presence). Tuples
   * that only the population has are listed too, with count 0.
   */
  population?: Float64Array;
  /**
   * Per column the level of its hierarchy below which tuples were not told apart, because there would have been too many:
   * one value stands for all of its label. Absent where every value stands for itself.
   */
  finest?: readonly number[];
}

/** What to do where a table has too many distinct tuples to be held: values that share a label are counted as one. */
export interface Coarsening {
  most: number; // tuples
  /** Ever coarser levels, per column of the histogram: the code that stands for each code, null where each stands for itself. */
  steps(columns: readonly CodedColumn[]): Iterator<readonly CoarseColumn[]>;
}

/** A column at a level. */
export interface CoarseColumn {
  level: number;
  standsFor: Uint32Array<ArrayBuffer> | null; // by code
}

/**
 * What a column of a histogram is for; at most one has each of the last three. `person` tells whose record it is: classes
 * then count persons. `weight` says how many of the population a record stands for, `household` who lives together.
 */
export type CodedRole = 'quasi' | 'sensitive' | 'person' | 'weight' | 'household';

/** A column of a histogram with its dictionary. Code 0…values.length-1 in byte order of the UTF-8 values. */
export interface CodedColumn {
  name: string;
  role: CodedRole;
  /** Distinct values; null stands for an empty cell and, when present, is the first. */
  values: readonly (string | null)[];
}

/**
 * The histogram with one column's values replaced: equal new values fall together, the dictionary is sorted anew and
 * equal tuples are added up. Pure; the input is not changed.
 */
export function mapColumn(
  histogram: Histogram,
  column: number,
  map: (value: string | null) => string | null,
): Histogram {
  const old = histogram.columns[column]!;
  const mapped = old.values.map(map);
  const encoder = new TextEncoder();
  const bytes = new Map([...new Set(mapped)].map((value) => [value, encoder.encode(value ?? '')]));
  const values = [...bytes.keys()].sort((a, b) =>
    a === null ? -1 : b === null ? 1 : compareBytes(bytes.get(a)!, bytes.get(b)!),
  );
  const codeOf = new Map(values.map((value, code) => [value, code]));
  const remap = Int32Array.from(mapped, (value) => codeOf.get(value)!);
  const codes = histogram.codes.map((list, c) => (c === column ? list.map((code) => remap[code]!) : list));
  const order = Array.from({ length: histogram.size }, (_, i) => i).sort((a, b) => {
    for (const list of codes) if (list[a] !== list[b]) return list[a]! - list[b]!;
    return 0;
  });
  const kept: number[] = [];
  const counts: number[] = [];
  for (const row of order) {
    const last = kept.at(-1);
    if (last !== undefined && codes.every((list) => list[last] === list[row])) {
      counts[counts.length - 1]! += histogram.counts[row]!;
    } else {
      kept.push(row);
      counts.push(histogram.counts[row]!);
    }
  }
  return {
    ...histogram,
    columns: histogram.columns.map((one, c) => (c === column ? { ...one, values } : one)),
    codes: codes.map((list) => Int32Array.from(kept, (row) => list[row]!)),
    counts: Float64Array.from(counts),
    size: kept.length,
  };
}

/** The column that tells persons apart; -1 where records are counted. */
export function personColumn(histogram: Histogram): number {
  return histogram.columns.findIndex(({ role }) => role === 'person');
}

/** The histogram without its last column: rows that differ in nothing else are added up. */
export function withoutLastColumn(histogram: Histogram): Histogram {
  const codes = histogram.codes.slice(0, -1);
  const first: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < histogram.size; i++) {
    const last = first.at(-1);
    if (last !== undefined && codes.every((list) => list[last] === list[i]))
      counts[counts.length - 1]! += histogram.counts[i]!;
    else {
      first.push(i);
      counts.push(histogram.counts[i]!);
    }
  }
  return {
    columns: histogram.columns.slice(0, -1),
    codes: codes.map((list) => Int32Array.from(first, (i) => list[i]!)),
    counts: Float64Array.from(counts),
    size: first.length,
    records: histogram.records,
  };
}

/** Whether two histograms count the same combinations of values as often, whatever roles their columns have. */
export function sameCounts(a: Histogram, b: Histogram): boolean {
  return (
    a.size === b.size &&
    a.columns.length === b.columns.length &&
    a.columns.every(({ name, values }, c) => {
      const other = b.columns[c]!;
      return (
        name === other.name &&
        values.length === other.values.length &&
        values.every((value, code) => value === other.values[code]) &&
        a.codes[c]!.every((code, i) => code === b.codes[c]![i])
      );
    }) &&
    a.counts.every((count, i) => count === b.counts[i])
  );
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
