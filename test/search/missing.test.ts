import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compatibleCounts, hole } from '../../src/core/missing.js';
import { modelNamed } from '../../src/models/index.js';
import { classesOf } from '../../src/risk/classes.js';
import { holdTo, keyFrequencies, measure } from '../../src/risk/index.js';
import { evaluateNodes, searchLattice } from '../../src/search/index.js';
import { histogramOf, searchColumns, taxonomyOf } from './tables.js';

/** Cells of small tables; 0 is empty. */
const rows = fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 22 });
const text = (row: readonly number[]) => row.map((n) => (n === 0 ? '' : `v${n}`));
const alike = (a: readonly string[], b: readonly string[]) =>
  a.every((cell, c) => cell === '' || b[c] === '' || cell === b[c]);

test('compatible records are those of every pair, and of those who know the empty cells', () => {
  fc.assert(
    fc.property(rows, (numbers) => {
      const distinct = [...new Map(numbers.map((row) => [row.join(), row])).values()];
      const codes = [0, 1, 2, 3].map((c) =>
        Int32Array.from(distinct, (row) => (row[c] === 0 ? hole : row[c]!)),
      );
      const counts = Float64Array.from(distinct, (row) => 1 + row[0]! + row[1]!);
      const found = compatibleCounts(codes, counts);
      distinct.forEach((one, i) => {
        const sum = (wanted: (other: readonly number[]) => boolean) =>
          distinct.reduce((total, other, j) => total + (wanted(other) ? counts[j]! : 0), 0);
        expect(found.any[i]).toBe(sum((other) => alike(text(one), text(other))));
        expect(found.known[i]).toBe(
          sum(
            (other) => alike(text(one), text(other)) && one.every((cell, c) => cell !== 0 || other[c] === 0),
          ),
        );
      });
    }),
    { numRuns: 150 },
  );
});

test('the proof of a table with wildcards is that of its single records', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 5 }), (numbers, k) => {
      const table = { header: ['x', 'y', 'z', 's'], rows: numbers.map((row) => text(row)) };
      const histogram = histogramOf(table, ['x', 'y', 'z', 's']);
      const proof = measure(histogram, { missing: 'wildcard' });
      const codes = [0, 1, 2, 3].map((c) => Int32Array.from(numbers, (row) => (row[c] === 0 ? -1 : row[c]!)));
      const { sample } = keyFrequencies({ codes }); // held to sdcMicro
      expect(proof.k).toBe(Math.min(...sample));
      expect(proof.uniques).toBe(sample.filter((one) => one === 1).length);
      expect(proof.risk.prosecutor.mean).toBeCloseTo(
        sample.reduce((sum, one) => sum + 1 / one, 0) / sample.length,
        12,
      );
      expect(proof.missing!.records).toBe(numbers.filter((row) => row.includes(0)).length);
      const own = measure(histogram).k;
      expect(proof.missing!.known).toBeGreaterThanOrEqual(own);
      expect(proof.missing!.known).toBeLessThanOrEqual(proof.k);
      const [held] = holdTo(histogram, [{ model: modelNamed('k-anonymity'), params: { k } }], {
        missing: 'wildcard',
      });
      expect(held!.failing.records).toBe(sample.filter((one) => one < k).length);
    }),
    { numRuns: 100 },
  );
});

const x = taxonomyOf([
  ['', '', '*'],
  ['v1', 'low', '*'],
  ['v2', 'low', '*'],
  ['v3', 'high', '*'],
]);
/** An empty cell becomes a value here, which is no wildcard any more: nothing may be inferred for nodes below. */
const unsteady = taxonomyOf([
  ['', 'low', '*'],
  ['v1', 'low', '*'],
  ['v2', 'high', '*'],
]);
const flat = taxonomyOf([
  ['', '*'],
  ['v1', '*'],
  ['v2', '*'],
]);

