import { type Model, traits } from '../core/model.js';

/** Every class has at least k records. */
export const kAnonymity: Model<{ k: number }> = {
  name: 'k-anonymity',
  summary: {
    en: 'Every equivalence class has at least k records.',
    zh: '每个等价类至少有 k 条记录。',
  },
  source: 'Sweeney, k-anonymity: a model for protecting privacy, 2002',
  params: (zod) => zod.strictObject({ k: zod.int().min(1) }),
  traits: ({ k }) => traits({ growing: true, impliesK: k, sizeOnly: true }),
  steps: { param: 'k', values: [2, 5, 10, 20, 50] },
  compile: ({ k }) => ({ holds: (group) => group.size >= k }),
};
