import { type NationalId, repeated } from './spec.js';

/** Identifiers of Vietnam. */
export const vnIdentifiers: readonly NationalId[] = [
  {
    entity: 'vn-cccd',
    source: 'Nghị định 137/2015/NĐ-CP; province, century and sex, year, serial',
    plain: /^\d{12}$/,
    written: /^\d{3}([ -])\d{3}\1\d{3}\1\d{3}$/,
    lengths: [12],
    valid: (text) => !repeated(text),
    scores: [0.1, 0.2],
    headers: ['cccd', 'can cuoc cong dan'],
    context: ['căn cước', 'cccd'],
    examples: {
      positive: ['001203123456', '001 203 123 456'],
      negative: ['00120312345A', '001.203.123.456', ''],
    },
  },
  {
    entity: 'vn-cmnd',
    source: 'Nghị định 05/1999/NĐ-CP',
    plain: /^\d{9}$/,
    written: /^\d{3}([ -])\d{3}\1\d{3}$/,
    lengths: [9],
    valid: (text) => !/^(\d)\1*$/.test(text),
    scores: [0.15, 0.2],
    headers: ['cmnd', 'so cmnd'],
    context: ['cmnd', 'chứng minh'],
    examples: { positive: ['123456789', '123 456 789'], negative: ['111111111', '12345678', ''] },
  },
];
