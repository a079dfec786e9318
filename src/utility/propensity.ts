import type { PropensityScore } from '../core/utility.js';
import type { ComparedColumn } from './columns.js';
import { fitLogistic, type Rows } from './logistic.js';

/** Work of one round of the regression up to which categories keep values of their own. */
const mostWork = 3e8;
const mostValues = 20; // of a category; the rarer ones are one

/**
 * Propensity score: a logistic regression guesses of every record whether it is of the table or of the release; pMSE is the
 * mean square of its guesses' distance from chance, Σ (p̂ − c)² / N with c the release's share. By chance alone it is
 * (k − 1)(1 − c)² c / N for k parameters (Snoke, Raab, Nowok, Dibben & Slavkovic 2018). Main effects: numbers and their squares,
 * the frequent values of categories, empty cells. A label counts for each value that it covers, in equal parts.
 */
export function propensityScore(
  columns: readonly ComparedColumn[],
  before: Float64Array,
  after: Float64Array,
  effort = 1,
): PropensityScore {
  const rows = designOf(columns, before, after, mostWork * effort);
  const { fitted, rank } = fitLogistic(rows);
  const share = (of: Float64Array) => of.reduce((sum, count) => sum + count, 0);
  const [first, second] = [share(before), share(after)];
  const total = first + second;
  const c = total > 0 ? second / total : 0;
  let sum = 0;
  for (let i = 0; i < fitted.length; i++) {
    const off = fitted[i]! - c;
    sum += rows.weights[i]! * (off * off);
  }
  const mean = total > 0 ? sum / total : 0;
  const pmse = mean < 1e-15 ? 0 : mean; // what rounding leaves of nothing
  const expected = total > 0 ? ((rank - 1) * (1 - c) ** 2 * c) / total : 0;
  return { pmse, expected, ratio: expected > 0 ? pmse / expected : 0, parameters: rank };
}

/** Features of one column: per value of the table, and from these per label. */
interface Features {
  width: number;
  of: Float64Array; // width numbers per value
  none: Float64Array; // width numbers for labels that cover no value
}

function designOf(
  columns: readonly ComparedColumn[],
  before: Float64Array,
  after: Float64Array,
  work: number,
): Rows {
  const tuples = before.length + after.length;
  let kept = mostValues;
  const widthOf = () =>
    1 + columns.reduce((sum, one) => sum + (one.numbers ? 3 : Math.min(kept, one.values.length)), 0);
  while (kept > 2 && tuples * widthOf() ** 2 > work) kept--;
  const features = columns.map((column) =>
    column.numbers
      ? numberFeatures(column.numbers, column.before, before)
      : valueFeatures(column, before, kept),
  );
  const width = 1 + features.reduce((sum, one) => sum + one.width, 0);
  const firsts = features.map((_, c) => 1 + features.slice(0, c).reduce((sum, one) => sum + one.width, 0));
  const parts = features.flatMap((own, c) => {
    const { before: codes, after: labels, covers } = columns[c]!;
    return [
      { ...shown(own.of, own.width, firsts[c]!), codes, row: 0, rows: before.length },
      {
        ...shown(spreadOver(covers, own), own.width, firsts[c]!),
        codes: labels,
        row: before.length,
        rows: after.length,
      },
    ];
  });
  const starts = new Int32Array(tuples + 1).fill(1, 1); // the number 1 comes first in every row
  for (const part of parts) countShown(part, starts);
  for (let i = 0; i < tuples; i++) starts[i + 1]! += starts[i]!;
  const places = new Int32Array(starts[tuples]!);
  const x = new Float64Array(places.length);
  const next = starts.slice(0, tuples);
  for (let i = 0; i < tuples; i++) x[next[i]!++] = 1;
  for (const part of parts) writeShown(part, next, places, x);
  const weights = new Float64Array(tuples);
  weights.set(before);
  weights.set(after, before.length);
  const ones = new Float64Array(tuples);
  ones.fill(1, before.length);
  return { starts, places, x, width, weights, ones };
}

/** The features of each code that are not 0, one code's after the other's. */
interface Shown {
  ends: Int32Array; // where the features of each code begin, and where the last one's end
  places: Int32Array; // in a row
  numbers: Float64Array;
}

