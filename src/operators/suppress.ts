import type { Operator } from '../core/operator.js';

/** Drops the column: it is not in the output at all. `apply` gives the empty text, for showing before and after. */
export const suppress: Operator<Record<string, never>> = {
  name: 'suppress',
  summary: { en: 'Drops the column from the output.', zh: '从输出中删除整列。' },
  params: (zod) => zod.strictObject({}),
  examples: [{ params: {}, in: '张三', out: '' }],
  compile: () => ({
    apply: () => '',
    instruction: { op: 'drop' },
    reversibility: 'none',
    keeps: [],
  }),
};
