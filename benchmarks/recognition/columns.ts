import { base, en, Faker, zh_CN } from '@faker-js/faker';
import type { Entity } from '../../src/core/entities.js';
import { inventCard, inventDay, inventMobile, inventResidentId, isoDate, padded } from '../people.js';
import { SeededStream } from '../random.js';
import { districts } from '../vocabulary.js';
import * as words from './words.js';

/** One seeded source of values; names, companies and mail addresses are faker's, numbers have their check digits. */
export class Maker {
  readonly random: SeededStream;
  readonly zh: Faker;
  readonly en: Faker;

  constructor(seed: number) {
    this.random = new SeededStream(seed);
    this.zh = new Faker({ locale: [zh_CN, en, base], seed });
    this.en = new Faker({ locale: [en, base], seed });
  }

  pick<T>(list: readonly T[]): T {
    return this.random.pick(list);
  }

  int(from: number, to: number): number {
    return from + this.random.below(to - from + 1);
  }

  digits(count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) text += this.random.below(10);
    return text;
  }

  from(alphabet: string, count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) text += alphabet[this.random.below(alphabet.length)];
    return text;
  }

  date(from: number, to: number): string {
    return isoDate(inventDay(this.random, this.int(from, to)));
  }

  time(): string {
    return `${padded(this.int(0, 23), 2)}:${padded(this.int(0, 59), 2)}:${padded(this.int(0, 59), 2)}`;
  }

  residentId(): string {
    const birth = inventDay(this.random, this.int(1935, 2018));
    return inventResidentId(this.random, this.pick(districts).code, birth, this.random.chance(500));
  }

  address(): string {
    const home = `${this.zh.location.street()}${this.int(1, 900)}号`;
    const room = this.pick(['', `${this.int(1, 30)}栋${this.int(1, 4)}单元${this.int(101, 1802)}室`, `${this.int(1, 9)}号楼${this.int(101, 909)}室`]); // biome-ignore format: one list
    return `${this.random.chance(800) ? this.pick(districts).address : this.pick(districts).city}${home}${room}`;
  }

  luhn(body: string): string {
    let sum = 0;
    for (let i = 0; i < body.length; i++) {
      const digit = Number(body[body.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return body + ((10 - (sum % 10)) % 10);
  }

  uscc(): string {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const body = `${this.pick(['91', '91', '12', '52'])}${this.pick(districts).code}${this.from(alphabet, 9)}`;
    let sum = 0;
    for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31)
      sum += alphabet.indexOf(body[i]!) * weight;
    return body + alphabet[(31 - (sum % 31)) % 31];
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((count) => this.from('0123456789abcdef', count)).join('-');
  }
}

/** A kind of personal column. `alone`: its values suffice without a header. */
export interface PersonalKind {
  entity: Entity;
  headers: readonly string[];
  alone: boolean;
  make(m: Maker): string;
}

/** A kind of column that is about no person. */
export interface CleanKind {
  kind: string;
  headers: readonly string[];
  make(m: Maker, row: number): string;
}

const plateProvinces = [...'京津沪渝冀豫鲁苏浙粤川闽皖湘鄂辽'];

export const personalKinds: readonly PersonalKind[] = [
  { entity: 'cn-resident-id', headers: ['身份证号码', 'sfzhm', 'id_card', '户主身份证号', '证件号码', 'zjhm', 'cert_no'], alone: true, make: (m) => m.residentId() },
  { entity: 'phone-mobile', headers: ['手机', '联系方式', 'sjh', 'phone', 'mobile_phone', '家长手机号码'], alone: true, make: (m) => inventMobile(m.random) },
  { entity: 'phone-mobile', headers: ['移动电话', 'telephone'], alone: true, make: (m) => inventMobile(m.random).replace(/(\d{3})(\d{4})/, '$1 $2 ') },
  { entity: 'phone-landline', headers: ['固话', '单位电话', '座机', 'gddh'], alone: true, make: (m) => `${m.pick(districts).area}-${m.int(2, 8)}${m.digits(6)}${m.random.chance(500) ? m.digits(1) : ''}` },
  { entity: 'email', headers: ['电子邮件', 'e-mail', 'mail', '联系邮箱'], alone: true, make: (m) => m.en.internet.email() },
  { entity: 'bank-card', headers: ['银行账号', '卡号', 'yhkh', 'bank_account', '发放账号'], alone: true, make: (m) => inventCard(m.random) },
  { entity: 'cn-uscc', headers: ['社会信用代码', 'tyshxydm', 'credit_code', '单位统一社会信用代码'], alone: true, make: (m) => m.uscc() },
  { entity: 'person-name', headers: ['申请人姓名', '患者姓名', 'name_cn', '学生姓名', 'xm', 'customer_name', '经办人'], alone: true, make: (m) => m.zh.person.fullName() },
  { entity: 'address', headers: ['家庭地址', '居住地址', 'jtzz', 'home_address', '现居住地', '通讯地址'], alone: true, make: (m) => m.address() },
  { entity: 'organisation-name', headers: ['单位名称', '用人单位', 'company', '所属企业'], alone: true, make: (m) => m.zh.company.name() },
  { entity: 'birth-date', headers: ['出生年月日', '生日', 'dob', 'birthday', 'cs_rq', '患者出生日期'], alone: false, make: (m) => m.date(1930, 2020) },
  { entity: 'age', headers: ['年龄', 'age', '患者年龄', '周岁'], alone: false, make: (m) => String(m.int(0, 98)) },
  { entity: 'gender', headers: ['性别', 'sex', 'xb', '患者性别'], alone: true, make: (m) => m.pick(['男', '女']) },
  { entity: 'gender', headers: ['性别代码', 'sex_code'], alone: false, make: (m) => m.pick(['1', '2', '1', '2', '9']) },
  { entity: 'ethnicity', headers: ['民族', 'nation', 'mz', '民族名称'], alone: true, make: (m) => m.pick(words.peoples) },
  { entity: 'marital-status', headers: ['婚姻状态', 'marital_status', '婚姻', 'hyzk'], alone: true, make: (m) => m.pick(words.unions) },
  { entity: 'political-status', headers: ['政治面貌', '政治身份', 'zzmm'], alone: true, make: (m) => m.pick(words.parties) },
  { entity: 'education', headers: ['最高学历', 'education', '文化程度', 'xl'], alone: true, make: (m) => m.pick(words.schooling) },
  { entity: 'religion', headers: ['宗教信仰', '宗教', 'religion'], alone: true, make: (m) => m.pick(words.faiths) },
  { entity: 'health', headers: ['诊断', '疾病名称', '病种', 'disease', '入院诊断'], alone: true, make: (m) => m.pick(words.diseases) },
  { entity: 'blood-type', headers: ['血型', 'blood_group'], alone: false, make: (m) => m.pick(['A', 'B', 'O', 'AB']) },
  { entity: 'postal-code', headers: ['邮政编码', 'postcode', 'yzbm', '邮编'], alone: false, make: (m) => `${m.pick(['10', '20', '21', '31', '35', '43', '51', '61'])}${m.digits(4)}` },
  { entity: 'cn-region-code', headers: ['区划代码', '行政区划', 'region_code', 'xzqh'], alone: true, make: (m) => m.pick(districts).code },
  { entity: 'vehicle-plate', headers: ['车牌', '号牌号码', 'license_plate', 'cph'], alone: true, make: (m) => `${m.pick(plateProvinces)}${m.from('ABCDEFG', 1)}${m.from('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1)}${m.digits(4)}` },
  { entity: 'imei', headers: ['imei', '手机串号', 'IMEI号'], alone: true, make: (m) => m.luhn(`${m.pick(['35', '86'])}${m.digits(12)}`) },
  { entity: 'vin', headers: ['车架号', 'vin', '车辆识别代号'], alone: true, make: (m) => vin(m) },
  { entity: 'ip-address', headers: ['IP地址', 'client_ip', 'ip', '登录IP'], alone: true, make: (m) => `${m.pick([10, 36, 58, 112, 116, 183, 192, 221])}.${m.int(0, 255)}.${m.int(0, 255)}.${m.int(1, 254)}` },
  { entity: 'mac-address', headers: ['mac地址', 'mac_address', '设备MAC'], alone: true, make: (m) => Array.from({ length: 6 }, () => m.from('0123456789ABCDEF', 2)).join(':') },
  { entity: 'passport', headers: ['护照号码', 'passport', 'hzhm'], alone: false, make: (m) => `${m.pick(['E', 'E', 'G', 'EA', 'EB'])}${m.digits(8)}`.slice(0, 9) },
  { entity: 'geo-coordinate', headers: ['纬度', 'lat', 'latitude', 'wd'], alone: false, make: (m) => (18 + m.int(0, 35_000_000) / 1e6).toFixed(6) },
  { entity: 'occupation', headers: ['职业', 'job', '从事职业', 'zy'], alone: true, make: (m) => m.pick(words.trades) },
  { entity: 'income', headers: ['月收入', '家庭年收入', 'salary', '工资收入'], alone: false, make: (m) => String(m.int(8, 400) * 50) },
  { entity: 'cn-case-number', headers: ['案号', '案件号', 'case_no'], alone: true, make: (m) => `（${m.int(2008, 2025)}）${m.pick(plateProvinces)}${m.digits(4)}${m.pick(['执', '民初', '刑初', '行终', '执恢'])}${m.int(1, 9999)}号` },
  { entity: 'qq', headers: ['QQ号', 'qq'], alone: false, make: (m) => `${m.int(1, 9)}${m.digits(m.int(5, 9))}` },
  { entity: 'iban', headers: ['IBAN', 'iban'], alone: true, make: (m) => m.en.finance.iban({ formatted: false, countryCode: m.pick(['DE', 'FR', 'GB', 'NL']) }) },
  { entity: 'us-ssn', headers: ['SSN', 'social_security_number'], alone: true, make: (m) => `${m.int(100, 665)}-${m.int(10, 99)}-${m.int(1000, 9999)}` },
  { entity: 'person-name', headers: ['full_name', 'patient name', 'Employee Name'], alone: false, make: (m) => m.en.person.fullName() },
  { entity: 'text', headers: ['备注', '说明', 'remark', '走访记录'], alone: true, make: (m) => m.pick(words.remarks) + m.pick(words.remarks) },
]; // biome-ignore format: a table

function vin(m: Maker): string {
  const values = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const text = `L${m.from('ABCDEFGHJKLMNPRSTUVWXYZ', 2)}${m.from('0123456789ABCDEFGHJKLMNPRSTUVWXYZ', 5)}0${m.from('FGHJKLMNP', 1)}${m.from('ABCDEFG', 1)}${m.digits(6)}`;
  const sum = weights.reduce((total, weight, i) => total + weight * (values.indexOf(text[i]!) % 10), 0) % 11;
  return `${text.slice(0, 8)}${sum === 10 ? 'X' : sum}${text.slice(9)}`;
}

export const cleanKinds: readonly CleanKind[] = [
  { kind: 'order number', headers: ['订单号', 'order_no', '业务流水号', 'col1'], make: (m, row) => `20${m.int(19, 25)}${padded(m.int(1, 12), 2)}${padded(m.int(1, 28), 2)}${padded(row, 8)}` },
  { kind: 'order number with letters', headers: ['订单编号', 'orderId', 'col1'], make: (m) => `DD${m.digits(12)}` },
  { kind: 'snowflake', headers: ['主键', 'id', 'record_id', 'col1'], make: (m) => `1${m.int(1, 8)}${m.digits(17)}` },
  { kind: 'sequence', headers: ['序号', 'no', 'id', 'xh', 'col1'], make: (_m, row) => String(row + 1) },
  { kind: 'amount', headers: ['金额', 'amount', '应付金额', 'col1'], make: (m) => (m.int(0, 10_000_00) / 100).toFixed(2) },
  { kind: 'whole amount', headers: ['总额', 'total', '库存', 'col1'], make: (m) => String(m.int(0, 99_999_999)) },
  { kind: 'timestamp', headers: ['创建时间', 'created_at', 'gxsj', 'col1'], make: (m) => `${m.date(2018, 2025)} ${m.time()}` },
  { kind: 'event date', headers: ['登记日期', '发布日期', 'start_date', 'col1'], make: (m) => m.date(2015, 2025) },
  { kind: 'unix milliseconds', headers: ['ts', 'event_time', 'col1'], make: (m) => `1${m.int(5, 7)}${m.digits(11)}` },
  { kind: 'unix seconds', headers: ['timestamp', 'mtime', 'col1'], make: (m) => `1${m.int(5, 7)}${m.digits(8)}` },
  { kind: 'uuid', headers: ['uuid', 'trace_id', '请求编号', 'col1'], make: (m) => m.uuid() },
  { kind: 'hash', headers: ['md5', 'etag', 'checksum', 'col1'], make: (m) => m.from('0123456789abcdef', 32) },
  { kind: 'status code', headers: ['状态码', 'type_code', 'col1'], make: (m) => `${m.from('ABC', 1)}${padded(m.int(1, 30), 2)}` },
  { kind: 'status', headers: ['订单状态', 'status', 'col1'], make: (m) => m.pick(words.states) },
  { kind: 'product name', headers: ['商品名称', 'product_name', '品名', 'name', 'col1'], make: (m) => m.pick(words.goods) },
  { kind: 'faker product', headers: ['产品', 'item', 'col1'], make: (m) => m.zh.commerce.productName() },
  { kind: 'english product', headers: ['product', 'title', 'col1'], make: (m) => m.en.commerce.productName() },
  { kind: 'place name', headers: ['城市', 'city', '景点', '地名', 'col1'], make: (m) => m.pick(words.places) },
  { kind: 'region name', headers: ['区县', 'district', '所属地区', 'col1'], make: (m) => m.pick(districts).address },
  { kind: 'plant', headers: ['品种', '树种', 'col1'], make: (m) => m.pick(words.plants) },
  { kind: 'material', headers: ['材质', 'material', 'col1'], make: (m) => m.pick(words.materials) },
  { kind: 'category', headers: ['类别', 'category', 'col1'], make: (m) => m.pick(words.kinds) },
  { kind: 'department', headers: ['部门', 'department', 'col1'], make: (m) => m.pick(words.departments) },
  { kind: 'weather', headers: ['天气', 'weather', 'col1'], make: (m) => m.pick(words.weather) },
  { kind: 'boolean', headers: ['是否有效', 'is_deleted', 'col1'], make: (m) => m.pick(['是', '否']) },
  { kind: 'rating', headers: ['评分', 'rating', 'col1'], make: (m) => String(m.int(1, 5)) },
  { kind: 'percentage', headers: ['占比', 'rate', 'col1'], make: (m) => `${(m.int(0, 1000) / 10).toFixed(1)}%` },
  { kind: 'ratio', headers: ['系数', 'ratio', 'col1'], make: (m) => (m.int(0, 9999) / 10000).toFixed(4) },
  { kind: 'version', headers: ['版本', 'version', 'col1'], make: (m) => `v${m.int(1, 9)}.${m.int(0, 20)}.${m.int(0, 30)}` },
  { kind: 'version like an address', headers: ['版本号', 'build_version', 'firmware'], make: (m) => `${m.int(1, 12)}.${m.int(0, 9)}.${m.int(0, 99)}.${m.int(0, 255)}` },
  { kind: 'serial number', headers: ['序列号', 'serial_no', '设备编号', 'col1'], make: (m) => `SN${m.from('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', 10)}` },
  { kind: 'tracking number', headers: ['快递单号', 'tracking_no', '运单号', 'col1'], make: (m) => `YT${m.digits(13)}` },
  { kind: 'batch code', headers: ['批号', 'batch', 'col1'], make: (m) => `${m.from('ABQL', 1)}${m.digits(8)}` },
  { kind: 'six digits', headers: ['代码', '验证码', 'col1'], make: (m) => m.digits(6) },
  { kind: 'eight digits', headers: ['工单号', 'code', 'col1'], make: (m) => `${m.int(1, 9)}${m.digits(7)}` },
  { kind: 'eleven digits', headers: ['流水号', '单号', 'col1'], make: (m) => `${m.int(1, 9)}${m.digits(10)}` },
  { kind: 'fifteen digits', headers: ['凭证号', 'voucher', 'col1'], make: (m) => `${m.int(1, 9)}${m.digits(14)}` },
  { kind: 'sixteen digits', headers: ['交易流水', 'txn_id', 'col1'], make: (m) => `${m.int(1, 9)}${m.digits(15)}` },
  { kind: 'eighteen digits', headers: ['交易号', 'transaction_id', 'col1'], make: (m) => `${m.int(1, 9)}${m.digits(17)}` },
  { kind: 'barcode', headers: ['条码', 'barcode', '商品条码', 'col1'], make: (m) => `69${m.digits(11)}` },
  { kind: 'currency', headers: ['币种', 'currency', 'col1'], make: (m) => m.pick(['CNY', 'USD', 'EUR', 'JPY']) },
  { kind: 'file name', headers: ['文件名', 'file', 'col1'], make: (m) => `IMG_${m.digits(8)}_${m.digits(6)}.jpg` },
  { kind: 'measurement', headers: ['重量', 'weight', '面积', 'col1'], make: (m) => (m.int(10, 99999) / 10).toFixed(1) },
  { kind: 'year', headers: ['年份', 'year', '年度', 'col1'], make: (m) => String(m.int(1990, 2025)) },
]; // biome-ignore format: a table

/** A column of one kind: `rows` values. Noise: 5 % empty, 5 % malformed, 2 % values of another kind. */
export function columnOf(
  kind: { make(m: Maker, row: number): string },
  seed: number,
  rows: number,
  noise: boolean,
): string[] {
  const m = new Maker(seed);
  return Array.from({ length: rows }, (_, row) => {
    const value = kind.make(m, row);
    if (!noise) return value;
    const dice = m.random.below(100);
    if (dice < 5) return '';
    if (dice < 10) return malformed(m, value);
    return dice < 12 ? m.pick(foreign)(m) : value;
  });
}

function malformed(m: Maker, value: string): string {
  if (value.length < 4) return `${value}${m.pick(['?', '/', '、'])}`;
  const at = m.random.below(value.length - 1);
  switch (m.random.below(3)) {
    case 0:
      return value.slice(0, at) + value.slice(at + 1);
    case 1:
      return value.slice(0, at) + value[at] + value.slice(at);
    default:
      return `${value.slice(0, at)}#${value.slice(at + 1)}`;
  }
}

const foreign: readonly ((m: Maker) => string)[] = [
  () => 'N/A',
  () => '无',
  (m) => inventMobile(m.random),
  (m) => m.residentId(),
  (m) => m.zh.person.fullName(),
  (m) => m.date(1990, 2025),
  (m) => String(m.int(0, 9999)),
];
