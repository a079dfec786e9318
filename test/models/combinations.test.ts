import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelNamed } from '../../src/models/index.js';
import { holdTo } from '../../src/risk/index.js';
import { evaluateNodes, searchLattice } from '../../src/search/index.js';
import { histogramOf, searchColumns, taxonomyOf } from '../search/tables.js';

type Row = readonly string[];
const subsets = <T>(list: readonly T[]): T[][] =>
  list.reduce<T[][]>((all, one) => all.concat(all.map((set) => [...set, one])), [[]]);

/** Rows that stand in a combination of l columns (`all`: of at most l) with too few rows, or with too sure a value. */
function lkcFails(rows: readonly Row[], l: number, k: number, c: number, all = false): boolean[] {
  const columns = subsets([0, 1, 2]).filter(
    (set) => set.length === l || (all && set.length > 0 && set.length < l),
  );
  return rows.map((row) =>
    columns.some((set) => {
      const own = rows.filter((other) => set.every((at) => other[at] === row[at]));
      const sure = own.some(
        (one) => own.filter((other) => other[3] === one[3]).length > c * own.length + 1e-9,
      );
      return own.length < k || sure;
    }),
  );
}

/** Rows that have a combination of at most m items that fewer than k rows have. */
function kmFails(rows: readonly Row[], k: number, m: number): boolean[] {
  const items = rows.map((row) => row[3]!.split(';').filter((item) => item !== ''));
  return items.map((own) =>
    subsets([...new Set(own)])
      .filter((set) => set.length > 0 && set.length <= m)
      .some((set) => items.filter((other) => set.every((item) => other.includes(item))).length < k),
  );
}

const cells = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(1), fc.nat(7));
const tables = fc.array(cells, { minLength: 1, maxLength: 22 }).map((rows) =>
  rows.map(([x, y, z, s]) => [
    `v${x}`, `v${y}`, `v${z}`, ['a', 'b', 'a;b', 'b; c', 'a;b;c', '', 'a', 'b'][s]!.replace('; ', ';'),
  ]),
); // biome-ignore format: a table
const models = fc.constantFrom<[string, Record<string, unknown>, (rows: readonly Row[]) => boolean[]]>(
  ['lkc-privacy', { l: 1, k: 3, c: 1 }, (rows) => lkcFails(rows, 1, 3, 1)],
  ['lkc-privacy', { l: 2, k: 2, c: 1 }, (rows) => lkcFails(rows, 2, 2, 1)],
  ['lkc-privacy', { l: 2, k: 2, c: 0.7 }, (rows) => lkcFails(rows, 2, 2, 0.7)],
  ['lkc-privacy', { l: 9, k: 3, c: 1 }, (rows) => lkcFails(rows, 3, 3, 1)],
  ['km-anonymity', { k: 2, m: 1, separator: ';' }, (rows) => kmFails(rows, 2, 1)],
  ['km-anonymity', { k: 3, m: 2, separator: ';' }, (rows) => kmFails(rows, 3, 2)],
);
const by = (row: Row) => row.slice(0, 3).join();
/** A class fails with any of its rows. */
const classesOf = (rows: readonly Row[], failing: readonly boolean[]) =>
  new Set(rows.filter((_, i) => failing[i]).map(by));

test('a table is held to them as the definitions say', () => {
  fc.assert(
    fc.property(tables, models, (rows, [name, params, fails]) => {
      const histogram = histogramOf({ header: ['x', 'y', 'z', 's'], rows }, ['x', 'y', 'z'], ['s']);
      const [held] = holdTo(histogram, [{ model: modelNamed(name), params, column: 's' }]);
      const failing = classesOf(rows, fails(rows));
      const { l = 0, k = 0, c = 1 } = params as Record<string, number>;
      // Where all combinations of l columns meet it, all smaller ones do.
      if (name === 'lkc-privacy')
        expect(held!.met).toBe(!lkcFails(rows, Math.min(l, 3), k, c, true).includes(true));
      expect(held).toMatchObject({
        measured: true,
        met: failing.size === 0,
        failing: { classes: failing.size, records: rows.filter((row) => failing.has(by(row))).length },
      });
    }),
    { numRuns: 150 },
  );
});

const x = taxonomyOf(['v0', 'v1', 'v2'].map((leaf) => [leaf, leaf < 'v2' ? 'low' : 'high', '*']));
const flat = taxonomyOf(['v0', 'v1', 'v2'].map((leaf) => [leaf, '*']));

test('a search suppresses what fails until nothing does, and finds the optimum of all nodes', () => {
  let solved = 0;
  fc.assert(
    fc.property(tables, models, fc.constantFrom(0, 0.2, 1), (rows, [name, params, fails], suppression) => {
      const histogram = histogramOf({ header: ['x', 'y', 'z', 's'], rows }, ['x', 'y', 'z'], ['s']);
      const columns = searchColumns(histogram, { x, y: flat, z: flat });
      const input = {
        histogram,
        columns,
        models: [{ model: modelNamed(name), params, column: 's' }],
        suppression,
        metric: { name: 'loss' },
      };
      let best = Number.POSITIVE_INFINITY;
      for (const node of evaluateNodes(input)) {
        if (node.valid) best = Math.min(best, node.loss[0]!);
        let left: Row[] = rows.map((row) => [
          ...[x, flat, flat].map((h, c) => h.generalise(row[c]!, node.levels[c]!)!),
          row[3]!,
        ]);
        for (let before = -1; before !== left.length; ) {
          before = left.length;
          const failing = classesOf(left, fails(left));
          left = left.filter((row) => !failing.has(by(row)));
        }
        expect([node.levels, node.suppressed]).toEqual([node.levels, rows.length - left.length]);
      }
      const found = searchLattice(input);
      if (found.status !== 'solved') expect(best).toBe(Number.POSITIVE_INFINITY);
      else {
        solved++;
        expect(found.recoding.loss).toBeCloseTo(best, 10);
      }
    }),
    { numRuns: 120 },
  );
  expect(solved).toBeGreaterThan(20);
});
