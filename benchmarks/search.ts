/**
 * Histogram to optimum on Adult (9 quasi-identifiers, 12 960 nodes), beside a calibration loop that makes machines
 * comparable. Needs ../shared/data. Run: npm run build:ts && node dist/benchmarks/search.js [filter]
 */
import { Bench } from 'tinybench';
import type { Histogram } from '../src/core/histogram.js';
import { modelNamed } from '../src/models/index.js';
import { measure } from '../src/risk/index.js';
import { type LatticeInput, searchLattice } from '../src/search/index.js';
import { adultColumns, adultRows, calibrate, histogramOf } from './adult.js';

const { header, rows } = adultRows();
const histogram = histogramOf(header, rows);
const columns = adultColumns(histogram);

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

function withSensitive(column: string): Histogram {
  return {
    ...histogram,
    columns: histogram.columns.map((one) => ({ ...one, role: one.name === column ? 'sensitive' : 'quasi' })),
  };
}
