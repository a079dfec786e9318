import { isCurrentRegionCode } from '../../core/lists/regions.js';
import { divisions, isMunicipality } from './divisions.js';

/** An address taken apart, coarse to fine. Parts that are not told are ''. Names of divisions are the full ones. */
export interface Address {
  province: string;
  city: string; // '' in a municipality
  county: string;
  township: string;
  road: string; // road or estate, without house numbers
}

interface Found {
  codes: readonly string[];
  length: number; // characters of the text that the name took
}

/** What ends a name of the open parts; a name never runs over a digit or one of the coarser or finer words. */
const township =
  /^(?:(?!路|街(?!道)|巷|弄|胡同|小区|号|村|街道|镇|乡|苏木|[0-9A-Za-z]).){1,10}(?:街道(?:办事处)?|镇|民族乡|乡|苏木|农场|林场|牧场|渔场|开发区|工业区|产业园区?)/u;
const road =
  /^(?:(?!号|栋|幢|单元|室|楼|路|街|巷|弄|胡同|[0-9A-Za-z]).){1,12}(?:大街|街|大道|路|巷|弄|胡同)/u;
const estate =
  /^(?:(?!号|栋|幢|单元|室|楼|[0-9A-Za-z]).){1,12}?(?:新村|村|小区|花园|社区|家园|公寓|花苑|苑|庄|屯|坊|里|道)/u;
const newDistrict =
  /^(?:(?!路|街|巷|镇|乡|号|村|[0-9A-Za-z]).){1,8}?(?:新区|高新区|经开区|开发区|自治县|自治旗|区|县|旗)/u;

/**
 * Takes a Chinese address apart at its level names, checking divisions against GB/T 2260 and completing those above
 * from the list where there is only one choice. Null where neither a province, a prefecture nor a county is recognised.
 */
export function parseAddress(text: string): Address | null {
  let rest = text
    .normalize('NFKC')
    .replace(/[\s,，、;；·]+/g, '')
    .replace(/^(?:中华人民共和国|中国)/, '');
  const take = (found: Found | null): Found | null => {
    if (found) rest = rest.slice(found.length);
    return found;
  };
  const { province, prefecture, county } = takeDivisions(take, () => rest);
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

interface Named extends Found {
  name: string;
}

/** The divisions at the head of an address. Full names go before short ones, longer before shorter. */
function takeDivisions(
  take: (found: Found | null) => Found | null,
  rest: () => string,
): { province: Named | null; prefecture: Named | null; county: Named | null } {
  const { provinces, prefectures, counties } = divisions();
  const next = (
    map: ReadonlyMap<string, readonly string[]>,
    longest: number,
    under: readonly string[],
  ): Named | null => {
    const text = rest();
    for (let length = Math.min(longest, text.length); length >= 2; length--) {
      const name = text.slice(0, length);
      const possible = map
        .get(name)
        ?.filter((code) => under.length === 0 || under.some((above) => code.startsWith(above)));
      // A name means the division that bears it today, where there is one.
      const current = possible?.filter((code) => isCurrentRegionCode(code.padEnd(6, '0')));
      const codes = current && current.length > 0 ? current : possible;
      if (codes && codes.length > 0) return { name, codes, length };
    }
    return null;
  };
  const taken = (found: Named | null): Named | null => take(found) as Named | null;

  let province = taken(next(provinces.full, provinces.longest, []));
  if (
    !province &&
    !next(prefectures.full, prefectures.longest, []) &&
    !next(counties.full, counties.longest, [])
  ) {
    const brief = next(provinces.short, provinces.longest, []);
    // 上海路1号 is a road, not the city.
    if (brief && !/^(?:[东南西北中]?[路街道巷里]|大道|大街)/.test(rest().slice(brief.length)))
      province = taken(brief);
  }
  const home = province?.codes ?? [];
  let prefecture: Named | null = null;
  if (home.some(isMunicipality)) {
    // 北京市北京市朝阳区, 重庆市市辖区渝中区: the province stands in for its prefecture.
    const again = next(provinces.full, provinces.longest, home);
    take(again);
    take(grouping(rest()));
  } else {
    prefecture = taken(next(prefectures.full, prefectures.longest, home)) ?? takeBriefPrefecture();
    if (prefecture) take(grouping(rest()));
  }
  const county = taken(next(counties.full, counties.longest, prefecture?.codes ?? home));
  return { province, prefecture, county };

  /** 浙江杭州西湖区: a short prefecture counts only where one of its counties follows, or after a province. */
  function takeBriefPrefecture(): Named | null {
    const brief = next(prefectures.short, prefectures.longest, home);
    if (!brief) return null;
    const before = rest();
    const after = before.slice(brief.length);
    const follows = [...counties.full.keys()].some(
      (name) =>
        after.startsWith(name) &&
        counties.full.get(name)?.some((code) => brief.codes.some((above) => code.startsWith(above))),
    );
    return follows || (after === '' && home.length > 0) ? taken(brief) : null;
  }
}

function grouping(text: string): Found | null {
  const match = /^(?:市辖区|市辖县|省直辖县级行政区划|自治区直辖县级行政区划)/.exec(text);
  return match ? { codes: [], length: match[0].length } : null;
}

function unique(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)];
}
