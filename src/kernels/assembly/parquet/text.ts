// Values as the text of one cell, in the canonical form of src/formats/cells.ts. Every function returns the end, 0 where
// a value has no text; 64 bytes are enough.

import { writeSigned, writeUnsigned } from '../number';

// @ts-ignore: decorator
@inline
function two(out: usize, v: u32): void {
  const tens = (v * 103) >> 10;
  store<u16>(out, (tens | ((v - tens * 10) << 8)) | 0x3030);
}

/** YYYY-MM-DD of a day counted from 1970-01-01; none outside the years 1 to 9999. */
export function writeDay(out: usize, day: i64): usize {
  if (day < -719162 || day > 2932896) return 0;
  // Days from 0000-03-01, so that the leap day ends a year (Hinnant, "chrono-compatible low-level date algorithms").
  const days = <u32>(<i32>day + 719468);
  const era = days / 146097;
  const ofEra = days - era * 146097;
  const yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
  const ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const shifted = (5 * ofYear + 2) / 153;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + u32(month <= 2);
  const hundreds = year / 100;
  two(out, hundreds);
  two(out + 2, year - hundreds * 100);
  store<u8>(out + 4, 0x2d);
  two(out + 5, month);
  store<u8>(out + 7, 0x2d);
  two(out + 8, ofYear - (153 * shifted + 2) / 5 + 1);
  return out + 10;
}

/** HH:MM:SS[.fraction] of a number of units since midnight; `digits` are those of a unit: 3, 6 or 9. */
export function writeTime(out: usize, value: i64, digits: u32): usize {
  const second: i64 = digits == 3 ? 1000 : digits == 6 ? 1000000 : 1000000000;
  if (value < 0 || value >= 86400 * second) return 0;
  const whole = <u32>(value / second);
  let rest = <u32>(value - <i64>whole * second);
  const minutes = whole / 60;
  const hours = minutes / 60;
  two(out, hours);
  store<u8>(out + 2, 0x3a);
  two(out + 3, minutes - hours * 60);
  store<u8>(out + 5, 0x3a);
  two(out + 6, whole - minutes * 60);
  out += 8;
  if (rest == 0) return out;
  while (true) {
    const tenth = rest / 10;
    if (tenth * 10 != rest) break;
    rest = tenth;
    digits--;
  }
  store<u8>(out, 0x2e);
  const end = out + 1 + digits;
  for (let at = end - 1; at > out; at--) {
    const tenth = rest / 10;
    store<u8>(at, 0x30 + (rest - tenth * 10));
    rest = tenth;
  }
  return end;
}

/** YYYY-MM-DDTHH:MM:SS[.fraction][Z] of a number of units since 1970-01-01T00:00:00. */
export function writeMoment(out: usize, value: i64, digits: u32, utc: bool): usize {
  const inDay: i64 = digits == 3 ? 86400000 : digits == 6 ? 86400000000 : 86400000000000;
  let day = value / inDay;
  let rest = value - day * inDay;
  if (rest < 0) {
    rest += inDay;
    day--;
  }
  out = writeDay(out, day);
  if (out == 0) return 0;
  store<u8>(out, 0x54);
  out = writeTime(out + 1, rest, digits);
  store<u8>(out, 0x5a);
  return out + usize(utc);
}

/** An unscaled decimal: (1250, 2) → 12.50; `scale` ≤ 18. */
export function writeScaled(out: usize, value: i64, scale: u32): usize {
  if (scale == 0) return writeSigned(out, value);
  if (value < 0) store<u8>(out++, 0x2d);
  const digits = value < 0 ? <u64>-value : <u64>value;
  let power: u64 = 10;
  for (let i: u32 = 1; i < scale; i++) power *= 10;
  const whole = digits / power;
  let rest = digits - whole * power;
  out = writeUnsigned(out, whole);
  store<u8>(out, 0x2e);
  const end = out + 1 + scale;
  for (let at = end - 1; at > out; at--) {
    const tenth = rest / 10;
    store<u8>(at, 0x30 + <u32>(rest - tenth * 10));
    rest = tenth;
  }
  return end;
}
