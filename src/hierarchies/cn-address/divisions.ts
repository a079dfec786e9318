import { allRegions } from '../../core/lists/regions.js';

/** Names of divisions of one kind, found fast at the head of a text. */
export interface Names {
  codes: ReadonlyMap<string, { current: readonly string[]; former: readonly string[] }>; // by name
  lengths: ReadonlyMap<string, readonly number[]>; // first two characters → lengths of the names, longest first
}

/** Divisions of one rank, their codes cut to it: 2 digits provinces, 4 prefectures, 6 counties. */
interface Rank {
  full: Names;
  short: Names; // without 省, 市, 自治区 … where at least two characters are left
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

interface Region {
  code: string;
  name: string;
  current: boolean;
}

function rank(regions: readonly Region[], digits: number, shorten: (name: string) => string): Rank {
  const cut = regions.map((region) => ({ ...region, code: region.code.slice(0, digits) }));
  const brief = cut
    .map((region) => ({ ...region, name: shorten(region.name) }))
    .filter(({ name }, at) => name.length >= 2 && name !== cut[at]?.name);
  return { full: index(cut), short: index(brief) };
}

function index(regions: readonly Region[]): Names {
  const codes = new Map<string, { current: string[]; former: string[] }>();
  const lengths = new Map<string, number[]>();
  for (const { code, name, current } of regions) {
    const known = codes.get(name) ?? { current: [], former: [] };
    codes.set(name, known);
    const list = current ? known.current : known.former;
    if (!list.includes(code)) list.push(code);
    const head = name.slice(0, 2);
    lengths.set(
      head,
      [...new Set([...(lengths.get(head) ?? []), name.length])].sort((a, b) => b - a),
    );
  }
  return { codes, lengths };
}
