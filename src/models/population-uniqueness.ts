import { type Model, traits } from '../core/model.js';
import { dankar, pitman, type SizeCount, shiftedNegativeBinomial, zayatz } from '../core/population.js';

const estimators: Record<string, (sizes: readonly SizeCount[], population: number) => number> = {
  pitman: (sizes, population) => pitman(sizes, population).uniques,
  zayatz,
  snb: (sizes, population) => shiftedNegativeBinomial(sizes, population).uniques,
  dankar,
};

/** The estimated share of population records that are unique in the population is at most the threshold. */
export const populationUniqueness: Model<{
  threshold: number;
  population: number;
  estimator: 'pitman' | 'zayatz' | 'snb' | 'dankar';
}> = {
  name: 'population-uniqueness',
  summary: {
    en: 'The estimated share of records that are unique in the population is at most threshold.',
    zh: '估计在总体中唯一的记录比例不超过 threshold。',
  },
  source: 'Hoshino 2001 (pitman), Zayatz 1991, Chen & Keller-McNulty 1998 (snb), Dankar et al. 2012',
  params: (zod) =>
    zod.strictObject({
      threshold: zod.number().min(0).max(1),
      population: zod.int().min(1),
      estimator: zod.enum(['pitman', 'zayatz', 'snb', 'dankar']).default('dankar'),
    }),
  traits: () => traits({ monotone: false }),
  compile: ({ threshold, population, estimator }) => ({
    holds: () => true,
    accepts: (released) => estimators[estimator]!(released.sizes(), population) <= threshold * population,
  }),
};
