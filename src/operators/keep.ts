import type { Operator } from '../core/operator.js';

/** Leaves the column as it is. Nothing is taken away, so anyone can "turn it back": whether that is fit depends on the role. */
export const keep: Operator<Record<string, never>> = {
  name: 'keep',
  summary: { en: 'Leaves the column as it is.', zh: '保持原样。' },
  params: (zod) => zod.strictObject({}),
  examples: [
    { params: {}, in: 'A-1001', out: 'A-1001' },
    { params: {}, in: '', out: '' },
  ],
  compile: () => ({
    apply: (text) => text,
    instruction: { op: 'copy' },
    reversibility: 'reversible',
    keepsType: true,
    keeps: ['length', 'order', 'equality', 'format', 'part', 'distribution'],
  }),
};
