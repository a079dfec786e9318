import { describe, expect, it } from 'vitest';
import { noise } from '../../src/operators/noise.js';
import { contextFor } from './context.js';

const none = { get: () => null };
const draws = 20_000;

describe('noise', () => {
  it.each([
    // Mean size of the deviation, and its mean square, by the definition of the two distributions.
    { distribution: 'laplace' as const, mean: 1, square: 2 },
    { distribution: 'uniform' as const, mean: 1 / 2, square: 1 / 3 },
  ])('has the scale that $distribution states', ({ distribution, mean, square }) => {
    const scale = 1000;
    const compiled = noise.compile({ scale, distribution }, contextFor());
    const moves = Array.from(
      { length: draws },
      (_, n) => (Number(compiled.apply(String(n), none)) - n) / scale,
    );
    const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / draws;
    expect(Math.abs(average(moves))).toBeLessThan(0.05);
    expect(average(moves.map(Math.abs))).toBeCloseTo(mean, 1);
    expect(Math.abs(average(moves.map((move) => move * move)) / square - 1)).toBeLessThan(0.1);
    if (distribution === 'uniform') expect(Math.max(...moves.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('keeps the decimals, also across zero, and never writes a negative zero', () => {
    const compiled = noise.compile({ scale: 1 }, contextFor());
    for (let n = -200; n < 200; n++) {
      const out = compiled.apply((n / 100).toFixed(2), none);
      expect(out).toMatch(/^-?\d+\.\d{2}$/);
      expect(out).not.toBe('-0.00');
    }
  });

  it('leaves no digit standing that it is too coarse to move', () => {
    const compiled = noise.compile({ scale: 1e9 }, contextFor());
    expect(compiled.apply('123456789012.123456789', none)).toMatch(/^-?\d+\.\d{3}$/);
  });

  it('moves equal values of one column alike, and apart by person where told', () => {
    const alone = noise.compile({ scale: 1000 }, contextFor());
    expect(alone.apply('5249', none)).toBe(alone.apply('5249', none));
    const apart = noise.compile({ scale: 1000, by: 'id' }, contextFor());
    const outputs = Array.from({ length: 50 }, (_, n) => apart.apply('5249', { get: () => `P-${n}` }));
    expect(new Set(outputs).size).toBeGreaterThan(40);
    expect(apart.keeps).not.toContain('equality');
  });
});
