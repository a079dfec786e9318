// Chinese names in a text that `text.ts` has looked at: `recognisers/names/in-text.ts` in the kernel, which is the
// reference and says why each rule is there.
import { aroundAt, dottedAround, dottedBefore, dottedFrom } from './dotted-names';
import { likelihood } from './likelihood';
import {
  ANNOUNCES, TITLE, COURTESY, ADDRESSES, FOLLOWS, OFFICE, GIVEN, STOP, FREQUENT, FOLLOWER, LEADER, GAP, KIN_END, CONJUNCTION, PREPOSITION,
  AMBIGUOUS, NUMBER_MARK, PAUSE, NOT_MASKED, COMMON, LISTED, surnameAt, figure, figures, han, owned, roleAt,
  roleBefore, traitsAt, termOf,
} from './words';
import { digitCount, digits, HIT_DOT, HIT_MASK, HIT_OF, HIT_OPENS, hitCount, hits, unitAt, unitCount } from './text';

const mostNames: i32 = 8192;
export const NAME_WORDS: usize = memory.data(98304, 16); // start, end, score in hundredths
export let nameCount: i32 = 0;

let done: i32 = 0;
let full: bool = false;

function add(start: i32, end: i32, score: i32): void {
  if (nameCount == mostNames) {
    full = true;
    return;
  }
  const at = NAME_WORDS + <usize>nameCount * 12;
  nameCount++;
  store<i32>(at, start);
  store<i32>(at, end, 4);
  store<i32>(at, score, 8);
  if (end > done) done = end;
}

/** Forgets the names of the last text, where the one at hand can have none. */
export function forgetNames(): void {
  nameCount = 0;
}

/** Finds the names of the text at hand; false where there are more than can be kept. */
export function findNames(): bool {
  nameCount = 0;
  done = 0;
  full = false;
  for (let h = 0; h < hitCount; h++) {
    const hit = hits + <usize>h * 12;
    const at = load<i32>(hit);
    if (at < done) continue;
    const length = load<i32>(hit, 4);
    const roles = load<u32>(hit, 8);
    if (roles & (TITLE | COURTESY)) {
      const name = nameBefore(at);
      const alone = name == 0 && roles & COURTESY ? surnameBefore(at, length) : 0;
      if (name > 0) add(at - name, at, 80);
      else if (alone > 0) {
        add(at - alone, at + length, 65);
        continue;
      }
    }
    if (roles & ANNOUNCES) {
      let start = at + length;
      const limit = min(unitCount, start + 4);
      while (start < limit && traitsAt(start) & GAP) start++;
      const name = nameAt(start, start > at + length && unitAt(start - 1) != 41);
      if (name > 0) {
        add(start, start + name, 85);
        further();
        continue;
      }
      if (!(roles & ADDRESSES)) done = at + length;
    } else if (roles & OFFICE) {
      let start = at + length;
      const limit = min(unitCount, start + 4);
      while (start < limit && officeGap(unitAt(start))) start++;
      const name = start > at + length ? holderApart(start) : holder(start);
      if (name > 0) {
        add(start, start + name, 80);
        further();
        continue;
      }
    }
    if (roles & ADDRESSES) {
      const name = plain(at + length, 0.6);
      if (name > 0) {
        add(at + length, at + length + name, 70);
        further();
        continue;
      }
    }
    if (roles & FOLLOWS && !(roles & TITLE)) {
      const name = subject(at);
      if (name > 0) add(at - name, at, 65);
    }
    if (roles & HIT_OPENS) {
      const name = plain(at, 0.3);
      if (name > 0) {
        add(at, at + name, 65);
        further();
      }
    } else if (roles & HIT_MASK) maskedBefore(at);
    else if (roles & HIT_OF) {
      const name = ownerBefore(at);
      if (name > 0) add(at - name, at, 70);
    } else if (roles & HIT_DOT) {
      const name = dottedAround(at, done);
      if (name > 0) add(aroundAt(), aroundAt() + name, 70);
    }
  }
  if (digitCount > 0) beforeNumbers();
  return !full;
}

function further(): void {
  let at = done;
  while (at < unitCount && traitsAt(at) & CONJUNCTION) {
    const next = nameAt(at + 1, false);
    if (next == 0 || likelihood(at + 1, at + 1 + next) < 0.7) return;
    add(at + 1, at + 1 + next, 70);
    at += 1 + next;
  }
}

