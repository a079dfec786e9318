import { type NationalId, part } from './spec.js';

/** Identifiers of Belgium. */
export const beIdentifiers: readonly NationalId[] = [
  {
    entity: 'be-national-number',
    source: 'Arrêté royal du 3 avril 1984; modulus 97, with 2 before it for births from 2000',
    plain: /^\d{11}$/,
    written: /^\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}$/,
    lengths: [11],
    valid: (text) => {
      const body = part(text, 0, 9);
      const check = part(text, 9, 11);
      const dated = part(text, 2, 4) % 20 <= 12 && part(text, 4, 6) <= 31 && part(text, 6, 9) % 999 > 0;
      return dated && (97 - (body % 97) === check || 97 - ((2_000_000_000 + body) % 97) === check);
    },
    scores: [0.4, 0.85],
    headers: ['rijksregisternummer', 'numero national', 'niss', 'rrn'],
    context: ['rijksregister', 'registre national', 'niss', 'national number'],
    distinctive: true,
    examples: {
      positive: ['40.09.05-380.82', '00.01.01-001.05', '40090538082'],
      negative: ['00.01.01-001.06', '42.01.22-051.82', ''],
    },
  },
];
