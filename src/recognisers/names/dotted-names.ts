import { Role, roleAt, roleBefore } from '../scan/words.js';
import { han, isHan } from './characters.js';
import { followers, leaders } from './neighbours.js';

const dot = '\u00b7';
const longestPart = 8; // characters
const longestFirst = 7;
const mostDots = 3;

/** What ends the last part of a name with middle dots. */
export const dottedEnd = '请的了是在已因等先女老同，';

/** What names of other languages are written with; compiled for Lethe from names of the minorities and common transliterations. */
export const foreign: ReadonlySet<string> = new Set(
  '阿艾埃爱安昂奥敖巴白柏拜班坂邦包保鲍贝本比彼必毕别宾冰波伯博勃泊卜不布查察达大戴黛丹旦道德登邓狄迪蒂丁东顿杜都敦顿多厄恩尔法凡范菲费芬丰冯佛夫弗福富甫嘎盖甘冈高戈哥格葛根贡古瓜圭果' +
    '哈海罕汉汗豪合荷赫黑亨洪胡华惠霍基吉季加嘉贾坚简江姜杰捷金津晋京觉君喀卡开凯坎康考科柯克肯孔库夸奎昆拉莱兰朗劳勒雷蕾黎里理力历利莉丽琳立连莲良廖列烈林玲隆卢鲁路露伦罗洛吕玛马买迈麦曼' +
    '梅门蒙孟米秘密缅敏明摩莫墨木默姆穆那娜纳乃奈南内能尼妮年宁纽农努诺欧帕派潘庞佩培彭蓬皮平珀普其奇恰乾强乔切钦琴青琼曲热仁日荣茹如瑞若撒萨塞赛桑瑟森沙莎山珊尚绍舍申升生圣施石史士世舒朔司丝斯思松苏素孙荪索' +
    '塔台太泰坦唐陶特腾提田铁廷亭通图吐土托瓦万旺望威薇维韦魏温文翁沃乌吾伍武西希悉锡席夏仙香肖谢辛欣兴雄休修徐许旭逊雅娅亚央扬杨尧耀耶叶伊依益义因英永尤于雨玉裕元约云孜泽则增扎赞' +
    '翰琪琦芙蜜乐朵缇苔妲娥詹张章召哲真珍芝志智中仲朱珠茱卓兹子宗祖佐热',
);

/** Length of a name with middle dots from a position, 0 where none begins. The last part ends where the sentence goes on. */
export function dottedFrom(text: string, start: number): number {
  let at = start;
  for (let dots = 0; ; dots++) {
    const part = at;
    while (at - part <= longestPart && han(text.charCodeAt(at))) at++;
    if (at === part) return 0;
    if (at - part > longestPart || dots === mostDots || !joins(text, at))
      return dots === 0 ? 0 : endOf(text, part, at) - start;
    at++;
  }
}

/** Place of the name around a middle dot that no word announces. */
export function dottedAround(text: string, at: number, floor: number): [number, number] | null {
  const start = startOf(text, at, floor);
  if (start === at) return null;
  const end = start + dottedFrom(text, start);
  if (end - start < 5) return null;
  // A slogan has dots too (数字中国·智慧社区建设工作): where the sentence runs on, the name must be written as such names are.
  if (!runsOn(text, end)) return [start, end];
  for (let i = start; i < end; i++) if (text[i] !== dot && !foreign.has(text[i]!)) return null;
  return [start, end];
}

/** Length of the name with middle dots that ends before a title, 0 where none does. */
export function dottedBefore(text: string, end: number, floor: number): number {
  let start = end;
  while (start > floor && end - start < longestPart && isHan(text[start - 1]!)) start--;
  if (start === end || start - 1 <= floor) return 0;
  const last = start;
  for (let dots = 0; dots < mostDots && start - 1 > floor && text[start - 1] === dot; dots++) {
    const part = startOf(text, start - 1, floor);
    if (part === start - 1) return 0;
    start = part;
  }
  return start === last ? 0 : end - start;
}

/** Where the part before a middle dot begins; at the dot where none does. */
function startOf(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && at - start <= longestFirst && isHan(text[start - 1]!)) {
    if (leaders.has(text[start - 1]!) || roleBefore(text, start, Role.addresses | Role.announces)) break;
    start--;
  }
  if (at - start <= longestFirst) return start;
  // A sentence runs into the name.
  start = at;
  while (start > floor && at - start <= longestFirst && foreign.has(text[start - 1]!)) start--;
  return at - start <= longestFirst ? start : at;
}

/** End of the last part of a name, which stands in the run of Han characters [part, stop); of a long run its beginning. */
function endOf(text: string, part: number, stop: number): number {
  const long = stop - part > longestPart;
  const limit = Math.min(stop, part + longestPart);
  let end = part + 1;
  for (; end < limit && !dottedEnd.includes(text[end]!); end++) {
    if (end - part < 2) continue;
    if (followers.has(text[end]!) || (long && !foreign.has(text[end]!))) break;
    if (roleAt(text, end, Role.follows | Role.title | Role.addresses) > 0) break;
  }
  return end;
}

/** Whether the run of Han characters in which a name ends is longer than a part of one. */
function runsOn(text: string, end: number): boolean {
  let at = text.lastIndexOf(dot, end - 1) + 1;
  const limit = at + longestPart;
  while (at <= limit && han(text.charCodeAt(at))) at++;
  return at > limit;
}

/** Whether a middle dot and a further part stand at a position. */
function joins(text: string, at: number): boolean {
  return text[at] === dot && han(text.charCodeAt(at + 1));
}
