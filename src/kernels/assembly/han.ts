// Shapes of folded and trimmed text with characters outside ASCII: names, organisations, addresses, running text.
import { constant, hasDigitRun, hasLongRun, hasPlainRun } from './vectors';
import {
  SURNAME, COMPOUND, ENDING, ENDINGS, PROVINCE, setFacts, three, isThree, factsOf, knownOf, isHanCode, nextCode, decode, isDot,
  isMark,
} from './characters';
import { learnLevels, countLevels } from './levels';
import { learnIdentities } from './identities';
import { measuredTotal, measuredHan, measuredDigits, measuredBlanks, measuredMarks, measuredExotic } from './measure';
import { isPlate } from './plate';
import {
  LANDLINE, DATE, PLATE, HAN_NAME, HAN_TEXT, ADDRESS, ORGANISATION, LONG, CANDIDATE, MASKED, TIMESTAMP, URL, WHOLE,
} from './shape-bits';
import { dateKind } from './calendar';
import { isLandline } from './phones';
import { isUrl, isMasked, isCandidate } from './forms';

let compounds: usize = 0;
let compoundCount: u32 = 0;
let endings: usize = 0;
let endingCount: u32 = 0;

/** Installs the lists: facts (20992 bytes), surnames of two (u32 first << 16 | second) and endings (u64), both sorted. */
export function shapeTables(factsAt: usize, compoundsAt: usize, compoundLength: u32, endingsAt: usize, endingLength: u32): void {
  compounds = compoundsAt;
  compoundCount = compoundLength;
  endings = endingsAt;
  endingCount = endingLength;
  setFacts(factsAt);
  learnLevels();
  learnIdentities();
}

/** Shapes of 1–5 characters U+4E00–U+9FFF and nothing else; 0 where the cell is anything else. */
// @ts-ignore: decorator
@inline
export function shortHan(p: usize, n: u32, block: v128): u32 {
  const full: u32 = (1 << n) - 1;
  const leads: u32 = i8x16.bitmask(i8x16.le_u(i8x16.sub(block, constant(5)), constant(6))) & full;
  const tails: u32 = i8x16.bitmask(i8x16.lt_s(block, constant(7))) & full;
  // E4 leads to U+4E00 and above only with a second byte of B8 or more.
  const low = v128.and(i8x16.eq(block, constant(5)), i8x16.lt_u(v128.load(p, 1), constant(19)));
  const total: u32 = (n * 43) >>> 7; // a third
  if (total * 3 != n || leads != (0x1249 & full) || (leads ^ tails) != full || <u32>i8x16.bitmask(low) & full) return 0;
  const first = three(p);
  const known: u32 = knownOf(first);
  if (total < 4) return total > 1 && known & (SURNAME | COMPOUND) && opensName(p, known, first, total) ? HAN_TEXT | HAN_NAME : HAN_TEXT;
  let shapes = HAN_TEXT;
  if (total == 4 && known & (SURNAME | COMPOUND) && opensName(p, known, first, total)) shapes |= HAN_NAME;
  if (isOrganisation(p, n)) shapes |= ORGANISATION;
  return shapes;
}

// Where the first two bytes of three characters stand, the second first, and as such pairs U+4E00 and how much more may follow.
const namePlaces = memory.data<u8>([1, 0, 4, 3, 7, 6, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128], 16);
const nameRange = memory.data<u16>([
  0xe4b8, 0xe4b8, 0xe4b8, 0xe4b8, 0xe4b8, 0xe4b8, 0xe4b8, 0xe4b8,
  0x547, 0x547, 0x547, 0x547, 0x547, 0x547, 0x547, 0x547,
], 16);

/** Above what a cell of some length must have: its length in characters, a bit each. */
export const NAME_LENGTHS: u32 = 17;
// By bytes, the two bits of each pair that must lie in the range, one that never does where the length is none, and the length.
const nameNeeds = memory.data<u32>([
  0x10000, 0x10000, 0x10000, 0x20003, 0x10000, 0x10000, 0x4000f, 0x10000, 0x10000, 0x8003f, 0, 0, 0, 0, 0, 0,
], 16);

/** What a cell of at most 9 bytes must have to be of one to three characters U+4E00–U+9FFF, and its length: see NAME_LENGTHS. */
// @ts-ignore: decorator
@inline
export function nameNeedOf(n: u32): u32 {
  return load<u32>(nameNeeds + (<usize>n << 2));
}

/** Whether well-formed text has what it needs; the rest of its bytes follow from these. */
// @ts-ignore: decorator
@inline
export function isShortHan(p: usize, need: u32): bool {
  const pairs = i8x16.swizzle(v128.load(p), v128.load(namePlaces));
  const fit: u32 = i8x16.bitmask(i16x8.le_u(i16x8.sub(pairs, v128.load(nameRange)), v128.load(nameRange, 16)));
  return (need & 0x1ffff & ~fit) == 0;
}

/** The facts about the first character of such a text that tell whether it is a name. */
// @ts-ignore: decorator
@inline
export function surnameOf(p: usize): u32 {
  return knownOf(three(p)) & (SURNAME | COMPOUND);
}

// @ts-ignore: decorator
@inline
function opensName(p: usize, known: u32, first: u32, total: u32): bool {
  return (known & SURNAME) != 0 || (total > 2 && isCompound((first << 16) | three(p + 3)));
}

