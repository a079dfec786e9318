import type { NationalId } from './spec.js';

/** Identifiers of Bangladesh. */
export const bdIdentifiers: readonly NationalId[] = [
  {
    entity: 'bd-nid',
    source: 'Election Commission of Bangladesh: 10, 13 or 17 digits',
    plain: /^(?:\d{10}|\d{13}|\d{17})$/,
    lengths: [10, 13, 17],
    scores: [0.1, 0.1],
    headers: ['bangladesh nid', 'bd nid'],
    context: ['nid', 'national id', 'জাতীয় পরিচয়'],
    examples: { positive: ['1234567890', '1234567890123'], negative: ['123456789', '1234567890123456', ''] },
  },
];
