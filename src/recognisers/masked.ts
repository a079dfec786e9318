import { isRegionCode } from '../core/lists/regions.js';
import type { Recogniser } from '../core/recogniser.js';
import { identityWords } from './cn/identity.js';
import { between, matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

// What a mask leaves standing of a number still narrows down whose it is. Whole columns of masked values have a type of their
// own, which says what is left; so these are found in texts only.

const mark = '[*×]';

/** Mobile number of which at least three digits are masked: 139****5678. */
export const maskedMobile: Recogniser = {
  entity: 'phone-mobile',
  summary: { en: 'Masked mobile phone number (China)', zh: '打码的手机号码' },
  role: 'direct',
  grade: 3,
  headers: [],
  check: () => 0,
  find: matchingAt(
    'phone-mobile',
    { at: 'digits', sizes: between(2, 8), first: '1' },
    new RegExp(`(?<![0-9A-Za-z*×.-])1[3-9][0-9]{0,6}${mark}{3,9}[0-9]{0,6}(?![0-9A-Za-z*×])`, 'g'),
    (match) => (match.length === 11 ? 0.8 : 0),
  ),
  signals: Signal.masked,
  examples: { positive: [], negative: ['139****5678', '3*4', ''] },
};

/** Resident identity number of which at least four characters are masked: 410726********1234. */
export const maskedIdentity: Recogniser = {
  entity: 'cn-resident-id',
  summary: { en: 'Masked resident identity number', zh: '打码的公民身份号码' },
  role: 'direct',
  grade: 4,
  headers: [],
  check: () => 0,
  find: matchingAt(
    'cn-resident-id',
    { at: 'digits', sizes: between(1, 14), first: '12345678' },
    new RegExp(`(?<![0-9A-Za-z*×.-])[1-8][0-9]{0,13}${mark}{4,17}[0-9]{0,8}[0-9Xx]?(?![0-9A-Za-z*×])`, 'g'),
    (match, text, start) => {
      if (match.length !== 18 && match.length !== 15) return 0;
      if (precededBy(text, start, identityWords)) return 0.85;
      return /^\d{6}/.test(match) && isRegionCode(match.slice(0, 6)) && match.length === 18 ? 0.8 : 0;
    },
  ),
  signals: Signal.masked,
  examples: { positive: [], negative: ['410726********1234', '3****', ''] },
};
