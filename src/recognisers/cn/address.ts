import type { Recogniser, Score, Span } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { isBasicHan } from '../scan/classes.js';
import { cell } from '../scan/fold.js';
import { resolve } from '../scan/overlaps.js';
import { digitSize, scanOf } from '../scan/scan.js';
import { Signal } from '../scan/signals.js';

const provinces =
  '北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾';

const province = new RegExp(provinces);

/** A detail that only an address has: a road, lane or village with a number, or building, unit and room. */
const detail =
  /(?:(?:大街|大道|公路|胡同|路|街|道|巷|弄|里|村|屯|庄|组|社|园|苑|城|区|段|栋|幢|厦|院|桥|镇|乡)[东西南北中一二三四五六七八九十]{0,2}(?:路|段|巷|里|弄)?|附) ?[0-9零一二三四五六七八九十百甲乙丙]{1,6}(?:-[0-9]{1,4})? ?(?:号院|号楼|号|弄|巷|组|队|栋|幢|座|单元|室|户|楼|门)|[0-9一二三四五六七八九十]{1,3} ?(?:栋|幢|座|号楼|单元) ?[-0-9A-Za-z零一二三四五六七八九十]{1,5}(?![-0-9A-Za-z]) ?(?:号楼|号|单元|室|户|楼|层)?|[0-9]{1,4} ?(?:单元|号楼)/g;

const longestDetail = 23; // characters, to the level after the number

const number = '[-0-9A-Za-z零一二三四五六七八九十甲乙丙附]{1,6} ?';
const rooms = '栋|幢|座|期|单元|室|层|铺';
const unit = `(?:号院|号楼|号|弄|巷|组|${rooms}|户|楼|门)`;
const building =
  '[\\u4e00-\\u9fff]{1,8}(?:大厦|大楼|广场|小区|花园|公寓|中心|商城|体育场|宾馆|酒店|学校|医院)(?:[东西南北]{1,2}门|[东西南北]侧)?';
/** The number of a room without a word: nothing that is counted, dated or dialled. */
const room =
  '(?:[0-9]{3,4}|(?<=[栋幢座元楼] ?)[0-9]{1,4}[A-Za-z])(?![0-9A-Za-z]|[ .:/-][0-9]| ?[年月日元块万千百个人件份次天岁米平])';

/**
 * What goes on with an address behind a numbered level: a level, a building or a room, at once or behind one blank; what is
 * within a building also behind a comma, a hyphen or a short remark in brackets.
 */
const more = new RegExp(
  `(?:[\\u4e00-\\u9fffA-Za-z]{0,12}?${number}${unit}| ?${building}| [\\u4e00-\\u9fff]{0,8}?${number}${unit}| ?${room}|(?:[,，-]|\\([^()\\n]{1,12}\\)) ?${number}(?:号楼|${rooms}|楼))`,
  'y',
);

/** Where an address ends whose first detail ends at a place. */
function tail(text: string, from: number): number {
  let end = from;
  for (let steps = 0; steps < 6; steps++) {
    more.lastIndex = end;
    if (!more.test(text)) break;
    end = more.lastIndex;
  }
  return end;
}

/** Words that stand before an address in a sentence and are not part of it. */
const before =
  /(?:家庭住址|现住址|户籍地址|收货地址|联系地址|通讯地址|详细地址|注册地址|户籍地|居住地|所在地|住所地|地址|住址|地点|坐落|位于|居住于|居住在|现住|家住|寄到|寄往|送到|送往|户籍|住在|住|寄至|送至|回执|邮寄|快递)[至到在于是为: ]{0,3}/g;

const levels =
  /(?:特别行政区|自治区|自治州|自治县|省|市|州|盟|区|县|旗|街道|镇|乡|苏木|村|社区|居委会|大街|大道|胡同|路|街|巷|弄|里|小区|花园|公寓|大厦|号院|号楼|号|栋|幢|座|单元|室|户)/g;

