import type { Recogniser, Score } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { mod11_2 } from '../scan/checksums.js';
import { compact } from '../scan/fold.js';
import { matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';
import { checkedWhereGlued } from '../scan/standing.js';
import { grouped } from '../scan/written.js';
import { identityInText, identityWords, isLegacyIdentity, readIdentity } from './identity.js';

/** Resident identity number of the People's Republic of China, 18 and 15 digits (GB 11643). */
export const residentId: Recogniser = {
  entity: 'cn-resident-id',
  summary: {
    en: 'Resident identity number (GB 11643), 18 and 15 digits',
    zh: '公民身份号码（GB 11643），18 位与 15 位',
  },
  role: 'direct',
  grade: 4,
  headers: [
    '身份证', '身份证号', '公民身份号码', '居民身份证', '身份号码', '身份证件', '证件号', '证照号', '身分证', '身份证明号',
    'aac002', '身份证字号', '身分证字号', '身份证件号', '残疾证', '残疾人证', 'sfz', 'sfzh', 'sfzhm', 'gmsfhm', 'gmsfzh', 'zjh', 'zjhm', 'sfzjh', 'sfzjhm',
    'shenfenzheng', 'id card', 'idcard no', 'identity card', 'identity', 'id number', 'national id', 'citizen id',
    'resident id', 'cert no', 'cer no', 'cert id', 'cert code', 'certificate no', 'id no', 'cred num', 'card id no',
    'person id card', 'psn cert no', 'certno',
  ], // biome-ignore format: one list, read as a table
  check(text) {
    const digits = compact(text);
    if (digits.length === 15) return isLegacyIdentity(digits) ? 0.3 : 0;
    return score(digits.length === 20 && /^\d{17}[\dXx]\d{2}$/.test(digits) ? '' : digits);
  },
  find: matchingAt(
    'cn-resident-id',
    { at: 'digits', sizes: [15, 17, 18], first: '123456789' },
    combine(identityInText),
    checkedWhereGlued(0.9, (match, text, start) => {
      const digits = match.replace(/[ -]/g, '');
      if (digits.length === 15) {
        return isLegacyIdentity(digits) && precededBy(text, start, identityWords) ? 0.75 : 0;
      }
      const identity = readIdentity(digits);
      if (identity?.kind !== 'resident') return 0;
      // Groups in odd places need the check digit; a wrong check digit in the right form is a slip of the pen.
      if (identity.checksum) return identity.region ? 1 : 0.95;
      return digits.length === match.length || precededBy(text, start, identityWords) ? 0.55 : 0;
    }),
  ),
  writings(text) {
    const digits = compact(text).toUpperCase();
    if (this.check(text) === 0) return [];
    // Numbers of before 1999 lack the century and the check digit: the same person has both.
    const long = digits.length === 15 ? withCheck(`${digits.slice(0, 6)}19${digits.slice(6)}`) : digits;
    const short = long.slice(6, 8) === '19' ? long.slice(0, 6) + long.slice(8, 17) : null;
    return [
      ...[long, long.toLowerCase()].flatMap((form) => [
        form,
        ...groups.flatMap((sizes) => grouped(form, sizes, [' ', '-'])),
      ]),
      ...(short !== null && isLegacyIdentity(short) && long === withCheck(long.slice(0, 17)) ? [short] : []),
    ];
  },
  // Of the old form: one of some 3 500 codes of regions, and a day of the 20th century.
  seldomByChance: true,
  spread(values) {
    // Numbers of papers also begin with region and date, but of years since 2000, which are births of before 1930.
    const years = values
      .map(compact)
      .flatMap((text) => (isLegacyIdentity(text) ? [Number(text.slice(6, 8))] : []));
    if (years.length < fewYears) return true;
    return (
      new Set(years).size >= fewYears / 2 && years.filter((year) => year >= 30).length >= years.length / 2
    );
  },
  anyShape: [Shape.residentId18, Shape.residentId18Form, Shape.residentId15],
  strongShape: Shape.residentId18,
  signals: Signal.fifteen,
  checkDigit: true,
  examples: {
    positive: ['11010519491231002X', '11010519491231002x', '110105 19491231 002X', '110101900307461'],
    negative: ['11010519491331002X', '000000199003074610', '123456789012345678', '810000199408230021', ''],
  },
};

/** Numbers of the old form from which their years tell something. */
const fewYears = 20;

/** Region, birth date and sequence; the same with the year apart; and by fours as cards are printed. */
const groups = [
  [6, 8],
  [6, 4, 4],
  [4, 4, 4, 4],
];

/** The number with its check character (ISO 7064 MOD 11-2). */
function withCheck(digits: string): string {
  return [...'0123456789X'].map((check) => digits + check).find(mod11_2) ?? digits;
}

function score(digits: string): Score {
  const identity = readIdentity(digits);
  if (identity?.kind !== 'resident') return 0;
  if (identity.checksum) return identity.region ? 1 : 0.95;
  return identity.region ? 0.55 : 0.5;
}

/** Either 18 characters, possibly grouped, or 15 plain digits. */
function combine(eighteen: RegExp): RegExp {
  return new RegExp(`${eighteen.source}|(?<![0-9.])[1-8][0-9]{14}(?![0-9A-Za-z])`, 'g');
}
