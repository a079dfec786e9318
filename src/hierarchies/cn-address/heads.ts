import { divisions, isMunicipality, type Names } from './divisions.js';

/** A division named at the head of a text. */
export interface Named {
  name: string; // as written
  codes: readonly string[]; // those that it may mean, current ones only where there are any
  current: boolean;
}

/** The divisions at the head of an address, and what follows them. */
export interface Heads {
  province: Named | null;
  prefecture: Named | null;
  county: Named | null;
  rest: string;
}

/** Takes the divisions off the head of an address. Full names go before short ones, longer before shorter. */
export function readHeads(text: string): Heads {
  const { provinces, prefectures, counties } = divisions();
  let province = nameAt(text, provinces.full);
  if (!province && !nameAt(text, prefectures.full) && !nameAt(text, counties.full)) {
    province = briefProvince(text);
  }
  const home = province?.codes ?? [];
  let rest = after(text, province);
  let prefecture: Named | null = null;
  if (home.some(isMunicipality)) {
    // 北京市北京市朝阳区: the province stands in for its own prefecture.
    rest = ungrouped(after(rest, nameAt(rest, provinces.full, home)));
  } else {
    prefecture = prefectureAt(rest, home) ?? briefPrefecture(rest, home);
    if (prefecture) rest = ungrouped(after(rest, prefecture));
  }
  const county = nameAt(rest, counties.full, prefecture?.codes ?? home);
  return { province, prefecture, county, rest: after(rest, county) };
}

/** 浙江杭州…, but 上海路1号 is a road and not the city. */
function briefProvince(text: string): Named | null {
  const brief = nameAt(text, divisions().provinces.short);
  return brief && /^(?:[东南西北中]?[路街道巷里]|大道|大街)/.test(after(text, brief)) ? null : brief;
}

/** A prefecture by its full name, unless only a former one bore it and a county bears it today (石河子市). */
function prefectureAt(text: string, home: readonly string[]): Named | null {
  const { prefectures, counties } = divisions();
  const prefecture = nameAt(text, prefectures.full, home);
  if (!prefecture || prefecture.current) return prefecture;
  const county = nameAt(text, counties.full, home);
  return county?.current && county.name.length >= prefecture.name.length ? null : prefecture;
}

/** 杭州西湖区: a short name counts only where one of the prefecture's counties follows, or nothing does after a province. */
function briefPrefecture(text: string, home: readonly string[]): Named | null {
  const { prefectures, counties } = divisions();
  const brief = nameAt(text, prefectures.short, home);
  if (!brief) return null;
  const follows = nameAt(after(text, brief), counties.full, brief.codes);
  return follows || (text === brief.name && home.length > 0) ? brief : null;
}

/** The longest name of a list that a text begins with, of divisions under the given ones (or anywhere). */
function nameAt(text: string, names: Names, under: readonly string[] = []): Named | null {
  for (const length of names.lengths.get(text.slice(0, 2)) ?? []) {
    const name = text.slice(0, length);
    const known = names.codes.get(name);
    if (!known) continue;
    const current = within(known.current, under);
    if (current.length > 0) return { name, codes: current, current: true };
    const former = within(known.former, under);
    if (former.length > 0) return { name, codes: former, current: false };
  }
  return null;
}

function within(codes: readonly string[], under: readonly string[]): readonly string[] {
  return under.length === 0 ? codes : codes.filter((code) => under.some((above) => code.startsWith(above)));
}

function after(text: string, head: Named | null): string {
  return head ? text.slice(head.name.length) : text;
}

/** Without the words that registers put between a prefecture and its counties. */
function ungrouped(text: string): string {
  return text.replace(/^(?:市辖区|市辖县|省直辖县级行政区划|自治区直辖县级行政区划)/, '');
}
