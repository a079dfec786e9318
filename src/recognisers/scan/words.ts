import { Signal } from './signals.js';

/** What a word of a text says about names beside it. Bits. */
export const Role = {
  announces: 1, // a name follows: 联系人, 患者
  title: 2, // a name stands before it: 主任
  courtesy: 4, // so does a surname alone: 先生
  addresses: 8, // its object is mostly a person: 通知, 走访
  follows: 16, // its subject is mostly a person: 本人, 反映
  office: 512, // a name may stand after it: 局长, 记者; apart from the bits of marks (`Hit` of scan.ts)
} as const;

/** A word of the dictionary: what it says of names beside it, and the signals it gives. */
export interface Word {
  text: string;
  roles: number;
  signals: number;
}

/** Words that announce a name and take it with or without a colon. */
const announcing =
  '姓名 联系人 法定代表人 法人代表 负责人 被告人 被告 原告人 原告 被执行人 申请执行人 申请人 被申请人 上诉人 当事人 委托人 受托人 监护人 户主 家属 配偶 ' +
  '收件人 寄件人 收货人 发件人 收款人 付款人 持卡人 开户人 经办人 登记人 报案人 投诉人 举报人 承租方 承租人 出租人 买受人 出卖人 车主 驾驶员 司机 患者 病人 家长 班主任 ' +
  '死者 伤者 嫌疑人 犯罪嫌疑人 受害人 证人 担保人 借款人 贷款人 投保人 被保险人 受益人 旅客 乘客 住户 业主 房东 租客 参保人 救助对象 困难群众 低保户 残疾人 ' +
  '客户 用户 会员 买家 卖家 店主 员工 学生 家属联系人 紧急联系人 主治医生 主治医师 医生 医师 护士 法官 律师 审判长 书记员 名叫 叫做 本人 丈夫 妻子 父亲 母亲 儿子 女儿 其父 其母 其子 其女 其妻 其夫 ' +
  '氏名 患者姓名 申请人姓名 户主姓名 社工 网格员 村民 居民 请联系 参会人 办理人 审核人 审批人 填表人 记录人 走访人 调查人 制表人 主持人 发言人 核查人 代办人 代领人 ' +
  '聯絡人 聯繫人 負責人 申請人 戶主 監護人 收貨人 醫生 醫師 家屬 病患 客戶 學生 ' +
  '捐赠人 继承人 保证人 债务人 债权人 代理人 抚养人 赡养人 被监护人 被抚养人 困难对象 服务对象 孤儿 走失人员 报名人 考生 教师 职工 干部 党员 经办: 审核: 审批: 复核: 填表: 记录: 制表: 调查: ' +
  '经手人 承办人 领取人 受理人 申报人 填报人 接待人 陪同人 收养人 授权人 被授权人 介绍人 联络人 委托代理人 法定代理人 核实人 保管人 见证人 委託人 經手人 代辦人 申報人 ' +
  '姐姐 妹妹 哥哥 弟弟 孙子 孙女 儿媳 女婿 奶奶 爷爷 外公 外婆 祖父 祖母 之子 之女 之妻 之父 之母 长子 次子 长女 次女 亲属 亲戚 邻居 老人 老伴 女友 男友 前夫 前妻 父母 母女 父子 配偶姓名 ' +
  '签收人 签字人 签字: 签名: 签收: 办案民警 民警 辅警 承办法官 主刀医生 接诊医生 护工 保姆 组长 村主任 支书 网格长 楼长 会计 出纳 店长 老板 雇主 雇员 债主 失主 肇事者 肇事司机 ' +
  '当事双方 第三人 辩护人 公诉人 候选人 应聘者 求职者 学员 老乡 同事 同学 室友 退役军人 低保对象 特困人员 五保户 贫困户 脱贫户 独居老人 空巢老人 留守儿童 优抚对象 残疾人员 重病患者 逝者 亡者 产妇 患儿 幼儿 新生儿 ' +
  '姓名为 户名 开户名 户名: 收件: 寄件: 联系: 患者: 联络: 房主 产权人 权利人 义务人 共有人 转让方 受让方 甲方 乙方 丙方 发起人 股东 董事 监事 ' +
  '审判员 陪审员 检察员 仲裁员 调解员 执行员 曾用名 我叫 他叫 她叫';

