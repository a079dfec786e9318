import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Histogram } from '../../src/core/histogram.js';
import { Key } from '../../src/core/random.js';
import { fitLogistic, measureUtility } from '../../src/utility/index.js';

type Cell = string | null;

/** The histogram of some rows, every row a tuple. */
function histogramOf(rows: readonly Cell[][], names: readonly string[]): Histogram {
  const columns = names.map((name, c) => ({
    name,
    role: 'quasi' as const,
    values: [...new Set(rows.map((row) => row[c]!))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  }));
  return {
    columns,
    codes: columns.map(({ values }, c) => Int32Array.from(rows, (row) => values.indexOf(row[c]!))),
    counts: new Float64Array(rows.length).fill(1),
    size: rows.length,
    records: rows.length,
  };
}

/** The numbers of rows that are not 0, with their places. */
function shownOf(numbers: Float64Array, width: number) {
  const starts = [0];
  const places: number[] = [];
  const x: number[] = [];
  numbers.forEach((number, at) => {
    if (number !== 0) {
      places.push(at % width);
      x.push(number);
    }
    if ((at + 1) % width === 0) starts.push(x.length);
  });
  return { starts: Int32Array.from(starts), places: Int32Array.from(places), x: Float64Array.from(x) };
}

const key = Key.from('utility');
const names = ['age', 'town', 'sex'];
const compare = (before: readonly Cell[][], after: readonly Cell[][], more = {}) =>
  measureUtility({
    before: histogramOf(before, names),
    after: histogramOf(after, names),
    key,
    targets: ['sex'],
    ...more,
  })!;

const tables = fc.array(
  fc.tuple(
    fc.integer({ min: 20, max: 29 }).map(String),
    fc.constantFrom('Ost', 'West', 'Nord'),
    fc.constantFrom('f', 'm'),
  ),
  { minLength: 2, maxLength: 40 },
);

describe('utility of a release', () => {
  test('a release that is the table itself has lost nothing', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const trial = { release: null, original: null, test: histogramOf(rows, names) };
        const own = compare(rows, [...rows].reverse(), { queries: 20, trial });
        expect(own.association?.max).toBeCloseTo(0, 6);
        expect([own.queries.mean, own.queries.p90]).toEqual([0, 0]);
        expect(own.propensity.pmse).toBeLessThan(1e-9);
        for (const { release, original } of own.classifiers) expect(release).toBe(original);
      }),
    );
  });

  test('associations by their definitions', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const pairs = compare(rows, rows, { queries: 10 }).association?.pairs ?? [];
        const of = (a: string, b: string) =>
          pairs.find(({ columns }) => columns.join() === `${a},${b}`)?.before;
        const n = rows.length;
        const count = (test: (row: Cell[]) => boolean) => rows.filter(test).length;
        const [towns, sexes] = [1, 2].map((c) => [...new Set(rows.map((row) => row[c]!))]);
        if (towns!.length > 1 && sexes!.length > 1) {
          let chi = 0;
          for (const t of towns!)
            for (const s of sexes!) {
              const expected = (count((row) => row[1] === t) * count((row) => row[2] === s)) / n;
              chi += (count((row) => row[1] === t && row[2] === s) - expected) ** 2 / expected;
            }
          const [r, c] = [towns!.length, sexes!.length];
          const phi = Math.max(0, chi / n - ((r - 1) * (c - 1)) / (n - 1));
          const corrected = (k: number) => k - (k - 1) ** 2 / (n - 1);
          const v = Math.min(1, Math.sqrt(phi / (Math.min(corrected(r), corrected(c)) - 1)));
          if (Number.isFinite(v) && of('town', 'sex') !== undefined)
            expect(of('town', 'sex')).toBeCloseTo(v, 4);
        }
        const ages = rows.map((row) => Number(row[0]));
        if (new Set(ages).size < 2) return; // one age is a category
        const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
        const all = mean(ages);
        const total = ages.reduce((sum, age) => sum + (age - all) ** 2, 0);
        let between = 0;
        for (const t of towns!) {
          const group = ages.filter((_, i) => rows[i]![1] === t);
          between += group.length * (mean(group) - all) ** 2;
        }
        const left = ((1 - between / total) * (n - 1)) / (n - towns!.length);
        if (n > towns!.length && of('age', 'town') !== undefined)
          expect(of('age', 'town')).toBeCloseTo(Math.sqrt(Math.max(0, 1 - left)), 3);
      }),
    );
  });

  test('pMSE of one category is that of its shares, and what chance expects of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 2,
          maxLength: 6,
        }),
        (groups) => {
          const side = (of: 0 | 1) =>
            groups.flatMap((sizes, g) => Array.from({ length: sizes[of] }, () => [`g${g}`]));
          const own = measureUtility({
            before: histogramOf(side(0), ['g']),
            after: histogramOf(side(1), ['g']),
            key,
            targets: [],
            queries: 10,
          })!;
          const [first, second] = [side(0).length, side(1).length];
          const total = first + second;
          const c = second / total;
          const pmse = groups.reduce((sum, [a, b]) => sum + (a + b) * (b / (a + b) - c) ** 2, 0) / total;
          expect(own.propensity.pmse).toBeCloseTo(pmse, 4);
          expect(own.propensity.parameters).toBe(groups.length);
          expect(own.propensity.expected).toBeCloseTo(((groups.length - 1) * (1 - c) ** 2 * c) / total, 5);
          expect(own.association).toBeNull();
        },
      ),
    );
  });

  test('a regression finds the estimate at which the likelihood has no slope', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.boolean()), {
          minLength: 12,
          maxLength: 40,
        }),
        (rows) => {
          // One row of each kind at either end keeps the estimate finite.
          const all = [...rows, [-3, 3, true], [-3, 3, false], [3, -3, true], [3, -3, false]] as typeof rows;
          const x = Float64Array.from(all.flatMap(([a, b]) => [1, a, b, a + b]));
          const ones = Float64Array.from(all, ([, , one]) => (one ? 1 : 0));
          const { fitted, rank } = fitLogistic({
            ...shownOf(x, 4),
            width: 4,
            weights: ones.map(() => 1),
            ones,
          });
          expect(rank).toBeLessThanOrEqual(3); // the last column is the sum of two
          for (const c of [0, 1, 2]) {
            const slope = all.reduce((sum, _, i) => sum + x[i * 4 + c]! * (ones[i]! - fitted[i]!), 0);
            expect(Math.abs(slope)).toBeLessThan(1e-3);
          }
        },
      ),
    );
  });

  test('queries spread a label evenly over what it covers', () => {
    // One column of the ages 20 to 29, ten records each, and a release that only says which decade.
    const before = Array.from({ length: 100 }, (_, i) => [String(20 + (i % 10))]);
    const even = measureUtility({
      before: histogramOf(before, ['age']),
      after: histogramOf(
        before.map(() => ['[20-29]']),
        ['age'],
      ),
      key,
      targets: [],
    })!;
    expect(even.queries.mean).toBeCloseTo(0, 9); // an even spread is the truth here
    const skewed = Array.from({ length: 100 }, (_, i) => [i < 91 ? '20' : String(20 + (i - 90))]);
    const far = measureUtility({
      before: histogramOf(skewed, ['age']),
      after: histogramOf(
        skewed.map(() => ['[20-29]']),
        ['age'],
      ),
      key,
      targets: [],
    })!;
    expect(far.queries.median).toBeGreaterThan(0.5);
  });

  test('a release of nothing but * says no more than the most frequent value', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      String(20 + (i % 10)),
      i % 2 ? 'Ost' : 'West',
      i % 3 ? 'f' : 'm',
    ]);
    const own = compare(
      rows,
      rows.map(([, , sex]) => ['*', '*', sex!]),
    );
    const [sex] = own.classifiers;
    expect(sex!.release).toBe(sex!.majority);
    expect([sex!.trained, sex!.heldOut]).toEqual([60, false]);
    expect(Math.abs(sex!.tested - 20)).toBeLessThan(15); // a third, by keyed draw
    expect(own.association!.pairs.every(({ after }) => after === 0)).toBe(true);
  });

  test('held-out records are what classifiers are tested on; values that the table lacks are left out', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      String(20 + (i % 10)),
      i % 2 ? 'Ost' : 'West',
      i % 2 ? 'f' : 'm',
    ]);
    const test = histogramOf([...rows.slice(0, 10), ['99', 'Ost', 'f']], names);
    const own = compare(rows, rows, { trial: { release: null, original: null, test } });
    expect(own.classifiers[0]).toMatchObject({ release: 1, original: 1, tested: 10, heldOut: true });
  });
});
