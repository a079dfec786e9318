import { luhn } from '../scan/checksums.js';
import { type NationalId, part, weighted } from './spec.js';

/** Identifiers of the United States; the social security number is `us-ssn`. */
export const usIdentifiers: readonly NationalId[] = [
  {
    entity: 'us-itin',
    source: '26 U.S.C. 6109; IRS Publication 1915',
    plain: /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/,
    written: /^9\d{2}[ -]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[ -]?\d{4}$/,
    lengths: [9],
    scores: [0.2, 0.75],
    headers: ['itin', 'us itin', 'taxpayer identification number'],
    context: ['itin', 'taxpayer id', 'tax id', '美国税号'],
    examples: { positive: ['911-70-1234', '911701234'], negative: ['911-89-1234', '811-70-1234', ''] },
  },
  {
    entity: 'us-ein',
    source: 'IRS Publication 1635, valid prefixes',
    plain: /^(?:0[1-6]|1[0-6]|2[0-7]|[345]\d|6[0-8]|7[1-7]|8[0-8]|9[0-589])\d{7}$/,
    written: /^(?:0[1-6]|1[0-6]|2[0-7]|[345]\d|6[0-8]|7[1-7]|8[0-8]|9[0-589])-\d{7}$/,
    lengths: [9],
    scores: [0.1, 0.35],
    headers: ['ein', 'fein', 'employer identification number', 'federal tax id'],
    context: ['ein', 'employer identification', 'federal tax id'],
    role: 'linking',
    grade: 2,
    examples: { positive: ['12-3456789'], negative: ['07-3456789', '123-456789', ''] },
  },
  {
    entity: 'us-aba-routing',
    source: 'ABA Routing Number Policy; check digit 3-7-1',
    plain: /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/,
    written: /^\d{4}-\d{4}-\d$/,
    lengths: [9],
    valid: (text) =>
      /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(text) &&
      weighted(text, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
    scores: [0.3, 0.4],
    headers: ['routing number', 'aba', 'aba number', 'routing', 'bank routing'],
    context: ['routing', 'aba', 'bank'],
    role: 'safe',
    grade: 2,
    examples: { positive: ['121042882', '3222-7162-7'], negative: ['121042883', '1234-0000-0', ''] },
  },
  {
    entity: 'us-npi',
    source: '45 CFR 162.406; Luhn over 80840 and the number',
    plain: /^[12]\d{9}$/,
    written: /^[12]\d{3}[ -]\d{3}[ -]\d{3}$/,
    lengths: [10],
    valid: (text) => luhn(`80840${text}`) && !/^(\d)\1+$/.test(text),
    scores: [0.3, 0.4],
    headers: ['npi', 'npi number', 'provider npi'],
    context: ['npi', 'provider'],
    examples: { positive: ['1234567893', '1234 567 893'], negative: ['1234567890', '3234567893', ''] },
  },
  {
    entity: 'us-mbi',
    source: 'CMS: Understanding the Medicare Beneficiary Identifier format',
    plain:
      /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/,
    written:
      /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-[AC-HJKMNP-RT-Y]{2}\d{2}$/,
    lengths: [11],
    scores: [0.45, 0.7],
    headers: ['mbi', 'medicare id', 'medicare number', 'medicare beneficiary identifier'],
    context: ['mbi', 'medicare'],
    examples: {
      positive: ['1EG4-TE5-MK73', '1EG4TE5MK73'],
      negative: ['1SG4-TE5-MK73', '0EG4-TE5-MK73', ''],
    },
  },
  {
    entity: 'us-dea',
    source: '21 CFR 1301; check digit of the registration number',
    plain: /^[A-HJ-MPRSTUX][A-Z9]\d{7}$/,
    lengths: [9],
    valid: (text) => {
      const digit = (at: number) => part(text, at, at + 1);
      return (digit(2) + digit(4) + digit(6) + 2 * (digit(3) + digit(5) + digit(7))) % 10 === digit(8);
    },
    scores: [0.35, 0.35],
    headers: ['dea', 'dea number', 'dea registration'],
    context: ['dea', 'medical license', 'prescriber'],
    examples: { positive: ['GL0285191', 'EU4488929'], negative: ['BG8207031', 'GL028519', ''] },
  },
  {
    entity: 'us-passport',
    source: '22 CFR 51; form of the number only',
    plain: /^[A-Z0-9]\d{8}$/,
    lengths: [9],
    scores: [0.2, 0.2],
    headers: ['us passport', 'us passport no'],
    context: ['passport', 'travel document', '护照'],
    examples: { positive: ['912803456', 'Z12803456'], negative: ['12803456', 'AB1280345', ''] },
  },
  {
    entity: 'us-driving-licence',
    source: 'AAMVA DL/ID; forms of letter-first states only',
    plain: /^[A-Z](?:\d{7,8}|\d{12})$/,
    lengths: [8, 9, 13],
    scores: [0.15, 0.15],
    headers: ['us drivers license', 'driver license no'],
    context: ["driver's license", 'driver license', 'driving license', 'drivers license', 'dl no', '驾照'],
    examples: { positive: ['H12234567', 'D1234562'], negative: ['C12T345672', '12345678', ''] },
  },
];
