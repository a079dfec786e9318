import { describe, expect, it } from 'vitest';
import { explainColumn, tallyOf, typeColumn } from '../../src/profile/index.js';
import { Generator } from './generate.js';

const g = new Generator(5);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

describe('explaining a column', () => {
  it('tells the decision that typing makes, and the chosen entity first', () => {
    const tally = tallyOf(
      times(300, () => g.mobile()),
      '联系电话',
    );
    const why = explainColumn(tally, { index: 4 });
    expect(why.column).toEqual(typeColumn(tally, { index: 4 }));
    expect(why.considered[0]).toMatchObject({ entity: 'phone-mobile', header: 1, share: 1 });
    expect(why.forms[0]).toEqual({ form: 'integer', share: 1 });
    expect(why.forms).toContainEqual({ form: 'mobile', share: 1 });
    expect(why).toMatchObject({ basis: 'all-values', witnesses: 300 });
  });

  it('tells the alternatives with their numbers', () => {
    const ids = times(300, (i) => (i % 10 === 0 ? g.mobile() : g.residentId()));
    const why = explainColumn(tallyOf(ids, '手机号'));
    const entities = why.considered.map(({ entity }) => entity);
    expect(entities[0]).toBe('cn-resident-id');
    expect(entities).toContain('phone-mobile');
    const phone = why.considered.find(({ entity }) => entity === 'phone-mobile')!;
    expect(phone).toMatchObject({ header: 1, share: 0.1 });
    for (const one of why.considered) {
      for (const value of Object.values(one).slice(1)) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
  });

  it('says that it saw a sample where the values were too many to keep', () => {
    const tally = tallyOf(
      times(3000, () => g.name()),
      '姓名',
    );
    const why = explainColumn(tally);
    expect(tally.values).toBeNull();
    expect(why).toMatchObject({ basis: 'sample', witnesses: 256 });
  });

  it('holds no value', () => {
    const values = times(200, () => `${g.name()}，电话${g.mobile()}，${g.address()}`);
    const text = JSON.stringify(explainColumn(tallyOf(values, '备注')));
    for (const value of values) for (const part of value.split('，')) expect(text).not.toContain(part);
  });

  it('considers nothing in a column without anything', () => {
    expect(explainColumn(tallyOf([], '备用'))).toMatchObject({ considered: [], forms: [], witnesses: 0 });
  });
});

describe('judging many values by some of them', () => {
  it('counts the share of what was decided over all of them', () => {
    // 1 000 distinct values: above what is judged without a shape; every tenth is no address.
    const values = times(1000, (i) => (i % 10 === 0 ? `杂项${i}` : g.address() + i));
    const profile = typeColumn(tallyOf(values, '家庭住址'));
    expect(profile.entity).toBe('address');
    expect(profile.share).toBeCloseTo(0.9, 2);
  });

  it('weighs values by the cells they stand for', () => {
    const many = times(1200, (i) => (i < 700 ? '高血压' : `编码${i}`));
    expect(typeColumn(tallyOf(many, '诊断')).share).toBeCloseTo(700 / 1200, 3);
  });
});
