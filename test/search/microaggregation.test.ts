import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelNamed } from '../../src/models/index.js';
import { algorithmNamed, type LatticeInput, type LocalResult } from '../../src/search/index.js';
import { mdav, type Points, squaredError } from '../../src/search/microaggregation/mdav.js';
import { optimalGroups } from '../../src/search/microaggregation/univariate.js';
import { histogramOf, searchColumns } from './tables.js';

function finish<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const pointsOf = (rows: readonly (readonly number[])[], counts?: readonly number[]): Points => ({
  size: rows.length,
  coordinates: (rows[0] ?? []).map((_, c) => Float64Array.from(rows, (row) => row[c]!)),
  counts: Float64Array.from(rows, (_, i) => counts?.[i] ?? 1),
});

const clustersOf = (points: Points, k: number) => finish(mdav(points, k));

/** Every way to divide n things into groups. */
function* partitions(n: number): Generator<number[][]> {
  if (n === 0) yield [];
  else
    for (const rest of partitions(n - 1)) {
      for (let at = 0; at < rest.length; at++)
        yield rest.map((group, g) => (g === at ? [...group, n - 1] : group));
      yield [...rest, [n - 1]];
    }
}

/** Every way to divide n things in their order into runs. */
function* runs(n: number): Generator<number[][]> {
  if (n === 0) yield [];
  for (let from = 0; from < n; from++)
    for (const rest of runs(from)) yield [...rest, Array.from({ length: n - from }, (_, i) => from + i)];
}

function least(points: Points, k: number, ways: Iterable<number[][]>): number {
  let best = Number.POSITIVE_INFINITY;
  for (const groups of ways)
    if (groups.every((group) => group.reduce((sum, i) => sum + points.counts[i]!, 0) >= k))
      best = Math.min(best, squaredError(points, groups));
  return best;
}

/** MDAV over records as the paper words it, by the plainest means. */
function reference(rows: readonly (readonly number[])[], k: number): number[][] {
  const away = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, c) => sum + (x - b[c]!) ** 2, 0);
  let left = rows.map((_, i) => i);
  const clusters: number[][] = [];
  const mean = () => rows[0]!.map((_, c) => left.reduce((sum, i) => sum + rows[i]![c]!, 0) / left.length);
  const most = (from: readonly number[]) =>
    left.reduce((best, i) => (away(rows[i]!, from) > away(rows[best]!, from) ? i : best), left[0]!);
  const cluster = (r: number) => {
    const near = left.filter((i) => i !== r).sort((a, b) => away(rows[a]!, rows[r]!) - away(rows[b]!, rows[r]!) || a - b);
    const members = [r, ...near.slice(0, k - 1)];
    clusters.push(members);
    left = left.filter((i) => !members.includes(i));
  };
  while (left.length >= 3 * k) {
    const r = most(mean());
    const s = most(rows[r]!);
    cluster(r);
    cluster(left.includes(s) ? s : most(rows[r]!));
  }
  if (left.length >= 2 * k) cluster(most(mean()));
  if (left.length > 0) clusters.push(left);
  return clusters;
} // biome-ignore format: close to the paper

const sorted = (clusters: readonly (readonly number[])[]) =>
  clusters.map((members) => [...members].sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);

test('MDAV over records is the one of the paper', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(9)), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (rows, k) => {
        expect(sorted(clustersOf(pointsOf(rows), k))).toEqual(sorted(reference(rows, k)));
      },
    ),
    { numRuns: 600 },
  );
});

