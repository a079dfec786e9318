import { base, en, Faker } from '@faker-js/faker';
import { ethnicityCodes } from '../../src/core/lists/codes.js';
import { areaCodes } from '../../src/core/lists/phones.js';
import { allRegions, regionPath } from '../../src/core/lists/regions.js';
import { singleSurnames } from '../../src/core/lists/surnames.js';

/** A seeded generator of columns of every kind, personal and clean. The same seed gives the same columns. */
export class Generator {
  #state: number;
  readonly en: Faker;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
    this.en = new Faker({ locale: [en, base], seed });
  }

  /** In [0, 1): mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  digits(length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += this.int(0, 9);
    return text;
  }

  date(from: number, to: number): [string, string, string] {
    return [
      String(this.int(from, to)),
      String(this.int(1, 12)).padStart(2, '0'),
      String(this.int(1, 28)).padStart(2, '0'),
    ];
  }

  residentId(valid = true): string {
    const body = this.pick(regionCodes) + this.date(1940, 2015).join('') + this.digits(3);
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
    return body + (valid ? '10X98765432'[sum % 11] : this.pick([...'0123456789X']));
  }

  luhn(prefix: string, length: number): string {
    const body = prefix + this.digits(length - prefix.length - 1);
    let sum = 0;
    for (let i = 0; i < body.length; i++) {
      let digit = Number(body[body.length - 1 - i]);
      if (i % 2 === 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
    return body + ((10 - (sum % 10)) % 10);
  }

  uscc(): string {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    let body = `91${this.pick(regionCodes)}MA`;
    while (body.length < 17) body += this.pick([...alphabet]);
    let sum = 0;
    let weight = 1;
    for (const c of body) {
      sum += alphabet.indexOf(c) * weight;
      weight = (weight * 3) % 31;
    }
    return body + alphabet[(31 - (sum % 31)) % 31];
  }

  name(): string {
    // The frequency of surnames falls off steeply: a square of a uniform number imitates that.
    const surname = singleSurnames[Math.floor(this.next() ** 3 * 300)]!;
    return surname + (this.next() < 0.25 ? this.pick(given) : this.pick(given) + this.pick(given));
  }

  mobile(): string {
    return (
      this.pick(['138', '139', '150', '158', '186', '188', '133', '177', '199', '136', '152', '182']) +
      this.digits(8)
    );
  }

  address(): string {
    const region = regionPath(this.pick(regionCodes)).join('');
    const road = this.pick([
      '建国路',
      '人民路',
      '中山大道',
      '解放街',
      '和平巷',
      '长江路',
      '新华街',
      '文化路',
    ]);
    return `${region}${road}${this.int(1, 900)}号${this.pick(['', `${this.int(1, 20)}栋${this.int(1, 4)}单元${this.int(101, 1802)}室`, `${this.int(1, 9)}号楼${this.int(101, 909)}`])}`;
  }
}

const regionCodes = allRegions()
  .filter(({ code, current }) => current && !code.endsWith('00'))
  .map(({ code }) => code);
const given = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲芬红玉萍华建国志梅鹏斌波云海燕雪琴凤莲珍春花浩宇然子涵梓轩欣怡雨晨思远嘉豪俊诗佳琪博睿泽逸晓东鑫龙荣昌健民生义德才武斯成光耀亮星月阳天晴',
];
const areas = [...areaCodes.keys()];
const ethnic = [...ethnicityCodes.values()];

type Make = (g: Generator) => string;

/** Kinds of personal columns: headers under which they occur, the values, and whether values suffice without a header. */
export const personal: { entity: string; headers: string[]; make: Make; alone: boolean }[] = [
  { entity: 'cn-resident-id', headers: ['身份证号', 'sfzh', 'id_card_no', '申请人身份证号码', 'cer_no'], make: (g) => g.residentId(), alone: true },
  { entity: 'cn-resident-id', headers: ['公民身份号码', 'idCard'], make: (g) => g.residentId(false), alone: true },
  { entity: 'phone-mobile', headers: ['手机号', 'lxdh', 'mobile', 'contactPhone', '监护人联系电话'], make: (g) => g.mobile(), alone: true },
  { entity: 'phone-mobile', headers: ['联系电话', 'phone_no'], make: (g) => g.mobile().replace(/(\d{3})(\d{4})/, '$1-$2-'), alone: true },
  { entity: 'phone-landline', headers: ['固定电话', '办公电话'], make: (g) => `${g.pick(areas)}-${g.int(2, 8)}${g.digits(6)}`, alone: true },
  { entity: 'email', headers: ['邮箱', 'email', '电子邮箱地址'], make: (g) => g.en.internet.email(), alone: true },
  { entity: 'bank-card', headers: ['银行卡号', 'bank_card_no', '收款账号'], make: (g) => g.luhn(g.pick(['622848', '621226', '622202']), 19), alone: true },
  { entity: 'cn-uscc', headers: ['统一社会信用代码', 'uni_social_crd_cd'], make: (g) => g.uscc(), alone: true },
  { entity: 'person-name', headers: ['姓名', 'xm', '联系人', 'full_name', '法定代表人'], make: (g) => g.name(), alone: true },
  { entity: 'address', headers: ['住址', '家庭住址', 'address', '户籍地址'], make: (g) => g.address(), alone: true },
  { entity: 'organisation-name', headers: ['工作单位', '企业名称', 'company_name'], make: (g) => `${g.pick(['北京', '杭州', '成都', '青岛'])}${g.pick(given)}${g.pick(given)}${g.pick(['科技', '贸易', '建筑', '物流'])}有限公司`, alone: true },
  { entity: 'birth-date', headers: ['出生日期', 'csrq', 'birth_date'], make: (g) => g.date(1935, 2018).join('-'), alone: false },
  { entity: 'age', headers: ['年龄', 'nl', 'age'], make: (g) => String(g.int(1, 95)), alone: false },
  { entity: 'gender', headers: ['性别', 'xb', 'gender'], make: (g) => g.pick(['男', '女']), alone: true },
  { entity: 'gender', headers: ['性别代码', 'xbdm'], make: (g) => g.pick(['1', '2', '9']), alone: false },
  { entity: 'ethnicity', headers: ['民族', 'mz'], make: (g) => `${g.next() < 0.7 ? '汉' : g.pick(ethnic)}族`, alone: true },
  { entity: 'marital-status', headers: ['婚姻状况', 'hyzk'], make: (g) => g.pick(['未婚', '已婚', '离婚', '丧偶']), alone: true },
  { entity: 'political-status', headers: ['政治面貌', 'zzmm'], make: (g) => g.pick(['中共党员', '群众', '共青团员']), alone: true },
  { entity: 'education', headers: ['文化程度', 'xl', '学历'], make: (g) => g.pick(['小学', '初中', '高中', '本科', '大专', '硕士研究生']), alone: true },
  { entity: 'religion', headers: ['宗教信仰', 'religion'], make: (g) => g.pick(['佛教', '无宗教信仰', '基督教', '伊斯兰教']), alone: true },
  { entity: 'health', headers: ['疾病', '诊断名称', 'diagnosis'], make: (g) => g.pick(['高血压', '2型糖尿病', '急性阑尾炎', '肺炎', '冠心病', '胃溃疡', '支气管炎', '乳腺癌']), alone: true },
  { entity: 'blood-type', headers: ['血型', 'blood_type'], make: (g) => g.pick(['A', 'B', 'O', 'AB']), alone: false },
  { entity: 'postal-code', headers: ['邮编', 'yzbm', 'zip_code'], make: (g) => `${g.pick(['10', '20', '31', '43', '51', '61'])}${g.digits(4)}`, alone: false },
  { entity: 'cn-region-code', headers: ['行政区划代码', 'xzqhdm', 'adcode'], make: (g) => g.pick(regionCodes), alone: true },
  { entity: 'vehicle-plate', headers: ['车牌号', 'plate_no'], make: (g) => `${g.pick([...'京津沪渝冀豫鲁苏浙粤川'])}${g.pick([...'ABCDE'])}${g.digits(5)}`, alone: true },
  { entity: 'imei', headers: ['IMEI', '设备识别码'], make: (g) => g.luhn(g.pick(['35', '86']), 15), alone: true },
  { entity: 'ip-address', headers: ['登录IP', 'ip_address'], make: (g) => g.en.internet.ipv4(), alone: true },
  { entity: 'mac-address', headers: ['MAC地址', 'mac'], make: (g) => g.en.internet.mac(), alone: true },
  { entity: 'passport', headers: ['护照号', 'passport_no'], make: (g) => `E${g.digits(8)}`, alone: false },
  { entity: 'geo-coordinate', headers: ['经度', 'lng', 'longitude'], make: (g) => (73 + g.next() * 60).toFixed(6), alone: false },
  { entity: 'occupation', headers: ['职业', 'occupation'], make: (g) => g.pick(['教师', '工人', '农民', '公务员', '医生', '司机', '个体户']), alone: true },
  { entity: 'income', headers: ['月收入', 'annual_income', '工资'], make: (g) => String(g.int(15, 300) * 100), alone: false },
  { entity: 'cn-case-number', headers: ['案号', '执行案号'], make: (g) => `（${g.int(2010, 2024)}）${g.pick(['豫', '京', '沪', '浙'])}${g.digits(4)}${g.pick(['执', '民初', '刑终'])}${g.int(1, 9999)}号`, alone: true },
  { entity: 'qq', headers: ['QQ', 'qq号码'], make: (g) => g.int(1, 9) + g.digits(g.int(6, 9)), alone: false },
  { entity: 'wechat', headers: ['微信号', 'wechat'], make: (g) => `wx_${g.en.internet.username().replace(/[^A-Za-z0-9]/g, '').slice(0, 10)}`, alone: false },
  { entity: 'iban', headers: ['IBAN', 'iban_no'], make: (g) => g.en.finance.iban({ formatted: false, countryCode: g.pick(['DE', 'FR', 'GB']) }), alone: true },
  { entity: 'us-ssn', headers: ['SSN', 'ssn'], make: (g) => `${g.int(100, 665)}-${g.int(10, 99)}-${g.int(1000, 9999)}`, alone: true },
  { entity: 'text', headers: ['备注', '情况说明', 'remarks'], make: (g) => `${g.pick(['该户家庭困难，', '已于本月走访，', '材料齐全，'])}${g.pick(['建议继续救助。', '下次复查时间待定；', '已电话通知家属。'])}${g.pick(['情况属实，请审核。', '无其他收入来源，生活拮据。', '已提交街道，等待公示结果。'])}`, alone: true },
]; // biome-ignore format: a table

