import type { Recogniser, Score } from '../core/recogniser.js';
import { realDate } from './scan/checksums.js';
import { cell } from './scan/fold.js';
import { matching, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

const time =
  '(?:[T ]{1,2}[0-2]?\\d[:时][0-5]\\d(?:[:分][0-5]\\d秒?(?:\\.\\d{1,9})?)?分?(?:Z|[+-]\\d{2}:?\\d{2})?)?';
const iso = new RegExp(
  `^(\\d{4})(?:[-/.](\\d{1,2})[-/.](\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日?|(\\d{2})(\\d{2}))${time}$`,
);
const western = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

/** Reads a date at the beginning of a day: year, month and day, or null where no such day exists. */
export function readDate(text: string): { year: number; month: number; day: number } | null {
  const value = cell(text);
  if (value.length < 8 || value.length > 40) return null;
  const match = iso.exec(value);
  if (match) {
    const year = Number(match[1]);
    const month = Number(match[2] ?? match[4] ?? match[6]);
    const day = Number(match[3] ?? match[5] ?? match[7]);
    return year >= 1800 && year <= 2200 && realDate(year, month, day) ? { year, month, day } : null;
  }
  const other = western.exec(value);
  if (!other) return null;
  const [first, second, year] = [Number(other[1]), Number(other[2]), Number(other[3])];
  if (year < 1800 || year > 2200) return null;
  if (realDate(year, first, second)) return { year, month: first, day: second };
  return realDate(year, second, first) ? { year, month: second, day: first } : null;
}

/** Whether a date is one that systems write for "unknown" or "forever". */
export function isSentinel(date: { year: number; month: number; day: number }): boolean {
  return date.year >= 2099 || date.year <= 1900 || (date.year === 1970 && date.month === 1 && date.day === 1);
}

/** Date of an event. Whether it means a person is decided by the column, not by the value. */
export const date: Recogniser = {
  entity: 'date',
  summary: { en: 'Date or date and time', zh: '日期' },
  role: 'safe',
  grade: 1,
  headers: [
    '日期',
    '时间',
    '年月日',
    '登记日期',
    '入院日期',
    '出院日期',
    '就诊日期',
    '办理日期',
    '申请日期',
    '创建时间',
    '更新时间',
    'rq',
    'sj',
    'date',
    'time',
    'datetime',
    'timestamp',
    'created at',
    'updated at',
    'create time',
    'update time',
    'dt',
  ],
  check: (text) => (readDate(text) !== null ? (/^\d{8}$/.test(cell(text)) ? 0.7 : 0.9) : 0),
  examples: {
    positive: ['2024-03-15', '2024/3/5', '20240315', '2024年3月15日', '2024-03-15 14:32:01'],
    negative: ['2024-13-15', '2024031', '2024.5', ''],
  },
};

const announced =
  /(?:出生|生日|生于|诞辰|dob|birth(?:day|date)?|date of birth|born(?: on)?|geb\.?(?: am)?|生年月日)(?:日期|年月日?|日|在|于)?[ :是为,]{0,4}$/i;
const months =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const spoken = '[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]';
const birthPattern = new RegExp(
  `(?<![0-9])(?:(?:19|20)?[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?|月)|(?:19|20)[0-9]{6}(?![0-9])|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}|[0-9]{1,2}(?:st|nd|rd|th)? ${months}\\.?,? (?:19|20)[0-9]{2}|${months}\\.? [0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{2}|${spoken})`,
  'gi',
);

/** Date of birth: a plausible date under a header that says so, or after such words in a text. */
export const birthDate: Recogniser = {
  entity: 'birth-date',
  summary: { en: 'Date of birth', zh: '出生日期' },
  role: 'quasi',
  grade: 3,
  headers: [
    '出生日期',
    '出生年月',
    '生日',
    '出生年月日',
    '出生时间',
    '诞生日',
    '出生',
    '出生年份',
    'csrq',
    'aac006',
    'csny',
    'csnyr',
    'sr',
    'chusheng',
    'birth',
    'birthday',
    'birth date',
    'birthdate',
    'date of birth',
    'dob',
    'born',
    'birth dt',
    'birth year',
    'brth dt',
  ],
  check(text) {
    const value = cell(text);
    const day = readDate(value);
    if (day) return day.year >= 1900 && day.year <= 2030 && !isSentinel(day) ? birthScore : 0;
    const month = /^(19\d{2}|20[0-3]\d)[-/.年]?(0?[1-9]|1[0-2])月?$/.exec(value);
    return month ? 0.25 : /^(?:19\d{2}|20[0-3]\d)年?$/.test(value) ? 0.15 : 0;
  },
  find: matching('birth-date', birthPattern, (_match, text, start) => {
    if (precededBy(text, start, announced, 20)) return 0.85;
    return /^[^\n]{0,12}(?:日|号)?(?:出生|生人)/.test(
      text.slice(start + _match.length, start + _match.length + 6),
    )
      ? 0.85
      : 0;
  }),
  signals: Signal.birth,
  examples: {
    positive: ['1990-03-07', '19900307', '1990年3月7日', '1990年3月', '1990/3/7'],
    negative: ['9999-9-9', '2099-12-31', '1900-01-01', '1990-02-30', ''],
  },
};

/** A date alone may be any date: weak, so that the header or the table decides. */
const birthScore: Score = 0.45;
