import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { educationCodes, ethnicityCodes, genderCodes } from '../../../src/core/lists/codes.js';
import { areaCodeOf, areaCodes, isKnownMobile, mobileSegments } from '../../../src/core/lists/phones.js';
import {
  allRegions,
  isCurrentRegionCode,
  isRegionCode,
  regionName,
  regionPath,
} from '../../../src/core/lists/regions.js';
import { compoundSurnames, singleSurnames, surnameLength } from '../../../src/core/lists/surnames.js';
import { commonWords, isInCommonWords } from '../../../src/recognisers/names/common-words.js';

const data = '../shared/data/cn/';

describe('regions', () => {
  it('knows current and abolished codes', () => {
    expect(regionName('330106')).toBe('西湖区');
    expect(regionPath('330106')).toEqual(['浙江省', '杭州市', '西湖区']);
    expect(isRegionCode('110103')).toBe(true); // 崇文区, abolished in 2010
    expect(isCurrentRegionCode('110103')).toBe(false);
    expect(isCurrentRegionCode('110105')).toBe(true);
    expect(isRegionCode('830000')).toBe(true);
    expect(isRegionCode('000000')).toBe(false);
    expect(isRegionCode('33010')).toBe(false);
    expect(regionPath('33')).toEqual(['浙江省']);
  });

  it('takes for codes what is listed and nothing else', () => {
    const listed = new Set(allRegions().map(({ code }) => code));
    const found = Array.from({ length: 1e6 }, (_, i) => String(i).padStart(6, '0')).filter(isRegionCode);
    expect(found).toEqual([...listed].sort());
    for (const code of ['', '11010', '1101 0', '11010~', '1101区', '1101011'])
      expect(isRegionCode(code)).toBe(false);
  });

  it.skipIf(!existsSync(`${data}admin_list.json`))('equals its source', () => {
    const read = (name: string): Record<string, string> =>
      JSON.parse(readFileSync(`${data}${name}`, 'utf8')) as Record<string, string>;
    const current = read('admin_list.json');
    const all = { ...read('admin_history.json'), ...current };
    const listed = allRegions();
    expect(Object.fromEntries(listed.map((row) => [row.code, row.name]))).toEqual(all);
    expect(listed.filter((row) => row.current).map((row) => row.code)).toEqual(Object.keys(current).sort());
  });
});

describe('numbering', () => {
  it('finds area codes and mobile segments', () => {
    expect(areaCodes.get('0571')).toBe('浙江省杭州市');
    expect(areaCodeOf('01088886666')).toBe('010');
    expect(areaCodeOf('057188886666')).toBe('0571');
    expect(areaCodeOf('13800138000')).toBeNull();
    expect(mobileSegments.get('139')).toBe('中国移动');
    expect(isKnownMobile('13800138000')).toBe(true);
    expect(isKnownMobile('14200138000')).toBe(false);
  });
});

describe('surnames', () => {
  it('tells single from compound', () => {
    expect(surnameLength('欧阳娜娜')).toBe(2);
    expect(surnameLength('张三')).toBe(1);
    expect(surnameLength('張三')).toBe(1);
    expect(surnameLength('男')).toBe(0);
    expect(surnameLength('')).toBe(0);
  });

  it('lists each once, one or two Han characters', () => {
    expect(singleSurnames.length).toBeGreaterThan(500);
    expect(singleSurnames.every((name) => /^\p{Script=Han}$/u.test(name))).toBe(true);
    expect(compoundSurnames.every((name) => /^\p{Script=Han}{2}$/u.test(name))).toBe(true);
    expect(new Set(singleSurnames).size).toBe(singleSurnames.length);
  });
});

describe('code tables', () => {
  it('reads codes and names', () => {
    expect(genderCodes.get('1')).toBe('男性');
    expect(ethnicityCodes.get('01')).toBe('汉');
    expect(ethnicityCodes.size).toBe(58);
    expect(educationCodes.get('20')).toBe('大学本科教育');
  });
});

it('common words: one by one as all together', () => {
  const all = commonWords();
  const texts = [...all].flatMap((word) => [word, `${word}一`, word.slice(1)]);
  expect(texts.filter((text) => isInCommonWords(text) !== all.has(text))).toEqual([]);
});
