// The whole-cell forms behind shapes.ts, on folded and trimmed bytes; twins of `shapes/numbers.ts`, `codes.ts` and
// `text.ts`. Bits repeat `kernels/shapes.ts`. Every parser is bounded by n and linear.
export const RESIDENT_ID_18: u32 = 1 << 0;
export const RESIDENT_ID_18_FORM: u32 = 1 << 1;
export const RESIDENT_ID_15: u32 = 1 << 2;
export const MOBILE: u32 = 1 << 3;
export const LANDLINE: u32 = 1 << 4;
export const EMAIL: u32 = 1 << 5;
export const BANK_CARD: u32 = 1 << 6;
export const USCC: u32 = 1 << 7;
export const DATE: u32 = 1 << 8;
export const DIGITS_6: u32 = 1 << 9;
export const INTEGER: u32 = 1 << 10;
export const DECIMAL: u32 = 1 << 11;
export const IPV4: u32 = 1 << 12;
export const IPV6: u32 = 1 << 13;
export const PLATE: u32 = 1 << 14;
export const HAN_NAME: u32 = 1 << 15;
export const HAN_TEXT: u32 = 1 << 16;
export const ADDRESS: u32 = 1 << 17;
export const ORGANISATION: u32 = 1 << 18;
export const LONG: u32 = 1 << 19;
export const CANDIDATE: u32 = 1 << 20;
export const MASKED: u32 = 1 << 21;
export const UUID: u32 = 1 << 22;
export const TIMESTAMP: u32 = 1 << 23;
export const MAC: u32 = 1 << 24;
export const VIN: u32 = 1 << 25;
export const IMEI: u32 = 1 << 26;
export const COORDINATE: u32 = 1 << 27;
export const HKID: u32 = 1 << 28;
export const PASSPORT: u32 = 1 << 29;
export const URL: u32 = 1 << 30;
/** Shapes that say what a whole cell is. */
export const WHOLE: u32 =
  RESIDENT_ID_18 | RESIDENT_ID_18_FORM | RESIDENT_ID_15 | MOBILE | LANDLINE | EMAIL | BANK_CARD | USCC | DATE |
  DIGITS_6 | INTEGER | DECIMAL | IPV4 | IPV6 | PLATE | UUID | TIMESTAMP | MAC | VIN | IMEI | COORDINATE | HKID | PASSPORT;

const buffer = memory.data(64, 16);

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

// @ts-ignore: decorator
@inline
function isDigit(byte: u32): bool {
  return byte - 48 < 10;
}

// @ts-ignore: decorator
@inline
function at(p: usize, i: u32, n: u32): u32 {
  return i < n ? load<u8>(p + i) : 0;
}

// @ts-ignore: decorator
@inline
function isLetter(byte: u32): bool {
  return (byte | 32) - 97 < 26;
}

// @ts-ignore: decorator
@inline
function isHex(byte: u32): bool {
  return isDigit(byte) || (byte | 32) - 97 < 6;
}

// @ts-ignore: decorator
@inline
export function pair(p: usize): u32 {
  return (<u32>load<u8>(p) - 48) * 10 + <u32>load<u8>(p + 1) - 48;
}

/** Days of each month over 28, two bits a month from bit 2 on; a leap day apart. */
const DAYS: u32 = 0x3BBEECC;

