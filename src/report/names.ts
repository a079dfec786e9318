import type { Entity } from '../core/entities.js';
import type { Bilingual, Language } from '../core/text.js';

const pair = (en: string, zh: string): Bilingual => ({ en, zh });

/** What people call an entity. An entity of a national pack without an entry is shown by its name. */
const entityNames: Readonly<Partial<Record<Entity, Bilingual>>> = {
  'person-name': pair('name', '姓名'),
  'organisation-name': pair('organisation', '单位名称'),
  address: pair('address', '地址'),
  'cn-resident-id': pair('resident ID', '居民身份证号'),
  'cn-hkmt-permit': pair('HK/Macao/Taiwan residence permit', '港澳台居民居住证'),
  'cn-foreign-permit': pair('foreign residence permit', '外国人永久居留证'),
  passport: pair('passport', '护照'),
  'cn-home-return-permit': pair('home-return permit', '回乡证'),
  'cn-taiwan-permit': pair('Taiwan compatriot permit', '台胞证'),
  'hk-id': pair('Hong Kong ID', '香港身份证'),
  'macao-id': pair('Macao ID', '澳门身份证'),
  'tw-id': pair('Taiwan ID', '台湾身份证'),
  'cn-military-id': pair('military ID', '军官证'),
  'cn-uscc': pair('social credit code', '统一社会信用代码'),
  'cn-org-code': pair('organisation code', '组织机构代码'),
  'cn-business-reg': pair('business registration', '工商注册号'),
  'cn-case-number': pair('case number', '案号'),
  'phone-mobile': pair('mobile phone', '手机号'),
  'phone-landline': pair('landline', '固定电话'),
  email: pair('e-mail', '电子邮箱'),
  'bank-card': pair('bank card', '银行卡号'),
  'vehicle-plate': pair('vehicle plate', '车牌号'),
  vin: pair('VIN', '车架号'),
  imei: pair('IMEI', 'IMEI'),
  imsi: pair('IMSI', 'IMSI'),
  iccid: pair('ICCID', 'ICCID'),
  'mac-address': pair('MAC address', 'MAC 地址'),
  'ip-address': pair('IP address', 'IP 地址'),
  url: pair('URL', '网址'),
  'postal-code': pair('postal code', '邮政编码'),
  'cn-region-code': pair('region code', '行政区划代码'),
  'geo-coordinate': pair('coordinate', '地理坐标'),
  'birth-date': pair('birth date', '出生日期'),
  date: pair('date', '日期'),
  age: pair('age', '年龄'),
  gender: pair('sex', '性别'),
  ethnicity: pair('ethnicity', '民族'),
  'marital-status': pair('marital status', '婚姻状况'),
  'political-status': pair('political status', '政治面貌'),
  religion: pair('religion', '宗教信仰'),
  education: pair('education', '学历'),
  occupation: pair('occupation', '职业'),
  income: pair('income', '收入'),
  'blood-type': pair('blood type', '血型'),
  health: pair('health', '健康状况'),
  qq: pair('QQ', 'QQ 号'),
  wechat: pair('WeChat', '微信号'),
  'social-security': pair('social security', '社保号'),
  'medical-id': pair('medical ID', '病历号'),
  'personal-number': pair('number in a register', '个人编号'),
  iban: pair('IBAN', 'IBAN'),
  'us-ssn': pair('US SSN', '美国社保号'),
  text: pair('free text', '自由文本'),
};

const roleNames: Readonly<Record<string, Bilingual>> = {
  direct: pair('direct identifier', '直接标识符'),
  quasi: pair('quasi-identifier', '准标识符'),
  sensitive: pair('sensitive', '敏感属性'),
  linking: pair('linking key', '关联键'),
  text: pair('free text', '自由文本'),
  safe: pair('safe', '普通属性'),
};

/** What an operator did, as a past participle. An operator without an entry is shown by its name in the policy. */
const useNames: Readonly<Record<string, Bilingual>> = {
  keep: pair('kept', '保留'),
  suppress: pair('dropped', '删除'),
  replace: pair('replaced', '替换'),
  mask: pair('masked', '掩码'),
  pseudonym: pair('pseudonym', '假名'),
  hash: pair('hashed', '哈希'),
  encrypt: pair('encrypted', '加密'),
  truncate: pair('cut', '截断'),
  round: pair('rounded', '取整'),
  bucket: pair('put in bands', '分段'),
  'top-bottom': pair('ends coded together', '首尾归并'),
  generalise: pair('generalised', '泛化'),
  recode: pair('generalised', '泛化'),
  'shift-date': pair('dates shifted', '日期平移'),
  noise: pair('noise added', '加噪'),
  shuffle: pair('shuffled', '置换'),
  redact: pair('redacted', '脱敏'),
  fake: pair('invented anew', '虚构替换'),
  'format-preserving': pair('format kept', '保形加密'),
};

