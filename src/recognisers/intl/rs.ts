import { birth, type NationalId, part, weighted } from './spec.js';

/** Identifiers of Serbia and the other states of former Yugoslavia. */
export const rsIdentifiers: readonly NationalId[] = [
  {
    entity: 'rs-jmbg',
    source: 'Zakon o uvođenju jedinstvenog matičnog broja građana (1976)',
    plain: /^\d{13}$/,
    lengths: [13],
    valid: (text) => {
      const year = part(text, 4, 7);
      const check = 11 - (weighted(text, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return (
        birth(year > 800 ? 1000 + year : 2000 + year, part(text, 2, 4), part(text, 0, 2)) &&
        (check > 9 ? 0 : check) === part(text, 12, 13)
      );
    },
    scores: [0.4, 0.4],
    headers: ['jmbg', 'emso', 'jmb'],
    context: ['jmbg', 'emšo', 'matični broj'],
    examples: {
      positive: ['1702988746868', '0607928756248'],
      negative: ['3211975710000', '1702988746869', ''],
    },
  },
];
