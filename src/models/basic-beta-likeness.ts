import { basicBeta } from '../core/distribution.js';
import { type Model, traits } from '../core/model.js';

/** No sensitive value is more than (1 + β) times as frequent in a class as in the table. */
export const basicBetaLikeness: Model<{ beta: number }> = {
  name: 'basic-beta-likeness',
  summary: {
    en: 'In every equivalence class the relative gain (p − q)/q of each sensitive value is at most beta.',
    zh: '每个等价类中，各敏感值的相对增益 (p − q)/q 不超过 beta。',
  },
  source: 'Cao & Karras, Publishing microdata with a robust privacy guarantee, 2012',
  params: (zod) => zod.strictObject({ beta: zod.number().positive() }),
  traits: () => traits({ needsSensitive: true }),
  compile: ({ beta }, table) => ({
    holds: (group) => basicBeta(group, table.sensitive, table.records) <= beta + 1e-12,
  }),
};