/** Blank, tab, ends of lines, : 是 为 叫 ( */
function officeGap(unit: u32): bool {
  return unit == 32 || unit - 9 < 2 || unit == 13 || unit == 58 || unit == 0x662f || unit == 0x4e3a || unit == 0x53eb || unit == 40;
}

function holder(start: i32): i32 {
  const dots = dottedFrom(start);
  if (dots > 0) return dots;
  const surname = surnameAt(start);
  if (surname == 0) return 0;
  let asked = false;
  for (let end = start + surname + 2; end > start + 1; end--) {
    const short = end == start + 2;
    // Costs less than the rest, and is mostly not so.
    if (rightOf(end) < (short ? 0.6 : 0.3)) continue;
    if (!asked && (!holds(start, surname) || (surname == 1 && isWord(start, start + 2)))) return 0;
    asked = true;
    if (likelihood(start, end) >= (short ? 0.85 : 0.7) && !isWord(end - 2, end) && !isWord(end - 1, end + 1)) return end - start;
  }
  return 0;
}

function holderApart(start: i32): i32 {
  const name = nameAt(start, true);
  if (name == 0) return 0;
  const score = likelihood(start, start + name);
  const ends = rightOf(start + name) > 0;
  if (unitAt(start - 1) == 58) return score >= 0.5 && (ends || !isWord(start, start + 2)) ? name : 0;
  return score >= 0.7 && ends && holds(start, surnameAt(start)) ? name : 0;
}

function holds(start: i32, surname: i32): bool {
  if (surname == 1 && traitsAt(start) & (PREPOSITION | AMBIGUOUS)) return false;
  return !office(start + surname);
}

function isWord(start: i32, end: i32): bool {
  return (termOf(start, end) & (LISTED | COMMON)) != 0;
}

function nameAt(start: i32, spaced: bool): i32 {
  if (start + 1 >= unitCount || !han(unitAt(start)) || !han(unitAt(start + 1))) return 0;
  const dots = dottedFrom(start);
  if (dots > 0) return dots;
  const surname = surnameAt(start);
  if (surname == 0 || office(start + surname) || roleAt(start, ADDRESSES | FOLLOWS) > 0) return 0;
  if (surname == 1) {
    if ((termOf(start, start + 3) | termOf(start, start + 4)) & COMMON) return 0;
    const two = termOf(start, start + 2);
    if ((two & COMMON || (!spaced && two & LISTED)) && !plausible(start)) return 0;
  }
  const given = start + surname;
  if (given >= unitCount || !han(unitAt(given))) return 0;
  const first = traitsAt(given);
  if (first & STOP && !(first & GIVEN)) return 0;
  const second = given + 1;
  const third = given + 2;
  if (second >= unitCount || !han(unitAt(second))) return accept(start, given + 1, spaced);
  const thirdHan = third < unitCount && han(unitAt(third));
  const ends = !thirdHan || traitsAt(third) & STOP || roleAt(third, TITLE | FOLLOWS) > 0;
  const twoFit = ends || traitsAt(second) & GIVEN;
  const oneEnds = (first & KIN_END) != 0 || roleAt(second, TITLE) > 0 || (first & GIVEN && roleAt(second, FOLLOWS) > 0);
  if (twoFit && !(traitsAt(second) & STOP && thirdHan) && !oneEnds) return accept(start, given + 2, spaced);
  return accept(start, given + 1, spaced);
}

function office(at: i32): bool {
  return (at < unitCount && unitAt(at) == 0x526f) || roleAt(at, TITLE) > 0;
}

function plausible(start: i32): bool {
  const three = rightOf(start + 3) >= 0.3 ? likelihood(start, start + 3) : 0;
  if (three >= 0.55) return true;
  return rightOf(start + 2) >= 0.4 && likelihood(start, start + 2) >= 0.3;
}

function accept(start: i32, end: i32, spaced: bool): i32 {
  if (termOf(start, end) & COMMON) return 0;
  if (spaced) return end - start;
  const score = likelihood(start, end);
  if (traitsAt(start) & (CONJUNCTION | PREPOSITION) && !surely(start, end, score)) return 0;
  return score >= 0.5 || (score >= 0.25 && rightOf(end) > 0) ? end - start : 0;
}

