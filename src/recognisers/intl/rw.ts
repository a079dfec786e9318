import { type NationalId, part } from './spec.js';

/** Identifiers of Rwanda. */
export const rwIdentifiers: readonly NationalId[] = [
  {
    entity: 'rw-national-id',
    source: 'Law 14/2008 on registration of the population; kind, year, sex',
    plain: /^[1-9](?:19|20)\d{2}[78]\d{10}$/,
    lengths: [16],
    valid: (text) => part(text, 1, 5) >= 1900,
    scores: [0.35, 0.35],
    headers: ['rwandan id', 'indangamuntu'],
    context: ['indangamuntu', 'rwandan id', 'national id'],
    examples: {
      positive: ['1195878843218076', '3201482345747164'],
      negative: ['1189971234567890', '1198561234567890', ''],
    },
  },
];
