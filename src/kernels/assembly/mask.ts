// Character-wise rewriting: masks, cuts and truncations. All reduce to copy-mark-copy or mark-copy-mark around two
// character positions x ≤ y.
import { characterOffset, copy, countCharacters, leads, specials } from './cell';

/** Whether the text last rewritten may hold characters that force quotes. */
export let mayNeedQuotes: bool = false;

// Offsets of the words of an instruction that this file reads; src/kernels/program/compile.ts writes them.
export const A: usize = 12;
export const B: usize = 16;
export const MARK: usize = 20;
export const MARK_BYTES: usize = 24;
export const MARK_PERIOD: usize = 28;
export const AT: usize = 32;
const AT_BYTES: usize = 36;
export const BLENDS: usize = 40;
export const MOVES: usize = 44;

const KEEP_ENDS: u32 = 5;
const KEEP_RANGE: u32 = 6;
const MASK_ENDS: u32 = 7;
const MASK_RANGE: u32 = 8;
const MASK_BEFORE: u32 = 9;
const MASK_AFTER: u32 = 10;
const TRUNCATE: u32 = 11;

export const SHORT: usize = 64;

/**
 * Writes `bytes` bytes of the repeated mark: `pattern` holds whole marks of `period` bytes together and is followed
 * by slack, so that a short filling is one store. Runs over by up to 64 bytes.
 */
// @ts-ignore: decorator
@inline
export function fill(out: usize, pattern: usize, bytes: usize, period: usize): void {
  v128.store(out, v128.load(pattern));
  if (bytes > 16) fillLong(out, pattern, bytes, period);
}

function fillLong(out: usize, pattern: usize, bytes: usize, period: usize): void {
  if (bytes <= period && period <= 64) {
    // Straight: a loop would end after a different number of rounds for every value, and the guess be wrong.
    v128.store(out, v128.load(pattern, 16), 16);
    v128.store(out, v128.load(pattern, 32), 32);
    v128.store(out, v128.load(pattern, 48), 48);
    return;
  }
  while (bytes > period) {
    copy(out, pattern, period);
    out += period;
    bytes -= period;
  }
  copy(out, pattern, bytes);
}

/** Number of characters of a text of more than 64 bytes; notes whether it holds special ones. */
function surveyLong(text: usize, n: usize, delimiters: v128): usize {
  let count: usize = 0;
  let special: u32 = 0;
  let i: usize = 0;
  for (; i + 16 <= n; i += 16) {
    const v = v128.load(text + i);
    count += popcnt(leads(v));
    special |= <u32>i8x16.bitmask(specials(v, delimiters));
  }
  const within = ((<u32>1) << (<u32>(n - i))) - 1;
  const v = v128.load(text + i);
  mayNeedQuotes = (special | (<u32>i8x16.bitmask(specials(v, delimiters)) & within)) != 0;
  return count + popcnt(leads(v) & within);
}

/** Bit i: byte i begins a character; text of up to 64 bytes, bits beyond it are noise. */
// @ts-ignore: decorator
@inline
function leads64(text: usize, n: usize): u64 {
  let low = leads(v128.load(text));
  if (n > 16) low |= leads(v128.load(text, 16)) << 16;
  if (n <= 32) return <u64>low;
  return <u64>low | ((<u64>(leads(v128.load(text, 32)) | (leads(v128.load(text, 48)) << 16))) << 32);
}

/** Bit i: byte i forces quotes; as leads64. */
// @ts-ignore: decorator
@inline
function specials64(text: usize, n: usize, delimiters: v128): u64 {
  let low = special16(text, delimiters);
  if (n > 16) low |= special16(text + 16, delimiters) << 16;
  if (n <= 32) return <u64>low;
  return <u64>low | ((<u64>(special16(text + 32, delimiters) | (special16(text + 48, delimiters) << 16))) << 32);
}

// @ts-ignore: decorator
@inline
function special16(text: usize, delimiters: v128): u32 {
  return <u32>i8x16.bitmask(specials(v128.load(text), delimiters));
}

/** Byte offset of character k; `begins` as of leads64, used up to 64 bytes. */
// @ts-ignore: decorator
@inline
function offsetOf(text: usize, n: usize, k: usize, characters: usize, begins: u64): usize {
  if (k >= characters) return n;
  return characters == n ? k : offsetOfWide(text, n, k, characters, begins);
}

function offsetOfWide(text: usize, n: usize, k: usize, characters: usize, begins: u64): usize {
  if (n > SHORT) return characterOffset(text, n, k);
  let fromEnd = characters - k;
  if (k < fromEnd) {
    while (k > 0) {
      begins &= begins - 1;
      k--;
    }
    return <usize>ctz(begins);
  }
  while (fromEnd > 1) {
    begins ^= (<u64>1) << (63 - clz(begins));
    fromEnd--;
  }
  return <usize>(63 - clz(begins));
}

