import { daysInMonth } from '../core/dates.js';
import type { HierarchyKind } from '../core/hierarchy.js';
import { ladder } from './ladder.js';

/** What an identity number tells; `*` where it is masked. */
interface Told {
  region: string; // six digits, some of them masked
  year: string; // four digits or `*`
  sex: string; // 男, 女 or `*`
}

/**
 * Identity numbers (GB 11643, 18 characters, or 15 digits of the old form, also partly masked) by what they tell: level
 * 1 keeps county, birth year and sex, level 2 prefecture and decade of birth, level 3 the province, level 4 nothing.
 * The check character is not asked for: a mistyped number tells as much. What is no such number is `*` from level 1 on.
 */
export const cnResidentId: HierarchyKind<Record<string, never>> = {
  name: 'cn-resident-id',
  summary: {
    en: 'Chinese identity numbers by what they tell: county, year and sex; prefecture and decade; province.',
    zh: '身份证号码按其含义泛化：县、出生年与性别；地市与年代；省。',
  },
  params: (zod) => zod.strictObject({}),
  examples: [
    {
      params: {},
      value: '11010519491231002X',
      labels: ['11010519491231002X', '110105 1949 女', '1101 1940-1949', '11', '*'],
    },
    {
      params: {},
      value: '110105491231001',
      labels: ['110105491231001', '110105 1949 男', '1101 1940-1949', '11', '*'],
    },
    {
      params: {},
      value: '330222************',
      labels: ['330222************', '330222 * *', '3302 *', '33', '*'],
    },
    { params: {}, value: '护照', labels: ['护照', '*', '*', '*', '*'] },
  ],
  build: () =>
    ladder(
      'cn-resident-id',
      ['number', 'county-year-sex', 'prefecture-decade', 'province', '*'],
      (value, level) => {
        const told = readNumber(value);
        if (!told) return '*';
        const { region, year, sex } = told;
        if (level === 1) return `${region} ${year} ${sex}`;
        if (level === 2) return `${region.slice(0, 4)} ${decade(year)}`;
        return region.slice(0, 2);
      },
    ),
};

function readNumber(text: string): Told | null {
  const number = text
    .trim()
    .replace(/[＊×●○■█xX](?!$)/g, '*')
    .replace(/[＊×●○■█]$/, '*');
  const match =
    /^([1-9*][0-9*]{5})((?:[0-9*]{2})?[0-9*]{2})([0-9*]{2})([0-9*]{2})[0-9*]{2}([0-9*])([0-9xX*]?)$/.exec(
      number,
    );
  if (!match) return null;
  const [, region = '', written = '', month = '', day = '', sequence = '', check = ''] = match;
  if ((written.length === 4) !== (check !== '')) return null;
  if (/^\*{2}/.test(region)) return null; // not even the province is told
  const year = written.includes('*') ? '*' : written.length === 2 ? `19${written}` : written;
  if (!isBirth(year, month, day)) return null;
  const sex = sequence === '*' ? '*' : Number(sequence) % 2 === 1 ? '男' : '女';
  return { region, year, sex };
}

/** Whether what is visible of a birth date may be one. */
function isBirth(year: string, month: string, day: string): boolean {
  if (year !== '*' && (Number(year) < 1850 || Number(year) > 2100)) return false;
  const last = month.includes('*')
    ? 31
    : month >= '01' && month <= '12'
      ? daysInMonth(2000, Number(month))
      : 0;
  return last > 0 && (day.includes('*') || (Number(day) >= 1 && Number(day) <= last));
}

function decade(year: string): string {
  return year === '*' ? '*' : `${year.slice(0, 3)}0-${year.slice(0, 3)}9`;
}
