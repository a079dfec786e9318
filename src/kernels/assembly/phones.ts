// Whole-cell mobile and landline numbers, in every written form.
import { buffer, isDigit, at } from './bytes';

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
