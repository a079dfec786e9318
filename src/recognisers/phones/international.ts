import type { Recogniser, Score } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';
import { between, matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';
import { dialledAbroad } from './plans.js';
import { phoneWords } from './within.js';

/**
 * Numbers of other countries where the way they are written gives them away: +country and groups, (555) 123-4567,
 * 555-123-4567, 090-1234-5678, 010-1234-5678, 020 7946 0321. What begins with + or 00 is held to the numbering plan of the
 * country that is dialled; other forms of a country take its name in the policy (`within.ts`). Digits in a row, as local
 * numbers without area code are, count under a header that says phone and nowhere else.
 */
export const phoneInternational: Recogniser = {
  entity: 'phone-mobile',
  summary: { en: 'Phone number of another country', zh: '境外电话号码' },
  role: 'direct',
  grade: 3,
  headers: [],
  check(text) {
    const number = cell(text);
    if (number.length > 24) return 0;
    if (/^(?:\+|00)/.test(number)) return abroad.test(number) ? dialled(number) : 0;
    if (whole.test(number) && plausible(number)) return 0.6;
    return ((bare.test(number) && !dated.test(number)) || things.test(number)) && !/^(\d)\1+$/.test(number)
      ? 0.05
      : 0;
  },
  find: matchingAt(
    'phone-mobile',
    {
      at: 'digits',
      sizes: between(8, 17),
      first: '0',
      sizesAfter: [
        ['2345678', [10]],
        ['9', [10, 12]],
      ],
    },
    /(?<![0-9A-Za-z+.-])(?<![0-9A-Za-z] ?\()(?:(?:\+|00)[1-9][0-9]{0,2}[ .-]?(?:\([0-9]{1,4}\)[ .-]?)?[0-9]{1,5}(?:[ .-]?[0-9]{1,5}){1,5}|\([0-9]{2,3}\) ?[0-9]{3,5}[ .-][0-9]{4}|0[1-9]0-?[0-9]{4}-?[0-9]{4}|0[1-9]-[0-9]{4}-[0-9]{4}|0[2-9]-[0-9]{7}|0[0-9]{2,4} [0-9]{3,4} ?[0-9]{3,4}|[2-9][0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{4}|(?:\+?91[ -]?)?[6-9][0-9]{4} ?[0-9]{5})(?![0-9*])(?![.-][0-9])/g,
    (match, text, start) => {
      if (!plausible(match)) return 0;
      if (/^(?:\+|00)/.test(match)) {
        const score = dialled(match);
        return score > 0 && precededBy(text, start, phoneWords, 24) ? Math.max(score, 0.75) : score;
      }
      if (/^[(]/.test(match) || /^[2-9]\d\d[-.]\d{3}[-.]\d{4}$/.test(match)) return 0.65;
      if (/^0[789]0-?[1-9]\d{3}-?\d{4}$/.test(match) || /^010-?[2-9]\d{3}-?\d{4}$/.test(match)) return 0.6;
      if (/^[2-9]\d{9}$/.test(match) && text.trim() === match) return 0.5;
      return precededBy(text, start, phoneWords, 24) ? 0.6 : 0;
    },
  ),
  signals: Signal.eight,
  examples: {
    positive: ['+1 415 555 0132', '(415) 555-0132', '+49 30 98765432', '090-1234-5678', '415-555-0132'],
    negative: ['555-1234', '12-345-6789', '2024-03-15', '13800138000', ''],
  },
};

const abroad = /^(?:\+|00) ?[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,12}(?:[ .-]?\d{1,5}){0,5}$/;
const whole = /^(?:\(\d{3}\) ?\d{3}[ .-]\d{4}|[2-9]\d{2}[.-]\d{3}[.-]\d{4}|0[789]0-\d{4}-\d{4})$/;
/** A local number of seven or eight digits, one of ten as North America has it, one with its trunk prefix or country code. */
const bare = /^(?!1[3-9]\d{9}$)(?:[2-8]\d{6,7}|[2-9]\d{9}|0[1-9]\d{7,9}|[1-9]\d{10,12})$/;
/** Numbers of things on the mobile networks, 13 digits: they look like milliseconds, so that a header must say phone. */
const things = /^1(?:44[01]|410|4[68]\d|064[78])\d{9}$/;
/** Dates, times and milliseconds. */
const dated = /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|1[4-9]\d{11}$)/;

/**
 * What the plan of the country that is dialled says: .85 of numbers it assigns, .5 of those that are as long (a slip is a
 * person's number all the same), 0 where no such country or length exists. Numbers after 00 in a row look like padding.
 */
function dialled(text: string): Score {
  if (!plausible(text)) return 0;
  const padded = /^00\d*$/.test(text);
  const number = dialledAbroad(text.replace(/^00 ?/, '+'));
  if (number === null) return 0;
  if (padded) return number.valid ? 0.3 : 0;
  return number.valid ? 0.85 : 0.5;
}

function plausible(text: string): Score {
  const digits = text.replace(/[^0-9]/g, '');
  // +86 is our own rule's business.
  if (digits.length < 8 || digits.length > 17 || /^(?:\+|00)86/.test(text)) return 0;
  // 400 and 800 numbers belong to organisations.
  if (/^\(?[48]00/.test(text)) return 0;
  return /^(\d)\1+$/.test(digits) ? 0 : 1;
}
