import { approximate, readNumber } from '../../core/numbers.js';

/** The distinct values of a column, without the empty one, and the records of each. */
export interface ColumnValues {
  values: readonly string[];
  counts: ArrayLike<number>;
}

/** A number of a column with the records that have it. */
export interface Counted {
  number: number;
  records: number;
}

/** The numbers of a column, ascending, each once; what is no number is left out. */
export function numbersOf({ values, counts }: ColumnValues): Counted[] {
  const found = new Map<number, number>();
  values.forEach((value, i) => {
    const read = readNumber(value);
    if (read === null) return;
    const number = approximate(read);
    found.set(number, (found.get(number) ?? 0) + counts[i]!);
  });
  return [...found].map(([number, records]) => ({ number, records })).sort((a, b) => a.number - b.number);
}

/** Values in the order of a reader: numbers by size before texts, texts by code points. */
export function inOrder(values: readonly string[]): string[] {
  const keyed = values.map((value) => ({ value, number: readNumber(value) }));
  return keyed
    .sort((a, b) => {
      if (a.number && b.number)
        return approximate(a.number) - approximate(b.number) || byCode(a.value, b.value);
      if (a.number || b.number) return a.number ? -1 : 1;
      return byCode(a.value, b.value);
    })
    .map(({ value }) => value);
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
