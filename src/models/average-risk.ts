import { type Model, traits } from '../core/model.js';

/** Mean prosecutor risk of the released records, classes / records, is at most the threshold. */
export const averageRisk: Model<{ threshold: number }> = {
  name: 'average-risk',
  summary: {
    en: 'The mean re-identification risk of the released records (classes / records) is at most threshold.',
    zh: '发布记录的平均重识别风险（等价类数 / 记录数）不超过 threshold。',
  },
  source: 'El Emam, Guide to the de-identification of personal health information, 2013 (marketer risk)',
  params: (zod) => zod.strictObject({ threshold: zod.number().positive().max(1) }),
  traits: () => traits({}),
  compile: ({ threshold }) => ({
    holds: () => true,
    accepts: (released) => released.classes <= threshold * released.records * (1 + 1e-12),
  }),
};
