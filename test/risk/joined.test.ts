import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Histogram } from '../../src/core/histogram.js';
import { historyRisk, joinCounts, joinedRisk } from '../../src/risk/joined.js';

type Row = [key: string | null, a: number, b: number];

/** The histogram of a small table: key, then two columns. */
function histogramOf(rows: readonly Row[]): Histogram {
  const values = [0, 1, 2].map((c) => {
    const distinct = [...new Set(rows.map((row) => (row[c] === null ? null : String(row[c]))))];
    return distinct.sort((x, y) => (x === null ? -1 : y === null ? 1 : x < y ? -1 : x > y ? 1 : 0));
  });
  const tuples = new Map<string, number>();
  for (const row of rows) {
    const codes = row.map((cell, c) => values[c]!.indexOf(cell === null ? null : String(cell)));
    const key = codes.map((code) => String(code).padStart(4, '0')).join(' ');
    tuples.set(key, (tuples.get(key) ?? 0) + 1);
  }
  const sorted = [...tuples].sort(([x], [y]) => (x < y ? -1 : 1));
  return {
    columns: values.map((list, c) => ({ name: `c${c}`, role: 'quasi', values: list })),
    codes: values.map((_, c) => Int32Array.from(sorted, ([key]) => Number(key.split(' ')[c]))),
    counts: Float64Array.from(sorted, ([, count]) => count),
    size: sorted.length,
    records: rows.length,
  };
}

const rows = fc.array(
  fc.tuple(
    fc.constantFrom('p', 'q', 'r', 's', null),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 1 }),
  ),
  { minLength: 1, maxLength: 30 },
) as fc.Arbitrary<Row[]>;

describe('what two tables tell together', () => {
  it('counts the join as its definition does', () => {
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const pairs = left.flatMap((l) =>
          right.filter((r) => l[0] !== null && r[0] === l[0]).map((r) => [l, r]),
        );
        const keys = new Set(pairs.map(([l]) => l![0])).size;
        const orphans = left.filter((l) => l[0] !== null && !right.some((r) => r[0] === l[0])).length;
        expect(joinCounts(histogramOf(left), histogramOf(right))).toEqual({
          joined: pairs.length,
          keys,
          orphans,
        });
      }),
    );
  });

  it('classes of the join count persons, or records', () => {
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 1, max: 4 }), (left, right, required) => {
        const persons = new Map<string, Set<string>>();
        const records = new Map<string, number>();
        for (const l of left) {
          for (const r of right) {
            if (l[0] === null || l[0] !== r[0]) continue;
            const key = [l[1], l[2], r[1], r[2]].join();
            persons.set(key, (persons.get(key) ?? new Set()).add(l[0]));
            records.set(key, (records.get(key) ?? 0) + 1);
          }
        }
        const expected = (sizes: number[]) => ({
          classes: sizes.length,
          k: sizes.length === 0 ? 0 : Math.min(...sizes),
          below: sizes.filter((size) => size < required).reduce((sum, size) => sum + size, 0),
        });
        const one = { name: 'l', histogram: histogramOf(left) };
        const other = { name: 'r', histogram: histogramOf(right) };
        expect(joinedRisk(one, other, 'persons', required)).toEqual(
          expected([...persons.values()].map(({ size }) => size)),
        );
        expect(joinedRisk(one, other, 'records', required)).toEqual(expected([...records.values()]));
      }),
    );
  });

  it('a person is everything that all tables say', () => {
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 1, max: 4 }), (left, right, required) => {
        const all = new Map<string, string[]>();
        for (const [at, table] of [left, right].entries()) {
          for (const [key, a, b] of table)
            if (key !== null) all.set(key, [...(all.get(key) ?? []), [at, a, b].join()]);
        }
        const classes = new Map<string, number>();
        for (const list of all.values()) {
          const whole = list.sort().join(';');
          classes.set(whole, (classes.get(whole) ?? 0) + 1);
        }
        const sizes = [...classes.values()];
        expect(historyRisk([histogramOf(left), histogramOf(right)], required)).toEqual({
          persons: all.size,
          k: sizes.length === 0 ? 0 : Math.min(...sizes),
          below: sizes.filter((size) => size < required).reduce((sum, size) => sum + size, 0),
        });
      }),
    );
  });
});
