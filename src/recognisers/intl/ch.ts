import { type NationalId, weighted } from './spec.js';

/** Identifiers of Switzerland. */
export const chIdentifiers: readonly NationalId[] = [
  {
    entity: 'ch-ahv',
    source: 'AHVG Art. 50c; 756 and the check digit of EAN-13',
    plain: /^756\d{10}$/,
    written: /^756\.\d{4}\.\d{4}\.\d{2}$/,
    lengths: [13],
    valid: (text) => weighted(text, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
    scores: [0.45, 0.9],
    headers: ['ahv', 'ahv nummer', 'avs', 'numero avs'],
    context: ['ahv', 'avs', 'sozialversicherungsnummer'],
    distinctive: true,
    examples: { positive: ['756.0115.2449.33', '7561234567897'], negative: ['756.1234.5678.96', ''] },
  },
];
