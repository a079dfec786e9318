import { readNumber } from '../core/numbers.js';
import type { Operator } from '../core/operator.js';
import type { KeyedRandom } from '../core/random.js';

/** Parameters of `noise`. */
export interface NoiseParams {
  scale: number; // laplace: the parameter b, so a mean deviation of b; uniform: the largest deviation
  distribution?: 'laplace' | 'uniform' | undefined; // default laplace
  by?: string | undefined; // column that takes part in the draw: equal values of different persons then move apart
}

/** Units of the last decimal that a deviation of one scale may have: every one of them must be reachable by a double. */
const finest = 1e12;

/**
 * Adds keyed noise to a number, drawn by its value (and the cell of `by`), rounded to the decimals of the number; decimals
 * finer than 10⁻¹² of the scale are dropped, as noise could not reach them. What is no number, or has an empty cell in
 * `by`, becomes `*`. It claims no differential privacy: the same value gets the same noise on every occurrence.
 */
export const noise: Operator<NoiseParams> = {
  name: 'noise',
  summary: {
    en: 'Adds keyed noise of a stated scale (Laplace or uniform) to numbers and keeps their decimals; anything else becomes *.',
    zh: '为数值加上给定尺度的密钥噪声（拉普拉斯或均匀分布），小数位数不变；其他内容变为 *。',
  },
  params: (zod) =>
    zod.strictObject({
      scale: zod.number().min(0.0001).max(finest),
      distribution: zod.enum(['laplace', 'uniform']).optional(),
      by: zod.string().min(1).optional(),
    }),
  examples: [
    { params: { scale: 100 }, in: '5249', out: '5388' },
    { params: { scale: 100 }, in: '5249.50', out: '5078.38' },
    { params: { scale: 5, distribution: 'uniform' }, in: '36.7', out: '36.3' },
    { params: { scale: 100, by: '编号' }, record: { 编号: 'P-001' }, in: '5249', out: '5220' },
    { params: { scale: 100, by: '编号' }, record: { 编号: null }, in: '5249', out: '*' },
    { params: { scale: 100 }, in: '约五千', out: '*' },
  ],
  compile({ scale, distribution, by }, context) {
    const key = context.key('noise');
    const draw = distribution === 'uniform' ? uniform : laplace;
    const most = Math.floor(Math.log10(finest / scale) + 1e-9);
    return {
      apply(text, record) {
        const value = readNumber(text);
        const person = by === undefined ? '' : record.get(by);
        if (value === null || person === null) return '*';
        const places = Math.min(value.fraction.length, most);
        const size = BigInt(`${value.whole}${value.fraction.slice(0, places)}`);
        const unit = 10 ** places;
        // The column takes part: the same number in two columns must not move alike, or their difference would stand.
        const random = key.random(JSON.stringify([context.column, person, text]));
        const moved = (value.negative ? -size : size) + BigInt(Math.round(draw(random) * scale * unit));
        return written(moved, places);
      },
      ...(by === undefined ? {} : { reads: [by] }),
      keepsType: true,
      reversibility: 'keyed',
      // Small noise leaves leading digits; without `by`, equal values come out equal.
      keeps: [...(by === undefined ? ['equality' as const] : []), 'order', 'format', 'part', 'distribution'],
    };
  },
};

/** Uniform in [−1, 1). */
function uniform(random: KeyedRandom): number {
  return 2 * random.fraction() - 1;
}

/** Laplace of scale 1: an exponential of either sign. */
function laplace(random: KeyedRandom): number {
  const sign = random.uint32() & 1 ? 1 : -1;
  return sign * -Math.log(1 - random.fraction());
}

function written(value: bigint, places: number): string {
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
  const point = digits.length - places;
  return `${value < 0n ? '-' : ''}${digits.slice(0, point)}${places > 0 ? `.${digits.slice(point)}` : ''}`;
}
