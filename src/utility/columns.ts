import { dayNumber, isCalendarDate, readDate } from '../core/dates.js';
import type { CodedColumn, Histogram } from '../core/histogram.js';
import { allLabels, type ColumnLabels, LabelCover } from '../core/label-cover.js';
import { approximate, readNumber } from '../core/numbers.js';

/** A column that table and release share: what every label of the release stands for among the values of the table. */
export interface ComparedColumn {
  name: string;
  values: readonly (string | null)[]; // of the table
  labels: readonly (string | null)[]; // of the release
  /** Numbers of the values where the column is one of numbers or dates, NaN for empty cells; null for categories. */
  numbers: Float64Array | null;
  /** Codes of the values that each label covers, ascending; none where it covers no value that occurs. */
  covers: Int32Array[];
  /** The number each label stands for: the mean of what it covers, or its own; NaN where it has none. */
  means: Float64Array | null;
  before: Int32Array; // codes per tuple of the table
  after: Int32Array; // codes per tuple of the release
}

/** How labels are to be read. */
export interface CoverOptions {
  /** Labels that the publisher's method may give a value of a column; their form tells the rest. */
  labelsOf?: (column: string) => ColumnLabels['labelsOf'];
  wildcard?: boolean; // empty cells of the release stand for any value
}

/** The columns of the same name in both histograms, in the order of the table. */
export function compareColumns(
  before: Histogram,
  after: Histogram,
  { labelsOf, wildcard = false }: CoverOptions,
): ComparedColumn[] {
  return before.columns.flatMap((column, c): ComparedColumn[] => {
    const at = after.columns.findIndex(({ name }) => name === column.name);
    if (at < 0) return [];
    const labels = after.columns[at]!.values;
    const numbers = numbersOf(column);
    const covers = coversOf(column, labels, labelsOf?.(column.name), wildcard, numbers);
    return [
      {
        name: column.name,
        values: column.values,
        labels,
        numbers,
        covers,
        means: numbers && Float64Array.from(covers, (codes) => meanOf(codes, numbers)),
        before: before.codes[c]!,
        after: after.codes[at]!,
      },
    ];
  });
}

/** Numbers of a column all of whose values are numbers, or all dates; null otherwise. */
function numbersOf({ values }: CodedColumn): Float64Array | null {
  if (values.filter((value) => (value ?? '') !== '').length < 2) return null;
  return numbersBy(values, numberOf) ?? numbersBy(values, dayOf);
}

/** The number of every value that is not empty; null from the first on that has none. */
function numbersBy(
  values: readonly (string | null)[],
  read: (value: string) => number,
): Float64Array<ArrayBuffer> | null {
  const numbers = new Float64Array(values.length).fill(Number.NaN);
  for (let code = 0; code < values.length; code++) {
    const value = values[code]!;
    if ((value ?? '') === '') continue;
    const number = read(value!);
    if (Number.isNaN(number)) return null;
    numbers[code] = number;
  }
  return numbers;
}

function numberOf(text: string): number {
  const number = readNumber(text);
  return number === null ? Number.NaN : approximate(number);
}

function dayOf(text: string): number {
  const read = text.length >= 6 && text.length <= 40 ? readDate(text) : null;
  return read && isCalendarDate(read.date) ? dayNumber(read.date) : Number.NaN;
}

function meanOf(codes: Int32Array, numbers: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const code of codes) {
    if (Number.isNaN(numbers[code]!)) continue;
    sum += numbers[code]!;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

function coversOf(
  { name, values }: CodedColumn,
  labels: readonly (string | null)[],
  labelsOf: ColumnLabels['labelsOf'],
  wildcard: boolean,
  numbers: Float64Array | null,
): Int32Array[] {
  const cover = new LabelCover({ name, values: labels, labelsOf: allLabels(labelsOf, labels) });
  const lists: number[][] = labels.map(() => []);
  const found: number[] = [];
  for (let code = 0; code < values.length; code++) {
    found.length = 0;
    cover.find(values[code]!, found);
    for (let i = 0; i < found.length; i++) {
      const list = lists[found[i]!]!;
      if (list.length === 0 || list[list.length - 1] !== code) list.push(code);
    }
  }
  return lists.map((list, label) => {
    const text = labels[label]!;
    const empty = (text ?? '') === '';
    if (empty && wildcard) return Int32Array.from(values.keys());
    if (list.length > 0 || empty || !numbers) return Int32Array.from(list);
    return nearest(text!, numbers);
  });
}

/** A number that does not occur (a mean, a noisy value) stands for the nearest that does. */
function nearest(text: string, numbers: Float64Array): Int32Array {
  const own = [numberOf(text), dayOf(text)].find((number) => !Number.isNaN(number));
  if (own === undefined) return new Int32Array(0);
  let best = -1;
  for (let code = 0; code < numbers.length; code++) {
    const away = Math.abs(numbers[code]! - own);
    if (!Number.isNaN(away) && (best < 0 || away < Math.abs(numbers[best]! - own))) best = code;
  }
  return best < 0 ? new Int32Array(0) : Int32Array.of(best);
}
