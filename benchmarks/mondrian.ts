/**
 * The normalised certainty penalty of Mondrian on Adult against published figures, in their setting: the eight columns
 * without salary-class, 30 162 records, k alone, nobody suppressed. "Basic" (kaylode/k-anonymity, from fhstp/k-AnonML)
 * divides along ARX's hierarchies: a cell costs the leaves under its label over all leaves, 0 for a value as it was.
 * "Classic" (the same, from qiyuangong/Mondrian) has no hierarchies: categories are numbered as they first appear, and a
 * cell costs its range over that of the column. The penalty is the mean over all cells.
 * Run: npm run build:ts && node dist/benchmarks/mondrian.js
 */
import { modelNamed } from '../src/models/index.js';
import {
  algorithmNamed,
  buildLevels,
  type LatticeInput,
  type LocalResult,
  type LocalSolution,
} from '../src/search/index.js';
import { adultColumns, adultLeaves, adultRows, histogramOf } from './adult.js';
import { penalty } from './penalty.js';

const ks = [2, 5, 10, 20, 50, 100];
const published = {
  basic: [43, 133, 213, 294, 434, 521].map((thousandth) => thousandth / 1000),
  classic: [37, 67, 96, 130, 186, 244].map((thousandth) => thousandth / 1000),
};

const { header, rows } = adultRows();
const names = header.filter((name) => name !== 'salary-class');
const table = rows.map((row) => names.map((name) => row[header.indexOf(name)]!));

const plain = histogramOf(names, table);
const leaves = names.map(adultLeaves);
const numbers = names.map((name) => (name === 'age' ? null : new Map<string, string>()));
const numbered = histogramOf(
  names,
  table.map((row) =>
    row.map((value, c) => {
      const known = numbers[c];
      if (!known) return value;
      if (!known.has(value)) known.set(value, `${known.size}`);
      return known.get(value)!;
    }),
  ),
);
const basic = { histogram: plain, columns: adultColumns(plain) };
const classic = {
  histogram: numbered,
  columns: numbered.columns.map(({ name, values }) => {
    const levels = buildLevels(values, null, name);
    return { name, levels, from: 0, to: levels.height };
  }),
};

console.log(`${''.padEnd(32)}${ks.map((k) => `k = ${k}`.padStart(9)).join('')}`);
row('basic, published', published.basic);
for (const algorithm of ['mondrian', 'mondrian-relaxed', 'top-down'])
  row(
    `${algorithm}, hierarchies`,
    ks.map((k) => penalty(run(algorithm, basic, k), labelCost)),
  );
row('classic, published', published.classic);
for (const algorithm of ['mondrian', 'mondrian-relaxed'])
  row(
    `${algorithm}, ranges`,
    ks.map((k) => penalty(run(algorithm, classic, k), rangeCost)),
  );

function row(name: string, figures: readonly number[]): void {
  console.log(name.padEnd(32) + figures.map((figure) => figure.toFixed(3).padStart(9)).join(''));
}

function run(name: string, table: Pick<LatticeInput, 'histogram' | 'columns'>, k: number): LocalSolution {
  const models = [{ model: modelNamed('k-anonymity'), params: { k } }];
  const steps = algorithmNamed(name)!.steps({ ...table, models, suppression: 0, metric: { name: 'loss' } });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const result = step.value as LocalResult;
  if (result.status !== 'solved') throw new Error(`${name} found nothing for k = ${k}`);
  return result;
}

function labelCost(column: number, label: string): number {
  const all = leaves[column]!;
  if (all.some(([leaf]) => leaf === label)) return 0;
  return all.filter((path) => path.includes(label)).length / all.length;
}

function rangeCost(column: number, label: string): number {
  const values = numbered.columns[column]!.values.map(Number);
  const [low, high] = label.startsWith('[') ? label.slice(1, -1).split('-').map(Number) : [0, 0];
  return (high! - low!) / (Math.max(...values) - Math.min(...values));
}
