import { birth, type NationalId, part, weighted } from './spec.js';

/** Identifiers of Romania. */
export const roIdentifiers: readonly NationalId[] = [
  {
    entity: 'ro-cnp',
    source: 'Legea 105/1996; weights 279146358279',
    plain: /^[1-8]\d{12}$/,
    lengths: [13],
    valid: (text) => {
      const county = part(text, 7, 9);
      const rest = weighted(text, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
      const century = [0, 1900, 1900, 1800, 1800, 2000, 2000, 0, 0, 0][part(text, 0, 1)]!;
      return (
        birth(century + part(text, 1, 3), part(text, 3, 5), part(text, 5, 7)) &&
        ((county >= 1 && county <= 47) || county === 51 || county === 52 || county === 70) &&
        !text.slice(9, 12).startsWith('000') &&
        (rest === 10 ? 1 : rest) === part(text, 12, 13)
      );
    },
    scores: [0.4, 0.4],
    headers: ['cnp', 'cod numeric personal'],
    context: ['cnp', 'cod numeric personal'],
    examples: {
      positive: ['4940824121077', '6040814213441'],
      negative: ['1813010400181', '1800101480188', ''],
    },
  },
];
