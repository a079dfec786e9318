import { divisions, isMunicipality } from './divisions.js';
import { readHeads } from './heads.js';

/** An address taken apart, coarse to fine. Parts that are not told are ''. Names of divisions are the full ones. */
export interface Address {
  province: string;
  city: string; // '' in a municipality
  county: string;
  township: string;
  road: string; // road or estate, without house numbers
}

/** What ends a name of the open parts; a name never runs over a digit or one of the coarser or finer words. */
const township =
  /^(?:(?!路|街(?!道)|巷|弄|胡同|小区|号|村|街道|镇|乡|苏木|[0-9A-Za-z]).){1,10}(?:街道(?:办事处)?|镇|民族乡|乡|苏木|农场|林场|牧场|渔场|开发区|工业区|产业园区?)/u;
const road =
  /^(?:(?!号|栋|幢|单元|室|楼|路|街|巷|弄|胡同|[0-9A-Za-z]).){1,12}(?:大街|街|大道|路|巷|弄|胡同)/u;
const estate =
  /^(?:(?!号|栋|幢|单元|室|楼|[0-9A-Za-z]).){1,12}?(?:新村|村|小区|花园|社区|家园|公寓|花苑|苑|庄|屯|坊|里|道)/u;
/** Districts that no list has yet; an estate (阳光小区) is not one. */
const newDistrict =
  /^(?:(?:(?!路|街|巷|镇|乡|号|村|[0-9A-Za-z]).){0,8}?(?:开发区|工业园区)|(?:(?!路|街|巷|镇|乡|号|村|[0-9A-Za-z]).){1,8}?(?:自治县|自治旗|县|旗|(?<![小社园宅校厂片])区))/u;

/**
 * Takes a Chinese address apart at its level names, checking divisions against GB/T 2260 and completing those above
 * from the list where there is only one choice. Null where neither a province, a prefecture nor a county is recognised.
 */
export function parseAddress(text: string): Address | null {
  const heads = readHeads(
    text
      .normalize('NFKC')
      .replace(/[\s,，、;；·]+/g, '')
      .replace(/^(?:中华人民共和国|中国)/, ''),
  );
  const { province, prefecture, county } = heads;
  let rest = heads.rest;
  if (!province && !prefecture && !county) return null;
  const names = divisions();
  const counted = county?.codes ?? [];
  const cities = prefecture ? prefecture.codes : unique(counted.map((code) => code.slice(0, 4)));
  const provinces = province
    ? province.codes
    : unique((prefecture?.codes ?? counted).map((code) => code.slice(0, 2)));
  const home = provinces.length === 1 ? provinces[0] : undefined;
  const city = cities.length === 1 && !(home && isMunicipality(home)) ? cities[0] : undefined;
  const address: Address = {
    province: (home && names.name(home)) ?? '',
    city:
      (city && names.name(city)) ?? (prefecture && !(home && isMunicipality(home)) ? prefecture.name : ''),
    county: county?.name ?? '',
    township: '',
    road: '',
  };
  if (!county && (prefecture || (home && isMunicipality(home)))) address.county = takeMatch(newDistrict);
  address.township = takeMatch(township);
  address.road = takeMatch(road) || takeMatch(estate);
  return address;

  function takeMatch(pattern: RegExp): string {
    const match = pattern.exec(rest)?.[0] ?? '';
    rest = rest.slice(match.length);
    return match;
  }
}

function unique(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)];
}
