import { describe, expect, it } from 'vitest';
import { quasiHints, suggestPolicyColumns, tallyOf, typeColumn, typeTable } from '../../src/profile/index.js';
import { Generator } from './generate.js';

const g = new Generator(42);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const type = (values: (string | null)[], header = 'col1') => typeColumn(tallyOf(values, header));

describe('typing a column', () => {
  it('takes well-formed identity numbers for what they are although 9 % pass the checksum', () => {
    const profile = type(times(500, () => g.residentId(false)));
    expect(profile).toMatchObject({ entity: 'cn-resident-id', role: 'direct', grade: 4, share: 1 });
    expect(profile.reasons).toContain('checksum-low');
  });

  it('lets values win over a header, and says so', () => {
    expect(
      type(
        times(300, () => (g.next() * 1e4).toFixed(2)),
        '手机号',
      ),
    ).toMatchObject({
      entity: null,
      role: 'safe',
      reasons: ['header-conflict'],
    });
    const ids = type(
      times(300, () => g.residentId()),
      '手机号',
    );
    expect(ids.entity).toBe('cn-resident-id');
    expect(ids.reasons).toContain('header-conflict');
  });

  it('counts all non-empty cells: one hit in a thousand types nothing, and is a rare hit', () => {
    const profile = type(
      [...times(999, () => g.pick(['已完成', '待付款', '退款中'])), g.mobile()],
      '订单状态',
    );
    expect(profile).toMatchObject({
      entity: null,
      role: 'safe',
      rare: [{ entity: 'phone-mobile', count: 1 }],
    });
    expect(profile.reasons).toContain('rare');
  });

  it('finds rare identifiers inside the cells of other columns', () => {
    const remarks = times(400, (i) =>
      i % 40 === 0 ? `已电话通知本人${g.mobile()}，材料齐全` : '材料齐全，情况属实',
    );
    const profile = type(remarks, '处理结果');
    expect(profile.rare).toContainEqual({ entity: 'phone-mobile', count: 10 });
    expect(profile.grade).toBeGreaterThanOrEqual(3);
  });

  it('reads a column as text where nearly every cell has an identifier inside', () => {
    for (const make of [(i: number) => `x u${i}@example.com`, () => `="${g.mobile()}"`]) {
      const column = type(times(200, make), '联络');
      expect(column).toMatchObject({ entity: null, role: 'text', grade: 3, reasons: ['rare'] });
      expect(suggestPolicyColumns([column])[0]).toMatchObject({ role: 'text', use: 'redact' });
      expect(
        type(
          times(200, (i) => (i % 10 ? '无' : make(i))),
          '联络',
        ),
      ).toMatchObject({ role: 'safe' });
    }
  });

  it('does not take versions for network addresses, whole or here and there', () => {
    const version = () => `${g.int(1, 9)}.${g.int(0, 20)}.${g.int(0, 20)}.${g.int(0, 9)}`;
    for (const header of ['版本', 'sw_version', '固件', 'firmware']) {
      for (const values of [
        times(200, version),
        times(200, (i) => (i % 4 ? `v${version().slice(0, -2)}` : version())),
      ]) {
        const column = type(values, header);
        expect(column).toMatchObject({ entity: null, role: 'safe', rare: [] });
        expect(suggestPolicyColumns([column])[0]!.use).toBeNull();
      }
    }
    expect(
      type(
        times(200, (i) => (i % 4 ? 'up' : `10.0.${g.int(1, 99)}.${g.int(1, 99)}`)),
        'host',
      ).rare,
    ).toMatchObject([{ entity: 'ip-address' }]);
  });

  it('needs a header for 15-digit identity numbers, or nearly all of many values', () => {
    const legacy = times(200, () => {
      const id = g.residentId();
      return `${id.slice(0, 6)}${id.slice(8, 17)}`;
    });
    expect(type(legacy, '身份证号').entity).toBe('cn-resident-id');
    for (const header of ['旧证号', 'col_a1', '单据号']) {
      expect(type(legacy, header)).toMatchObject({ entity: 'cn-resident-id', role: 'direct', share: 1 });
    }
    expect(type(legacy, 'col_a1').reasons).toEqual(['values']);
    const mostly = legacy.map((id, i) => (i % 20 === 0 ? g.digits(15) : id));
    expect(type(mostly).entity).toBe('cn-resident-id');
    // A few of them, others between them, and numbers of papers with region, day and sequence are nobody's.
    expect(type(legacy.slice(0, 15), '单据号').entity).toBeNull();
    expect(type(legacy.map((id, i) => (i % 4 === 0 ? `9${g.digits(14)}` : id))).entity).toBeNull();
    const papers = times(200, () => `330106${g.date(2015, 2025).join('').slice(2)}${g.digits(3)}`);
    expect(type(papers, '受理号').entity).toBeNull();
    expect(type(times(200, () => `${g.int(1, 9)}${g.digits(14)}`)).entity).toBeNull();
  });

  it('decides six digits by list and header', () => {
    const codes = times(300, () => g.pick(['110105', '330106', '440305', '510107', '110103']));
    expect(type(codes).entity).toBe('cn-region-code');
    expect(type(codes, '邮编').entity).toBe('postal-code');
    expect(type(times(300, () => g.digits(6))).entity).toBeNull();
    expect(
      type(
        times(300, () => `26${g.digits(4)}`),
        '邮政编码',
      ).entity,
    ).toBe('postal-code');
  });

  it('takes masked identifiers for quasi-identifiers and claims no unmasked cell', () => {
    const phones = type(
      times(200, () => g.mobile().replace(/(...)....(....)/, '$1****$2')),
      '手机号',
    );
    expect(phones).toMatchObject({ entity: 'phone-mobile', role: 'quasi', share: 0 });
    expect(phones.reasons).toContain('masked');
    expect(type(times(200, () => `${g.name()[0]}**`))).toMatchObject({
      entity: 'person-name',
      role: 'quasi',
    });
    expect(type(times(200, () => `${g.residentId().slice(0, 6)}************`))).toMatchObject({
      entity: 'cn-resident-id',
      role: 'quasi',
    });
  });

  it('takes a mixture of identifiers for direct', () => {
    const mixed = times(300, (i) => (i % 2 ? g.mobile() : g.en.internet.email()));
    const profile = type(mixed);
    expect(profile.role).toBe('direct');
    expect(profile.reasons).toContain('mixed');
  });

  it('marks sole traders among organisations as personal', () => {
    const firms = times(200, () => g.uscc());
    expect(type(firms).role).toBe('linking');
    const sole = type([...firms, '92330106MA2ABCDE5U', '92110105MA01YBNX37'].concat(times(3, soleTrader)));
    expect(sole).toMatchObject({ entity: 'cn-uscc', role: 'direct' });
    expect(sole.reasons).toContain('personal-part');
  });

  it('agrees with itself whether all values are known or only a sample', () => {
    const many = times(5000, (i) => (i % 20 === 0 ? `x${i}` : g.mobile()));
    const profile = type(many);
    expect(tallyOf(many).values).toBeNull();
    expect(profile.entity).toBe('phone-mobile');
    expect(profile.share).toBeCloseTo(0.95, 1);
  });

  it('gives nothing but the header for an empty column', () => {
    expect(type(['', null, ' '], '姓名')).toMatchObject({
      entity: 'person-name',
      reasons: ['header', 'empty'],
      nonEmpty: 0,
    });
    expect(type(['', null])).toMatchObject({ entity: null, role: 'safe', reasons: ['empty'] });
  });

  it('names values as a reason only where they prove something', () => {
    expect(
      type(
        times(200, () => String(g.int(1, 90))),
        '年龄',
      ).reasons,
    ).toEqual(['header']);
    expect(
      type(
        times(200, () => g.mobile()),
        '手机号',
      ).reasons,
    ).toEqual(['header', 'values']);
  });

  it('speaks of check digits only where there are some', () => {
    const reasons = (header: string, value: () => string) => type(times(200, value), header).reasons;
    expect(reasons('身份证号', () => g.residentId())).toContain('checksum');
    expect(reasons('手机号', () => g.mobile())).not.toContain('checksum');
    expect(reasons('邮箱', () => `u${g.int(1, 9999)}@example.com`)).not.toContain('checksum');
  });
});

