// Doubles as text and back. Printing: Schubfach (Giulietti 2021, "The Schubfach way to render doubles"), the shortest
// decimal that reads back, the closest of these. Parsing: the product of up to 19 digits with a power of ten of 128 bits,
// whose error is bounded (Lemire 2021, "Number parsing at a gigabyte per second"); where that leaves a doubt, the caller
// decides. Both use one table: ⌈10^k / 2^(⌊log₂ 10^k⌋ − 127)⌉ for k from -348 to 347, low half first.

import { highOf, tenthOf, writeUnsigned } from '../number';
import { digitsOf, digitsValue } from './parse';

let powers: usize = 0;
const firstPower: i32 = -348;

/** States where the table of 696 powers lies. */
export function placePowers(at: usize): void {
  powers = at;
}

/** ⌊log₂ 10^e⌋ for |e| ≤ 1233. */
// @ts-ignore: decorator
@inline
function log2Of10(e: i32): i32 {
  return (e * 1741647) >> 19;
}

/** The 192 bits of power · cp, the lowest first. */
let product0: u64 = 0;
let product1: u64 = 0;
let product2: u64 = 0;

// @ts-ignore: decorator
@inline
function multiply(low: u64, high: u64, cp: u64): void {
  const carried = highOf(low, cp);
  product0 = low * cp;
  product1 = high * cp + carried;
  product2 = highOf(high, cp) + u64(product1 < carried);
}

/** The highest of the three words, its last bit set where the middle one is above 1: rounded to odd. */
// @ts-ignore: decorator
@inline
function toOdd(word1: u64, word2: u64): u64 {
  return word2 | u64(word1 > 1);
}

/** The product less 192 bits, rounded to odd. */
// @ts-ignore: decorator
@inline
function toOddBelow(word0: u64, word1: u64, word2: u64): u64 {
  const borrow0 = u64(product0 < word0);
  const rest = product1 - word1;
  const borrow1 = u64(product1 < word1) | u64(rest < borrow0);
  return toOdd(rest - borrow0, product2 - word2 - borrow1);
}

/** The product and 192 bits, rounded to odd. */
// @ts-ignore: decorator
@inline
function toOddAbove(word0: u64, word1: u64, word2: u64): u64 {
  const carry0 = u64(product0 + word0 < word0);
  const sum = product1 + word1;
  const carry1 = u64(sum < word1) | u64(sum + carry0 < sum);
  return toOdd(sum + carry0, product2 + word2 + carry1);
}

/** Writes a double as ECMAScript's `String` does (and `-0`); needs 32 bytes. Returns the end. */
export function writeDouble(out: usize, value: f64): usize {
  const bits = reinterpret<u64>(value);
  const fraction = bits & 0xfffffffffffff;
  const exponent = <i32>((bits >> 52) & 0x7ff);
  if (exponent == 0x7ff && fraction != 0) {
    store<u32>(out, 0x004e614e); // NaN
    return out + 3;
  }
  if (bits >> 63 != 0) store<u8>(out++, 0x2d);
  if (exponent == 0x7ff) {
    store<u64>(out, 0x7974696e69666e49); // Infinity
    return out + 8;
  }
  if ((bits << 1) == 0) {
    store<u8>(out, 0x30);
    return out + 1;
  }
  let c: u64;
  let q: i32;
  if (exponent != 0) {
    c = fraction | 0x10000000000000;
    q = exponent - 1075;
    // Whole numbers below 2^53 are their own digits.
    if (q <= 0 && q > -53 && (c & ((<u64>1 << -q) - 1)) == 0) return writeUnsigned(out, c >> -q);
  } else {
    c = fraction;
    q = -1074;
  }
  const odd = c & 1;
  const closer = fraction == 0 && exponent > 1;
  const k = (q * 1262611 - (closer ? 524031 : 0)) >> 22;
  const h = q + log2Of10(-k) + 1;
  const power = powers + ((<usize>(-k - firstPower)) << 4);
  // The products of the bounds are that of the middle, less and more the power shifted by h + 1.
  const low = load<u64>(power);
  const high = load<u64>(power, 8);
  multiply(low, high, (c << 2) << h);
  const middle = toOdd(product1, product2);
  const by = <u64>(h + 1);
  const less = by - u64(closer);
  const lower = toOddBelow(low << less, (high << less) | (low >> (64 - less)), high >> (64 - less)) + odd;
  const upper = toOddAbove(low << by, (high << by) | (low >> (64 - by)), high >> (64 - by)) - odd;
  const s = middle >> 2;
  if (s >= 10) {
    const tens = tenthOf(s);
    const down = lower <= 40 * tens;
    if (down != 40 * tens + 40 <= upper) return writeDecimal(out, tens + u64(!down), k + 1);
  }
  const down = lower <= s << 2;
  if (down != (s << 2) + 4 <= upper) return writeDecimal(out, s + u64(!down), k);
  const half = (s << 2) + 2;
  return writeDecimal(out, s + u64(middle > half || (middle == half && (s & 1) != 0)), k);
}

const POINT: u64 = 0x2e;

/** Moves the digits at `from`, up to 17, on by `by`, and fills the room with `filler`, eight bytes of it. */
// @ts-ignore: decorator
@inline
function shift(from: usize, by: usize, filler: u64): void {
  const digits = v128.load(from);
  const last = load<u8>(from, 16);
  store<u64>(from, filler);
  v128.store(from + by, digits);
  store<u8>(from + by, last, 16);
}

