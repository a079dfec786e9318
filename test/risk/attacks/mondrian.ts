import type { Person } from '../../../src/risk/index.js';

/**
 * Strict Mondrian (LeFevre, DeWitt & Ramakrishnan 2006) over ordered codes, as plain as can be: cuts the widest column at
 * its median while both halves keep k records. Numbers become intervals, other values sets.
 */
export function mondrian(rows: readonly Person[], quasi: readonly number[], k: number): Person[] {
  const codes = quasi.map((column) => {
    const distinct = [...new Set(rows.map((row) => row[column]!))];
    const numeric = distinct.every((value) => Number.isFinite(Number(value)));
    distinct.sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
    const codeOf = new Map(distinct.map((value, code) => [value, code]));
    return { column, distinct, numeric, of: rows.map((row) => codeOf.get(row[column]!)!) };
  });
  const result: Person[] = new Array(rows.length);
  const queue: number[][] = [rows.map((_, index) => index)];
  for (let part = queue.pop(); part; part = queue.pop()) {
    const spans = codes.map(({ of, distinct }) => {
      let low = Number.POSITIVE_INFINITY;
      let high = -1;
      for (const index of part!) {
        low = Math.min(low, of[index]!);
        high = Math.max(high, of[index]!);
      }
      return { low, high, width: (high - low) / Math.max(1, distinct.length - 1) };
    });
    const order = spans.map((_, at) => at).sort((a, b) => spans[b]!.width - spans[a]!.width || a - b);
    const halves = order
      .map((at) => cut(part!, codes[at]!.of))
      .find((pair) => pair.every((half) => half.length >= k));
    if (halves) {
      queue.push(...halves);
      continue;
    }
    for (const index of part) {
      const row = [...rows[index]!];
      codes.forEach(({ column, distinct, numeric }, at) => {
        const { low, high } = spans[at]!;
        if (low === high) return;
        row[column] = numeric
          ? `[${distinct[low]}-${distinct[high]}]`
          : `{${distinct.slice(low, high + 1).join(',')}}`;
      });
      result[index] = row;
    }
  }
  return result;
}

function cut(part: readonly number[], of: readonly number[]): [number[], number[]] {
  const sorted = part.map((index) => of[index]!).sort((a, b) => a - b);
  const median = sorted[(sorted.length - 1) >> 1]!;
  return [part.filter((index) => of[index]! <= median), part.filter((index) => of[index]! > median)];
}