test('a search with wildcards finds the optimum of all nodes, each counted record by record', () => {
  let solved = 0;
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 2, max: 5 }),
      fc.constantFrom(0, 0.1, 0.4, 1),
      fc.boolean(),
      fc.constantFrom(null, 'l', 'average', 'unique'),
      (numbers, k, suppression, steady, second) => {
        const table = {
          header: ['x', 'y', 'z', 's'],
          rows: numbers.map((row) => [...text(row.slice(0, 3)), `${row[3]}`]),
        };
        const hierarchies = { x, y: steady ? flat : unsteady, z: flat };
        const histogram = histogramOf(table, ['x', 'y', 'z'], ['s']);
        const columns = searchColumns(histogram, hierarchies);
        const models = [{ model: modelNamed('k-anonymity'), params: { k } as object, column: 's' }];
        if (second === 'l')
          models.push({ model: modelNamed('distinct-l-diversity'), params: { l: 2 }, column: 's' });
        if (second === 'average')
          models.push({ model: modelNamed('average-risk'), params: { threshold: 0.3 }, column: 's' });
        if (second === 'unique')
          models.push({ model: modelNamed('max-risk'), params: { threshold: 0.5 }, column: 's' });
        const input = {
          histogram,
          columns,
          models,
          suppression,
          metric: { name: 'loss' },
          missing: 'wildcard' as const,
        };
        const least = Math.max(k, second === 'unique' ? 2 : 1);
        const labelsOf = (row: readonly string[], levels: readonly number[]) =>
          [hierarchies.x, hierarchies.y, hierarchies.z].map((h, c) => h.generalise(row[c]!, levels[c]!)!);
        let best = Number.POSITIVE_INFINITY;
        for (const node of evaluateNodes(input)) {
          if (node.valid) best = Math.min(best, node.loss[0]!);
          if (second === 'average') continue; // which classes of a size go is the search's choice
          // Record by record, again and again until nothing changes.
          let left = table.rows.map((row) => ({ row, labels: labelsOf(row, node.levels) }));
          for (let before = -1; before !== left.length; ) {
            before = left.length;
            const now = left;
            left = now.filter(
              ({ labels, row }) =>
                now.filter((other) => alike(labels, other.labels)).length >= least &&
                (second !== 'l' ||
                  now.some((other) => other.labels.join() === labels.join() && other.row[3] !== row[3])),
            );
          }
          expect([node.levels, node.suppressed]).toEqual([node.levels, table.rows.length - left.length]);
          expect(node.suppressedBelow).toBeLessThanOrEqual(node.suppressed);
        }
        const found = searchLattice(input);
        if (found.status !== 'solved') {
          expect(best).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        solved++;
        expect(found.recoding.loss).toBeCloseTo(best, 10);
        // What is left holds for a naive checker.
        const dropped = new Set(
          Array.from(found.dropped.counts, (_, i) =>
            found.dropped.labels.map((labels, c) => labels[found.dropped.codes[c]![i]!]).join(),
          ),
        );
        const kept = table.rows
          .map((row) => labelsOf(row, found.levels))
          .filter((labels) => !dropped.has(labels.join()));
        expect(table.rows.length - kept.length).toBe(found.suppressed);
        for (const labels of kept)
          expect(kept.filter((other) => alike(labels, other)).length).toBeGreaterThanOrEqual(least);
      },
    ),
    { numRuns: 120 },
  );
  expect(solved).toBeGreaterThan(25);
});

test('without empty cells wildcards change nothing', () => {
  const table = { header: ['x', 'y'], rows: [['a', 'b'], ['a', 'b'], ['c', 'b']] };
  const histogram = histogramOf(table, ['x', 'y']);
  const { missing: _, ...proof } = measure(histogram, { missing: 'wildcard' });
  expect(proof).toEqual(measure(histogram));
  expect(classesOf(histogram).sizes.length).toBe(2);
}); // biome-ignore format: a table
