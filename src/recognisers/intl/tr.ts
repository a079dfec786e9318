import { type NationalId, part, weighted } from './spec.js';

/** Identifiers of Türkiye. */
export const trIdentifiers: readonly NationalId[] = [
  {
    entity: 'tr-tckn',
    source: 'Nüfus Hizmetleri Kanunu 5490; two check digits',
    plain: /^[1-9]\d{10}$/,
    written: /^\d{3} \d{3} \d{3} \d{2}$/,
    lengths: [11],
    valid: (text) => {
      const tenth = ((weighted(text, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10;
      return (
        tenth === part(text, 9, 10) &&
        weighted(text, Array(10).fill(1) as number[]) % 10 === part(text, 10, 11)
      );
    },
    scores: [0.4, 0.4],
    headers: ['tckn', 'tc kimlik no', 'kimlik no', 'tc kimlik'],
    context: ['tckn', 'kimlik', 't.c.'],
    examples: {
      positive: ['76543210794', '10000000146', '100 000 001 46'],
      negative: ['11798724308', '02531814694', ''],
    },
  },
];
