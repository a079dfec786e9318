import type { Histogram } from '../core/histogram.js';
import { type Compatible, compatibleCounts, holedCodes } from '../core/missing.js';

/** The equivalence classes of a table as it is, with the counts of every sensitive column. */
export interface Classes {
  sizes: Float64Array; // records per class; 0 where only the population has it
  population: Float64Array | null; // records of the population per class
  /** A row of the histogram per class: its quasi-identifier codes are the class's. */
  rows: Int32Array;
  sensitive: SensitiveClasses[];
}

/** Sparse counts of one sensitive column: class g owns [starts[g], starts[g + 1]). */
export interface SensitiveClasses {
  name: string;
  dictionary: readonly (string | null)[];
  starts: Int32Array;
  values: Int32Array;
  counts: Float64Array;
  totals: Float64Array; // per value code
  records: number;
}

/** Folds a histogram by its columns of role `quasi`; all other columns are sensitive. Without any there is one class. */
export function classesOf(histogram: Histogram): Classes {
  const quasi: Int32Array[] = [];
  const sensitive: number[] = [];
  histogram.columns.forEach(({ role }, c) => {
    if (role === 'quasi') quasi.push(histogram.codes[c]!);
    else sensitive.push(c);
  });
  const order = sortedRows(histogram.size, quasi);
  const rows: number[] = [];
  const group = new Int32Array(histogram.size);
  for (let p = 0; p < order.length; p++) {
    const i = order[p]!;
    if (p === 0 || differs(quasi, order[p - 1]!, i)) rows.push(i);
    group[p] = rows.length - 1;
  }
  const sizes = new Float64Array(rows.length);
  const population = histogram.population ? new Float64Array(rows.length) : null;
  for (let p = 0; p < order.length; p++) {
    sizes[group[p]!]! += histogram.counts[order[p]!]!;
    if (population) population[group[p]!]! += histogram.population![order[p]!]!;
  }
  return {
    sizes,
    population,
    rows: Int32Array.from(rows),
    sensitive: sensitive.map((c) => countValues(histogram, c, order, group, rows.length)),
  };
}

/** How many records are compatible with each class, empty cells taken as wildcards. */
export function compatibleOf(histogram: Histogram, { rows, sizes }: Classes): Compatible {
  const codes = histogram.columns.flatMap((column, c) => {
    if (column.role !== 'quasi') return [];
    const holed = holedCodes(column, histogram.codes[c]!);
    return [rows.map((row) => holed[row]!)];
  });
  return compatibleCounts(codes, sizes);
}

function countValues(
  histogram: Histogram,
  column: number,
  order: Int32Array,
  group: Int32Array,
  classes: number,
): SensitiveClasses {
  const { name, values: dictionary } = histogram.columns[column]!;
  const codes = histogram.codes[column]!;
  const starts = new Int32Array(classes + 1);
  const values: number[] = [];
  const counts: number[] = [];
  const totals = new Float64Array(dictionary.length);
  const seen = new Int32Array(dictionary.length).fill(-1);
  let records = 0;
  let begin = 0;
  for (let p = 0; p < order.length; p++) {
    const g = group[p]!;
    if (p > 0 && g !== group[p - 1]) {
      begin = values.length;
      starts[g] = begin;
    }
    const i = order[p]!;
    const count = histogram.counts[i]!;
    if (count === 0) continue;
    const value = codes[i]!;
    totals[value]! += count;
    records += count;
    const at = seen[value]!;
    if (at >= begin) counts[at]! += count;
    else {
      seen[value] = values.length;
      values.push(value);
      counts.push(count);
    }
  }
  starts[classes] = values.length;
  return {
    name,
    dictionary,
    starts,
    values: Int32Array.from(values),
    counts: Float64Array.from(counts),
    totals,
    records,
  };
}

/** Row numbers with equal quasi-identifiers side by side; histograms that are sorted already cost one pass. */
function sortedRows(size: number, columns: readonly Int32Array[]): Int32Array {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const compare = (a: number, b: number) => {
    for (const column of columns) {
      const d = column[a]! - column[b]!;
      if (d !== 0) return d;
    }
    return a - b;
  };
  for (let i = 1; i < size; i++) if (compare(i - 1, i) > 0) return order.sort(compare);
  return order;
}

function differs(columns: readonly Int32Array[], a: number, b: number): boolean {
  for (const column of columns) if (column[a] !== column[b]) return true;
  return false;
}
