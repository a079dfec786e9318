// Shapes of a cell, bit for bit what `shapes/reference.ts` says of well-formed UTF-8. Order of the tests: length and
// class masks by SIMD first, then only the parsers that the masks leave possible. Reads up to 64 bytes past a cell.
import {
  isRealDate, pair, dateKind, digits18, crossed18, isMobile, isLandline, numberShapes, compactShapes, digitShapes, isEmail, isHkId, isPassport,
  isUrl, isUuid, isMac, isIpv4, isIpv6, isMasked, isCandidate, isIsolatedAlnum,
  DATE, TIMESTAMP, INTEGER, MOBILE, LANDLINE, EMAIL, LONG, MASKED, CANDIDATE, UUID, MAC, IPV4, IPV6, HKID, PASSPORT, URL,
  HAN_NAME, HAN_TEXT, ADDRESS, ORGANISATION, PLATE, WHOLE,
} from './forms';

// Facts about characters U+4E00–U+9FFF, one byte each.
const SURNAME: u8 = 1;
const COMPOUND: u8 = 2; // first character of a surname of two
const LEVEL: u8 = 4; // level of an address
const ENDING: u8 = 8; // ends an organisation's name alone
const ENDINGS: u8 = 16; // last character of a longer ending
const PROVINCE: u8 = 32; // begins a plate
const PLATE_END: u8 = 64; // ends a special plate

let facts: usize = 0;
let compounds: usize = 0;
let compoundCount: u32 = 0;
let endings: usize = 0;
let endingCount: u32 = 0;
let scratch: usize = 0;

/** Characters of the cell last classified. */
let characters: u32 = 0;
export function charactersOf(): u32 {
  return characters;
}

/** Installs the lists: facts (20992 bytes), surnames of two (u32 first << 16 | second) and endings (u64), both sorted. */
export function shapeTables(factsAt: usize, compoundsAt: usize, compoundLength: u32, endingsAt: usize, endingLength: u32): void {
  facts = factsAt;
  compounds = compoundsAt;
  compoundCount = compoundLength;
  endings = endingsAt;
  endingCount = endingLength;
  memory.fill(levelBytes, 0, 64);
  let bucket: u32 = 0;
  for (let code: u32 = 0x4e00; code < 0x4e00 + 20992; code++) {
    if (!(factsOf(code) & LEVEL)) continue;
    const bit: u32 = 1 << (bucket++ & 7);
    mark(levelBytes, 0x80 | ((code >>> 6) & 63), bit);
    mark(levelBytes + 32, 0x80 | (code & 63), bit);
  }
}

// Which second and third bytes characters of levels have: by the low half of each byte, then by the high half, as sets of
// characters, a bit each. A character whose four sets have nothing in common names no level.
const levelBytes = memory.data(64, 16);

function mark(table: usize, byte: u32, bit: u32): void {
  store<u8>(table + (byte & 15), load<u8>(table + (byte & 15)) | bit);
  store<u8>(table + 16 + (byte >>> 4), load<u8>(table + 16 + (byte >>> 4)) | bit);
}

/** Where a block at p may begin a character that names a level. */
// @ts-ignore: decorator
@inline
function mayBeLevel(p: usize): v128 {
  const low = i8x16.splat(15);
  const second = v128.load(p, 1);
  const third = v128.load(p, 2);
  const a = v128.and(
    i8x16.swizzle(v128.load(levelBytes), v128.and(second, low)),
    i8x16.swizzle(v128.load(levelBytes, 16), v128.and(i16x8.shr_u(second, 4), low)),
  );
  const b = v128.and(
    i8x16.swizzle(v128.load(levelBytes, 32), v128.and(third, low)),
    i8x16.swizzle(v128.load(levelBytes, 48), v128.and(i16x8.shr_u(third, 4), low)),
  );
  return i8x16.ne(v128.and(a, b), i8x16.splat(0));
}

/** Where cells are folded: as many bytes as the longest cell and slack. */
export function shapeScratch(at: usize): void {
  scratch = at;
}

// Bytes that blocks are compared with, 16 of each, in memory: a load is cheaper than the constant, which the engine
// would build anew in every turn of a loop.
const constants = memory.data<u8>([
  48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48,
  9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
  32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,
  97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97,
  25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25,
  228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228,
  5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
  192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192,
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
  42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42,
  120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227,
  135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135,
  239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239,
  226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226,
  194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194,
  45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45,
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184,
], 16);

