import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Histogram } from '../../src/core/histogram.js';
import { individualRisk, keyFrequencies, recordRisksOf } from '../../src/risk/index.js';

interface Row {
  keys: string[]; // '' is an empty cell
  weight: number;
  household: string;
}

/** The histogram that a survey would give: keys, weight, household. */
function histogramOf(rows: readonly Row[], width: number, weighted: boolean): Histogram {
  const cells = rows.map(({ keys, weight, household }) => [
    ...keys,
    ...(weighted ? [String(weight)] : []),
    household,
  ]);
  const roles = [...Array(width).fill('quasi'), ...(weighted ? ['weight'] : []), 'household'];
  const columns = roles.map((role, c) => ({
    name: `c${c}`,
    role,
    values: [...new Set(cells.map((row) => row[c]!))].sort().map((value) => (value === '' ? null : value)),
  }));
  const coded = cells.map((row) =>
    row.map((cell, c) => columns[c]!.values.indexOf(cell === '' ? null : cell)),
  );
  const distinct = [...new Set(coded.map((row) => row.join()))].map((key) => key.split(',').map(Number));
  distinct.sort((a, b) => a.map((code, c) => code - b[c]!).find((d) => d !== 0) ?? 0);
  return {
    columns,
    codes: columns.map((_, c) => Int32Array.from(distinct, (row) => row[c]!)),
    counts: Float64Array.from(distinct, (one) => coded.filter((row) => row.join() === one.join()).length),
    size: distinct.length,
    records: rows.length,
  };
}

const tables = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    rows: fc.array(
      fc.record({
        keys: fc.array(fc.constantFrom('', 'a', 'b', 'c'), { minLength: width, maxLength: width }),
        weight: fc.constantFrom(1, 2.5, 40),
        household: fc.constantFrom('', 'h1', 'h2', 'h3', 'h4'),
      }),
      { minLength: 1, maxLength: 24 },
    ),
    wildcard: fc.boolean(),
    weighted: fc.boolean(),
  }),
);

/** Risk per record by the definition over records. */
function byRecord(rows: readonly Row[], width: number, weighted: boolean, wildcard: boolean): number[] {
  const codes = Array.from({ length: width }, (_, c) =>
    Int32Array.from(rows, ({ keys }) => (keys[c] === '' ? (wildcard ? -1 : 9) : 'abc'.indexOf(keys[c]!))),
  );
  const weights = Float64Array.from(rows, ({ weight }) => (weighted ? weight : 1));
  return [...individualRisk(keyFrequencies({ codes, weights })).risk];
}