describe('typing a table', () => {
  it('reads dates as birth dates where people stand beside them and the years spread', () => {
    const names = tallyOf(
      times(300, () => g.name()),
      'a',
    );
    const births = tallyOf(
      times(300, () => g.date(1935, 2015).join('-')),
      'b',
    );
    const visits = tallyOf(
      times(300, () => g.date(2020, 2024).join('-')),
      'c',
    );
    expect(typeTable([names, births, visits]).map(({ entity }) => entity)).toEqual([
      'person-name',
      'birth-date',
      'date',
    ]);
    expect(typeTable([births, visits]).map(({ entity }) => entity)).toEqual(['date', 'date']);
    expect(typeTable([names, births])[1]!.reasons).toContain('distribution');
  });

  it('hints at columns that tell people apart by their number of values', () => {
    const columns = typeTable([
      tallyOf(
        times(1000, () => g.pick(['农业', '非农业', '统一居民'])),
        '户口性质',
      ),
      tallyOf(
        times(1000, (i) => `k${i}`),
        '主键',
      ),
      tallyOf(
        times(1000, () => g.pick(['A', 'B'])),
        'status',
      ),
      tallyOf(
        times(1000, () => `楼${g.int(1, 300)}`),
        '楼栋',
      ),
    ]);
    expect(quasiHints(columns).map(({ name }) => name)).toEqual(['楼栋', '户口性质']);
  });
});

/** A sole trader's code with its check character. */
function soleTrader(): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let body = '92330106MA2';
  while (body.length < 17) body += g.pick([...alphabet]);
  let sum = 0;
  let weight = 1;
  for (const c of body) {
    sum += alphabet.indexOf(c) * weight;
    weight = (weight * 3) % 31;
  }
  return body + alphabet[(31 - (sum % 31)) % 31];
}
