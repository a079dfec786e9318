import { surnameAt, surnameLength } from '../../core/lists/surnames.js';
import type { Span } from '../../core/recogniser.js';
import { digitSize, Hit, hitSize, nameSize, type Scan, scanOf } from '../scan/scan.js';
import { Role, roleAt, roleBefore } from '../scan/words.js';
import { han, isCommonWord, isGiven, isHan, isStop } from './characters.js';
import { isInCommonWords } from './common-words.js';
import { dottedAround, dottedBefore, dottedFrom } from './dotted-names.js';
import { isFrequentSurname, likelihood, likelihoodAt } from './likelihood.js';
import {
  ambiguous,
  beginsNumber,
  conjunctions,
  followers,
  gap,
  kinEnds,
  leaders,
  notMasked,
  officeGap,
  ownedWords,
  pauses,
  prepositions,
} from './neighbours.js';

/** What a mask makes of a name: 张某, 王某某, 李某甲, 赵某1, 陈*, 刘**. */
const maskedGiven = new RegExp(
  `^(?:某(?:某|[甲乙丙丁戊]|[0-9])?(?![${notMasked}])|(?:\\*{1,2}|[×○]{1,2})(?![*×○0-9A-Za-z\\u4e00-\\u9fff]))`,
);

/**
 * Chinese names in a text, from the words and marks that the scan noted: after words that announce a name, before
 * titles, owners of what follows, before phone and identity numbers, masked, with a middle dot; and without any such
 * word where surname, given names and both neighbours agree. Spans are in order of what proves them and may overlap.
 */
export function namesIn(given: string): Span[] {
  const scan = scanOf(given);
  const { text, hits, hitCount } = scan;
  const spans: Span[] = [];
  if (scan.nameCount >= 0) {
    // A kernel has read them.
    for (let k = 0; k < scan.nameCount; k++) {
      const at = k * nameSize;
      const score = scan.names[at + 2]! / 100;
      spans.push({ start: scan.names[at]!, end: scan.names[at + 1]!, entity: 'person-name', score });
    }
    return spans;
  }
  let done = 0; // what has been read as a name or its announcement
  let dots = false; // whether a middle dot stands before
  const add = (start: number, end: number, score: number) => {
    spans.push({ start, end, entity: 'person-name', score });
    if (end > done) done = end;
  };
  for (let h = 0; h < hitCount; h++) {
    const at = hits[h * hitSize]!;
    const roles = hits[h * hitSize + 2]!;
    if ((roles & Hit.dot) !== 0) dots = true;
    if (at < done) continue;
    const length = hits[h * hitSize + 1]!;
    if ((roles & (Role.title | Role.courtesy)) !== 0) {
      const dotted = dots ? dottedBefore(text, at, done) : 0;
      const name = dotted > 0 ? dotted : nameBefore(text, at, done);
      const alone = name === 0 && (roles & Role.courtesy) !== 0 ? surnameBefore(text, at, length, done) : 0;
      if (name > 0) add(at - name, at, 0.8);
      else if (alone > 0) {
        add(at - alone, at + length, 0.65);
        continue;
      }
    }
    if ((roles & Role.announces) !== 0) {
      let start = at + length;
      const limit = Math.min(text.length, start + 4);
      while (start < limit && gap.has(text[start]!)) start++;
      // What a bracket closes (原审被告) says no more than the word itself.
      const name = nameAt(text, start, start > at + length && text[start - 1] !== ')');
      if (name > 0) {
        add(start, start + name, 0.85);
        further(text, done, add);
        continue;
      }
      if ((roles & Role.addresses) === 0) done = at + length;
    } else if ((roles & Role.office) !== 0) {
      let start = at + length;
      const limit = Math.min(text.length, start + 4);
      while (start < limit && officeGap.has(text[start]!)) start++;
      const name = start > at + length ? holderApart(text, start) : holder(text, start);
      if (name > 0) {
        add(start, start + name, 0.8);
        further(text, done, add);
        continue;
      }
    }
    if ((roles & Role.addresses) !== 0) {
      const name = plain(text, at + length, 0.6);
      if (name > 0) {
        add(at + length, at + length + name, 0.7);
        further(text, done, add);
        continue;
      }
    }
    if ((roles & Role.follows) !== 0 && (roles & Role.title) === 0) {
      const name = subject(text, at, done);
      if (name > 0) add(at - name, at, 0.65);
    }
    if ((roles & Hit.opens) !== 0) {
      const name = plain(text, at, 0.3);
      if (name > 0) {
        add(at, at + name, 0.65);
        further(text, done, add);
      }
    } else if ((roles & Hit.mask) !== 0) {
      const name = maskedBefore(text, at, done);
      if (name !== null) add(name[0], name[1], 0.65);
    } else if ((roles & Hit.of) !== 0) {
      const name = ownerBefore(text, at, done);
      if (name > 0) add(at - name, at, 0.7);
    } else if ((roles & Hit.dot) !== 0) {
      const name = dottedAround(text, at, done);
      if (name !== null) add(name[0], name[1], 0.7);
    }
  }
  beforeNumbers(scan, spans);
  return spans;
}

