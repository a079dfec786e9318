import { type NationalId, part, repeated, weighted } from './spec.js';

/** Identifiers of Russia. */
export const ruIdentifiers: readonly NationalId[] = [
  {
    entity: 'ru-snils',
    source: 'Постановление Правления ПФР 192п; modulus 101',
    plain: /^\d{11}$/,
    written: /^\d{3}-\d{3}-\d{3}[ -]\d{2}$/,
    lengths: [11],
    valid: (text) => {
      const rest = weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
      return !repeated(text) && rest % 100 === part(text, 9, 11);
    },
    scores: [0.4, 0.7],
    headers: ['snils', 'снилс'],
    context: ['снилс', 'snils'],
    examples: { positive: ['71465273094', '112-233-445 95'], negative: ['11223344559', '12123344595', ''] },
  },
];
