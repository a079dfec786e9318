/**
 * Histogram to optimum on Adult (9 quasi-identifiers, 12 960 nodes), beside a calibration loop that makes machines
 * comparable. Needs ../shared/data. Run: npm run build:ts && node dist/benchmarks/search.js [filter]
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Bench } from 'tinybench';
import type { Hierarchy } from '../src/core/hierarchy.js';
import type { Histogram } from '../src/core/histogram.js';
import { modelNamed } from '../src/models/index.js';
import { measure } from '../src/risk/index.js';
import { buildLevels, type LatticeInput, searchLattice } from '../src/search/index.js';

const folder = resolve('../shared/data/adult');
const read = (file: string): string[][] => parse(readFileSync(`${folder}/${file}`), { delimiter: ';' });
const [header, ...rows] = read('adult.csv');
const histogram = histogramOf(header!, rows);
const columns = header!.map((name, c) => {
  const levels = buildLevels(
    histogram.columns[c]!.values,
    taxonomy(read(`adult_hierarchy_${name}.csv`)),
    name,
  );
  return { name, levels, from: 0, to: levels.height };
});

const search = (k: number, suppression: number, metric: LatticeInput['metric']) => () =>
  searchLattice({
    histogram,
    columns,
    models: [{ model: modelNamed('k-anonymity'), params: { k } }],
    suppression,
    metric,
  });

const bench = new Bench({ time: 1500, warmupIterations: 2, iterations: 3 });
bench.add('calibration: 20 million dependent multiply-adds', () => calibrate());
bench.add('loss, k = 5, 5 %', search(5, 0.05, { name: 'loss' }));
bench.add('loss, k = 5, 100 %', search(5, 1, { name: 'loss' }));
bench.add('non-uniform entropy, k = 5, 5 %', search(5, 0.05, { name: 'non-uniform-entropy' }));
bench.add('non-uniform entropy, k = 5, 100 %', search(5, 1, { name: 'non-uniform-entropy' }));
bench.add('precision, k = 5, 5 %', search(5, 0.05, { name: 'precision' }));
bench.add('average class size, k = 5, 5 %', search(5, 0.05, { name: 'average-class-size' }));
bench.add('measure: all models and risks, occupation sensitive', () => measure(withSensitive('occupation')));
const filter = process.argv[2];
if (filter)
  for (const { name } of bench.tasks)
    if (!name.includes(filter) && !name.includes('calib')) bench.remove(name);
await bench.run();
let unit = 0;
for (const { name, result } of bench.tasks) {
  if (!('latency' in result)) continue;
  const least = result.latency.min;
  unit ||= least;
  console.log(
    `${name.padEnd(60)} min ${least.toFixed(1).padStart(8)} ms  median ${result.latency.p50.toFixed(1).padStart(8)} ms  ${(least / unit).toFixed(2)} calibration loops`,
  );
}

function calibrate(): number {
  let x = 1;
  for (let i = 0; i < 20_000_000; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  return x;
}

function taxonomy(leaves: string[][]): Hierarchy {
  const byValue = new Map(leaves.map((row) => [row[0]!, row]));
  const levels = leaves[0]!.map((_, level) => `${level}`);
  return {
    kind: 'taxonomy',
    height: levels.length - 1,
    levels,
    domain: [...byValue.keys()],
    generalise: (value, level) => byValue.get(value)?.[level] ?? null,
  };
}

function histogramOf(names: readonly string[], table: readonly string[][]): Histogram {
  const values = names.map((_, c) => [...new Set(table.map((row) => row[c]!))].sort());
  const codes = values.map((list) => new Map(list.map((value, code) => [value, code])));
  const counts = new Map<string, number>();
  for (const row of table) {
    const key = row.map((value, c) => String(codes[c]!.get(value)).padStart(3, '0')).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const tuples = [...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return {
    columns: names.map((name, c) => ({ name, role: 'quasi', values: values[c]! })),
    codes: names.map((_, c) => Int32Array.from(tuples, ([key]) => Number(key.split(',')[c]))),
    counts: Float64Array.from(tuples, ([, count]) => count),
    size: tuples.length,
    records: table.length,
  };
}

function withSensitive(column: string): Histogram {
  return {
    ...histogram,
    columns: histogram.columns.map((one) => ({ ...one, role: one.name === column ? 'sensitive' : 'quasi' })),
  };
}
