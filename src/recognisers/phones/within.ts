import type { Recogniser, Score, Span } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';
import { precededBy } from '../scan/matches.js';
import { digitSize, type Scan, scanOf } from '../scan/scan.js';
import { Signal } from '../scan/signals.js';
import { dialledWithin, mayBeWithin } from './plans.js';

/** Words that announce a phone number in a text. */
export const phoneWords =
  /(?:tel|phone|number|mobile|cell|call|contact|fax|whatsapp|電話|携帯|전화|연락처|联系电话|电话|手机|号码|office|emergency)[^0-9+(]{0,20}$/i;

const mostGroups = 7;
const form = /^(?:\([0-9]{1,5}\)[ .-]?)?[0-9]{1,12}(?:[ .-][0-9]{1,6}){0,6}$/;

/**
 * Numbers as they are dialled within the countries that a policy names (020 7946 0958, 06 12 34 56 78, 9123 4567), by their
 * numbering plans. Written as the country writes them they stand alone; digits in a row need a header or a word, because
 * order numbers fall into the plans as well. Upper-case ISO 3166 codes; not `CN`, which has rules of its own.
 */
export function phonesWithin(countries: readonly string[]): Recogniser {
  return {
    entity: 'phone-mobile',
    summary: {
      en: `Phone number as dialled within ${countries.join(', ')}`,
      zh: `境内拨打写法的电话号码（${countries.join('、')}）`,
    },
    role: 'direct',
    grade: 3,
    headers: [],
    check: (text) => {
      const number = cell(text);
      return number.length > 24 ? 0 : scoreOf(number, countries);
    },
    find: (text) => found(scanOf(text), countries),
    signals: Signal.seven,
    examples: { positive: [], negative: ['2024-03-15', 'A1234567', ''] },
  };
}

/** .6 where the number is written as its country writes it, .55 for a mobile in a row with its trunk prefix, .3 in a row. */
function scoreOf(number: string, countries: readonly string[]): Score {
  const groups = number.match(/[0-9]+/g);
  if (groups === null || !form.test(number)) return 0;
  const digits = groups.join('');
  if (/^(\d)\1+$/.test(digits)) return 0;
  let best = 0;
  for (const country of countries) {
    if (!mayBeWithin(digits, country)) continue;
    const dialled = dialledWithin(number, country);
    if (!dialled?.valid) continue;
    const trunk = digits[0] === '0';
    const bracket = number[0] === '(';
    const apart = groups.length > 2 || (groups.length > 1 && (trunk || bracket));
    if (apart && dialled.groups().join(' ') === groups.join(' ')) return 0.6;
    best = Math.max(best, trunk && groups.length === 1 && dialled.mobile ? 0.55 : 0.3);
  }
  return best;
}

/** From every run of digits the longest row of groups that is a number. Bounded work per run: linear in the text. */
function found({ text, digits, digitCount }: Scan, countries: readonly string[]): Span[] {
  const spans: Span[] = [];
  let free = 0;
  for (let first = 0; first < digitCount; first++) {
    const at = digits[first * digitSize]!;
    if (at < free || digits[first * digitSize + 2]! < 7 || (first > 0 && joins(text, digits, first)))
      continue;
    const start = text.charCodeAt(at - 1) === 40 ? at - 1 : at;
    if (/[0-9A-Za-z+.-]/.test(text[start - 1] ?? '')) continue;
    let last = first;
    while (last + 1 < digitCount && last + 1 < first + mostGroups && groups(text, digits, last + 1)) last++;
    for (; last >= first; last--) {
      const end = digits[last * digitSize + 1]!;
      if (end - start > 24 || /^(?:[0-9A-Za-z]|[.-][0-9])/.test(text.slice(end, end + 2))) continue;
      const alone = scoreOf(text.slice(start, end), countries);
      if (alone === 0) continue;
      const announced = precededBy(text, start, phoneWords, 24);
      const whole = start === 0 && end === text.length;
      const score = announced ? 0.75 : whole || alone >= 0.6 ? alone : 0;
      if (score === 0) continue;
      spans.push({ start, end, entity: 'phone-mobile', score });
      free = end;
      break;
    }
  }
  return spans;
}

/** Whether a run of digits goes on a longer token before it: joined by a hyphen or full stop. */
function joins(text: string, digits: Int32Array, run: number): boolean {
  const at = digits[run * digitSize]!;
  return digits[(run - 1) * digitSize + 1] === at - 1 && /[.-]/.test(text[at - 1]!);
}

/** Whether nothing stands between a run and the one before it but what parts the groups of a number. */
function groups(text: string, digits: Int32Array, run: number): boolean {
  const from = digits[(run - 1) * digitSize + 1]!;
  const to = digits[run * digitSize]!;
  return to - from <= 2 && /^(?:[ .-]|\)[ .-]?)$/.test(text.slice(from, to));
}
