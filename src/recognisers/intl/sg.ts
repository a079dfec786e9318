import { type NationalId, weighted } from './spec.js';

/** Identifiers of Singapore. */
export const sgIdentifiers: readonly NationalId[] = [
  {
    entity: 'sg-nric',
    source: 'National Registration Act; weights 2765432, tables of check letters',
    plain: /^[STFGM]\d{7}[A-Z]$/,
    lengths: [9],
    valid: (text) => {
      const offset = { S: 0, T: 4, F: 0, G: 4, M: 3 }[text[0]!]!;
      const rest = (weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
      const letters = /[ST]/.test(text[0]!)
        ? 'JZIHGFEDCBA'
        : /[FG]/.test(text[0]!)
          ? 'XWUTRQPNMLK'
          : 'KLJNPQRTUWX';
      return letters[text.startsWith('M') ? 10 - rest : rest] === text[8] || 'unchecked';
    },
    scores: [0.6, 0.6],
    unchecked: 0.2,
    headers: ['nric', 'fin', 'nric fin', 'nric no'],
    context: ['nric', 'fin', '新加坡身份证'],
    distinctive: true,
    examples: { positive: ['S2740116C', 'G1122144L'], negative: ['A2740116C', 'PA12348L', ''] },
  },
  {
    entity: 'sg-uen',
    source: 'ACRA, Unique Entity Number',
    plain: /^(?:\d{8}[A-Z]|(?:19|20)\d{7}[A-Z]|[RST]\d{2}[A-Z]{2}\d{4}[A-Z])$/,
    lengths: [9, 10],
    scores: [0.3, 0.3],
    headers: ['uen', 'uen no'],
    context: ['uen', 'company registration'],
    role: 'linking',
    grade: 1,
    examples: { positive: ['53125226D', '201434292D', 'S57TU0392K'], negative: ['53125226', ''] },
  },
];
