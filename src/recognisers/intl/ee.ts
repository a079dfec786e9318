import { birth, type NationalId, part, weighted } from './spec.js';

/** Identifiers of Estonia; Lithuania computes its own the same way. */
export const eeIdentifiers: readonly NationalId[] = [
  {
    entity: 'ee-isikukood',
    source: 'EVS 585:2007; two rounds of modulus 11, as in Lithuania (asmens kodas)',
    plain: /^[1-8]\d{10}$/,
    lengths: [11],
    valid: (text) => {
      if (
        !birth(
          1800 + 100 * ((part(text, 0, 1) - 1) >> 1) + part(text, 1, 3),
          part(text, 3, 5),
          part(text, 5, 7),
        )
      )
        return false;
      const first = weighted(text, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
      const second = weighted(text, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
      return (first < 10 ? first : second % 10) === part(text, 10, 11);
    },
    scores: [0.4, 0.4],
    headers: ['isikukood', 'asmens kodas'],
    context: ['isikukood', 'asmens kodas'],
    examples: { positive: ['54008044319', '35105046617'], negative: ['97511160007', '54008044318', ''] },
  },
];