// @ts-ignore: decorator
@inline
function constant(i: usize): v128 {
  return v128.load(constants + (i << 4));
}

// @ts-ignore: decorator
@inline
export function digitMask(block: v128): u32 {
  return i8x16.bitmask(i8x16.le_u(i8x16.sub(block, constant(0)), constant(1)));
}

// @ts-ignore: decorator
@inline
export function letterMask(block: v128): u32 {
  return i8x16.bitmask(i8x16.le_u(i8x16.sub(v128.or(block, constant(2)), constant(3)), constant(4)));
}

/** The set of shapes of the cell [p, p + n), n > 0. */
export function classify(p: usize, n: u32): u32 {
  if (n > 32) return classifyAny(p, n);
  const one = v128.load(p);
  let high: u32 = i8x16.bitmask(one);
  let digits: u32 = digitMask(one);
  let full: u32 = 0xffff;
  if (n > 16) {
    const two = v128.load(p, 16);
    high |= i8x16.bitmask(two) << 16;
    digits |= digitMask(two) << 16;
    full = 0xffffffff >>> (32 - n);
  } else full = (<u32>0xffff) >>> (16 - n);
  if (high & full) {
    if (n <= 15) {
      const shapes = shortHan(p, n, one);
      if (shapes) return shapes;
    }
    return classifyHigh(p, n);
  }
  characters = n;
  digits &= full;
  if (n == 18 && (digits & 0x1ffff) == 0x1ffff) {
    if (digits == full) return digits18(p);
    if ((load<u8>(p + 17) | 32) == 120) return crossed18(p);
  }
  const first: u32 = load<u8>(p);
  if (digits == full) {
    if (n == 11 && first == 49) return load<u8>(p + 1) >= 51 ? INTEGER | MOBILE : INTEGER;
    return digitShapes(p, n);
  }
  if (n == 10 && digits == 0x36f && isPlainDate(p)) return DATE;
  if (first == 48 && n - 11 < 3) {
    const rest = full & ~digits;
    if ((rest == 8 || rest == 16) && load<u8>(p + ctz(rest)) == 45 && isPlainLandline(p, n, rest)) return LANDLINE;
  }
  if (first <= 32 || first == 39 || load<u8>(p + n - 1) <= 32) return classifyTrimmed(p, n);
  return asciiShapes(p, n, digits, full);
}

/** YYYY-MM-DD with equal separators, the commonest form of all. */
// @ts-ignore: decorator
@inline
export function isPlainDate(p: usize): bool {
  const mark: u32 = load<u8>(p + 4);
  if ((mark != 45 && mark != 47 && mark != 46) || mark != <u32>load<u8>(p + 7)) return false;
  const year = pair(p) * 100 + pair(p + 2);
  return year >= 1000 && isRealDate(year, pair(p + 5), pair(p + 8));
}

/** 0, area code, one dash, 7–8 digits: the commonest landline; it has no other shape. The 0 was seen. */
// @ts-ignore: decorator
@inline
export function isPlainLandline(p: usize, n: u32, rest: u32): bool {
  const second = <u32>load<u8>(p + 1) - 48;
  const third: u32 = load<u8>(p + 2);
  if (rest == 16) return (n == 12 || n == 13) && second >= 3 && load<u8>(p + 5) >= 50;
  if (rest != 8 || (n != 11 && n != 12) || load<u8>(p + 4) < 50) return false;
  return second == 1 ? third == 48 : second == 2 && third != 54;
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
  characters = total;
  const first = three(p);
  const known: u32 = load<u8>(facts + (first - 0x4e00));
  if (total < 4) return total > 1 && known & (SURNAME | COMPOUND) && opensName(p, known, first, total) ? HAN_TEXT | HAN_NAME : HAN_TEXT;
  let shapes = HAN_TEXT;
  if (total == 4 && known & (SURNAME | COMPOUND) && opensName(p, known, first, total)) shapes |= HAN_NAME;
  if (isOrganisation(p, n)) shapes |= ORGANISATION;
  return shapes;
}

// @ts-ignore: decorator
@inline
function opensName(p: usize, known: u32, first: u32, total: u32): bool {
  return (known & SURNAME) != 0 || (total > 2 && isCompound((first << 16) | three(p + 3)));
}

