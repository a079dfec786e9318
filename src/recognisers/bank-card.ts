import type { Recogniser, Score } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { readIdentity } from './cn/identity.js';
import { luhn } from './scan/checksums.js';
import { cell, compact } from './scan/fold.js';
import { between, matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';
import { behindList, notDecimal } from './scan/standing.js';
import { grouped as inGroups } from './scan/written.js';

const words = /卡|账号|帐号|账户|帐户|开户|card|account|visa|master|amex|discover|payment/i;

const card = matchingAt(
  'bank-card',
  { at: 'digits', sizes: between(13, 19) },
  new RegExp(`${notDecimal}[0-9](?:[ -]?[0-9]){12,18}(?![0-9])(?!\\.[0-9])`, 'g'),
  behindList(0.8, (match, text, start) => {
    const digits = match.replace(/[ -]/g, '');
    if (!grouped(match)) return 0;
    const before = text.charCodeAt(start - 1) | 32;
    if (before >= 97 && before <= 122) return 0;
    const value = score(digits, true);
    if (value >= 0.8) return value;
    return value > 0 && precededBy(text, start, words, 20) ? Math.max(0.65, value) : 0;
  }),
);

/** Bank and credit card: 13–19 digits with Luhn, plain or grouped; UnionPay (62) also without it, as weak evidence. */
export const bankCard: Recogniser = {
  entity: 'bank-card',
  summary: { en: 'Bank or credit card number', zh: '银行卡号' },
  role: 'direct',
  grade: 4,
  headers: [
    '银行卡', '银行卡号', '卡号', '银行账号', '银行账户', '账号', '帐号', '账户', '开户账号', '收款账号', '社保卡金融账号', '储蓄卡号',
    '信用卡', '信用卡号', '一卡通账号', 'yhk', 'yhkh', 'yhzh', 'kh', 'zh', 'khzh', 'bank card', 'bank card no', 'card no',
    'card number', 'bank account', 'account no', 'account number', 'credit card', 'pan', 'bank acct', 'acct no', 'cc number',
  ], // biome-ignore format: one list, read as a table
  check(text) {
    const digits = compact(text);
    return /^\d{13,19}$/.test(digits) ? score(digits, digits.length === cell(text).length) : 0;
  },
  find: card,
  writings(text) {
    const digits = compact(text);
    if (this.check(text) === 0) return [];
    // Without its check digit a card counts in plain form only: so it is written in no other.
    if (score(digits, false) === 0) return [digits];
    const sizes = [[4, 4, 4, 4], [6], [4, 6]];
    return [digits, ...sizes.flatMap((groups) => inGroups(digits, groups, [' ', '-']))];
  },
  anyShape: [Shape.bankCard, Shape.integer],
  strongShape: Shape.bankCard,
  signals: Signal.eleven,
  checkDigit: true,
  examples: {
    positive: [
      '4111111111111111',
      '6222104332181960010',
      '4111 1111 1111 1111',
      '4111-1111-1111-1111',
      '6217001234567890',
    ],
    negative: ['4111111111111112', '1234567890123456', '411111111111', ''],
  },
};

/** Score of 13–19 digits. Known issuer ranges and lengths count as a second check beside Luhn. */
function score(digits: string, plain: boolean): Score {
  if (digits.length === 18 && (readIdentity(digits)?.checksum ?? false)) return 0;
  if (/^(\d)\1+$/.test(digits)) return 0;
  if (luhn(digits)) return issuer(digits) ? 0.9 : 0.25;
  return plain && /^62(?:\d{14}|\d{17})$/.test(digits) ? 0.35 : 0;
}

function issuer(digits: string): boolean {
  const length = digits.length;
  if (/^62/.test(digits)) return length >= 16;
  if (/^4/.test(digits)) return length === 16 || length === 13;
  if (/^(?:5[1-5]|2[2-7]|35|60|65|64)/.test(digits)) return length === 16;
  if (/^3[47]/.test(digits)) return length === 15;
  if (/^3[068]/.test(digits)) return length === 14;
  return /^9[0-9]/.test(digits) && (length === 16 || length === 19)
    ? false
    : /^(?:5[068]|6[37])/.test(digits) && length === 19;
}

/** Groups as people write them: none, fours with a shorter rest, or Amex's 4-6-5. */
function grouped(text: string): boolean {
  if (!/[ -]/.test(text)) return true;
  const groups = text.split(/[ -]/);
  if (groups.length === 3 && groups[0]!.length === 4 && groups[1]!.length === 6) return true;
  return groups.length <= 5 && groups.slice(0, -1).every((group) => group.length === 4 || group.length === 6);
}

const label = /(?<!qq|扣扣|企鹅|微信|v信)(?:账户|账号|帐户|帐号|卡号)(?:号码?)?[ :是为]{0,3}$/i;

/** Account of any length and issuer: in texts, right behind a word. */
export const bankAccount: Recogniser = {
  entity: 'bank-card',
  summary: { en: 'Account number', zh: '账户号码' },
  role: 'direct',
  grade: 4,
  headers: [],
  check: () => 0,
  find: matchingAt(
    'bank-card',
    { at: 'digits', sizes: between(5, 48) },
    /(?<![0-9A-Za-z])(?:[0-9]{3,6}(?:[ -][0-9]{2,6}){1,7}|[0-9]{8,30})(?![0-9A-Za-z])(?![.-][0-9])/g,
    (match, text, start) =>
      match.replace(/[ -]/g, '').length >= 8 && precededBy(text, start, label, 16) ? 0.7 : 0,
  ),
  signals: Signal.eight | Signal.account,
  examples: { positive: [], negative: ['41001234567890123456', ''] },
};