export function isRealDate(year: u32, month: u32, day: u32): bool {
  if (month - 1 >= 12) return false;
  if (day - 1 < 28 + ((DAYS >>> (month << 1)) & 3)) return true;
  return month == 2 && day == 29 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
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

/** 13–19 digits: the last 16 at once, the others one by one. */
function luhn(p: usize, n: u32): bool {
  const keep: u32 = n < 16 ? 16 - n : 0; // bytes before the cell count nothing
  const digits = v128.and(i8x16.sub(v128.load(p + n - 16), v128.load(luhnBlocks)), v128.load(luhnBlocks + 64 - keep));
  const twice = i8x16.add(digits, digits);
  const nine = v128.load(luhnBlocks + 16);
  const folded = i8x16.sub(twice, v128.and(i8x16.gt_s(twice, nine), nine));
  const terms = v128.bitselect(folded, digits, v128.load(luhnBlocks + 32)); // even places from the left are doubled
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

// Of 18 characters of which 17 are digits, as `readSeventeen` left them.
let idSum: u32 = 0; // of the first 17, weighted as in GB 11643
let usccSum: u32 = 0; // as in GB 32100
let realBirth: bool = false;

/** Both sums and the date at once: identity numbers fill whole columns. */
function readSeventeen(p: usize): void {
  const digits = i8x16.sub(v128.load(p), v128.load(luhnBlocks));
  const low = i16x8.extend_low_i8x16_u(digits);
  const high = i16x8.extend_high_i8x16_u(digits);
  const a = i32x4.add(i32x4.dot_i16x8_s(low, v128.load(idWeights)), i32x4.dot_i16x8_s(high, v128.load(idWeights, 16)));
  const b = i32x4.add(i32x4.dot_i16x8_s(low, v128.load(usccWeights)), i32x4.dot_i16x8_s(high, v128.load(usccWeights, 16)));
  const half = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const sums = i32x4.add(half, v128.shuffle<i32>(half, half, 2, 3, 0, 1));
  const last = <u32>load<u8>(p + 16) - 48;
  idSum = <u32>i32x4.extract_lane(sums, 0) + last * 2;
  usccSum = <u32>i32x4.extract_lane(sums, 1) + last * 28;
  const pairs = i16x8.add(
    i16x8.mul(v128.and(digits, v128.load(luhnBlocks, 32)), i16x8.splat(10)),
    i16x8.shr_u(digits, 8),
  );
  const year = <u32>i16x8.extract_lane_u(pairs, 3) * 100 + <u32>i16x8.extract_lane_u(pairs, 4);
  realBirth = year - 1800 < 300 && isRealDate(year, i16x8.extract_lane_u(pairs, 5), i16x8.extract_lane_u(pairs, 6));
}

/** Shapes of 18 digits. */
export function digits18(p: usize): u32 {
  readSeventeen(p);
  const check = <u32>load<u8>(p + 17) - 48;
  const sum = idSum % 11;
  let shapes = INTEGER | select(RESIDENT_ID_18, RESIDENT_ID_18_FORM, realBirth && sum != 2 && check == (sum < 2 ? 1 - sum : 12 - sum));
  if (load<u8>(p) == 48) return shapes;
  shapes |= select(USCC, 0, check == (31 - (usccSum % 31)) % 31);
  return shapes | select(BANK_CARD, 0, luhn(p, 18));
}

/** Shapes of 17 digits and an X. */
export function crossed18(p: usize): u32 {
  readSeventeen(p);
  let shapes = select(RESIDENT_ID_18, RESIDENT_ID_18_FORM, realBirth && idSum % 11 == 2);
  if (load<u8>(p) != 48) shapes |= select(USCC, 0, usccSum % 31 == 2); // X counts 29
  return shapes;
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

/** 0 no date, 1 date, 2 date and time. */
export function dateKind(p: usize, n: u32): u32 {
  if (n < 8) return 0;
  for (let i: u32 = 0; i < 4; i++) if (!isDigit(load<u8>(p + i))) return 0;
  const year = pair(p) * 100 + pair(p + 2);
  const mark: u32 = load<u8>(p + 4);
  let i: u32 = 5;
  let month: u32 = 0;
  let day: u32 = 0;
  let compact = false;
  if (isDigit(mark)) {
    for (let k: u32 = 5; k < 8; k++) if (!isDigit(load<u8>(p + k))) return 0;
    month = pair(p + 4);
    day = pair(p + 6);
    compact = true;
    i = 8;
  } else {
    const han = mark == 0xe5;
    if (han) {
      if (load<u8>(p + 5) != 0xb9 || load<u8>(p + 6) != 0xb4) return 0;
      i = 7;
    } else if (mark != 45 && mark != 47 && mark != 46) return 0;
    if (!isDigit(at(p, i, n))) return 0;
    month = <u32>load<u8>(p + i++) - 48;
    if (isDigit(at(p, i, n))) month = month * 10 + <u32>load<u8>(p + i++) - 48;
    if (han) {
      if (at(p, i, n) != 0xe6 || at(p, i + 1, n) != 0x9c || at(p, i + 2, n) != 0x88) return 0;
      i += 3;
    } else {
      if (at(p, i, n) != mark) return 0;
      i++;
    }
    if (!isDigit(at(p, i, n))) return 0;
    day = <u32>load<u8>(p + i++) - 48;
    if (isDigit(at(p, i, n))) day = day * 10 + <u32>load<u8>(p + i++) - 48;
    if (han) {
      const a = at(p, i, n);
      const b = at(p, i + 1, n);
      const c = at(p, i + 2, n);
      if ((a == 0xe6 && b == 0x97 && c == 0xa5) || (a == 0xe5 && b == 0x8f && c == 0xb7)) i += 3;
    }
  }
  if (compact ? year - 1800 >= 300 && year != 9999 : year < 1000) return 0;
  if (!isRealDate(year, month, day)) return 0;
  if (i == n) return 1;
  if (compact && n == 14 && isDigit(load<u8>(p + 8))) {
    for (let k: u32 = 9; k < 14; k++) if (!isDigit(load<u8>(p + k))) return 0;
    return pair(p + 8) < 24 && pair(p + 10) < 60 && pair(p + 12) < 60 ? 2 : 0;
  }
  return isTime(p, i, n) ? 2 : 0;
}

function isTime(p: usize, i: u32, n: u32): bool {
  let byte = at(p, i++, n);
  if (byte != 32 && byte != 84) return false;
  if (!isDigit(at(p, i, n))) return false;
  let hour = <u32>load<u8>(p + i++) - 48;
  if (isDigit(at(p, i, n))) hour = hour * 10 + <u32>load<u8>(p + i++) - 48;
  if (at(p, i, n) != 58 || !isDigit(at(p, i + 1, n)) || !isDigit(at(p, i + 2, n))) return false;
  if (hour >= 24 || pair(p + i + 1) >= 60) return false;
  i += 3;
  if (at(p, i, n) == 58) {
    if (!isDigit(at(p, i + 1, n)) || !isDigit(at(p, i + 2, n)) || pair(p + i + 1) >= 60) return false;
    i += 3;
    byte = at(p, i, n);
    if (byte == 46 || byte == 44) {
      const start = ++i;
      while (isDigit(at(p, i, n)) && i - start < 9) i++;
      if (i == start) return false;
    }
  }
  byte = at(p, i, n);
  if (byte == 90) i++;
  else if (byte == 43 || byte == 45) {
    if (!isDigit(at(p, i + 1, n)) || !isDigit(at(p, i + 2, n))) return false;
    i += 3;
    if (at(p, i, n) == 58) i++;
    if (!isDigit(at(p, i, n)) || !isDigit(at(p, i + 1, n))) return false;
    i += 2;
  }
  return i == n;
}

export function isMobile(p: usize, n: u32): bool {
  if (n > 32 || n < 11) return false;
  const first: u32 = load<u8>(p);
  if (!(isDigit(first) || first == 43 || first == 40) || !isDigit(load<u8>(p + n - 1))) return false;
  const second: u32 = load<u8>(p + 1);
  if (isDigit(first) && first != 49) {
    const follows: u32 = first == 48 ? 48 : 54; // 00 or 86
    if ((first != 48 && first != 56) || (isDigit(second) && second != follows)) return false;
  }
  let count: u32 = 0;
  let gap: u32 = 0;
  let dots: u32 = 0;
  let plus = false;
  for (let i: u32 = 0; i < n; i++) {
    const byte: u32 = load<u8>(p + i);
    if (isDigit(byte)) {
      if (count == 15) return false;
      store<u8>(buffer + count++, byte);
      gap = 0;
    } else if (byte == 43) {
      if (plus || count) return false;
      plus = true;
      gap = 0;
    } else {
      if (byte != 32 && byte != 45 && byte != 46 && byte != 40 && byte != 41) return false;
      if (++gap == 3) return false;
      dots += <u32>(byte == 46);
    }
  }
  if (dots == 1) return false;
  let start: u32 = 0;
  if (count == 13 && load<u16>(buffer) == 0x3638) start = 2;
  else if (count == 15 && !plus && load<u32>(buffer) == 0x36383030) start = 4;
  else if (count != 11 || plus) return false;
  return load<u8>(buffer + start) == 49 && load<u8>(buffer + start + 1) >= 51;
}

export function isLandline(p: usize, n: u32): bool {
  if (n < 10) return false;
  let i: u32 = 0;
  const first: u32 = load<u8>(p);
  const abroad = (first == 43 && load<u16>(p + 1) == 0x3638) || load<u32>(p) == 0x36383030;
  if (abroad) i = first == 43 ? 3 : 4;
  else if (load<u16>(p) == 0x3638) i = 2;
  if (i && (load<u8>(p + i) == 32 || load<u8>(p + i) == 45)) i++;
  if (load<u8>(p + i) == 40) i++;
  if (load<u8>(p + i) == 48) i++;
  else if (!abroad) return false;
  const area: u32 = load<u8>(p + i);
  const next: u32 = load<u8>(p + i + 1);
  if (area == 49) {
    if (next != 48) return false;
    i += 2;
  } else if (area == 50) {
    if (!isDigit(next) || next == 54) return false;
    i += 2;
  } else if (area - 51 < 7) {
    if (!isDigit(next) || !isDigit(load<u8>(p + i + 2))) return false;
    i += 3;
  } else return false;
  let byte = at(p, i, n);
  if (byte == 41) byte = at(p, ++i, n);
  if (byte == 32 || byte == 45 || byte == 46) byte = at(p, ++i, n);
  if (byte - 50 >= 8) return false;
  i++;
  if (!isDigit(at(p, i, n)) || !isDigit(at(p, i + 1, n))) return false;
  return (isDigit(at(p, i + 2, n)) && endsLandline(p, i + 3, n)) || endsLandline(p, i + 2, n);
}

/** The last four digits and an extension. */
function endsLandline(p: usize, i: u32, n: u32): bool {
  let byte = at(p, i, n);
  if (byte == 32 || byte == 45) i++;
  for (let k: u32 = 0; k < 4; k++) if (!isDigit(at(p, i + k, n))) return false;
  i += 4;
  if (i == n) return true;
  byte = at(p, i, n);
  if (byte == 45) i++;
  else {
    if (byte == 32) byte = at(p, ++i, n);
    if (byte == 0xe8 && at(p, i + 1, n) == 0xbd && at(p, i + 2, n) == 0xac) i += 3;
    else if ((byte | 32) == 120 || byte == 35) i++;
    else if ((byte | 32) == 101 && (at(p, i + 1, n) | 32) == 120 && (at(p, i + 2, n) | 32) == 116) {
      i += 3;
      if (at(p, i, n) == 46) i++;
    } else return false;
    if (at(p, i, n) == 32) i++;
  }
  if (i >= n || n - i > 6) return false;
  for (; i < n; i++) if (!isDigit(load<u8>(p + i))) return false;
  return true;
}

/** INTEGER, DECIMAL, COORDINATE. */
export function numberShapes(p: usize, n: u32): u32 {
  let i: u32 = 0;
  const sign: u32 = load<u8>(p);
  if (sign == 43 || sign == 45) i = 1;
  const start = i;
  while (isDigit(at(p, i, n))) i++;
  const whole = i - start;
  let thousands = false;
  if (at(p, i, n) == 44) {
    if (whole < 1 || whole > 3) return 0;
    thousands = true;
    while (at(p, i, n) == 44) {
      if (!isDigit(at(p, i + 1, n)) || !isDigit(at(p, i + 2, n)) || !isDigit(at(p, i + 3, n))) return 0;
      i += 4;
    }
  }
  if (i == n) return whole ? INTEGER : 0;
  if (at(p, i, n) != 46) return 0;
  const decimals = n - ++i;
  if (!decimals) return 0;
  let zero = true;
  for (; i < n; i++) {
    const byte: u32 = load<u8>(p + i);
    if (!isDigit(byte)) return 0;
    if (byte != 48) zero = false;
  }
  if (thousands || whole - 1 >= 3 || decimals < 4 || decimals > 15) return DECIMAL;
  let value: u32 = 0;
  for (let k: u32 = 0; k < whole; k++) value = value * 10 + <u32>load<u8>(p + start + k) - 48;
  return value < 180 || (value == 180 && zero) ? DECIMAL | COORDINATE : DECIMAL;
}

export function isEmail(p: usize, n: u32): bool {
  if (n > 254) return false;
  let i: u32 = 0;
  for (; i < n; i++) {
    const byte: u32 = load<u8>(p + i);
    if (isLetter(byte) || isDigit(byte)) continue;
    if (byte == 46 || byte == 95 || byte == 45 || byte == 43 || byte == 37 || byte == 39) continue;
    break;
  }
  if (i == 0 || i > 64 || at(p, i, n) != 64) return false;
  let label: u32 = 0;
  let letters = true;
  let labels: u32 = 0;
  for (i++; i < n; i++) {
    const byte: u32 = load<u8>(p + i);
    if (byte == 46) {
      if (label == 0 || label > 63) return false;
      labels++;
      label = 0;
      letters = true;
      continue;
    }
    if (!isLetter(byte)) {
      if (!isDigit(byte) && byte != 45) return false;
      letters = false;
    }
    label++;
  }
  return labels > 0 && letters && label >= 2 && label <= 24;
}

export function isHkId(p: usize, n: u32): bool {
  const letters: u32 = isLetter(load<u8>(p + 1)) ? 2 : 1;
  if (!isLetter(load<u8>(p))) return false;
  const tail = n - letters;
  if (tail != 7 && tail != 9) return false;
  const brackets = tail == 9;
  const end = letters + 6;
  if (brackets && (load<u8>(p + end) != 40 || load<u8>(p + n - 1) != 41)) return false;
  let sum = (letters == 2 ? (<u32>load<u8>(p) & 31) + 9 : 36) * 9 + ((<u32>load<u8>(p + letters - 1) & 31) + 9) * 8;
  for (let i: u32 = 0; i < 6; i++) {
    const byte: u32 = load<u8>(p + letters + i);
    if (!isDigit(byte)) return false;
    sum += (byte - 48) * (7 - i);
  }
  const check: u32 = load<u8>(p + end + (brackets ? 1 : 0));
  const expected = (11 - (sum % 11)) % 11;
  return expected == 10 ? (check | 32) == 97 : check == 48 + expected;
}

export function isPassport(p: usize, n: u32): bool {
  if (n != 8 && n != 9) return false;
  for (let i: u32 = 2; i < n; i++) if (!isDigit(load<u8>(p + i))) return false;
  const a = <u32>load<u8>(p) | 32;
  const second: u32 = load<u8>(p + 1);
  const series = a == 100 || a == 115 || a == 112; // d s p
  if (isDigit(second)) return series || (n == 9 && (a == 101 || a == 103 || a == 107 || a == 104));
  if (n == 8 || !isLetter(second)) return false;
  const b = second | 32;
  if (a == 101) return b != 105 && b != 111;
  return (series && b == 101) || (a == 109 && b == 97);
}

export function isUrl(p: usize, n: u32): bool {
  if (n < 5) return false;
  const first = load<u32>(p) | 0x20202020;
  let i: u32 = 0;
  if (first == 0x2e777777) {
    if ((load<u32>(p) >>> 24) != 46) return false;
    i = 4;
  } else if (first == 0x70747468) {
    i = (at(p, 4, n) | 32) == 115 ? 5 : 4;
    if (at(p, i, n) != 58 || at(p, i + 1, n) != 47 || at(p, i + 2, n) != 47) return false;
    i += 3;
  } else if ((first & 0xffffff) == 0x707466) {
    if (at(p, 3, n) != 58 || at(p, 4, n) != 47 || at(p, 5, n) != 47) return false;
    i = 6;
  } else return false;
  if (i >= n) return false;
  for (; i < n; i++) if (load<u8>(p + i) <= 32) return false;
  return true;
}

export function isUuid(p: usize): bool {
  for (let i: u32 = 0; i < 36; i++) {
    const byte: u32 = load<u8>(p + i);
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (byte != 45) return false;
    } else if (!isHex(byte)) return false;
  }
  return true;
}

/** 17 bytes. */
export function isMac(p: usize): bool {
  const mark = load<u8>(p + 2);
  for (let i: u32 = 0; i < 17; i++) {
    const byte = load<u8>(p + i);
    if (i % 3 == 2 ? byte != mark : !isHex(byte)) return false;
  }
  return mark == 58 || mark == 45;
}

export function isIpv4(p: usize, n: u32): bool {
  let i: u32 = 0;
  for (let part: u32 = 0; part < 4; part++) {
    if (part && at(p, i++, n) != 46) return false;
    const start = i;
    let value: u32 = 0;
    while (isDigit(at(p, i, n)) && i - start < 3) value = value * 10 + <u32>load<u8>(p + i++) - 48;
    if (i == start || value > 255) return false;
  }
  return i == n;
}

export function isIpv6(p: usize, n: u32): bool {
  if (n > 39 || n < 3) return false;
  let i: u32 = 0;
  let groups: u32 = 0;
  let doubles: u32 = 0;
  if (load<u8>(p) == 58) {
    if (load<u8>(p + 1) != 58) return false;
    doubles = 1;
    i = 2;
  }
  while (i < n) {
    const start = i;
    while (isHex(at(p, i, n))) i++;
    if (i == start || i - start > 4) return false;
    groups++;
    if (i == n) break;
    if (load<u8>(p + i) != 58) return false;
    i++;
    if (at(p, i, n) == 58) {
      doubles++;
      i++;
    } else if (i == n) return false;
  }
  return doubles == 0 ? groups == 8 : doubles == 1 && groups >= 1 && groups <= 7;
}

/** Bytes of the mask character at i, 0 where there is none. */
// @ts-ignore: decorator
@inline
function markLength(p: usize, i: u32, n: u32): u32 {
  const byte: u32 = load<u8>(p + i);
  if (byte == 42) return 1;
  if (byte == 0xc3) return at(p, i + 1, n) == 0x97 ? 2 : 0;
  if (byte != 0xe2) return 0;
  const b = at(p, i + 1, n);
  const c = at(p, i + 2, n);
  return (b == 0x97 && (c == 0x8f || c == 0x8b)) || (b == 0x96 && (c == 0xa0 || c == 0x88)) ? 3 : 0;
}

export function isMasked(p: usize, n: u32): bool {
  let i: u32 = 0;
  while (i < n) {
    const byte: u32 = load<u8>(p + i);
    if ((byte | 32) == 120) {
      let end = i + 1;
      while ((at(p, end, n) | 32) == 120) end++;
      if (end - i >= 3 && i && isDigit(load<u8>(p + i - 1)) && isDigit(at(p, end, n))) return true;
      i = end;
      continue;
    }
    let step = markLength(p, i, n);
    if (!step) {
      i++;
      continue;
    }
    let run: u32 = 0;
    let end = i;
    while (step) {
      run++;
      end += step;
      step = end < n ? markLength(p, end, n) : 0;
    }
    if (run >= 2) {
      let before: u32 = i ? load<u8>(p + i - 1) : 0;
      if ((before == 32 || before == 45) && i > 1) before = load<u8>(p + i - 2);
      let after = at(p, end, n);
      if (after == 32 || after == 45) after = at(p, end + 1, n);
      if (isDigit(before) || isDigit(after)) return true;
    }
    i = end;
  }
  return false;
}

export function isCandidate(p: usize, n: u32): bool {
  let running = false;
  let grouped = false;
  let exact = false;
  let digits: u32 = 0;
  let gap: u32 = 0;
  let row: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const byte: u32 = load<u8>(p + i);
    if (isDigit(byte)) {
      digits = gap > 3 ? 1 : digits + 1;
      gap = 0;
      row++;
      if (digits >= 7) grouped = true;
      continue;
    }
    if (row == 11 || row == 15 || row == 17 || row == 18) exact = true;
    row = 0;
    if (byte == 64) return true;
    if (byte == 32 || byte == 45 || byte == 46) {
      gap++;
      if (byte == 32) running = true;
    } else {
      digits = 0;
      if (!isLetter(byte) && byte != 95 && byte != 47) running = true;
    }
  }
  if (row == 11 || row == 15 || row == 17 || row == 18) exact = true;
  return exact || (grouped && running);
}
