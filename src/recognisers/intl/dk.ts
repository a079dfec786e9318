import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Denmark. */
export const dkIdentifiers: readonly NationalId[] = [
  {
    entity: 'dk-cpr',
    source: 'CPR-kontoret: personnummeret i CPR; modulus 11 given up in 2007',
    plain: /^\d{10}$/,
    written: /^\d{6}-\d{4}$/,
    lengths: [10],
    valid: (text) => birth(part(text, 4, 6), part(text, 2, 4), part(text, 0, 2)) && !text.endsWith('0000'),
    scores: [0.2, 0.4],
    headers: ['cpr', 'cpr nummer', 'cpr nr', 'personnummer'],
    context: ['cpr', 'personnummer'],
    examples: { positive: ['190840-1556', '1708851234'], negative: ['320185-1234', '170885-0000', ''] },
  },
];
