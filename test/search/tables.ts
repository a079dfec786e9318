/** Tables, hierarchies and histograms for tests of models, search and risk. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Hierarchy } from '../../src/core/hierarchy.js';
import type { Histogram } from '../../src/core/histogram.js';
import { buildLevels, type SearchColumn } from '../../src/search/index.js';

export const data = new URL('../../../shared/data/', import.meta.url).pathname;

export interface Table {
  header: string[];
  rows: string[][];
}

export function readTable(path: string, delimiter: string): Table {
  const [header, ...rows] = parse(readFileSync(data + path), {
    delimiter,
    trim: true,
    skip_empty_lines: true,
    bom: true,
  });
  return { header: header!, rows };
}

/** A taxonomy in ARX's layout: one row per leaf, one column per level. */
export function taxonomy(path: string, delimiter: string): Hierarchy {
  return taxonomyOf(
    parse(readFileSync(data + path), {
      delimiter,
      trim: true,
      skip_empty_lines: true,
      bom: true,
    }) as string[][],
  );
}

export function taxonomyOf(rows: readonly (readonly string[])[]): Hierarchy {
  const height = rows[0]!.length - 1;
  const byValue = new Map(rows.map((row) => [row[0]!, row]));
  return {
    kind: 'taxonomy',
    height,
    levels: rows[0]!.map((_, level) => `${level}`),
    generalise: (value, level) => byValue.get(value)?.[level] ?? null,
    domain: [...byValue.keys()],
  };
}

/** A histogram by the plainest means. `subset` marks the rows that are in the table, the rest is population only. */
export function histogramOf(
  table: Table,
  quasi: readonly string[],
  sensitive: readonly string[] = [],
  subset?: ReadonlySet<number>,
): Histogram {
  const names = [...quasi, ...sensitive];
  const at = names.map((name) => table.header.indexOf(name));
  const dictionaries = at.map((c) => [...new Set(table.rows.map((row) => row[c]!))].sort());
  const ids = dictionaries.map((values) => new Map(values.map((value, id) => [value, id])));
  const counts = new Map<string, { codes: number[]; count: number; population: number }>();
  table.rows.forEach((row, i) => {
    const codes = at.map((c, j) => ids[j]!.get(row[c]!)!);
    const key = codes.join();
    let cell = counts.get(key);
    if (!cell) {
      cell = { codes, count: 0, population: 0 };
      counts.set(key, cell);
    }
    cell.population++;
    if (!subset || subset.has(i)) cell.count++;
  });
  const sorted = [...counts.values()].sort((a, b) => firstDifference(a.codes, b.codes));
  const histogram: Histogram = {
    columns: names.map((name, j) => ({
      name,
      role: j < quasi.length ? 'quasi' : 'sensitive',
      values: dictionaries[j]!.map((value) => value),
    })),
    codes: names.map((_, j) => Int32Array.from(sorted.map(({ codes }) => codes[j]!))),
    counts: Float64Array.from(sorted.map(({ count }) => count)),
    size: sorted.length,
    records: subset ? subset.size : table.rows.length,
  };
  if (subset) histogram.population = Float64Array.from(sorted.map(({ population }) => population));
  return histogram;
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((code, c) => code !== b[c]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

export function searchColumns(
  histogram: Histogram,
  hierarchies: Readonly<Record<string, Hierarchy>>,
): SearchColumn[] {
  return histogram.columns
    .filter(({ role }) => role === 'quasi')
    .map(({ name, values }) => {
      const levels = buildLevels(values, hierarchies[name] ?? null, name);
      return { name, levels, from: 0, to: levels.height };
    });
}
