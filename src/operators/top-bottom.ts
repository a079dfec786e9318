import { approximate, ceilOf, type Decimal, floorOf, readNumber } from '../core/numbers.js';
import type { Operator } from '../core/operator.js';

/** Parameters of `top-bottom`: at least one bound. Bounds that are fractions are not lowered to the row program. */
export interface TopBottomParams {
  bottom?: number | undefined; // values at or below it become `<=bottom`
  top?: number | undefined; // values at or above it become `>=top`
}

/** Top- and bottom-codes numbers: extremes join one label, the middle stays as written. What is no number becomes `*`. */
export const topBottom: Operator<TopBottomParams> = {
  name: 'top-bottom',
  summary: {
    en: 'Joins extreme numbers into <=bottom and >=top; the middle stays as written, what is no number becomes *.',
    zh: '把过小、过大的数值合并为 <=下限、>=上限；中间数值保持原样，不是数值的内容变为 *。',
  },
  params(zod) {
    const bound = zod.number().min(-1e15).max(1e15).optional();
    return zod
      .strictObject({ bottom: bound, top: bound })
      .refine(({ bottom, top }) => bottom !== undefined || top !== undefined, 'bottom or top is needed')
      .refine(({ bottom = -Infinity, top = Infinity }) => bottom < top, 'bottom must be below top');
  },
  examples: [
    { params: { bottom: 0, top: 90 }, in: '93', out: '>=90' },
    { params: { bottom: 0, top: 90 }, in: '90', out: '>=90' },
    { params: { bottom: 0, top: 90 }, in: '-1', out: '<=0' },
    { params: { bottom: 0, top: 90 }, in: '035', out: '035' },
    { params: { top: 90 }, in: '89.5', out: '89.5' },
    { params: { top: 90 }, in: '三十五', out: '*' },
    { params: { top: 41.5 }, in: '41.8', out: '>=41.5' },
  ],
  compile({ bottom, top }) {
    const whole = [bottom, top].every((bound) => bound === undefined || Number.isSafeInteger(bound));
    return {
      apply(text) {
        const value = readNumber(text);
        if (value === null) return '*';
        if (bottom !== undefined && atMost(value, bottom)) return `<=${bottom}`;
        if (top !== undefined && atLeast(value, top)) return `>=${top}`;
        return text;
      },
      ...(whole ? { instruction: { op: 'limit', bottom: bottom ?? null, top: top ?? null } as const } : {}),
      reversibility: 'none',
      keeps: ['order', 'equality', 'format', 'part', 'distribution'],
    };
  },
};

function atMost(value: Decimal, bound: number): boolean {
  return Number.isSafeInteger(bound) ? ceilOf(value) <= BigInt(bound) : approximate(value) <= bound;
}

function atLeast(value: Decimal, bound: number): boolean {
  return Number.isSafeInteger(bound) ? floorOf(value) >= BigInt(bound) : approximate(value) >= bound;
}
