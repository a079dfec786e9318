// Shapes of folded and trimmed ASCII text.
import { constant, digitMask, letterMask, specialOf, byteMask, hasLongRun } from './vectors';
import {
  MOBILE, LANDLINE, EMAIL, DATE, IPV4, IPV6, LONG, CANDIDATE, MASKED, UUID, TIMESTAMP, MAC, HKID, PASSPORT, URL, WHOLE,
} from './shape-bits';
import { pair } from './bytes';
import { isRealDate, dateKind } from './calendar';
import { digitShapes, isIsolatedAlnum, compactShapes } from './check-digits';
import { isMobile, isLandline } from './phones';
import { numberShapes, isEmail, isHkId, isPassport, isUrl, isUuid, isMac, isIpv4, isIpv6, isMasked, isCandidate } from './forms';

/** YYYY-MM-DD with equal separators, the commonest form of all. */
// @ts-ignore: decorator
@inline
export function isPlainDate(p: usize): bool {
  const mark: u32 = load<u8>(p + 4);
  if ((mark != 45 && mark != 47 && mark != 46) || mark != <u32>load<u8>(p + 7)) return false;
  const year = pair(p) * 100 + pair(p + 2);
  return year >= 1000 && isRealDate(year, pair(p + 5), pair(p + 8));
}

// By the two digits behind the 0: 1 where they are an area code in use, 2 where they begin one of three digits.
const areaKinds = memory.data(128);
for (let digits: u32 = 0; digits < 100; digits++) {
  const short = digits == 10 || (digits - 20 < 10 && digits != 26);
  store<u8>(areaKinds + digits, <u8>short | (<u8>(digits >= 30) << 1));
}

/**
 * 0, area code, one dash, 7–8 digits: the commonest landline, of 11 to 13 bytes; it has no other shape. `marks` has the bits of
 * the bytes that are no digits. Without branches: codes of three and four digits take turns.
 */
// @ts-ignore: decorator
@inline
export function isPlainLandline(p: usize, n: u32, marks: u32): bool {
  const four = marks >>> 4; // 1: a code of four digits, with the 0
  const dash = p + 3 + (four & 1);
  const code = (<u32>load<u8>(p, 1) & 15) * 10 + (<u32>load<u8>(p, 2) & 15);
  const kind: u32 = load<u8>(areaKinds + <usize>(code & 127));
  const number: u32 = load<u16>(dash); // the dash and the first digit of the number
  return <bool>(
    <u32>(((marks - 8) & ~8) == 0) & // one byte that is no digit, the fourth or fifth
    <u32>(load<u8>(p) == 48) &
    (kind >>> (four & 1)) & 1 &
    <u32>(n - four - 11 < 2) &
    <u32>((number & 0xff) == 45) &
    <u32>(number >= 50 << 8)
  );
}

const POINT_ZERO: u32 = 0x302e; // `.0` as it is loaded

/** Whether 6 to 32 bytes are a whole number with the `.0` behind it that data frames write; it has the shapes of the number. */
// @ts-ignore: decorator
@inline
export function isFloated(p: usize, n: u32, digits: u32, full: u32): bool {
  return n >= 6 && digits == (full ^ (1 << (n - 2))) && <u32>load<u16>(p + n - 2) == POINT_ZERO;
}

/** The same of longer texts. */
function isLongFloated(p: usize, n: u32): bool {
  if (<u32>load<u16>(p + n - 2) != POINT_ZERO) return false;
  for (let i: u32 = 0; i < n - 2; i++) if (<u32>load<u8>(p + i) - 48 > 9) return false;
  return true;
}

/** Shapes of a folded and trimmed ASCII text. */
export function asciiForm(p: usize, n: u32): u32 {
  if (n == 0) return 0;
  if (n > 32 && isLongFloated(p, n)) return digitShapes(p, n - 2);
  if (n > 32) return n > 40 ? asciiLong(p, n, 0) : asciiMiddle(p, n);
  const full: u32 = 0xffffffff >>> (32 - n);
  let digits = digitMask(v128.load(p)) | (digitMask(v128.load(p, 16)) << 16);
  digits &= full;
  if (digits == full) return digitShapes(p, n);
  if (isFloated(p, n, digits, full)) return digitShapes(p, n - 2);
  return asciiShapes(p, n, digits, full);
}

/** 33–40 characters: rare, so every form is simply tried. */
function asciiMiddle(p: usize, n: u32): u32 {
  let digits: u32 = 0;
  for (let i: u32 = 0; i < n; i++) digits += <u32>(<u32>load<u8>(p + i) - 48 < 10);
  if (digits == n) return digitShapes(p, n);
  let shapes: u32 = 0;
  const date = dateKind(p, n);
  if (date) shapes |= date == 2 ? DATE | TIMESTAMP : DATE;
  if (isLandline(p, n)) shapes |= LANDLINE;
  if (n == 36 && isUuid(p)) shapes |= UUID;
  if (isIpv6(p, n)) shapes |= IPV6;
  shapes |= numberShapes(p, n);
  const compact = isIsolatedAlnum(p, n);
  if (compact) shapes |= compactShapes(compact);
  return asciiLong(p, n, shapes);
}

