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
];
