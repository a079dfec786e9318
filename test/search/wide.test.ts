import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyedRandom } from '../../src/core/random.js';
import { kAnonymity } from '../../src/models/k-anonymity.js';
import { GapBound } from '../../src/search/bound.js';
import { Evaluator } from '../../src/search/evaluate.js';
import { lowerBound } from '../../src/search/gap.js';
import { algorithmNamed, type LatticeInput, searchLattice } from '../../src/search/index.js';
import { Problem } from '../../src/search/problem.js';
import { foldTuples } from '../../src/search/tuples.js';
import { histogramOf, searchColumns, type Table, taxonomyOf } from './tables.js';

/** A table of 24 correlated quasi-identifiers of 9 values and 4 levels: 4^24 nodes. */
function wideInput(budget?: LatticeInput['budget']): LatticeInput {
  let state = 7;
  const random = new KeyedRandom((block) => {
    const bytes = new Uint8Array(32);
    for (let i = 0; i < 32; i++) {
      state = (Math.imul(state ^ block, 1664525) + 1013904223) >>> 0;
      bytes[i] = state >>> 24;
    }
    return bytes;
  });
  const names = Array.from({ length: 24 }, (_, c) => `q${c}`);
  const table: Table = {
    header: names,
    rows: Array.from({ length: 600 }, () => {
      const kind = random.below(6);
      return names.map((_, c) => `${random.below(10) < 9 ? (kind + c) % 9 : random.below(9)}`);
    }),
  };
  const hierarchy = taxonomyOf(
    Array.from({ length: 9 }, (_, v) => [`${v}`, `a${Math.floor(v / 2)}`, `b${Math.floor(v / 4)}`, '*']),
  );
  const histogram = histogramOf(table, names);
  return {
    histogram,
    columns: searchColumns(histogram, Object.fromEntries(names.map((name) => [name, hierarchy]))),
    models: [{ model: kAnonymity, params: { k: 5 } }],
    suppression: 0.05,
    metric: { name: 'loss' },
    ...(budget ? { budget } : {}),
  };
}

function solve(budget: LatticeInput['budget']) {
  const result = searchLattice(wideInput(budget));
  if (result.status !== 'solved') throw new Error('no solution');
  return result;
}

test('a lattice too large to enumerate gives its best so far, a valid one, with a bound', () => {
  const input = wideInput();
  const result = solve({ nodes: 300 });
  expect(result.recoding).toMatchObject({ algorithm: 'best-first', optimal: false, nodes: 300 });
  expect(result.bound[0]).toBeLessThanOrEqual(result.loss[0]!);
  expect(result.loss[0]).toBeLessThan(1);
  // Counted anew: classes by their labels.
  const sizes = new Map<string, number>();
  for (let i = 0; i < input.histogram.size; i++) {
    const key = result.columns.map(({ labels }, c) => labels[input.histogram.codes[c]![i]!]).join();
    sizes.set(key, (sizes.get(key) ?? 0) + input.histogram.counts[i]!);
  }
  const small = [...sizes.values()].filter((size) => size < 5).reduce((a, b) => a + b, 0);
  expect(small).toBe(result.suppressed);
  expect(small).toBeLessThanOrEqual(30);
});

test('a larger budget is never worse, and the same budget gives the same', () => {
  const losses = [25, 100, 400].map((nodes) => solve({ nodes }).loss[0]!);
  expect(losses[1]).toBeLessThanOrEqual(losses[0]!);
  expect(losses[2]).toBeLessThan(losses[0]!);
  expect(solve({ nodes: 100 }).loss[0]).toBe(losses[1]);
});

test('stop ends the search', () => {
  let asked = 0;
  const result = solve({ stop: () => ++asked > 50 });
  expect(result.recoding.nodes).toBeLessThanOrEqual(51);
});

test('an interrupted search of a small lattice is not called optimal, and its bound is below the optimum', () => {
  const input = wideInput();
  const small = { ...input, columns: input.columns.slice(0, 6) };
  const optimum = searchLattice(small);
  const early = searchLattice({ ...small, budget: { nodes: 8 } });
  if (optimum.status !== 'solved' || early.status !== 'solved') throw new Error('no solution');
  expect(optimum.recoding.optimal).toBe(true);
  expect(early.recoding.optimal).toBe(false);
  expect(early.bound[0]).toBeLessThanOrEqual(optimum.loss[0]! + 1e-12);
  expect(early.loss[0]).toBeGreaterThanOrEqual(optimum.loss[0]! - 1e-12);
});

const small = taxonomyOf([
  ['0', 'a', '*'],
  ['1', 'a', '*'],
  ['2', 'b', '*'],
  ['3', 'b', '*'],
]);
const seven = ['x', 'y', 'z', 'w', 'u', 'v', 't']; // 3^7 nodes: several sets of columns

/** Random tables of seven columns with a k, a limit and a metric. */
function smallInputs(...metrics: LatticeInput['metric'][]): fc.Arbitrary<LatticeInput> {
  return fc
    .tuple(
      fc.array(fc.array(fc.nat(3), { minLength: 7, maxLength: 7 }), { minLength: 5, maxLength: 40 }),
      fc.integer({ min: 2, max: 5 }),
      fc.constantFrom(0, 0.1, 0.4, 1),
      fc.constantFrom(...metrics),
    )
    .map(([rows, k, suppression, metric]) => {
      const histogram = histogramOf({ header: seven, rows: rows.map((row) => row.map(String)) }, seven);
      return {
        histogram,
        columns: searchColumns(histogram, Object.fromEntries(seven.map((name) => [name, small]))),
        models: [{ model: kAnonymity, params: { k } }],
        suppression,
        metric,
      };
    });
}