/** Names after a name: 李雷和韩梅梅、王芳. */
function further(text: string, from: number, add: (start: number, end: number, score: number) => void): void {
  let at = from;
  while (at < text.length && conjunctions.has(text[at]!)) {
    const next = nameAt(text, at + 1, false);
    if (next === 0 || likelihoodAt(text, at + 1, at + 1 + next) < 0.7) return;
    add(at + 1, at + 1 + next, 0.7);
    at += 1 + next;
  }
}

/**
 * Length of the name glued to an office, 0 where none is: a whole one with something behind it that ends a name, and of
 * two characters only before a verb of people.
 */
function holder(text: string, start: number): number {
  const dotted = dottedFrom(text, start);
  if (dotted > 0) return dotted;
  const surname = surnameAt(text, start);
  if (surname === 0 || !holds(text, start, surname)) return 0;
  if (surname === 1 && isWord(text, start, start + 2)) return 0;
  for (let end = start + surname + 2; end > start + 1; end--) {
    const short = end === start + 2;
    if (likelihoodAt(text, start, end) < (short ? 0.85 : 0.7) || rightOf(text, end) < (short ? 0.6 : 0.3))
      continue;
    if (!isWord(text, end - 2, end) && !isWord(text, end - 1, end + 1)) return end - start;
  }
  return 0;
}

/** Length of the name after an office and a separator; without a colon it must look like one and end there. */
function holderApart(text: string, start: number): number {
  const name = nameAt(text, start, true);
  if (name === 0) return 0;
  const score = likelihoodAt(text, start, start + name);
  const ends = rightOf(text, start + name) > 0;
  if (text[start - 1] === ':') return score >= 0.5 && (ends || !isWord(text, start, start + 2)) ? name : 0;
  return score >= 0.7 && ends && holds(text, start, surnameAt(text, start)) ? name : 0;
}

/** Whether a surname may begin the name of who holds an office: 局长于明天 says when. */
function holds(text: string, start: number, surname: number): boolean {
  if (surname !== 1) return !isOffice(text, start + surname);
  const first = text[start]!;
  return !prepositions.has(first) && !ambiguous.has(first) && !isOffice(text, start + surname);
}

/** Whether a part of a text is a word that is listed. */
function isWord(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  return isInCommonWords(word) || isCommonWord(word);
}

/** Length of the name that begins at a position after a context word, 0 where none does. */
function nameAt(text: string, start: number, separated: boolean): number {
  if (!han(text.charCodeAt(start)) || !han(text.charCodeAt(start + 1))) return 0;
  const dotted = dottedFrom(text, start);
  if (dotted > 0) return dotted;
  const surname = surnameAt(text, start);
  if (surname === 0 || isOffice(text, start + surname)) return 0;
  if (roleAt(text, start, Role.addresses | Role.follows) > 0) return 0;
  if (surname === 1) {
    for (let length = 3; length <= 4; length++) if (isCommonWord(text.slice(start, start + length))) return 0;
    const two = text.slice(start, start + 2);
    if ((isCommonWord(two) || (!separated && isInCommonWords(two))) && !plausible(text, start)) return 0;
  }
  const first = text[start + surname];
  if (first === undefined || !han(first.charCodeAt(0)) || (isStop(first) && !isGiven(first))) return 0;
  const second = text[start + surname + 1] ?? '';
  const third = text[start + surname + 2] ?? '';
  const one = text.slice(start, start + surname + 1);
  if (!isHan(second)) return accept(text, start, one, separated);
  // Two given names where the run ends there, or where the second one looks like a name and not like a verb.
  const ends =
    !isHan(third) || isStop(third) || roleAt(text, start + surname + 2, Role.title | Role.follows) > 0;
  const twoFit = ends || isGiven(second);
  const oneEnds =
    kinEnds.has(first) ||
    roleAt(text, start + surname + 1, Role.title) > 0 ||
    (isGiven(first) && roleAt(text, start + surname + 1, Role.follows) > 0);
  if (twoFit && !(isStop(second) && isHan(third)) && !oneEnds) {
    return accept(text, start, text.slice(start, start + surname + 2), separated);
  }
  return accept(text, start, one, separated);
}