/** Address; generalised by cutting at a level. Names of places without a detail are weak evidence: they need a header. */
export const address: Recogniser = {
  entity: 'address',
  summary: { en: 'Postal address', zh: '地址' },
  role: 'quasi',
  grade: 3,
  headers: [
    '地址', '住址', '家庭住址', '家庭地址', '现住址', '户籍地址', '居住地址', '通讯地址', '联系地址', '收货地址', '详细地址', '户籍地', '居住地', '现居住地',
    '户口所在地',
    '户籍所在地', '籍贯', '出生地', '注册地址', '经营地址', '住所', '单位地址', '地點', '街道地址', '通信地址', '家庭详细地址', '门牌号', 'dz', 'zz', 'aac010', 'aae006', 'jtzz', 'jtdz', 'hjdz',
    'xzz', 'lxdz', 'txdz', 'jg', 'csd', 'address', 'addr', 'home address', 'street', 'street address', 'residence', 'mailing address', 'shipping address', 'hukou', 'birthplace',
    'birth place', 'residential address', 'domicile', 'live addr', 'home addr',
  ], // biome-ignore format: one list, read as a table
  check: (text) => score(cell(text)),
  find(text) {
    const { text: folded, placeAt } = scanOf(text);
    // A detail holds a numbered level: without one there is none, and none begins long before the first.
    if (placeAt < 0) return announcedAddresses(folded);
    const spans: Span[] = [];
    detail.lastIndex = Math.max(0, placeAt - longestDetail);
    let floor = 0;
    for (let match = detail.exec(folded); match !== null; match = detail.exec(folded)) {
      const start = left(folded, match.index, floor);
      const end = tail(folded, match.index + match[0].length);
      floor = end;
      detail.lastIndex = end;
      if (match.index - start >= 1 && end - start >= 5) {
        spans.push({ start, end, entity: 'address', score: end - start >= 8 ? 0.85 : 0.65 });
      }
    }
    const all = spans.concat(announcedAddresses(folded), numbersInDivisions(folded));
    return all.length > 1 ? resolve(all) : all;
  },
  signals: Signal.han | Signal.place,
  strongShape: Shape.address,
  examples: {
    positive: [
      '北京市朝阳区建国路100号',
      '山东省青岛市市南区香港中路67号远洋大厦12层1203室',
      '河南省新乡市长垣县丁栾镇某某村3组12号',
    ],
    negative: ['今天天气不错', '订单号12', '2024-03-15', ''],
  },
};

const admin = new RegExp(`^(?:${provinces})|[\\u4e00-\\u9fff]{2,10}(?:省|市|区|县|旗)[\\u4e00-\\u9fff]`);

function score(text: string): Score {
  if (text.length < 2 || text.length > 120 || !/[\u4e00-\u9fff]{2}/.test(text)) return 0;
  const western = /^\d{1,5} [A-Z][a-z]+/.test(text);
  if (western) return 0;
  const found = text.match(levels)?.length ?? 0;
  if (found === 0 || (found === 1 && /[号室户里道](?![\u4e00-\u9fff])/.test(text) && !/路|街/.test(text)))
    return 0;
  detail.lastIndex = 0;
  const hasDetail = detail.test(text);
  detail.lastIndex = 0;
  if (hasDetail) return found >= 3 || admin.test(text) ? 0.92 : found >= 2 ? 0.8 : 0.62;
  // Divisions only: a place, not where somebody lives, unless the header says so.
  if (/(?:村|社区|居委会|小区|花园|公寓|[路街巷])$/.test(text) && found >= 3 && admin.test(text)) return 0.45;
  return found >= 2 && admin.test(text) ? 0.4 : 0.2;
}

/** Where the address that contains a detail begins: at a province, after words that announce it, or at a boundary. */
function left(text: string, position: number, floor: number): number {
  const least = Math.max(floor, position - 40);
  let start = position;
  while (start > least && (inAddress(text.charCodeAt(start - 1)) || parted(text, start - 1, least))) start--;
  const head = text.slice(start, position);
  let cut = 0;
  before.lastIndex = 0;
  for (let match = before.exec(head); match !== null; match = before.exec(head))
    cut = match.index + match[0].length;
  const inProvince = province.exec(head.slice(cut));
  if (inProvince) return start + cut + inProvince.index;
  // No announcement: keep at most the words back to the last verb or preposition.
  return start + (cut === 0 ? afterVerb(head) : cut);
}