/** Writes digits · 10^k, digits > 0, in the notation of ECMAScript. */
function writeDecimal(out: usize, digits: u64, k: i32): usize {
  while (true) {
    // The quotient where ten divides, and a larger number where it does not (Granlund and Montgomery 1994, section 9).
    const tenth = rotr(digits * 0xcccccccccccccccd, 1);
    if (tenth > 0x1999999999999999) break;
    digits = tenth;
    k++;
  }
  const start = out;
  out = writeUnsigned(out, digits);
  const n = <i32>(out - start);
  const point = n + k; // digits before the point
  if (point > 21 || point <= -6) {
    if (n > 1) {
      shift(start + 1, 1, POINT);
      out++;
    }
    const e = point - 1;
    store<u8>(out, 0x65);
    store<u8>(out + 1, e < 0 ? 0x2d : 0x2b);
    return writeUnsigned(out + 2, <u64>(e < 0 ? -e : e));
  }
  if (k >= 0) {
    for (; k > 0; k--) store<u8>(out++, 0x30);
    return out;
  }
  if (point > 0) {
    shift(start + point, 1, POINT);
    return out + 1;
  }
  const zeros = <usize>(2 - point); // 0. and what follows
  shift(start, zeros, 0x3030303030302e30);
  return out + zeros;
}

/** The bits of the double last parsed. */
let parsed: u64 = 0;

/** As a double, for the host. */
export function parsedBits(): u64 {
  return parsed;
}

const tens = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000,
]);

/**
 * Parses the usual form, up to eight digits and a fraction of up to 16, all in all 19 at most; false for any other, which
 * is then looked at byte by byte. Loads up to 24 bytes.
 */
// @ts-ignore: decorator
@inline
function parseUsual(text: usize, n: usize, negative: bool): u32 {
  // The point is among the first nine bytes, or there is none.
  const points = <u32>i8x16.bitmask(i8x16.eq(v128.load(text), i8x16.splat(0x2e))) & 0x1ff & ((1 << <u32>min<usize>(n, 9)) - 1);
  const whole = points == 0 ? n : <usize>ctz(points);
  if (whole - 1 > 7 || (whole > 1 && load<u8>(text) == 0x30) || !digitsOf(text, whole)) return 2;
  let w = digitsValue;
  let places: usize = 0;
  if (points != 0) {
    places = n - whole - 1;
    if (places - 1 > 15 || whole + places > 19 || !digitsOf(text + whole + 1, places)) return 2;
    w = w * load<u64>(tens + (places << 3)) + digitsValue;
  }
  return scaledDouble(w, -(<i32>places), u64(negative) << 63);
}

/** Parses a number of the form that `floatOf` accepts; 0: none, 1: parsed, 2: the caller must decide. */
export function parseDouble(text: usize, n: usize): u32 {
  const end = text + n;
  if (n == 0) return 0;
  const negative = load<u8>(text) == 0x2d;
  if (negative) text++;
  if (parseUsual(text, end - text, negative) == 1) return 1;
  let w: u64 = 0;
  let digits: u32 = 0;
  let q: i32 = 0;
  const first = text;
  while (text < end) {
    const digit = <u32>load<u8>(text) - 0x30;
    if (digit > 9) break;
    if (digits == 19) return 2;
    w = w * 10 + digit;
    digits += u32(w != 0);
    text++;
  }
  if (text == first) return n < 10 ? 2 : 0; // NaN, Infinity
  if (load<u8>(first) == 0x30 && text - first > 1) return 0;
  if (text < end && load<u8>(text) == 0x2e) {
    const point = ++text;
    while (text < end) {
      const digit = <u32>load<u8>(text) - 0x30;
      if (digit > 9) break;
      if (digits == 19) return 2;
      w = w * 10 + digit;
      digits += u32(w != 0);
      text++;
    }
    if (text == point) return 0;
    q = <i32>(point - text);
  }
  if (text < end) {
    if ((<u32>load<u8>(text) | 0x20) != 0x65) return 0;
    if (++text >= end) return 0;
    const mark = <u32>load<u8>(text);
    if (mark == 0x2b || mark == 0x2d) text++;
    if (text >= end) return 0;
    let e: i32 = 0;
    for (; text < end; text++) {
      const digit = <u32>load<u8>(text) - 0x30;
      if (digit > 9) return 0;
      if (e > 1000) return 2;
      e = e * 10 + digit;
    }
    q += mark == 0x2d ? -e : e;
  }
  return scaledDouble(w, q, u64(negative) << 63);
}

/** The double w · 10^q with a sign bit, to `parsed`; 2: the caller must decide. */
function scaledDouble(w: u64, q: i32, sign: u64): u32 {
  if (w == 0) {
    parsed = sign;
    return 1;
  }
  if (q == 0 && w <= 0x20000000000000) {
    parsed = reinterpret<u64>(<f64>w) | sign;
    return 1;
  }
  if (q < -330 || q > 308) return 2;
  const power = powers + ((<usize>(q - firstPower)) << 4);
  const shift = clz(w);
  w <<= shift;
  const g0 = load<u64>(power);
  const g1 = load<u64>(power, 8);
  let middle = w * g1;
  let high = highOf(w, g1);
  const carried = highOf(w, g0);
  middle += carried;
  high += u64(middle < carried);
  let e = log2Of10(q) + 64 - <i32>shift; // the value is high.middle · 2^e, with a point behind the first bit of `high`
  if (high >> 63 == 0) {
    high = (high << 1) | (middle >> 63);
    middle <<= 1;
    e--;
  }
  const rest = high & 0x7ff;
  if ((rest == 0x400 && middle <= 8) || (rest == 0x3ff && middle >= 0xfffffffffffffff7)) return 2;
  let mantissa = (high >> 11) + (rest >> 10);
  if (mantissa >> 53 != 0) {
    mantissa >>= 1;
    e++;
  }
  if (e < -1022 || e > 1023) return 2;
  parsed = (mantissa & 0xfffffffffffff) | (<u64>(e + 1023) << 52) | sign;
  return 1;
}
