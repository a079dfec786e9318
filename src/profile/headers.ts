import type { Entity } from '../core/entities.js';
import type { Recogniser } from '../core/recogniser.js';

/** What a header says of one entity: strength in [0, 1], 1 for a whole name, and the length of the name that matched. */
export interface HeaderEvidence {
  strength: number;
  length: number;
}

/** Endings that say nothing about what is counted, numbered or coded. */
const tails = /(?:号码|编号|代码|编码|名称|号|码|信息|内容|情况)$/;

/** The same for amounts: a number, code or name of an amount is another thing. */
const tailsOfAmounts = /(?:信息|内容|情况)$/;

/** Words of headers that name things and not people, wherever they stand. */
const things =
  /订单|流水|单号|批次|序号|商品|产品|型号|规格|品牌|物料|版本|设备名|项目|合同|发票|凭证|仓库|库存|数量|金额|价格|单价|总价|税率|费用|比例|分数|成绩|次数|状态|标志|标识|类型|类别|方式$|种类|日志|模块|文件名|图片|照片|路径|地名|城市|省份|国家|行政区名/;

const thingTokens = new Set(
  'order product item sku goods batch serial seq invoice bill version file image photo log module status state flag type kind category brand model price amount amt qty quantity count cnt total sum rate ratio score uuid guid hash token tag color size weight height city country province region currency unit'.split(
    ' ',
  ),
);

/** Traditional characters of headers and what they are in the vocabulary. */
const traditional =
  '聯联絡络繫系證证號号碼码戶户電电話话機机現现單单稱称賬账帳账銀银郵邮編编職职業业學学歷历況况種种類类備备註注監监護护負负責责請请醫医師师診诊斷断齡龄歲岁國国車车統统會会營营執执經经緯纬區区劃划縣县鄉乡鎮镇門门樓楼層层額额價价訂订產产貫贯詳详細细寶宝養养險险關关員员貨货權权產产點点';
const simplified = new Map<string, string>();
for (let i = 0; i < traditional.length; i += 2) simplified.set(traditional[i]!, traditional[i + 1]!);

/** Words that mark a version of a column and not what it holds. */
const versions =
  /(?:^| )(?:new|old|bak|backup|tmp|temp|copy|orig|original|raw|cur|curr|current|latest|final|str|txt|val|value|tgt|src)$/;
const marks = /_?(?:脱敏前|脱敏后|加密前|加密后|原始|必填|选填|备份)$/;

/** A header as its words: NFKC, camel case and separators split, bracketed remarks and trailing numbers removed. */
export function headerWords(header: string): string[] {
  // Most headers are a word of one script: nothing in them is to be split.
  if (/^[a-z]+$/.test(header)) return [short.get(header) ?? header];
  if (!/^[\u4e00-\u9fff]+$/.test(header)) return splitWords(header);
  const word = inSimplified(header).replace(marks, '');
  return word === '' ? [] : [word];
}

/** The words of any header. */
export function splitWords(header: string): string[] {
  return inSimplified(header.normalize('NFKC'))
    .replace(/[([{<【〔].{0,40}?[)\]}>】〕]/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/([\u4e00-\u9fff])([a-z])/g, '$1 $2')
    .replace(/([a-z])([\u4e00-\u9fff])/g, '$1 $2')
    .replace(/[^a-z0-9\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+/g, ' ')
    .replace(/(?<=[a-z\u3400-\u9fff]) ?\d{1,2}(?= |$)/g, '')
    .replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: |$))/g, '')
    .replace(marks, '')
    .trim()
    .replace(versions, (word, at: number) => (at === 0 ? word : ''))
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => short.get(word) ?? word);
}

