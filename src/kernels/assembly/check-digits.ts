// Whole-cell numbers with a check digit: identity numbers, bank cards, credit codes, vehicles, devices.
import {
  RESIDENT_ID_18, RESIDENT_ID_18_FORM, RESIDENT_ID_15, MOBILE, LANDLINE, BANK_CARD, USCC, DATE, DIGITS_6, INTEGER, LONG, TIMESTAMP,
  VIN, IMEI, PASSPORT,
} from './shape-bits';
import { buffer, isDigit, isLetter, pair } from './bytes';
import { isRealDate, dateKind } from './calendar';
import { isMobile, isLandline } from './phones';

// Value of a byte in the GB 32100 alphabet (either case), 255 outside; VIN values in the second half.
const values = memory.data(256);
let valuesReady = false;
function prepareValues(): void {
  for (let i: usize = 0; i < 256; i++) store<u8>(values + i, 255);
  let uscc: u32 = 0;
  for (let c: u32 = 48; c <= 90; c++) {
    if (c > 57 && c < 65) continue;
    if (c != 73 && c != 79 && c != 83 && c != 86 && c != 90) {
      store<u8>(values + c, uscc);
      if (c > 57) store<u8>(values + c + 32, uscc);
      uscc++;
    }
    if (c == 73 || c == 79 || c == 81) continue;
    const vin: u32 = c < 58 ? c - 48 : c < 73 ? c - 64 : c < 83 ? c - 73 : c - 81;
    store<u8>(values + 128 + c, vin);
    if (c > 57) store<u8>(values + 128 + c + 32, vin);
  }
  valuesReady = true;
}

/** Sum of the products of 16 digits at p with 16 weights (i16 at w). */
// @ts-ignore: decorator
@inline
function dot16(p: usize, w: usize): u32 {
  const digits = i8x16.sub(v128.load(p), i8x16.splat(48));
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(digits), v128.load(w)),
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(digits), v128.load(w, 16)),
  );
  return i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
}

const idWeights = memory.data<i16>([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4]);
const usccWeights = memory.data<i16>([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]);
const vinWeights = memory.data<i16>([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]);

/** 17 digits and a digit or X. */
function residentId18(p: usize): u32 {
  const year = pair(p + 6) * 100 + pair(p + 8);
  if (year < 1800 || year > 2099 || !isRealDate(year, pair(p + 10), pair(p + 12))) return RESIDENT_ID_18_FORM;
  const sum = (dot16(p, idWeights) + (<u32>load<u8>(p + 16) - 48) * 2) % 11;
  const expected: u32 = sum == 2 ? 88 : sum < 2 ? 49 - sum : 60 - sum;
  let check: u32 = load<u8>(p + 17);
  if (check == 120) check = 88;
  return check == expected ? RESIDENT_ID_18 : RESIDENT_ID_18_FORM;
}

// Blocks of 16: the digit zero, nine, even places, zeros, ones (loaded k bytes early it drops the first k).
const luhnBlocks = memory.data<u16>([
  0x3030, 0x3030, 0x3030, 0x3030, 0x3030, 0x3030, 0x3030, 0x3030,
  0x0909, 0x0909, 0x0909, 0x0909, 0x0909, 0x0909, 0x0909, 0x0909,
  0x00ff, 0x00ff, 0x00ff, 0x00ff, 0x00ff, 0x00ff, 0x00ff, 0x00ff,
  0, 0, 0, 0, 0, 0, 0, 0,
  0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff,
], 16);

/** Twice each digit, 9 less where that has two figures. */
// @ts-ignore: decorator
@inline
function doubled(digits: v128): v128 {
  const twice = i8x16.add(digits, digits);
  const nine = v128.load(luhnBlocks + 16);
  return i8x16.sub(twice, v128.and(i8x16.gt_s(twice, nine), nine));
}

/** 13–19 digits: the last 16 at once, the others one by one. */
function luhn(p: usize, n: u32): bool {
  const keep: u32 = n < 16 ? 16 - n : 0; // bytes before the cell count nothing
  const digits = v128.and(i8x16.sub(v128.load(p + n - 16), v128.load(luhnBlocks)), v128.load(luhnBlocks + 64 - keep));
  const terms = v128.bitselect(doubled(digits), digits, v128.load(luhnBlocks + 32)); // even places from the left are doubled
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(terms));
  let sum: u32 = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  for (let i: i32 = <i32>n - 17; i >= 0; i--) {
    const digit = <u32>load<u8>(p + i) - 48;
    if ((n - <u32>i) & 1) sum += digit;
    else sum += (digit << 1) - 9 * <u32>(digit > 4); // no branch: half of all digits are
  }
  return sum % 10 == 0;
}

