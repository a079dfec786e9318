import { describe, expect, it } from 'vitest';
import { namesPersonNumber } from '../../src/profile/headers.js';
import { suggestPolicyColumns, tallyOf, typeTable } from '../../src/profile/index.js';
import { Generator } from './generate.js';

const g = new Generator(23);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const column = (header: string, make: (i: number) => string) => tallyOf(times(200, make), header);
const names = column('姓名', () => g.name());
const eight = () => `${g.int(1, 9)}${g.digits(7)}`;

describe("a header that names a person's number", () => {
  it.each(
    '学号 学生学号 工号 员工工号 准考证号 学籍号 考生号 警号 人员编号 客户号 客户编号 会员号 用户ID userId user_id member_no customer_id employeeNo student_number device_id 低保证号 社保个人编号 户口簿号 户号 结婚证号 不动产权证号 执业证书编号 驾驶证档案编号 抖音号 uid'.split(
      ' ',
    ),
  )('%s: whole numbers are never kept', (header) => {
    expect(namesPersonNumber(header)).toBe(true);
    const [profile] = typeTable([column(header, eight)]);
    expect(profile).toMatchObject({ role: 'direct' });
    expect(suggestPolicyColumns([profile!])[0]!.use).toBe('suppress');
  });

  it.each(
    '施工号 化学编号 订单号 商品编号 序号 id no code 批次号 发票号 设备编号 用户类型 用户名 用户状态 会员等级 客户端 版本号 order_id user_type product_no 合同编号 户数 门牌号 型号 信号 device_model'.split(
      ' ',
    ),
  )('%s is none', (header) => {
    expect(namesPersonNumber(header)).toBe(false);
  });

  it('says what it took them for, and keeps them as keys where pseudonyms are allowed', () => {
    const columns = typeTable([names, column('学号', eight)]);
    expect(columns[1]).toMatchObject({
      entity: 'personal-number',
      role: 'direct',
      grade: 3,
      reasons: ['header', 'person-number'],
    });
    expect(suggestPolicyColumns(columns)[1]!.comment.zh).toContain('个人编号');
    expect(suggestPolicyColumns(columns, 'internal-sharing')[1]).toMatchObject({
      use: 'pseudonym',
      params: {},
    });
  });

  it('is not overruled by dates that a number begins with', () => {
    const [profile] = typeTable([column('工号', () => g.date(2000, 2024).join(''))]);
    expect(profile).toMatchObject({ entity: 'personal-number', role: 'direct' });
    expect(typeTable([column('工号', () => g.mobile())])[0]!.entity).toBe('phone-mobile');
  });

  it('removes small numbers without looking for mentions of them, and leaves words', () => {
    const [small, words, few] = typeTable([
      column('user_id', (i) => String(i + 1)),
      column('客户号', () => g.pick(['甲', '乙'])),
      column('客户编码', () => g.pick(['1', '2'])),
    ]);
    expect(small).toMatchObject({ role: 'safe', reasons: ['opaque'] });
    expect(suggestPolicyColumns([small!])[0]!.use).toBe('suppress');
    expect(words!.reasons).not.toContain('person-number');
    expect(few).toMatchObject({ role: 'safe', reasons: ['none'] });
  });
});

describe('numbers of one length in a table about people', () => {
  const drafted = (...tallies: Parameters<typeof typeTable>[0]) =>
    suggestPolicyColumns(typeTable(tallies)).at(-1)!.use;

  it.each(['受理号', '证书编号', '存折号', 'ref_no', 'record_id'])(
    '%s is removed until somebody decides',
    (header) => {
      expect(drafted(names, column(header, eight))).toBe('suppress');
      expect(drafted(column(header, eight))).toBeNull();
    },
  );

  it.each([
    ['订单号', eight],
    ['sku_no', eight],
    ['批次号', eight],
    ['serial_no', eight],
    ['版本号', eight],
    ['id', (i: number) => String(i + 100_000)],
    ['楼号', () => String(g.int(1, 40))],
    ['余额', eight],
    ['门店号', () => g.pick(['100001', '100002'])],
  ] as const)('%s stays', (header, make) => {
    expect(drafted(names, column(header, make))).toBeNull();
  });
});
