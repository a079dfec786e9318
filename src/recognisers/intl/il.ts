import { luhn } from '../scan/checksums.js';
import type { NationalId } from './spec.js';

/** Identifiers of Israel. */
export const ilIdentifiers: readonly NationalId[] = [
  {
    entity: 'il-teudat-zehut',
    source: 'Israeli Population Registry; Luhn over nine digits',
    plain: /^\d{9}$/,
    lengths: [9],
    valid: (text) => luhn(text) && !/^0+$/.test(text),
    scores: [0.25, 0.25],
    headers: ['teudat zehut', 'tz', 'תעודת זהות'],
    context: ['teudat zehut', 'תעודת זהות', 'ת.ז'],
    examples: { positive: ['846346484', '051450542'], negative: ['123456783', '000000000', ''] },
  },
];
