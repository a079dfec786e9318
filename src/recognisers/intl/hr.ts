import { mod11_10 } from '../scan/checksums.js';
import type { NationalId } from './spec.js';

/** Identifiers of Croatia. */
export const hrIdentifiers: readonly NationalId[] = [
  {
    entity: 'hr-oib',
    source: 'Zakon o osobnom identifikacijskom broju; ISO 7064 MOD 11,10',
    plain: /^\d{11}$/,
    lengths: [11],
    valid: mod11_10,
    scores: [0.3, 0.3],
    headers: ['oib'],
    context: ['oib', 'osobni identifikacijski'],
    examples: { positive: ['63089754216', '19680253471'], negative: ['123456789031', '19680253472', ''] },
  },
];