/** The same for rows of the design: `rows` of them from `row` on, with a code each. */
interface Part extends Shown {
  codes: Int32Array;
  row: number;
  rows: number;
}

/** Which of `width` numbers per code are not 0; `first` is the place of the first in a row. */
function shown(of: Float64Array, width: number, first: number): Shown {
  const count = of.length / width;
  const ends = new Int32Array(count + 1);
  const places = new Int32Array(of.length);
  const numbers = new Float64Array(of.length);
  let next = 0;
  for (let code = 0, at = 0; code < count; code++) {
    for (let f = 0; f < width; f++, at++) {
      const number = of[at]!;
      if (number === 0) continue;
      places[next] = first + f;
      numbers[next++] = number;
    }
    ends[code + 1] = next;
  }
  return { ends, places, numbers };
}

/** Adds to `starts`, at the row after each, how many numbers it gets. */
function countShown({ ends, codes, row, rows }: Part, starts: Int32Array): void {
  for (let i = 0; i < rows; i++) {
    const code = codes[i]!;
    starts[row + i + 1]! += ends[code + 1]! - ends[code]!;
  }
}

/** Writes the numbers of rows where the next of each belongs. */
function writeShown(
  { ends, places: own, numbers, codes, row, rows }: Part,
  next: Int32Array,
  places: Int32Array,
  x: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const code = codes[i]!;
    let at = next[row + i]!;
    for (let f = ends[code]!; f < ends[code + 1]!; f++, at++) {
      places[at] = own[f]!;
      x[at] = numbers[f]!;
    }
    next[row + i] = at;
  }
}

/** A number scaled to mean 0 and deviation 1, its square, and whether the cell is empty. */
function numberFeatures(numbers: Float64Array, codes: Int32Array, counts: Float64Array): Features {
  let weight = 0;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const number = numbers[codes[i]!]!;
    if (Number.isNaN(number)) continue;
    weight += counts[i]!;
    sum += counts[i]! * number;
  }
  const mean = weight > 0 ? sum / weight : 0;
  let squares = 0;
  for (let i = 0; i < counts.length; i++) {
    const number = numbers[codes[i]!]!;
    if (!Number.isNaN(number)) squares += counts[i]! * ((number - mean) * (number - mean));
  }
  const deviation = Math.sqrt(squares / Math.max(1, weight)) || 1;
  const of = new Float64Array(numbers.length * 3);
  for (let code = 0; code < numbers.length; code++) {
    const number = numbers[code]!;
    const scaled = (number - mean) / deviation;
    if (Number.isNaN(number)) of[code * 3 + 2] = 1;
    else {
      of[code * 3] = scaled;
      of[code * 3 + 1] = scaled * scaled;
    }
  }
  return { width: 3, of, none: Float64Array.of(0, 0, 1) };
}

/** One feature for each of the frequent values but the first, which with the rare ones is what they are held against. */
function valueFeatures(
  { values, before: codes }: ComparedColumn,
  counts: Float64Array,
  kept: number,
): Features {
  const totals = new Float64Array(values.length);
  for (let i = 0; i < counts.length; i++) totals[codes[i]!]! += counts[i]!;
  const frequent = [...totals.keys()].sort((a, b) => totals[b]! - totals[a]! || a - b).slice(1, kept);
  // The last feature is that of labels that cover nothing in the table.
  const width = frequent.length + 1;
  const of = new Float64Array(values.length * width);
  frequent.forEach((code, f) => {
    of[code * width + f] = 1;
  });
  const none = new Float64Array(width);
  none[width - 1] = 1;
  return { width, of, none };
}

/** The features of every label: the mean of those of what it covers. */
function spreadOver(covers: readonly Int32Array[], { width, of, none }: Features): Float64Array {
  const spread = new Float64Array(covers.length * width);
  for (let label = 0; label < covers.length; label++) {
    const covered = covers[label]!;
    const first = label * width;
    if (covered.length === 0) spread.set(none, first);
    for (let i = 0; i < covered.length; i++) {
      const from = covered[i]! * width;
      for (let f = 0; f < width; f++) spread[first + f]! += of[from + f]! / covered.length;
    }
  }
  return spread;
}
