import type { Entity, entities } from '../../core/entities.js';
import { type NationalEntity, nationalNames } from '../../core/national.js';

const placeholders: Readonly<Record<(typeof entities)[number], string>> = {
  'person-name': '[姓名]',
  'organisation-name': '[机构名称]',
  address: '[地址]',
  'cn-resident-id': '[身份证号]',
  'cn-hkmt-permit': '[居住证号]',
  'cn-foreign-permit': '[永居证号]',
  passport: '[护照号]',
  'cn-home-return-permit': '[通行证号]',
  'cn-taiwan-permit': '[通行证号]',
  'hk-id': '[香港身份证号]',
  'macao-id': '[澳门身份证号]',
  'tw-id': '[台湾身份证号]',
  'cn-military-id': '[军官证号]',
  'cn-uscc': '[统一社会信用代码]',
  'cn-org-code': '[组织机构代码]',
  'cn-business-reg': '[工商注册号]',
  'cn-case-number': '[案号]',
  'phone-mobile': '[手机号]',
  'phone-landline': '[电话]',
  email: '[邮箱]',
  'bank-card': '[银行卡号]',
  'vehicle-plate': '[车牌号]',
  vin: '[车架号]',
  imei: '[设备号]',
  imsi: '[设备号]',
  iccid: '[设备号]',
  'mac-address': '[设备号]',
  'ip-address': '[IP地址]',
  url: '[网址]',
  'postal-code': '[邮编]',
  'cn-region-code': '[行政区划代码]',
  'geo-coordinate': '[坐标]',
  'birth-date': '[出生日期]',
  date: '[日期]',
  age: '[年龄]',
  gender: '[性别]',
  ethnicity: '[民族]',
  'marital-status': '[婚姻状况]',
  'political-status': '[政治面貌]',
  religion: '[宗教信仰]',
  education: '[学历]',
  occupation: '[职业]',
  income: '[收入]',
  'blood-type': '[血型]',
  health: '[健康信息]',
  qq: '[QQ号]',
  wechat: '[微信号]',
  'social-security': '[社保号]',
  'medical-id': '[病历号]',
  'personal-number': '[编号]',
  iban: '[银行账号]',
  'us-ssn': '[证件号]',
  text: '[文本]',
};

/**
 * What stands in a redacted text in place of an identifier: its kind, in the language of the tables we serve; the name
 * that a policy gave to an entity of its own.
 */
export function placeholderOf(entity: Entity): string {
  if (Object.hasOwn(placeholders, entity)) return placeholders[entity as keyof typeof placeholders];
  return `[${Object.hasOwn(nationalNames, entity) ? nationalNames[entity as NationalEntity].zh : entity}]`;
}