function classifyAny(p: usize, n: u32): u32 {
  if (load<u8>(p) >= 0x80) return classifyHigh(p, n);
  const end = p + n;
  let any = i8x16.splat(0);
  let at = p;
  for (; at + 16 <= end; at += 16) any = v128.or(any, v128.load(at));
  let high: u32 = i8x16.bitmask(any);
  if (at < end) high |= i8x16.bitmask(v128.load(at)) & ((1 << <u32>(end - at)) - 1);
  if (high) return classifyHigh(p, n);
  characters = n;
  return classifyTrimmed(p, n);
}

let trimStart: usize = 0;
let trimLength: u32 = 0;
function trim(p: usize, n: u32): void {
  let end = p + n;
  while (p < end && load<u8>(p) <= 32) p++;
  while (end > p && load<u8>(end - 1) <= 32) end--;
  if (end - p > 1 && load<u8>(p) == 39) p++;
  trimStart = p;
  trimLength = <u32>(end - p);
}

function classifyTrimmed(p: usize, n: u32): u32 {
  trim(p, n);
  return asciiForm(trimStart, trimLength);
}

/** Shapes of a folded and trimmed ASCII text. */
function asciiForm(p: usize, n: u32): u32 {
  if (n == 0) return 0;
  if (n > 32) return n > 40 ? asciiLong(p, n, 0) : asciiMiddle(p, n);
  const full: u32 = 0xffffffff >>> (32 - n);
  let digits = digitMask(v128.load(p)) | (digitMask(v128.load(p, 16)) << 16);
  digits &= full;
  if (digits == full) return digitShapes(p, n);
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

/** Bytes that make e-mails, masks or searches possible: @ * x X. */
// @ts-ignore: decorator
@inline
export function specialOf(block: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(block, constant(8)), i8x16.eq(block, constant(9))),
    i8x16.eq(v128.or(block, constant(2)), constant(10)),
  );
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

/** Whether three x stand together among the letters of 32 bytes. */
// @ts-ignore: decorator
@inline
function hasCrosses(p: usize, letters: u32): bool {
  if (!(letters & (letters >>> 1) & (letters >>> 2))) return false;
  const x = constant(10);
  const blank = constant(2);
  const mask: u32 =
    i8x16.bitmask(i8x16.eq(v128.or(v128.load(p), blank), x)) |
    (i8x16.bitmask(i8x16.eq(v128.or(v128.load(p, 16), blank), x)) << 16);
  return (mask & (mask >>> 1) & (mask >>> 2) & letters) != 0;
}

// @ts-ignore: decorator
@inline
function byteMask(p: usize, byte: i8): u32 {
  return (
    i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(byte))) |
    (i8x16.bitmask(i8x16.eq(v128.load(p, 16), i8x16.splat(byte))) << 16)
  );
}

/**
 * The commonest e-mail: letters, digits and dots around one @, a top level of letters; no three x in a row, which could
 * be a mask, and no www, which could be a web address. It has no other shape. At least 7 and at most 32 bytes.
 */
// @ts-ignore: decorator
@inline
export function isPlainEmail(p: usize, n: u32, letters: u32, digits: u32, full: u32): bool {
  const rest = full & ~(letters | digits);
  const ats = byteMask(p, 64) & full;
  // One @, not first; a dot behind it, not right behind it.
  if (!ats || ats & (ats - 1) || ats & 1) return false;
  const dots = rest ^ ats;
  const marks = dots & ~(ats - 1);
  if (!marks || (rest & (rest >>> 1) & ~(ats >>> 1)) || byteMask(p, 46) & full ^ dots) return false;
  const top = clz(marks) - (32 - n);
  if (top < 2 || top > 24 || letters >>> (n - top) != (full >>> (n - top))) return false;
  return (load<u32>(p) | 0x20202020) != 0x2e777777 && !hasCrosses(p, letters);
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

/** Folded, trimmed, ASCII, at most 32 bytes, not only digits. */
function asciiShapes(p: usize, n: u32, digits: u32, full: u32): u32 {
  let letters = letterMask(v128.load(p));
  if (n > 16) letters |= letterMask(v128.load(p, 16)) << 16;
  letters &= full;
  if (n > 6 && isPlainEmail(p, n, letters, digits, full)) return n > 30 ? EMAIL | LONG : EMAIL;
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
    if (kinds == DASH && load<u8>(p) == 48 && isPlainLandline(p, n, full & ~digits)) return LANDLINE;
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
    if (count && (kinds & STAR || hasCrosses(p, letters)) && isMasked(p, n)) shapes |= MASKED;
  }
  if (!(shapes & WHOLE) && (count >= 7 || kinds & AT) && isCandidate(p, n)) shapes |= CANDIDATE;
  return shapes;
}

