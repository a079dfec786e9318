import type { Histogram } from '../../../src/core/histogram.js';
import { Key } from '../../../src/core/random.js';
import { type Person, Release, type Scene } from '../../../src/risk/index.js';

/** The histogram of a small table, counted the plain way. */
export function histogramOf(names: readonly string[], rows: readonly Person[]): Histogram {
  const values = names.map((_, column) => [...new Set(rows.map((row) => row[column] ?? null))]);
  const codeOf = values.map((list) => new Map(list.map((value, code) => [value, code])));
  const tuples = new Map<string, { codes: number[]; count: number }>();
  for (const row of rows) {
    const codes = names.map((_, column) => codeOf[column]!.get(row[column] ?? null)!);
    const known = tuples.get(codes.join());
    if (known) known.count++;
    else tuples.set(codes.join(), { codes, count: 1 });
  }
  const list = [...tuples.values()];
  return {
    columns: names.map((name, column) => ({ name, role: 'quasi', values: values[column]! })),
    codes: names.map((_, column) => Int32Array.from(list, ({ codes }) => codes[column]!)),
    counts: Float64Array.from(list, ({ count }) => count),
    size: list.length,
    records: rows.length,
  };
}

/** A scene without tokens and earlier releases. */
export function sceneOf(
  names: readonly string[],
  released: readonly Person[],
  targets: readonly Person[],
  more: Partial<Scene> = {},
): Scene {
  return {
    key: Key.from('a test of attacks'),
    release: new Release(histogramOf(names, released)),
    targets,
    persons: targets,
    heldOut: null,
    known: [names.map((_, column) => column)],
    secrets: [],
    tokens: [],
    earlier: [],
    guesses: 10_000,
    ...more,
  };
}