function inSimplified(text: string): string {
  let result = '';
  let done = 0;
  for (let i = 0; i < text.length; i++) {
    const character = simplified.get(text[i]!);
    if (character === undefined) continue;
    result += text.slice(done, i) + character;
    done = i + 1;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** Abbreviations of what every other header spells out. */
const short: ReadonlyMap<string, string> = new Map([
  ['num', 'no'],
  ['nbr', 'no'],
  ['number', 'no'],
  ['nm', 'name'],
  ['cust', 'customer'],
  ['psn', 'person'],
]);

interface Entry {
  entity: Entity;
  han: boolean;
  joined: string;
  words: string[];
  // Of a header with Han characters:
  latin: string; // its letters
  name: string; // and the rest
  bare: string; // without an ending that says nothing
  amount: boolean;
}

/** The vocabulary, and the entries of it by what a header must hold for them to say something of it. */
interface Vocabulary {
  entries: readonly Entry[];
  byJoined: ReadonlyMap<string, readonly Entry[]>;
  byName: ReadonlyMap<string, readonly Entry[]>; // those with Han characters
  byBare: ReadonlyMap<string, readonly Entry[]>; // the same
  longestName: number; // UTF-16 units
  byFirst: ReadonlyMap<string, readonly Entry[]>; // the others, by their first word
}

const cache = new WeakMap<readonly Recogniser[], Vocabulary>();

function vocabularyOf(recognisers: readonly Recogniser[]): Vocabulary {
  const known = cache.get(recognisers);
  if (known) return known;
  const entries = recognisers.flatMap(({ entity, headers, amount = false }) =>
    headers.map((header): Entry => {
      const words = headerWords(header);
      const joined = words.join('');
      const plain = { entity, han: false, joined, words, latin: '', name: '', bare: '', amount };
      if (!/[\u3400-\u9fff]/.test(header)) return plain;
      const name = joined.replace(/[a-z]+/g, '');
      const bare = name.replace(/(?:号码|号)$/, '');
      return { ...plain, han: true, latin: joined.replace(/[^a-z]+/g, ''), name, bare };
    }),
  );
  const vocabulary = {
    entries,
    byJoined: indexed(entries, ({ joined }) => joined),
    byName: indexed(entries, ({ name }) => name),
    byBare: indexed(entries, ({ bare }) => bare),
    longestName: entries.reduce((most, { name }) => Math.max(most, name.length), 0),
    byFirst: indexed(entries, ({ han, words }) => (han ? '' : (words[0] ?? ''))),
  };
  cache.set(recognisers, vocabulary);
  return vocabulary;
}

/** Entries by a text of theirs; those whose text is empty are left out. */
function indexed(entries: readonly Entry[], by: (entry: Entry) => string): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const text = by(entry);
    const alike = index.get(text);
    if (alike) alike.push(entry);
    else if (text !== '') index.set(text, [entry]);
  }
  return index;
}

/** What the words of a header are compared with. */
interface HeaderForm {
  words: readonly string[];
  joined: string;
  han: string; // the words with Han characters
  untailed: string; // these without an ending that says nothing
}

/** Entries that may say something of a header: parts of it that are names, and endings of it. */
function candidates({ words, joined, han, untailed }: HeaderForm, vocabulary: Vocabulary): Set<Entry> {
  const { byJoined, byName, byBare, byFirst, longestName } = vocabulary;
  const found = new Set<Entry>();
  const take = (entries: readonly Entry[] | undefined) => {
    if (entries) for (const entry of entries) found.add(entry);
  };
  for (let from = 0; from < joined.length; from++) take(byJoined.get(joined.slice(from)));
  for (let from = 0; from < untailed.length; from++) take(byBare.get(untailed.slice(from)));
  for (let from = 0; from < han.length; from++)
    for (let to = from + 1; to <= han.length && to - from <= longestName; to++)
      take(byName.get(han.slice(from, to)));
  for (const word of words) take(byFirst.get(word));
  return found;
}

/** Pinyin initials of the persons that stand before others: 监护人姓名 jhrxm, 联系人电话 lxrdh. */
const pinyinPersons =
  /^(?:jhr|lxr|fddbr|fddb|fr|hz|jbr|sqr|jz|xs|js|hzxm|fq|mq|po|bsqr|dbr|jkr|cbr|ygz|yg|kh|gr|br|fzr|sjr|jjr|ry|dx)/;

/**
 * What a header says about every entity. A whole name counts 1; a name that the header ends with .9 (in Chinese and in
 * identifiers the last word is what the column holds); a name elsewhere .3. Of names inside a longer one only the
 * longest counts. Headers that name things (order number, amount, status) count a third.
 */
export function headerEvidence(
  header: string,
  recognisers: readonly Recogniser[],
): Map<Entity, HeaderEvidence> {
  const vocabulary = vocabularyOf(recognisers);
  return evidenceAmong(header, (form) => candidates(form, vocabulary));
}

/** The same by every entry of the vocabulary: the definition. */
export function wholeHeaderEvidence(
  header: string,
  recognisers: readonly Recogniser[],
): Map<Entity, HeaderEvidence> {
  return evidenceAmong(header, () => vocabularyOf(recognisers).entries);
}

