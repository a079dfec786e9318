import { describe, expect, it } from 'vitest';
import { allRegions } from '../../src/core/lists/regions.js';
import { cnAddress } from '../../src/hierarchies/cn-address.js';

const hierarchy = cnAddress.build({}, () => '');
const label = (text: string, level: string): string | null =>
  hierarchy.generalise(text, hierarchy.levels.indexOf(level));

/** address → road, township, county, city, province; '' = the label of the next coarser level. */
const table: [string, string, string, string, string, string][] = [
  ['浙江省杭州市西湖区文新街道文三路123号', '浙江省杭州市西湖区文新街道文三路', '浙江省杭州市西湖区文新街道', '浙江省杭州市西湖区', '浙江省杭州市', '浙江省'],
  ['浙江杭州西湖区文三路123号', '浙江省杭州市西湖区文三路', '', '浙江省杭州市西湖区', '浙江省杭州市', '浙江省'],
  ['杭州市西湖区文三路123号', '浙江省杭州市西湖区文三路', '', '浙江省杭州市西湖区', '浙江省杭州市', '浙江省'],
  ['浙江省西湖区文三路', '浙江省杭州市西湖区文三路', '', '浙江省杭州市西湖区', '浙江省杭州市', '浙江省'],
  ['中国浙江省 杭州市 西湖区 文三路１２３号', '浙江省杭州市西湖区文三路', '', '浙江省杭州市西湖区', '浙江省杭州市', '浙江省'],
  ['北京市朝阳区建国路88号', '北京市朝阳区建国路', '', '北京市朝阳区', '北京市', '北京市'],
  ['北京市北京市朝阳区建国路88号', '北京市朝阳区建国路', '', '北京市朝阳区', '北京市', '北京市'],
  ['北京市市辖区东城区王府井大街1号', '北京市东城区王府井大街', '', '北京市东城区', '北京市', '北京市'],
  ['上海浦东新区世纪大道100号', '上海市浦东新区世纪大道', '', '上海市浦东新区', '上海市', '上海市'],
  ['重庆市渝中区解放碑街道八一路1号', '重庆市渝中区解放碑街道八一路', '重庆市渝中区解放碑街道', '重庆市渝中区', '重庆市', '重庆市'],
  ['重庆市城口县葛城街道', '', '重庆市城口县葛城街道', '重庆市城口县', '重庆市', '重庆市'],
  ['吉林省延边朝鲜族自治州延吉市进学街道', '', '吉林省延边朝鲜族自治州延吉市进学街道', '吉林省延边朝鲜族自治州延吉市', '吉林省延边朝鲜族自治州', '吉林省'],
  ['吉林市昌邑区中兴街道', '', '吉林省吉林市昌邑区中兴街道', '吉林省吉林市昌邑区', '吉林省吉林市', '吉林省'],
  ['内蒙古自治区锡林郭勒盟阿巴嘎旗别力古台镇', '', '内蒙古自治区锡林郭勒盟阿巴嘎旗别力古台镇', '内蒙古自治区锡林郭勒盟阿巴嘎旗', '内蒙古自治区锡林郭勒盟', '内蒙古自治区'],
  ['内蒙古呼伦贝尔市鄂伦春自治旗阿里河镇', '', '内蒙古自治区呼伦贝尔市鄂伦春自治旗阿里河镇', '内蒙古自治区呼伦贝尔市鄂伦春自治旗', '内蒙古自治区呼伦贝尔市', '内蒙古自治区'],
  ['广西壮族自治区南宁市青秀区民族大道1号', '广西壮族自治区南宁市青秀区民族大道', '', '广西壮族自治区南宁市青秀区', '广西壮族自治区南宁市', '广西壮族自治区'],
  ['新疆乌鲁木齐市天山区人民路2号', '新疆维吾尔自治区乌鲁木齐市天山区人民路', '', '新疆维吾尔自治区乌鲁木齐市天山区', '新疆维吾尔自治区乌鲁木齐市', '新疆维吾尔自治区'],
  ['义乌市稠城街道', '', '浙江省金华市义乌市稠城街道', '浙江省金华市义乌市', '浙江省金华市', '浙江省'],
  ['湖北省仙桃市沙嘴街道', '', '湖北省仙桃市沙嘴街道', '湖北省仙桃市', '湖北省', '湖北省'],
  ['青海省海南藏族自治州共和县恰卜恰镇', '', '青海省海南藏族自治州共和县恰卜恰镇', '青海省海南藏族自治州共和县', '青海省海南藏族自治州', '青海省'],
  ['广东省东莞市南城街道鸿福路', '广东省东莞市南城街道鸿福路', '广东省东莞市南城街道', '广东省东莞市', '广东省东莞市', '广东省'],
  ['天津市河北区中山路1号', '天津市河北区中山路', '', '天津市河北区', '天津市', '天津市'],
  ['江苏省苏州市工业园区星湖街328号', '江苏省苏州市工业园区星湖街', '', '江苏省苏州市工业园区', '江苏省苏州市', '江苏省'],
  ['河南省新乡市原阳县阳阿乡王村12号', '河南省新乡市原阳县阳阿乡王村', '河南省新乡市原阳县阳阿乡', '河南省新乡市原阳县', '河南省新乡市', '河南省'],
]; // biome-ignore format: a table