function isUscc(p: usize): bool {
  if (!valuesReady) prepareValues();
  if (load<u8>(p) == 48) return false;
  let sum: u32 = 0;
  for (let i: u32 = 0; i < 17; i++) {
    const value: u32 = load<u8>(values + <usize>(load<u8>(p + i) & 127));
    if (value == 255) return false;
    sum += value * <u32>load<i16>(usccWeights + (i << 1));
  }
  return load<u8>(values + <usize>(load<u8>(p + 17) & 127)) == (31 - (sum % 31)) % 31;
}

function isVin(p: usize): bool {
  if (!valuesReady) prepareValues();
  let sum: u32 = 0;
  let letters = false;
  for (let i: u32 = 0; i < 17; i++) {
    const byte: u32 = load<u8>(p + i);
    const value: u32 = load<u8>(values + 128 + <usize>(byte & 127));
    if (value == 255) return false;
    if (byte >= 65) letters = true;
    sum += value * <u32>load<i16>(vinWeights + (i << 1));
  }
  sum %= 11;
  const check: u32 = load<u8>(p + 8);
  return letters && (sum == 10 ? (check | 32) == 120 : check == 48 + sum);
}

/** Forms of 13–19 digits at p; the cell's own length and grouping were judged by the caller. */
function digitForms(p: usize, n: u32): u32 {
  let shapes: u32 = 0;
  if (n - 13 < 7) {
    const valid = luhn(p, n);
    if (valid && load<u8>(p) != 48) shapes |= BANK_CARD;
    if (n == 15) {
      if (valid) {
        let zero = true;
        for (let i: u32 = 0; i < 15; i++) if (load<u8>(p + i) != 48) zero = false;
        if (!zero) shapes |= IMEI;
      }
      if (isRealDate(1900 + pair(p + 6), pair(p + 8), pair(p + 10))) shapes |= RESIDENT_ID_15;
    }
    if (n == 18) {
      shapes |= residentId18(p);
      if (load<u8>(p) != 48) {
        const sum = dot16(p, usccWeights) + (<u32>load<u8>(p + 16) - 48) * 28;
        if (<u32>load<u8>(p + 17) - 48 == (31 - (sum % 31)) % 31) shapes |= USCC;
      }
    }
  }
  return shapes;
}

// Days of the months up to 15, a bit each; those of no month have none. The 29th of February is a question of its own.
const daysOfMonths = memory.data<u32>([
  0, 0xfffffffe, 0x1ffffffe, 0xfffffffe, 0x7ffffffe, 0xfffffffe, 0x7ffffffe, 0xfffffffe,
  0xfffffffe, 0x7ffffffe, 0xfffffffe, 0x7ffffffe, 0xfffffffe, 0, 0, 0,
]);

/** Whether the eight digits at p are a date from 1800 to 2099. */
// @ts-ignore: decorator
@inline
function isBirth(p: usize): bool {
  const figures = load<u64>(p) & 0x0f0f0f0f0f0f0f0f;
  const pairs = figures * 10 + (figures >>> 8); // in every second byte
  const century = <u32>pairs & 0xff;
  const month = <u32>(pairs >>> 32) & 0xff;
  const day = <u32>(pairs >>> 48) & 0xff;
  if (century - 18 > 2 || (month | (day >>> 1)) > 15) return false;
  if ((load<u32>(daysOfMonths + (<usize>month << 2)) >>> day) & 1) return true;
  return isRealDate(century * 100 + (<u32>(pairs >>> 16) & 0xff), month, day);
}

/** Whether a number below 2^31 is a multiple of 11 or 31: times the inverse modulo 2^32 it is small then. */
// @ts-ignore: decorator
@inline
function isMultiple(value: u32, inverse: u32, factor: u32): bool {
  return value * inverse <= <u32>-1 / factor;
}

/** Facts about 17 digits and a check character, a bit each, as `factsOf18` gives them; `shapesOf18` says what they mean. */
export const VALID: u32 = 1; // a birth date and the check character of GB 11643
export const CREDIT: u32 = 2; // the check character of GB 32100
export const CARD: u32 = 4; // the check digit of Luhn
export const CROSSED: u32 = 8; // the check character is X
/** How many sets of such facts there are. */
export const FACTS_OF_18: u32 = 16;

