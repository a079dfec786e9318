import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll } from '../../src/recognisers/index.js';
import { ipAddress } from '../../src/recognisers/internet.js';
import { resolve } from '../../src/recognisers/scan/overlaps.js';
import { scanOf } from '../../src/recognisers/scan/scan.js';
import { beside, clean } from './beside.js';

/** Spans as [entity, text]. */
const found = (text: string, ...entities: Parameters<typeof findAll>[1][]) =>
  findAll(text, entities[0]).map(({ entity, start, end }) => [entity, text.slice(start, end)]);

describe('overlaps', () => {
  const span = (start: number, end: number, score: number, entity = 'email' as const) => ({
    start,
    end,
    score,
    entity,
  });
  it('the longest wins, then the higher score, then the leftmost', () => {
    expect(resolve([span(0, 5, 1), span(3, 12, 0.5)])).toEqual([span(3, 12, 0.5)]);
    expect(resolve([span(0, 5, 0.5), span(4, 9, 0.9)])).toEqual([span(4, 9, 0.9)]);
    expect(resolve([span(4, 9, 0.9), span(0, 5, 0.9)])).toEqual([span(0, 5, 0.9)]);
    expect(resolve([span(9, 12, 1), span(0, 3, 1)])).toEqual([span(0, 3, 1), span(9, 12, 1)]);
  });

  it('what is safe on its own gives way: an identifier inside a web address is found', () => {
    expect(found('https://a.example.com/?ssn=423-71-8834&email=john@example.com')).toEqual([
      ['us-ssn', '423-71-8834'],
      ['email', 'john@example.com'],
    ]);
    expect(found('见 https://example.com/page。')).toEqual([['url', 'https://example.com/page']]);
  });
});

const texts: [string, [string, string][]][] = [
  ['永居证编号A911124198108030024', [['cn-foreign-permit', '911124198108030024']]],
  ['患者李芳因头痛就诊，电话１３８００１３８０００。', [['person-name', '李芳'], ['phone-mobile', '１３８００１３８０００']]],
  ['客户王建华先生来电投诉', [['person-name', '王建华']]],
  ['请联系刘伟先生，赵敏女士已确认，陈华老师的课程', [['person-name', '刘伟'], ['person-name', '赵敏'], ['person-name', '陈华']]],
  ['户主：欧阳建国，家属司马兰', [['person-name', '欧阳建国'], ['person-name', '司马兰']]],
  ['法定代表人张伟与被告李明签订合同', [['person-name', '张伟'], ['person-name', '李明']]],
  ['学生李雷和韩梅梅一起上学，家长李女士很高兴', [['person-name', '李雷'], ['person-name', '韩梅梅'], ['person-name', '李女士']]],
  ['办理人：周杰伦，经办：林志玲；审核:王芳', [['person-name', '周杰伦'], ['person-name', '林志玲'], ['person-name', '王芳']]],
  ['姓名张三性别男身份证号码11010519491231002X住址北京市朝阳区建国路100号', [['person-name', '张三'], ['cn-resident-id', '11010519491231002X'], ['address', '北京市朝阳区建国路100号']]],
  ['户主姓名：阿卜杜拉·买买提，家庭人口5人', [['person-name', '阿卜杜拉·买买提']]],
  ['请转告张主任和李副局长，当前用户满意度高', []],
  ['当前编号138001380001，工单GD20240315000123，build 10.0.19045.3803', []],
  ['聯絡人：陳大文，張小明醫生已確認', [['person-name', '陳大文'], ['person-name', '張小明']]],
  ['患者高血压三年，用户满意，客户方便时再来', []],
  ['黄山风景区很漂亮，唐朝是伟大朝代，华为公司发布了新产品', []],
  ['经手人赵敏，委托代理人：周杰伦', [['person-name', '赵敏'], ['person-name', '周杰伦']]],
  ['王先生与欧阳女士已到，张医生接诊', [['person-name', '王先生'], ['person-name', '欧阳女士'], ['person-name', '张医生']]],
  ['被告人张某、王某某与李某甲，赵某1在场', [['person-name', '张某'], ['person-name', '王某某'], ['person-name', '李某甲'], ['person-name', '赵某1']]],
  ['收款方陈*，付款方刘**。', [['person-name', '陈*'], ['person-name', '刘**']]],
  ['王建国的电话打不通，李芳的手机关机', [['person-name', '王建国'], ['person-name', '李芳']]],
  ['尺寸长*宽*高，和老师沟通，于医生处复诊，某某村，客服的电话，高某些指标', []],
  ['张三13812345678\n李四 11010519491231002X', [['person-name', '张三'], ['phone-mobile', '13812345678'], ['person-name', '李四'], ['cn-resident-id', '11010519491231002X']]],
  ['身份证110105-19491231-002X已核', [['cn-resident-id', '110105-19491231-002X']]],
  ['卡号6222 1043 3218 1960 010转账', [['bank-card', '6222 1043 3218 1960 010']]],
  ['住陕西省西安市碑林区长安北路128号盛世长安小区3栋1单元801室。', [['address', '陕西省西安市碑林区长安北路128号盛世长安小区3栋1单元801室']]],
  ['现住河南省新乡市长垣县丁栾镇某某村3组12号，无其他住房', [['address', '河南省新乡市长垣县丁栾镇某某村3组12号']]],
  ['被执行人（2022）豫0724执恢54号案件', [['cn-case-number', '（2022）豫0724执恢54号']]],
  ['😀张三的邮箱zhang@example.com😀', [['person-name', '张三'], ['email', 'zhang@example.com']]],
  ['订单号20240315000123，金额12345678.90元，版本1.2.3.4', [['ip-address', '1.2.3.4']].slice(1) as [string, string][]],
  ['客服热线400-820-1234，95588，12345', []],
  ['uuid 550e8400-e29b-41d4-a716-446655440000 ok', []],
  ['2024-03-15 14:32:01 INFO 0.13812345678', []],
  ['车牌京A·12345与粤BD12345相撞', [['vehicle-plate', '京A·12345'], ['vehicle-plate', '粤BD12345']]],
]; // biome-ignore format: a table