/** Offices, trades and kin: a name may stand after them, but as often something else. Glued to them only a whole one is believed. */
const offices =
  '记者 编辑 主播 快递员 外卖员 送货员 收银员 服务员 乘务员 消防员 安全员 管理员 技术员 销售员 售货员 调度员 检查员 巡查员 监督员 辅导员 保洁员 保安 导游 教练 船长 机长 志愿者 目击者 孕妇 ' +
  '一子 一女 长孙 次孙 三子 三女 小儿子 大儿子 小女儿 大女儿 婚生子 婚生女 非婚生子 非婚生女 老公 老婆 侄子 侄女 侄儿 外甥 外甥女 外孙 外孙女 弟媳 弟妹 嫂子 姐夫 妹夫 大嫂 二哥 二姐 小弟 小妹 ' +
  '继父 继母 继子 继女 养父 养母 养子 养女 生父 生母 岳父 岳母 公公 婆婆 叔叔 伯父 伯母 婶婶 舅舅 舅妈 姑姑 姑父 姑妈 姨妈 姨父 堂兄 堂弟 堂姐 堂妹 堂哥 表兄 表哥 表弟 表姐 表妹 ' +
  '胞兄 胞弟 胞姐 胞妹 孙媳 孙女婿 未婚夫 未婚妻 干爹 干妈 义子 义女';

/** Words after a name. */
const titles =
  '老師 醫生 醫師 護士 經理 同學 ' +
  '先生 女士 小姐 同志 老师 医生 医师 大夫 教授 律师 法官 警官 护士 阿姨 大爷 大妈 奶奶 爷爷 师傅 经理 主任 院长 校长 局长 处长 科长 书记 总监 董事长 总经理 同学 主席 老人 ' +
  '大叔 大姐 大哥 太太 民警 村长 镇长 乡长 区长 县长 市长 所长 队长 班长 组长 站长 厂长 行长 会计 干事 主管 专员 助理 顾问 博士 院士';

/** What stands after the names of several. */
const companies = '等人 夫妇 夫妻 一家 一行 两人 三人';

/** Titles that one surname is enough for: they mean a person, where 主任 or 经理 means an office. */
const courtesies =
  '先生 女士 小姐 太太 老师 医生 医师 大夫 阿姨 大爷 大妈 大叔 大姐 大哥 奶奶 爷爷 师傅 老師 醫生 醫師 師傅';

/** Verbs whose object is mostly a person. */
const addressing =
  '通知 告知 联系 询问 走访 致电 回访 慰问 看望 陪同 陪护 协助 帮助 转告 提醒 劝说 劝导 调解 咨询 约谈 传唤 抓获 护送 接到 找到 联络 采访 邀请 聘请 任命 选举 表扬 批评 处罚 起诉 控告 举报 投诉 ' +
  '认识 嫁给 娶了 借给 借款给 转账给 汇款给 支付给 交给 交由 发给 送给 寄给 委托 指派 安排 接待 访问 拜访 探望 照顾 赡养 抚养 监护 救助 治疗 抢救 诊治 面见 会见 约见 联系到 核实 劝返 寻找 发现 殴打 辱骂 ' +
  '通知到 告知了 我是 他叫 她叫 我叫 叫作 名为 系为 证实 代表 代理 人是 者是 人为 者为 人系 人叫 对象为 对象是 来电 来访 来信 到访 今有 兹有 另有 现有 其中 以及 包括 还有 上午 下午 今日 昨日 今天 昨天 当日 近日 日前 ' +
  '据悉 据查 经查 经核 经询 经与 通过 随后 目前 现任 原任 时任 通報 通報';

/** What a person does or has: a name stands before it. */
const following =
  '本人 反映 表示 陈述 自述 口述 称其 声称 来电 来访 来所 来我 到场 到访 在场 未到 已到 已来 前来 到我 申请 要求 同意 签字 签名 签收 领取 提供 提交 办理 确认 患有 患病 因病 因患 因工 住院 就诊 入院 出院 去世 死亡 病故 ' +
  '身亡 受伤 报案 报警 投诉 举报 上访 信访 咨询 反馈 承诺 拒绝 离开 外出 失联 走失 家中 家里 家属 家人 家的 家住 名下 户籍 户口 夫妇 夫妻 一家 全家 母亲 父亲 妻子 丈夫 儿子 女儿 之子 之女 之妻 之父 之母 的母 的父 的妻 的丈 的儿 的女 ' +
  '电话 手机 身份 住址 性别 出生 生于 现年 年龄 现住 居住 租住 暂住 无业 务农 失业 退休 在职 任职 就读 在读 毕业 工作 打工 务工 未婚 已婚 离异 丧偶 离婚 结婚 等人 等二 等三 等两 两人 二人 因故 因车 系我 系本 系该 为我 已通 已签 已领 已办 已知 ' +
  '未接 不在 无人 拒接 诉称 辩称 答辩 到庭 未到庭 不服 上诉 起诉 诉讼 偿还 借款 欠款 逾期 驾驶 酒后 违章 持有 携带 窃取 盗窃 诈骗 接待 负责 主持 参加 出席 发言 讲话 介绍 汇报 说明 回复 答复 联系 沟通 对接 跟进 报道 讲述 担任 出任 当选 宣布 致辞 带队 主讲 授课';

