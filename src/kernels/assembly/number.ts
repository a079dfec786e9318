// Whole and decimal numbers in text: exact, at most 18 digits before the point, no spaces or separators.

/** What the last parse found: |value| = magnitude + fraction. */
export let magnitude: u64 = 0;
export let negative: bool = false;
/** First digit after the point, and whether any digit after it is not 0. */
export let tenths: u32 = 0;
export let fractional: bool = false;

/** Eight ASCII digits in a word, the first in the lowest byte, as a number; false digits are checked by `isDigits`. */
// @ts-ignore: decorator
@inline
function eightDigits(w: u64): u64 {
  w = ((w & 0x0f0f0f0f0f0f0f0f) * 2561) >> 8;
  w = ((w & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((w & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}

// @ts-ignore: decorator
@inline
function isDigits(w: u64): bool {
  return (
    ((w & 0xf0f0f0f0f0f0f0f0) | (((w + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4)) == 0x3333333333333333
  );
}

/** The 1–8 bytes at `text` as a word, with '0' before them. */
// @ts-ignore: decorator
@inline
function leftPadded(text: usize, n: usize): u64 {
  const bits = (<u64>n) << 3;
  return (load<u64>(text) << (64 - bits)) | ((<u64>0x3030303030303030 >> 1) >> (bits - 1));
}

/** Parses a number, n ≥ 0 bytes; false when it is none. */
export function parseNumber(text: usize, n: usize): bool {
  tenths = 0;
  fractional = false;
  negative = false;
  if (n - 1 < 8) {
    // The common case, up to eight plain digits: padded on the left with '0' and read at once.
    const w = leftPadded(text, n);
    if (isDigits(w)) {
      magnitude = eightDigits(w);
      return true;
    }
  }
  const end = text + n;
  if (n > 0) {
    const sign = <u32>load<u8>(text);
    if (sign == 0x2d || sign == 0x2b) {
      negative = sign == 0x2d;
      text++;
    }
  }
  const first = text;
  while (text < end && load<u8>(text) == 0x30) text++;
  const significant = text;
  let value: u64 = 0;
  while (text < end) {
    const digit = <u32>load<u8>(text) - 0x30;
    if (digit > 9) break;
    if (text - significant == 18) return false;
    value = value * 10 + digit;
    text++;
  }
  if (text == first) return false;
  magnitude = value;
  if (text == end) return true;
  if (load<u8>(text) != 0x2e || ++text == end) return false;
  tenths = <u32>load<u8>(text) - 0x30;
  for (; text < end; text++) {
    const digit = <u32>load<u8>(text) - 0x30;
    if (digit > 9) return false;
    if (digit != 0) fractional = true;
  }
  return true;
}

/** The upper half of a · b. */
// @ts-ignore: decorator
@inline
export function highOf(a: u64, b: u64): u64 {
  const al = a & 0xffffffff;
  const ah = a >> 32;
  const bl = b & 0xffffffff;
  const bh = b >> 32;
  const middle = ah * bl + ((al * bl) >> 32);
  const other = al * bh + (middle & 0xffffffff);
  return ah * bh + (middle >> 32) + (other >> 32);
}

/** ⌊v / 10⌋ and ⌊v / 10⁸⌋ of any v by a multiplication (Granlund and Montgomery 1994): the engine divides 64 bits bit by bit. */
// @ts-ignore: decorator
@inline
export function tenthOf(v: u64): u64 {
  return highOf(v, 0xcccccccccccccccd) >> 3;
}

// @ts-ignore: decorator
@inline
function upperOf(v: u64): u64 {
  return highOf(v, 0xabcc77118461cefd) >> 26;
}

/** Eight digits of v < 10⁸, the first in the lowest byte, without their ASCII bits. */
// @ts-ignore: decorator
@inline
function digitsOf(v: u32): u64 {
  // 32-bit: only there does the engine turn a division by a constant into a multiplication.
  const upper = v / 10000;
  let x = <u64>upper | ((<u64>(v - upper * 10000)) << 32);
  const hundreds = ((x * 10486) >> 20) & 0x0000007f0000007f;
  x = hundreds | ((x - hundreds * 100) << 16);
  const tens = ((x * 103) >> 10) & 0x000f000f000f000f;
  return tens | ((x - tens * 10) << 8);
}

/** Writes v without leading zeros, running over by up to 8 bytes; returns the end. */
export function writeUnsigned(out: usize, v: u64): usize {
  if (v >= 100000000) {
    const upper = upperOf(v);
    const last = digitsOf(<u32>(v - upper * 100000000)) | 0x3030303030303030;
    if (upper >= 100000000) {
      const first = upper >> 32 == 0 ? <u32>upper / 100000000 : <u32>upperOf(upper);
      out = writeUpTo8(out, first);
      store<u64>(out, digitsOf(<u32>(upper - <u64>first * 100000000)) | 0x3030303030303030);
      out += 8;
    } else out = writeUpTo8(out, <u32>upper);
    store<u64>(out, last);
    return out + 8;
  }
  return writeUpTo8(out, <u32>v);
}

// @ts-ignore: decorator
@inline
function writeUpTo8(out: usize, v: u32): usize {
  const digits = digitsOf(v);
  const zeros = ctz(digits | (<u64>1 << 63)) >> 3;
  store<u64>(out, (digits | 0x3030303030303030) >> (zeros << 3));
  return out + <usize>(8 - zeros);
}

export function writeSigned(out: usize, v: i64): usize {
  if (v >= 0) return writeUnsigned(out, <u64>v);
  store<u8>(out, 0x2d);
  return writeUnsigned(out + 1, <u64>-v);
}

/** `[lo-hi]` around the number last parsed. Cannot overflow: |value| ≤ 10¹⁸, width and |origin| < 2⁵³. */
export function writeBucket(out: usize, width: i64, origin: i64): usize {
  let lo: i64;
  if (!negative && origin == 0 && magnitude <= 0xffffffff && width <= 0xffffffff) {
    const v = <u32>magnitude;
    lo = <i64>(v - (v % <u32>width));
  } else {
    const floor = (negative ? -(<i64>magnitude) - <i64>fractional : <i64>magnitude) - origin;
    let rest = floor % width;
    if (rest < 0) rest += width;
    lo = floor - rest + origin;
  }
  store<u8>(out, 0x5b);
  out = writeSigned(out + 1, lo);
  store<u8>(out, 0x2d);
  out = writeSigned(out + 1, lo + width - 1);
  store<u8>(out, 0x5d);
  return out + 1;
}

const LABEL_BYTES: usize = 32; // the last one holds the length, 0 where none is noted yet
const LABELS: u32 = 256;

// Words of the instruction: the labels, the width's reciprocal (compile.ts) and how far its products are shifted, and the origin.
const B_LABELS: usize = 12;
const B_RECIPROCAL: usize = 16;
const B_SHIFT: usize = 24;
const B_ORIGIN: usize = 48;

/**
 * Writes the bucket of a number of up to eight digits and no sign from the labels noted: 256 from `origin` on; returns the
 * end, or 0 where there is none. Writes 32 bytes.
 */
// @ts-ignore: decorator
@inline
export function writeCommonBucket(pc: usize, out: usize, text: usize, n: usize): usize {
  if (n - 1 >= 8) return 0;
  const w = leftPadded(text, n);
  const v = <u32>eightDigits(w);
  const origin = load<u32>(pc, B_ORIGIN);
  // By the width: exact for every number of eight digits, and a few steps where a division takes as many as all the rest.
  const bucket = <u32>((<u64>(v - origin) * load<u64>(pc, B_RECIPROCAL)) >> load<u64>(pc, B_SHIFT));
  if (!isDigits(w) || v < origin || bucket >= LABELS) return 0;
  const label = load<usize>(pc, B_LABELS) + <usize>bucket * LABEL_BYTES;
  const bytes = <usize>load<u8>(label, LABEL_BYTES - 1);
  v128.store(out, v128.load(label));
  v128.store(out, v128.load(label, 16), 16);
  return bytes == 0 ? 0 : out + bytes;
}

/** Notes the label of the number last parsed, which has no more than 23 bytes as width and origin are below 2³². */
export function noteBucket(labels: usize, width: u32, origin: u32, text: usize, n: usize): void {
  if (negative || magnitude > 99999999 || magnitude < <u64>origin) return;
  const bucket = (<u32>magnitude - origin) / width;
  if (bucket >= LABELS) return;
  const label = labels + <usize>bucket * LABEL_BYTES;
  memory.copy(label, text, n);
  store<u8>(label, n, LABEL_BYTES - 1);
}

/** The number last parsed, rounded to the nearest multiple, halves away from zero. */
export function writeRounded(out: usize, to: u64): usize {
  const rest: u64 = (magnitude | to) >> 32 == 0 ? <u64>(<u32>magnitude % <u32>to) : magnitude % to;
  let value = magnitude - rest;
  const half = to >> 1;
  // An odd multiple has its half at a half: there the first decimal decides.
  if ((to & 1) == 0 ? rest >= half : rest > half || (rest == half && tenths >= 5)) value += to;
  if (negative && value != 0) store<u8>(out++, 0x2d);
  return writeUnsigned(out, value);
}

/** Whether the number last parsed is ≤ bound. */
export function atMost(bound: i64): bool {
  const floor = negative ? -(<i64>magnitude) - <i64>fractional : <i64>magnitude;
  return floor < bound || (floor == bound && !fractional);
}

/** Whether the number last parsed is ≥ bound. */
export function atLeast(bound: i64): bool {
  return (negative ? -(<i64>magnitude) - <i64>fractional : <i64>magnitude) >= bound;
}
