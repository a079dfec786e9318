import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classSizes, measure } from '../../src/risk/index.js';
import { data, histogramOf, readTable, type Table } from '../search/tables.js';

const oracle = `${data}oracles/privacy-models-by-definition.json`;

interface Spec {
  [name: string]: unknown;
  n: number;
  n_classes: number;
  k: number;
  uniques: number;
  prosecutor_max: number;
  marketer: number;
  mean_1_over_size_over_classes: number;
}

interface SensitiveSpec {
  l: number;
  alpha: number;
  entropy_min_nats: number;
  entropy_l: number;
  recursive_c_sup: Record<string, number>;
  beta_basic: number;
  beta_enhanced: number | null;
  delta_ln_present: number;
  absent_class_value_pairs: number;
  t_equal: number;
  t_ordered: number;
}

describe.skipIf(!existsSync(oracle))(
  'measures against the oracle (skipped where ../shared/data is absent)',
  () => {
    const cases: { file: string; QI: string[]; SA: string[]; spec: Spec }[] = existsSync(oracle)
      ? JSON.parse(readFileSync(oracle, 'utf8')).cases
      : [];

    test.each(cases.map((c) => [`${c.file} by ${c.QI.join(' ')}`, c] as const))(
      '%s',
      (_, { file, QI, SA, spec }) => {
        const proof = measure(histogramOf(readTable(`pycanon/${file}`, ','), QI, SA));
        expect(proof.records).toBe(spec.n);
        expect(proof.classes).toBe(spec.n_classes);
        expect(proof.k).toBe(spec.k);
        expect(proof.uniques).toBe(spec.uniques);
        expect(proof.risk.prosecutor.max).toBeCloseTo(spec.prosecutor_max, 12);
        expect(proof.risk.marketer.mean).toBeCloseTo(spec.marketer, 12);
        expect(proof.risk.prosecutor.mean).toBeCloseTo(spec.marketer, 12);
        expect(proof.risk.prosecutor.meanOverClasses).toBeCloseTo(spec.mean_1_over_size_over_classes, 12);
        for (const column of SA) {
          const s = spec[column] as SensitiveSpec;
          expect(proof.l[column]!.distinct).toBe(s.l);
          expect(proof.alpha[column]).toBeCloseTo(s.alpha, 12);
          expect(proof.l[column]!.entropy).toBeCloseTo(s.entropy_l, 10);
          expect(Math.log(proof.l[column]!.entropy)).toBeCloseTo(s.entropy_min_nats, 10);
          expect(Object.keys(s.recursive_c_sup).length).toBe(proof.l[column]!.recursiveByL!.length);
          proof.l[column]!.recursiveByL!.forEach((c, i) => {
            expect(c).toBeCloseTo(s.recursive_c_sup[i + 2]!, 10);
          });
          const { c, l } = proof.l[column]!.recursive;
          if (s.l > 1) expect(c).toBeCloseTo(s.recursive_c_sup[l]!, 10);
          else expect(c).toBe(Number.POSITIVE_INFINITY);
          expect(proof.t[column]!.equal).toBeCloseTo(s.t_equal, 10);
          expect(proof.t[column]!.ordered).toBeCloseTo(s.t_ordered, 10);
          expect(proof.beta[column]!.basic).toBeCloseTo(s.beta_basic, 10);
          if (s.beta_enhanced === null) expect(proof.beta[column]!.enhanced).toBe(Number.POSITIVE_INFINITY);
          else expect(proof.beta[column]!.enhanced).toBeCloseTo(s.beta_enhanced, 10);
          expect(proof.deltaPresent![column]!.absent).toBe(s.absent_class_value_pairs);
          expect(proof.deltaPresent![column]!.value).toBeCloseTo(s.delta_ln_present, 10);
          if (s.absent_class_value_pairs > 0) expect(proof.delta[column]).toBe(Number.POSITIVE_INFINITY);
          else expect(proof.delta[column]).toBeCloseTo(s.delta_ln_present, 10);
        }
      },
    );
  },
);

const cell = fc.constantFrom('a', 'b', 'c');
const tables = fc
  .array(fc.tuple(cell, cell, fc.constantFrom('1', '2', '10', '33')), { minLength: 1, maxLength: 40 })
  .map((rows): Table => ({ header: ['x', 'y', 's'], rows }));

