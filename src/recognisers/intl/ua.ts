import { type NationalId, part, weighted } from './spec.js';

/** Identifiers of Ukraine. */
export const uaIdentifiers: readonly NationalId[] = [
  {
    entity: 'ua-rnokpp',
    source: 'Податковий кодекс України, ст. 70; weights -1 5 7 9 4 6 10 5 7',
    plain: /^\d{10}$/,
    lengths: [10],
    valid: (text) =>
      (((weighted(text, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === part(text, 9, 10),
    scores: [0.3, 0.3],
    headers: ['rnokpp', 'ipn', 'рнокпп', 'іпн'],
    context: ['рнокпп', 'іпн', 'ідентифікаційний'],
    examples: { positive: ['2236661590', '3695007088'], negative: ['2974281301', ''] },
  },
];