const reasonNames: Readonly<Record<string, Bilingual>> = {
  policy: pair('stated by the policy', '策略写明'),
  role: pair('follows from its role', '由角色决定'),
  unlisted: pair('not named in the policy', '策略未列出'),
  header: pair('header', '列名'),
  values: pair('values', '取值'),
  checksum: pair('check digit', '校验码'),
  'code-list': pair('code list', '代码表'),
  'checksum-low': pair('check digits mostly wrong', '校验码多数不符'),
  masked: pair('already masked', '已遮盖'),
  'left-region': pair('leaves the region', '仍见地区'),
  'left-birth': pair('leaves the birth date', '仍见出生日期'),
  'left-sex': pair('leaves the sex', '仍见性别'),
  'left-segment': pair('leaves the first digits', '仍见号段'),
  'left-tail': pair('leaves the last digits', '仍见尾号'),
  'left-surname': pair('leaves the surname', '仍见姓氏'),
  sentinel: pair('some dates stand for unknown', '部分日期表示不详'),
  mixed: pair('several kinds', '多种标识混合'),
  'header-conflict': pair('values against the header', '取值与列名不符'),
  distribution: pair('spread of the values', '取值分布'),
  'personal-part': pair('some are of persons', '部分属于个人'),
  rare: pair('rare hits', '零星命中'),
  pair: pair('pair of coordinates', '经纬度成对'),
  'axis-swapped': pair('header names the other axis', '列名与经纬度相反'),
  'datum-wgs84': pair('datum WGS-84', '坐标系 WGS-84'),
  'datum-gcj02': pair('datum GCJ-02', '坐标系 GCJ-02'),
  'datum-bd09': pair('datum BD-09', '坐标系 BD-09'),
  authentication: pair('authenticates a user', '用户鉴别信息'),
  'person-number': pair('number of a person', '个人编号'),
  opaque: pair('nearly unique, of no known kind', '近乎唯一，类型未知'),
  code: pair('a code of things', '物的编码'),
  empty: pair('no values', '没有取值'),
  none: pair('nothing found', '未发现标识'),
};

const levelNames: Readonly<Record<string, Bilingual>> = {
  value: pair('as it is', '原值'),
  address: pair('address', '完整地址'),
  road: pair('road', '道路'),
  township: pair('township', '街道/乡镇'),
  county: pair('district', '区县'),
  district: pair('district', '区县'),
  city: pair('city', '城市'),
  prefecture: pair('prefecture', '地市'),
  province: pair('province', '省份'),
  day: pair('day', '日'),
  month: pair('month', '月'),
  quarter: pair('quarter', '季度'),
  year: pair('year', '年'),
  'five-years': pair('five years', '五年'),
  decade: pair('decade', '十年'),
  '*': pair('nothing', '不保留'),
};

const datasetNames: Readonly<Record<string, Bilingual>> = {
  name: pair('name', '名称'),
  owner: pair('owner', '提供方'),
  marks: pair('marks', '标注'),
  consent: pair('consent', '同意'),
  disposal: pair('disposal', '到期处置'),
  source: pair('source', '来源'),
  purpose: pair('purpose', '用途'),
  scenario: pair('scenario', '场景'),
  profile: pair('release profile', '发布类型'),
  agreement: pair('agreement', '协议'),
  recipient: pair('recipient', '接收方'),
  expiry: pair('use until', '使用期限'),
  authorisation: pair('authorisation', '授权'),
  safeguards: pair('safeguards', '保护措施'),
  contact: pair('contact', '联系方式'),
};

const leakNames: Readonly<Record<string, Bilingual>> = {
  length: pair('length', '长度'),
  order: pair('order', '大小次序'),
  equality: pair('equality', '相等关系'),
  format: pair('format', '格式'),
  part: pair('a part of the value', '部分内容'),
  distribution: pair('distribution', '分布'),
};

const reversibilityNames: Readonly<Record<string, Bilingual>> = {
  none: pair('cannot be turned back', '不可复原'),
  keyed: pair('turned back by whoever holds the key', '持有密钥者可复原'),
  reversible: pair('can be turned back', '可复原'),
};

const markNames: Readonly<Record<string, Bilingual>> = {
  'state-secret': pair('state secret', '国家秘密'),
  'national-security': pair('national security', '国家安全'),
  'trade-secret': pair('trade secret', '商业秘密'),
  'not-open': pair('not to be opened', '不予开放'),
  emergency: pair('data of an emergency', '应急数据'),
  'cross-border': pair('leaves the country', '出境'),
};

const tables = {
  entity: entityNames as Readonly<Record<string, Bilingual>>,
  role: roleNames,
  use: useNames,
  reason: reasonNames,
  level: levelNames,
  dataset: datasetNames,
  leak: leakNames,
  reversibility: reversibilityNames,
  mark: markNames,
};

/** The name of a thing for readers; what no table knows is shown as it is called in the policy. */
export type NameOf = (table: keyof typeof tables, name: string) => string;

export function namesIn(language: Language): NameOf {
  return (table, name) => {
    // A taxonomy's own level names and custom fields have no entry, and `constructor` is nobody's name.
    const found = Object.hasOwn(tables[table], name) ? tables[table][name] : undefined;
    if (found) return found[language];
    const step = table === 'level' ? /^level-(\d+)$/.exec(name)?.[1] : undefined; // of a taxonomy file
    const metres = table === 'level' ? Number(/^grid-(\d+)m$/.exec(name)?.[1]) : Number.NaN;
    if (metres > 0) return sized(metres, language);
    return step === undefined ? name : { en: `level ${step}`, zh: `第 ${step} 级` }[language];
  };
}

/** A cell of a grid by its least side. */
function sized(metres: number, language: Language): string {
  const [size, unit] =
    metres < 1000 ? [metres, { en: 'm', zh: '米' }] : [metres / 1000, { en: 'km', zh: '公里' }];
  return { en: `cells of ${size} ${unit.en}`, zh: `${size} ${unit.zh}网格` }[language];
}