describe('risks of single records against their definition over records', () => {
  test('individual and household risk, with weights, empty cells and empty households', () => {
    fc.assert(
      fc.property(tables, ({ rows, width, wildcard, weighted }) => {
        const own = recordRisksOf(histogramOf(rows, width, weighted), ['individual', 'household'], {
          missing: wildcard ? 'wildcard' : 'own',
        });
        const risk = byRecord(rows, width, weighted, wildcard);
        expect(own.individual!.expected).toBeCloseTo(
          risk.reduce((a, b) => a + b),
          9,
        );
        expect(own.individual!.max).toBeCloseTo(Math.max(...risk), 12);
        expect(own.individual!.above[2]!.records).toBe(risk.filter((one) => one > 0.1 + 1e-12).length);
        const together = rows.map(({ household }, i) => {
          const members = Array.from(rows.keys()).filter((j) =>
            household === '' ? i === j : rows[j]!.household === household,
          );
          return 1 - members.reduce((safe, j) => safe * (1 - risk[j]!), 1);
        });
        expect(own.household!.expected).toBeCloseTo(
          together.reduce((a, b) => a + b),
          9,
        );
        expect(own.household!.max).toBeCloseTo(Math.max(...together), 9);
        const named = new Set(rows.map(({ household }) => household).filter((one) => one !== ''));
        const alone = rows.filter(({ household }) => household === '').length;
        expect(own.household!.households).toBe(named.size + alone);
        const once = [...named].map((one) => together[rows.findIndex(({ household }) => household === one)]!);
        const single = together.filter((_, i) => rows[i]!.household === '');
        const expected = [...once, ...single].reduce((a, b) => a + b);
        expect(own.household!.perHousehold.expected).toBeCloseTo(expected, 9);
      }),
    );
  });

  test('special uniques and the sets that single out', () => {
    fc.assert(
      fc.property(tables, ({ rows, width }) => {
        const own = recordRisksOf(histogramOf(rows, width, false), ['suda', 'sets']);
        const alone = (set: number[], i: number) =>
          rows.every((row, j) => j === i || set.some((c) => row.keys[c] !== rows[i]!.keys[c]));
        const subsets = Array.from({ length: 2 ** width - 1 }, (_, m) =>
          Array.from({ length: width }, (_, c) => c).filter((c) => (m + 1) & (1 << c)),
        );
        const bySize = Array(Math.max(1, width - 1)).fill(0);
        const scores = new Map<number, number>();
        for (const i of rows.keys())
          for (const set of subsets) {
            if (set.length >= width || !alone(set, i)) continue;
            if (
              subsets.some(
                (sub) => sub.length < set.length && sub.every((c) => set.includes(c)) && alone(sub, i),
              )
            )
              continue;
            bySize[set.length - 1]++;
            // Elliot: an MSU of s among A columns stands for (A − s)! sets up to the largest size, A − 1.
            let score = 1;
            for (let n = 2; n <= width - set.length; n++) score *= n;
            scores.set(i, (scores.get(i) ?? 0) + score);
          }
        expect(own.suda!.bySize).toEqual(bySize);
        expect(own.suda!.records).toBe(scores.size);
        expect(own.suda!.score.max).toBe(Math.max(0, ...scores.values()));
        const count = (set: number[]) => [...rows.keys()].filter((i) => alone(set, i)).length;
        for (const { columns, uniques } of own.sets!.sets)
          expect(uniques).toBe(count(columns.map((name) => Number(name.slice(1)))));
        for (let size = 1; size <= Math.min(3, width); size++) {
          const telling = subsets
            .filter((set) => set.length === size)
            .filter((set) => {
              const parts = size === 1 ? [] : set.map((c) => count(set.filter((d) => d !== c)));
              return count(set) > 1.05 * Math.max(0, ...parts);
            });
          const told = own.sets!.sets.filter(({ columns }) => columns.length === size);
          expect(told.map(({ uniques }) => uniques)).toEqual(
            telling
              .map(count)
              .sort((a, b) => b - a)
              .slice(0, 5),
          );
        }
        expect(own.sets!.uniques).toBe(count(Array.from({ length: width }, (_, c) => c)));
      }),
    );
  });
});

test('work is bounded by smaller sets, and the figures say so', () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    keys: [i % 2, i % 3, i % 5, i % 7].map((n) => 'abcdefg'[n]!),
    weight: 1,
    household: 'h',
  }));
  const own = recordRisksOf(histogramOf(rows, 4, false), ['suda', 'sets'], { work: 200 });
  expect([own.suda!.most, own.sets!.most]).toEqual([2, 2]); // 4 + 6 sets of 20 tuples
});

test('a weight that is no number above 0 is an error that names records, not values', () => {
  for (const weight of [0, -1, Number.NaN]) {
    const rows = [{ keys: ['a'], weight, household: 'h' }];
    expect(() => recordRisksOf(histogramOf(rows, 1, true), ['individual'])).toThrow(
      expect.objectContaining({ code: 'weights-invalid', args: { column: 'c1', records: 1 } }),
    );
  }
  for (const text of ['0x10', ' 5', '1 000', '1,5', '٣', '1e999', '5 kg']) {
    const table = histogramOf([{ keys: ['a'], weight: 1, household: 'h' }], 1, true);
    const columns = table.columns.map((one) => (one.role === 'weight' ? { ...one, values: [text] } : one));
    expect(() => recordRisksOf({ ...table, columns }, ['individual'])).toThrow(
      expect.objectContaining({ code: 'weights-invalid' }),
    );
  }
});
