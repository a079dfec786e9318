// Dates in text, and their generalisations. The forms are stated at `Instruction` in core/program.ts.

let year: u32 = 0;
let month: u32 = 0;
let day: u32 = 0;

// @ts-ignore: decorator
@inline
function digit(text: usize): u32 {
  return <u32>load<u8>(text) - 0x30;
}

/** Four digits as a number; garbage when they are no digits. */
// @ts-ignore: decorator
@inline
function fourDigits(text: usize): u32 {
  let w = load<u32>(text) & 0x0f0f0f0f;
  w = (w * 10 + (w >> 8)) & 0x00ff00ff;
  return (w & 0xff) * 100 + (w >> 16);
}

/** Parses a date and leaves it in year, month and day; false when it is none. */
function parseDate(text: usize, n: usize): bool {
  const v = v128.load(text);
  const digits = <u32>i8x16.bitmask(i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x30)), i8x16.splat(10)));
  if (n < 8 || (digits & 15) != 15) return false;
  year = fourDigits(text);
  const separator = <u32>load<u8>(text + 4);
  let rest: usize;
  if ((digits & 0x3ff) == 0x36f && n >= 10 && <u32>load<u8>(text + 7) == separator) {
    // 1990-05-17, the common form.
    if (separator < 0x2d || separator > 0x2f) return false;
    month = digit(text + 5) * 10 + digit(text + 6);
    day = digit(text + 8) * 10 + digit(text + 9);
    rest = 10;
  } else {
    rest = parseOther(text, n, separator);
    if (rest == 0) return false;
  }
  if (rest != n && !isTime(text + rest, n - rest)) return false;
  return isReal();
}

/** Length of a date in one of the other forms, 0 when it is none. */
function parseOther(text: usize, n: usize, separator: u32): usize {
  if (separator - 0x30 < 10) {
    for (let i: usize = 5; i < 8; i++) if (digit(text + i) > 9) return 0;
    month = digit(text + 4) * 10 + digit(text + 5);
    day = digit(text + 6) * 10 + digit(text + 7);
    return 8;
  }
  const han = separator == 0xe5;
  if (han) {
    if (load<u8>(text + 5) != 0xb9 || load<u8>(text + 6) != 0xb4) return 0; // 年
  } else if (separator < 0x2d || separator > 0x2f) return 0;
  let i: usize = han ? 7 : 5;
  // A byte beyond n is never taken: each digit and mark is checked against n first.
  if (i >= n || digit(text + i) > 9) return 0;
  month = digit(text + i++);
  if (i < n && digit(text + i) <= 9) month = month * 10 + digit(text + i++);
  if (han) {
    if (i + 3 > n) return 0;
    if (load<u8>(text + i) != 0xe6 || load<u8>(text + i + 1) != 0x9c || load<u8>(text + i + 2) != 0x88) return 0; // 月
    i += 3;
  } else {
    if (i >= n || <u32>load<u8>(text + i) != separator) return 0;
    i++;
  }
  if (i >= n || digit(text + i) > 9) return 0;
  day = digit(text + i++);
  if (i < n && digit(text + i) <= 9) day = day * 10 + digit(text + i++);
  if (han) {
    if (i + 3 > n) return 0;
    if (load<u8>(text + i) != 0xe6 || load<u8>(text + i + 1) != 0x97 || load<u8>(text + i + 2) != 0xa5) return 0; // 日
    i += 3;
  }
  return i;
}

function isReal(): bool {
  if (year == 0 || month - 1 > 11 || day == 0) return false;
  let days: u32;
  if (month == 2) days = 28 + u32((year & 3) == 0 && (year % 100 != 0 || year % 400 == 0));
  else days = 30 + ((month + (month >> 3)) & 1);
  return day <= days && !isSentinel();
}

/** Days that systems write for "unknown": `isSentinelDate` in core/dates.ts. */
function isSentinel(): bool {
  return (
    year == 9999 || (year == 1900 && month == 1 && day == 1) || (year == 2099 && month == 12 && day == 31)
  );
}