/** Kinds of clean columns: nothing in them identifies a person. */
export const clean: { kind: string; headers: string[]; make: (g: Generator, i: number) => string }[] = [
  { kind: 'order number', headers: ['订单号', 'order_no', 'orderNo', '流水号'], make: (g, i) => `2024${String(g.int(1, 12)).padStart(2, '0')}${String(g.int(1, 28)).padStart(2, '0')}${String(i).padStart(8, '0')}` },
  { kind: 'order number with letters', headers: ['订单编号', 'order_id', '业务编号'], make: (g) => `ORD${g.digits(12)}` },
  { kind: 'snowflake', headers: ['id', '主键', 'record_id'], make: (g) => `17${g.digits(17)}` },
  { kind: 'sequence', headers: ['序号', 'no', 'id', 'col1'], make: (_g, i) => String(i + 1) },
  { kind: 'amount', headers: ['金额', 'amount', '订单金额', 'price', 'col1'], make: (g) => (g.next() * 10000).toFixed(2) },
  { kind: 'whole amount', headers: ['total_amount', '合计', 'qty', '库存数量'], make: (g) => String(g.int(1, 99999999)) },
  { kind: 'timestamp', headers: ['created_at', '创建时间', 'update_time'], make: (g) => `${g.date(2019, 2024).join('-')} ${String(g.int(0, 23)).padStart(2, '0')}:${g.int(10, 59)}:${g.int(10, 59)}` },
  { kind: 'unix milliseconds', headers: ['ts', 'timestamp', 'event_time'], make: (g) => String(1600000000000 + g.int(0, 99999999999)) },
  { kind: 'unix seconds', headers: ['ts', 'col1'], make: (g) => String(1500000000 + g.int(0, 199999999)) },
  { kind: 'uuid', headers: ['uuid', 'guid', 'trace_id', 'col1'], make: (g) => g.en.string.uuid() },
  { kind: 'status code', headers: ['status', '状态', 'type', 'col1'], make: (g) => g.pick(['A01', 'A02', 'B10', 'C99']) },
  { kind: 'status word', headers: ['订单状态', '处理状态'], make: (g) => g.pick(['已完成', '待付款', '已发货', '已取消', '退款中']) },
  { kind: 'sku', headers: ['sku', '商品编码', '物料编码'], make: (g) => `SKU-${g.digits(6)}-${g.pick(['S', 'M', 'L', 'XL'])}` },
  { kind: 'product name', headers: ['商品名称', 'product_name', '产品', 'name', 'col1'], make: (g) => g.pick(goods) },
  { kind: 'product name with surname character', headers: ['品名', 'goods', 'col1', '名称'], make: (g) => g.pick(trickyGoods) },
  { kind: 'english product', headers: ['product', 'item', 'name'], make: (g) => g.en.commerce.productName() },
  { kind: 'place name', headers: ['城市', 'city', '地名', 'col1', '景点'], make: (g) => g.pick(places) },
  { kind: 'region name', headers: ['区县', 'district', 'col1'], make: (g) => regionPath(g.pick(regionCodes)).at(-1)! },
  { kind: 'full region name', headers: ['所属地区', 'region', 'col1'], make: (g) => regionPath(g.pick(regionCodes)).join('') },
  { kind: 'boolean', headers: ['是否有效', 'is_active', 'flag'], make: (g) => g.pick(['是', '否']) },
  { kind: 'rating', headers: ['评分', 'score', 'rating'], make: (g) => String(g.int(1, 5)) },
  { kind: 'percentage', headers: ['比例', 'rate'], make: (g) => `${(g.next() * 100).toFixed(1)}%` },
  { kind: 'ratio', headers: ['ratio', '汇率', 'col1'], make: (g) => g.next().toFixed(4) },
  { kind: 'hash', headers: ['md5', 'token_hash', 'etag'], make: (g) => g.en.string.hexadecimal({ length: 32, prefix: '', casing: 'lower' }) },
  { kind: 'version', headers: ['version', '版本号'], make: (g) => `${g.int(1, 9)}.${g.int(0, 20)}.${g.int(0, 20)}.${g.int(0, 9)}` },
  { kind: 'tracking number', headers: ['快递单号', 'tracking_no'], make: (g) => `SF${g.digits(13)}` },
  { kind: 'batch code', headers: ['批次号', 'batch_no', 'col1'], make: (g) => `${g.pick(['A', 'B', 'Q', 'L'])}${g.digits(8)}` },
  { kind: 'six digits', headers: ['code', '代码', 'col1', '验证码'], make: (g) => g.digits(6) },
  { kind: 'eight digits', headers: ['code', 'col1', '工单号'], make: (g) => g.int(1, 9) + g.digits(7) },
  { kind: 'eleven digits', headers: ['流水号', 'serial_no', 'col1'], make: (g) => g.int(1, 9) + g.digits(10) },
  { kind: 'fifteen digits', headers: ['单据号', 'voucher_no', 'col1'], make: (g) => g.int(1, 9) + g.digits(14) },
  { kind: 'sixteen digits', headers: ['交易流水号', 'txn_id', 'col1'], make: (g) => g.int(1, 9) + g.digits(15) },
  { kind: 'eighteen digits', headers: ['交易号', 'transaction_id', 'col1'], make: (g) => g.int(1, 9) + g.digits(17) },
  { kind: 'currency', headers: ['currency', '币种'], make: (g) => g.pick(['CNY', 'USD', 'EUR', 'JPY']) },
  { kind: 'grade', headers: ['等级', 'level', 'col1'], make: (g) => g.pick(['一级', '二级', '三级', '四级']) },
  { kind: 'size', headers: ['尺码', 'size'], make: (g) => g.pick(['S', 'M', 'L', 'XL', 'F']) },
  { kind: 'department', headers: ['类别', 'category', 'col1'], make: (g) => g.pick(['办公用品', '电子产品', '食品饮料', '家居日用', '图书音像']) },
  { kind: 'weather', headers: ['天气', 'weather', 'col1'], make: (g) => g.pick(['晴', '多云', '小雨', '阴', '雷阵雨', '大雪']) },
  { kind: 'colour', headers: ['颜色', 'color', 'col1'], make: (g) => g.pick(['白色', '黄色', '蓝色', '黑色', '金色', '银色']) },
]; // biome-ignore format: a table