describe('running text', () => {
  it.each(beside)('%s', (text, spans) => {
    expect(found(text)).toEqual(spans);
  });

  it.each(clean)('has nothing in it: %s', (text) => {
    expect(found(text).filter(([entity]) => entity !== 'url')).toEqual([]);
  });

  it.each(texts)('%s', (text, spans) => {
    expect(found(text)).toEqual(spans);
  });

  it('restricts the search to the entities asked for', () => {
    const text = '联系人王小明，电话13912345678';
    expect(found(text, ['phone-mobile'])).toEqual([['phone-mobile', '13912345678']]);
    expect(found(text, new Set(['person-name'] as const))).toEqual([['person-name', '王小明']]);
  });

  it('gives the same spans whatever was searched before', () => {
    const text = '电话１３８００１３８０００';
    const first = findAll(text);
    findAll('别的文字 13912345678');
    expect(findAll(text)).toEqual(first);
  });
});

/** Every written form of DOMAIN's identifiers, in every setting: alone, spaced, glued to Han text, full-width. */
const forms: [string, string[]][] = [
  ['phone-mobile', ['13800138000', '138-0013-8000', '138 0013 8000', '138.0013.8000', '+86-138-0013-8000', '+86 138 0013 8000', '+8613800138000', '008613800138000', '8613800138000', '86-13800138000', '(+86)13800138000', '138-00138000']],
  ['cn-resident-id', ['11010519491231002X', '11010519491231002x', '110105 19491231 002X', '110105-19491231-002X', '110105 1949 1231 002X', '1101 0519 4912 3100 2X']],
  ['cn-hkmt-permit', ['810000199408230021']],
  ['cn-foreign-permit', ['911124198108030024']],
  ['bank-card', ['6222104332181960010', '6222 1043 3218 1960 010', '4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111']],
  ['phone-landline', ['010-62345678', '(010)62345678', '（010）62345678', '0755-26543210', '0571-87654321-801']],
  ['cn-uscc', ['91110108MA01YBNX62', '91110108ma01ybnx62', '9111 0108 MA01 YBNX 62']],
  ['vehicle-plate', ['京A12345', '京A·12345', '京A 12345', '粤BD12345', '京A1234警']],
  ['email', ['zhang@example.com', 'a.b+c@mail.example.co.uk']],
  ['ip-address', ['192.168.1.100', '2001:db8::1']],
  ['mac-address', ['00:1A:2B:3C:4D:5E', '00-1A-2B-3C-4D-5E']],
  ['cn-case-number', ['（2022）豫0724执恢54号', '(2022)豫0724执恢54号']],
  ['tw-id', ['A123456789']],
  ['hk-id', ['A123456(3)', 'A123456（3）']],
  ['iban', ['GB82WEST12345698765432', 'GB82 WEST 1234 5698 7654 32']],
]; // biome-ignore format: a table

const wide = (text: string) =>
  text.replace(/[!-~ ]/g, (c) => (c === ' ' ? '\u3000' : String.fromCharCode(c.charCodeAt(0) + 0xfee0)));

describe('written forms in six settings', () => {
  it.each(forms)('%s', (entity, list) => {
    for (const form of list) {
      const settings: [string, string, string][] = [
        ['', form, ''],
        [' ', form, ' 已核对'],
        ['号码', form, '，请核对'],
        ['：', form, '请核对'],
        ['号码为', form, '请核对'],
        ['', wide(form), ''],
      ];
      for (const [left, body, right] of settings) {
        const text = left + body + right;
        const hit = findAll(text).find(
          (one) => one.start === left.length && one.end === left.length + body.length,
        );
        expect.soft(hit?.entity, text).toBe(entity);
      }
    }
  });
});

describe('names in sentences', () => {
  it.each([
    ['张三的电话是13800138000', '张三'],
    ['昨日核实，李建国的联系方式已变更', '李建国'],
    ['（欧阳娜娜的身份证）', '欧阳娜娜'],
  ])('whose number or address follows: %s', (text, name) => {
    expect(found(text, ['person-name'])).toEqual([['person-name', name]]);
  });

  it.each(['客户的电话', '单位的地址', '公司的邮箱', '上海的地址', '高血压的病历', '本人的手机', '双方的联系方式', '老师的微信'])(
    'and nobody in %s',
    (text) => {
      expect(found(`${text}已更新`, ['person-name'])).toEqual([]);
    },
  ); // biome-ignore format: one list
});

it('no address of the Internet is found in a text without the signals of one', () => {
  const part = fc.constantFrom(
    ':',
    '::',
    '：',
    '1',
    'ff:',
    '0:',
    'a:b:',
    '1.2.3.4',
    '.',
    ' ',
    '注',
    'x',
    '%e',
    '/64',
    '12:30:45',
  );
  const property = fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
    const text = parts.join('');
    const { signals } = scanOf(text);
    if ((signals & ipAddress.anySignal!) === 0) expect(ipAddress.find!(text)).toEqual([]);
  }); // biome-ignore format: one list
  fc.assert(property, { numRuns: 2000 });
  for (const text of ['备注：无，其他：“暂无”', '12:30:45', 'a: b: c: d: e'])
    expect(scanOf(text).signals & ipAddress.anySignal!).toBe(0);
});