/** Shapes of a folded, trimmed and measured text with characters outside ASCII. */
export function hanShapes(p: usize, n: u32): u32 {
  const end = p + n;
  let total = measuredTotal;
  let han = measuredHan;
  let levels: u32 = 0;
  let digits = measuredDigits;
  let blanks = measuredBlanks;
  let dots: u32 = 0;
  let marks = measuredMarks; // @ * x and other mask characters
  if (measuredExotic) {
    total = 0;
    han = 0;
    digits = 0;
    blanks = 0;
    marks = 0;
    let at = p;
    while (at < end) {
      const a: u32 = load<u8>(at);
      total++;
      if (a - 0xe4 < 6) {
        const code = three(at);
        at += 3;
        han++;
        levels += (factsOf(code) >> 2) & 1;
      } else if (a < 0x80) {
        at++;
        if (a - 48 < 10) digits++;
        else if (a == 32) blanks++;
        else marks += <u32>(a == 64 || a == 42 || (a | 32) == 120);
      } else {
        at += decode(at);
        const code = nextCode;
        if (isHanCode(code)) han++;
        else if (isDot(code)) dots++;
        else marks += <u32>isMark(code);
      }
    }
  } else if (total >= 6 && han * 2 >= total) levels = countLevels(p, n);
  let shapes: u32 = total > 30 ? LONG : 0;
  const first = three(p);
  if (dots) {
    if (total - blanks <= 32 && han + dots + blanks == total && han >= 3 && han <= 15 && isDotted(p, end)) shapes |= HAN_NAME;
  } else if (total - blanks <= 4 && factsOf(first) & (SURNAME | COMPOUND) && (load<u8>(p) & 0xf0) == 0xe0) {
    if (isShortName(p, end, total - blanks)) shapes |= HAN_NAME;
  }
  if (han && han * 2 >= total) {
    shapes |= HAN_TEXT;
    if (total >= 6 && levels >= 2) shapes |= ADDRESS;
    if (total >= 4 && isOrganisation(p, n)) shapes |= ORGANISATION;
  }
  if (digits) {
    if (total <= 40) {
      if (digits >= 6) {
        if (load<u8>(p + 4) == 0xe5 || load<u8>(p + 4) < 0x80) {
          const date = dateKind(p, n);
          if (date) shapes |= date == 2 ? DATE | TIMESTAMP : DATE;
        }
        if (digits >= 9 && load<u8>(p) < 0x80 && isLandline(p, n)) shapes |= LANDLINE;
      }
      if (total <= 9 && (load<u8>(p) & 0xf0) == 0xe0 && factsOf(first) & PROVINCE && isPlate(p, n)) shapes |= PLATE;
    }
    if (marks && isMasked(p, n)) shapes |= MASKED;
  }
  if (load<u8>(p) < 0x80 && isUrl(p, n)) shapes |= URL;
  if (!(shapes & WHOLE) && mayBeSearched(p, n, digits, marks)) shapes |= CANDIDATE;
  return shapes;
}

/** `isCandidate` of text with characters outside ASCII: seven digits together are enough, as the text is not all one number. */
function mayBeSearched(p: usize, n: u32, digits: u32, marks: u32): bool {
  if (digits >= 7 && hasPlainRun(p, n)) {
    if (hasDigitRun(p, n)) return true;
    if (hasLongRun(p, n)) return isCandidate(p, n);
  }
  return marks != 0 && isCandidate(p, n);
}

function isDotted(p: usize, end: usize): bool {
  let part: u32 = 0;
  while (p < end) {
    p += decode(p);
    if (nextCode == 32) continue;
    if (isDot(nextCode)) {
      if (!part) return false;
      part = 0;
    } else part++;
  }
  return part > 0;
}

function isShortName(p: usize, end: usize, length: u32): bool {
  if (length < 2) return false;
  p += decode(p);
  const first = nextCode;
  let second: u32 = 0;
  let place: u32 = 1;
  while (p < end) {
    p += decode(p);
    const code = nextCode;
    if (code == 32) continue;
    if (place == 1) second = code;
    place++;
    if (!isHanCode(code) && !isMark(code) && (code | 32) != 120) return false;
  }
  if (factsOf(first) & SURNAME) return true;
  return length > 2 && isCompound((first << 16) | second);
}

function isCompound(key: u32): bool {
  let low: u32 = 0;
  let high = compoundCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = load<u32>(compounds + (middle << 2));
    if (found == key) return true;
    if (found < key) low = middle + 1;
    else high = middle;
  }
  return false;
}

function isEnding(key: u64): bool {
  let low: u32 = 0;
  let high = endingCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = load<u64>(endings + (middle << 3));
    if (found == key) return true;
    if (found < key) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** Whether the last characters of a text let `isOrganisation` be asked: without that it says no. Reads 6 bytes from its end back. */
// @ts-ignore: decorator
@inline
export function endsLikeOrganisation(p: usize, n: u32): bool {
  const known = factsOf(three(p + n - 3));
  return <bool>(((known / ENDING) & 1) | ((known / ENDINGS) & <u32>isThree(p + n - 6)));
}

export function isOrganisation(p: usize, n: u32): bool {
  if (n < 6 || !isThree(p + n - 3)) return false;
  const last = three(p + n - 3);
  const known = factsOf(last);
  if (known & ENDING) return true;
  if (!(known & ENDINGS) || !isThree(p + n - 6)) return false;
  let key = (<u64>three(p + n - 6) << 16) | <u64>last;
  if (isEnding(key)) return true;
  if (n < 9 || !isThree(p + n - 9)) return false;
  return isEnding(key | (<u64>three(p + n - 9) << 32));
}
