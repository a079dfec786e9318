import { luhn } from '../scan/checksums.js';
import type { NationalId } from './spec.js';

/** Identifiers of Canada. */
export const caIdentifiers: readonly NationalId[] = [
  {
    entity: 'ca-sin',
    source: 'Statistics Canada and CRA: social insurance number, Luhn',
    plain: /^[1-79]\d{8}$/,
    written: /^[1-79]\d{2}([ -])\d{3}\1\d{3}$/,
    lengths: [9],
    valid: luhn,
    scores: [0.3, 0.45],
    headers: ['sin', 'social insurance number', 'canadian sin'],
    context: ['social insurance', 'sin'],
    examples: { positive: ['347-677-452', '130692544'], negative: ['130 692 545', '046 454 286', ''] },
  },
];