// What `measure` found: characters, U+4000–U+9FFF, ASCII digits, blanks, special bytes; whether anything may fold, and
// whether a character is neither ASCII, nor U+4000–U+9FFF, nor common punctuation.
let measuredTotal: u32 = 0;
let measuredHan: u32 = 0;
let measuredDigits: u32 = 0;
let measuredBlanks: u32 = 0;
let measuredMarks: u32 = 0;
let measuredExotic: u32 = 0;
let measuredFolds: u32 = 0;
let measuredMild: u32 = 0; // full-width punctuation that means the same to a long text, folded or not
function measure(p: usize, n: u32): void {
  let tails: u32 = 0;
  let han: u32 = 0;
  let digits: u32 = 0;
  const zero = i8x16.splat(0);
  let blank = zero;
  let special = zero;
  let exotic: u32 = 0;
  let folds: u32 = 0;
  let mild: u32 = 0;
  const end = p + n;
  for (let at = p; at < end; ) {
    // Counts are kept a byte lane each, which holds 255.
    const stop = min(end, at + 255 * 16);
    let tailCounts = zero;
    let hanCounts = zero;
    let digitCounts = zero;
    for (; at < stop; at += 16) {
      let block = v128.load(at);
      if (end - at < 16) block = withoutRest(block, <u32>(end - at));
      const tail = i8x16.lt_s(block, constant(7));
      const lead = i8x16.le_u(i8x16.sub(block, constant(5)), constant(6));
      tailCounts = i8x16.sub(tailCounts, tail);
      hanCounts = i8x16.sub(hanCounts, lead);
      digitCounts = i8x16.sub(digitCounts, i8x16.le_u(i8x16.sub(block, constant(0)), constant(1)));
      special = v128.or(special, specialOf(block));
      blank = v128.or(blank, i8x16.eq(block, constant(2)));
      const other = v128.andnot(i8x16.lt_s(block, zero), v128.or(tail, lead));
      if (v128.any_true(other)) {
        const second = v128.load(at, 1);
        const e3 = v128.and(i8x16.eq(block, constant(12)), i8x16.eq(second, constant(11)));
        const third = v128.load(at, 2);
        const ef = v128.and(i8x16.eq(block, constant(14)), i8x16.eq(second, i8x16.splat(<i8>0xbc)));
        const gentle = v128.and(ef, isGentle(third));
        mild |= i8x16.bitmask(gentle);
        const hard = v128.or(leadsFold(block), v128.and(e3, i8x16.eq(third, constant(11))));
        folds |= i8x16.bitmask(v128.andnot(hard, gentle));
        exotic |= i8x16.bitmask(v128.andnot(other, v128.or(gentle, v128.and(e3, i8x16.ne(third, constant(13))))));
      }
    }
    tails += sumOf(tailCounts);
    han += sumOf(hanCounts);
    digits += sumOf(digitCounts);
  }
  measuredTotal = n - tails;
  measuredHan = han;
  measuredDigits = digits;
  measuredBlanks = 0;
  if (v128.any_true(blank)) for (let i: u32 = 0; i < n; i++) measuredBlanks += <u32>(load<u8>(p + i) == 32);
  measuredMarks = v128.any_true(special) ? 1 : 0;
  measuredExotic = exotic;
  measuredFolds = folds;
  measuredMild = mild;
}

/** Sum of the byte lanes. */
// @ts-ignore: decorator
@inline
export function sumOf(counts: v128): u32 {
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(counts));
  const half = i64x2.add(sums, v128.shuffle<i64>(sums, sums, 1, 0));
  const both = i64x2.extract_lane(half, 0);
  return <u32>both + <u32>(both >>> 32);
}

// 16 bytes of ones, then 16 of zeros: loaded at 16 - k it keeps the first k bytes of a block.
const masks = memory.data<u64>([-1, -1, 0, 0], 16);

