import type { Recogniser, Score } from '../core/recogniser.js';
import { cell } from './scan/fold.js';
import { matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

const words =
  /(?:tel|phone|number|mobile|cell|call|contact|fax|電話|携帯|전화|연락처|联系电话|电话|手机|号码|office|emergency)[^0-9+(]{0,20}$/i;

/**
 * Numbers of other countries where the way they are written gives them away: +country and groups, (555) 123-4567,
 * 555-123-4567, 090-1234-5678, 010-1234-5678, 020 7946 0321. Found in text; whole cells count as weak evidence.
 */
export const phoneInternational: Recogniser = {
  entity: 'phone-mobile',
  summary: { en: 'Phone number of another country', zh: '境外电话号码' },
  role: 'direct',
  grade: 3,
  headers: [],
  check(text) {
    const number = cell(text);
    return number.length <= 24 && whole.test(number) && plausible(number) ? 0.6 : 0;
  },
  find: matchingAt(
    'phone-mobile',
    { at: 'digits', least: 8, first: '023456789' },
    /(?<![0-9A-Za-z+.-])(?<![0-9A-Za-z] ?\()(?:\+[1-9][0-9]{0,2}[ .-]?(?:\([0-9]{1,4}\)[ .-]?)?[0-9]{1,5}(?:[ .-]?[0-9]{1,5}){1,5}|\([0-9]{2,3}\) ?[0-9]{3,5}[ .-][0-9]{4}|0[1-9]0-?[0-9]{4}-?[0-9]{4}|0[1-9]-[0-9]{4}-[0-9]{4}|0[2-9]-[0-9]{7}|0[0-9]{2,4} [0-9]{3,4} ?[0-9]{3,4}|[2-9][0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{4}|(?:\+?91[ -]?)?[6-9][0-9]{4} ?[0-9]{5})(?![0-9])(?![.-][0-9])/g,
    (match, text, start) => {
      if (!plausible(match)) return 0;
      if (/^[+(]/.test(match) || /^[2-9]\d\d[-.]\d{3}[-.]\d{4}$/.test(match)) return 0.65;
      if (/^0[789]0-?[1-9]\d{3}-?\d{4}$/.test(match) || /^010-?[2-9]\d{3}-?\d{4}$/.test(match)) return 0.6;
      if (/^[2-9]\d{9}$/.test(match) && text.trim() === match) return 0.5;
      return precededBy(text, start, words, 24) ? 0.6 : 0;
    },
  ),
  signals: Signal.eight,
  examples: {
    positive: ['+1 415 555 0132', '(415) 555-0132', '+49 30 98765432', '090-1234-5678', '415-555-0132'],
    negative: ['555-1234', '12-345-6789', '2024-03-15', '13800138000', ''],
  },
};

const whole =
  /^(?:\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{1,5}){1,5}|\(\d{3}\) ?\d{3}[ .-]\d{4}|[2-9]\d{2}[.-]\d{3}[.-]\d{4}|0[789]0-\d{4}-\d{4})$/;

function plausible(text: string): Score {
  const digits = text.replace(/[^0-9]/g, '');
  // +86 is our own rule's business.
  if (digits.length < 8 || digits.length > 15 || /^(?:\+|00)86/.test(text)) return 0;
  // 400 and 800 numbers belong to organisations.
  if (/^\(?[48]00/.test(text)) return 0;
  return /^(\d)\1+$/.test(digits) ? 0 : 1;
}
