// Encodings by SIMD: validation of UTF-8, and GB18030 to and from UTF-8 by tables that the wrapper fills once.

// 16 bytes each: the sign where E0 and so many more is a lead that needs no further look; E0; the first byte behind continuations.
const bounds = memory.data<u8>([
  0, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 0, 128, 128,
  224, 224, 224, 224, 224, 224, 224, 224, 224, 224, 224, 224, 224, 224, 224, 224,
  192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192,
], 16);

/** Offset of the first byte that is not part of well-formed UTF-8, or -1. */
export function validUtf8(text: usize, length: usize): i32 {
  const end = text + length;
  let at = text;
  while (at < end) {
    at = plainUtf8(at, end);
    if (at >= end) break;
    let stop = min<usize>(at + CLOSE, end);
    if (stop < end) for (let i = 0; i < 3 && (load<u8>(stop) & 0xc0) == 0x80; i++) stop--;
    if (!validClosely(at, stop)) return firstFault(text, at, end);
    at = stop;
  }
  return -1;
}

/** Bytes looked at closely before text is taken for plain again. */
const CLOSE: usize = 512;

/** Bytes that are looked at together once one of them is not ASCII. */
const STRIP: usize = 512;

/**
 * Walks over ASCII and characters of three bytes that need no further look (leads E1–EF but ED), which is all there is in most
 * Chinese text; `at` is the start of a character, and so is what is returned. A byte is a continuation just where one of the two bytes
 * before is such a lead (not both: three leads in a row would be found at the first), and what is not ASCII is the one or the other.
 */
function plainUtf8(at: usize, end: usize): usize {
  const table = v128.load(bounds);
  const first = v128.load(bounds, 16);
  const trail = v128.load(bounds, 32);
  let last = i64x2.splat(0); // leads of the 16 bytes before, by their sign
  let open = 0; // those that are short of continuations: bit 7 and bit 15 are the last byte but one, and the last
  while (at + 32 <= end) {
    if (!open) while (at + 64 <= end && isAscii(at)) at += 64;
    const stop = min(at + STRIP, at + ((end - at) & ~31));
    let wrong = i64x2.splat(0);
    for (let next = at; next < stop; next += 32) { // more at once would not stay in registers
      const a = v128.load(next);
      const b = v128.load(next, 16);
      const leadsA = v128.swizzle(table, i8x16.sub(a, first));
      const leadsB = v128.swizzle(table, i8x16.sub(b, first));
      wrong = v128.or(wrong, v128.or(misfits(a, last, leadsA, trail), misfits(b, leadsA, leadsB, trail)));
      last = leadsB;
    }
    if (i8x16.bitmask(wrong)) break;
    open = i16x8.extract_lane_u(last, 7) & 0x8080;
    at = stop;
  }
  return open & 0x8000 ? at - 1 : open & 0x80 ? at - 2 : at;
}

/** Whether 64 bytes are ASCII. */
// @ts-ignore: decorator
@inline
function isAscii(at: usize): bool {
  const first = v128.or(v128.load(at), v128.load(at, 16));
  return !i8x16.bitmask(v128.or(first, v128.or(v128.load(at, 32), v128.load(at, 48))));
}