/** A cell with bytes outside ASCII: fold if anything may fold, trim, and look again. */
function classifyHigh(p: usize, n: u32): u32 {
  measure(p, n);
  const count = measuredTotal;
  const folds = measuredFolds != 0 || (measuredMild != 0 && !isPlainText(p, n));
  let changed = false;
  if (folds) {
    n = fold(p, n, scratch);
    p = scratch;
    changed = true;
  }
  if (n && (load<u8>(p) <= 39 || load<u8>(p + n - 1) <= 32)) {
    trim(p, n);
    p = trimStart;
    n = trimLength;
    changed = true;
  }
  let shapes: u32 = 0;
  if (n) {
    if (folds && !isHigh(p, n)) shapes = asciiForm(p, n);
    else {
      if (changed) measure(p, n);
      shapes = hanShapes(p, n);
    }
  }
  characters = count;
  return shapes;
}

/**
 * Whether a measured text with full-width punctuation has the same shapes unfolded: more than 40 characters, so that
 * only the forms of running text are left, with a Han character first, and an end that is neither blank nor folds.
 */
function isPlainText(p: usize, n: u32): bool {
  return (
    measuredTotal > 40 && <u32>load<u8>(p) - 0xe4 < 6 && load<u8>(p + n - 1) > 32 && load<u8>(p + n - 3) != 0xef
  );
}

/** Third bytes of the full-width ! ( ) , : ; ? after EF BC. */
// @ts-ignore: decorator
@inline
function isGentle(third: v128): v128 {
  const low = i8x16.swizzle(v128.load(gentleBytes), i8x16.sub(third, i8x16.splat(<i8>0x80)));
  const high = i8x16.swizzle(v128.load(gentleBytes, 16), i8x16.sub(third, i8x16.splat(<i8>0x90)));
  return v128.or(low, high);
}

// 80…8F and 90…9F; swizzle gives 0 for every other byte.
const gentleBytes = memory.data<u8>([
  0, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 255,
], 16);

/** The first n < 16 bytes of a block, zeros behind them. */
// @ts-ignore: decorator
@inline
export function withoutRest(block: v128, n: u32): v128 {
  return v128.and(block, v128.load(masks + 16 - n));
}

/** Where a block at p has full-width ! ( ) , : ; ? or a sign U+3001–U+303F but the zero U+3007. */
// @ts-ignore: decorator
@inline
export function isPlainPunctuation(p: usize, block: v128): v128 {
  const second = v128.load(p, 1);
  const third = v128.load(p, 2);
  const e3 = v128.and(i8x16.eq(block, constant(12)), i8x16.eq(second, constant(11)));
  const sign = v128.andnot(e3, v128.or(i8x16.eq(third, constant(13)), i8x16.eq(third, constant(11))));
  const wide = v128.and(i8x16.eq(block, constant(14)), i8x16.eq(second, i8x16.splat(<i8>0xbc)));
  return v128.or(sign, v128.and(wide, isGentle(third)));
}

function isHigh(p: usize, n: u32): bool {
  const end = p + n;
  for (; p + 16 <= end; p += 16) if (i8x16.bitmask(v128.load(p))) return true;
  return p < end && (i8x16.bitmask(v128.load(p)) & ((1 << <u32>(end - p)) - 1)) != 0;
}

// @ts-ignore: decorator
@inline
function leadsFold(block: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(block, constant(14)), i8x16.eq(block, constant(15))),
    i8x16.eq(block, constant(16)),
  );
}

