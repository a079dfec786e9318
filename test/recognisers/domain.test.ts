import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../src/core/entities.js';
import { tallyOf, typeColumn } from '../../src/profile/index.js';
import { findAll, recognisers } from '../../src/recognisers/index.js';

const accepts = (entity: Entity, text: string) =>
  Math.max(0, ...recognisers.filter((one) => one.entity === entity).map((one) => one.check(text)));

/** Every identifier that is to be known: entity, a header, words that announce it in a text, and its written forms. */
const identifiers: [Entity, string, string, string[]][] = [
  ['cn-resident-id', '身份证号', '身份证号', ['11010519491231002X', '11010519491231002x', '110105 19491231 002X', '130503670401001']],
  ['cn-resident-id', '残疾人证号', '残疾证号', ['11010519491231002X42', '11010519491231002x01', '11010519491231002X11']],
  ['cn-hkmt-permit', '居住证号', '居住证', ['810000199408230021', '830000199201300022']],
  ['cn-foreign-permit', '外国人永久居留身份证', '永居证', ['911124198108030024', 'USA110105871201']],
  ['passport', '护照号', '护照', ['E12345678', 'EA1234567', 'G12345678', '141234567', '151234567', 'DE1234567', 'SE1234567', 'PE1234567', 'D1234567', 'S1234567', 'P1234567', 'K12345678', 'H12345678', 'KJ1234567', 'MA1234567']],
  ['cn-home-return-permit', '回乡证', '回乡证', ['H12345678', 'M12345678', 'H1234567801', 'M1234567802']],
  ['cn-taiwan-permit', '台胞证', '台胞证', ['12345678']],
  ['hk-id', '香港身份证', '香港身份证', ['A123456(3)', 'A123456（3）', 'G123456(A)', 'A1234563']],
  ['macao-id', '澳门身份证', '澳门身份证', ['1234567(8)', '51234563']],
  ['tw-id', '台湾身份证', '台湾身份证', ['A123456789', 'A800000014']],
  ['cn-military-id', '军官证', '军官证', ['南字第01234567号', '军字第2001988号', '士字第01234567号']],
  ['cn-uscc', '统一社会信用代码', '信用代码', ['91110108MA01YBNX62', '9111 0108 MA01 YBNX 62']],
  ['cn-org-code', '组织机构代码', '组织机构代码', ['D2143569-X', 'D2143569X']],
  ['cn-business-reg', '工商注册号', '工商注册号', ['110108000000016']],
  ['cn-case-number', '案号', '案号', ['（2022）豫0724执恢54号', '(2022)豫0724执恢54号']],
  ['phone-mobile', '手机号', '电话', ['13800138000', '138-0013-8000', '138 0013 8000', '138.0013.8000', '+86-138-0013-8000', '１３８００１３８０００', '+852 9123 4567']],
  ['phone-landline', '固定电话', '电话', ['010-62345678', '(010)62345678', '0755-26543210', '021 6234 5678', '0571-87654321-801', '+86-10-62345678', '+86 10 6234 5678', '0571-87654321转801']],
  ['bank-card', '银行卡号', '银行卡号', ['6222104332181960010', '6222 1043 3218 1960 010', '6217001234567890']],
  ['vehicle-plate', '车牌号', '车牌', ['京A12345', '京A·12345', '粤B12345D', '京AD12345', ...[...'警学挂领港澳试超'].map((end) => `京A1234${end}`)]],
  ['vin', '车架号', '车架号', ['1HGCM82633A004352']],
  ['imei', 'imei', 'IMEI', ['490154203237518']],
  ['imsi', 'imsi', 'IMSI', ['460001234567890']],
  ['iccid', 'iccid', 'ICCID', ['89860012345678901234', '8986061234567890123']],
  ['mac-address', 'mac', 'MAC', ['00:1A:2B:3C:4D:5E', '00-1A-2B-3C-4D-5E']],
  ['ip-address', 'ip', 'IP', ['192.168.10.15', '2001:db8::8a2e:370:7334']],
  ['geo-coordinate', '经纬度', '坐标', ['116.397428,39.90923', '116.397428, 39.909230']],
]; // biome-ignore format: a table

