import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Mexico. */
export const mxIdentifiers: readonly NationalId[] = [
  {
    entity: 'mx-curp',
    source: 'Instructivo normativo para la asignación de la CURP (DOF 2018)',
    plain: /^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d$/,
    lengths: [18],
    valid: (text) => {
      const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
      let sum = 0;
      for (let i = 0; i < 17; i++) sum += alphabet.indexOf(text[i]!) * (18 - i);
      return (
        birth(part(text, 4, 6), part(text, 6, 8), part(text, 8, 10)) &&
        (10 - (sum % 10)) % 10 === part(text, 17, 18)
      );
    },
    scores: [0.9, 0.9],
    headers: ['curp'],
    context: ['curp'],
    distinctive: true,
    examples: {
      positive: ['HEGG560427MVZRRL04'],
      negative: ['HEGG560427MVZRRL05', 'HEGG561427MVZRRL04', ''],
    },
  },
];
