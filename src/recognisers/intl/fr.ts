import { modulo, type NationalId } from './spec.js';

/** Identifiers of France. */
export const frIdentifiers: readonly NationalId[] = [
  {
    entity: 'fr-nir',
    source: 'Décret 82-103; INSEE: clé 97',
    plain: /^[12]\d{4}(?:\d{2}|2[AB])\d{8}$/,
    written: /^[12] \d{2} \d{2} (?:\d{2}|2[AB]) \d{3} \d{3} \d{2}$/,
    lengths: [15],
    valid: (text) => {
      const body = text.slice(0, 13).replace('2A', '19').replace('2B', '18');
      return modulo(body, 97) + Number(text.slice(13)) === 97;
    },
    scores: [0.4, 0.75],
    headers: ['nir', 'numero de securite sociale', 'securite sociale', 'numero insee'],
    context: ['sécurité sociale', 'securite sociale', 'nir', 'insee', 'numéro de sécu'],
    examples: {
      positive: ['242108708540372', '1 00 00 00 000 000 47'],
      negative: ['242108708540373', '300000000000047', ''],
    },
  },
];
