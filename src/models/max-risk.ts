import { type Model, traits } from '../core/model.js';

/** Prosecutor risk 1/size of every class is at most the threshold. */
export const maxRisk: Model<{ threshold: number }> = {
  name: 'max-risk',
  summary: {
    en: 'The re-identification risk 1/size of every equivalence class is at most threshold.',
    zh: '每个等价类的重识别风险（1/类大小）不超过 threshold。',
  },
  source: 'El Emam, Guide to the de-identification of personal health information, 2013 (prosecutor risk)',
  params: (zod) => zod.strictObject({ threshold: zod.number().positive().max(1) }),
  traits: ({ threshold }) => traits({ growing: true, impliesK: leastSize(threshold), sizeOnly: true }),
  compile: ({ threshold }) => {
    const least = leastSize(threshold);
    return { holds: (group) => group.size >= least };
  },
};

/** Smallest class size whose risk 1/size does not exceed the threshold; 0.2 gives 5 in spite of rounding. */
function leastSize(threshold: number): number {
  return Math.ceil(1 / threshold - 1e-9);
}
