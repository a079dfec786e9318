import type { Recogniser } from '../../core/recogniser.js';
import { cell, compact } from '../scan/fold.js';
import { matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';

/** Hong Kong identity card: one or two letters, six digits, a check character usually in brackets. */
export const hongKongId: Recogniser = {
  entity: 'hk-id',
  summary: { en: 'Hong Kong identity card number', zh: '香港身份证号码' },
  role: 'direct',
  grade: 4,
  headers: ['香港身份证', '香港居民身份证', '香港身份證', 'hkid', 'hk id', 'hong kong id'],
  check: (text) => hongKong(cell(text).toUpperCase()),
  find: matchingAt(
    'hk-id',
    { at: 'runs', sizes: [8, 9] },
    /(?<![0-9A-Za-z])[A-Za-z]{1,2}[0-9]{6}(?:\([0-9Aa]\)|[0-9Aa](?![0-9A-Za-z]))/g,
    (match, text, start) => {
      const value = hongKong(match.toUpperCase());
      return match.includes('(') || precededBy(text, start, /香港|hkid/i) ? value : 0;
    },
  ),
  signals: Signal.mixed,
  examples: {
    positive: ['A123456(3)', 'G123456(A)', 'A1234563', 'A123456（3）'],
    negative: ['A123456(4)', 'A12345(3)', ''],
  },
};

function hongKong(text: string): number {
  const match = /^([A-Z]{1,2})(\d{6})(?:\(([\dA])\)|([\dA]))$/.exec(text);
  if (!match) return 0;
  const letters = match[1]!;
  const values =
    letters.length === 2 ? [...letters].map((c) => c.charCodeAt(0) - 55) : [36, letters.charCodeAt(0) - 55];
  for (const digit of match[2]!) values.push(digit.charCodeAt(0) - 48);
  const sum = values.reduce((total, value, i) => total + value * (9 - i), 0);
  const check = (11 - (sum % 11)) % 11;
  if ((match[3] ?? match[4]) !== (check === 10 ? 'A' : String(check))) return 0;
  return match[3] === undefined ? 0.55 : 0.95;
}

/** Macao identity card: 1, 5 or 7, six digits and a check digit in brackets. */
export const macaoId: Recogniser = {
  entity: 'macao-id',
  summary: { en: 'Macao identity card number', zh: '澳门身份证号码' },
  role: 'direct',
  grade: 4,
  headers: ['澳门身份证', '澳门居民身份证', '澳門身份證', 'macao id', 'macau id', 'bir'],
  check(text) {
    const id = cell(text);
    return /^[1578]\d{6}\(\d\)$/.test(id) ? 0.8 : /^[1578]\d{7}$/.test(id) ? 0.2 : 0;
  },
  find: matchingAt(
    'macao-id',
    { at: 'digits', sizes: [8], first: '1578' },
    /(?<![0-9A-Za-z])[1578][0-9]{6}(?:\([0-9]\)|[0-9](?![0-9A-Za-z]))/g,
    (match, text, start) =>
      match.includes('(') ? 0.8 : precededBy(text, start, /澳门|澳門|macau|macao/i) ? 0.75 : 0,
  ),
  signals: Signal.eight,
  examples: { positive: ['1234567(8)', '51234567'], negative: ['2234567(8)', '123456(7)', ''] },
};

const taiwanLetters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** Taiwan identity card and resident certificate: a letter, 1 2 8 or 9, eight digits, the last one a check digit. */
export const taiwanId: Recogniser = {
  entity: 'tw-id',
  summary: { en: 'Taiwan identity card or resident certificate number', zh: '台湾身份证号码' },
  role: 'direct',
  grade: 4,
  headers: ['台湾身份证', '台湾身份證', '國民身分證', 'tw id', 'taiwan id'],
  check: (text) => taiwan(compact(text).toUpperCase()),
  find: matchingAt(
    'tw-id',
    { at: 'runs', sizes: [10] },
    /(?<![0-9A-Za-z])[A-Za-z][1289][0-9]{8}(?![0-9A-Za-z])/g,
    (match) => taiwan(match.toUpperCase()),
  ),
  signals: Signal.mixed,
  examples: { positive: ['A123456789', 'a123456789'], negative: ['A123456788', 'A323456789', ''] },
};

function taiwan(text: string): number {
  if (!/^[A-Z][1289]\d{8}$/.test(text)) return 0;
  const letter = taiwanLetters.indexOf(text[0]!) + 10;
  let sum = Math.floor(letter / 10) + (letter % 10) * 9;
  for (let i = 1; i < 9; i++) sum += (text.charCodeAt(i) - 48) * (9 - i);
  return (sum + text.charCodeAt(9) - 48) % 10 === 0 ? 0.85 : 0;
}
