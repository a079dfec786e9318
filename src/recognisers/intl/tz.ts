import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Tanzania. */
export const tzIdentifiers: readonly NationalId[] = [
  {
    entity: 'tz-nida',
    source: 'Registration and Identification of Persons Act; date, postcode, serial, check',
    plain: /^(?:19|20)\d{18}$/,
    written: /^(?:19|20)\d{6}-\d{5}-\d{5}-\d{2}$/,
    lengths: [20],
    valid: (text) => birth(part(text, 0, 4), part(text, 4, 6), part(text, 6, 8)),
    scores: [0.4, 0.8],
    headers: ['nida', 'nida number'],
    context: ['nida', 'kitambulisho'],
    examples: {
      positive: ['19560227426799672389', '19560227-42679-96723-89'],
      negative: ['1198571234567890', ''],
    },
  },
];
