import { topShare } from '../core/distribution.js';
import { type Model, traits } from '../core/model.js';

/** At least k records per class, and no sensitive value in more than a share α of them. */
export const alphaKAnonymity: Model<{ alpha: number; k: number }> = {
  name: 'alpha-k-anonymity',
  summary: {
    en: 'Every equivalence class has at least k records and no sensitive value in more than a share alpha of them.',
    zh: '每个等价类至少有 k 条记录，且任何敏感值的占比不超过 alpha。',
  },
  source: 'Wong et al., (α, k)-anonymity, 2006',
  params: (zod) => zod.strictObject({ alpha: zod.number().positive().max(1), k: zod.int().min(1) }),
  traits: ({ alpha, k }) =>
    traits({ needsSensitive: true, impliesK: Math.max(k, Math.ceil(1 / alpha - 1e-9)) }),
  compile: ({ alpha, k }) => ({
    holds: (group) => group.size >= k && topShare(group) <= alpha + 1e-12,
  }),
};
