import { type Model, traits } from '../core/model.js';
import { poissonK, zeroTruncatedPoissonK } from '../core/population.js';

interface Params {
  k: number;
  population?: number | undefined;
  estimator: 'poisson' | 'zero-truncated-poisson';
  significance: number;
}

/**
 * Every class corresponds to at least k records of the population: counted where a population table is given, and
 * estimated from the size of the population otherwise.
 */
export const kMap: Model<Params> = {
  name: 'k-map',
  summary: {
    en: 'Every equivalence class matches at least k records of the population: of its table, or as estimated from its size (population).',
    zh: '每个等价类在总体中至少对应 k 条记录：按总体表计数，或按总体规模（population）估计。',
  },
  source:
    'Sweeney, Computational disclosure control, 2001; estimators: El Emam & Dankar, Protecting privacy using k-anonymity, 2008; as in ARX 3.9',
  params: (zod) =>
    zod.strictObject({
      k: zod.int().min(1),
      population: zod.int().min(1).optional(),
      estimator: zod.enum(['poisson', 'zero-truncated-poisson']).default('zero-truncated-poisson'),
      significance: zod.number().min(0).max(1).default(0.01),
    }),
  traits: ({ population }) => traits({ growing: true, needsPopulation: population === undefined }),
  compile: ({ k, population, estimator, significance }, table) => {
    if (population === undefined) return { holds: (group) => group.size === 0 || group.population >= k };
    // How many records of the sample a class of k records of the population would hardly ever reach by chance.
    const expected = k * Math.min(1, (table.sample ?? table.records) / population);
    const least = Math.min(
      k,
      table.records,
      (estimator === 'poisson' ? poissonK : zeroTruncatedPoissonK)(expected, significance),
    );
    return { holds: (group) => group.size >= least };
  },
};