/** Where what stands behind the last verb or preposition begins that two Han characters follow, 0 without one. */
export function afterVerb(head: string): number {
  for (let at = head.length - 2; at > 0; at--) {
    if (isBasicHan(head.charCodeAt(at)) && isBasicHan(head.charCodeAt(at + 1)) && verbs.has(head[at - 1]!))
      return at;
  }
  return 0;
}

const verbs: ReadonlySet<string> = new Set('在到于至往从是为了与和的请送');

/** Whether a blank, comma or hyphen parts two levels of an address: a name of a level stands before it, Han characters around it. */
function parted(text: string, at: number, least: number): boolean {
  const sign = text.charCodeAt(at);
  if (sign !== 32 && sign !== 44 && sign !== 45) return false;
  return at - 2 >= least && isBasicHan(text.charCodeAt(at + 1)) && named.test(text.slice(at - 2, at));
}

/** The end of the name of a division or a road. */
const named = /^[\u4e00-\u9fff][省市区州盟县旗镇乡村庄道路街巷弄里]$/;

/** Han characters of the basic block, ASCII letters and digits, the middle dot. */
function inAddress(unit: number): boolean {
  return (
    isBasicHan(unit) ||
    (unit >= 48 && unit <= 57) ||
    ((unit | 32) >= 97 && (unit | 32) <= 122) ||
    unit === 0xb7
  );
}

const announced =
  /(?:家庭住址|现住址|户籍地址|收货地址|联系地址|通讯地址|详细地址|注册地址|地址|住址|快递寄到|寄到)[是为在:]{0,2} ?([\u4e00-\u9fff]{2,20}(?:路|街|道|大街|大道|巷|胡同|小区|村|花园|公寓|东门|西门|南门|北门)(?:[0-9]{1,5}号?[\u4e00-\u9fff]{0,8})?)/g;

/** Addresses without a number that words announce: 地址在海淀中关村大街. */
function announcedAddresses(text: string): Span[] {
  const spans: Span[] = [];
  if (!text.includes('址') && !text.includes('寄到')) return spans;
  announced.lastIndex = 0;
  for (let match = announced.exec(text); match !== null; match = announced.exec(text)) {
    const start = match.index + match[0].length - match[1]!.length;
    spans.push({ start, end: start + match[1]!.length, entity: 'address', score: 0.6 });
  }
  return spans;
}

/** A number after a place whose division is named, however the road is called: 南山区科苑南88号. */
function numbersInDivisions(text: string): Span[] {
  const { digits, digitCount } = scanOf(text);
  const spans: Span[] = [];
  let floor = 0;
  for (let k = 0; k < digitCount; k++) {
    const at = digits[k * digitSize]!;
    const stop = digits[k * digitSize + 1]!;
    if (
      at < floor ||
      stop - at > 5 ||
      text.charCodeAt(stop) !== 0x53f7 || // 号
      otherNumber.test(text.slice(stop, stop + 3))
    )
      continue;
    const least = Math.max(floor, at - 36);
    let run = at;
    while (run > least && isBasicHan(text.charCodeAt(run - 1))) run--;
    if (!division.test(text.slice(run, at))) continue;
    const end = tail(text, stop + 1);
    floor = end;
    spans.push({ start: left(text, at, run), end, entity: 'address', score: 0.7 });
  }
  return spans;
}

/** What is numbered but no house. */
const otherNumber = /^号(?:线|文|令|案|函|公告|通知|机|卡)/;

/** A named division with something, but not much, between it and the number. */
const division = new RegExp(
  `(?:${provinces})[\\u4e00-\\u9fff]{2,30}$|[\\u4e00-\\u9fff]{2,6}(?:市|区|县|旗)[\\u4e00-\\u9fff]{1,14}$`,
);