/** Whether an office stands at a position: 张主任, 李副局长. It is held by many. */
export function isOffice(text: string, at: number): boolean {
  return text[at] === '副' || roleAt(text, at, Role.title) > 0;
}

/** Whether a word that begins with a surname may be a name all the same: only names stand so before such neighbours. */
function plausible(text: string, start: number): boolean {
  const right = rightOf(text, start + 3);
  const three = right >= 0.3 ? likelihoodAt(text, start, start + 3) : 0;
  if (three >= 0.55) return true;
  return rightOf(text, start + 2) >= 0.4 && likelihoodAt(text, start, start + 2) >= 0.3;
}

/** Whether a surname is also a word that joins parts of a sentence: 母亲和儿子, 患者于昨日. */
function joins(surname: string): boolean {
  return conjunctions.has(surname) || prepositions.has(surname);
}

/** Whether a name with such a surname is one: given names tell, all of them after 和, or the part of the sentence ends. */
function surely(text: string, start: number, name: string, score: number): boolean {
  const all = isFrequentSurname(name[0]!) ? 0.85 : 0.55;
  if (conjunctions.has(name[0]!)) return score >= all;
  const right = rightOf(text, start + name.length);
  if (score >= all - 0.15 && (name.length > 2 || right > 0)) return true;
  return !isHan(text[start + name.length] ?? '') && right >= 0.3;
}

/** Without a colon the name must look like one or end where a sentence goes on; with it, the surname is enough. */
function accept(text: string, start: number, name: string, separated: boolean): number {
  if (isCommonWord(name)) return 0;
  if (separated) return name.length;
  const score = likelihood(name);
  if (joins(name[0]!) && !surely(text, start, name, score)) return 0;
  return score >= 0.5 || (score >= 0.25 && rightOf(text, start + name.length) > 0) ? name.length : 0;
}

/** How much what stands after a name speaks for one, in [0, 1]. */
export function rightOf(text: string, end: number): number {
  const next = text[end];
  if (next === undefined) return 0.3;
  if (!isHan(next)) return beginsNumber.test(next) ? 0.45 : pauses.test(next) ? 0.3 : 0.1;
  if (roleAt(text, end, Role.follows | Role.title) > 0) return 0.6;
  return followers.has(next) ? 0.4 : 0;
}

/**
 * Length of a name that no word announces, 0 where none begins: surname, given names and what follows must agree, the
 * more so the less stands before it (`left`, in [0, 1]).
 */
function plain(text: string, start: number, left: number): number {
  const surname = surnameAt(text, start);
  if (surname === 0 || isOffice(text, start + surname)) return 0;
  const word = isInCommonWords(text.slice(start, start + 2));
  let longer = 0;
  for (const count of [2, 1]) {
    const end = start + surname + count;
    if (end > text.length) continue;
    const name = text.slice(start, end);
    const score = likelihood(name);
    if (score < 0.4 && !(word && count === 1 && score >= 0.3)) continue;
    const right = rightOf(text, end);
    if (right === 0.1) continue;
    // A word of two characters is a name only where a verb of people follows at once.
    if (word && surname === 1 && (right < 0.6 || score < (count === 2 ? 0.85 : 0.3) || left < 0.5)) continue;
    if (isInCommonWords(name) && left < 0.5) continue;
    if (count === 2 && surname === 1 && isInCommonWords(text.slice(start + 1, end)) && right < 0.6) continue;
    const needed = count === 2 ? 0.85 : 0.95;
    const both = left + right;
    const agrees =
      (score >= 0.7 && both >= (count === 2 ? 0.6 : 0.7) && (score >= needed || both >= 0.9)) ||
      (score >= 0.4 && both >= 1) ||
      (count === 2 && score >= 0.85 && left >= 0.5 && right > 0);
    if (!agrees) continue;
    if (count === 1 || roleAt(text, end - 1, Role.follows) === 0) return end - start;
    longer = end - start; // 张伟 and 本人 rather than 张伟本
  }
  return longer;
}

