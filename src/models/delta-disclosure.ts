import { presentDelta } from '../core/distribution.js';
import { type Model, traits } from '../core/model.js';

/** |ln(p/q)| < δ for every sensitive value and class; a value that a class lacks violates it unless ignored. */
export const deltaDisclosure: Model<{ delta: number; absent: 'violates' | 'ignored' }> = {
  name: 'delta-disclosure',
  summary: {
    en: 'In every equivalence class |ln(p/q)| of each sensitive value is below delta.',
    zh: '每个等价类中，各敏感值的 |ln(p/q)| 小于 delta。',
  },
  source: 'Brickell & Shmatikov, The cost of privacy, 2008',
  params: (zod) =>
    zod.strictObject({
      delta: zod.number().positive(),
      absent: zod.enum(['violates', 'ignored']).default('violates'),
    }),
  // Joining classes can dilute a value that one of them lacks, so ignoring what is absent is not monotone.
  traits: ({ absent }) => traits({ needsSensitive: true, monotone: absent === 'violates' }),
  compile: ({ delta, absent }, table) => {
    let occurring = 0;
    for (const n of table.sensitive) if (n > 0) occurring++;
    return {
      holds: (group) =>
        (absent === 'ignored' || group.to - group.from === occurring) &&
        presentDelta(group, table.sensitive, table.records) < delta,
    };
  },
};
