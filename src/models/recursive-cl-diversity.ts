import { descending, recursiveRatio } from '../core/distribution.js';
import { type Model, traits } from '../core/model.js';

/** r₁ < c (r_l + … + r_m) for the value counts r₁ ≥ … ≥ r_m of every class. */
export const recursiveCLDiversity: Model<{ c: number; l: number }> = {
  name: 'recursive-cl-diversity',
  summary: {
    en: 'In every equivalence class the most frequent sensitive value occurs less than c times as often as the l-th and rarer ones together.',
    zh: '每个等价类中，最常见敏感值的次数小于第 l 位及以后各值次数之和的 c 倍。',
  },
  source: 'Machanavajjhala et al., l-diversity: privacy beyond k-anonymity, 2006',
  params: (zod) => zod.strictObject({ c: zod.number().positive(), l: zod.int().min(1) }),
  traits: ({ l }) => traits({ needsSensitive: true, impliesK: l }),
  compile: ({ c, l }) => ({
    holds: (group) => group.to - group.from >= l && recursiveRatio(descending(group), l) < c,
  }),
};
