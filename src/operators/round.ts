import { approximate, readNumber, roundTo, tidy } from '../core/numbers.js';
import type { Operator } from '../core/operator.js';

/** Parameters of `round`. */
export interface RoundParams {
  to: number; // the unit; a fraction such as 0.5 is allowed, and slower: the row program knows whole units only
}

/** Rounds numbers to the nearest multiple, halves away from zero. What is not a number becomes `*`. */
export const round: Operator<RoundParams> = {
  name: 'round',
  summary: {
    en: 'Rounds numbers to the nearest multiple, halves away from zero; anything that is no number becomes *.',
    zh: '把数值四舍五入到给定单位的倍数；不是数值的内容变为 *。',
  },
  params: (zod) => zod.strictObject({ to: zod.number().min(0.0001).max(1e15) }),
  examples: [
    { params: { to: 100 }, in: '5249', out: '5200' },
    { params: { to: 100 }, in: '5250', out: '5300' },
    { params: { to: 100 }, in: '5249.99', out: '5200' },
    { params: { to: 100 }, in: '-50', out: '-100' },
    { params: { to: 100 }, in: '-49', out: '0' },
    { params: { to: 5 }, in: '2.5', out: '5' },
    { params: { to: 0.5 }, in: '36.74', out: '36.5' },
    { params: { to: 100 }, in: '约五千', out: '*' },
    { params: { to: 100 }, in: '5,249', out: '*' },
  ],
  compile({ to }) {
    const whole = Number.isSafeInteger(to);
    return {
      apply(text) {
        const value = readNumber(text);
        if (value === null) return '*';
        return whole ? String(roundTo(value, BigInt(to))) : nearest(approximate(value), to);
      },
      ...(whole ? { instruction: { op: 'round', to } as const } : {}),
      reversibility: 'none',
      keepsType: true,
      // Rounding to a unit of 1 or finer leaves whole numbers standing.
      keeps:
        to <= 1
          ? ['length', 'order', 'equality', 'format', 'part', 'distribution']
          : ['order', 'format', 'distribution'],
    };
  },
};

function nearest(value: number, to: number): string {
  const size = tidy(Math.floor(tidy(Math.abs(value) / to) + 0.5) * to);
  return String(value < 0 ? 0 - size : size);
}
