import { isKnownMobile } from '../core/lists/phones.js';
import type { Recogniser, Score } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { cell } from './scan/fold.js';
import { matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';
import { behindList, notDecimal } from './scan/standing.js';
import { grouped } from './scan/written.js';

const code = '(?:(?:\\+|00)?86[ -]?|\\((?:\\+|00)?86\\)[ -]?)?';
const usual = '1[3-9][0-9](?:[ .-]?[0-9]{4}[ .-]?[0-9]{4}|[ .-]?[0-9]{3}[ .-]?[0-9]{5})';
/** Blanks anywhere, as characters without width become such: that takes a word. */
const odd = '1 ?[3-9](?: ?[0-9]){9}';

/** Chinese mobile number in every written form; IoT numbers of 13 digits belong to devices and are not meant. */
export const phoneMobile: Recogniser = {
  entity: 'phone-mobile',
  summary: { en: 'Mobile phone number (China)', zh: '手机号码' },
  role: 'direct',
  grade: 3,
  headers: [
    '手机', '手机号', '移动电话', '联系电话', '电话', '联系方式', '联系手机', '电话号码', '本人电话', '家庭电话', '家长电话',
    '监护人电话', '紧急联系电话', '联络电话', '預留手机', '预留手机', '手機', '電話', 'sj', 'sjh', 'sjhm', 'lxdh', 'lxfs',
    'aae005', 'dh', 'dhhm', 'yddh', 'lxsj', 'dianhua', 'shouji', 'mobile', 'mobile no', 'mobile phone', 'cellphone', 'cell phone',
    'phone', 'phone no', 'phone number', 'tel', 'tel no', 'telephone', 'contact phone', 'contact tel', 'msisdn', 'conta tel',
    'link tel', 'lxr dh',
  ], // biome-ignore format: one list, read as a table
  check(text) {
    const digits = digitsOf(text);
    return digits ? score(digits) : 0;
  },
  find: matchingAt(
    'phone-mobile',
    { at: 'digits', sizes: [11, 13, 15], first: '018' },
    new RegExp(`${notDecimal}${code}(?:${usual}|${odd})(?![0-9])(?!\\.[0-9])`, 'g'),
    behindList(0.95, (match, text, start) => {
      const value = score(match.replace(/[^0-9]/g, '').slice(-11));
      const before = text.charCodeAt(start - 1);
      if (!inUsualForm.test(match) && (value < 0.95 || !precededBy(text, start, announcing, 12))) return 0;
      const after = text.charCodeAt(start + match.length);
      // Glued to Latin letters it is mostly part of a code, unless the letters say that it is a phone.
      if (letter(before) && !precededBy(text, start, words, 9) && !precededBy(text, start, mailbox, 90))
        return 0;
      return letter(after) && !letter(before) && /^[A-Za-z0-9]{5}/.test(text.slice(start + match.length))
        ? 0
        : value;
    }),
  ),
  writings(text) {
    const digits = digitsOf(text);
    if (digits === null) return [];
    const bodies = [digits, ...grouped(digits, [3, 4], separators), ...grouped(digits, [3, 3], separators)];
    return ['', ...prefixes].flatMap((prefix) => bodies.map((body) => prefix + body));
  },
  spread(values) {
    // Order numbers of eleven digits fall into segments that are not assigned, or all into one.
    const numbers = values.flatMap((text) => /1[3-9]\d{9}$/.exec(text.replace(/[^0-9]/g, ''))?.[0] ?? []);
    if (numbers.length < 20) return true;
    const assigned = numbers.filter(isKnownMobile).length / numbers.length;
    return assigned >= 0.88 && new Set(numbers.map((number) => number.slice(0, 3))).size >= 3;
  },
  shape: Shape.mobile,
  strongShape: Shape.mobile,
  signals: Signal.eleven,
  examples: {
    positive: [
      '13800138000',
      '138-0013-8000',
      '138 0013 8000',
      '138.0013.8000',
      '+86-138-0013-8000',
      '１３８００１３８０００',
      '+8613800138000',
      '008613800138000',
      '8613800138000',
    ],
    negative: ['1381234567', '138123456789', '10012345678', '12012345678', ''],
  },
};

const words = /(?:tel|phone|mobile|mob|cell|sj|dh|(?:手机|电话|号码?)[ :]{0,2}[a-z]{1,2})$/i;
const announcing = /(?:手机|电话|联系方式|tel|phone|mobile)[^0-9]{0,6}$/i;
const inUsualForm = new RegExp(`${usual}$`);
/** An e-mail address that a number is written against. */
const mailbox = /@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,24}$/;

const separators = [' ', '-', '.'];
const prefixes = ['86', '+86', '0086', '(86)', '(+86)'].flatMap((code) => [code, `${code} `, `${code}-`]);

/** The eleven digits of a mobile number in any form; null where it is none. */
function digitsOf(text: string): string | null {
  const digits = cell(text).replace(/(?<=[0-9)])[ .-](?=[0-9(])/g, '');
  return /^(?:(?:\+|00)?86-?|\((?:\+|00)?86\))?(1[3-9]\d{9})$/.exec(digits)?.[1] ?? null;
}

function score(digits: string): Score {
  return isKnownMobile(digits) ? 0.95 : 0.6;
}

function letter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}