function grouped(rows: readonly string[][]): string[][][] {
  const groups = new Map<string, string[][]>();
  for (const row of rows) {
    const key = `${row[0]} ${row[1]}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

test('measures equal naive definitions over rows', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const proof = measure(histogramOf(table, ['x', 'y'], ['s']));
      const n = table.rows.length;
      const all = table.rows.map((row) => row[2]!);
      const share = (list: string[], v: string) => list.filter((x) => x === v).length / list.length;
      const groups = grouped(table.rows);
      const lists = groups.map((group) => group.map((row) => row[2]!));
      const values = [...new Set(all)].sort((a, b) => Number(a) - Number(b));
      const worst = (f: (list: string[]) => number) => Math.max(...lists.map(f));
      expect(proof.k).toBe(Math.min(...lists.map((list) => list.length)));
      expect(proof.uniques).toBe(lists.filter((list) => list.length === 1).length);
      expect(proof.risk.prosecutor.mean).toBeCloseTo(lists.length / n, 12);
      expect(proof.risk.prosecutor.atRisk).toBeCloseTo(
        lists.filter((list) => list.length < 5).reduce((sum, list) => sum + list.length, 0) / n,
        12,
      );
      expect(proof.alpha.s).toBeCloseTo(
        worst((list) => Math.max(...values.map((v) => share(list, v)))),
        12,
      );
      expect(proof.l.s!.distinct).toBe(Math.min(...lists.map((list) => new Set(list).size)));
      const entropy = (list: string[]) =>
        values.reduce(
          (sum, v) => (share(list, v) > 0 ? sum - share(list, v) * Math.log(share(list, v)) : sum),
          0,
        );
      expect(Math.log(proof.l.s!.entropy)).toBeCloseTo(-worst((list) => -entropy(list)), 10);
      expect(proof.t.s!.equal).toBeCloseTo(
        worst((list) => values.reduce((sum, v) => sum + Math.abs(share(list, v) - share(all, v)), 0) / 2),
        10,
      );
      const ordered = (list: string[]) => {
        let sum = 0;
        for (let i = 0; i < values.length; i++) {
          const some = values.slice(0, i + 1);
          sum += Math.abs(some.reduce((d, v) => d + share(list, v) - share(all, v), 0));
        }
        return values.length < 2 ? 0 : sum / (values.length - 1);
      };
      expect(proof.t.s!.ordered).toBeCloseTo(worst(ordered), 10);
      const gains = lists.map((list) =>
        values.map((v) => [(share(list, v) - share(all, v)) / share(all, v), v] as const),
      );
      const positive = gains.flat().filter(([gain]) => gain > 0);
      expect(proof.beta.s!.basic).toBeCloseTo(Math.max(0, ...positive.map(([gain]) => gain)), 10);
      const broken = positive.some(([gain, v]) => gain > -Math.log(share(all, v)) + 1e-9);
      expect(Number.isFinite(proof.beta.s!.enhanced)).toBe(!broken);
      const delta = worst((list) =>
        Math.max(...values.map((v) => Math.abs(Math.log(share(list, v) / share(all, v))))),
      );
      if (Number.isFinite(delta)) expect(proof.delta.s).toBeCloseTo(delta, 10);
      else expect(proof.delta.s).toBe(Number.POSITIVE_INFINITY);
    }),
    { numRuns: 500 },
  );
});

test('rows and columns in any order, and tuples that stand twice, are measured alike', () => {
  fc.assert(
    fc.property(tables, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (table, keys) => {
      const sorted = histogramOf(table, ['x', 'y'], ['s']);
      const rows = [...sorted.counts.keys(), ...sorted.counts.keys()].sort((a, b) => keys[a]! - keys[b]!);
      const mixed = {
        ...sorted,
        columns: [...sorted.columns].reverse(),
        codes: [...sorted.codes].reverse().map((codes) => Int32Array.from(rows, (row) => codes[row]!)),
        counts: Float64Array.from(rows, (row) => sorted.counts[row]! / 2), // exact in a double
        size: rows.length,
      };
      const rounded = (value: unknown) =>
        JSON.stringify(value, (_, one) => (typeof one === 'number' ? Number(one.toPrecision(11)) : one));
      expect(rounded(measure(mixed))).toBe(rounded(measure(sorted)));
      expect(classSizes(mixed)).toEqual(classSizes(sorted));
    }),
  );
});

test('diversity without empty cells, where a class holds any other value', () => {
  const table: Table = { header: ['sex', 'illness'], rows: [['m', 'hiv'], ['m', ''], ['f', 'flu'], ['f', 'cold'], ['x', ''], ['x', '']] }; // biome-ignore format: a table
  const l = (rows: string[][]) => measure(histogramOf({ ...table, rows }, ['sex'], ['illness'])).l.illness!;
  expect(l(table.rows.slice(0, 4))).toMatchObject({ distinct: 2, known: 1 });
  expect(l(table.rows.slice(2))).not.toHaveProperty('known');
  expect(l(table.rows.slice(2, 4))).not.toHaveProperty('known');
});

test('class sizes: every record and class falls into one bucket', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const histogram = histogramOf(table, ['x', 'y'], ['s']);
      const sizes = classSizes(histogram);
      expect(sizes.records.reduce((a, b) => a + b)).toBe(table.rows.length);
      expect(sizes.classes.reduce((a, b) => a + b)).toBe(measure(histogram).classes);
      expect(sizes.records[0]).toBe(measure(histogram).uniques);
    }),
  );
});

test('an empty table and a table without quasi-identifiers are measured, not refused', () => {
  const empty = measure(histogramOf({ header: ['x', 's'], rows: [] }, ['x'], ['s']));
  expect(empty).toMatchObject({ records: 0, classes: 0, k: 0, uniques: 0 });
  const none = measure(histogramOf({ header: ['s'], rows: [['a'], ['b']] }, [], ['s']));
  expect(none).toMatchObject({ records: 2, classes: 1, k: 2 });
});

test('risk against a population divides by its classes', () => {
  const table = { header: ['x'], rows: [['a'], ['a'], ['a'], ['a'], ['b'], ['b']] };
  const proof = measure(histogramOf(table, ['x'], [], new Set([0, 4, 5])));
  expect(proof.risk.prosecutor.max).toBe(1);
  expect(proof.risk.journalist.max).toBe(0.5);
  expect(proof.risk.journalist.mean).toBeCloseTo((1 / 4 + 2 / 2) / 3, 12);
});
