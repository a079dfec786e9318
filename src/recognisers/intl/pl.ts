import { birth, type NationalId, part, weighted } from './spec.js';

/** Identifiers of Poland. */
export const plIdentifiers: readonly NationalId[] = [
  {
    entity: 'pl-pesel',
    source: 'Ustawa o ewidencji ludności; weights 1-3-7-9',
    plain: /^\d{11}$/,
    lengths: [11],
    valid: (text) => {
      const month = part(text, 2, 4) % 20;
      return (
        birth(part(text, 0, 2), month, part(text, 4, 6)) &&
        weighted(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
      );
    },
    scores: [0.4, 0.4],
    headers: ['pesel', 'numer pesel'],
    context: ['pesel'],
    examples: { positive: ['44051401458', '49041315346'], negative: ['85031512346', '85131500007', ''] },
  },
];
