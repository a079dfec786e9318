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
}

/** A column of a histogram with its dictionary. Code 0…values.length-1 in byte order of the UTF-8 values. */
export interface CodedColumn {
  name: string;
  role: 'quasi' | 'sensitive';
  /** Distinct values; null stands for an empty cell and, when present, is the first. */
  values: readonly (string | null)[];
}
