import { type NationalId, part, weighted } from './spec.js';

/** Identifiers of Türkiye. */
export const trIdentifiers: readonly NationalId[] = [
  {
    entity: 'tr-tckn',
    source: 'Nüfus Hizmetleri Kanunu 5490; two check digits',
    plain: /^[1-9]\d{10}$/,
    written: /^\d{3} \d{3} \d{3} \d{2}$/,
    lengths: [11],
    valid: (text) => {
      const tenth = ((weighted(text, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10;
      return (
        tenth === part(text, 9, 10) &&
        weighted(text, Array(10).fill(1) as number[]) % 10 === part(text, 10, 11)
      );
    },
    scores: [0.4, 0.4],
    headers: ['tckn', 'tc kimlik no', 'kimlik no', 'tc kimlik'],
    context: ['tckn', 'kimlik', 't.c.'],
    examples: {
      positive: ['76543210794', '10000000146', '100 000 001 46'],
      negative: ['11798724308', '02531814694', ''],
    },
  },
  {
    entity: 'tr-vehicle-plate',
    source: 'Karayolları Trafik Yönetmeliği; provinces 01 to 81',
    plain: /^(?:0[1-9]|[1-7]\d|8[01])(?:[A-Z]\d{4,5}|[A-Z]{2}\d{3,4}|[A-Z]{3}\d{2,4}|[A-Z]{1,2}\d{2,3})$/,
    written: /^(?:0[1-9]|[1-7]\d|8[01]) (?:[A-Z]{1,3}) \d{2,5}$/,
    lengths: [5, 6, 7, 8, 9],
    scores: [0.2, 0.35],
    headers: ['plaka', 'plaka no'],
    context: ['plaka', 'plakası', 'araç'],
    grade: 3,
    examples: {
      positive: ['06 A 123', '34ABC1234', '01 A 12'],
      negative: ['00 ABC 123', '82 ABC 123', '1234567890', ''],
    },
  },
];
