import type { Recogniser, Score } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';
import { matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';
import { checkedWhereGlued, notDecimal } from '../scan/standing.js';
import { readIdentity } from './identity.js';

/**
 * Twenty characters that embed a resident identity number: certificates of disability (kind 1–7 and degree 1–4 follow it)
 * and taxpayer numbers of persons (two digits follow it). Whoever has one has the number.
 */
export const disabilityCertificate: Recogniser = {
  entity: 'cn-resident-id',
  summary: {
    en: 'Number that embeds a resident identity number: disability certificate, taxpayer number of a person',
    zh: '内含公民身份号码的编号：残疾人证号、自然人纳税人识别号',
  },
  role: 'direct',
  grade: 4,
  headers: [
    '残疾证号',
    '残疾人证号',
    '残疾证',
    '残疾人证',
    '残疾人证件号',
    'cjzh',
    'cjrzh',
    'disability certificate',
  ],
  check: (text) => score(cell(text)),
  find: matchingAt(
    'cn-resident-id',
    { at: 'digits', sizes: [17, 20], first: '123456789' },
    new RegExp(`${notDecimal}[1-9][0-9]{16}[0-9Xx][0-9]{2}(?![0-9A-Za-z])`, 'g'),
    checkedWhereGlued(0.85, (match, text, start) => {
      const value = score(match);
      return value >= 0.5 || (value > 0 && precededBy(text, start, /残疾|税号|识别号/, 14))
        ? Math.max(value, 0.6)
        : 0;
    }),
  ),
  signals: Signal.fifteen,
  examples: {
    positive: ['11010519491231002X42', '11010519491231002x01'],
    negative: [
      '11010519491331002X42',
      '81000019940823002142',
      '12345678901234567890',
      '11010519491231002X',
      '',
    ],
  },
};

function score(text: string): Score {
  const match = /^(\d{17}[\dXx])(\d)(\d)$/.exec(text);
  const identity = match && readIdentity(match[1]!);
  if (identity?.kind !== 'resident') return 0;
  const disability = /[1-7]/.test(match![2]!) && /[1-4]/.test(match![3]!);
  // Twenty digits are also order numbers that begin with a region and a date: without the check digit they need a header.
  return identity.checksum ? (disability ? 0.95 : 0.85) : identity.region && disability ? 0.3 : 0;
}
