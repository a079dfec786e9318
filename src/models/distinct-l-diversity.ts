import { type Model, traits } from '../core/model.js';

/** Every class has at least l distinct sensitive values. */
export const distinctLDiversity: Model<{ l: number }> = {
  name: 'distinct-l-diversity',
  summary: {
    en: 'Every equivalence class has at least l distinct values of the sensitive column.',
    zh: '每个等价类中敏感列至少有 l 个不同的值。',
  },
  source: 'Machanavajjhala et al., l-diversity: privacy beyond k-anonymity, 2006',
  params: (zod) => zod.strictObject({ l: zod.int().min(1) }),
  traits: ({ l }) => traits({ growing: true, needsSensitive: true, impliesK: l }),
  steps: { param: 'l', values: [2, 3, 4, 5] },
  compile: ({ l }) => ({ holds: (group) => group.to - group.from >= l }),
};