/** Length of the name that ends before a verb of people: after a boundary or a preposition. */
function subject(text: string, end: number, floor: number): number {
  for (const length of [4, 3, 2]) {
    const start = end - length;
    if (start < floor) continue;
    const name = text.slice(start, end);
    const surname = surnameLength(name);
    if (surname === 0 || length - surname > 2 || (length === 4 && surname === 1)) continue;
    const before = text[start - 1] ?? '';
    const bounded =
      (!isHan(before) && before !== '[') ||
      leaders.has(before) ||
      roleBefore(text, start, Role.addresses | Role.announces);
    const score = likelihood(name);
    if (isInCommonWords(name) || isInCommonWords(name.slice(0, 2))) continue;
    if (isInCommonWords(text.slice(end - 1, end + 1))) continue;
    if (bounded && score >= (length === 2 ? 0.85 : 0.7)) return length;
  }
  return 0;
}

/** Length of the name that ends before a title, 0 where none does. */
function nameBefore(text: string, end: number, floor: number): number {
  for (const length of [4, 3, 2]) {
    const start = end - length;
    if (start < floor) continue;
    const name = text.slice(start, end);
    if (roleAt(text, start, Role.announces | Role.addresses) > 0) continue;
    const surname = surnameLength(name);
    if (surname === 0 || (length === 4 && surname === 1) || length - surname > 2 || isCommonWord(name))
      continue;
    // A name touching other Han text on the left must be plain to see.
    if (likelihood(name) >= (start > floor && isHan(text[start - 1]!) ? 0.65 : 0.4)) return length;
  }
  return 0;
}

/** Length of the surname that stands alone before a courtesy title of so many characters; 康师傅 is a word. */
function surnameBefore(text: string, end: number, title: number, floor: number): number {
  if (end - 2 >= floor && surnameAt(text, end - 2) === 2) return 2;
  if (end - 1 < floor || surnameAt(text, end - 1) !== 1) return 0;
  const surname = text[end - 1]!;
  if (!isFrequentSurname(surname) || prepositions.has(surname)) return 0;
  if (isCommonWord(text.slice(end - 1, end + title))) return 0;
  return ambiguous.has(surname) && end > 1 && isHan(text[end - 2]!) ? 0 : 1;
}

/** Place of the name that a mask belongs to. */
function maskedBefore(text: string, at: number, floor: number): [number, number] | null {
  const compound = at - 2 >= floor && surnameAt(text, at - 2) === 2;
  const start = at - (compound ? 2 : 1);
  if (start < floor || (!compound && surnameAt(text, start) !== 1)) return null;
  const first = text[start]!;
  if (!compound && (!isFrequentSurname(first) || prepositions.has(first))) return null;
  const before = text[start - 1] ?? '';
  if (!compound && ambiguous.has(first) && isHan(before)) return null;
  if (/[*×○]/.test(before)) return null;
  const mask = maskedGiven.exec(text.slice(at, at + 4));
  return mask === null ? null : [start, at + mask[0].length];
}

const owned = new RegExp(`^的(?:联系)?(?:${ownedWords.join('|')})`);

/** Length of the name of somebody whose number, address or kin follows: 张三的电话. */
function ownerBefore(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && at - start < 5 && isHan(text[start - 1]!)) start--;
  const length = at - start;
  if (length < 2 || length > 4 || !owned.test(text.slice(at, at + 8))) return 0;
  const name = text.slice(start, at);
  const surname = surnameLength(name);
  if (surname === 0 || likelihood(name) < 0.7 || roleAt(text, start + surname, Role.title) > 0) return 0;
  return length;
}

const numbers = /1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])|[1-8][0-9]{16}[0-9Xx](?![0-9])/y;

/** Names that stand directly before a mobile or identity number, as in lists: 张三13812345678. */
function beforeNumbers({ text, digits, digitCount }: Scan, spans: Span[]): void {
  let free = 0;
  for (let k = 0; k < digitCount; k++) {
    const at = digits[k * digitSize]!;
    if (at < free || digits[k * digitSize + 2]! < 11) continue;
    numbers.lastIndex = at;
    if (!numbers.test(text)) continue;
    free = numbers.lastIndex;
    let end = at;
    while (end > 0 && at - end < 2 && ' \t:,，(（'.includes(text[end - 1]!)) end--;
    let start = end;
    while (start > 0 && end - start < 5 && isHan(text[start - 1]!)) start--;
    const length = end - start;
    if (length < 2 || length > 4 || likelihoodAt(text, start, end) < 0.5) continue;
    if (isInCommonWords(text.slice(start, end))) continue;
    spans.push({ start, end, entity: 'person-name', score: 0.7 });
  }
}
