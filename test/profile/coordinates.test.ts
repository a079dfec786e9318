import { describe, expect, it } from 'vitest';
import { tallyOf, typeTable } from '../../src/profile/index.js';

const at = (i: number, from: number, width: number, decimals = 6) =>
  (from + ((i * 0.618_033_988_7) % 1) * width).toFixed(decimals);

/** Columns by header and maker of the i-th value; 60 values each. */
function table(columns: Record<string, (i: number) => string>) {
  const tallies = Object.entries(columns).map(([name, make]) =>
    tallyOf(
      Array.from({ length: 60 }, (_, i) => make(i)),
      name,
    ),
  );
  return Object.fromEntries(typeTable(tallies).map((column) => [column.name, column]));
}

describe('coordinates of a table', () => {
  it('have their axis by range, and a header that names the other one is told', () => {
    const { lng, lat } = table({ lng: (i) => at(i, 39, 1), lat: (i) => at(i, 116, 1) });
    expect(lng!.coordinates).toEqual({ axis: 'latitude', pair: 'lat' });
    expect(lat!.coordinates).toEqual({ axis: 'longitude', pair: 'lng' });
    expect(lng!.reasons).toContain('axis-swapped');
    expect(lat!.reasons).toContain('axis-swapped');
  });

  it.each([
    ['百度经度', '百度纬度', 'bd09'], ['gcj02_lng', 'gcj02_lat', 'gcj02'], ['高德经度', '高德纬度', 'gcj02'],
    ['lng_wgs84', 'lat_wgs84', 'wgs84'], ['bd_lng', 'bd_lat', 'bd09'], ['GPS经度', 'GPS纬度', 'wgs84'],
  ])('%s and %s: %s by header', (first, second, datum) => {
    const found = table({ [first]: (i) => at(i, 120, 1), [second]: (i) => at(i, 30, 1) });
    expect(found[first]!.coordinates).toEqual({ axis: 'longitude', pair: second, datum, datumBy: 'header' });
    expect(found[second]!.reasons).toEqual(expect.arrayContaining(['pair', `datum-${datum}`]));
  }); // biome-ignore format: a list

  it('have a datum by values where a cell names it, or lies where no service shifts it', () => {
    const said = table({ 位置: (i) => `SRID=4490;POINT(${at(i, 120, 1)} ${at(i, 30, 1)})` });
    expect(said.位置!.coordinates).toEqual({ axis: 'both', datum: 'wgs84', datumBy: 'values' });
    const abroad = table({ latitude: (i) => at(i, 51, 1), longitude: (i) => at(i, -1, 1) });
    expect(abroad.longitude!.coordinates).toMatchObject({
      axis: 'longitude',
      datum: 'wgs84',
      datumBy: 'values',
    });
    const home = table({ 经度: (i) => at(i, 120, 1), 纬度: (i) => at(i, 30, 1) });
    expect(home.经度!.coordinates).toEqual({ axis: 'longitude', pair: '纬度' });
  });

  it('are known without headers where two columns side by side keep to the box of China', () => {
    const { a, b } = table({ a: (i) => at(i, 120, 1), b: (i) => at(i, 30, 1) });
    expect([a!.entity, b!.entity, a!.role]).toEqual(['geo-coordinate', 'geo-coordinate', 'quasi']);
    // One alone, numbers with few decimals, and measures that a header names stay what they are.
    expect(table({ a: (i) => at(i, 120, 1), b: (i) => at(i, 300, 1) }).a!.entity).toBeNull();
    expect(table({ a: (i) => at(i, 120, 1, 4), b: (i) => at(i, 30, 1, 4) }).a!.entity).toBeNull();
    expect(table({ weight: (i) => at(i, 75, 9), height: (i) => at(i, 30, 9) }).weight!.role).toBe('safe');
  });
});

describe('classes after JR/T 0171', () => {
  it('C3 authenticates, C2 identifies, C1 is about a person, null about none', () => {
    const found = table({
      password: (i) => `x${at(i, 0, 1)}`, CVV2: (i) => String(100 + i), 支付密码: (i) => `a${i}`, 卡有效期: () => '2027-01',
      手机号: (i) => `138001380${String(i).padStart(2, '0')}`, 性别: (i) => (i % 2 ? '男' : '女'), amount: (i) => at(i, 0, 99, 2),
      人脸识别次数: (i) => String(i), 校验码: (i) => `K${i}`,
    }); // biome-ignore format: a table
    const grades = Object.fromEntries(
      Object.entries(found).map(([name, { financialGrade }]) => [name, financialGrade]),
    );
    expect(grades).toEqual({
      password: 'C3', CVV2: 'C3', 支付密码: 'C3', 卡有效期: 'C3', 手机号: 'C2', 性别: 'C1', amount: null, 人脸识别次数: null, 校验码: null,
    }); // biome-ignore format: a table
    expect(found.password).toMatchObject({ role: 'direct', grade: 4, reasons: ['authentication'] });
  });
});