/** Writes the folded form to `to` and returns its length; blocks without a foldable lead byte are copied whole. */
function fold(p: usize, n: u32, to: usize): u32 {
  const end = p + n;
  const start = to;
  while (p < end) {
    const block = v128.load(p);
    v128.store(to, block);
    const mask: u32 = i8x16.bitmask(v128.or(leadsFold(block), i8x16.eq(block, constant(12)))) | 0x10000;
    const run = min<usize>(ctz(mask), end - p);
    p += run;
    to += run;
    if (run == 16 || p >= end) continue;
    const a = load<u8>(p);
    const left = end - p;
    const b: u32 = left > 1 ? load<u8>(p + 1) : 0;
    const c: u32 = left > 2 ? load<u8>(p + 2) : 0;
    if (a == 0xc2) {
      if (b == 0xa0) {
        store<u8>(to++, 32);
        p += 2;
        continue;
      }
    } else if (a == 0xef) {
      if (b == 0xbc && c >= 0x81 && c <= 0xbf) {
        store<u8>(to++, c - 0x60);
        p += 3;
        continue;
      }
      if (b == 0xbd && c >= 0x80 && c <= 0x9e) {
        store<u8>(to++, c - 0x20);
        p += 3;
        continue;
      }
      if (b == 0xbb && c == 0xbf) {
        p += 3;
        continue;
      }
    } else if (a == 0xe3) {
      if (b == 0x80 && c == 0x80) {
        store<u8>(to++, 32);
        p += 3;
        continue;
      }
    } else if (b == 0x80) {
      if (c >= 0x90 && c <= 0x95) {
        store<u8>(to++, 45);
        p += 3;
        continue;
      }
      if ((c >= 0x8b && c <= 0x8f) || (c >= 0xaa && c <= 0xae)) {
        p += 3;
        continue;
      }
    } else if (b == 0x88 && c == 0x92) {
      store<u8>(to++, 45);
      p += 3;
      continue;
    } else if (b == 0x81 && c == 0xa0) {
      p += 3;
      continue;
    }
    store<u8>(to++, a); // the lead byte of a character that does not fold; its rest is copied as it is
    p++;
  }
  return <u32>(to - start);
}

// @ts-ignore: decorator
@inline
function three(p: usize): u32 {
  return ((<u32>load<u8>(p) & 15) << 12) | ((<u32>load<u8>(p + 1) & 63) << 6) | (<u32>load<u8>(p + 2) & 63);
}

// @ts-ignore: decorator
@inline
function factsOf(code: u32): u32 {
  return code - 0x4e00 < 20992 ? load<u8>(facts + (code - 0x4e00)) : 0;
}

// @ts-ignore: decorator
@inline
function isHanCode(code: u32): bool {
  return (
    code - 0x3400 < 0x6c00 || code == 0x3007 || code - 0xf900 < 512 || code - 0x20000 < 0x20000
  );
}

let nextCode: u32 = 0;
/** Decodes the character at p into nextCode and returns its length in bytes. */
function decode(p: usize): u32 {
  const a: u32 = load<u8>(p);
  if (a < 0x80) {
    nextCode = a;
    return 1;
  }
  if (a >= 0xf0) {
    nextCode =
      ((a & 7) << 18) | ((<u32>load<u8>(p + 1) & 63) << 12) | ((<u32>load<u8>(p + 2) & 63) << 6) | (<u32>load<u8>(p + 3) & 63);
    return 4;
  }
  if (a >= 0xe0) {
    nextCode = three(p);
    return 3;
  }
  nextCode = ((a & 31) << 6) | (<u32>load<u8>(p + 1) & 63);
  return 2;
}

// @ts-ignore: decorator
@inline
function isDot(code: u32): bool {
  return code == 0xb7 || code == 0x2022 || code == 0x30fb || code == 0x2027;
}

// @ts-ignore: decorator
@inline
function isMark(code: u32): bool {
  return code == 42 || code == 0xd7 || code == 0x25cf || code == 0x25cb || code == 0x25a0 || code == 0x2588;
}

/** Whether seven digits, blanks, dashes and dots stand together: without that no run of seven digits is there. */
function hasLongRun(p: usize, n: u32): bool {
  for (let from: u32 = 0; from < n; from += 58) {
    const at = p + from;
    let mask = runMask(v128.load(at)) | (runMask(v128.load(at, 16)) << 16) | (runMask(v128.load(at, 32)) << 32) | (runMask(v128.load(at, 48)) << 48);
    if (n - from < 64) mask &= (<u64>1 << <u64>(n - from)) - 1;
    mask &= mask >>> 1;
    mask &= mask >>> 2;
    if (mask & (mask >>> 3)) return true;
  }
  return false;
}

