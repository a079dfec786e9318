import { type NationalId, repeated, weighted } from './spec.js';

/** Identifiers of the United Kingdom. */
export const gbIdentifiers: readonly NationalId[] = [
  {
    entity: 'gb-nhs',
    source: 'NHS Data Dictionary: NHS NUMBER, modulus 11',
    plain: /^\d{10}$/,
    written: /^\d{3}[ -]\d{3}[ -]\d{4}$/,
    lengths: [10],
    valid: (text) => weighted(text, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && !repeated(text),
    scores: [0.3, 0.45],
    headers: ['nhs', 'nhs number', 'nhs no'],
    context: ['nhs', 'national health'],
    examples: {
      positive: ['401-023-2137', '221 395 1837', '4010232137'],
      negative: ['401-023-2138', '0000000000', ''],
    },
  },
  {
    entity: 'gb-nino',
    source: 'HMRC National Insurance Manual NIM39110',
    plain: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    written:
      /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]\d{2}[ -]\d{2}[ -]\d{2}[ -][A-D]$/,
    lengths: [9],
    scores: [0.4, 0.7],
    headers: ['nino', 'national insurance number', 'ni number', 'national insurance'],
    context: ['nino', 'national insurance', 'ni number'],
    examples: {
      positive: ['AB123456C', 'AB 12 34 56 C'],
      negative: ['BG123612A', 'NT 99 88 77 A', 'UV 98 76 54 B', ''],
    },
  },
  {
    entity: 'gb-driving-licence',
    source: 'DVLA INF1000, driver number',
    plain:
      /^[A-Z][A-Z9]{4}\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z][A-Z9][A-Z0-9][A-Z]{2}$/,
    lengths: [16],
    valid: (text) => /^[A-Z]+9*$/.test(text.slice(0, 5)),
    scores: [0.7, 0.7],
    headers: ['uk driving licence', 'gb driving licence', 'driver number'],
    context: ['driving licence', 'driving license', 'dvla'],
    distinctive: true,
    examples: {
      positive: ['MORGA607054SM9IJ', 'FO999512018AA1AB'],
      negative: ['MORGA613054SM9IJ', '99999657054SM9IJ', ''],
    },
  },
  {
    entity: 'gb-postcode',
    source: 'Royal Mail, PAF Programmers’ Guide',
    plain:
      /^(?:GIR0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])\d[ABD-HJLNP-UW-Z]{2})$/,
    written:
      /^(?:GIR 0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2})$/,
    lengths: [5, 6, 7],
    scores: [0.2, 0.4],
    headers: ['uk postcode', 'gb postcode'],
    context: ['postcode', 'post code', 'address', 'lives at', '地址'],
    role: 'quasi',
    grade: 2,
    examples: { positive: ['SW1A 1AA', 'M60 1NW', 'DN551PT'], negative: ['QA1 1AA', 'M1 1CA', 'M1 1AI', ''] },
  },
  {
    entity: 'gb-vehicle-registration',
    source: 'DVLA INF104',
    plain:
      /^(?:[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)[A-HJ-PR-Z]{3}|[A-HJ-NPRSTV-Y][1-9]\d{0,2}[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3}[1-9]\d{0,2}[A-HJ-NPR-TV-Y])$/,
    written:
      /^(?:[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ -][A-HJ-PR-Z]{3}|[A-HJ-NPRSTV-Y][1-9]\d{0,2} [A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3} [1-9]\d{0,2}[A-HJ-NPR-TV-Y])$/,
    lengths: [5, 6, 7],
    scores: [0.25, 0.35],
    headers: ['uk registration', 'uk number plate'],
    context: ['number plate', 'registration', 'reg no', 'vehicle', 'plate'],
    grade: 3,
    examples: {
      positive: ['AB51 ABC', 'LN14-HGT', 'M456DEF', 'ABC 1D'],
      negative: ['AQ51 ABC', 'AB35 ABC', 'ABC 123Z', ''],
    },
  },
];
