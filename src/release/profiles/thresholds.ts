import type { Bilingual } from '../../core/text.js';
import type { Geography, ReleaseProfile } from './profile.js';

/** One thing that a release profile asks for, in words, with where it comes from. */
export interface Threshold {
  name: Bilingual;
  value: Bilingual;
  source?: string;
}

const pair = (en: string, zh: string): Bilingual => ({ en, zh });
const same = (text: string): Bilingual => ({ en: text, zh: text });

const allowed = {
  allowed: pair('allowed', '允许'),
  forbidden: pair('none', '不允许'),
  redacted: pair('only redacted', '仅限脱敏后'),
} as const;

const places: Readonly<Record<Geography, Bilingual>> = {
  district: pair('district', '区县'),
  city: pair('city', '城市'),
  province: pair('province', '省份'),
};

/** Everything that the gate holds a release of this profile to, in the order of the gate. */
export function thresholdsOf(profile: ReleaseProfile): Threshold[] {
  const { k, maxRisk, distinctL, finestGeography, finestDate, requires, wants } = profile;
  const anonymised = profile.outcome === 'anonymised';
  return [
    {
      name: pair('outcome', '结果'),
      value: anonymised
        ? pair('anonymised: nothing that can be turned back', '匿名化：不含可复原的内容')
        : pair('de-identified: still personal information', '去标识化：仍属于个人信息'),
    },
    ...(k ? [{ name: pair('smallest class (k)', '最小等价类（k）'), value: same(`≥ ${k.value}`), source: k.source }] : []),
    ...(maxRisk
      ? [{ name: pair('largest risk', '最大风险'), value: same(`≤ ${Number(maxRisk.value.toPrecision(3))}`), source: maxRisk.source }]
      : []),
    ...(distinctL
      ? [{ name: pair('distinct sensitive values per class (l)', '每类敏感取值种数（l）'), value: same(`≥ ${distinctL.value}`), source: distinctL.source }]
      : []),
    { name: pair('free text', '自由文本'), value: allowed[profile.freeText] },
    { name: pair('linking keys', '关联键'), value: allowed[profile.linkingKeys] },
    { name: pair('trajectories', '行踪轨迹'), value: allowed[profile.trajectories] },
    ...(finestGeography ? [{ name: pair('finest place', '最细地域'), value: places[finestGeography] }] : []),
    ...(finestDate ? [{ name: pair('finest date', '最细日期'), value: pair('year', '年') }] : []),
    ...requires.map(({ anyOf, source }) => ({
      name: pair('to be stated', '须写明'),
      value: same(`dataset: ${anyOf.join(' / ')}`),
      source,
    })),
    ...(wants ?? []).map(({ anyOf, source }) => ({
      name: pair('better stated', '宜写明'),
      value: same(`dataset: ${anyOf.join(' / ')}`),
      source,
    })),
  ]; // biome-ignore format: one threshold per entry
}
