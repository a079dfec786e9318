// Whole-cell dates and moments: twin of what `shapes/numbers.ts` says of them.
import { isDigit, at, pair } from './bytes';

/** Days of each month over 28, two bits a month from bit 2 on; a leap day apart. */
const DAYS: u32 = 0x3BBEECC;

export function isRealDate(year: u32, month: u32, day: u32): bool {
  if (month - 1 >= 12) return false;
  if (day - 1 < 28 + ((DAYS >>> (month << 1)) & 3)) return true;
  return month == 2 && day == 29 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
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
