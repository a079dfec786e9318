import type { Recogniser, Score } from '../../core/recogniser.js';
import { cell, compact } from '../scan/fold.js';
import { anyOf, matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';
import { checkedWhereGlued } from '../scan/standing.js';
import { identityInText, readIdentity } from './identity.js';

/** Nations of the old card's first three letters (ISO 3166 alpha-3), the frequent ones. */
const nations = new Set(
  (
    'USA GBR CAN AUS NZL FRA DEU ITA ESP JPN KOR PRK SGP MYS THA VNM PHL IDN IND PAK BGD RUS UKR KAZ TUR IRN IRQ EGY ' +
    'ZAF NGA KEN ETH BRA ARG MEX CHL COL PER NLD BEL CHE AUT SWE NOR DNK FIN POL CZE HUN GRC PRT IRL ISR SAU ARE ' +
    'MMR LAO KHM NPL LKA MNG UZB'
  ).split(' '),
);

/** The card of 2023, also glued to letters before it. */
const card = matchingAt(
  'cn-foreign-permit',
  { at: 'digits', sizes: [17, 18], first: '9' },
  identityInText,
  checkedWhereGlued(0.9, (match) => score(match.replace(/[ -]/g, ''))),
);

/** The number of before. */
const numbered = matchingAt(
  'cn-foreign-permit',
  { at: 'runs', sizes: [15], first: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
  /(?<![0-9A-Za-z])[A-Z]{3}[0-9]{12}(?![0-9A-Za-z])/g,
  (match, text, start) =>
    nations.has(match.slice(0, 3)) && precededBy(text, start, /居留|永居|证件|外国人/) ? 0.7 : 0,
);

/** Permanent residence of foreigners: 18 digits with a leading 9 (2023), or three letters and twelve digits. */
export const foreignPermit: Recogniser = {
  entity: 'cn-foreign-permit',
  summary: { en: 'Foreign permanent resident number', zh: '外国人永久居留身份证号码' },
  role: 'direct',
  grade: 4,
  headers: [
    '外国人永久居留身份证',
    '外国人永久居留证',
    '永久居留',
    '永居证',
    '外国人居留证',
    'wgryjjlz',
    'permanent residence',
  ],
  check(text) {
    const old = cell(text).toUpperCase();
    if (/^[A-Z]{3}\d{12}$/.test(old)) return nations.has(old.slice(0, 3)) ? 0.4 : 0;
    return score(compact(text));
  },
  find: anyOf([12, 17, 18], card, numbered),
  signals: Signal.eleven,
  examples: {
    positive: ['911124198108030024', '911124 19810803 0024', 'USA110119810803'],
    negative: ['911124198113030024', 'ORD202403150001', '11010519491231002X'],
  },
};

function score(digits: string): Score {
  const identity = readIdentity(digits);
  // Nine leading digits also occur in order numbers: without the check digit the form is worth little.
  return identity?.kind === 'foreign' ? (identity.checksum ? (identity.region ? 1 : 0.9) : 0.3) : 0;
}
