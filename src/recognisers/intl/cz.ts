import { birth, modulo, type NationalId, part } from './spec.js';

/** Identifiers of Czechia and Slovakia. */
export const czIdentifiers: readonly NationalId[] = [
  {
    entity: 'cz-rodne-cislo',
    source: 'Zákon 133/2000 Sb. § 13, also of Slovakia; divisible by 11 since 1954',
    plain: /^\d{9,10}$/,
    written: /^\d{6}\/\d{3,4}$/,
    lengths: [9, 10],
    valid: (text) => {
      const year = part(text, 0, 2);
      const month = part(text, 2, 4);
      const plain = month > 70 ? month - 70 : month > 50 ? month - 50 : month > 20 ? month - 20 : month;
      if (!birth(year, plain, part(text, 4, 6))) return false;
      if (text.length === 9) return year < 54 && !text.endsWith('000');
      return modulo(text, 11) === 0 || (modulo(text.slice(0, 9), 11) === 10 && text.endsWith('0'));
    },
    scores: [0.35, 0.5],
    headers: ['rodne cislo', 'rodné číslo'],
    context: ['rodné číslo', 'rodne cislo', 'r.č.'],
    examples: {
      positive: ['850505/1236', '7511160008', '485305/123'],
      negative: ['751116/0009', '850231/0003', ''],
    },
  },
];
