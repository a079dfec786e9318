import type { CleanKind, Maker } from './columns.js';

const goods = [
  '黄金搭档', '金龙鱼', '康师傅', '白象', '方便面', '李宁跑鞋', '马应龙', '王老吉', '张裕', '老干妈', '江小白', '江中', '海飞丝', '云南白药', '金嗓子', '汤臣倍健',
  '马蹄糕', '牛栏山', '石斛', '谷维素', '沙糖桔', '高粱酒', '何首乌', '杜仲茶', '柴胡', '黄芪', '白芍', '党参', '麦冬', '苏打水', '葛根粉', '连花清瘟',
]; // biome-ignore format: a list of words
const places = [
  '张家界', '王府井', '徐家汇', '石家庄', '马鞍山', '李家沱', '杨浦', '黄山', '江门', '温州', '龙岩', '高安', '金华', '万宁', '平顶山', '唐山',
  '广元', '安康', '成都', '常德', '白城', '毕节', '云浮', '贺州', '景德镇', '宁德', '秦皇岛', '康定', '丰台', '海淀', '武清', '房山',
]; // biome-ignore format: a list of words
const firms = [
  '华为',
  '比亚迪',
  '京东方',
  '宁德时代',
  '海尔',
  '安踏',
  '康佳',
  '方正',
  '金蝶',
  '万科',
  '石化',
  '东风',
  '长城',
  '江淮',
  '蒙牛',
  '伊利',
];
const stages = [
  '高级',
  '中级',
  '初级',
  '正常',
  '安全',
  '严重',
  '平稳',
  '全部',
  '成功',
  '关闭',
  '许可',
  '符合',
  '别墅',
  '平房',
  '常温',
  '冷藏',
];
const colours = [
  '白色',
  '黄色',
  '蓝色',
  '青色',
  '米白',
  '金色',
  '石青',
  '孔雀蓝',
  '古铜',
  '杏色',
  '燕麦色',
  '沙色',
];
const crops = [
  '黄豆',
  '高粱',
  '白菜',
  '石榴',
  '金桔',
  '苗木',
  '谷子',
  '麦子',
  '桑树',
  '柏树',
  '杨树',
  '柳树',
  '梅花',
  '兰花',
  '桂花',
  '水稻',
];
const jobs = ['项目经理', '司机', '教师', '质检员', '高级工程师', '安全员'];

const date = (m: Maker) =>
  m.pick([
    () => m.date(2018, 2025),
    () => m.date(2018, 2025).replaceAll('-', '/'),
    () => m.date(2018, 2025).replaceAll('-', ''),
    () => m.date(2018, 2025).replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日'),
  ])();

