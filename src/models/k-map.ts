import { type Model, traits } from '../core/model.js';

/** Every class corresponds to at least k records of the population. */
export const kMap: Model<{ k: number }> = {
  name: 'k-map',
  summary: {
    en: 'Every equivalence class matches at least k records of the population table.',
    zh: '每个等价类在总体表中至少对应 k 条记录。',
  },
  source: 'Sweeney, Computational disclosure control, 2001',
  params: (zod) => zod.strictObject({ k: zod.int().min(1) }),
  traits: () => traits({ growing: true, needsPopulation: true }),
  compile: ({ k }) => ({ holds: (group) => group.size === 0 || group.population >= k }),
};