/** What longer ASCII text can be. */
function asciiLong(p: usize, n: u32, shapes: u32): u32 {
  if (n > 30) shapes |= LONG;
  let digits: u32 = 0;
  let special = i8x16.splat(0);
  const end = p + n;
  let at = p;
  for (; at + 16 <= end; at += 16) {
    const block = v128.load(at);
    digits += popcnt(digitMask(block));
    special = v128.or(special, specialOf(block));
  }
  let mask: u32 = i8x16.bitmask(special);
  if (at < end) {
    const rest: u32 = (1 << <u32>(end - at)) - 1;
    const block = v128.load(at);
    digits += popcnt(digitMask(block) & rest);
    mask |= i8x16.bitmask(specialOf(block)) & rest;
  }
  if (n <= 254 && mask && isEmail(p, n)) shapes |= EMAIL;
  if (isUrl(p, n)) shapes |= URL;
  if (digits && mask && isMasked(p, n)) shapes |= MASKED;
  if (!(shapes & WHOLE) && (mask || (digits >= 7 && hasLongRun(p, n))) && isCandidate(p, n)) shapes |= CANDIDATE;
  return shapes;
}

// Classes of the bytes that are neither letters nor digits, as bits.
const DASH: u32 = 1;
const DOT: u32 = 2;
const BLANK: u32 = 4;
const SLASH: u32 = 8;
const COLON: u32 = 16;
const COMMA: u32 = 32;
const PLUS: u32 = 64;
const BRACKET: u32 = 128;
const STAR: u32 = 256;
const AT: u32 = 512;
const HASH: u32 = 1024;
const OTHER: u32 = 2048;

// The class of every ASCII byte: a look-up, where a switch would be mispredicted.
const kindsOfBytes = memory.data<u16>([
  2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048,
  2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048,
  4, 2048, 2048, 1024, 2048, 2048, 2048, 2048, 128, 128, 256, 64, 32, 1, 2, 8,
  2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 16, 2048, 2048, 2048, 2048, 2048,
  512, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048,
  2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048,
  2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048,
  2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048,
]);

// @ts-ignore: decorator
@inline
function kindOf(byte: u32): u32 {
  return load<u16>(kindsOfBytes + (byte << 1));
}

/** Bits of the bytes in 32 that are equal to those of a constant. */
// @ts-ignore: decorator
@inline
function equalMask(one: v128, two: v128, bytes: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.eq(one, bytes)) | (<u32>i8x16.bitmask(i8x16.eq(two, bytes)) << 16);
}

/** Where three x stand together among the letters of 32 bytes. */
// @ts-ignore: decorator
@inline
function crossesOf(one: v128, two: v128, letters: u32): u32 {
  const blank = constant(2);
  const mask = equalMask(v128.or(one, blank), v128.or(two, blank), constant(10));
  return mask & (mask >>> 1) & (mask >>> 2) & letters;
}

/**
 * The commonest e-mail, of 7 to 32 bytes (`one`, `two`): letters, digits and dots around one @, a top level of letters; no
 * three x in a row, which could be a mask, and no www, which could be a web address. It has no other shape. Without branches:
 * all that may be wrong with it is put together.
 */
// @ts-ignore: decorator
@inline
export function isPlainEmail(p: usize, n: u32, one: v128, two: v128, letters: u32, digits: u32, full: u32): bool {
  const rest = full & ~(letters | digits);
  const ats = equalMask(one, two, constant(8)) & full;
  const dots = rest ^ ats;
  const marks = dots & ~(ats - 1); // of the host
  const labels = 32 - clz(marks); // where the top level begins
  const wrong =
    (ats & (ats - 1)) | // a second @
    (ats & 1) | // nothing before it
    (rest & (rest >>> 1) & ~(ats >>> 1)) | // two marks together, but a dot before the @
    ((equalMask(one, two, constant(23)) & full) ^ dots) | // another mark
    <u32>(marks == 0) |
    <u32>(n - labels - 2 > 22) |
    ((full & ~letters) >>> labels) | // a top level with figures
    crossesOf(one, two, letters) |
    <u32>((load<u32>(p) | 0x20202020) == 0x2e777777);
  return wrong == 0;
}

/** `isEmail` of at most 32 bytes by masks; there is an @. */
function isShortEmail(p: usize, n: u32, letters: u32, digits: u32, full: u32): bool {
  const ats = byteMask(p, 64) & full;
  const place = ctz(ats);
  if (ats & (ats - 1) || place == 0 || place + 1 >= n) return false;
  const dots = byteMask(p, 46) & full;
  const dashes = byteMask(p, 45) & full;
  const local: u32 = ats - 1;
  const domain = full & ~(local | ats);
  const words = letters | digits | dots | dashes;
  if (domain & ~words) return false;
  let rest = local & ~words;
  while (rest) {
    const byte = load<u8>(p + ctz(rest));
    if (byte != 95 && byte != 43 && byte != 37 && byte != 39) return false;
    rest &= rest - 1;
  }
  const marks = dots & domain;
  if (!marks || (dots | ats) & (marks >>> 1)) return false; // an empty label
  const last = 31 - clz(marks);
  const top = n - 1 - last;
  return top >= 2 && top <= 24 && (full & ~(((<u32>2) << last) - 1) & ~letters) == 0;
}

