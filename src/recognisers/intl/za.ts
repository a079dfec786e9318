import { luhn } from '../scan/checksums.js';
import { birth, type NationalId, part } from './spec.js';

/** Identifiers of South Africa. */
export const zaIdentifiers: readonly NationalId[] = [
  {
    entity: 'za-id',
    source: 'Identification Act 68 of 1997; date, citizenship, Luhn',
    plain: /^\d{10}[012]\d{2}$/,
    lengths: [13],
    valid: (text) => luhn(text) && birth(part(text, 0, 2), part(text, 2, 4), part(text, 4, 6)),
    scores: [0.4, 0.4],
    headers: ['sa id', 'south african id', 'rsa id'],
    context: ['south african id', 'sa id', 'id number'],
    examples: {
      positive: ['8001015009087', '9202201234088'],
      negative: ['8001015009176', '9902294321191', ''],
    },
  },
];
