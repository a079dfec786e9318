import { birth, type NationalId, part, weighted } from './spec.js';

/** Identifiers of Norway. */
export const noIdentifiers: readonly NationalId[] = [
  {
    entity: 'no-fodselsnummer',
    source: 'Forskrift om folkeregistrering § 2-2-1; two check digits by modulus 11',
    plain: /^\d{11}$/,
    written: /^\d{6} \d{5}$/,
    lengths: [11],
    valid: (text) => {
      const day = part(text, 0, 2);
      const month = part(text, 2, 4) % 40;
      return (
        birth(part(text, 4, 6), month, day > 40 ? day - 40 : day) &&
        weighted(text, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
        weighted(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
      );
    },
    scores: [0.45, 0.6],
    headers: ['fodselsnummer', 'fødselsnummer', 'personnummer', 'fnr', 'd nummer'],
    context: ['fødselsnummer', 'fodselsnummer', 'personnummer', 'fnr'],
    examples: { positive: ['27077845785', '270778 45785'], negative: ['27077845786', '72035100017', ''] },
  },
];