/** Position of the first occurrence of [needle, needle + m), m ≥ 1; n when absent. */
function find(text: usize, n: usize, needle: usize, m: usize): usize {
  const first = i8x16.splat(load<i8>(needle));
  for (let i: usize = 0; i + m <= n; i += 16) {
    let hits = <u32>i8x16.bitmask(i8x16.eq(v128.load(text + i), first));
    while (hits != 0) {
      const at = i + ctz(hits);
      if (at + m > n) return n;
      let j: usize = 1;
      while (j < m && load<u8>(text + at + j) == load<u8>(needle + j)) j++;
      if (j == m) return at;
      hits &= hits - 1;
    }
  }
  return n;
}

/** Writes [text, text + n), n ≥ 0, rewritten by the instruction at pc; returns the end. Sets mayNeedQuotes. */
export function rewriteCharacters(pc: usize, op: u32, text: usize, n: usize, out: usize, delimiters: v128): usize {
  let begins: u64 = 0;
  let characters: usize;
  if (n <= SHORT) {
    // An empty text has its shift out of range and no characters whatever the mask.
    const within = n == 0 ? 0 : <u64>-1 >> (<u64>(SHORT - n));
    begins = leads64(text, n) & within;
    mayNeedQuotes = (specials64(text, n, delimiters) & within) != 0;
    characters = <usize>popcnt(begins);
  } else characters = surveyLong(text, n, delimiters);
  const mark = load<usize>(pc, MARK);
  const markBytes = load<usize>(pc, MARK_BYTES);
  const period = load<usize>(pc, MARK_PERIOD);
  const a = load<usize>(pc, A);
  const b = load<usize>(pc, B);
  let from: usize; // bytes [from, to) are masked; in mark-copy-mark kept
  let to: usize;
  let outside = false; // mark-copy-mark
  let marks: usize;
  if (op == KEEP_ENDS) {
    if (characters <= a + b) {
      from = 0;
      to = n;
      marks = characters;
    } else {
      from = offsetOf(text, n, a, characters, begins);
      to = offsetOf(text, n, characters - b, characters, begins);
      marks = characters - a - b;
    }
  } else if (op >= TRUNCATE) {
    // A cut keeps what is short; a truncation, which must not leave a value whole, empties it. Its mark has no bytes.
    from = characters > a ? offsetOf(text, n, a, characters, begins) : op == TRUNCATE ? 0 : n;
    to = n;
    marks = characters > a ? characters - a : 0;
  } else if (op == MASK_RANGE) {
    if (characters <= b || a > b) {
      from = 0;
      to = n;
      marks = characters;
    } else {
      from = offsetOf(text, n, a, characters, begins);
      to = offsetOf(text, n, b + 1, characters, begins);
      marks = b + 1 - a;
    }
  } else if (op == MASK_AFTER || op == MASK_BEFORE) {
    const atBytes = load<usize>(pc, AT_BYTES);
    const at = atBytes > 0 ? find(text, n, load<usize>(pc, AT), atBytes) : n;
    if (op == MASK_AFTER) {
      from = at == n || at + atBytes == n ? 0 : at + atBytes;
      to = n;
      marks = from == 0 ? characters : characters == n ? n - from : countCharacters(text + from, n - from);
    } else {
      from = 0;
      to = at == 0 || at == n ? n : at;
      marks = to == n ? characters : characters == n ? to : countCharacters(text, to);
    }
  } else {
    outside = true;
    if (op == KEEP_RANGE) {
      const whole = characters <= b || a > b || (a == 0 && characters == b + 1);
      from = whole ? n : offsetOf(text, n, a, characters, begins);
      to = whole ? n : offsetOf(text, n, b + 1, characters, begins);
      marks = whole ? characters : a; // before what is kept
    } else {
      const whole = characters <= a + b || a + b == 0;
      from = whole ? n : offsetOf(text, n, a, characters, begins);
      to = whole ? n : offsetOf(text, n, characters - b, characters, begins);
      marks = whole ? characters : a;
    }
  }
  if (!outside) {
    copy(out, text, from);
    out += from;
    const bytes = marks * markBytes;
    fill(out, mark, bytes, period);
    out += bytes;
    copy(out, text + to, n - to);
    return out + (n - to);
  }
  let bytes = marks * markBytes;
  fill(out, mark, bytes, period);
  out += bytes;
  copy(out, text + from, to - from);
  out += to - from;
  if (to < n) {
    const after = op == KEEP_RANGE ? characters - b - 1 : b;
    bytes = after * markBytes;
    fill(out, mark, bytes, period);
    out += bytes;
  }
  return out;
}
