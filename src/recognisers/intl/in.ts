import { type NationalId, verhoeff } from './spec.js';

const base36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Check character of a GST number: products by 1 and 2 in turn, quotient and remainder by 36. */
const goods = (text: string): boolean => {
  let sum = 0;
  for (let i = 0; i < 14; i++) {
    const product = base36.indexOf(text[i]!) * (1 + (i % 2));
    sum += Math.floor(product / 36) + (product % 36);
  }
  return base36[(36 - (sum % 36)) % 36] === text[14];
};

/** Identifiers of India. */
export const inIdentifiers: readonly NationalId[] = [
  {
    entity: 'in-aadhaar',
    source: 'UIDAI: A UID numbering scheme; Verhoeff',
    plain: /^[2-9]\d{11}$/,
    written: /^[2-9]\d{3}([ :-])\d{4}\1\d{4}$/,
    lengths: [12],
    valid: (text) => verhoeff(text) && text !== [...text].reverse().join(''),
    scores: [0.35, 0.55],
    headers: ['aadhaar', 'aadhar', 'aadhaar number', 'uidai'],
    context: ['aadhaar', 'aadhar', 'uidai', 'uid'],
    examples: {
      positive: ['2467 7832 5484', '633159716638'],
      negative: ['633159716639', '1234 5678 9012', ''],
    },
  },
  {
    entity: 'in-pan',
    source: 'Income-tax Rules 1962, rule 114; the fourth letter is the kind of holder',
    plain: /^[A-Z]{5}\d{4}[A-Z]$/,
    lengths: [10],
    valid: (text) => !text.includes('0000') && (/^.{3}[ABCFGHJKLPT]/.test(text) || 'unchecked'),
    scores: [0.6, 0.6],
    unchecked: 0.3,
    headers: ['pan', 'pan number', 'pan card', 'permanent account number'],
    context: ['pan', 'permanent account'],
    examples: { positive: ['ABCPD1234Z', 'OMDPT8018U'], negative: ['ABCD1234', 'ABCDE12345', ''] },
  },
  {
    entity: 'in-gstin',
    source: 'CGST Rules 2017, rule 10; state code, PAN, check character',
    plain: /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z][A-Z][A-Z\d]$/,
    lengths: [15],
    valid: (text) => goods(text) || 'unchecked',
    scores: [0.85, 0.85],
    unchecked: 0.4,
    headers: ['gstin', 'gst number', 'gst no'],
    context: ['gstin', 'gst'],
    role: 'linking',
    grade: 2,
    distinctive: true,
    examples: { positive: ['28OMDAA4848NCZW'], negative: ['27ABCDE1234F1Z55', '27ABCDE1234F1Z_', ''] },
  },
  {
    entity: 'in-abha-number',
    source: 'Ayushman Bharat Digital Mission: ABHA number, Verhoeff',
    plain: /^\d{14}$/,
    written: /^\d{2}-\d{4}-\d{4}-\d{4}$/,
    lengths: [14],
    valid: (text) => verhoeff(text) && !/^(.)\1*$/.test(text),
    scores: [0.35, 0.55],
    headers: ['abha', 'abha number', 'health id'],
    context: ['abha', 'health id'],
    examples: {
      positive: ['39141777631702', '39-1417-7763-1702'],
      negative: ['54232322183401', '00000000000000', ''],
    },
  },
  {
    entity: 'in-passport',
    source: 'Passport Seva; form of the number',
    plain: /^[A-PR-WY][1-9]\d{5}[1-9]$/,
    written: /^[A-PR-WY][1-9]\d \d{4}[1-9]$/,
    lengths: [8],
    scores: [0.25, 0.25],
    headers: ['indian passport', 'in passport'],
    context: ['passport', '护照'],
    examples: { positive: ['A3456781', 'K4789111'], negative: ['K0789111', 'T356907', ''] },
  },
  {
    entity: 'in-voter-id',
    source: 'Election Commission of India, EPIC',
    plain: /^[A-Z]{3}\d{7}$/,
    lengths: [10],
    valid: (text) => !/0{7}$/.test(text),
    scores: [0.3, 0.3],
    headers: ['voter id', 'epic', 'epic no'],
    context: ['voter', 'epic', 'election'],
    examples: { positive: ['KSD1287349', 'MUP5632811'], negative: ['VNL0000000', 'KSD128734', ''] },
  },
  {
    entity: 'in-ifsc',
    source: 'Reserve Bank of India, IFSC',
    plain: /^[A-Z]{4}0[A-Z0-9]{6}$/,
    lengths: [11],
    scores: [0.3, 0.3],
    headers: ['ifsc', 'ifsc code'],
    context: ['ifsc'],
    role: 'linking',
    grade: 1,
    examples: { positive: ['SBIN0004337', 'FVQO0ZQ3X83'], negative: ['SBIN1004337', 'K4789111', ''] },
  },
];