describe('cn-address', () => {
  it.each(table)('%s', (address, road, township, county, city, province) => {
    const expected = [province];
    for (const name of [city, county, township, road]) expected.unshift(name || expected[0]!);
    const levels = ['road', 'township', 'county', 'city', 'province'];
    expect(levels.map((level) => label(address, level))).toEqual(expected);
  });

  it.each(['阳光小区3幢', '幸福社区12号', '科技园区B座', '某某公寓'])('takes %s for no district', (tail) => {
    expect(label(`浙江省杭州市${tail}`, 'county')).toBe('浙江省杭州市');
  });

  it('leaves open what the name of a district alone does not tell', () => {
    // 鼓楼区 is in several cities.
    expect(label('鼓楼区中山路1号', 'road')).toBe('鼓楼区中山路');
    expect(label('鼓楼区中山路1号', 'county')).toBe('鼓楼区');
    expect(label('鼓楼区中山路1号', 'city')).toBe('*');
    expect(label('鼓楼区中山路1号', 'province')).toBe('*');
  });

  it.each([
    '上海路12号',
    '文三路123号',
    '阳光花园3幢',
    '不详',
    '13800138000',
    ' ',
    '张三',
    'No. 5 Main Street',
  ])('cannot read %s: * from level 1 on', (text) => {
    for (let level = 1; level <= hierarchy.height; level++)
      expect(hierarchy.generalise(text, level)).toBe('*');
  });

  it('never lets a house, unit or room number through', () => {
    for (const [address] of table) {
      for (const tail of ['123号4幢2单元501室', '88弄6号', '12-3-401', '５号楼']) {
        for (let level = 1; level <= hierarchy.height; level++) {
          expect(hierarchy.generalise(address.replace(/[0-9１２３]+号$/, '') + tail, level)).not.toMatch(
            /[0-9０-９]/,
          );
        }
      }
    }
  });

  it('reads every division of today in full, with its city and province', () => {
    const grouping = /^(市辖区|省直辖.*|自治区直辖.*)$/;
    const current = allRegions().filter(({ current }) => current);
    const names = new Map(current.map(({ code, name }) => [code, name]));
    let read = 0;
    for (const { code, name } of current) {
      if (code.endsWith('00') || grouping.test(name)) continue;
      const province = names.get(`${code.slice(0, 2)}0000`)!;
      const city = names.get(`${code.slice(0, 4)}00`);
      const under = !city || grouping.test(city) ? province : province + city;
      expect([code, label(`${under}${name}人民路1号`, 'county')]).toEqual([code, under + name]);
      expect([code, label(`${under}${name}人民路1号`, 'city')]).toEqual([code, under]);
      read++;
    }
    expect(read).toBeGreaterThan(2500);
  });
});

it('gives the same labels step by step', () => {
  const hierarchy = cnAddress.build({}, () => '');
  for (const { value } of cnAddress.examples) {
    let label = hierarchy.generalise(value, 1)!;
    for (let level = 2; level < hierarchy.height; level++) {
      label = hierarchy.coarser!(label, level);
      expect(label).toBe(hierarchy.generalise(value, level));
    }
  }
});
