import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digamma } from '../../src/core/distribution.js';
import {
  dankar,
  logGamma,
  pitman,
  poissonK,
  shiftedNegativeBinomial,
  zayatz,
  zeroTruncatedPoissonK,
} from '../../src/core/population.js';
import { safePub } from '../../src/core/safepub.js';

const folder = new URL('../../../shared/data/oracles/', import.meta.url).pathname;
const read = (file: string) =>
  existsSync(folder + file) ? JSON.parse(readFileSync(folder + file, 'utf8')) : [];

interface Sample {
  qi: string;
  N: number;
  n: number;
  fraction: number;
  true_population_uniques: number;
  histogram: [number, number][];
  pitman: number;
  pitman_theta: number;
  pitman_alpha: number;
  zayatz: number;
  snb: number;
  snb_K: number;
  dankar: number;
}

describe.skipIf(!existsSync(`${folder}population-uniqueness.json`))(
  'population uniqueness (skipped where ../shared/data is absent)',
  () => {
    const samples: Sample[] = read('population-uniqueness.json');
    test.each(samples.map((s) => [s.qi, s.fraction, s] as const))('%s sampled at %d', (_, __, sample) => {
      const sizes = sample.histogram.map(([size, classes]) => ({ size, classes }));
      const ratio = (own: number, theirs: number) => Math.abs(own / theirs - 1);
      const p = pitman(sizes, sample.N);
      expect(ratio(p.uniques, sample.pitman)).toBeLessThan(1e-5);
      expect(ratio(p.theta, sample.pitman_theta)).toBeLessThan(1e-5);
      expect(ratio(p.alpha, sample.pitman_alpha)).toBeLessThan(1e-5);
      expect(ratio(zayatz(sizes, sample.N), sample.zayatz)).toBeLessThan(1e-6);
      const snb = shiftedNegativeBinomial(sizes, sample.N);
      expect(ratio(snb.classes, sample.snb_K)).toBeLessThan(1e-9);
      expect(ratio(snb.uniques, sample.snb)).toBeLessThan(1e-5);
      if (sample.fraction === 0.5)
        expect(ratio(snb.uniques, sample.true_population_uniques)).toBeLessThan(0.05);
      expect(ratio(dankar(sizes, sample.N), sample.dankar)).toBeLessThan(1e-5);
    });
  },
);

describe.skipIf(!existsSync(`${folder}safepub-parameters.json`))(
  'SafePub parameters (skipped where ../shared/data is absent)',
  () => {
    const cases: Record<'epsilon' | 'delta' | 'beta' | 'gamma' | 'k' | 'delta_of_k', number>[] =
      read('safepub-parameters.json');
    test.each(cases.map((c) => [c.epsilon, c.delta, c] as const))(
      'ε = %d, δ = %d',
      (epsilon, delta, expected) => {
        const own = safePub(epsilon, delta);
        expect(own.beta).toBeCloseTo(expected.beta, 12);
        expect(own.gamma).toBeCloseTo(expected.gamma, 12);
        expect(own.k).toBe(expected.k);
        expect(Math.abs(own.delta / expected.delta_of_k - 1)).toBeLessThan(1e-9);
      },
    );
  },
);

test('digamma and ln Γ at known points', () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13);
  expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 13);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 12);
});

test('edge cases: nothing, all unique, no unique', () => {
  expect(pitman([], 100).uniques).toBe(0);
  expect(pitman([{ size: 1, classes: 10 }], 100).uniques).toBe(100);
  expect(zayatz([{ size: 2, classes: 5 }], 100)).toBe(0);
  expect(shiftedNegativeBinomial([{ size: 1, classes: 7 }], 7).uniques).toBe(7);
});

// Cornish–Fisher: the quantile is λ + z √λ + (z² − 1)/6 to within a record or two.
test.each([20, 700, 709, 710, 745, 746, 800, 1e4, 1e6, 3e8])('Poisson quantiles at a mean of %d', (mean) => {
  const z = 2.3263478740408408; // P(Z ≤ z) = .99
  const quantile = mean + z * Math.sqrt(mean) + (z * z - 1) / 6;
  expect(Math.abs(poissonK(mean, 0.01) - 2 - quantile)).toBeLessThan(2);
  expect(Math.abs(zeroTruncatedPoissonK(mean, 0.01) - 1 - quantile)).toBeLessThan(2);
});

test('Poisson quantiles: a mean of nothing, and a significance that nothing reaches', () => {
  expect(poissonK(0, 0.01)).toBe(2);
  expect(zeroTruncatedPoissonK(0, 0.01)).toBe(2);
  expect(poissonK(3, 0)).toBe(Number.POSITIVE_INFINITY);
});

test('large classes leave the shifted negative binomial finite, and hardly change it', () => {
  const small = [
    { size: 1, classes: 10 },
    { size: 2, classes: 5 },
  ];
  const without = shiftedNegativeBinomial([...small, { size: 900, classes: 3 }], 5440);
  const withLarge = shiftedNegativeBinomial([...small, { size: 5000, classes: 3 }], 30_040);
  expect(withLarge.uniques / without.uniques).toBeCloseTo(1, 1);
  expect(shiftedNegativeBinomial([{ size: 5000, classes: 3 }], 30_000)).toEqual({ uniques: 0, classes: 3 });
});