describe.each(identifiers)('%s under %s', (entity, header, word, forms) => {
  it.each(forms)('%s: as a cell, as a column, and in text after words', (form) => {
    expect(accepts(entity, form)).toBeGreaterThan(0);
    expect(typeColumn(tallyOf(Array(40).fill(form), header)).entity).toBe(entity);
    const text = `${word}：${form}，请核对`;
    const start = word.length + 1;
    // A brackets' width is folded, so that spans keep their places.
    const hit = findAll(text).find((one) => one.start <= start && one.end >= start + form.length);
    expect(hit, text).toBeDefined();
  });
});

describe('what a number of twenty characters embeds', () => {
  it('is found without a word where the check digit is right, and order numbers stay', () => {
    const found = (text: string) =>
      findAll(text).map(({ entity, start, end }) => [entity, text.slice(start, end)]);
    expect(found('张三11010519491231002X42')).toContainEqual(['cn-resident-id', '11010519491231002X42']);
    expect(found('单号20240315143201123456')).toEqual([]);
    const orders = Array.from({ length: 60 }, (_, i) => `1101${20_240_315_143_201 + i}00`);
    expect(typeColumn(tallyOf(orders, 'order_no')).role).toBe('safe');
  });
});

describe('masked identifiers say what they leave', () => {
  it.each([
    ['身份证号', '330222************', ['left-region']],
    ['身份证号', '330222199001******', ['left-region', 'left-birth']],
    ['身份证号', '**************0021', ['left-sex', 'left-tail']],
    ['身份证号', '3***************1X', ['left-sex']],
    ['手机号', '138****8000', ['left-segment', 'left-tail']],
    ['手机号', '*******8000', ['left-tail']],
    ['姓名', '张某', ['left-surname']],
    ['姓名', '欧阳*', ['left-surname']],
  ])('%s %s', (header, value, left) => {
    const { role, reasons } = typeColumn(tallyOf(Array(40).fill(value), header));
    expect(role).toBe('quasi');
    expect(reasons).toEqual(['header', 'masked', ...left]);
  });
});

describe('numbers that were copied with marks of a writing direction', () => {
  it.each(['\u202d\u202c', '\u2066\u2069', '\u2068\u2069', '\u200e\u200e'])(
    'type their column all the same',
    (marks) => {
      const heads = ['138', '139', '150', '186'];
      const phones = Array.from({ length: 60 }, (_, i) => `${heads[i % 4]}001${31_234 + 7 * i}`);
      expect(typeColumn(tallyOf(phones.map((phone) => marks[0] + phone + marks[1]))).entity).toBe(
        'phone-mobile',
      );
    },
  );
});

describe('dates that stand for unknown', () => {
  it('are named in the reasons and no birth dates', () => {
    const births = Array.from({ length: 40 }, (_, i) => `19${60 + (i % 30)}-03-0${1 + (i % 9)}`);
    expect(typeColumn(tallyOf([...births, '9999-12-31', '1900-01-01'], '出生日期')).reasons).toContain(
      'sentinel',
    );
    expect(typeColumn(tallyOf(births, '出生日期')).reasons).not.toContain('sentinel');
  });
});

const domain = '../shared/DOMAIN.md';
describe.skipIf(!existsSync(domain))('examples of the domain facts (skipped without them)', () => {
  it('are accepted by some recogniser', () => {
    const text = readFileSync(domain, 'utf8');
    const chapter = text.slice(text.indexOf('## 4. Identifiers'));
    const examples = [...chapter.matchAll(/`([A-Z]?\d[\d() +.-]{6,}[\dXA]?\)?)`/g)].map((match) => match[1]!);
    expect(examples.length).toBeGreaterThan(8);
    for (const example of examples) {
      const known = recognisers.some((one) => one.entity !== 'date' && one.check(example) > 0);
      if (!example.includes('…') && !example.endsWith('-')) expect.soft(known, example).toBe(true);
    }
  });
});
