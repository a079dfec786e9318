import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { dialledCountries } from '../../src/core/lists/countries.js';
import { tallyOf, typeColumn } from '../../src/profile/index.js';
import { findAll, recogniserOf, recognisers, recognition } from '../../src/recognisers/index.js';

/** Texts found under a policy that names countries; by default without one. */
function phonesIn(text: string, ...countries: string[]): string[] {
  const search = countries.length > 0 ? recognition({ countries, own: [] }).findAll : findAll;
  return search(text, ['phone-mobile', 'phone-landline']).map(({ start, end }) => text.slice(start, end));
}

/** A column of numbers made from a form in which # is a digit. */
function column(form: string, header: string, ...countries: string[]) {
  const values = Array.from({ length: 40 }, (_, i) => {
    let state = (i + 1) * 2_654_435_761;
    return form.replace(/#/g, () => {
      state = (state * 48_271) % 2_147_483_647;
      return String(state % 10);
    });
  });
  const context =
    countries.length > 0 ? { recognisers: recognition({ countries, own: [] }).recognisers } : {};
  return typeColumn(tallyOf(values, header), context);
}

describe('phones of other countries', () => {
  it('the list of countries is that of the numbering plans', () => {
    const { getCountries } = createRequire(import.meta.url)('libphonenumber-js/max') as {
      getCountries(): string[];
    };
    expect([...dialledCountries].sort()).toEqual(
      getCountries()
        .map((code) => code.toLowerCase())
        .sort(),
    );
  });

  it.each([
    ['请联系+852 9123 4567核对', '+852 9123 4567'],
    ['请联系＋８５２ ９１２３ ４５６７核对', '＋８５２ ９１２３ ４５６７'],
    ['tel +44 (0)20 7946 0958, urgent', '+44 (0)20 7946 0958'],
    ['call 0044 20 7946 0958 now', '0044 20 7946 0958'],
    ['澳门+853-6612-3456', '+853-6612-3456'],
    ['+886912345678陈女士', '+886912345678'],
    ['WhatsApp: +971 50 123 4567.', '+971 50 123 4567'],
  ])('%s: found by the plan of the country that is dialled', (text, phone) => {
    expect(phonesIn(text)).toEqual([phone]);
  });

  it.each([
    '误差+999 123 4567', // no such country
    '坐标+12.5 +3.25', '编号0012345678901', '批次 2024 0315 00', 'ISBN 978 7 111 12345 6',
    '温差+15 +16 +17', '合计+1,234,567.00', '时差+0800',
  ])('%s: none', (text) => {
    expect(phonesIn(text)).toEqual([]);
    expect(phonesIn(text, 'us', 'gb', 'hk', 'fr', 'jp')).toEqual([]);
  }); // biome-ignore format: a list

  it.each([
    ['mobile 07911 123456', '07911 123456', 'gb'],
    ['Leeds 0113 496 0123', '0113 496 0123', 'gb'],
    ['appelez 06 12 34 56 78 ce soir', '06 12 34 56 78', 'fr'],
    ['电话9123 4567', '9123 4567', 'hk'],
    ['手机06123456', null, 'hk'],
    ['(03) 9123 4567', '(03) 9123 4567', 'au'],
    ['tel 61234567', '61234567', 'sg'],
  ] as const)('%s: %s within %s', (text, phone, country) => {
    expect(phonesIn(text, 'cn', country)).toEqual(phone === null ? [] : [phone]);
  });

  it('columns: by plan where they are written so, by header where they are digits', () => {
    expect(column('+65 9### ####', 'col1').entity).toBe('phone-mobile');
    expect(column('07911 1#####', 'col1', 'gb').entity).toBe('phone-mobile');
    expect(column('06 12 ## ## ##', 'col1', 'fr').entity).toBe('phone-mobile');
    expect(column('0612######', 'col1', 'fr').entity).toBe('phone-mobile');
    for (const form of ['6#######', '4155######', '447911######', '62####3']) {
      expect(column(form, '联系电话').entity, form).toBe('phone-mobile');
    }
  });

  it('order numbers, amounts, dates and codes stay clean, also with countries', () => {
    const clean = [
      '1########',
      '20240#1###',
      '2024-0315-####',
      '####-####',
      '9######.##',
      '0000######',
      '17###########',
    ];
    const headers = ['order_no', 'amount', 'col1', '编号'];
    for (const form of clean) {
      for (const header of headers) {
        expect(column(form, header).role, `${form} ${header}`).toBe('safe');
        expect(column(form, header, 'us', 'gb', 'hk', 'fr', 'de', 'sg').role, `${form} ${header}`).toBe(
          'safe',
        );
      }
    }
  });

  it('is off by default: numbers dialled within a country need its name', () => {
    expect(phonesIn('Leeds 0113 496 012')).toEqual([]);
    expect(recognition({ countries: ['cn'], own: [] }).recognisers.length).toBeGreaterThanOrEqual(
      recognisers.length,
    );
    expect(recogniserOf('phone-mobile')!.summary.en).toContain('China');
  });

  it('a long row of digits takes linear time', () => {
    const text = '0612 '.repeat(4_000);
    const started = process.cpuUsage();
    phonesIn(text, 'fr', 'gb');
    const once = process.cpuUsage(started).user;
    const again = process.cpuUsage();
    phonesIn(text.repeat(4), 'fr', 'gb');
    expect(process.cpuUsage(again).user).toBeLessThan(16 * once + 500_000);
  });
});
