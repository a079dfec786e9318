// The other whole-cell forms behind shapes.ts, on folded and trimmed bytes; twins of `shapes/numbers.ts`, `codes.ts` and
// `text.ts`. Every parser is bounded by n and linear.
import { INTEGER, DECIMAL, COORDINATE } from './shape-bits';
import { isDigit, at, isLetter, isHex } from './bytes';

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