function evidenceAmong(
  header: string,
  entriesFor: (form: HeaderForm) => Iterable<Entry>,
): Map<Entity, HeaderEvidence> {
  const words = headerWords(header);
  const joined = words.join('');
  const found = new Map<Entity, HeaderEvidence>();
  if (joined === '') return found;
  const han = words.filter((word) => /[\u3400-\u9fff]/.test(word)).join('');
  const untailed = han.replace(tails, '');
  const ofAmount = han.replace(tailsOfAmounts, '');
  const add = (entity: Entity, strength: number, length: number) => {
    const known = found.get(entity);
    if (!known || strength > known.strength || (strength === known.strength && length > known.length)) {
      found.set(entity, { strength, length });
    }
  };
  for (const entry of entriesFor({ words, joined, han, untailed })) {
    if (entry.joined === '') continue; // written in a script whose headers are not read
    if (entry.joined === joined) add(entry.entity, 1, entry.joined.length + 1);
    else if (entry.han) {
      if (han === '' || entry.joined.length < 2) continue;
      // ip地址 and mac地址 are no endings of 户籍地址.
      const { latin, name, bare } = entry;
      const tailless = entry.amount ? ofAmount : untailed;
      if (latin !== '' && !joined.includes(latin)) continue;
      if (bare.length >= 2 && tailless === bare) add(entry.entity, 0.95, name.length);
      else if (name.length >= 2 && (han.endsWith(name) || (bare.length >= 2 && tailless.endsWith(bare)))) {
        add(entry.entity, 0.9, name.length);
      } else if (name.length >= 2 && han.includes(name)) add(entry.entity, 0.3, name.length);
    } else if (entry.words.length < words.length && endsWith(words, entry.words)) {
      add(
        entry.entity,
        entry.joined.length <= 2 ? 0.6 : entry.joined === 'name' ? 0.25 : 0.9,
        entry.joined.length,
      );
    } else if (words.length === 1 && entry.words.length === 1 && entry.joined.length >= 2) {
      const rest = joined.slice(0, -entry.joined.length);
      if (joined.endsWith(entry.joined) && pinyinPersons.exec(rest)?.[0] === rest) {
        add(entry.entity, 0.8, entry.joined.length);
      }
    } else if (entry.joined.length >= 3 && includes(words, entry.words))
      add(entry.entity, 0.3, entry.joined.length);
  }
  const longest = Math.max(0, ...[...found.values()].filter((e) => e.strength >= 0.8).map((e) => e.length));
  const thing = things.test(han) || words.some((word) => thingTokens.has(word));
  for (const [entity, evidence] of found) {
    // 出生日期 also ends with 日期, e-mail address with address.
    if (evidence.length < longest && evidence.strength < 1)
      found.set(entity, { ...evidence, strength: evidence.strength * 0.35 });
    const now = found.get(entity)!;
    // 订单联系电话 is a phone all the same: only parts that are not the last word suffer.
    if (thing && now.strength < 0.8) found.set(entity, { ...now, strength: now.strength / 3 });
    // "name" alone names goods as often as people.
    if (joined === 'name') found.set(entity, { ...now, strength: Math.min(now.strength, 0.6) });
  }
  return found;
}

/** Whether a header names a thing, a count or a code that no person has. */
export function namesThing(header: string): boolean {
  const words = headerWords(header);
  const joined = words.join('');
  if (/^(?:id|no|code|key|编号|代码|序号|id号)$/.test(joined)) return true;
  return things.test(joined) || words.some((word) => thingTokens.has(word));
}

const registers =
  '准考证|学籍|考生|警员|警官|会员|客户|用户|人员|个人|患者|病人|户主|户口簿?|户口本|户籍|家庭|结婚证|离婚证|不动产权|房产证|产权证|执业|从业|资格证|' +
  '驾驶|驾照|低保|特困|优抚|社保|医保|参保|养老|职工|员工|雇员|教师|教职工|学生|居民|村民|申请人|被保险人|投保人|借款人|旅客|乘客|司机|党员|' +
  '军人|残疾|老年|工作证|出生证|居住证|暂住证|借书证|读者|志愿者|抖音|快手|微博|小红书|支付宝|淘宝';
const hanPersonNumber = new RegExp(
  `(?:${registers})(?:证书?|卡|档案|个人|账)*(?:号码|编号|编码|代码|号|码|id|no)$|^(?:.{0,6}[人员生师警工者])?(?:学|工|警|户)号码?$`,
);
const personWords =
  'user|member|customer|employee|student|patient|device|staff|person|applicant|candidate|passenger|subscriber|driver|teacher|resident';
const latinPersonNumber = new RegExp(`(?:^| )(?:(?:${personWords}) ?(?:id|no|code)|uid)$`);

/** Whether a header names the number under which a register, a school, an employer or a service keeps a person. */
export function namesPersonNumber(header: string): boolean {
  const words = headerWords(header);
  return latinPersonNumber.test(words.join(' ')) || hanPersonNumber.test(words.join(''));
}

/** Whether a header ends like the name of a number, and of no thing's. */
export function namesNumber(header: string): boolean {
  return !namesThing(header) && /(?:号码?|编号|证|(?:^| )(?:id|no))$/.test(headerWords(header).join(' '));
}

/** Whether a header names a version: its numbers with dots have the form of network addresses. */
export function namesVersion(header: string): boolean {
  return /版本|固件|(?:^| )(?:version|ver|firmware|revision|release)(?: |$)/.test(
    headerWords(header).join(' '),
  );
}

function endsWith(words: readonly string[], tail: readonly string[]): boolean {
  const offset = words.length - tail.length;
  return offset >= 0 && tail.every((word, i) => words[offset + i] === word);
}

function includes(words: readonly string[], part: readonly string[]): boolean {
  return words.some((_, i) => part.every((word, j) => words[i + j] === word));
}