/** Whether seven digits stand together. */
// @ts-ignore: decorator
@inline
function hasSeven(digits: u32): bool {
  const pairs = digits & (digits >>> 1);
  const fours = pairs & (pairs >>> 2);
  return (fours & (fours >>> 3)) != 0;
}

/** Digits and asterisks, what masks leave of numbers: MASKED where two asterisks stand together, CANDIDATE where seven digits do. */
// @ts-ignore: decorator
@inline
function maskedShapes(digits: u32, stars: u32): u32 {
  const masked: u32 = stars & (stars >>> 1) ? MASKED : 0;
  return hasSeven(digits) ? masked | CANDIDATE : masked;
}

/** Whether digits and asterisks are MASKED and nothing else. */
// @ts-ignore: decorator
@inline
export function isPlainlyMasked(digits: u32, stars: u32): bool {
  return (stars & (stars >>> 1)) != 0 && !hasSeven(digits);
}

/** Folded, trimmed, ASCII, at most 32 bytes, not only digits. */
export function asciiShapes(p: usize, n: u32, digits: u32, full: u32): u32 {
  const one = v128.load(p);
  const two = v128.load(p, 16);
  let letters = letterMask(one);
  if (n > 16) letters |= letterMask(two) << 16;
  letters &= full;
  if (n > 6 && letters && isPlainEmail(p, n, one, two, letters, digits, full)) return n > 30 ? EMAIL | LONG : EMAIL;
  const count = popcnt(digits);
  let shapes: u32 = n > 30 ? LONG : 0;
  let kinds: u32 = 0;
  let rest = full & ~(digits | letters);
  while (rest) {
    kinds |= kindOf(load<u8>(p + ctz(rest)));
    rest &= rest - 1;
  }
  if (!letters) {
    if (!count) return kinds & AT && isCandidate(p, n) ? shapes | CANDIDATE : shapes;
    if (kinds == STAR) return shapes | maskedShapes(digits, full & ~digits);
    if (kinds == DASH && n - 11 < 3 && isPlainLandline(p, n, full & ~digits)) return LANDLINE;
    if (!(kinds & ~(COMMA | DOT | PLUS | DASH))) shapes |= numberShapes(p, n);
    if (count >= 6 && (digits & 15) == 15) {
      const date = dateKind(p, n);
      if (date) shapes |= date == 2 ? DATE | TIMESTAMP : DATE;
    }
    if (count >= 9 && !(kinds & ~(DASH | DOT | BLANK | PLUS | BRACKET | HASH))) {
      if (count >= 11 && isMobile(p, n)) shapes |= MOBILE;
      if (isLandline(p, n)) shapes |= LANDLINE;
      if (count >= 13 && !(kinds & ~(DASH | BLANK))) {
        const compact = isIsolatedAlnum(p, n);
        if (compact) shapes |= compactShapes(compact);
      }
    }
    if (kinds == DOT && n <= 15 && isIpv4(p, n)) shapes |= IPV4;
    if (kinds == COLON && isIpv6(p, n)) shapes |= IPV6;
    if (n == 17 && (kinds == COLON || kinds == DASH) && isMac(p)) shapes |= MAC;
    if (kinds & STAR && isMasked(p, n)) shapes |= MASKED;
  } else {
    if (!(kinds & ~(DASH | BLANK)) && n >= 15) {
      const compact = isIsolatedAlnum(p, n);
      if (compact) shapes |= compactShapes(compact);
    }
    if (kinds & AT && isShortEmail(p, n, letters, digits, full)) shapes |= EMAIL;
    if (count >= 6) {
      if ((digits & 15) == 15) {
        const date = dateKind(p, n);
        if (date) shapes |= date == 2 ? DATE | TIMESTAMP : DATE;
      }
      if (n >= 8 && n <= 11) {
        if (isHkId(p, n)) shapes |= HKID;
        if (!kinds && isPassport(p, n)) shapes |= PASSPORT;
      }
      if (count >= 9 && isLandline(p, n)) shapes |= LANDLINE;
    }
    if (kinds == COLON && isIpv6(p, n)) shapes |= IPV6;
    if (n == 17 && (kinds == COLON || kinds == DASH) && isMac(p)) shapes |= MAC;
    if (kinds & (COLON | DOT) && letters & 1 && isUrl(p, n)) shapes |= URL;
    if (count && (kinds & STAR || crossesOf(one, two, letters)) && isMasked(p, n)) shapes |= MASKED;
  }
  if (!(shapes & WHOLE) && (count >= 7 || kinds & AT) && isCandidate(p, n)) shapes |= CANDIDATE;
  return shapes;
}
