import { describe, expect, it } from 'vitest';
import { suggestPolicyColumns, tallyOf, typeTable } from '../../src/profile/index.js';
import { Generator } from './generate.js';

const g = new Generator(7);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const table = typeTable([
  tallyOf(
    times(300, () => g.name()),
    '姓名',
  ),
  tallyOf(
    times(300, () => g.residentId()),
    '身份证号',
  ),
  tallyOf(
    times(300, () => g.date(1940, 2015).join('-')),
    '出生日期',
  ),
  tallyOf(
    times(300, () => g.address()),
    '住址',
  ),
  tallyOf(
    times(300, () => g.pick(['男', '女'])),
    '性别',
  ),
  tallyOf(
    times(300, () => g.pick(['高血压', '糖尿病', '肺炎'])),
    '疾病',
  ),
  tallyOf(
    times(300, () => '材料齐全，情况属实，请审核后办理。'),
    '备注',
  ),
  tallyOf(
    times(300, () => (g.next() * 100).toFixed(2)),
    '金额',
  ),
  tallyOf(
    times(300, () => `X-${g.en.string.alphanumeric(12)}`),
    '外部标记',
  ),
  tallyOf(
    times(300, () => g.mobile().replace(/(...)....(....)/, '$1****$2')),
    '手机号',
  ),
  tallyOf(
    times(300, () => `${g.pick(['10', '31'])}${g.digits(4)}`),
    '邮编',
  ),
  tallyOf(
    times(300, () => g.date(2021, 2024).join('-')),
    '登记日期',
  ),
  tallyOf(
    times(300, (i) => (i % 50 ? '已完成' : `已完成 ${g.mobile()}`)),
    '状态',
  ),
]);

describe('suggested policy', () => {
  it('treats every column of a conditional release', () => {
    const suggested = suggestPolicyColumns(table, 'open-conditional');
    expect(suggested.map(({ name, role, use, hierarchy }) => [name, role, use, hierarchy ?? null])).toEqual([
      ['姓名', 'direct', 'suppress', null],
      ['身份证号', 'direct', 'suppress', null],
      ['出生日期', 'quasi', null, 'date'],
      ['住址', 'quasi', null, 'cn-address'],
      ['性别', 'quasi', null, null],
      ['疾病', 'sensitive', null, null],
      ['备注', 'text', 'redact', null],
      ['金额', 'safe', null, null],
      ['外部标记', 'safe', 'suppress', null],
      ['手机号', 'quasi', 'suppress', null],
      ['邮编', 'quasi', null, { kind: 'prefix', keep: [4, 3, 2] }],
      ['登记日期', 'quasi', null, 'date'],
      ['状态', 'text', 'redact', null],
    ]);
  });

  it('is stricter for the open public and allows pseudonyms inside', () => {
    const open = suggestPolicyColumns(table, 'open-unconditional');
    expect(open.find(({ name }) => name === '备注')!.use).toBe('suppress');
    const inside = suggestPolicyColumns(table, 'internal-sharing');
    expect(inside.find(({ name }) => name === '身份证号')).toMatchObject({ use: 'pseudonym' });
    expect(inside.find(({ name }) => name === '姓名')!.use).toBe('suppress');
    expect(suggestPolicyColumns(table, 'no such profile')).toEqual(open);
  });

  it('says why in both languages without a cell value', () => {
    for (const { comment, code } of suggestPolicyColumns(table)) {
      expect(code).toMatch(/^suggest-/);
      expect(comment.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(comment.en).not.toMatch(/[{}]|[\u4e00-\u9fff]/);
    }
  });
});