/** Columns about no person that look as if they were: another draw than `cleanKinds`, made to mislead. */
export const misleadingKinds: readonly CleanKind[] = [
  { kind: 'eleven digits from 1', headers: ['订单号', 'order_no', '流水号', 'trade_id'], make: (m) => `1${m.int(3, 9)}${m.digits(9)}` },
  { kind: 'eleven digits rising', headers: ['工单编号', 'ticket_no'], make: (_m, row) => String(15_000_000_000 + row * 37) },
  { kind: 'eighteen digits', headers: ['交易流水号', 'serial_no', 'trace_id', '单据编号'], make: (m) => `${m.int(1, 9)}${m.digits(17)}` },
  { kind: 'eighteen digits with a date', headers: ['业务流水号', 'txn_id'], make: (m) => `${m.digits(6)}${m.date(2015, 2024).replaceAll('-', '')}${m.digits(4)}` },
  { kind: 'sixteen digits', headers: ['运单号', 'waybill_no', '批次号'], make: (m) => `${m.int(1, 9)}${m.digits(15)}` },
  { kind: 'six digits', headers: ['金额', '数量', 'amount', '产值（万元）'], make: (m) => String(m.int(100_000, 999_999)) },
  { kind: 'dates of many forms', headers: ['办结时间', 'updated_at', '更新日期', '发布日期'], make: date },
  { kind: 'log times', headers: ['log_time', '日志时间'], make: (m) => `${m.date(2023, 2025)}T${m.time()}.${m.digits(3)}Z` },
  { kind: 'goods with surnames', headers: ['商品名称', 'product_name', '品名'], make: (m) => m.pick(goods) },
  { kind: 'places with surnames', headers: ['城市', 'city_name', '站点', '景区名称'], make: (m) => m.pick(places) },
  { kind: 'brands', headers: ['品牌', 'brand'], make: (m) => m.pick(firms) },
  { kind: 'grades', headers: ['等级', 'status', '状态', '结果'], make: (m) => m.pick(stages) },
  { kind: 'colours', headers: ['颜色', 'color'], make: (m) => m.pick(colours) },
  { kind: 'crops', headers: ['作物', '品种', 'crop'], make: (m) => m.pick(crops) },
  { kind: 'versions', headers: ['版本', 'firmware', '软件版本'], make: (m) => `${m.int(1, 12)}.${m.int(0, 30)}.${m.int(0, 200)}.${m.int(0, 255)}` },
  { kind: 'hashes', headers: ['md5', 'checksum', '文件摘要'], make: (m) => m.from('0123456789abcdef', 32) },
  { kind: 'sha1', headers: ['commit', 'sha1'], make: (m) => m.from('0123456789abcdef', 40) },
  { kind: 'uuids without dashes', headers: ['guid', 'uuid'], make: (m) => m.from('0123456789abcdef', 32).toUpperCase() },
  { kind: 'prices like phones', headers: ['价格', 'price', '合同金额'], make: (m) => `1${m.int(3, 9)}${m.digits(9)}.00` },
  { kind: 'part numbers', headers: ['型号', 'part_no', '物料编码'], make: (m) => `${m.from('ABCDEFGH', 2)}${m.digits(m.int(4, 8))}` },
  { kind: 'millisecond stamps', headers: ['timestamp', 'ts', '时间戳'], make: (m) => String(1_500_000_000_000 + m.int(0, 200_000_000) * 1000) },
  { kind: 'second stamps', headers: ['create_ts', 'event_time'], make: (m) => String(1_500_000_000 + m.int(0, 200_000_000)) },
  { kind: 'ranges', headers: ['区间', 'range'], make: (m) => `${m.int(1, 50)}-${m.int(51, 99)}` },
  { kind: 'small numbers', headers: ['次数', '得分', 'score', '楼层数'], make: (m) => String(m.int(0, 100)) },
  { kind: 'percentages', headers: ['占比', 'rate'], make: (m) => `${m.int(0, 99)}.${m.digits(2)}%` },
  { kind: 'measures', headers: ['温度', 'temperature', '浓度'], make: (m) => `${m.int(0, 99)}.${m.digits(4)}` },
  { kind: 'flags', headers: ['是否有效', 'is_valid', '启用'], make: (m) => m.pick(['是', '否']) },
  { kind: 'codes of one letter', headers: ['类型', 'type', '规格'], make: (m) => m.pick(['A', 'B', 'O', 'AB', 'M', 'F']) },
  { kind: 'sizes', headers: ['尺码', 'size'], make: (m) => m.pick(['S', 'M', 'L', 'XL']) },
  { kind: 'posts to be filled', headers: ['招聘岗位数', '编制数'], make: (m) => String(m.int(1, 30)) },
  { kind: 'file names', headers: ['文件名', 'file_name'], make: (m) => `IMG_${m.date(2020, 2024).replaceAll('-', '')}_${m.digits(6)}.jpg` },
  { kind: 'road sections', headers: ['路段', '道路名称'], make: (m) => `${m.pick(['中山', '人民', '解放', '建设', '和平', '文化'])}${m.pick(['路', '大街', '东路', '西路'])}` },
  { kind: 'document numbers', headers: ['文号', '发文字号'], make: (m) => `${m.pick(['京', '浙', '粤'])}政发〔${m.int(2010, 2025)}〕${m.int(1, 200)}号` },
  { kind: 'kinds of posts', headers: ['培训课程', '服务项目'], make: (m) => `${m.pick(jobs)}培训${m.int(1, 9)}期` },
  { kind: 'teams in English', headers: ['team', 'product'], make: (m) => `${m.pick(['Alpha', 'North', 'Blue', 'Smart', 'Rapid'])} ${m.pick(['Router', 'Falcon', 'Grill', 'Desk', 'Lamp'])}` },
  { kind: 'ISBN', headers: ['isbn', '书号'], make: (m) => `9787${m.digits(9)}` },
  { kind: 'barcodes', headers: ['条形码', 'barcode', 'ean'], make: (m) => `69${m.digits(11)}` },
  { kind: 'mixed references', headers: ['参考号', 'ref'], make: (m) => m.pick([() => m.digits(8), () => `R-${m.digits(6)}`, () => 'n/a'])() },
]; // biome-ignore format: a table