/** Facts about 17 digits and a check character, a digit or X (10): all sums at once, as identity numbers fill whole columns. */
// @ts-ignore: decorator
@inline
export function factsOf18(p: usize, check: u32): u32 {
  const digits = i8x16.sub(v128.load(p), v128.load(luhnBlocks));
  const low = i16x8.extend_low_i8x16_u(digits);
  const high = i16x8.extend_high_i8x16_u(digits);
  const terms = v128.bitselect(doubled(digits), digits, v128.load(luhnBlocks, 32));
  // The sum of these, every second digit doubled, stands in the upper half of a lane.
  const c = i32x4.shl(i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(terms)), 16);
  const a = i32x4.add(
    i32x4.add(i32x4.dot_i16x8_s(low, v128.load(idWeights)), c),
    i32x4.dot_i16x8_s(high, v128.load(idWeights, 16)),
  );
  const b = i32x4.add(i32x4.dot_i16x8_s(low, v128.load(usccWeights)), i32x4.dot_i16x8_s(high, v128.load(usccWeights, 16)));
  const half = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const sums = i64x2.extract_lane(i32x4.add(half, v128.shuffle<i32>(half, half, 2, 3, 0, 1)), 0);
  const last = <u32>load<u8>(p, 16) - 48;
  const crossed = <u32>(check == 10);
  const identity = (<u32>sums & 0xffff) + last * 2 + check + 10; // 1 modulo 11 without the ten
  const credit = <u32>(sums >>> 32) + last * 28 + check + 19 * crossed; // X counts 29
  const luhn = (<u32>sums >>> 16) + (last << 1) - 9 * <u32>(last > 4) + check;
  const zero = <u32>(load<u8>(p) == 48); // neither a code nor a card begins with it
  const card = rotr<u32>(luhn * 0xcccccccd, 1) <= 0x19999999; // a multiple of 10
  return (
    (<u32>isMultiple(identity, 0xba2e8ba3, 11) & <u32>isBirth(p + 6)) |
    (<u32>isMultiple(credit, 0xbdef7bdf, 31) & (zero ^ 1)) << 1 |
    (<u32>card & ((zero | crossed) ^ 1)) << 2 |
    crossed << 3
  );
}

/** The shapes that these facts make. */
// @ts-ignore: decorator
@inline
export function shapesOf18(facts: u32): u32 {
  return (
    select(RESIDENT_ID_18, RESIDENT_ID_18_FORM, facts & VALID) |
    select(USCC, 0, facts & CREDIT) |
    select(BANK_CARD, 0, facts & CARD) |
    select(0, INTEGER, facts & CROSSED)
  );
}

/** The check character at p as a number: 10 for X, more than 10 where it is none. */
// @ts-ignore: decorator
@inline
export function checkAt(p: usize): u32 {
  const byte: u32 = load<u8>(p);
  const check = byte - 48;
  return (byte | 32) == 120 ? 10 : check < 10 ? check : 11;
}

/** All digits, any length. */
export function digitShapes(p: usize, n: u32): u32 {
  if (n > 40) return LONG; // a whole row of digits: neither a number nor a text to search
  let shapes: u32 = n > 30 ? LONG | INTEGER : INTEGER;
  if (n == 6) return shapes | DIGITS_6;
  if (n < 8 || n > 19) return shapes;
  if (n == 8 || n == 14) {
    const date = dateKind(p, n);
    if (date) shapes |= date == 2 ? DATE | TIMESTAMP : DATE;
  }
  const first: u32 = load<u8>(p);
  const second: u32 = load<u8>(p + 1);
  if (n == 9) return first == 49 && (second == 52 || second == 53) ? shapes | PASSPORT : shapes;
  if ((n == 10 && (first == 49 || (first == 50 && second == 48))) || (n == 13 && first == 49)) shapes |= TIMESTAMP;
  if (n == 11 && first == 49) return second >= 51 ? shapes | MOBILE : shapes;
  if (n == 13 || n == 15) if (isMobile(p, n)) shapes |= MOBILE;
  if (n >= 10 && n <= 16 && (first == 48 || first == 56) && isLandline(p, n)) shapes |= LANDLINE;
  return n >= 13 ? shapes | digitForms(p, n) : shapes;
}

/** Copies the letters and digits of [p, p + n) to the buffer if only single blanks and dashes lie between; their number or 0. */
export function isIsolatedAlnum(p: usize, n: u32): u32 {
  let count: u32 = 0;
  let gap = true; // a separator may not come first
  for (let i: u32 = 0; i < n; i++) {
    const byte: u32 = load<u8>(p + i);
    if (byte == 32 || byte == 45) {
      if (gap) return 0;
      gap = true;
      continue;
    }
    if (!isDigit(byte) && !isLetter(byte)) return 0;
    gap = false;
    if (count == 19) return 0;
    store<u8>(buffer + count++, byte);
  }
  return gap ? 0 : count;
}

/** Forms of the n letters and digits in the buffer. */
export function compactShapes(n: u32): u32 {
  let digits: u32 = 0;
  for (let i: u32 = 0; i < n; i++) digits += <u32>isDigit(load<u8>(buffer + i));
  if (digits == n) return digitForms(buffer, n);
  if (n == 17) return isVin(buffer) ? VIN : 0;
  if (n != 18) return 0;
  let shapes: u32 = isUscc(buffer) ? USCC : 0;
  if (digits == 17 && (<u32>load<u8>(buffer + 17) | 32) == 120) shapes |= residentId18(buffer);
  return shapes;
}
