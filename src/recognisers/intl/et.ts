import { type NationalId, verhoeff } from './spec.js';

/** Identifiers of Ethiopia. */
export const etIdentifiers: readonly NationalId[] = [
  {
    entity: 'et-fayda',
    source: 'National ID Program, Fayda: 12 digits, Verhoeff',
    plain: /^\d{12}$/,
    written: /^\d{4}([ -])\d{4}\1\d{4}$/,
    lengths: [12],
    valid: (text) => verhoeff(text),
    scores: [0.3, 0.4],
    headers: ['fayda', 'fayda no', 'fan'],
    context: ['fayda'],
    examples: { positive: ['784822912222'], negative: ['784822912223', '78482291222', ''] },
  },
];