const gates: readonly [signal: number, words: string][] = [
  [
    Signal.account,
    'qq 扣扣 企鹅 账户 账号 帐户 帐号 卡号 学号 工号 准考证 学籍号 考生号 警号 会员号 客户号 户口簿 户口本 结婚证 离婚证 不动产权 执业证 档案编号 档案号 发动机号',
  ],
  [Signal.phone, '电话 電話 座机 固话 传真 tel'],
  [Signal.wechat, '微信 薇信 v信 weixin wechat wx vx'],
  [Signal.social, '社保 社会保 医保'],
  [Signal.medical, '病案 住院 门诊 病历 就诊卡 患者编 mrn'],
  [Signal.travel, '护照 旅行证 passport'],
  [Signal.permit, '回乡证 通行证 港澳'],
  [Signal.taiwan, '台胞证 来往大陆'],
  [
    Signal.military,
    '字第 字0 字1 字2 字3 字4 字5 字6 字7 字8 字9 军官证 士兵证 义务兵证 军人证 文职干部证 警官证',
  ],
  [Signal.device, 'imei 串号 设备'],
  [Signal.birth, '出生 生日 生于 诞辰 生人 生年月日 dob birth born geb'],
  [Signal.place, '地址 住址 寄到 寄至 寄往 现住 家住 住在 居住 位于 坐落 北纬 南纬 东经 西经 纬度 经度'],
];

/** The first two units of words (× 0x10000, small letters) → the words, longest first. */
export const byPair: ReadonlyMap<number, readonly Word[]> = new Map<number, Word[]>();

/** Units that begin a word, as bits: 1 begins one, 2 stands second in one. */
export const wordUnits = new Uint8Array(0x10000);

function learn(list: string, roles: number, signals: number): void {
  for (const text of list.trim().split(/\s+/)) {
    const key = pairOf(text, 0);
    const known = (byPair.get(key) ?? []) as Word[];
    (byPair as Map<number, Word[]>).set(key, known);
    const same = known.find((word) => word.text === text);
    if (same) {
      same.roles |= roles;
      same.signals |= signals;
    } else known.push({ text, roles, signals });
    known.sort((a, b) => b.text.length - a.text.length);
    mark(text.charCodeAt(0), 1);
    mark(text.charCodeAt(1), 2);
  }
}

function mark(unit: number, bit: number): void {
  wordUnits[unit]! |= bit;
  if (unit >= 97 && unit <= 122) wordUnits[unit - 32]! |= bit;
}

/** The two units at a position as one number, ASCII capitals as small letters. */
function pairOf(text: string, at: number): number {
  return lower(text.charCodeAt(at)) * 0x10000 + lower(text.charCodeAt(at + 1));
}

function lower(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}

learn(announcing, Role.announces, 0);
learn(offices, Role.office, 0);
learn(titles, Role.title | Role.office, 0);
learn(companies, Role.title, 0);
learn(courtesies, Role.title | Role.courtesy, 0);
learn(addressing, Role.addresses, 0);
learn(following, Role.follows, 0);
for (const [signal, list] of gates) learn(list, 0, signal);

/** What was seen by the last call of `wordsAt`: a struct, as the scan asks at many places. */
export const seen = { roles: 0, length: 0, signals: 0 };

/** Looks for words at a position of a folded text; false where none stands. The longest with a role gives `length`. */
export function wordsAt(text: string, at: number): boolean {
  const known = byPair.get(pairOf(text, at));
  if (known === undefined) return false;
  seen.roles = 0;
  seen.length = 0;
  seen.signals = 0;
  for (const word of known) {
    if (word.text.length > 2 && !same(text, at, word.text)) continue;
    seen.signals |= word.signals;
    if (word.roles !== 0 && (seen.roles & word.roles) !== word.roles) {
      seen.roles |= word.roles;
      if (seen.length === 0) seen.length = word.text.length;
    }
  }
  return (seen.roles | seen.signals) !== 0;
}

function same(text: string, at: number, word: string): boolean {
  for (let i = 2; i < word.length; i++)
    if (lower(text.charCodeAt(at + i)) !== word.charCodeAt(i)) return false;
  return true;
}

/** Length of the longest word with one of some roles at a position, 0 where none stands. */
export function roleAt(text: string, at: number, roles: number): number {
  if (at + 1 >= text.length || (wordUnits[text.charCodeAt(at)]! & 1) === 0) return 0;
  const known = byPair.get(pairOf(text, at));
  if (known === undefined) return 0;
  for (const word of known) {
    if ((word.roles & roles) !== 0 && (word.text.length === 2 || same(text, at, word.text)))
      return word.text.length;
  }
  return 0;
}

/** Whether a word with one of some roles ends at a position. */
export function roleBefore(text: string, end: number, roles: number): boolean {
  for (let length = 2; length <= 6 && length <= end; length++) {
    if (roleAt(text, end - length, roles) === length) return true;
  }
  return false;
}
