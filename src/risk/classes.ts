import { type Histogram, personColumn } from '../core/histogram.js';
import { type Compatible, compatibleCounts, holedCodes } from '../core/missing.js';

/** The equivalence classes of a table as it is. */
export interface ClassGroups {
  sizes: Float64Array; // records (or persons) per class; 0 where only the population has it
  total: number; // records (or persons) of the table; a person may be in several classes
  population: Float64Array | null; // records of the population per class
  /** A row of the histogram per class: its quasi-identifier codes are the class's. */
  rows: Int32Array;
}

/** Classes with the counts of every sensitive column. */
export interface Classes extends ClassGroups {
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
  records: number; // sum of totals; above the number of persons where one has several values
}

/** Folds a histogram by its columns of role `quasi`; all other columns are sensitive. Without any there is one class. */
export function classesOf(histogram: Histogram): Classes {
  const { order, group, persons, ...groups } = grouped(histogram);
  const sensitive = [...histogram.columns.keys()].filter((c) => histogram.columns[c]!.role === 'sensitive');
  return {
    ...groups,
    sensitive: sensitive.map((c) => countValues(histogram, c, order, group, groups.rows.length, persons)),
  };
}

/** The classes alone, without what is sensitive in them. */
export function classGroups(histogram: Histogram): ClassGroups {
  const { sizes, total, population, rows } = grouped(histogram);
  return { sizes, total, population, rows };
}

/** Classes, the rows in their order, the class of each row in that order, and who stands behind a row where persons are counted. */
function grouped(histogram: Histogram) {
  const quasi = histogram.codes.filter((_, c) => histogram.columns[c]!.role === 'quasi');
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
  const person = personColumn(histogram);
  const persons = person < 0 ? null : histogram.codes[person]!;
  const met = persons ? new Set<number>() : null; // persons of the class at hand
  for (let p = 0; p < order.length; p++) {
    if (persons) {
      if (p > 0 && group[p] !== group[p - 1]) met!.clear();
      if (histogram.counts[order[p]!]! > 0) met!.add(persons[order[p]!]!);
      sizes[group[p]!] = met!.size;
    } else sizes[group[p]!]! += histogram.counts[order[p]!]!;
    if (population) population[group[p]!]! += histogram.population![order[p]!]!;
  }
  return {
    sizes,
    total: persons ? new Set(persons).size : histogram.records,
    population,
    rows: Int32Array.from(rows),
    order,
    group,
    persons,
  };
}

/**
 * How many records are compatible with each class, empty cells taken as wildcards. Persons of several classes do not add
 * up: where they are counted, a class is compatible with itself alone.
 */
export function compatibleOf(histogram: Histogram, { rows, sizes }: ClassGroups): Compatible {
  if (personColumn(histogram) >= 0) return { any: sizes, known: sizes };
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
  persons: Int32Array | null,
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
  const had = new Set<number>(); // value and person, of the class at hand and of the table
  const ever = new Set<number>();
  for (let p = 0; p < order.length; p++) {
    const g = group[p]!;
    if (p > 0 && g !== group[p - 1]) {
      begin = values.length;
      starts[g] = begin;
      had.clear();
    }
    const i = order[p]!;
    let count = histogram.counts[i]!;
    if (count === 0) continue;
    const value = codes[i]!;
    if (persons) {
      const pair = persons[i]! * dictionary.length + value;
      if (!ever.has(pair)) {
        ever.add(pair);
        totals[value]!++;
        records++;
      }
      if (had.has(pair)) continue;
      had.add(pair);
      count = 1;
    } else {
      totals[value]! += count;
      records += count;
    }
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
  const order = new Int32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  if (isSorted(size, columns)) return order;
  const compare = (a: number, b: number) => {
    for (const column of columns) {
      const d = column[a]! - column[b]!;
      if (d !== 0) return d;
    }
    return a - b;
  };
  return order.sort(compare);
}

/** Whether rows ascend, the first column weighing most. */
function isSorted(size: number, columns: readonly Int32Array[]): boolean {
  for (let i = 1; i < size; i++) {
    for (let c = 0; c < columns.length; c++) {
      const d = columns[c]![i]! - columns[c]![i - 1]!;
      if (d < 0) return false;
      if (d > 0) break;
    }
  }
  return true;
}

function differs(columns: readonly Int32Array[], a: number, b: number): boolean {
  for (let c = 0; c < columns.length; c++) if (columns[c]![a] !== columns[c]![b]) return true;
  return false;
}