function surely(start: i32, end: i32, score: f64): bool {
  const all = traitsAt(start) & FREQUENT ? 0.85 : 0.55;
  if (traitsAt(start) & CONJUNCTION) return score >= all;
  const right = rightOf(end);
  if (score >= all - 0.15 && (end - start > 2 || right > 0)) return true;
  return (end >= unitCount || !han(unitAt(end))) && right >= 0.3;
}

function rightOf(end: i32): f64 {
  if (end >= unitCount) return 0.3;
  const kind = traitsAt(end);
  if (!han(unitAt(end))) return kind & NUMBER_MARK ? 0.45 : kind & PAUSE ? 0.3 : 0.1;
  if (roleAt(end, FOLLOWS | TITLE) > 0) return 0.6;
  return kind & FOLLOWER ? 0.4 : 0;
}

function plain(start: i32, left: f64): i32 {
  const surname = surnameAt(start);
  if (surname == 0) return 0;
  let asked = false;
  let word: u32 = 0;
  let longer = 0;
  for (let count = 2; count >= 1; count--) {
    const end = start + surname + count;
    if (end > unitCount) continue;
    const right = rightOf(end);
    // Less is never enough, and asked for first as it costs least.
    if (right == 0.1 || !(left + right >= 0.6)) continue;
    if (!asked) {
      if (office(start + surname)) return 0;
      word = termOf(start, start + 2) & LISTED;
      asked = true;
    }
    const score = likelihood(start, end);
    if (score < 0.4 && !(word && count == 1 && score >= 0.3)) continue;
    if (word && surname == 1 && (right < 0.6 || score < (count == 2 ? 0.85 : 0.3) || left < 0.5)) continue;
    if (termOf(start, end) & LISTED && left < 0.5) continue;
    if (count == 2 && surname == 1 && termOf(start + 1, end) & LISTED && right < 0.6) continue;
    const needed = count == 2 ? 0.85 : 0.95;
    const both = left + right;
    const agrees =
      (score >= 0.7 && both >= (count == 2 ? 0.6 : 0.7) && (score >= needed || both >= 0.9)) ||
      (score >= 0.4 && both >= 1) ||
      (count == 2 && score >= 0.85 && left >= 0.5 && right > 0);
    if (!agrees) continue;
    if (count == 1 || roleAt(end - 1, FOLLOWS) == 0) return end - start;
    longer = end - start;
  }
  return longer;
}

function subject(end: i32): i32 {
  for (let length = 4; length >= 2; length--) {
    const start = end - length;
    if (start < done) continue;
    const surname = surnameAt(start);
    if (surname == 0 || length - surname > 2 || (length == 4 && surname == 1)) continue;
    const score = likelihood(start, end);
    if (score < (length == 2 ? 0.85 : 0.7)) continue;
    if ((termOf(start, end) | termOf(start, start + 2) | termOf(end - 1, end + 1)) & LISTED) continue;
    if (start == 0) return length;
    const before = unitAt(start - 1);
    if (!han(before) && before != 91) return length;
    if (traitsAt(start - 1) & LEADER || roleBefore(start, ADDRESSES | ANNOUNCES)) return length;
  }
  return 0;
}

function nameBefore(end: i32): i32 {
  const parts = dottedBefore(end, done);
  if (parts > 0) return parts;
  for (let length = 4; length >= 2; length--) {
    const start = end - length;
    if (start < done) continue;
    const surname = surnameAt(start);
    if (surname == 0 || (length == 4 && surname == 1) || length - surname > 2) continue;
    if (roleAt(start, ANNOUNCES | ADDRESSES) > 0 || termOf(start, end) & COMMON) continue;
    if (likelihood(start, end) >= (start > done && han(unitAt(start - 1)) ? 0.65 : 0.4)) return length;
  }
  return 0;
}

function surnameBefore(end: i32, title: i32): i32 {
  if (end - 2 >= done && surnameAt(end - 2) == 2) return 2;
  if (end - 1 < done || surnameAt(end - 1) != 1) return 0;
  const kind = traitsAt(end - 1);
  if (!(kind & FREQUENT) || kind & PREPOSITION || termOf(end - 1, end + title) & COMMON) return 0;
  return kind & AMBIGUOUS && end > 1 && han(unitAt(end - 2)) ? 0 : 1;
}

// @ts-ignore: decorator
@inline
function masks(unit: u32): bool {
  return unit == 42 || unit == 0xd7 || unit == 0x25cb;
}

