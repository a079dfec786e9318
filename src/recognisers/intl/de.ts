import { mod11_10 } from '../scan/checksums.js';
import { birth, type NationalId, part } from './spec.js';

const doubled = (text: string, weights: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const product = part(text, i, i + 1) * weights[i]!;
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum % 10;
};

/** A letter as its place in the alphabet, two digits. */
const lettered = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 64).padStart(2, '0'));

/** Exactly one digit of the first ten stands twice or thrice (§ 139b AO); thrice not in a row. */
const taxDigits = (text: string): boolean => {
  const counts = [...new Set(text.slice(0, 10))].map((digit) => text.slice(0, 10).split(digit).length - 1);
  return counts.filter((count) => count > 1).length === 1 && Math.max(...counts) <= 3;
};

/** Identifiers of Germany. */
export const deIdentifiers: readonly NationalId[] = [
  {
    entity: 'de-tax-id',
    source: '§ 139b AO; ISO 7064 MOD 11,10',
    plain: /^[1-9]\d{10}$/,
    written: /^[1-9]\d \d{3} \d{3} \d{3}$/,
    lengths: [11],
    valid: (text) => mod11_10(text) && (taxDigits(text) || 'unchecked'),
    scores: [0.35, 0.4],
    unchecked: 0.2,
    headers: ['steuer id', 'steueridentifikationsnummer', 'steuer idnr', 'idnr', 'tin', 'steuernummer'],
    context: ['steuer-id', 'steuer id', 'steueridentifikationsnummer', 'idnr', 'tax id', '德国税号'],
    examples: {
      positive: ['86095742719', '47 036 892 816'],
      negative: ['86095742718', '11111111111', '02345678901', ''],
    },
  },
  {
    entity: 'de-social-security',
    source: '§ 147 SGB VI; VKVV',
    plain: /^\d{8}[A-Z]\d{3}$/,
    written: /^\d{2} \d{6} [A-Z] \d{3}$/,
    lengths: [12],
    valid: (text) => {
      const day = part(text, 2, 4) % 50;
      return (
        birth(0, part(text, 4, 6), day) &&
        !/^0[01]/.test(text) &&
        doubled(lettered(text), [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) === part(text, 11, 12)
      );
    },
    scores: [0.55, 0.7],
    headers: ['rentenversicherungsnummer', 'sozialversicherungsnummer', 'rvnr', 'svnr'],
    context: ['rvnr', 'rentenversicherung', 'sozialversicherung'],
    examples: { positive: ['15070649C103'], negative: ['15070649C100', '65070803A012', '15071349C103', ''] },
  },
  {
    entity: 'de-health-insurance',
    source: '§ 290 SGB V: Krankenversichertennummer',
    plain: /^[A-Z]\d{9}$/,
    lengths: [10],
    valid: (text) => doubled(lettered(text), [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) === part(text, 9, 10),
    scores: [0.35, 0.35],
    headers: ['kvnr', 'krankenversichertennummer', 'versichertennummer'],
    context: ['kvnr', 'krankenkasse', 'krankenversicherung', 'versichertennummer'],
    examples: { positive: ['A000500015', 'M123456785'], negative: ['M123456789', '1123456780', ''] },
  },
  {
    entity: 'de-commercial-register',
    source: 'HGB § 9; Handelsregisterverordnung',
    plain: /^HR[AB]\d{1,6}$/,
    written: /^HR[AB] \d{1,6}$/,
    lengths: [4, 5, 6, 7, 8, 9],
    scores: [0.4, 0.45],
    headers: ['handelsregister', 'handelsregisternummer', 'hrb'],
    context: ['handelsregister', 'registergericht', 'amtsgericht'],
    role: 'linking',
    grade: 1,
    examples: { positive: ['HRB 123456', 'HRA12345'], negative: ['HRC 12345', 'HRB 1234567', ''] },
  },
  {
    entity: 'de-driving-licence',
    source: 'FeV Anlage 8; form of the number',
    plain: /^[A-Z]{2}\d{8}[0-9A-Z]$/,
    lengths: [11],
    scores: [0.3, 0.3],
    headers: ['führerscheinnummer', 'fuehrerscheinnummer'],
    context: ['führerschein', 'führerscheinnummer', 'fahrerlaubnis', 'fuehrerschein'],
    examples: { positive: ['MU12345678B', 'GE123456780'], negative: ['BO12345678AB', 'B12345678A', ''] },
  },
  {
    entity: 'de-tax-number',
    source: '§ 139a AO; ELSTER, unified form',
    plain: /^(?:0[1-9]|1[0-6])\d{11}$/,
    written: /^\d{2,3}\/\d{3,4}\/\d{4,5}$/,
    lengths: [9, 10, 11, 12, 13],
    scores: [0.15, 0.4],
    headers: ['steuernummer', 'steuernr'],
    context: ['steuernummer', 'steuer-nr', 'steuernr', 'finanzamt'],
    examples: {
      positive: ['0281508150123', '123/456/78901', '12/345/6789'],
      negative: ['1781508150001', '0081508150001', ''],
    },
  },
];
