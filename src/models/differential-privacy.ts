import { type Model, traits } from '../core/model.js';
import { safePub } from '../core/safepub.js';

interface Params {
  epsilon: number;
  delta: number;
  searchBudget: number;
  steps: number;
}

/**
 * (ε, δ)-differential privacy by SafePub: a random sample of the records, generalised by levels that were chosen without
 * the data or by the exponential mechanism, where every class has k records. k and the sampling rate follow from ε and δ.
 */
export const differentialPrivacy: Model<Params> = {
  name: 'differential-privacy',
  summary: {
    en: '(epsilon, delta)-differential privacy by SafePub: a random sample, levels chosen without looking or within searchBudget, and classes of k records.',
    zh: '按 SafePub 实现的 (epsilon, delta)-差分隐私：随机抽样，级别不看数据选定或在 searchBudget 内选定，每个等价类至少 k 条记录。',
  },
  source:
    'Bild, Kuhn & Prasser, SafePub, 2018; Li, Qardaji & Su, On sampling, anonymization, and differential privacy, 2012',
  params: (zod) =>
    zod
      .strictObject({
        epsilon: zod.number().positive().max(20),
        delta: zod.number().positive().max(0.1),
        searchBudget: zod.number().min(0).default(0),
        steps: zod.int().min(1).max(10_000).default(300),
      })
      .refine(({ epsilon, searchBudget }) => searchBudget < epsilon, { path: ['searchBudget'] }),
  traits: ({ epsilon, delta, searchBudget, steps }) => {
    const { k, beta } = known(epsilon - searchBudget, delta);
    return traits({
      growing: true,
      impliesK: k,
      sizeOnly: true,
      sampling: { rate: beta, budget: searchBudget, steps },
    });
  },
  compile: ({ epsilon, delta, searchBudget }) => {
    const { k } = known(epsilon - searchBudget, delta);
    return { holds: (group) => group.size >= k };
  },
};

const parameters = new Map<string, ReturnType<typeof safePub>>();

/** SafePub's parameters, found once: traits are asked for often. */
function known(epsilon: number, delta: number): ReturnType<typeof safePub> {
  const key = `${epsilon} ${delta}`;
  let found = parameters.get(key);
  if (!found) {
    found = safePub(epsilon, delta);
    parameters.set(key, found);
  }
  return found;
}