/** Length of what a mask made of given names at a position, 0 where it is something else. */
function maskedGiven(at: i32): i32 {
  const unit = unitAt(at);
  if (unit == 0x67d0) {
    const next = unitAt(at + 1);
    // 某 甲 乙 丙 丁 戊 and digits
    const more =
      next == 0x67d0 || next == 0x7532 || next == 0x4e59 || next == 0x4e19 || next == 0x4e01 || next == 0x620a ||
      next - 48 < 10;
    if (more && !(traitsAt(at + 2) & NOT_MASKED)) return 2;
    return traitsAt(at + 1) & NOT_MASKED ? 0 : 1;
  }
  if (!masks(unit)) return 0;
  const second = unitAt(at + 1);
  const two = unit == 42 ? second == 42 : second == 0xd7 || second == 0x25cb;
  const next = two ? unitAt(at + 2) : second;
  if (masks(next) || next - 48 < 10 || (next | 32) - 97 < 26 || (next >= 0x4e00 && next <= 0x9fff)) return 0;
  return two ? 2 : 1;
}

function maskedBefore(at: i32): void {
  const compound = at - 2 >= done && surnameAt(at - 2) == 2;
  const start = at - (compound ? 2 : 1);
  if (start < done || (!compound && surnameAt(start) != 1)) return;
  const kind = traitsAt(start);
  if (!compound && (!(kind & FREQUENT) || kind & PREPOSITION)) return;
  if (start > 0) {
    const before = unitAt(start - 1);
    if (!compound && kind & AMBIGUOUS && han(before)) return;
    if (masks(before)) return;
  }
  const mask = maskedGiven(at);
  if (mask > 0) add(start, at + mask, 65);
}

/** Whether one of the words for what people own stands at a position. */
function ownedAt(at: i32): bool {
  let p = owned;
  while (true) {
    const length: i32 = load<u16>(p);
    if (length == 0) return false;
    let i = 0;
    while (i < length && unitAt(at + i) == <u32>load<u16>(p + (<usize>(i + 1) << 1))) i++;
    if (i == length) return true;
    p += <usize>(length + 1) << 1;
  }
}

function ownerBefore(at: i32): i32 {
  let start = at;
  while (start > done && at - start < 5 && han(unitAt(start - 1))) start--;
  const length = at - start;
  if (length < 2 || length > 4) return 0;
  const contact = unitAt(at + 1) == 0x8054 && unitAt(at + 2) == 0x7cfb;
  if (!ownedAt(at + 1) && !(contact && ownedAt(at + 3))) return 0;
  const surname = surnameAt(start);
  if (surname == 0 || likelihood(start, at) < 0.7 || roleAt(start + surname, TITLE) > 0) return 0;
  return length;
}

/** End of the mobile or identity number at a position, 0 where none stands. */
function numberEnd(at: i32): i32 {
  if (unitAt(at) == 49 && unitAt(at + 1) - 51 < 7 && figure(at + 2)) {
    let end = at + 3;
    if (unitAt(end) == 32 || unitAt(end) == 45) end++;
    if (figures(end, 4)) {
      end += 4;
      if (unitAt(end) == 32 || unitAt(end) == 45) end++;
      if (figures(end, 4) && !figure(end + 4)) return end + 4;
    }
  }
  if (unitAt(at) - 49 < 8 && figures(at + 1, 16)) {
    const last = unitAt(at + 17);
    if ((last - 48 < 10 || (last | 32) == 120) && !figure(at + 18)) return at + 18;
  }
  return 0;
}

function beforeNumbers(): void {
  let free = 0;
  for (let k = 0; k < digitCount; k++) {
    const entry = digits + (<usize>k << 4);
    const at = load<i32>(entry);
    if (at < free || load<i32>(entry, 8) < 11) continue;
    const after = numberEnd(at);
    if (after == 0) continue;
    free = after;
    let end = at;
    while (end > 0 && at - end < 2) {
      const unit = unitAt(end - 1);
      // blank, tab : , ， ( （
      if (unit != 32 && unit != 9 && unit != 58 && unit != 44 && unit != 0xff0c && unit != 40 && unit != 0xff08) break;
      end--;
    }
    let start = end;
    while (start > 0 && end - start < 5 && han(unitAt(start - 1))) start--;
    const length = end - start;
    if (length < 2 || length > 4 || likelihood(start, end) < 0.5 || termOf(start, end) & LISTED) continue;
    add(start, end, 70);
  }
}
