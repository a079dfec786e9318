import { readCoordinates } from '../core/coordinates.js';
import { isKnownMobile } from '../core/lists/phones.js';
import { isRegionCode } from '../core/lists/regions.js';
import type { Recogniser } from '../core/recogniser.js';
import { cell } from './scan/fold.js';
import { matchingAt, precededBy } from './scan/matches.js';
import { scanOf } from './scan/scan.js';
import { Signal } from './scan/signals.js';

/** Age in years. Plain numbers need a header. */
export const age: Recogniser = {
  entity: 'age',
  summary: { en: 'Age in years', zh: '年龄' },
  role: 'quasi',
  grade: 2,
  amount: true,
  headers: ['年龄', '周岁', '年齡', '岁数', '实足年龄', 'nl', 'nianling', 'age', 'years old', 'age years'],
  check(text) {
    const match = /^(\d{1,3}(?:\.\d)?)(周?岁)?$/.exec(cell(text));
    if (!match || Number(match[1]) > 125) return 0;
    return match[2] === undefined ? 0.25 : 0.8;
  },
  examples: { positive: ['35', '0', '35岁', '3.5岁', '102'], negative: ['150', '-3', '35kg', '3岁.5', ''] },
};

/** Postal code: six digits, so that it needs a header; the list of region codes decides against it. */
export const postalCode: Recogniser = {
  entity: 'postal-code',
  summary: { en: 'Postal code', zh: '邮政编码' },
  role: 'quasi',
  grade: 2,
  headers: [
    '邮编',
    '邮政编码',
    '郵編',
    '邮政代码',
    'yb',
    'yzbm',
    'youbian',
    'postcode',
    'postal code',
    'post code',
    'zip',
    'zip code',
    'zipcode',
  ],
  check(text) {
    const code = cell(text);
    if (/^(?:0[1-7]|[1-8]\d|99)\d{4}$/.test(code)) return 0.3;
    return /^\d{5}(?:-\d{4})?$/.test(code) ? 0.2 : 0;
  },
  examples: { positive: ['266071', '100080', '94107'], negative: ['900000', '1000', 'A00001', ''] },
};

/** Code of an administrative division (GB/T 2260), abolished ones included, also 9 and 12 digits (statistical). */
export const regionCode: Recogniser = {
  entity: 'cn-region-code',
  summary: { en: 'Administrative division code (GB/T 2260)', zh: '行政区划代码（GB/T 2260）' },
  role: 'quasi',
  grade: 2,
  headers: [
    '行政区划代码',
    '行政区划',
    '区划代码',
    '区划',
    '地区代码',
    '户籍地代码',
    '籍贯代码',
    '行政区代码',
    '区县代码',
    '所属区划',
    '统计用区划代码',
    'xzqh',
    'xzqhdm',
    'qhdm',
    'dqdm',
    'region code',
    'area code',
    'district code',
    'adcode',
    'division code',
    'admin code',
    'rgn code',
    'admdvs',
  ],
  check(text) {
    const code = cell(text);
    if (/^\d{6}$/.test(code)) return isRegionCode(code) ? 0.75 : 0;
    return /^\d{9}(?:\d{3})?$/.test(code) && isRegionCode(code.slice(0, 6)) ? 0.65 : 0;
  },
  examples: { positive: ['110105', '330106', '110103', '330106001002'], negative: ['123456', '11010', ''] },
};

/** Income, pay or benefit of a person: an amount under such a header. */
export const income: Recogniser = {
  entity: 'income',
  summary: { en: 'Income, pay or benefit', zh: '收入、工资与救助金额' },
  role: 'sensitive',
  grade: 3,
  amount: true,
  headers: [
    '收入',
    '收入状况',
    '收入情况',
    '收入水平',
    '工资',
    '月收入',
    '年收入',
    '家庭收入',
    '人均收入',
    '薪资',
    '薪酬',
    '养老金',
    '补助金额',
    '救助金额',
    '低保金',
    '保障金',
    '月薪',
    '年薪',
    '存款',
    '资产',
    '家庭年收入',
    '人均月收入',
    'sr',
    'gz',
    'nsr',
    'ysr',
    'income',
    'salary',
    'salary class',
    'income class',
    'wage',
    'pay',
    'earnings',
    'annual income',
    'monthly income',
    'pension',
    'net worth',
    'compensation',
  ],
  check(text) {
    const value = cell(text).replace(/^[¥￥$€£₹]\s?/, '');
    return /^\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?(?:元|万元|万|k)?$|^\d{1,9}(?:\.\d{1,2})?(?:元|万元|万|k)?(?:\/月|\/年)?$|^[<>]=?\d{1,4}k$|^\d{1,6}(?:元)?[-~至]\d{1,6}元?$/i.test(
      value,
    )
      ? 0.2
      : 0;
  },
  examples: {
    positive: ['8500', '8,500.00', '2万元', '<=50k', '3000-5000元'],
    negative: ['abc', '2024-03-15', ''],
  },
};

