// The commonest masks on the commonest values: cells of up to 128 bytes that stood without quotes, between the delimiters of
// the output, all in registers. Each returns the end of what it wrote, or 0 where the general way (mask.ts) has to be gone.
import { copy, hasSpecial, leads } from './cell';
import { A, AT, B, BLENDS, fill, MARK, MARK_BYTES, MARK_PERIOD, MOVES, SHORT } from './mask';

/** Bit i: a character of three bytes begins at byte i where there are no others. */
const THREES: u32 = 0x49249249;

/** Bit i: byte i begins a character; of the 32 bytes at `text`. */
// @ts-ignore: decorator
@inline
function leads32(low: v128, high: v128): u32 {
  return leads(low) | (leads(high) << 16);
}

/** Bit i: byte i is a CR or no ASCII; of the 32 bytes at `text`. */
// @ts-ignore: decorator
@inline
function others32(low: v128, high: v128): u32 {
  const returns = i8x16.splat(0x0d);
  return (
    <u32>i8x16.bitmask(v128.or(low, i8x16.eq(low, returns))) |
    (<u32>i8x16.bitmask(v128.or(high, i8x16.eq(high, returns))) << 16)
  );
}

/** Whether there is a CR in [text, text + n), n ≤ 32; what an unquoted cell can hold besides that forces no quotes. */
// @ts-ignore: decorator
@inline
function hasReturn(low: v128, high: v128, within: u32): bool {
  const returns = i8x16.splat(0x0d);
  const a = i8x16.eq(low, returns);
  const b = i8x16.eq(high, returns);
  if (!v128.any_true(v128.or(a, b))) return false; // nearly always, and cheaper than the masks
  return ((<u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16)) & within) != 0;
}

// By number of bytes, where they are characters of three bytes all through and what is written has 16 bytes at most: where each byte that
// stays comes from, the marks, where the characters begin, and how many bytes are written (compile.ts).
const MOVE_BYTES: usize = 48;

/**
 * Keeps the ends of a cell of 1–32 bytes. ASCII under a mark of one byte keeps its length, so that what stays and where marks
 * stand is the same for all values of a length: a table of the instruction holds both (compile.ts), 64 bytes a length. Another
 * holds the same for characters of three bytes.
 */
// @ts-ignore: decorator
@inline
export function keepEndsShort(pc: usize, text: usize, n: usize, out: usize): usize {
  const low = v128.load(text);
  const moves = load<usize>(pc, MOVES);
  if (<i8>i8x16.extract_lane_s(low, 0) < 0 && n <= 16 && moves != 0) {
    const move = moves + n * MOVE_BYTES;
    if ((leads(low) & (<u32>0xffff >> (16 - <u32>n))) == load<u32>(move, 32)) {
      v128.store(out, v128.or(i8x16.swizzle(low, v128.load(move)), v128.load(move, 16)));
      return out + load<usize>(move, 36);
    }
  }
  const high = v128.load(text, 16);
  const within = <u32>-1 >> (32 - <u32>n);
  const blends = load<usize>(pc, BLENDS);
  if (blends != 0 && (others32(low, high) & within) == 0) {
    const blend = blends + (n << 6);
    v128.store(out, v128.or(v128.and(low, v128.load(blend)), v128.load(blend, 32)));
    v128.store(out, v128.or(v128.and(high, v128.load(blend, 16)), v128.load(blend, 48)), 16);
    return out + n;
  }
  if (hasReturn(low, high, within)) return 0;
  let begins = leads32(low, high) & within;
  const a = load<usize>(pc, A);
  const b = load<usize>(pc, B);
  let from = a;
  let to = n - b;
  let marks = to - from;
  if (begins == within) {
    if (n <= a + b) {
      from = 0;
      to = n;
      marks = n;
    }
  } else {
    const count = <usize>popcnt(begins);
    marks = count - a - b;
    if (count <= a + b) {
      from = 0;
      to = n;
      marks = count;
    } else if (begins == (THREES & within) && count * 3 == n) {
      from = a * 3;
      to = n - b * 3;
    } else {
      let mask = begins;
      for (let k = a; k > 0; k--) mask &= mask - 1;
      from = <usize>ctz(mask);
      to = n;
      for (let k = b; k > 0; k--) {
        to = <usize>(31 - clz(begins));
        begins ^= <u32>1 << <u32>to;
      }
    }
  }
  v128.store(out, low);
  v128.store(out, high, 16);
  out += from;
  const bytes = marks * load<usize>(pc, MARK_BYTES);
  fill(out, load<usize>(pc, MARK), bytes, load<usize>(pc, MARK_PERIOD));
  out += bytes;
  copy(out, text + to, n - to);
  return out + (n - to);
}

/** The bits of a block of 64 bytes that lie before n. */
// @ts-ignore: decorator
@inline
function before(n: usize): u64 {
  return n >= SHORT ? <u64>-1 : (<u64>1 << <u64>n) - 1;
}

