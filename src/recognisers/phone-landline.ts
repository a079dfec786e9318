import { areaCodes } from '../core/lists/phones.js';
import type { Recogniser } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { cell } from './scan/fold.js';
import { between, matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

/** A number with its area code, behind which no extension stands but another number. */
const next = '0[1-9][0-9]{1,2}-?[2-8][0-9]{6,7}';
const form = `(?:(?:\\+|00)86[ -]?)?(?:\\(0[1-9][0-9]{1,2}\\)|0[1-9][0-9]{1,2})[ -]?[2-8][0-9]{2,3}[ -]?[0-9]{4}(?:(?:-(?!${next})|转| ?ext\\.? ?|x|分机)[0-9]{1,6})?`;
const behind = new RegExp(`(?<![0-9])${next}-$`);
const before = new RegExp(`^-${next}(?![0-9])`);
const abroad = '(?:\\+|00)86[ -]?[1-9][0-9]{1,2}[ -]?[2-8][0-9]{2,3}[ -]?[0-9]{4}';
const whole = new RegExp(`^${form}$`, 'i');
const national = /^(?:\+|00)86[ -]?([1-9]\d{1,2})[ -]?[2-8]\d{2,3}[ -]?\d{4}(?:-\d{1,6})?$/;

const withArea = matchingAt(
  'phone-landline',
  { at: 'digits', sizes: between(10, 22), first: '0' },
  new RegExp(`(?<![0-9A-Za-z.])(?:${form}|${abroad})(?![0-9])`, 'gi'),
  (match, text, start) => {
    // What a hyphen joins is a longer number, unless it is another one.
    const end = start + match.length;
    if (text[start - 1] === '-' && !precededBy(text, start, behind, 14)) return 0;
    if (/^-[0-9]/.test(text.slice(end, end + 2)) && !before.test(text.slice(end, end + 14))) return 0;
    const from = national.exec(match);
    if (!areaCodes.has(from ? `0${from[1]}` : area(match))) return 0;
    if (from) return 0.85;
    return /[-()转]/.test(match) || precededBy(text, start, /电话|座机|固话|传真|tel|phone|号码/i)
      ? 0.85
      : 0.55;
  },
);

/** Chinese fixed line with its area code. 400, 800 and 95xxx numbers belong to organisations and are not matched. */
export const phoneLandline: Recogniser = {
  entity: 'phone-landline',
  summary: { en: 'Fixed-line phone number (China)', zh: '固定电话' },
  role: 'direct',
  grade: 3,
  headers: [
    '固定电话',
    '座机',
    '座机号码',
    '固话',
    '办公电话',
    '单位电话',
    '住宅电话',
    '家庭固话',
    '传真',
    'gddh',
    'gh',
    'zjdh',
    'landline',
    'fax',
    'office phone',
    'home phone',
  ],
  check(text) {
    const number = cell(text);
    const abroad = national.exec(number);
    if (abroad) return areaCodes.has(`0${abroad[1]}`) ? 0.85 : 0;
    return whole.test(number) && areaCodes.has(area(number)) ? 0.9 : 0;
  },
  find: withArea,
  signals: Signal.eight,
  shape: Shape.landline,
  strongShape: Shape.landline,
  examples: {
    positive: [
      '010-62345678',
      '(010)62345678',
      '0755-26543210',
      '021 6234 5678',
      '0571-87654321-801',
      '（010）62345678',
    ],
    negative: ['400-820-1234', '62345678', '0123-4567', '2024-03-15', ''],
  },
};

/** The area code as written, with its 0; two digits after the 0 only for 010 and 02x. */
function area(number: string): string {
  const digits = number.replace(/^(?:\+|00)86/, '').replace(/[^0-9]/g, '');
  return /^0(?:10|2)/.test(digits) ? digits.slice(0, 3) : digits.slice(0, 4);
}

const label = /(?:电话|電話|座机|固话|传真|tel)(?:号码?)?(?:\([^()]{1,6}\))?[ :.是为]{0,3}$/i;
/** What is counted in what follows, and the beginning of a date. */
const amount = /^ ?[元块万件次条台户人个%]/;
const day = /^(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])$/;

/** Seven or eight digits as they are dialled within their area: in texts, right behind a word. */
export const phoneLocal: Recogniser = {
  entity: 'phone-landline',
  summary: { en: 'Fixed-line phone number without area code (China)', zh: '不带区号的固定电话' },
  role: 'direct',
  grade: 3,
  headers: [],
  check: () => 0,
  find: matchingAt(
    'phone-landline',
    { at: 'digits', sizes: [7, 8], first: '2345678' },
    /(?<![0-9A-Za-z.-])[2-8][0-9]{2,3}[ -]?[0-9]{4}(?:(?:-|转| ?ext\.? ?|x|分机)[0-9]{1,6})?(?![0-9A-Za-z])(?![.-][0-9])/gi,
    (match, text, start) => {
      if (!precededBy(text, start, label, 18) || day.test(match)) return 0;
      const end = start + match.length;
      return amount.test(text.slice(end, end + 2)) ? 0 : 0.7;
    },
  ),
  signals: Signal.seven | Signal.phone,
  examples: { positive: [], negative: ['62345678', '20240315', ''] },
};
