import { type Model, traits } from '../core/model.js';

/** The share of a class's population that is in the table lies in [min, max]. */
export const deltaPresence: Model<{ min: number; max: number }> = {
  name: 'delta-presence',
  summary: {
    en: 'For every equivalence class the share of its population that is in the table lies between min and max.',
    zh: '每个等价类中，总体记录出现在本表的比例介于 min 与 max 之间。',
  },
  source: 'Nergiz, Atzori & Clifton, Hiding the presence of individuals from shared databases, 2007',
  params: (zod) => zod.strictObject({ min: zod.number().min(0).max(1), max: zod.number().min(0).max(1) }),
  traits: () => traits({ needsPopulation: true }),
  compile: ({ min, max }) => ({
    holds: (group) => {
      const share = group.size / group.population;
      return share >= min && share <= max;
    },
  }),
};
