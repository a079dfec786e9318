import { type NationalId, repeated } from './spec.js';

/** Identifiers of Pakistan. */
export const pkIdentifiers: readonly NationalId[] = [
  {
    entity: 'pk-cnic',
    source: 'NADRA Ordinance 2000; region, family, sex',
    plain: /^[1-9]\d{12}$/,
    written: /^[1-9]\d{4}-\d{7}-\d$/,
    lengths: [13],
    valid: (text) => !repeated(text),
    scores: [0.15, 0.55],
    headers: ['cnic', 'nic number'],
    context: ['cnic', 'nadra', 'شناختی'],
    examples: { positive: ['12345-6789012-3'], negative: ['abcdefghijklm', '123456-789012-3', ''] },
  },
];
