import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelNamed } from '../../src/models/index.js';
import { searchCells } from '../../src/search/cell-suppression.js';
import { type LatticeInput, type LocalSolution, searchColumns } from './cells.js';
import { histogramOf, taxonomyOf } from './tables.js';

const alike = (a: readonly string[], b: readonly string[]) =>
  a.every((cell, c) => cell === '' || b[c] === '' || cell === b[c]);
const least = (table: readonly (readonly string[])[]) =>
  Math.min(...table.map((one) => table.filter((other) => alike(one, other)).length));

function run(input: LatticeInput) {
  const steps = searchCells(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Rows as the row program would write them. */
function written(rows: readonly (readonly string[])[], found: LocalSolution): string[][] {
  const key = (codes: readonly number[]) => codes.join();
  const labels = new Map(
    Array.from(found.tuples.counts, (_, i) => [
      key(found.tuples.values.map((codes) => codes[i]!)),
      found.columns.map((column, c) => column.labels[found.tuples.labels[c]![i]!]!),
    ]),
  );
  return rows.map(
    (row) => labels.get(key(found.columns.map((column, c) => column.values.indexOf(row[c]!))))!,
  );
}

const rows = fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(2), fc.nat(1)), { minLength: 2, maxLength: 24 });
const x = taxonomyOf([
  ['', '', '*'],
  ['v1', 'low', '*'],
  ['v2', 'low', '*'],
  ['v3', 'high', '*'],
]);

test('k holds for a naive checker, and no cell that was emptied can be put back', () => {
  let emptied = 0;
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 5 }), fc.nat(1), (numbers, k, from) => {
      const table = numbers.map((row) => row.map((n) => (n === 0 ? '' : `v${n}`)));
      const histogram = histogramOf({ header: ['x', 'y', 'z', 's'], rows: table }, ['x', 'y', 'z'], ['s']);
      const columns = searchColumns(histogram, x, from);
      const models = [{ model: modelNamed('k-anonymity'), params: { k } }];
      const found = run({
        histogram,
        columns,
        models,
        suppression: 0,
        metric: { name: 'loss' },
        missing: 'wildcard',
      });
      if (found.status !== 'solved') {
        expect(table.length).toBeLessThan(k);
        return;
      }
      const before = table.map((row) => [from === 0 ? row[0]! : x.generalise(row[0]!, 1)!, row[1]!, row[2]!]);
      const after = written(table, found);
      expect(least(after)).toBeGreaterThanOrEqual(k);
      // Only cells of records that had too few are touched, and a cell is as it was or empty.
      before.forEach((row, i) => {
        const enough = before.filter((other) => alike(row, other)).length >= k;
        row.forEach((cell, c) => {
          if (after[i]![c] !== cell) expect([enough, after[i]![c]]).toEqual([false, '']);
        });
      });
      const gone = [0, 1, 2].map((c) => after.filter((row, i) => row[c] !== before[i]![c]).length);
      expect(Object.values(found.recoding.emptied!)).toEqual(gone);
      emptied += gone.reduce((sum, count) => sum + count, 0);
      // Minimal: equal records are emptied alike, so they are put back together.
      const patterns = new Map(after.map((row, i) => [`${before[i]!.join()}`, row]));
      for (const [own, row] of patterns)
        row.forEach((cell, c) => {
          const old = own.split(',')[c]!;
          if (cell === old) return;
          const back = after.map((other, i) =>
            before[i]!.join() === own ? other.map((now, at) => (at === c ? old : now)) : other,
          );
          expect(least(back)).toBeLessThan(k);
        });
    }),
    { numRuns: 120 },
  );
  expect(emptied).toBeGreaterThan(80);
});

test('the heavier column keeps its cells', () => {
  const table = [['a', 'p'], ['a', 'q'], ['b', 'p'], ['b', 'q']]; // biome-ignore format: a table
  const histogram = histogramOf({ header: ['x', 'y'], rows: table }, ['x', 'y']);
  const columns = searchColumns(histogram, null, 0);
  const input = {
    histogram,
    columns,
    models: [{ model: modelNamed('max-risk'), params: { threshold: 0.5 } }],
    suppression: 0,
    missing: 'wildcard' as const,
  };
  const of = (weights: Record<string, number>) => {
    const found = run({ ...input, metric: { name: 'loss', weights } });
    return found.status === 'solved' ? found.recoding.emptied! : null;
  };
  expect(of({ x: 1, y: 0.1 })).toMatchObject({ x: 0 });
  expect(of({ x: 0.1, y: 1 })).toMatchObject({ y: 0 });
});

test('what cannot be met cell by cell is refused', () => {
  const histogram = histogramOf({ header: ['x', 's'], rows: [['a', 'b']] }, ['x'], ['s']);
  const input = {
    histogram,
    columns: searchColumns(histogram, null, 0),
    suppression: 0,
    metric: { name: 'loss' },
    missing: 'wildcard' as const,
  };
  const l = [{ model: modelNamed('distinct-l-diversity'), params: { l: 2 }, column: 's' }];
  const k = [{ model: modelNamed('k-anonymity'), params: { k: 2 } }];
  expect(() => run({ ...input, models: l })).toThrow('cannot meet distinct-l-diversity');
  expect(() => run({ ...input, models: k, missing: 'own' })).toThrow('empties cells');
  expect(run({ ...input, models: k })).toMatchObject({ status: 'noSolution', proven: true });
});

test('many columns: one cell after the other, and k holds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(2), { minLength: 14, maxLength: 14 }), { minLength: 4, maxLength: 16 }),
      (numbers) => {
        const names = numbers[0]!.map((_, c) => `q${c}`);
        const table = numbers.map((row) => row.map((n) => `v${n}`));
        const histogram = histogramOf({ header: names, rows: table }, names);
        const columns = searchColumns(histogram, null, 0);
        const models = [{ model: modelNamed('k-anonymity'), params: { k: 3 } }];
        const found = run({
          histogram,
          columns,
          models,
          suppression: 0,
          metric: { name: 'loss' },
          missing: 'wildcard',
        });
        if (found.status !== 'solved') throw new Error('no solution');
        expect(least(written(table, found))).toBeGreaterThanOrEqual(3);
      },
    ),
    { numRuns: 15 },
  );
});
