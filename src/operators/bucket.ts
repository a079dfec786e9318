import { approximate, bucketEdge, floorOf, readNumber, tidy } from '../core/numbers.js';
import type { Operator } from '../core/operator.js';

/** Parameters of `bucket`. Where either is a fraction, labels are half-open, [0, 0.5), and the row program is not used. */
export interface BucketParams {
  width: number;
  origin?: number | undefined; // an edge of some bucket, 0 by default
}

/** Puts numbers into intervals of one width: [lo-hi] of whole numbers. What is not a number becomes `*`. */
export const bucket: Operator<BucketParams> = {
  name: 'bucket',
  summary: {
    en: 'Replaces numbers by the interval that holds them; anything that is no number becomes *.',
    zh: '把数值替换为所在区间；不是数值的内容变为 *。',
  },
  params: (zod) =>
    zod.strictObject({
      width: zod.number().min(0.0001).max(1e15),
      origin: zod.number().min(-1e15).max(1e15).optional(),
    }),
  examples: [
    { params: { width: 5000, origin: 0 }, in: '7321', out: '[5000-9999]' },
    { params: { width: 5000 }, in: '9999.50', out: '[5000-9999]' },
    { params: { width: 10, origin: 0 }, in: '-3', out: '[-10--1]' },
    { params: { width: 10, origin: 5 }, in: '14', out: '[5-14]' },
    { params: { width: 0.5 }, in: '36.7', out: '[36.5, 37)' },
    { params: { width: 10 }, in: 'n/a', out: '*' },
  ],
  compile({ width, origin = 0 }) {
    const whole = Number.isSafeInteger(width) && Number.isSafeInteger(origin);
    return {
      apply(text) {
        const value = readNumber(text);
        if (value === null) return '*';
        if (!whole) return halfOpen(approximate(value), width, origin);
        const low = bucketEdge(floorOf(value), BigInt(width), BigInt(origin));
        return `[${low}-${low + BigInt(width) - 1n}]`;
      },
      ...(whole ? { instruction: { op: 'bucket', width, origin } as const } : {}),
      reversibility: 'none',
      // A width of 1 or less leaves whole numbers standing.
      keeps: width <= 1 ? ['order', 'equality', 'part', 'distribution'] : ['order'],
    };
  },
};

function halfOpen(value: number, width: number, origin: number): string {
  const low = tidy(Math.floor(tidy((value - origin) / width)) * width + origin);
  return `[${low}, ${tidy(low + width)})`;
}
