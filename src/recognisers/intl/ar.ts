import { type NationalId, part, weighted } from './spec.js';

/** Identifiers of Argentina. */
export const arIdentifiers: readonly NationalId[] = [
  {
    entity: 'ar-cuit',
    source: 'AFIP: CUIT and CUIL, modulus 11',
    plain: /^(?:2[03-7]|3[034])\d{9}$/,
    written: /^(?:2[03-7]|3[034])-\d{8}-\d$/,
    lengths: [11],
    valid: (text) => {
      const check = 11 - (weighted(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return (check === 11 ? 0 : check) === part(text, 10, 11);
    },
    scores: [0.4, 0.65],
    headers: ['cuit', 'cuil'],
    context: ['cuit', 'cuil'],
    examples: { positive: ['20-12345678-6', '20123456786'], negative: ['20-12345678-5', ''] },
  },
];
