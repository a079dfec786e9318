import { allRegions } from '../../core/lists/regions.js';

/** Names of divisions → their codes, of one rank: 2 digits provinces, 4 prefectures, 6 counties. */
interface Rank {
  full: ReadonlyMap<string, readonly string[]>;
  short: ReadonlyMap<string, readonly string[]>; // without 省, 市, 自治区 … where at least two characters are left
}

/** The administrative divisions by name, current and abolished. */
export interface Divisions {
  provinces: Rank;
  prefectures: Rank;
  counties: Rank;
  name(code: string): string | undefined; // current name, else the last one known
}

const municipalities = new Set(['11', '12', '31', '50']);

/** Is a province of this two-digit code a municipality (Beijing, Tianjin, Shanghai, Chongqing)? */
export function isMunicipality(province: string): boolean {
  return municipalities.has(province);
}

let known: Divisions | undefined;

/** The divisions, indexed on first use. Lines that only group others (市辖区, 省直辖…) are left out. */
export function divisions(): Divisions {
  if (known) return known;
  const names = new Map<string, string>();
  const regions = allRegions()
    .filter(({ name }) => !/^(市辖区|市区|县|郊区|城区|矿区|区)$|直辖|市辖县/.test(name))
    // Current divisions first, so that a name means what it means today.
    .toSorted((a, b) => Number(b.current) - Number(a.current) || (a.code < b.code ? -1 : 1));
  for (const { code, name } of regions) {
    const short = code.replace(/0000$|00$/, '');
    if (!names.has(short)) names.set(short, name);
  }
  known = {
    provinces: rank(
      regions.filter(({ code }) => code.endsWith('0000')),
      2,
      shortProvince,
    ),
    prefectures: rank(
      regions.filter(({ code }) => code.endsWith('00') && !code.endsWith('0000')),
      4,
      (name) => name.replace(/(?:地区|市|盟)$/, ''),
    ),
    counties: rank(
      regions.filter(({ code }) => !code.endsWith('00')),
      6,
      (name) => name,
    ),
    name: (code) => names.get(code),
  };
  return known;
}

function shortProvince(name: string): string {
  return name.replace(/(?:维吾尔|壮族|回族)?(?:特别行政区|自治区|省|市)$/, '');
}

function rank(
  regions: readonly { code: string; name: string }[],
  digits: number,
  shorten: (name: string) => string,
): Rank {
  const full = new Map<string, string[]>();
  const short = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, name: string, code: string): void => {
    const codes = map.get(name);
    if (!codes) map.set(name, [code]);
    else if (!codes.includes(code)) codes.push(code);
  };
  for (const { code, name } of regions) {
    add(full, name, code.slice(0, digits));
    const brief = shorten(name);
    if (brief !== name && brief.length >= 2) add(short, brief, code.slice(0, digits));
  }
  return { full, short };
}
