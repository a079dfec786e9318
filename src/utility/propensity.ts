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
  for (let i = 0; i < fitted.length; i++) sum += rows.weights[i]! * (fitted[i]! - c) ** 2;
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
  const sides = features.map((own, c) => {
    const { covers, before: codes, after: labels, values } = columns[c]!;
    const spread = covers.map((covered) => spreadOver(covered, own));
    const ofValues = values.map((_, code) => own.of.subarray(code * own.width, (code + 1) * own.width));
    return [shown(ofValues, codes), shown(spread, labels)] as const;
  });
  const first = (c: number) => 1 + features.slice(0, c).reduce((sum, one) => sum + one.width, 0);
  const firsts = features.map((_, c) => first(c));
  const starts = new Int32Array(tuples + 1);
  let size = 0;
  for (let i = 0; i < tuples; i++) {
    const side = i < before.length ? 0 : 1;
    const tuple = i - side * before.length;
    size++;
    for (const own of sides) size += own[side].lists[own[side].codes[tuple]!]!.length;
    starts[i + 1] = size;
  }
  const places = new Int32Array(size);
  const x = new Float64Array(size);
  for (let i = 0, at = 0; i < tuples; i++) {
    const side = i < before.length ? 0 : 1;
    const tuple = i - side * before.length;
    x[at++] = 1;
    for (let c = 0; c < sides.length; c++) {
      const { lists, numbers, codes } = sides[c]![side];
      const code = codes[tuple]!;
      const list = lists[code]!;
      for (let f = 0; f < list.length; f++, at++) {
        places[at] = firsts[c]! + list[f]!;
        x[at] = numbers[code]![list[f]!]!;
      }
    }
  }
  const weights = new Float64Array(tuples);
  weights.set(before);
  weights.set(after, before.length);
  const ones = new Float64Array(tuples);
  ones.fill(1, before.length);
  return { starts, places, x, width, weights, ones };
}

/** Which features of each code are not 0, beside the features and the codes. */
function shown(numbers: readonly Float64Array[], codes: Int32Array) {
  const lists = numbers.map((own) => {
    const list: number[] = [];
    for (let f = 0; f < own.length; f++) if (own[f] !== 0) list.push(f);
    return list;
  });
  return { lists, numbers, codes };
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
    if (!Number.isNaN(number)) squares += counts[i]! * (number - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / Math.max(1, weight)) || 1;
  const of = new Float64Array(numbers.length * 3);
  numbers.forEach((number, code) => {
    const scaled = (number - mean) / deviation;
    if (Number.isNaN(number)) of[code * 3 + 2] = 1;
    else of.set([scaled, scaled * scaled], code * 3);
  });
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

function spreadOver(covered: Int32Array, { width, of, none }: Features): Float64Array {
  if (covered.length === 0) return none;
  const sum = new Float64Array(width);
  for (const code of covered)
    for (let f = 0; f < width; f++) sum[f]! += of[code * width + f]! / covered.length;
  return sum;
}
