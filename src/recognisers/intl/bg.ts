import { birth, type NationalId, part, weighted } from './spec.js';

/** Identifiers of Bulgaria. */
export const bgIdentifiers: readonly NationalId[] = [
  {
    entity: 'bg-egn',
    source: 'ЕСГРАОН: единен граждански номер',
    plain: /^\d{10}$/,
    lengths: [10],
    valid: (text) => {
      const month = part(text, 2, 4) % 20;
      return (
        birth(part(text, 0, 2), month, part(text, 4, 6)) &&
        (weighted(text, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === part(text, 9, 10)
      );
    },
    scores: [0.4, 0.4],
    headers: ['egn', 'егн'],
    context: ['егн', 'egn'],
    examples: { positive: ['7610226900', '3732122314'], negative: ['7502308204', '7515328201', ''] },
  },
];
