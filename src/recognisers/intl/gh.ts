import type { NationalId } from './spec.js';

/** Identifiers of Ghana. */
export const ghIdentifiers: readonly NationalId[] = [
  {
    entity: 'gh-card',
    source: 'National Identification Authority, Ghana card',
    plain: null,
    written: /^[A-Z]{3}-\d{9}-\d$/,
    lengths: [13],
    scores: [0.3, 0.45],
    headers: ['ghana card', 'ghana card pin'],
    context: ['ghana card', 'pin'],
    examples: { positive: ['GHA-012345678-9'], negative: ['GHA6899581872', 'GHA-68995818-2', ''] },
  },
];
