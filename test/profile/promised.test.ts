import { describe, expect, it } from 'vitest';
import { suggest, tallyOf, typeTable } from '../../src/profile/index.js';
import { findAll, recognisers, writingsOf } from '../../src/recognisers/index.js';
import { Generator } from './generate.js';

const g = new Generator(11);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const type = (header: string, make: (i: number) => string) =>
  typeTable([tallyOf(times(200, make), header)])[0]!;
const draft = (header: string, make: (i: number) => string) =>
  suggest({ columns: [type(header, make)] } as never)[0]!;

const legacy = (id: string) => id.slice(0, 6) + id.slice(8, 17);

describe('numbers that a data frame has read as floating point', () => {
  it.each([
    ['SJHM', 'phone-mobile', () => `${g.mobile()}.0`],
    ['银行卡号', 'bank-card', () => `${g.luhn('622848', 19)}.0`],
    ['身份证', 'cn-resident-id', () => `${legacy(g.residentId())}.0`],
    ['QQ', 'qq', () => `${g.int(1, 9)}${g.digits(8)}.0`],
    ['社保卡号', 'social-security', () => `${g.digits(10)}.0`],
    ['住院号', 'medical-id', () => `${g.digits(8)}.0`],
    ['邮编', 'postal-code', () => `31${g.digits(4)}.0`],
    ['出生日期', 'birth-date', () => `${g.date(1940, 2010).join('')}.0`],
  ])('%s is %s', (header, entity, make) => {
    expect(type(header, make)).toMatchObject({ entity, share: 1 });
    expect(type('c1', () => `${g.mobile()}.0`).entity).toBe('phone-mobile');
  });

  it('leaves numbers with decimals what they are', () => {
    expect(type('c1', () => `${g.int(10_000, 99_999)}.0`)).toMatchObject({ entity: null, role: 'safe' });
    expect(type('金额', () => `${g.mobile()}.5`)).toMatchObject({ entity: null, role: 'safe' });
    const mobile = recognisers.find(({ entity }) => entity === 'phone-mobile')!;
    expect(mobile.check('13800138000.0')).toBeGreaterThan(0.5);
    for (const text of ['13800138000.00', '13800138000.01', '1380013800.0', '.0'])
      expect(mobile.check(text)).toBe(0);
    expect(findAll('面积13800138000.05')).toEqual([]);
  });

  it('is a form in which a person is looked for', () => {
    expect(writingsOf('13800138000')).toContain('13800138000.0');
    expect(writingsOf('张三')).not.toContain('张三.0');
  });
});

describe('a header that names an identifier, over values that do not show one', () => {
  it.each([
    ['银行账号', () => g.digits(20)],
    ['账号', () => g.digits(19)],
    ['BANK_ACCOUNT', () => `4${g.digits(18)}`],
    ['存折账号', () => g.digits(19)],
    ['会员卡号', () => `8${g.digits(9)}`],
    ['手机号', () => `2${g.digits(10)}`],
  ])('types long and different numbers under %s by the header', (header, make) => {
    expect(type(header, make)).toMatchObject({ role: 'direct', reasons: ['header'] });
    expect(draft(header, make).use).toBe('suppress');
  });

  it.each([
    ['手机号', 'phone-mobile', () => (g.next() * 1e4).toFixed(2)],
    ['生日', 'birth-date', () => String(g.int(18_000, 38_000))],
    ['身份证号', 'cn-resident-id', () => String(g.int(1, 9))],
    ['邮编', 'postal-code', () => String(g.int(1, 999))],
    ['身份证号', 'cn-resident-id', () => g.date(2020, 2024).join('-')],
  ])('suppresses what contradicts %s until somebody decides', (header, promised, make) => {
    const column = type(header, make);
    expect(column).toMatchObject({ role: 'safe', promised });
    expect(column.reasons).toContain('header-conflict');
    const drafted = draft(header, make);
    expect(drafted).toMatchObject({ use: 'suppress', code: 'suggest-promised' });
    expect(drafted.comment.zh).toContain('请确认');
  });

  it('keeps what no header names', () => {
    for (const header of ['金额', '库存', 'score', 'col1', '日期'])
      expect(draft(header, () => String(g.int(1, 99_999)))).toMatchObject({ role: 'safe', use: null });
  });
});

describe('a header that names an amount', () => {
  const goods = ['打印机', '办公桌', '投影仪', '空调', '货架'];
  it.each([
    ['资产编号', (i: number) => `ZC-${10_000 + i}`],
    ['资产名称', () => g.pick(goods)],
    ['资产代码', () => `A${g.digits(3)}`],
    ['资产', (i: number) => `${g.pick(goods)}${String.fromCharCode(65 + (i % 26))}型`],
  ])('%s over codes and names is none', (header, make) => {
    expect(type(header, make)).toMatchObject({ entity: null, role: 'safe' });
  });

  it.each([
    ['资产', () => String(g.int(10, 900) * 1000)],
    ['家庭收入情况', () => String(g.int(10, 900) * 10)],
    ['收入', () => g.pick(['低', '中等', '高'])],
  ])('%s over amounts or bands is one', (header, make) => {
    expect(type(header, make)).toMatchObject({ entity: 'income', role: 'sensitive' });
  });

  it('does not change what codes and names of categories are', () => {
    expect(type('性别代码', () => g.pick(['1', '2'])).entity).toBe('gender');
    expect(type('民族名称', () => g.pick(['汉族', '回族', '满族'])).entity).toBe('ethnicity');
  });
});