const goods =
  '苹果手机 蓝牙耳机 电热水壶 机械键盘 无线鼠标 不锈钢锅 纯棉毛巾 运动鞋 牛仔裤 羽绒服 洗衣液 抽纸 矿泉水 方便面 巧克力 大米 食用油 沐浴露 台灯 书包'.split(
    ' ',
  );
const trickyGoods =
  '白菜 黄瓜 金橘 毛巾 牛奶 鱼片 花生 麦片 米粉 茶叶 葛根 石榴 梅干 柳橙 方桌 高跟鞋 白酒 马灯 水桶 路灯 钟表 温度计 单肩包 双肩包 平底锅 安全帽 金戒指 银手镯 雷管 云母片 常温奶 边柜 车载灯 万用表 齿轮 包子 汤圆 丁字尺 龙井茶 胡萝卜 黄油 白砂糖 红豆 元宝 文件夹 燕窝 牛肉干'.split(
    ' ',
  );
const places =
  '北京 上海 广州 深圳 杭州 温州 常州 安阳 江门 高州 连云港 武汉 成都 南京 苏州 黄山 泰山 华山 阳朔 凤凰古城 西湖 故宫 石家庄 乌鲁木齐 呼和浩特 宁波 金华 安庆 马鞍山 邢台 邯郸 康定 都江堰 张家界 项城 丰台 海淀 朝阳 房山 平谷'.split(
    ' ',
  );
