import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { kAnonymity } from '../../src/models/k-anonymity.js';
import { evaluateNodes, type LatticeInput, searchLattice } from '../../src/search/index.js';
import { adultHierarchy, adultTable } from './arx.js';
import { data, histogramOf, readTable, searchColumns, taxonomy } from './tables.js';

const exhaustive = process.env.LETHE_EXHAUSTIVE === '1';
const there = existsSync(`${data}oracles/lattice-oracles.json`);

interface Optimum {
  value: number;
  node: number[];
  suppressed: number;
}

interface Setting {
  k: number;
  suppression_limit: number;
  anonymous_nodes: number;
  optimum: Record<string, Optimum> | null;
}

describe.skipIf(!there)('1 512 nodes of adult32k (skipped where ../shared/data is absent)', () => {
  const oracle = there
    ? (JSON.parse(readFileSync(`${data}oracles/lattice-oracles.json`, 'utf8')) as {
        QI: string[];
        hierarchies: Record<string, string>;
        rows: number;
        distinct_tuples: number;
        results: Setting[];
      })
    : null;
  const histogram = oracle ? histogramOf(readTable('adult32k/adult32k.csv', ','), oracle.QI) : null;
  const input = (k: number, suppression: number, metric: LatticeInput['metric']): LatticeInput => ({
    histogram: histogram!,
    columns: searchColumns(
      histogram!,
      Object.fromEntries(
        oracle!.QI.map((name) => [name, taxonomy(`adult32k/${oracle!.hierarchies[name]}`, ',')]),
      ),
    ),
    models: [{ model: kAnonymity, params: { k } }],
    suppression,
    metric,
  });

  test('distinct tuples', () => {
    expect(histogram!.size).toBe(oracle!.distinct_tuples);
    expect(histogram!.records).toBe(oracle!.rows);
  });

  const ks = [...new Set(oracle?.results.map(({ k }) => k))];
  test.each(ks)('k = %i: number of anonymous nodes at every limit', (k) => {
    const nodes = [...evaluateNodes(input(k, 1, { name: 'height' }))];
    expect(nodes.length).toBe(1512);
    for (const setting of oracle!.results.filter((one) => one.k === k)) {
      const limit = Math.floor(setting.suppression_limit * oracle!.rows);
      expect(nodes.filter(({ suppressed }) => suppressed <= limit).length).toBe(setting.anonymous_nodes);
    }
  });

  const metrics = [
    ['loss', { name: 'loss', aggregate: 'arithmetic-mean' }],
    ['precision_loss', { name: 'precision' }],
    ['dm', { name: 'discernibility' }],
  ] as const;
  test.each(
    (oracle?.results ?? []).flatMap((setting) =>
      metrics.map(([name, metric]) => [setting.k, setting.suppression_limit, name, metric, setting] as const),
    ),
  )('k = %i, limit %d: optimum of %s', (k, limit, name, metric, setting) => {
    const result = searchLattice(input(k, limit, metric));
    const optimum = setting.optimum?.[name];
    if (result.status !== 'solved') {
      expect(optimum ?? null).toBeNull();
      return;
    }
    expect(Math.abs(result.loss[0]! / optimum!.value - 1)).toBeLessThan(1e-9);
  });
});

const columns = [
  'sex',
  'age',
  'race',
  'marital-status',
  'education',
  'native-country',
  'workclass',
  'occupation',
  'salary-class',
];
const latticeFile = `${data}oracles/adult-lattice.csv.gz`;

interface Row {
  levels: number[];
  k: number;
  suppressed: number;
  classes: number;
  values: Record<string, number>;
}

function rows(): Row[] {
  const [header, ...lines] = gunzipSync(readFileSync(latticeFile)).toString().trim().split('\n');
  const names = header!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return {
      levels: cells[0]!.split(' ').map(Number),
      k: Number(cells[1]),
      suppressed: Number(cells[2]),
      classes: Number(cells[3]),
      values: Object.fromEntries(names.slice(4).map((name, i) => [name, Number(cells[i + 4])])),
    };
  });
}

const measured = [
  ['lossGeo', { name: 'loss' }],
  ['lossMean', { name: 'loss', aggregate: 'arithmetic-mean' }],
  ['nuentropy', { name: 'non-uniform-entropy' }],
  ['aecs', { name: 'average-class-size' }],
  ['dm', { name: 'discernibility' }],
  ['dmstar', { name: 'discernibility-monotone' }],
  ['precision', { name: 'precision' }],
] as const;

describe.skipIf(!existsSync(latticeFile))(
  '12 960 nodes of Adult (skipped where ../shared/data is absent)',
  () => {
    const oracle = existsSync(latticeFile) ? rows() : [];
    const histogram = existsSync(latticeFile) ? histogramOf(adultTable(), columns) : null;
    const input = (k: number, suppression: number, metric: LatticeInput['metric']): LatticeInput => ({
      histogram: histogram!,
      columns: searchColumns(
        histogram!,
        Object.fromEntries(columns.map((name) => [name, adultHierarchy(name)])),
      ),
      models: [{ model: kAnonymity, params: { k } }],
      suppression,
      metric,
    });
    const ks = [2, 3, 5, 10, 25, 100];

    test.each(ks.flatMap((k) => measured.map(([name, metric]) => [k, name, metric] as const)))(
      `figures of ${exhaustive ? 'every node' : 'a sample of nodes'}, k = %i, %s`,
      (k, name, metric) => {
        const sample = oracle
          .filter((row) => row.k === k)
          .filter((_, i) => exhaustive || i % 331 === k % 331);
        const reports = evaluateNodes(
          input(k, 1, metric),
          sample.map(({ levels }) => levels),
        );
        let compared = 0;
        for (const report of reports) {
          const row = sample[compared++]!;
          expect(report.suppressed).toBe(row.suppressed);
          // The oracle counts no class where all is suppressed.
          expect(report.classes).toBe(row.classes);
          const want = row.values[name]!;
          if (Math.abs(report.loss[0]! - want) > 1e-9 * Math.max(1, Math.abs(want)))
            expect(report.loss[0]).toBeCloseTo(want, 9);
        }
        expect(compared).toBe(sample.length);
        expect(compared).toBeGreaterThan(30);
      },
    );

    const limits = [0, 0.01, 0.05, 0.1, 1];
    const searched = exhaustive ? ks : [5];
    test.each(
      searched.flatMap((k) =>
        limits.flatMap((limit) =>
          measured
            .filter(([name]) => exhaustive || name === 'lossGeo' || limit < 1)
            .map(([name, metric]) => [k, limit, name, metric] as const),
        ),
      ),
    )('optimum for k = %i, limit %d, %s', (k, limit, name, metric) => {
      const most = Math.floor(limit * 30162);
      const valid = oracle.filter((row) => row.k === k && row.suppressed <= most && row.suppressed < 30162);
      const best = Math.min(...valid.map(({ values }) => values[name]!));
      const result = searchLattice(input(k, limit, metric));
      if (result.status !== 'solved') throw new Error('no solution');
      expect(Math.abs(result.loss[0]! - best)).toBeLessThanOrEqual(1e-9 * Math.max(1, best));
      expect(result.recoding.optimal).toBe(true);
    });
  },
);
