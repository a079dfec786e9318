import type { Operator } from '../core/operator.js';

/** Parameters of `truncate`. */
export interface TruncateParams {
  length: number; // characters that stay
}

/** Keeps the first characters. A value no longer than that would stand whole, and becomes empty instead. */
export const truncate: Operator<TruncateParams> = {
  name: 'truncate',
  summary: {
    en: 'Keeps the first characters; a value no longer than that becomes empty.',
    zh: '只保留前若干个字符；长度不足的取值变为空。',
  },
  params: (zod) => zod.strictObject({ length: zod.int().min(1).max(10_000) }),
  examples: [
    { params: { length: 4 }, in: '330106', out: '3301' },
    { params: { length: 4 }, in: '3301', out: '' },
    { params: { length: 2 }, in: '浙江省杭州市', out: '浙江' },
  ],
  compile: ({ length }) => ({
    apply(text) {
      const characters = [...text];
      return characters.length <= length ? '' : characters.slice(0, length).join('');
    },
    instruction: { op: 'truncate', length },
    reversibility: 'none',
    keeps: ['part', 'order'],
  }),
};
