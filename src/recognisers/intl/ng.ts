import type { NationalId } from './spec.js';

/** Identifiers of Nigeria. */
export const ngIdentifiers: readonly NationalId[] = [
  {
    entity: 'ng-nin',
    source: 'National Identity Management Commission: eleven digits',
    plain: /^\d{11}$/,
    lengths: [11],
    valid: (text) =>
      !/^(\d)\1*$/.test(text) &&
      !'01234567890123456789'.includes(text) &&
      !'98765432109876543210'.includes(text),
    scores: [0.1, 0.1],
    headers: ['nigeria nin', 'nimc'],
    context: ['nin', 'nimc'],
    examples: { positive: ['12345678902'], negative: ['1234567890', '11111111111', ''] },
  },
  {
    entity: 'ng-bvn',
    source: 'Central Bank of Nigeria: eleven digits from 2',
    plain: /^\d{11}$/,
    lengths: [11],
    valid: (text) => !/^(\d)\1*$/.test(text),
    scores: [0.1, 0.1],
    headers: ['bvn'],
    context: ['bvn', 'bank verification'],
    examples: { positive: ['22107152688'], negative: ['2410715268', '00000000000', ''] },
  },
  {
    entity: 'ng-vehicle-plate',
    source: 'Federal Road Safety Corps, 2011 form',
    plain: /^[A-Z]{3}\d{3}[A-Z]{2}$/,
    written: /^[A-Z]{3}[ -]\d{3}[A-Z]{2}$/,
    lengths: [8],
    scores: [0.3, 0.4],
    headers: ['plate number ng'],
    context: ['plate', 'vehicle', 'registration'],
    grade: 3,
    examples: { positive: ['APP-456CV', 'KJA-999PZ'], negative: ['AP-456CV', ''] },
  },
];
