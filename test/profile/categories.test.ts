import { describe, expect, it } from 'vitest';
import { jointCandidates, quasiHints, tallyOf, typeTable } from '../../src/profile/index.js';
import { Generator } from './generate.js';

const g = new Generator(77);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const column = (header: string, make: (i: number) => string) => tallyOf(times(60, make), header);
const births = (from: number, to: number) => column('出生日期', () => g.date(from, to).join('-'));
const visits = column('登记日期', () => `2024-0${g.int(1, 9)}-1${g.int(0, 9)}`);
const of = (...tallies: Parameters<typeof typeTable>[0]) =>
  typeTable(tallies).map(({ categories }) => categories);

describe('categories of sensitive personal information', () => {
  it('follow from what a column is', () => {
    expect(
      of(
        column('宗教信仰', () => g.pick(['佛教', '无宗教信仰'])),
        column('诊断名称', () => g.pick(['高血压', '2型糖尿病', '肺炎'])),
        column('银行卡号', () => g.luhn('622848', 19)),
        column('经度', () => (73 + g.next() * 60).toFixed(6)),
        column('性别', () => g.pick(['男', '女'])),
      ),
    ).toEqual([['religion'], ['health'], ['financial-account'], ['whereabouts'], []]);
  });

  it('follow from headers where the values say nothing, but not where there are none', () => {
    const template = (i: number) => `f${i}a9`;
    expect(of(column('人脸特征值', template), column('face_template', template))).toEqual([
      ['biometrics'],
      ['biometrics'],
    ]);
    expect(of(column('残疾等级', () => g.pick(['一级', '二级'])))[0]).toContain('specific-identity');
    expect(of(tallyOf([], '指纹'))).toEqual([[]]);
  });

  it('name minors by identity numbers in any form', () => {
    const child = '11010520150307';
    for (const id of [
      `${child}0018`,
      `110105 20150307 0018`,
      '１１０１０５２０１５０３０７００１８',
      `'${child}0018`,
    ]) {
      const ids = column('身份证号', (i) => (i === 7 ? id : g.residentId().replace(/^(.{6})..../, '$11970')));
      expect(of(ids, visits)[0], id).toEqual(['minors-under-14']);
    }
  });

  it('name minors by age', () => {
    const ages = (least: number) => column('年龄', () => String(g.int(least, 90)));
    expect(of(ages(14))).toEqual([[]]);
    expect(of(column('年龄', (i) => (i === 7 ? '13' : '40')))).toEqual([['minors-under-14']]);
  });

  it('name minors by birth dates on the latest day of the table', () => {
    expect(of(births(1950, 2005), visits)[0]).toEqual([]);
    expect(of(births(1950, 2005), visits)[1]).toEqual([]);
    const young = column('出生日期', (i) => (i === 3 ? '2012-05-01' : g.date(1950, 2000).join('-')));
    expect(of(young, visits)[0]).toEqual(['minors-under-14']);
  });

  it('take the stated day before that of the table, and the birthday itself as the fourteenth', () => {
    const one = [column('出生日期', (i) => (i === 3 ? '2010-06-15' : '1980-01-01'))];
    const on = (referenceDate: string) => typeTable(one, { referenceDate })[0]!.categories;
    expect(on('2024-06-14')).toEqual(['minors-under-14']);
    expect(on('2024-06-15')).toEqual([]);
  });

  it('read resident numbers, and take no day of the future for a birth', () => {
    const ids = (birth: string) => column('身份证号', (i) => `330102${birth}${String(100 + i)}1`);
    expect(typeTable([ids('20150301')], { referenceDate: '2024-01-01' })[0]!.categories).toEqual([
      'minors-under-14',
    ]);
    expect(typeTable([ids('20260301')], { referenceDate: '2024-01-01' })[0]!.categories).toEqual([]);
    expect(typeTable([ids('19800301')], { referenceDate: '2024-01-01' })[0]!.categories).toEqual([]);
  });
});

describe('columns to be counted together', () => {
  const columns = typeTable([
    column('姓名', () => g.name()),
    births(1950, 2000),
    column('性别', () => g.pick(['男', '女'])),
    column('楼栋', () => `楼${g.int(1, 20)}`),
    column('订单号', (i) => `ORD${100000 + i}`),
    column('备用', () => ''),
  ]);

  it('are quasi-identifiers and what looks like one, never direct identifiers or codes of things', () => {
    expect(jointCandidates(columns)).toEqual([1, 2, 3]);
  });

  it('come first among the hints where they were counted', () => {
    const more = typeTable([
      column('楼栋', () => `楼${g.int(1, 20)}`),
      column('户口性质', () => g.pick(['农业', '非农业'])),
    ]);
    expect(quasiHints(more).map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      '楼栋 distinct',
      '户口性质 distinct',
    ]);
    const counted = [{ columns: ['户口性质'], uniques: 9, share: 0.15 }];
    expect(quasiHints(more, counted).map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      '户口性质 joint',
      '楼栋 distinct',
    ]);
  });
});