/** Whether seven bytes of ASCII stand together: asked first, as it costs less. */
export function hasPlainRun(p: usize, n: u32): bool {
  for (let from: u32 = 0; from < n; from += 58) {
    const at = p + from;
    let mask = ~(
      <u64>(<u32>i8x16.bitmask(v128.load(at)) | (<u32>i8x16.bitmask(v128.load(at, 16)) << 16)) |
      (<u64>(<u32>i8x16.bitmask(v128.load(at, 32)) | (<u32>i8x16.bitmask(v128.load(at, 48)) << 16)) << 32)
    );
    if (n - from < 64) mask &= (<u64>1 << <u64>(n - from)) - 1;
    mask &= mask >>> 1;
    mask &= mask >>> 2;
    if (mask & (mask >>> 3)) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function runMask(block: v128): u64 {
  const digits = i8x16.le_u(i8x16.sub(block, constant(0)), constant(1));
  const marks = i8x16.le_u(i8x16.sub(block, constant(17)), constant(18)); // - and .
  return <u64>(<u32>i8x16.bitmask(v128.or(v128.or(digits, marks), i8x16.eq(block, constant(2)))));
}

// Where the last address had its first two levels, in bytes: those of a column mostly have them in the same places.
let firstLevel: u32 = 0;
let secondLevel: u32 = 0;

// @ts-ignore: decorator
@inline
function isLevel(p: usize): bool {
  return <u32>load<u8>(p) - 0xe4 < 6 && (factsOf(three(p)) & LEVEL) != 0;
}

/** Characters that name a level of an address, up to 2. */
export function countLevels(p: usize, n: u32): u32 {
  if (firstLevel < secondLevel && secondLevel + 3 <= n && isLevel(p + firstLevel) && isLevel(p + secondLevel)) return 2;
  let levels: u32 = 0;
  for (let from: u32 = 0; from < n; from += 16) {
    const block = v128.load(p + from);
    const lead = i8x16.le_u(i8x16.sub(block, constant(5)), constant(6));
    let leads: u32 = i8x16.bitmask(v128.and(lead, mayBeLevel(p + from)));
    if (n - from < 16) leads &= (1 << (n - from)) - 1;
    while (leads) {
      const place = from + ctz(leads);
      if (factsOf(three(p + place)) & LEVEL) {
        if (levels) {
          secondLevel = place;
          return 2;
        }
        firstLevel = place;
        levels = 1;
      }
      leads &= leads - 1;
    }
  }
  return levels;
}

/** Shapes of a folded, trimmed and measured text with characters outside ASCII. */
function hanShapes(p: usize, n: u32): u32 {
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
  if (!(shapes & WHOLE) && ((digits >= 7 && hasPlainRun(p, n) && hasLongRun(p, n)) || marks) && isCandidate(p, n)) shapes |= CANDIDATE;
  return shapes;
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

// @ts-ignore: decorator
@inline
function isThree(p: usize): bool {
  return (load<u8>(p) & 0xf0) == 0xe0;
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

/** Letter or digit without I and O, either case. */
// @ts-ignore: decorator
@inline
function isPlateByte(byte: u32): bool {
  if (byte - 48 < 10) return true;
  const upper = byte & 0xdf;
  return upper - 65 < 26 && upper != 73 && upper != 79 && byte >= 65;
}

// @ts-ignore: decorator
@inline
function isGreenByte(byte: u32): bool {
  const upper = byte & 0xdf;
  return byte >= 65 && upper - 65 < 11 && upper != 73; // A–H, J, K
}

/** The province was seen. */
function isPlate(p: usize, n: u32): bool {
  const end = p + n;
  let at = p + 3;
  const letter: u32 = load<u8>(at);
  if (letter < 65 || (letter | 32) - 97 >= 26 || n < 9) return false;
  at++;
  decode(at);
  if (isDot(nextCode) || nextCode == 32 || nextCode == 46 || nextCode == 45) at += decode(at);
  const left = <u32>(end - at);
  let digits: u32 = 0;
  const plain: u32 = left == 7 ? 4 : left;
  if (plain < 4 || plain > 6) return false;
  for (let i: u32 = 0; i < plain; i++) {
    const byte: u32 = load<u8>(at + i);
    if (!isPlateByte(byte)) return false;
    digits += <u32>(byte - 48 < 10);
  }
  if (!digits) return false;
  if (left == 5) return true;
  if (left == 7) return isThree(at + 4) && (factsOf(three(at + 4)) & PLATE_END) != 0;
  if (left != 6) return false;
  const head: u32 = load<u8>(at);
  const tail: u32 = load<u8>(at + 5);
  let run: u32 = 0; // digits at positions 1…4
  for (let i: u32 = 2; i < 5; i++) run += <u32>(<u32>load<u8>(at + i) - 48 < 10);
  if (isGreenByte(head) && run == 3 && tail - 48 < 10) return true;
  return head - 48 < 10 && <u32>load<u8>(at + 1) - 48 < 10 && run == 3 && isGreenByte(tail);
}
