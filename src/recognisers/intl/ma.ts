import type { NationalId } from './spec.js';

/** Identifiers of Morocco. */
export const maIdentifiers: readonly NationalId[] = [
  {
    entity: 'ma-cin',
    source: 'Loi 35-06: one or two letters, five to seven digits',
    plain: /^[A-Z]{1,2}\d{5,7}$/,
    lengths: [6, 7, 8, 9],
    scores: [0.15, 0.15],
    headers: ['cin', 'cnie'],
    context: ['cin', 'cnie', 'carte nationale'],
    examples: { positive: ['A12345', 'BK123456'], negative: ['ABC123456', 'BK1234', 'BK12345678', ''] },
  },
];