/** Signs of the bytes of a block that are not what the leads say. */
// @ts-ignore: decorator
@inline
function misfits(block: v128, before: v128, leads: v128, trail: v128): v128 {
  const follows = i8x16.lt_s(block, trail);
  const one = v128.shuffle<u8>(before, leads, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  const two = v128.shuffle<u8>(before, leads, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  return v128.or(v128.xor(follows, v128.xor(one, two)), v128.xor(block, v128.or(follows, leads)));
}

/** Whether [at, end) is well-formed UTF-8 (Keiser and Lemire 2021, arXiv:2010.03090). */
function validClosely(at: usize, end: usize): bool {
  // Bits of the three lookup tables: what the two nibbles of a byte and the high nibble of the next rule out.
  // 1 too short, 2 too long, 4 overlong 3, 8 too large 1000, 16 surrogate, 32 overlong 2, 64 too large / overlong 4, 128 two continuations
  const byte1High = i8x16(2, 2, 2, 2, 2, 2, 2, 2, -128, -128, -128, -128, 0x21, 1, 0x15, 0x49);
  const byte1Low = i8x16(-25, -93, -125, -125, -117, -53, -53, -53, -53, -53, -53, -53, -53, -37, -53, -53);
  const byte2High = i8x16(1, 1, 1, 1, 1, 1, 1, 1, -26, -82, -70, -70, 1, 1, 1, 1);
  const nibble = i8x16.splat(0x0f);
  const sign = i8x16.splat(<i8>0x80);
  // The last three bytes of a block that still expect continuations: leads too close to its end.
  const closing = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, <i8>0xef, <i8>0xdf, <i8>0xbf);
  let previous = i8x16.splat(0);
  let incomplete = i8x16.splat(0);
  let error = i8x16.splat(0);
  while (at < end) {
    let block = v128.load(at);
    if (at + 16 > end) block = cut(block, end - at);
    const prev1 = v128.shuffle<u8>(previous, block, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    const prev2 = v128.shuffle<u8>(previous, block, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    const prev3 = v128.shuffle<u8>(previous, block, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
    const special = v128.and(
      v128.and(
        v128.swizzle(byte1High, i8x16.shr_u(prev1, 4)),
        v128.swizzle(byte1Low, v128.and(prev1, nibble)),
      ),
      v128.swizzle(byte2High, i8x16.shr_u(block, 4)),
    );
    const third = i8x16.sub_sat_u(prev2, i8x16.splat(0x60)); // bit 7 for leads of three bytes and more
    const fourth = i8x16.sub_sat_u(prev3, i8x16.splat(0x70)); // bit 7 for leads of four bytes
    const must = v128.and(v128.or(third, fourth), sign);
    error = v128.or(error, v128.xor(must, special));
    incomplete = i8x16.sub_sat_u(block, closing);
    previous = block;
    at += 16;
  }
  return !v128.any_true(v128.or(error, incomplete));
}

/** The first `count` bytes of a vector, zeros behind them. */
function cut(block: v128, count: usize): v128 {
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return v128.and(block, i8x16.lt_s(lanes, i8x16.splat(<i8>count)));
}

/** Walks the characters from a safe place before `near` to find exactly where the text goes wrong. */
function firstFault(text: usize, near: usize, end: usize): i32 {
  let at = near > text + 80 ? near - 80 : text;
  // step forward over continuation bytes, of which valid text has at most three in a row
  while (at > text && (load<u8>(at) & 0xc0) == 0x80) at--;
  while (at < end) {
    const size = utf8Length(at, end);
    if (!size) return <i32>(at - text);
    at += size;
  }
  return -1;
}

/** Bytes of the well-formed UTF-8 character at `at`, or 0 (Unicode 15, table 3-7). */
function utf8Length(at: usize, end: usize): usize {
  const lead = load<u8>(at);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const size: usize = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + size > end) return 0;
  const second = load<u8>(at, 1);
  const low: u8 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const high: u8 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  if (size > 2 && (load<u8>(at, 2) & 0xc0) != 0x80) return 0;
  if (size > 3 && (load<u8>(at, 3) & 0xc0) != 0x80) return 0;
  return size;
}

// Linear index of the first four-byte form beyond the BMP, and of U+10FFFF (GB 18030-2022, annex C).
const SUPPLEMENTARY: u32 = 189000;
const LAST: u32 = 1237575;
const BMP_FORMS: u32 = 39420;

/**
 * GB18030 bytes to UTF-8. `pairs` holds 126 × 192 u32 by lead and trail byte, the UTF-8 bytes in the low 24 bits and
 * their number in the top byte; `quads` holds 39420 u16 code points by linear index. `limit` is the end of the target's
 * room: every form grows by at most one half except the single byte 0x80 (€ in code page 936), which trebles; at the
 * first one the rest is measured.
 * Returns bytes written, or -(offset + 1) of the first bad byte.
 */
export function decodeGb18030(source: usize, length: usize, target: usize, limit: usize, pairs: usize, quads: usize): i32 {
  let at = source;
  let out = target;
  const end = source + length;
  let measured = false; // whether the rest was found to fit although it contains 0x80
  while (at < end) {
    const block = v128.load(at);
    const high = i8x16.bitmask(block);
    v128.store(out, block); // ASCII up to the first high bit; what is copied beyond it is overwritten
    if (!high) {
      at += 16;
      out += 16;
      continue;
    }
    const ascii = <usize>ctz(high);
    at += ascii;
    out += ascii;
    if (at >= end) break;
    while (at < end) {
      const lead = <u32>load<u8>(at);
      if (lead < 0x80) break;
      const trail = <u32>load<u8>(at, 1);
      if (at + 1 < end && trail >= 0x40 && lead > 0x80) {
        const entry = lead < 0xff ? load<u32>(pairs + (((lead - 0x81) * 192 + (trail - 0x40)) << 2)) : 0;
        if (!entry) return -1 - <i32>(at - source);
        store<u32>(out, entry);
        out += entry >> 24;
        at += 2;
        continue;
      }
      if (lead == 0x80) {
        if (!measured) {
          if (<u64>out + decodedSize(at, end, pairs) > <u64>limit) return -1 - <i32>(at - source);
          measured = true;
        }
        store<u32>(out, 0xac82e2);
        out += 3;
        at += 1;
        continue;
      }
      // four bytes: 81–FE 30–39 81–FE 30–39
      if (at + 4 > end || lead == 0xff) return -1 - <i32>(at - source);
      const third = <u32>load<u8>(at, 2);
      const fourth = <u32>load<u8>(at, 3);
      if (trail - 0x30 > 9 || third - 0x81 > 0x7d || fourth - 0x30 > 9) return -1 - <i32>(at - source);
      const linear = (((lead - 0x81) * 10 + trail - 0x30) * 126 + third - 0x81) * 10 + fourth - 0x30;
      if (linear < BMP_FORMS) {
        const point = <u32>load<u16>(quads + (linear << 1));
        if (!point) return -1 - <i32>(at - source);
        out = putBmp(out, point);
      } else {
        if (linear < SUPPLEMENTARY || linear > LAST) return -1 - <i32>(at - source);
        const point = linear - SUPPLEMENTARY + 0x10000;
        store<u8>(out, 0xf0 | (point >> 18));
        store<u8>(out, 0x80 | ((point >> 12) & 0x3f), 1);
        store<u8>(out, 0x80 | ((point >> 6) & 0x3f), 2);
        store<u8>(out, 0x80 | (point & 0x3f), 3);
        out += 4;
      }
      at += 4;
    }
  }
  return <i32>(out - target) - <i32>(at - end); // the last ASCII block may have run past the end
}

/** Upper bound of the bytes that [at, end) decodes to, exact up to four-byte forms; only run where 0x80 occurs. */
function decodedSize(at: usize, end: usize, pairs: usize): u64 {
  let size: u64 = 0;
  while (at < end) {
    const lead = <u32>load<u8>(at);
    const trail = <u32>load<u8>(at, 1);
    if (lead <= 0x80) {
      size += lead < 0x80 ? 1 : 3;
      at += 1;
    } else if (trail >= 0x40) {
      size += lead < 0xff ? load<u32>(pairs + (((lead - 0x81) * 192 + (trail - 0x40)) << 2)) >> 24 : 0;
      at += 2;
    } else {
      size += 4;
      at += 4;
    }
  }
  return size;
}

/** Writes a code point of U+0080…U+FFFF and returns the place behind it. */
// @ts-ignore: decorator
@inline
function putBmp(out: usize, point: u32): usize {
  if (point < 0x800) {
    store<u8>(out, 0xc0 | (point >> 6));
    store<u8>(out, 0x80 | (point & 0x3f), 1);
    return out + 2;
  }
  store<u8>(out, 0xe0 | (point >> 12));
  store<u8>(out, 0x80 | ((point >> 6) & 0x3f), 1);
  store<u8>(out, 0x80 | (point & 0x3f), 2);
  return out + 3;
}

/**
 * UTF-8 to GB18030. `pairs` holds a u16 per BMP code point: its two bytes in the order of storing, or 0 for a four-byte
 * form, whose linear index plus 1 stands in `quads` (u16 by code point; 0 for none). Target needs 2 × length.
 * Returns bytes written, or -(offset + 1) of the first character without a form.
 */
export function encodeGb18030(source: usize, length: usize, target: usize, pairs: usize, quads: usize): i32 {
  let at = source;
  let out = target;
  const end = source + length;
  while (at < end) {
    const block = v128.load(at);
    const high = i8x16.bitmask(block);
    v128.store(out, block);
    if (!high) {
      at += 16;
      out += 16;
      continue;
    }
    const ascii = <usize>ctz(high);
    at += ascii;
    out += ascii;
    if (at >= end) break;
    while (at < end) {
      const lead = <u32>load<u8>(at);
      if (lead < 0x80) break;
      let point: u32;
      let size: usize;
      if (lead >= 0xe0 && lead < 0xf0) {
        point = ((lead & 0x0f) << 12) | ((<u32>load<u8>(at, 1) & 0x3f) << 6) | (<u32>load<u8>(at, 2) & 0x3f);
        size = 3;
      } else if (lead >= 0xc2 && lead < 0xe0) {
        point = ((lead & 0x1f) << 6) | (<u32>load<u8>(at, 1) & 0x3f);
        size = 2;
      } else if (lead >= 0xf0 && lead < 0xf5) {
        point = ((lead & 7) << 18) | ((<u32>load<u8>(at, 1) & 0x3f) << 12) | ((<u32>load<u8>(at, 2) & 0x3f) << 6) | (<u32>load<u8>(at, 3) & 0x3f);
        size = 4;
      } else return -1 - <i32>(at - source);
      if (at + size > end) return -1 - <i32>(at - source);
      let linear: u32;
      if (size < 4) {
        const pair = load<u16>(pairs + (point << 1));
        if (pair) {
          store<u16>(out, pair);
          out += 2;
          at += size;
          continue;
        }
        linear = <u32>load<u16>(quads + (point << 1));
        if (!linear) return -1 - <i32>(at - source);
        linear--;
      } else {
        if (point - 0x10000 > 0xfffff) return -1 - <i32>(at - source);
        linear = point - 0x10000 + SUPPLEMENTARY;
      }
      store<u8>(out, 0x30 + (linear % 10), 3);
      linear /= 10;
      store<u8>(out, 0x81 + (linear % 126), 2);
      linear /= 126;
      store<u8>(out, 0x30 + (linear % 10), 1);
      store<u8>(out, 0x81 + linear / 10);
      out += 4;
      at += size;
    }
  }
  return <i32>(out - target) - <i32>(at - end);
}
