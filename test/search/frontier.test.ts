import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frontier } from '../../src/core/frontier.js';
import { modelNamed } from '../../src/models/index.js';
import { frontierSteps, type LatticeInput, searchLattice } from '../../src/search/index.js';
import { histogramOf, searchColumns, taxonomyOf } from './tables.js';

function frontierOf(input: LatticeInput): Frontier | null {
  const steps = frontierSteps({ ...input, limit: input.suppression, shareOf: (limit) => limit });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const lossOf = (input: LatticeInput) => {
  const found = searchLattice(input);
  return found.status === 'solved' ? found.recoding.loss : null;
};

const tree = taxonomyOf(['a', 'b', 'c', 'd'].map((value, i) => [value, i < 2 ? 'ab' : 'cd', '*']));
const cell = fc.constantFrom('a', 'b', 'c', 'd');
const tables = fc.array(fc.tuple(cell, cell, fc.constantFrom('x', 'y', 'z')), {
  minLength: 12,
  maxLength: 60,
});

const inputOf = (rows: string[][], k: number, suppression: number): LatticeInput => {
  const histogram = histogramOf({ header: ['p', 'q', 's'], rows }, ['p', 'q'], ['s']);
  return {
    histogram,
    columns: searchColumns(histogram, { p: tree, q: tree }),
    models: [
      { model: modelNamed('k-anonymity'), params: { k } },
      { model: modelNamed('distinct-l-diversity'), params: { l: 2 }, column: 's' },
    ],
    suppression,
    metric: { name: 'loss' },
  };
};

describe('the frontier', () => {
  it('says of every setting what a search of its own says, and never more of a weaker one', () => {
    let drawn = 0;
    fc.assert(
      fc.property(
        tables,
        fc.integer({ min: 2, max: 6 }),
        fc.constantFrom(0, 0.1, 0.3),
        (rows, k, suppression) => {
          const input = inputOf(rows, k, suppression);
          const found = frontierOf(input);
          if (lossOf(input) === null) return expect(found).toBeNull();
          drawn++;
          expect(found!.loss).toBe(lossOf(input));
          expect(found!.suppression.find(({ chosen }) => chosen)).toMatchObject({
            value: suppression,
            loss: found!.loss,
          });
          for (const point of found!.suppression)
            expect(point.loss).toBe(lossOf({ ...input, suppression: point.value }));
          const withK = (value: number) => [{ ...input.models[0]!, params: { k: value } }, input.models[1]!];
          for (const point of found!.requirement!.points) {
            expect(point.optimal).toBe(true);
            expect(point.loss).toBe(lossOf({ ...input, models: withK(point.value) }));
          }
          const [first, second] = found!.models;
          expect(first!.weaker).toEqual({
            param: 'k',
            value: k - 1,
            loss: lossOf({ ...input, models: withK(k - 1) }),
          });
          expect(first!.without).toBe(lossOf({ ...input, models: [input.models[1]!] }) ?? found!.loss);
          expect(second!.without).toBe(lossOf({ ...input, models: [input.models[0]!] }));
          for (const { column, others, without } of found!.columns) {
            const columns = input.columns.map((one) => (one.name === column ? { ...one, from: 2 } : one));
            const alone = searchLattice({ ...input, columns });
            if (alone.status === 'solved')
              expect(without).toBe(alone.columns.find(({ name }) => name !== column)!.loss);
            expect(others).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(drawn).toBeGreaterThan(20);
  });

  it('is not drawn where the table is too large for the work allowed', () => {
    const input = inputOf(
      [
        ['a', 'b', 'x'],
        ['a', 'b', 'y'],
      ],
      2,
      0,
    );
    const histogram = { ...input.histogram, size: 1e7 };
    expect(frontierOf({ ...input, histogram })).toBeNull();
  });
});
