import type { Operator } from '../core/operator.js';

/** Parameters of `replace`. */
export interface ReplaceParams {
  with: string;
}

/** Puts the same text in place of every value. Nulls stay null, so it still shows which records had a value. */
export const replace: Operator<ReplaceParams> = {
  name: 'replace',
  summary: {
    en: 'Puts one fixed text in place of every value; empty cells stay empty.',
    zh: '用同一段固定文字替换所有取值；空单元格仍为空。',
  },
  params: (zod) => zod.strictObject({ with: zod.string().max(1000) }),
  examples: [
    { params: { with: '[已删除]' }, in: '张三', out: '[已删除]' },
    { params: { with: '' }, in: 'x', out: '' },
  ],
  compile: (params) => ({
    apply: () => params.with,
    instruction: { op: 'constant', text: params.with },
    reversibility: 'none',
    keeps: [],
  }),
};
