// Where quotes and records of delimited text stand, by SIMD: masks by compare and bitmask, quotes by prefix-xor, 64 bytes a step.
// Loads run up to 63 bytes past the text: every region has slack behind it (see ../host.ts).

export const QUOTE: u8 = 0x22;
export const LF: u8 = 0x0a;
export const CR: u8 = 0x0d;

/** One bit per byte of a 64-byte block, from its masks. */
// @ts-ignore: decorator
@inline
export function joined(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16)) |
    (<u64>(<u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16)) << 32)
  );
}

/** One bit per byte of a 64-byte block that equals the splatted byte. */
// @ts-ignore: decorator
@inline
export function matches(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  return joined(i8x16.eq(a, byte), i8x16.eq(b, byte), i8x16.eq(c, byte), i8x16.eq(d, byte));
}

/** Bit i is the xor of bits 0…i: set from an opening quote up to, not including, its closing quote. */
// @ts-ignore: decorator
@inline
export function prefixXor(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/** The bits of a block that lie before `end`. */
// @ts-ignore: decorator
@inline
export function within(at: usize, end: usize): u64 {
  const left = end - at;
  return left >= 64 ? ~(<u64>0) : ((<u64>1) << left) - 1;
}

/** Number of quotes modulo 2. */
export function parity(text: usize, length: usize): i32 {
  const quote = i8x16.splat(QUOTE);
  let odd0 = i64x2.splat(0);
  let odd1 = i64x2.splat(0);
  let at = text;
  const end = text + length;
  while (at + 64 <= end) {
    // xor of compare masks keeps, per byte lane, whether the count is odd: two instructions per 16 bytes
    odd0 = v128.xor(odd0, i8x16.eq(v128.load(at), quote));
    odd1 = v128.xor(odd1, i8x16.eq(v128.load(at, 16), quote));
    odd0 = v128.xor(odd0, i8x16.eq(v128.load(at, 32), quote));
    odd1 = v128.xor(odd1, i8x16.eq(v128.load(at, 48), quote));
    at += 64;
  }
  let count = popcnt(i8x16.bitmask(v128.xor(odd0, odd1)));
  while (at < end) {
    if (load<u8>(at) == QUOTE) count++;
    at++;
  }
  return count & 1;
}

/** Offset of the first LF outside quotes at or after `from`, or -1; `quoted` (0 or 1) is the state at `from`. */
export function recordEnd(text: usize, length: usize, from: usize, quoted: i32): i32 {
  const quote = i8x16.splat(QUOTE);
  const newline = i8x16.splat(LF);
  let carry: u64 = quoted ? ~(<u64>0) : 0;
  let at = text + from;
  const end = text + length;
  while (at < end) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const inside = prefixXor(matches(a, b, c, d, quote)) ^ carry;
    const found = matches(a, b, c, d, newline) & ~inside & within(at, end);
    if (found) return <i32>(at - text) + <i32>ctz(found);
    carry = <u64>((<i64>inside) >> 63);
    at += 64;
  }
  return -1;
}

/** Offset of the last LF outside quotes, or -1; `quoted` is the state at 0. Scans backwards from the known end state. */
export function lastRecordEnd(text: usize, length: usize, quoted: i32): i32 {
  if (!length) return -1;
  const quote = i8x16.splat(QUOTE);
  const newline = i8x16.splat(LF);
  const end = text + length;
  let state = quoted ^ parity(text, length);
  let at = text + ((length - 1) & ~63);
  while (true) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const valid = within(at, end);
    const quotes = matches(a, b, c, d, quote) & valid;
    state ^= <i32>(popcnt(quotes) & 1); // now the state at the start of this block
    const inside = prefixXor(quotes) ^ (state ? ~(<u64>0) : 0);
    const found = matches(a, b, c, d, newline) & ~inside & valid;
    if (found) return <i32>(at - text) + 63 - <i32>clz(found);
    if (at == text) return -1;
    at -= 64;
  }
}

/** Number of fields of the first record (whole, outside quotes at its start); 0 when it has no end. */
export function countFields(text: usize, length: usize, delimiter: i32): i32 {
  let fields = 1;
  let quoted = false;
  for (let at = text; at < text + length; at++) {
    const byte = load<u8>(at);
    if (byte == QUOTE) quoted = !quoted;
    else if (!quoted) {
      if (byte == LF) return fields;
      if (byte == <u8>delimiter) fields++;
    }
  }
  return 0;
}
