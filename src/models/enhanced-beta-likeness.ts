import { enhancedBeta } from '../core/distribution.js';
import { type Model, traits } from '../core/model.js';

/** As basic β-likeness, with the bound min(β, −ln q) per value. */
export const enhancedBetaLikeness: Model<{ beta: number }> = {
  name: 'enhanced-beta-likeness',
  summary: {
    en: 'In every equivalence class the relative gain (p − q)/q of each sensitive value is at most min(beta, −ln q).',
    zh: '每个等价类中，各敏感值的相对增益 (p − q)/q 不超过 min(beta, −ln q)。',
  },
  source: 'Cao & Karras, Publishing microdata with a robust privacy guarantee, 2012',
  params: (zod) => zod.strictObject({ beta: zod.number().positive() }),
  traits: () => traits({ needsSensitive: true }),
  compile: ({ beta }, table) => ({
    holds: (group) => enhancedBeta(group, table.sensitive, table.records) <= beta + 1e-12,
  }),
};
