import { birth, type NationalId, part, weighted } from './spec.js';

/** Identifiers of Latvia. */
export const lvIdentifiers: readonly NationalId[] = [
  {
    entity: 'lv-personas-kods',
    source: 'Fizisko personu reģistra likums; numbers from 2017 begin with 32 and hold no date',
    plain: /^\d{11}$/,
    written: /^\d{6}-\d{5}$/,
    lengths: [11],
    valid: (text) => {
      if (/^3[2-9]/.test(text)) return true;
      const check = (1101 - weighted(text, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11;
      return birth(part(text, 4, 6), part(text, 2, 4), part(text, 0, 2)) && check % 10 === part(text, 10, 11);
    },
    scores: [0.3, 0.45],
    headers: ['personas kods'],
    context: ['personas kods', 'pers. kods'],
    examples: { positive: ['161175-19997', '32867300679'], negative: ['161375-19997', '161175-19998', ''] },
  },
];
