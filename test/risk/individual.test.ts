import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { individualRisk, keyFrequencies, suda } from '../../src/risk/index.js';
import { data, readTable } from '../search/tables.js';

const file = `${data}oracles/individual-risk-sdcmicro.json`;

function codesOf(path: string, names: readonly string[], missing = 'NA') {
  const table = readTable(path, ',');
  const at = (name: string) => table.rows.map((row) => row[table.header.indexOf(name)]!);
  return {
    codes: names.map((name) => {
      const values = [...new Set(at(name))];
      return Int32Array.from(at(name), (value) => (value === missing ? -1 : values.indexOf(value)));
    }),
    numbers: (name: string) => Float64Array.from(at(name), Number),
  };
}

/** Distinct tuples of records, and which of them each record is. */
function tuplesOf(codes: readonly Int32Array[]) {
  const keys = Array.from(codes[0]!, (_, i) => codes.map((column) => column[i]).join());
  const distinct = [...new Set(keys)];
  const first = distinct.map((key) => keys.indexOf(key));
  return {
    codes: codes.map((column) => Int32Array.from(first, (i) => column[i]!)),
    counts: Float64Array.from(distinct, (key) => keys.filter((one) => one === key).length),
    of: keys.map((key) => distinct.indexOf(key)),
  };
}

describe.skipIf(!existsSync(file))(
  'individual risk and SUDA2 (skipped where ../shared/data is absent)',
  () => {
    const oracle = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const keys = ['Key1', 'Key2', 'Key3', 'Key4'];
    const ihsn = ['Residence', 'Gender', 'Education', 'Labor'];
    const close = (own: ArrayLike<number>, theirs: readonly number[], digits = 11) => {
      expect(own.length).toBe(theirs.length);
      theirs.forEach((value, i) => {
        expect(own[i]).toBeCloseTo(value, digits);
      });
    };

    test('frequencies and risk of francdat', () => {
      const { codes, numbers } = codesOf('sdcmicro/francdat.csv', keys);
      const frequencies = keyFrequencies({ codes, weights: numbers('w') });
      close(frequencies.sample, oracle['francdat.freqCalc'].fk);
      close(frequencies.population, oracle['francdat.freqCalc'].Fk);
      close(individualRisk(frequencies).risk, oracle['francdat.indivRisk'].exact);
    });

    test.each(['1', '0.5', '0.1', '0'])('missing values, alpha %s', (alpha) => {
      const { codes, numbers } = codesOf('sdcmicro/francdat_na.csv', keys);
      const frequencies = keyFrequencies({ codes, weights: numbers('w') }, Number(alpha));
      const expected = oracle[`francdat_na.freqCalc.alpha${alpha}`];
      close(frequencies.sample, expected.fk);
      close(frequencies.population, expected.Fk);
    });

    test('risk of the ten IHSN records', () => {
      const { codes, numbers } = codesOf('sdcmicro/ihsn10.csv', ihsn);
      const frequencies = keyFrequencies({ codes, weights: numbers('Weight') });
      const expected = oracle['ihsn10.measure_risk'];
      close(frequencies.sample, expected.fk);
      close(frequencies.population, expected.Fk);
      const own = individualRisk(frequencies);
      close(own.risk, expected.risk);
      expect(own.global).toBeCloseTo(expected.global_risk, 11);
      expect(own.expected).toBeCloseTo(expected.global_risk_ER, 11);
    });

    test.each([
      ['TRUE', 'original'],
      ['FALSE', 'share'],
    ] as const)('SUDA2 of the IHSN records, original scores %s', (flag, scores) => {
      const tuples = tuplesOf(codesOf('sdcmicro/ihsn10.csv', ihsn).codes);
      const own = suda(tuples, { scores });
      const perRecord = (of: Float64Array) => tuples.of.map((i) => of[i]!);
      const expected = oracle[`ihsn10.suda2.original_scores_${flag}`];
      close(perRecord(own.scores), expected.score);
      close(perRecord(own.dis), expected.disScore, 9); // sdcMicro fits its scale iteratively
      close(
        own.contributions,
        expected.attribute_contributions.map(({ contribution }: { contribution: number }) => contribution),
      );
    });
  },
);

test('every minimal sample unique is unique and minimal, none is missed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 25 }),
      (rows) => {
        const codes = [0, 1, 2, 3].map((c) => Int32Array.from(rows, (row) => row[c]!));
        const unique = (i: number, set: number[]) =>
          rows.filter((row) => set.every((c) => row[c] === rows[i]![c])).length === 1;
        let expected = 0;
        for (let i = 0; i < rows.length; i++)
          for (let mask = 1; mask < 15; mask++) {
            const set = [0, 1, 2, 3].filter((c) => mask & (1 << c));
            if (
              unique(i, set) &&
              set.every(
                (c) =>
                  !unique(
                    i,
                    set.filter((d) => d !== c),
                  ) || set.length === 1,
              )
            )
              expected++;
          }
        // One record alone is unique on no column at all, which the definition leaves to sets of one.
        expect(suda(tuplesOf(codes)).uniques).toBe(expected);
      },
    ),
  );
});

test('risk falls with class size and with weight, and is 1/f for a census', () => {
  const sample = Float64Array.from([1, 2, 3, 10, 50]);
  const census = individualRisk({ sample, population: sample });
  census.risk.forEach((risk, i) => {
    expect(risk).toBeCloseTo(1 / sample[i]!, 12);
  });
  const weighted = individualRisk({ sample, population: sample.map((f) => f * 20) }).risk;
  for (let i = 1; i < 5; i++) expect(weighted[i]).toBeLessThan(weighted[i - 1]!);
});

// ∫₀¹ sᶠ⁻¹ p/(p + q s) ds by Simpson's rule over u = −ln s.
test.each([
  [1, 40],
  [2, 5],
  [3, 6],
  [3, 3_000_000],
  [7, 1e9],
  [32, 64],
  [32, 1e8],
  [33, 1e8],
  [200, 5e6],
])('individual risk is the integral it stands for: f = %d of %d', (f, population) => {
  const p = f / population;
  const steps = 40_000;
  const end = 60 / f;
  let integral = 0;
  for (let i = 0; i <= steps; i++) {
    const s = Math.exp((-i * end) / steps);
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    integral += (weight * s ** f * p) / (p + (1 - p) * s);
  }
  integral *= end / steps / 3;
  const { risk } = individualRisk({ sample: Float64Array.of(f), population: Float64Array.of(population) });
  expect(risk[0]! / integral).toBeCloseTo(1, 9);
});