/** Headers as they are found: abbreviated, suffixed, in other letters and scripts; the entity of each. */
export const messyHeaders: readonly (readonly [header: string, entity: string])[] = (
  'xm1 person-name|xm_1 person-name|申请人姓名(必填) person-name|申请人姓名（必填） person-name|*姓名 person-name|姓 名 person-name|姓名* person-name|XM person-name|hzxm person-name|sqrxm person-name|AAC003 person-name|psn_name person-name|custName person-name|CUST_NM person-name|姓名（全称） person-name|戶主姓名 person-name|聯絡人 person-name|' +
  'sfzh_2 cn-resident-id|sfzh_new cn-resident-id|sfzhm2 cn-resident-id|身份证号码（18位） cn-resident-id|身份证号_脱敏前 cn-resident-id|公民身份号码* cn-resident-id|sqrsfzh cn-resident-id|idCardNo cn-resident-id|ID_CARD_NO cn-resident-id|id_no cn-resident-id|certNo cn-resident-id|AAC002 cn-resident-id|身份證字號 cn-resident-id|身分證號碼 cn-resident-id|zjhm1 cn-resident-id|gmsfhm_old cn-resident-id|' +
  'lxdh_new phone-mobile|lxdh2 phone-mobile|联系电话1 phone-mobile|联系电话（手机） phone-mobile|手机号码(必填) phone-mobile|sjhm_bak phone-mobile|jhrlxdh phone-mobile|mobilePhone phone-mobile|MOBILE_NO phone-mobile|tel_no phone-mobile|contactTel phone-mobile|AAE005 phone-mobile|聯絡電話 phone-mobile|手機號碼 phone-mobile|phoneNum phone-mobile|' +
  'csrq1 birth-date|出生日期(yyyy-mm-dd) birth-date|birth_dt birth-date|birthDate birth-date|出生年月日_1 birth-date|AAC006 birth-date|' +
  'xb_1 gender|xbdm gender|性别代码 gender|AAC004 gender|性別 gender|mz_dm ethnicity|民族代码 ethnicity|AAC005 ethnicity|' +
  'jtzz_new address|现住址（详细到门牌号） address|jtdz1 address|homeAddr address|住址（必填） address|戶籍地址 address|AAC010 address|AAE006 address|' +
  'tyshxydm_1 cn-uscc|uni_social_crd_cd cn-uscc|统一社会信用代码（18位） cn-uscc|yhkh1 bank-card|银行卡号(必填) bank-card|bankCardNo bank-card|email_addr email|e_mail email|电子邮箱(选填) email|dwmc1 organisation-name|单位名称（盖章） organisation-name|hyzk_dm marital-status|zzmm_dm political-status|whcd_1 education|bz1 text|备注（选填） text'
)
  .split('|')
  .map((pair) => {
    const at = pair.lastIndexOf(' ');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
