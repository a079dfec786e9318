import { type NationalId, part, weighted } from './spec.js';

/** Identifiers of Portugal. */
export const ptIdentifiers: readonly NationalId[] = [
  {
    entity: 'pt-nif',
    source: 'Decreto-Lei 14/2013; modulus 11',
    plain: /^(?:[1235689]|45|7[0124579])\d{7,8}$/,
    written: /^(?:[1235689]\d|45|7[0124579])\d ?\d{3} ?\d{3}$/,
    lengths: [9],
    valid: (text) => {
      const check = 11 - (weighted(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return (check > 9 ? 0 : check) === part(text, 8, 9);
    },
    scores: [0.3, 0.35],
    headers: ['nif', 'contribuinte', 'numero de contribuinte'],
    context: ['nif', 'contribuinte'],
    examples: { positive: ['140110488', '318 998 130'], negative: ['123456780', '400123401', ''] },
  },
];
