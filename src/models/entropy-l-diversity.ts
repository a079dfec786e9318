import { grassberger, shannon } from '../core/distribution.js';
import { type Model, traits } from '../core/model.js';

/** The entropy of the sensitive values of every class is at least ln l. */
export const entropyLDiversity: Model<{ l: number; estimator: 'shannon' | 'grassberger' }> = {
  name: 'entropy-l-diversity',
  summary: {
    en: 'The entropy of the sensitive column in every equivalence class is at least ln l.',
    zh: '每个等价类中敏感列的熵不低于 ln l。',
  },
  source: 'Machanavajjhala et al. 2006; estimator grassberger: Grassberger, arXiv:physics/0307138, 2003',
  params: (zod) =>
    zod.strictObject({
      l: zod.number().min(1),
      estimator: zod.enum(['shannon', 'grassberger']).default('shannon'),
    }),
  // The corrected estimate may exceed the number of values seen, so only the count itself is implied.
  traits: ({ l, estimator }) =>
    traits({ needsSensitive: true, monotone: estimator === 'shannon', impliesK: Math.ceil(l) }),
  compile: ({ l, estimator }) => {
    const entropy = estimator === 'grassberger' ? grassberger : shannon;
    const least = Math.log(l) - 1e-12;
    const values = Math.ceil(l);
    return { holds: (group) => group.to - group.from >= values && entropy(group) >= least };
  },
};
