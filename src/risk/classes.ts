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
  const { runs, ...groups } = grouped(histogram);
  const sensitive = [...histogram.columns.keys()].filter((c) => histogram.columns[c]!.role === 'sensitive');
  return { ...groups, sensitive: sensitive.map((c) => countValues(histogram, c, runs)) };
}

/** The classes alone, without what is sensitive in them. */
export function classGroups(histogram: Histogram): ClassGroups {
  if (histogram.columns.every(({ role }) => role === 'quasi')) {
    // The tuples of a histogram are distinct: each is a class.
    const { size, counts, records, population = null } = histogram;
    return { sizes: counts, total: records, population, rows: ascending(size) };
  }
  const { runs: _, ...groups } = grouped(histogram);
  return groups;
}

/** The rows of a histogram, class by class. */
interface Runs {
  order: Int32Array | null; // null: as they stand
  starts: Int32Array; // class g has the rows at [starts[g], starts[g + 1]) of the order
  persons: Int32Array | null; // who stands behind a row, where persons are counted
}

function grouped(histogram: Histogram): ClassGroups & { runs: Runs } {
  const { size, counts, columns } = histogram;
  const quasi = histogram.codes.filter((_, c) => columns[c]!.role === 'quasi');
  let order: Int32Array | null = null;
  let starts = classStarts(size, quasi);
  if (!starts) {
    order = sortedRows(size, quasi);
    starts = classStarts(
      size,
      quasi.map((codes) => order!.map((row) => codes[row]!)),
    )!;
  }
  const classes = starts.length - 1;
  const sizes = new Float64Array(classes);
  const population = histogram.population ? new Float64Array(classes) : null;
  const rows = new Int32Array(classes);
  const person = personColumn(histogram);
  const persons = person < 0 ? null : histogram.codes[person]!;
  for (let g = 0; g < classes; g++) {
    const end = starts[g + 1]!;
    let sum = 0;
    for (let p = starts[g]!; p < end; p++) sum += counts[order ? order[p]! : p]!;
    sizes[g] = sum;
    rows[g] = order ? order[starts[g]!]! : starts[g]!;
  }
  if (population)
    for (let g = 0; g < classes; g++)
      for (let p = starts[g]!; p < starts[g + 1]!; p++)
        population[g]! += histogram.population![order ? order[p]! : p]!;
  if (persons) {
    const met = new Set<number>(); // persons of the class at hand
    for (let g = 0; g < classes; g++) {
      met.clear();
      for (let p = starts[g]!; p < starts[g + 1]!; p++) {
        const row = order ? order[p]! : p;
        if (counts[row]! > 0) met.add(persons[row]!);
      }
      sizes[g] = met.size;
    }
  }
  const total = persons ? new Set(persons).size : histogram.records;
  return { sizes, total, population, rows, runs: { order, starts, persons } };
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

function countValues(histogram: Histogram, column: number, runs: Runs): SensitiveClasses {
  const { order, starts: begins, persons } = runs;
  const asTheyStand = order || persons ? null : valuesAsTheyStand(histogram, column, begins);
  if (asTheyStand) return asTheyStand;
  const { name, values: dictionary } = histogram.columns[column]!;
  const codes = histogram.codes[column]!;
  const classes = begins.length - 1;
  const starts = new Int32Array(classes + 1);
  const values: number[] = [];
  const counts: number[] = [];
  const totals = new Float64Array(dictionary.length);
  const seen = new Int32Array(dictionary.length).fill(-1);
  let records = 0;
  const had = new Set<number>(); // value and person, of the class at hand and of the table
  const ever = new Set<number>();
  for (let g = 0; g < classes; g++) {
    const begin = values.length;
    starts[g] = begin;
    had.clear();
    for (let p = begins[g]!; p < begins[g + 1]!; p++) {
      const i = order ? order[p]! : p;
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

/**
 * The same where no class has a value twice, as in a histogram of the quasi-identifiers and this column alone: its arrays are
 * the answer. Null where a value does not come after the one before it, or a row has no records.
 */
function valuesAsTheyStand(
  { columns, codes, counts }: Histogram,
  column: number,
  starts: Int32Array,
): SensitiveClasses | null {
  const { name, values: dictionary } = columns[column]!;
  const values = codes[column]!;
  const totals = new Float64Array(dictionary.length);
  let records = 0;
  for (let g = 0, p = 0; g + 1 < starts.length; g++) {
    const end = starts[g + 1]!;
    for (let before = -1; p < end; p++) {
      const value = values[p]!;
      const count = counts[p]!;
      if (value <= before || count === 0) return null;
      before = value;
      totals[value]! += count;
      records += count;
    }
  }
  return { name, dictionary, starts, values, counts, totals, records };
}

/** Row numbers with equal quasi-identifiers side by side. */
function sortedRows(size: number, columns: readonly Int32Array[]): Int32Array {
  const compare = (a: number, b: number) => {
    for (const column of columns) {
      const d = column[a]! - column[b]!;
      if (d !== 0) return d;
    }
    return a - b;
  };
  return ascending(size).sort(compare);
}

/** Where classes begin, and the number of rows at the end; null where rows do not ascend, the first column weighing most. */
function classStarts(size: number, columns: readonly Int32Array[]): Int32Array | null {
  const starts = new Int32Array(size + 1);
  const width = columns.length;
  let classes = size > 0 ? 1 : 0;
  for (let i = 1; i < size; i++) {
    let step = 0;
    for (let c = 0; c < width && step === 0; c++) {
      const codes = columns[c]!;
      step = codes[i]! - codes[i - 1]!;
    }
    if (step < 0) return null;
    if (step > 0) starts[classes++] = i;
  }
  starts[classes] = size;
  return starts.slice(0, classes + 1);
}

function ascending(size: number): Int32Array {
  const rows = new Int32Array(size);
  for (let i = 0; i < size; i++) rows[i] = i;
  return rows;
}
