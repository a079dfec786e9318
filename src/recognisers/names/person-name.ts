import { singleSurnames, surnameLength } from '../../core/lists/surnames.js';
import type { Recogniser, Score, Span } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { cell, fold } from '../scan/fold.js';
import { resolve } from '../scan/overlaps.js';
import { Signal } from '../scan/signals.js';
import { wordMatcher } from '../scan/word-matcher.js';
import { isCommonWord, isGiven, isStop, isWordEnd } from './characters.js';

/** The hundred most frequent surnames cover 85 % of the people: the list is ordered by frequency. */
const frequent: ReadonlySet<string> = new Set(singleSurnames.slice(0, 120));

/** Words that announce a name and take it with or without a colon. */
const strong = wordMatcher(
  '姓名 联系人 法定代表人 法人代表 负责人 被告人 被告 原告人 原告 被执行人 申请执行人 申请人 被申请人 上诉人 当事人 委托人 受托人 监护人 户主 家属 配偶 ' +
    '收件人 寄件人 收货人 发件人 收款人 付款人 持卡人 开户人 经办人 登记人 报案人 投诉人 举报人 承租方 承租人 出租人 买受人 出卖人 车主 驾驶员 司机 患者 病人 家长 班主任 ' +
    '死者 伤者 嫌疑人 犯罪嫌疑人 受害人 证人 担保人 借款人 贷款人 投保人 被保险人 受益人 旅客 乘客 住户 业主 房东 租客 参保人 救助对象 困难群众 低保户 残疾人 ' +
    '客户 用户 会员 买家 卖家 店主 员工 学生 家属联系人 紧急联系人 主治医生 主治医师 医生 医师 护士 法官 律师 审判长 书记员 名叫 叫做 本人 丈夫 妻子 父亲 母亲 儿子 女儿 其父 其母 其子 其女 其妻 其夫 ' +
    '氏名 患者姓名 申请人姓名 户主姓名 社工 网格员 村民 居民 请联系 参会人 办理人 审核人 审批人 填表人 记录人 走访人 调查人 制表人 主持人 发言人 核查人 代办人 代领人 ' +
    '聯絡人 聯繫人 負責人 申請人 戶主 監護人 收貨人 醫生 醫師 家屬 病患 客戶 學生 ' +
    '捐赠人 继承人 保证人 债务人 债权人 代理人 抚养人 赡养人 被监护人 被抚养人 困难对象 服务对象 孤儿 走失人员 报名人 考生 教师 职工 干部 党员 经办: 审核: 审批: 复核: 填表: 记录: 制表: 调查: ' +
    '经手人 承办人 领取人 受理人 申报人 填报人 接待人 陪同人 收养人 授权人 被授权人 介绍人 联络人 委托代理人 法定代理人 核实人 保管人 见证人 委託人 經手人 代辦人 申報人',
);

/** Words after a name. */
const titles = wordMatcher(
  '老師 醫生 醫師 護士 經理 同學 ' +
    '先生 女士 小姐 同志 老师 医生 医师 大夫 教授 律师 法官 警官 护士 阿姨 大爷 大妈 奶奶 爷爷 师傅 经理 主任 院长 校长 局长 处长 科长 书记 总监 董事长 总经理 同学 主席 老人 等人',
);

/** Titles that one surname is enough for: they mean a person, where 主任 or 经理 means an office. */
const courtesies = wordMatcher(
  '先生 女士 小姐 太太 老师 医生 医师 大夫 阿姨 大爷 大妈 大叔 大姐 大哥 奶奶 爷爷 师傅 老師 醫生 醫師 師傅',
);

/** Surnames that are also words before a title: never (于医生处复诊), or not inside a sentence (曾任老师). */
const prepositions: ReadonlySet<string> = new Set('于和向同从');
const ambiguous: ReadonlySet<string> = new Set('任时那常单方成文全关');

/** What a mask makes of a name: 张某, 王某某, 李某甲, 赵某1, 陈*, 刘**. */
const maskedGiven =
  /^(?:某(?:某|[甲乙丙丁戊]|[0-9])?(?![些种个地村镇乡市县区街公单位处时年月日])|(?:\*{1,2}|[×○]{1,2})(?![*×○0-9A-Za-z\u4e00-\u9fff]))/;

const masks: ReadonlySet<number> = new Set([...'某*×○'].map((sign) => sign.charCodeAt(0)));