/** As keepEndsShort, for 33 and more bytes of which nothing is kept at the end, and at the beginning less than the first 32. */
export function keepBeginning(pc: usize, text: usize, n: usize, out: usize): usize {
  const returns = i8x16.splat(0x0d);
  const v0 = v128.load(text);
  const v1 = v128.load(text, 16);
  const v2 = v128.load(text, 32);
  const v3 = v128.load(text, 48);
  const v4 = v128.load(text, 64);
  let found = v128.or(
    v128.or(v128.or(i8x16.eq(v0, returns), i8x16.eq(v1, returns)), v128.or(i8x16.eq(v2, returns), i8x16.eq(v3, returns))),
    i8x16.eq(v4, returns),
  );
  // Most cells end within these blocks: no branch on where.
  let begins = leads32(v0, v1);
  const behind = (<u64>leads32(v2, v3) | (<u64>leads(v4) << 32)) & (<u64>-1 >> (64 - min<u64>(<u64>n - 32, 48)));
  let count = <usize>(popcnt(begins)) + <usize>popcnt(behind);
  for (let i: usize = 80; i < n; i += 16) {
    const v = v128.load(text + i);
    found = v128.or(found, i8x16.eq(v, returns));
    count += popcnt(leads(v) & (<u32>0xffff >> (16 - <u32>min<usize>(n - i, 16))));
  }
  if (v128.any_true(found) && hasSpecial(text, n, returns)) return 0;
  const a = load<usize>(pc, A);
  let from = a * 3;
  if (from > 31 || ((begins ^ THREES) & (<u32>-1 >> (31 - <u32>from))) != 0) {
    if (<usize>popcnt(begins) <= a) return 0;
    for (let k = a; k > 0; k--) begins &= begins - 1;
    from = <usize>ctz(begins);
  }
  v128.store(out, v0);
  v128.store(out, v1, 16);
  out += from;
  const bytes = (count - a) * load<usize>(pc, MARK_BYTES);
  fill(out, load<usize>(pc, MARK), bytes, load<usize>(pc, MARK_PERIOD));
  return out + bytes;
}

/** As keepEndsShort, for 33–128 bytes of which the first 64 hold the characters that are kept before and the rest those behind. */
export function keepEndsMiddling(pc: usize, text: usize, n: usize, out: usize): usize {
  const returns = i8x16.splat(0x0d);
  const v0 = v128.load(text);
  const v1 = v128.load(text, 16);
  const v2 = v128.load(text, 32);
  const v3 = v128.load(text, 48);
  const v4 = v128.load(text, 64);
  const v5 = v128.load(text, 80);
  const v6 = v128.load(text, 96);
  const v7 = v128.load(text, 112);
  const r0 = v128.or(v128.or(i8x16.eq(v0, returns), i8x16.eq(v1, returns)), v128.or(i8x16.eq(v2, returns), i8x16.eq(v3, returns)));
  const r1 = v128.or(v128.or(i8x16.eq(v4, returns), i8x16.eq(v5, returns)), v128.or(i8x16.eq(v6, returns), i8x16.eq(v7, returns)));
  if (v128.any_true(v128.or(r0, r1)) && hasSpecial(text, n, returns)) return 0;
  const first = (<u64>(leads(v0) | (leads(v1) << 16)) | (<u64>(leads(v2) | (leads(v3) << 16)) << 32)) & before(n);
  const second = (<u64>(leads(v4) | (leads(v5) << 16)) | (<u64>(leads(v6) | (leads(v7) << 16)) << 32)) & (n > SHORT ? before(n - SHORT) : 0);
  const a = load<usize>(pc, A);
  const b = load<usize>(pc, B);
  const ahead = <usize>popcnt(first);
  const count = ahead + <usize>popcnt(second);
  if (ahead <= a || count <= a + b) return 0;
  let mask = first;
  for (let k = a; k > 0; k--) mask &= mask - 1;
  const from = <usize>ctz(mask);
  let to = n;
  if (b > 0) {
    // The last characters, as far as they lie in one of the halves.
    const behind = n > SHORT ? second : first;
    if (<usize>popcnt(behind) < b) return 0;
    mask = behind;
    for (let k = b; k > 1; k--) mask ^= <u64>1 << (63 - clz(mask));
    to = <usize>(63 - clz(mask)) + (n > SHORT ? SHORT : 0);
  }
  v128.store(out, v0);
  v128.store(out, v1, 16);
  if (from > 32) copy(out + 32, text + 32, from - 32);
  out += from;
  const bytes = (count - a - b) * load<usize>(pc, MARK_BYTES);
  fill(out, load<usize>(pc, MARK), bytes, load<usize>(pc, MARK_PERIOD));
  out += bytes;
  copy(out, text + to, n - to);
  return out + (n - to);
}

/** As keepEndsShort, masking all before the first occurrence of an ASCII character. */
// @ts-ignore: decorator
@inline
export function maskBeforeShort(pc: usize, text: usize, n: usize, out: usize): usize {
  const low = v128.load(text);
  const high = v128.load(text, 16);
  const within = <u32>-1 >> (32 - <u32>n);
  if (hasReturn(low, high, within)) return 0;
  const at = i8x16.splat(load<i8>(load<usize>(pc, AT)));
  const hits = (<u32>i8x16.bitmask(i8x16.eq(low, at)) | (<u32>i8x16.bitmask(i8x16.eq(high, at)) << 16)) & within;
  const begins = leads32(low, high) & within;
  // The bits below the lowest hit; without one, or with one in front, the value is masked whole.
  const masked = (hits & 1) != 0 || hits == 0 ? within : (hits & (0 - hits)) - 1;
  const to = <usize>(32 - clz(masked));
  const bytes = <usize>popcnt(begins & masked) * load<usize>(pc, MARK_BYTES);
  fill(out, load<usize>(pc, MARK), bytes, load<usize>(pc, MARK_PERIOD));
  out += bytes;
  copy(out, text + to, n - to);
  return out + (n - to);
}