const decimal = '-?\\d{1,3}\\.\\d{3,}';
const single = new RegExp(`^${decimal}[°]?[NSEWnsew]?$`);
const pair = new RegExp(`^[(\\[]?(${decimal})[,; ]{1,2}(${decimal})[)\\]]?$`);

const axisWords =
  /(?:[经經]度|[纬緯]度|[东西]经|[南北]纬|坐标|座標|定位|(?:^|[^a-z])(?:lng|lon|lat|longitude|latitude|gps))[ :=是为(]{0,3}-?$/i;

/** Whether a decimal is the number of an item of a list and a phone number: 1.138… */
function listsPhone(text: string): boolean {
  return /^[1-9]\d?\.1\d{10}$/.test(text) && isKnownMobile(text.slice(-11));
}

/** Latitude, longitude or a pair. Single numbers need a header; swapped headers do not matter, both are coordinates. */
export const geoCoordinate: Recogniser = {
  entity: 'geo-coordinate',
  summary: { en: 'Latitude, longitude', zh: '经纬度' },
  role: 'quasi',
  grade: 3,
  headers: [
    '经度',
    '纬度',
    '经纬度',
    '坐标',
    '地理坐标',
    'gps',
    '定位',
    'jd',
    'wd',
    'jwd',
    'lng',
    'lat',
    'lon',
    'longitude',
    'latitude',
    'coordinates',
    'coordinate',
    'lnglat',
    'latlng',
    'location gps',
    'geo point',
  ],
  check(text) {
    const value = cell(text);
    if (value.length > 60) return 0;
    if (value.includes('POINT(') || /[°度]\s?\d/.test(value))
      return readCoordinates(value) === null ? 0 : 0.85;
    const both = pair.exec(value);
    if (both) {
      const [a, b] = [Math.abs(Number(both[1])), Math.abs(Number(both[2]))];
      return (a <= 90 && b <= 180) || (a <= 180 && b <= 90) ? 0.85 : 0;
    }
    return single.test(value) && Math.abs(parseFloat(value)) <= 180 ? 0.3 : 0;
  },
  find: matchingAt(
    'geo-coordinate',
    { at: 'digits', least: 5 },
    /(?<![0-9.])[0-9]{1,3}\.[0-9]{4,}(?: ?°?(?: ?[EeNnSsWw])? ?[,，;； ] ?[0-9]{1,3}\.[0-9]{4,})?(?![0-9.])/g,
    (match, text, start) => {
      const numbers = match.match(/[0-9.]+/g)!;
      if (readCoordinates(numbers.join(',')) === null || numbers.every(listsPhone)) return 0;
      return numbers.length === 2 || precededBy(text, start, axisWords, 12) ? 0.75 : 0;
    },
  ),
  signals: Signal.point,
  examples: {
    positive: ['116.397428', '39.90923', '116.397428,39.90923'],
    negative: ['216.3974', '39', '6.5', ''],
  },
};

const degrees = matchingAt(
  'geo-coordinate',
  { at: 'digits', sizes: [1, 2, 3] },
  /(?<![0-9.])[0-9]{1,3} ?[°度] ?[0-9]{1,2}(?:\.[0-9]{1,6})? ?['′’分](?: ?[0-9]{1,2}(?:\.[0-9]{1,6})? ?(?:["″”秒]|''|′′))?/g,
  (match, text, start) => {
    const [degrees = 0, minutes = 0, seconds = 0] = match.match(/[0-9.]+/g)!.map(Number);
    const real = degrees <= 180 && minutes < 60 && seconds < 60;
    return real && precededBy(text, start, axisWords, 12) ? 0.75 : 0;
  },
);

/** Degrees, minutes and seconds in texts, behind words that name the axis: 北纬39°54′27″ 东经116°23′17″. */
export const geoDegrees: Recogniser = {
  entity: 'geo-coordinate',
  summary: { en: 'Latitude, longitude in degrees and minutes', zh: '度分秒写法的经纬度' },
  role: 'quasi',
  grade: 3,
  headers: [],
  check: () => 0,
  find(text) {
    // Words of addresses call for it as well.
    const { text: folded } = scanOf(text);
    return folded.includes('纬') || folded.includes('经') ? degrees(folded) : [];
  },
  signals: Signal.place,
  examples: { positive: [], negative: ['39°54′27″', '39度', ''] },
};
