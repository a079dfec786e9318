import type { Recogniser } from '../core/recogniser.js';
import { readIdentity } from './cn/identity.js';
import { cell } from './scan/fold.js';
import { between, matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

/** QQ number: 5–11 digits, so that it needs a header or words before it. */
export const qq: Recogniser = {
  entity: 'qq',
  summary: { en: 'QQ number', zh: 'QQ 号' },
  role: 'direct',
  grade: 3,
  headers: ['qq', 'qq号', 'qq号码', '企鹅号', 'qq no', 'qqh', 'qq number', 'tencent qq'],
  check: (text) => (/^[1-9]\d{4,10}$/.test(cell(text)) ? 0.2 : 0),
  find: matchingAt(
    'qq',
    { at: 'digits', sizes: between(5, 11), first: '123456789' },
    /(?<![0-9A-Za-z])[1-9][0-9]{4,10}(?![0-9A-Za-z])/g,
    (_match, text, start) =>
      precededBy(text, start, /(?:qq|扣扣|企鹅)(?:[账帐]?号码?|number)?(?:是|为)?[ :]{0,3}$/i, 14) ? 0.85 : 0,
  ),
  signals: Signal.digits | Signal.account,
  examples: { positive: ['12345678', '10001'], negative: ['1234', '012345', ''] },
};

const wechatLabel = /(?:微信|薇信|v信|weixin|wechat|(?<![a-z])[vw]x)(?:号码?|id|账号)?(?:是|为)?[ :]{0,3}$/i;

/** WeChat account: a letter and 5–19 letters, digits, _ or -; needs a header or words before it. */
export const wechat: Recogniser = {
  entity: 'wechat',
  summary: { en: 'WeChat account', zh: '微信号' },
  role: 'direct',
  grade: 3,
  headers: [
    '微信',
    '微信号',
    '微信账号',
    'wx',
    'wxh',
    'weixin',
    'wechat',
    'wechat id',
    'wx no',
    'openid',
    'unionid',
    'wx openid',
  ],
  check: (text) => (/^[A-Za-z][A-Za-z0-9_-]{5,27}$|^1[3-9]\d{9}$/.test(cell(text)) ? 0.2 : 0),
  find: matchingAt(
    'wechat',
    { at: 'runs', least: 1 },
    /(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9_-]{5,19}(?![A-Za-z0-9_-])/g,
    (match, text, start) => {
      // What WeChat gives whoever chooses no account.
      if (/^wxid_[a-z0-9]*[0-9]/i.test(match)) return 0.85;
      if (!precededBy(text, start, wechatLabel, 14)) return 0;
      return /^(?:wechat|weixin)$/i.test(match) ? 0 : 0.85;
    },
  ),
  signals: Signal.letters | Signal.wechat,
  examples: { positive: ['wxid_abc123', 'zhangsan_2024'], negative: ['abc', '123abc', ''] },
};

/** Social security number: the resident number, or a card number under such words. */
export const socialSecurity: Recogniser = {
  entity: 'social-security',
  summary: { en: 'Social security number (China)', zh: '社会保障号码' },
  role: 'direct',
  grade: 4,
  headers: [
    '社会保障号',
    '社会保障号码',
    '社保号',
    '社保卡号',
    '社保编号',
    '社会保险号',
    '医保号',
    '医保卡号',
    '医保编号',
    '个人社保编号',
    '公积金账号',
    'shbzh',
    'shbzhm',
    'sbh',
    'sbkh',
    'ybh',
    'ybkh',
    'social security card',
    'si no',
    'medicare no',
  ],
  check(text) {
    const value = cell(text);
    if (readIdentity(value)?.kind === 'resident') return 0.3;
    return /^[A-Z0-9]{8,20}$/i.test(value) && /\d{4}/.test(value) ? 0.2 : 0;
  },
  find: matchingAt(
    'social-security',
    { at: 'runs', sizes: between(8, 21) },
    /(?<![0-9A-Za-z])[A-Za-z]?[0-9]{8,19}[0-9Xx]?(?![0-9A-Za-z])/g,
    (match, text, start) =>
      precededBy(
        text,
        start,
        /(?:社保|社会保障|社会保险|医保)(?:卡|个人)?(?:编号|号码?|账号)[ :是为]{0,3}$/,
        16,
      ) && match.length >= 8
        ? 0.9
        : 0,
  ),
  signals: Signal.social,
  examples: { positive: ['A12345678', '11010519491231002X'], negative: ['1234', '社保', ''] },
};

/** Number of a patient or of a case record; needs a header or words before it. */
export const medicalId: Recogniser = {
  entity: 'medical-id',
  summary: { en: 'Patient or medical record number', zh: '病案号、住院号、门诊号' },
  role: 'direct',
  grade: 4,
  headers: [
    '病案号',
    '住院号',
    '门诊号',
    '病历号',
    '就诊卡号',
    '患者编号',
    '患者id',
    '健康档案号',
    '健康卡号',
    '检查号',
    '床号',
    'bah',
    'zyh',
    'mzh',
    'blh',
    'patient id',
    'patient no',
    'medical record no',
    'medical record number',
    'mrn',
    'medical id',
    'inpatient no',
    'outpatient no',
  ],
  check: (text) => (/^[A-Za-z]{0,4}-?\d{3,18}$/.test(cell(text)) ? 0.2 : 0),
  find: matchingAt(
    'medical-id',
    { at: 'runs', sizes: between(5, 17) },
    /(?<![0-9A-Za-z])[A-Za-z]{0,3}(?:[0-9]{5,14}|[0-9]{2,6}-[0-9]{3,8})(?![0-9A-Za-z])/g,
    (_match, text, start) =>
      precededBy(text, start, /(?:病案|住院|门诊|病历|就诊卡|患者编)号码?[ :是为]{0,3}$|mrn[ :#]{1,3}$/i, 12)
        ? 0.85
        : 0,
  ),
  signals: Signal.digits | Signal.medical,
  examples: { positive: ['ZY20240001', '00847291'], negative: ['住院号', '12', ''] },
};

const register =
  /(?:学籍?号|(?<![施加])工号|准考证号|考生号|警号|会员号|客户号|户口[簿本]号|[结离]婚证字?号|不动产权证?书?[号第]|执业证书?编?号|档案编?号|发动机号)码?[ :是为]{0,3}$/;

/** Number under which a register, a school, an employer or a shop keeps a person; only right behind such a word. */
export const personalNumber: Recogniser = {
  entity: 'personal-number',
  summary: {
    en: 'Number of a person in a register: student, staff, member, customer, certificate',
    zh: '学号、工号、会员号、证书编号等个人编号',
  },
  role: 'direct',
  grade: 3,
  headers: [],
  check: () => 0,
  find: matchingAt(
    'personal-number',
    { at: 'runs', least: 1 },
    /(?<![0-9A-Za-z-])[0-9A-Za-z]{1,20}(?:-[0-9A-Za-z]{1,12}){0,3}(?![0-9A-Za-z])/g,
    (match, text, start) =>
      match.length >= 5 && /[0-9]/.test(match) && precededBy(text, start, register, 14) ? 0.6 : 0,
  ),
  signals: Signal.account,
  examples: { positive: [], negative: ['2021031234', 'A10023', ''] },
};
