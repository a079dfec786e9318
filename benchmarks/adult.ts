/** The Adult table as input of searches. Needs ../shared/data. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Hierarchy } from '../src/core/hierarchy.js';
import type { Histogram } from '../src/core/histogram.js';
import { buildLevels, type SearchColumn } from '../src/search/index.js';

const folder = resolve('../shared/data/adult');
const read = (file: string): string[][] => parse(readFileSync(`${folder}/${file}`), { delimiter: ';' });

/** Header and rows of Adult. */
export function adultRows(): { header: string[]; rows: string[][] } {
  const [header, ...rows] = read('adult.csv');
  return { header: header!, rows };
}

/** ARX's hierarchy of a column: one row per leaf, one field per level. */
export function adultLeaves(column: string): string[][] {
  return read(`adult_hierarchy_${column}.csv`);
}

/** The columns of a histogram of Adult with ARX's hierarchies, all levels allowed. */
export function adultColumns(histogram: Histogram): SearchColumn[] {
  return histogram.columns.map(({ name, values }) => {
    const levels = buildLevels(values, taxonomy(adultLeaves(name)), name);
    return { name, levels, from: 0, to: levels.height };
  });
}

/** Counts rows by the plainest means; every column is a quasi-identifier. */
export function histogramOf(names: readonly string[], table: readonly (readonly string[])[]): Histogram {
  const values = names.map((_, c) => [...new Set(table.map((row) => row[c]!))].sort());
  const codes = values.map((list) => new Map(list.map((value, code) => [value, code])));
  const counts = new Map<string, number>();
  for (const row of table) {
    const key = names.map((_, c) => String(codes[c]!.get(row[c]!)).padStart(3, '0')).join();
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

/** A loop of fixed length: how fast the machine is at the moment. */
export function calibrate(): number {
  let x = 1;
  for (let i = 0; i < 20_000_000; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  return x;
}
