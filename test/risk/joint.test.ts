import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Histogram } from '../../src/core/histogram.js';
import { jointUniqueness, uniquesUnder } from '../../src/risk/index.js';

/** The histogram of a table of codes; column c has `sizes[c]` values. */
function histogramOf(rows: readonly number[][], sizes: readonly number[]): Histogram {
  const tuples = new Map<string, { row: number[]; count: number }>();
  for (const row of rows) {
    const key = row.join();
    const known = tuples.get(key);
    if (known) known.count++;
    else tuples.set(key, { row, count: 1 });
  }
  const list = [...tuples.values()];
  return {
    columns: sizes.map((size, c) => ({
      name: `c${c}`,
      role: 'quasi',
      values: Array.from({ length: size }, (_, i) => String(i).padStart(9, '0')),
    })),
    codes: sizes.map((_, c) => Int32Array.from(list, ({ row }) => row[c]!)),
    counts: Float64Array.from(list, ({ count }) => count),
    size: list.length,
    records: rows.length,
  };
}

function alone(rows: readonly number[][], columns: readonly number[]): number {
  const keyOf = (row: readonly number[]) => columns.map((column) => row[column]).join();
  return rows.filter((row) => rows.filter((other) => keyOf(other) === keyOf(row)).length === 1).length;
}

const table = fc.array(fc.tuple(...[2, 3, 5, 9].map((size) => fc.nat({ max: size - 1 }))), { maxLength: 40 });

describe('records alone under sets of columns', () => {
  it('are those that no other record equals, by brute force', () => {
    fc.assert(
      fc.property(table, fc.subarray([0, 1, 2, 3], { minLength: 1 }), (rows, columns) => {
        expect(uniquesUnder(histogramOf(rows, [2, 3, 5, 9]), columns)).toBe(alone(rows, columns));
      }),
    );
  });

  it('are told by the smallest sets only: every set above the threshold contains one, and no set another', () => {
    fc.assert(
      fc.property(table, fc.double({ min: 0.01, max: 0.6, noNaN: true }), (rows, threshold) => {
        const found = jointUniqueness(histogramOf(rows, [2, 3, 5, 9]), { threshold, most: 3 });
        const within = (small: readonly number[], large: readonly number[]) =>
          small.every((column) => large.includes(column));
        for (const one of found) {
          expect(one.uniques).toBe(alone(rows, one.columns));
          expect(one.share).toBeGreaterThanOrEqual(threshold);
          expect(found.filter((other) => within(other.columns, one.columns))).toEqual([one]);
        }
        for (let mask = 1; mask < 16; mask++) {
          const columns = [0, 1, 2, 3].filter((column) => mask & (1 << column));
          const share = rows.length === 0 ? 0 : alone(rows, columns) / rows.length;
          if (columns.length > 3 || share < threshold) continue;
          expect(found.some((one) => within(one.columns, columns))).toBe(true);
        }
      }),
    );
  });

  it('are counted where the codes together exceed what a number holds', () => {
    const size = 3_000_000;
    const rows = Array.from({ length: 60 }, (_, i) => [i % 7, i % 11, size - 1 - (i % 13)].map((v) => v));
    const narrow = histogramOf(rows, [7, 11, 1]);
    const wide: Histogram = {
      ...narrow,
      columns: narrow.columns.map((column) => ({ ...column, values: { length: size } as never })),
    };
    expect(uniquesUnder(wide, [0, 1, 2])).toBe(alone(rows, [0, 1, 2]));
    expect(uniquesUnder(wide, [0, 1])).toBe(alone(rows, [0, 1]));
  });
});
