import { type NationalId, part, repeated, weighted } from './spec.js';

/** Identifiers of Hungary. */
export const huIdentifiers: readonly NationalId[] = [
  {
    entity: 'hu-taj',
    source: '1996. évi XX. törvény; weights 3-7',
    plain: /^\d{9}$/,
    written: /^\d{3}([ -])\d{3}\1\d{3}$/,
    lengths: [9],
    valid: (text) => weighted(text, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === part(text, 8, 9) && !repeated(text),
    scores: [0.3, 0.35],
    headers: ['taj', 'taj szam', 'taj szám'],
    context: ['taj', 'tajszám'],
    examples: { positive: ['135644465', '135 644 465'], negative: ['123 456-788', '135644466', ''] },
  },
];
