// What blocks of 16 bytes hold: masks by class of byte, and runs. Reads up to 64 bytes past a cell.

// Bytes that blocks are compared with, 16 of each, in memory: a load is cheaper than the constant, which the engine
// would build anew in every turn of a loop.
const constants = memory.data<u8>([
  48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48,
  9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
  32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,
  97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97,
  25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25,
  228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228, 228,
  5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
  192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192, 192,
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
  42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42,
  120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227, 227,
  135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135, 135,
  239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239, 239,
  226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226, 226,
  194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194, 194,
  45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45, 45,
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184, 184,
  15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
  12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
  46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
], 16);

// @ts-ignore: decorator
@inline
export function constant(i: usize): v128 {
  return v128.load(constants + (i << 4));
}

// @ts-ignore: decorator
@inline
export function digitMask(block: v128): u32 {
  return i8x16.bitmask(i8x16.le_u(i8x16.sub(block, constant(0)), constant(1)));
}

// @ts-ignore: decorator
@inline
export function letterMask(block: v128): u32 {
  return i8x16.bitmask(i8x16.le_u(i8x16.sub(v128.or(block, constant(2)), constant(3)), constant(4)));
}

/** Bytes that make e-mails, masks or searches possible: @ * x X. */
// @ts-ignore: decorator
@inline
export function specialOf(block: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(block, constant(8)), i8x16.eq(block, constant(9))),
    i8x16.eq(v128.or(block, constant(2)), constant(10)),
  );
}

// @ts-ignore: decorator
@inline
export function byteMask(p: usize, byte: i8): u32 {
  return (
    i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(byte))) |
    (i8x16.bitmask(i8x16.eq(v128.load(p, 16), i8x16.splat(byte))) << 16)
  );
}

/** Bits 4 and 5 of the second and the third bytes of characters, as a number below 16. */
// @ts-ignore: decorator
@inline
export function upperBits(second: v128, third: v128): v128 {
  return v128.or(v128.and(i16x8.shr_u(second, 4), constant(21)), v128.and(i16x8.shr_u(third, 2), constant(22)));
}

/** Sum of the byte lanes. */
// @ts-ignore: decorator
@inline
export function sumOf(counts: v128): u32 {
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(counts));
  const half = i64x2.add(sums, v128.shuffle<i64>(sums, sums, 1, 0));
  const both = i64x2.extract_lane(half, 0);
  return <u32>both + <u32>(both >>> 32);
}

// 16 bytes of ones, 16 of zeros, 16 of ones: loaded at 16 - k it keeps the first k bytes of a block, at 32 - k it drops them.
const masks = memory.data<u64>([-1, -1, 0, 0, -1, -1], 16);

/** The first n < 16 bytes of a block, zeros behind them. */
// @ts-ignore: decorator
@inline
export function withoutRest(block: v128, n: u32): v128 {
  return v128.and(block, v128.load(masks + 16 - n));
}

/** A block without its first n <= 16 bytes, zeros in their place. */
// @ts-ignore: decorator
@inline
export function withoutFirst(block: v128, n: u32): v128 {
  return v128.and(block, v128.load(masks + 32 - n));
}

/** Ones where something holds, else zeros. */
// @ts-ignore: decorator
@inline
export function wholeIf(holds: bool): v128 {
  return v128.load(masks + 16 - (<usize>holds << 4));
}

/** Whether seven digits, blanks, dashes and dots stand together: without that no run of seven digits is there. */
export function hasLongRun(p: usize, n: u32): bool {
  for (let from: u32 = 0; from < n; from += 58) {
    const at = p + from;
    let mask = runMask(v128.load(at)) | (runMask(v128.load(at, 16)) << 16) | (runMask(v128.load(at, 32)) << 32) | (runMask(v128.load(at, 48)) << 48);
    if (n - from < 64) mask &= (<u64>1 << <u64>(n - from)) - 1;
    mask &= mask >>> 1;
    mask &= mask >>> 2;
    if (mask & (mask >>> 3)) return true;
  }
  return false;
}

/** Whether seven digits stand together. */
export function hasDigitRun(p: usize, n: u32): bool {
  for (let from: u32 = 0; from < n; from += 58) {
    const at = p + from;
    let mask =
      <u64>(digitMask(v128.load(at)) | (digitMask(v128.load(at, 16)) << 16)) |
      (<u64>(digitMask(v128.load(at, 32)) | (digitMask(v128.load(at, 48)) << 16)) << 32);
    if (n - from < 64) mask &= (<u64>1 << <u64>(n - from)) - 1;
    mask &= mask >>> 1;
    mask &= mask >>> 2;
    if (mask & (mask >>> 3)) return true;
  }
  return false;
}

/** Whether seven bytes of ASCII stand together: asked first, as it costs less. */
export function hasPlainRun(p: usize, n: u32): bool {
  for (let from: u32 = 0; from < n; from += 58) {
    const at = p + from;
    let mask = ~(
      <u64>(<u32>i8x16.bitmask(v128.load(at)) | (<u32>i8x16.bitmask(v128.load(at, 16)) << 16)) |
      (<u64>(<u32>i8x16.bitmask(v128.load(at, 32)) | (<u32>i8x16.bitmask(v128.load(at, 48)) << 16)) << 32)
    );
    if (n - from < 64) mask &= (<u64>1 << <u64>(n - from)) - 1;
    mask &= mask >>> 1;
    mask &= mask >>> 2;
    if (mask & (mask >>> 3)) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function runMask(block: v128): u64 {
  const digits = i8x16.le_u(i8x16.sub(block, constant(0)), constant(1));
  const marks = i8x16.le_u(i8x16.sub(block, constant(17)), constant(18)); // - and .
  return <u64>(<u32>i8x16.bitmask(v128.or(v128.or(digits, marks), i8x16.eq(block, constant(2)))));
}