/** Whether [text, text + n) is a time part to its end. */
function isTime(text: usize, n: usize): bool {
  const end = text + n;
  const first = <u32>load<u8>(text++);
  if (first != 0x54 && first != 0x20) return false;
  if (text >= end || digit(text) > 9) return false;
  let hour = digit(text++);
  if (text < end && digit(text) <= 9) hour = hour * 10 + digit(text++);
  if (hour > 23) return false;
  if (!isTwo(text, end, 0x3a, 59)) return false;
  text += 3;
  if (text < end && load<u8>(text) == 0x3a) {
    if (!isTwo(text, end, 0x3a, 60)) return false;
    text += 3;
    if (text < end && load<u8>(text) == 0x2e) {
      const point = text++;
      while (text < end && digit(text) <= 9) text++;
      if (text == point + 1) return false;
    }
  }
  if (text == end) return true;
  if (load<u8>(text) == 0x20) text++;
  if (text >= end) return false;
  const zone = <u32>load<u8>(text);
  if (zone == 0x5a) return text + 1 == end;
  if (zone != 0x2b && zone != 0x2d) return false;
  if (!isTwo(text, end, zone, 99)) return false;
  text += 3;
  if (text < end && load<u8>(text) == 0x3a) text++;
  return text + 2 == end && digit(text) <= 9 && digit(text + 1) <= 9;
}

/** Whether a mark and two digits up to `limit` stand at `text`. */
function isTwo(text: usize, end: usize, mark: u32, limit: u32): bool {
  if (text + 3 > end || <u32>load<u8>(text) != mark) return false;
  const tens = digit(text + 1);
  const ones = digit(text + 2);
  return tens <= 9 && ones <= 9 && tens * 10 + ones <= limit;
}

// @ts-ignore: decorator
@inline
function two(out: usize, v: u32): void {
  const tens = (v * 103) >> 10;
  store<u16>(out, (tens | ((v - tens * 10) << 8)) | 0x3030);
}

// @ts-ignore: decorator
@inline
function four(out: usize, v: u32): void {
  const hundreds = v / 100;
  two(out, hundreds);
  two(out + 2, v - hundreds * 100);
}

/** Writes the label of a date at a level (index into dateLevels) and returns its end, or 0 when it is no date. */
export function writeDate(out: usize, text: usize, n: usize, level: u32): usize {
  if (!parseDate(text, n)) return 0;
  if (level >= 4) {
    const span: u32 = level == 4 ? 5 : 10;
    const from = year - (year % span);
    four(out, from);
    store<u8>(out + 4, 0x2d);
    four(out + 5, from + span - 1);
    return out + 9;
  }
  store<u32>(out, load<u32>(text));
  if (level == 3) return out + 4;
  store<u8>(out + 4, 0x2d);
  if (level == 2) {
    store<u16>(out + 5, <u16>(0x3051 + (((month + 2) / 3) << 8)));
    return out + 7;
  }
  two(out + 5, month);
  if (level == 1) return out + 7;
  store<u8>(out + 7, 0x2d);
  two(out + 8, day);
  return out + 10;
}

/** Bytes of the labels that are the beginning of a date like 1990-05-17, by level; 0: the label is another. */
const prefixes: u32 = 10 | (7 << 4) | (4 << 12);

/**
 * Writes the label of a date like 1990-05-17 of the years 1901 to 2098, for levels whose label is its beginning; returns
 * the end, or 0 where `writeDate` has to look. Writes 16 bytes.
 */
// @ts-ignore: decorator
@inline
export function writeCommonDate(out: usize, text: usize, n: usize, level: u32): usize {
  const v = v128.load(text);
  const digits = <u32>i8x16.bitmask(i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x30)), i8x16.splat(10)));
  const bytes = (prefixes >> (level << 2)) & 15;
  if (n != 10 || (digits & 0x3ff) != 0x36f || <u32>load<u8>(text + 4) != 0x2d || <u32>load<u8>(text + 7) != 0x2d) return 0;
  // Digits compare like their number when the first is the highest byte: no sentinel and no leap day is let through.
  if (bswap<u32>(load<u32>(text)) - 0x31393031 > 0x32303938 - 0x31393031 || bytes == 0) return 0;
  const m = digit(text + 5) * 10 + digit(text + 6);
  const d = digit(text + 8) * 10 + digit(text + 9);
  // Days beyond 28 by month, two bits each: 3 0 3 2 3 2 3 3 2 3 2 3.
  if (m - 1 > 11 || d - 1 > 27 + ((0x3bbeecc >> (m << 1)) & 3)) return 0;
  v128.store(out, v);
  return out + <usize>bytes;
}