test('the bound that is raised by sets of columns is never above the optimum, rises, and often meets it', () => {
  const aggregates = ['geometric-mean', 'arithmetic-mean', 'sum', 'maximum'];
  const choices = aggregates.map((aggregate) => ({ name: 'loss', aggregate }));
  let met = 0;
  fc.assert(
    fc.property(
      smallInputs(
        ...choices,
        { name: 'loss', weights: { x: 1, y: 0.1 } },
        { name: 'loss', gsFactor: 0.2 },
        { name: 'loss', gsFactor: 0.8 },
        { name: 'precision' },
        { name: 'precision', gsFactor: 0.2 },
        { name: 'non-uniform-entropy' },
        { name: 'discernibility' },
      ),
      (input) => {
        const result = searchLattice(input);
        if (result.status !== 'solved') return;
        const problem = new Problem(input);
        const least = problem.evaluate(problem.space.to).verdict.suppressedBelow;
        const gap = GapBound.of(problem, least);
        if (gap) {
          let before = gap.value;
          let steps = 0;
          for (const _ of gap.steps(() => result.loss[0]! - 1e-9)) {
            expect(gap.value).toBeGreaterThanOrEqual(before);
            before = gap.value;
            if (++steps > 3000) break;
          }
          expect(gap.value).toBeLessThanOrEqual(result.loss[0]! + 1e-9);
          if (gap.value >= result.loss[0]! - 1e-9) met++;
        }
        gap?.close();
        problem.close();
      },
    ),
    { numRuns: process.env.LETHE_EXHAUSTIVE ? 1000 : 25 },
  );
  expect(met).toBeGreaterThan(3);
});

test('where the bound meets the best found, that is called the optimum', () => {
  // One column decides, the others are constant: four sets of columns prove it.
  const names = Array.from({ length: 14 }, (_, c) => `c${c}`);
  const rows = Array.from({ length: 40 }, (_, i) => names.map((_, c) => (c === 0 ? `${i % 4}` : '0')));
  const histogram = histogramOf({ header: names, rows }, names);
  const result = searchLattice({
    histogram,
    columns: searchColumns(histogram, Object.fromEntries(names.map((name) => [name, small]))),
    models: [{ model: kAnonymity, params: { k: 11 } }],
    suppression: 0,
    metric: { name: 'loss' },
  });
  expect(result).toMatchObject({ status: 'solved', recoding: { algorithm: 'best-first', optimal: true } });
  if (result.status !== 'solved') return;
  expect(result.levels).toEqual([1, ...names.slice(1).map(() => 0)]);
  expect(result.bound).toEqual(result.loss);
});

test('nodes below a centre have the groups that they have without it, in the same order', () => {
  const input = wideInput();
  const { histogram } = input;
  const columns = input.columns.slice(0, 9);
  const tuples = foldTuples(
    histogram,
    columns.map((_, c) => c),
    [],
  );
  const levels = columns.map((column) => column.levels);
  const plain = new Evaluator(tuples, levels);
  const centred = new Evaluator(tuples, levels);
  const taken = ({ tuple, counts, size }: ReturnType<Evaluator['groups']>) => ({
    tuple: [...tuple],
    counts: [...counts],
    size,
  });
  fc.assert(
    fc.property(
      fc.array(fc.nat(3), { minLength: 9, maxLength: 9 }),
      fc.array(fc.tuple(fc.nat(8), fc.nat(3)), { minLength: 1, maxLength: 6 }),
      (centre, changes) => {
        centred.centre(Int32Array.from(centre));
        for (const [c, level] of changes) {
          const node = Int32Array.from(centre);
          node[c] = level;
          node[(c * 5 + 3) % 9] = Math.max(0, node[(c * 5 + 3) % 9]! - 1);
          expect(taken(centred.groups(node))).toEqual(taken(plain.groups(node)));
        }
      },
    ),
    { numRuns: 20 },
  );
  plain.close();
  centred.close();
});

test('local recoding of a wide table keeps to its budget, and a larger one is better', () => {
  const losses = [5, 60, 2000].map((nodes) => {
    const steps = algorithmNamed('local-recoding')!.steps({ ...wideInput({ nodes }), suppression: 1 });
    let step = steps.next();
    while (!step.done) step = steps.next();
    if (step.value.status !== 'solved') throw new Error('no solution');
    return step.value.recoding.loss;
  });
  expect(losses[1]!).toBeLessThan(losses[0]!);
  expect(losses[2]!).toBeLessThan(losses[1]!);
});

test('the bound of a huge lattice, computed for small ones, is never above the optimum and often above the trivial one', () => {
  let above = 0;
  const names = ['loss', 'precision', 'non-uniform-entropy', 'discernibility', 'height'];
  fc.assert(
    fc.property(smallInputs(...names.map((name) => ({ name }))), (input) => {
      const result = searchLattice(input);
      if (result.status !== 'solved') return;
      const problem = new Problem(input);
      const least = problem.evaluate(problem.space.to).verdict.suppressedBelow;
      const trivial = new Float64Array(1);
      problem.metric.bound(problem.space.from, least, trivial);
      const steps = lowerBound(problem, least);
      let step = steps.next();
      while (!step.done) step = steps.next();
      problem.close();
      expect(step.value[0]).toBeLessThanOrEqual(result.loss[0]! + 1e-9);
      if (step.value[0]! > trivial[0]! + 1e-9) above++;
    }),
    { numRuns: process.env.LETHE_EXHAUSTIVE ? 200 : 8 },
  );
  expect(above).toBeGreaterThan(0);
});