const gap = /[\s:是为叫,、"“'（(]/;

/** Chinese person name: a surname of the list and given names; in text by context, title or a number that follows. */
export const personName: Recogniser = {
  entity: 'person-name',
  summary: { en: 'Chinese person name', zh: '中文姓名' },
  role: 'direct',
  grade: 3,
  headers: [
    '姓名', '名字', '联系人', '户主', '法定代表人', '法人代表', '法人', '负责人', '申请人', '申请人姓名', '监护人', '代办人', '代理人', '委托人', '经手人', '承办人', '患者姓名', '学生姓名', '员工姓名',
    '家长姓名', '收件人', '收货人', '经办人', '持卡人', '户主姓名', '客户姓名', '曾用名', '父亲姓名', '母亲姓名', '配偶姓名', '教师姓名', '医生', '医师',
    '当事人', '被执行人', '被告', '原告', '救助对象', '对象姓名', '参保人', '审批人', '登记人', '真实姓名', '姓', '姓氏', 'xm', 'xingming', 'lxr', 'lxrxm',
    'hzxm', 'fddbr', 'fr', 'frdb', 'jhr', 'sqr', 'full name', 'fullname', 'real name', 'realname', 'person name', 'customer name', 'patient name',
    'student name', 'employee name', 'contact name', 'contact person', 'first name', 'last name', 'surname', 'given name', 'family name', 'user real name',
    'legal person', 'legal representative', 'psn name', 'cust name', 'contacts', 'holder name', 'cardholder', 'owner name', 'xmqp', 'name',
  ], // biome-ignore format: one list, read as a table
  check(text) {
    const name = cell(text);
    return name.length >= 2 && name.length <= 15 ? score(name) : 0;
  },
  find(text) {
    const folded = fold(text);
    const spans: Span[] = [];
    for (let i = 0; i < folded.length; i++) {
      const unit = folded.charCodeAt(i);
      if (unit < 0x3400) continue;
      const before = strong.at(folded, i);
      if (before > 0) {
        let start = i + before;
        const limit = Math.min(folded.length, start + 4);
        while (start < limit && gap.test(folded[start]!)) start++;
        const length = nameAt(folded, start, start > i + before);
        if (length > 0) {
          spans.push({ start, end: start + length, entity: 'person-name', score: 0.85 });
          i = start + length - 1;
          // 李雷和韩梅梅、王芳
          while (/[和与及、]/.test(folded[i + 1] ?? '')) {
            const next = nameAt(folded, i + 2, false);
            if (next === 0 || score(folded.slice(i + 2, i + 2 + next)) < 0.7) break;
            spans.push({ start: i + 2, end: i + 2 + next, entity: 'person-name', score: 0.7 });
            i += 1 + next;
          }
          continue;
        }
      }
      // 医生 stands before a name and after one.
      if (titles.at(folded, i) > 0) {
        const length = nameBefore(folded, i);
        const last = spans.at(-1);
        if (length > 0 && (last === undefined || last.end <= i - length)) {
          spans.push({ start: i - length, end: i, entity: 'person-name', score: 0.8 });
        }
      }
      const addressed = before > 0 ? 0 : surnameAlone(folded, i);
      if (addressed > 0) {
        spans.push({ start: i, end: i + addressed, entity: 'person-name', score: 0.65 });
        i += addressed - 1;
        continue;
      }
      i += Math.max(0, before - 1);
    }
    return resolve([...spans, ...namesOfOwners(folded), ...namesBeforeNumbers(folded)]);
  },
  shape: Shape.hanName,
  signals: Signal.han,
  examples: {
    positive: ['张三', '欧阳娜娜', '王建国', '李芳', '阿依古丽·买买提'],
    negative: ['高血压', '订单', '黄金', '北京', '13800138000', ''],
  },
};

/** Score of a whole cell as a name. */
function score(name: string): Score {
  if (name.includes('\u00b7'))
    return /^[\u4e00-\u9fff]{1,8}(?:\u00b7[\u4e00-\u9fff]{1,8}){1,3}$/.test(name) ? 0.7 : 0;
  if (name.length > 4 || !/^[\u4e00-\u9fff]+$/.test(name)) return 0;
  const surname = surnameLength(name);
  if (surname === 0 || name.includes('某') || isCommonWord(name)) return 0;
  const rest = [...name.slice(surname)];
  if (rest.length === 0 || rest.length > 2) return rest.length === 3 && surname === 1 ? 0.15 : 0;
  const known = rest.filter(isGiven).length;
  let value = surname === 2 ? 0.85 : frequent.has(name[0]!) ? 0.7 : 0.4;
  if (known === rest.length) value += 0.15;
  else if (known === 0) value -= 0.15;
  if (isWordEnd(name.at(-1)!)) value -= 0.25;
  if (rest.some((character) => isStop(character) && !isGiven(character))) value -= 0.2;
  return Math.max(0.05, Math.min(0.95, value));
}

/** Length of the name that begins at a position after a context word, 0 where none does. */
function nameAt(text: string, start: number, separated: boolean): number {
  const run = hanRun(text, start, 12);
  if (run < 2) return 0;
  const dotted = /^[\u4e00-\u9fff]{1,8}(?:\u00b7[\u4e00-\u9fff]{1,8}){1,3}/.exec(
    text.slice(start, start + 24),
  );
  if (dotted) {
    // The last part ends where the sentence goes on.
    let end = dotted[0].lastIndexOf('\u00b7') + 2;
    while (end < dotted[0].length && !'请的了是在已因等先女老同，'.includes(dotted[0][end]!)) end++;
    return end;
  }
  const surname = surnameLength(text.slice(start, start + 2));
  if (surname === 0) return 0;
  for (let length = 2; length <= 4; length++) if (isCommonWord(text.slice(start, start + length))) return 0;
  const first = text[start + surname];
  if (first === undefined || !han(first) || (isStop(first) && !isGiven(first))) return 0;
  const second = text[start + surname + 1] ?? '';
  const third = text[start + surname + 2] ?? '';
  if (!han(second)) return accept(text.slice(start, start + surname + 1), separated);
  // Two given names where the run ends there, or where the second one looks like a name and not like a verb.
  const twoFit = !han(third) || isStop(third) || titles.at(text, start + surname + 2) > 0 || isGiven(second);
  if (twoFit && !(isStop(second) && han(third)) && titles.at(text, start + surname + 1) === 0) {
    return accept(text.slice(start, start + surname + 2), separated);
  }
  return accept(text.slice(start, start + surname + 1), separated);
}

/** Without a colon the name must look like one; with it, the surname is enough. */
function accept(name: string, separated: boolean): number {
  if (isCommonWord(name)) return 0;
  return separated || score(name) >= 0.5 ? name.length : 0;
}

/** Length of the name that ends before a title, 0 where none does. */
function nameBefore(text: string, end: number): number {
  for (const length of [4, 3, 2]) {
    const start = end - length;
    if (start < 0) continue;
    const name = text.slice(start, end);
    if (!/^[\u4e00-\u9fff]+$/.test(name) || strong.at(text, start) > 0) continue;
    const surname = surnameLength(name);
    if (surname === 0 || (length === 4 && surname === 1) || length - surname > 2 || isCommonWord(name))
      continue;
    // A name touching other Han text on the left must be plain to see.
    if (score(name) >= (start > 0 && han(text[start - 1]!) ? 0.65 : 0.4)) return length;
  }
  return 0;
}

/** Length of a surname with a title or a mask that begins at a position, both taken; 0 where none does. */
function surnameAlone(text: string, start: number): number {
  // Most positions are told by one look at what follows.
  if (!masks.has(text.charCodeAt(start + 1)) && !masks.has(text.charCodeAt(start + 2))) {
    if (courtesies.at(text, start + 1) === 0 && courtesies.at(text, start + 2) === 0) return 0;
  }
  const surname = surnameLength(text.slice(start, start + 2));
  if (surname === 0) return 0;
  const first = text[start]!;
  if (surname === 1 && (!frequent.has(first) || prepositions.has(first))) return 0;
  if (surname === 1 && ambiguous.has(first) && start > 0 && han(text[start - 1]!)) return 0;
  const title = courtesies.at(text, start + surname);
  // 张方先生 has a whole name before the title.
  if (title > 0) return nameBefore(text, start + surname) > 0 ? 0 : surname + title;
  const mask = maskedGiven.exec(text.slice(start + surname, start + surname + 4));
  if (mask === null || (start > 0 && /[*×○]/.test(text[start - 1]!))) return 0;
  return surname + mask[0].length;
}

/** Names that stand directly before a mobile or identity number, as in lists: 张三13812345678. */
function namesBeforeNumbers(text: string): Span[] {
  const spans: Span[] = [];
  number.lastIndex = 0;
  for (let match = number.exec(text); match !== null; match = number.exec(text)) {
    const name = listed.exec(text.slice(Math.max(0, match.index - 8), match.index));
    if (name === null || score(name[1]!) < 0.5) continue;
    const start = match.index - name[0].length + (name[0].length - name[0].trimStart().length);
    const at = text.indexOf(name[1]!, start);
    spans.push({ start: at, end: at + name[1]!.length, entity: 'person-name', score: 0.7 });
  }
  return spans;
}

/** Names of those whose number or address follows: 张三的电话. */
function namesOfOwners(text: string): Span[] {
  const spans: Span[] = [];
  owner.lastIndex = 0;
  for (let match = owner.exec(text); match !== null; match = owner.exec(text)) {
    const name = match[1]!;
    const surname = surnameLength(name);
    if (surname === 0 || score(name) < 0.7 || titles.at(text, match.index + surname) > 0) continue;
    spans.push({
      start: match.index,
      end: match.index + name.length,
      entity: 'person-name',
      score: 0.7,
    });
  }
  return spans;
}

const owner =
  /(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})的(?=(?:联系)?(?:电话|手机|号码|身份证|证件|住址|地址|住所|邮箱|微信|银行卡|账号|账户|病历|生日|联系方式))/g;
const number = /(?<![0-9])(?:1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|[1-8][0-9]{16}[0-9Xx])(?![0-9])/g;
const listed = /(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})[ \t:,，(（]{0,2}$/;

function han(character: string): boolean {
  const unit = character.charCodeAt(0);
  return unit >= 0x3400 && unit <= 0x9fff;
}

function hanRun(text: string, start: number, most: number): number {
  let length = 0;
  while (length < most && start + length < text.length && han(text[start + length]!)) length++;
  return length;
}