test('the optimum of numbers is that of all divisions, MDAV is never better, and clusters have k records', () => {
  let optimum = 0;
  let heuristic = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      (weighted, k, single) => {
        weighted.sort((a, b) => a[0] - b[0]);
        const points = pointsOf(
          weighted.map(([x]) => [x]),
          weighted.map(([, n]) => (single ? 1 : n)),
        );
        const records = points.counts.reduce((a, b) => a + b, 0);
        const groups = optimalGroups(points.coordinates[0]!, points.counts, k);
        const clusters = clustersOf(points, k);
        for (const found of [groups, clusters]) {
          expect(found.flat().sort((a, b) => a - b)).toEqual(weighted.map((_, i) => i));
          if (records >= k)
            for (const one of found)
              expect(one.reduce((sum, i) => sum + points.counts[i]!, 0)).toBeGreaterThanOrEqual(k);
        }
        if (records < k) return;
        const best = least(points, k, partitions(points.size));
        // Where values stand for several records, only the best division into runs is claimed.
        const claimed = single ? best : least(points, k, runs(points.size));
        expect(squaredError(points, groups)).toBeCloseTo(claimed, 8);
        expect(squaredError(points, clusters)).toBeGreaterThanOrEqual(best - 1e-8);
        optimum += best;
        heuristic += squaredError(points, clusters);
      },
    ),
    { numRuns: 300 },
  );
  expect(heuristic).toBeLessThan(optimum * 2);
});

const k = (n: number) => ({ model: modelNamed('k-anonymity'), params: { k: n } });

function search(input: Partial<LatticeInput> & Pick<LatticeInput, 'histogram' | 'models'>): LocalResult {
  const columns = searchColumns(
    input.histogram,
    Object.fromEntries(
      input.histogram.columns.filter(({ role }) => role === 'quasi').map(({ name }) => [name, null]),
    ) as never,
  );
  const given = { columns, suppression: 0, metric: { name: 'loss' }, ...input };
  return finish(algorithmNamed('mdav')!.steps(given)) as LocalResult;
}

test('records get the means of their clusters, which meet every model', () => {
  let solved = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(2)), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(0, 0.3),
      (numbers, least, suppression) => {
        const rows = numbers.map(([x, y, s]) => [`${x}.5`, `${y - 10}`, `s${s}`]);
        const histogram = histogramOf({ header: ['x', 'y', 's'], rows }, ['x', 'y'], ['s']);
        const l = { model: modelNamed('distinct-l-diversity'), params: { l: 2 }, column: 's' };
        const found = search({ histogram, models: [k(least), l], suppression });
        const distinct = new Set(rows.map((row) => row[2])).size;
        if (found.status === 'noSolution') {
          expect(rows.length < least || distinct < 2).toBe(true);
          return;
        }
        solved++;
        const { columns, tuples } = found;
        const labelOf = new Map<string, string[]>();
        tuples.counts.forEach((_, i) => {
          const own = columns.map(({ values }, c) => values[tuples.values[c]![i]!]);
          labelOf.set(
            own.join(),
            columns.map(({ labels }, c) => labels[tuples.labels[c]![i]!]!),
          );
        });
        const classes = new Map<string, string[][]>();
        for (const row of rows) {
          const labels = labelOf.get(row.slice(0, 2).join())!.join();
          classes.set(labels, [...(classes.get(labels) ?? []), row]);
        }
        for (const [labels, members] of classes) {
          expect(members.length).toBeGreaterThanOrEqual(least);
          expect(new Set(members.map((row) => row[2])).size).toBeGreaterThanOrEqual(2);
          const [x, y] = labels.split(',').map(Number);
          const mean = (c: number) => members.reduce((sum, row) => sum + Number(row[c]), 0) / members.length;
          expect(Math.abs(mean(0) - x!)).toBeLessThanOrEqual(0.051);
          expect(Math.abs(mean(1) - y!)).toBeLessThanOrEqual(0.51);
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(solved).toBeGreaterThan(150);
});

test('what is no number is refused by column and count', () => {
  const rows = [['1', 'a'], ['2', ''], ['3', '4']]; // biome-ignore format: a table
  const histogram = histogramOf({ header: ['x', 'y'], rows }, ['x', 'y']);
  expect(() => search({ histogram, models: [k(2)] })).toThrow(
    expect.objectContaining({
      code: 'algorithm-numbers',
      args: { algorithm: 'mdav', column: 'y', count: 2 },
    }),
  );
});
