import { type Model, traits } from '../core/model.js';

/** The share of released records that are alone in their class is at most the threshold. */
export const sampleUniqueness: Model<{ threshold: number }> = {
  name: 'sample-uniqueness',
  summary: {
    en: 'The share of released records that are alone in their equivalence class is at most threshold.',
    zh: '发布记录中在其等价类内唯一的比例不超过 threshold。',
  },
  source: 'Dankar et al., Estimating the re-identification risk of clinical data sets, 2012',
  params: (zod) => zod.strictObject({ threshold: zod.number().min(0).max(1) }),
  traits: () => traits({}),
  compile: ({ threshold }) => ({
    holds: () => true,
    accepts: (released) => {
      const first = released.sizes()[0];
      const uniques = first?.size === 1 ? first.classes : 0;
      return uniques <= threshold * released.records + 1e-9;
    },
  }),
};
