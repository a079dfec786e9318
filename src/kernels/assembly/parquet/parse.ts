// Texts of cells as the values that Parquet stores. Only the canonical forms of src/formats/cells.ts are read here: what
// these functions do not accept is no error, the caller decides about it.

/** The value last parsed. */
export let value: i64 = 0;

// @ts-ignore: decorator
@inline
function digit(at: usize): u32 {
  return <u32>load<u8>(at) - 0x30;
}

/** Two digits, or 100 and more where they are none. */
// @ts-ignore: decorator
@inline
function pair(at: usize): u32 {
  const tens = digit(at);
  const ones = digit(at + 1);
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/** Whether eight bytes are digits of ASCII. */
// @ts-ignore: decorator
@inline
function allDigits(word: u64): bool {
  return ((word & 0xf0f0f0f0f0f0f0f0) | (((word + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4)) == 0x3333333333333333;
}

/** The number of eight digits, the first in the lowest byte (Lemire, "Quickly parsing eight digits"). */
// @ts-ignore: decorator
@inline
function eight(word: u64): u64 {
  word -= 0x3030303030303030;
  word = word * 10 + (word >> 8);
  return (((word & 0x000000ff000000ff) * 0x000f424000000064 + ((word >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >> 32) & 0xffffffff;
}

/** What `digitsOf` found. */
export let digitsValue: u64 = 0;

/** Reads n digits, 1 ≤ n ≤ 16; false where a byte is none. Loads up to 16 bytes. */
// @ts-ignore: decorator
@inline
export function digitsOf(text: usize, n: usize): bool {
  if (n <= 8) {
    const shift = (8 - <u64>n) << 3; // zeros come before the digits; a shift by 64 is one by 0 and must not happen
    const word = shift == 0 ? load<u64>(text) : (load<u64>(text) << shift) | (<u64>0x3030303030303030 >> (64 - shift));
    if (!allDigits(word)) return false;
    digitsValue = eight(word);
    return true;
  }
  const low = load<u64>(text + n - 8);
  const shift = (16 - <u64>n) << 3;
  const high = shift == 0 ? load<u64>(text) : (load<u64>(text) << shift) | (<u64>0x3030303030303030 >> (64 - shift));
  if (!allDigits(low) || !allDigits(high)) return false;
  digitsValue = eight(high) * 100000000 + eight(low);
  return true;
}

/** A whole number of up to 18 digits, without leading zeros. */
export function parseWhole(text: usize, n: usize): bool {
  const negative = n > 1 && <u32>load<u8>(text) == 0x2d;
  if (negative) {
    text++;
    n--;
  }
  if (n - 1 > 17 || (<u32>load<u8>(text) == 0x30 && (n > 1 || negative))) return false;
  let whole: u64 = 0;
  if (n <= 16) {
    if (!digitsOf(text, n)) return false;
    whole = digitsValue;
  } else {
    const tens = pair(text);
    if (n == 17) {
      const one = digit(text);
      if (one > 9 || !digitsOf(text + 1, 16)) return false;
      whole = <u64>one * 10000000000000000 + digitsValue;
    } else {
      if (tens > 99 || !digitsOf(text + 2, 16)) return false;
      whole = <u64>tens * 10000000000000000 + digitsValue;
    }
  }
  value = negative ? -(<i64>whole) : <i64>whole;
  return true;
}

/** A decimal of up to `precision` ≤ 18 digits, `scale` of them behind the point, as its unscaled number. */
export function parseScaled(text: usize, n: usize, scale: u32, precision: u32): bool {
  const negative = n > 1 && <u32>load<u8>(text) == 0x2d;
  if (negative) {
    text++;
    n--;
  }
  if (n - 1 > 18) return false;
  const end = text + n;
  const first = text;
  let whole: u64 = 0;
  let places: i32 = -1; // digits behind the point; -1 before it
  for (; text < end; text++) {
    const one = digit(text);
    if (one > 9) {
      if (<u32>load<u8>(text) != 0x2e || places >= 0 || text == first || text + 1 == end) return false;
      places = 0;
    } else {
      whole = whole * 10 + one;
      if (places >= 0) places++;
    }
  }
  const before = n - (places < 0 ? 0 : <usize>places + 1);
  if (<u32>load<u8>(first) == 0x30 && before > 1) return false;
  let missing = <i32>scale - max(places, 0);
  if (missing < 0 || <u32>before + scale > 18) return false;
  for (; missing > 0; missing--) whole *= 10;
  let limit: u64 = 1;
  for (let i: u32 = 0; i < precision; i++) limit *= 10;
  if (whole >= limit) return false;
  value = negative ? -(<i64>whole) : <i64>whole;
  return true;
}

/** YYYY-MM-DD, ten bytes, as days since 1970-01-01. */
export function parseDay(text: usize): bool {
  const head = load<u64>(text);
  const day = pair(text + 8);
  if ((head & 0xff0000ff00000000) != 0x2d00002d00000000 || !allDigits(head ^ 0x1d00001d00000000)) return false;
  const digits = head & 0x000f0f000f0f0f0f;
  const pairs = digits * 10 + (digits >> 8); // of the year: its bytes 0 and 2
  const century = <u32>pairs & 0xff;
  const years = <u32>(pairs >> 16) & 0xff;
  const month = (<u32>(digits >> 40) & 0xf) * 10 + (<u32>(digits >> 48) & 0xf);
  const year = <i32>(century * 100 + years);
  if (year < 1 || month - 1 > 11 || day - 1 > 30) return false;
  if (day > 28) {
    const leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    const last: u32 = month == 2 ? 28 + u32(leap) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    if (day > last) return false;
  }
  // Hinnant, "chrono-compatible low-level date algorithms".
  const y = <u32>year - u32(month <= 2);
  const era = y / 400;
  const ofEra = y - era * 400;
  const ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  value = <i64>(era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear) - 719468;
  return true;
}

/** HH:MM:SS[.fraction] as units since midnight; `digits` are those of a unit: 3, 6 or 9. */
export function parseTime(text: usize, n: usize, digits: u32): bool {
  if (n < 8) return false;
  const hour = pair(text);
  const minute = pair(text + 3);
  const second = pair(text + 6);
  if (hour > 23 || minute > 59 || second > 59) return false;
  if (<u32>load<u8>(text, 2) != 0x3a || <u32>load<u8>(text, 5) != 0x3a) return false;
  let units = <i64>(hour * 3600 + minute * 60 + second);
  let places: u32 = 0;
  if (n > 8) {
    if (<u32>load<u8>(text, 8) != 0x2e || n < 10 || n > 9 + <usize>digits) return false;
    for (let at: usize = 9; at < n; at++) {
      const one = digit(text + at);
      if (one > 9) return false;
      units = units * 10 + one;
      places++;
    }
  }
  for (; places < digits; places++) units *= 10;
  value = units;
  return true;
}

/** YYYY-MM-DDTHH:MM:SS[.fraction][Z] as units since 1970-01-01T00:00:00; Z only where `utc`. */
export function parseMoment(text: usize, n: usize, digits: u32, utc: bool): bool {
  if (n < 19 || !parseDay(text)) return false;
  const day = value;
  const between = <u32>load<u8>(text, 10);
  if (between != 0x54 && between != 0x20) return false;
  if (<u32>load<u8>(text + n - 1) == 0x5a) {
    if (!utc) return false;
    n--;
  }
  if (!parseTime(text + 11, n - 11, digits)) return false;
  // Nanoseconds leave 64 bits in the years 1677 and 2262.
  if (digits == 9 && (day < -106751 || day > 106750)) return false;
  const inDay: i64 = digits == 3 ? 86400000 : digits == 6 ? 86400000000 : 86400000000000;
  value += day * inDay;
  return true;
}
