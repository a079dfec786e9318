// Codes of cells recoded before. A cache keyed by the raw bytes of a cell (quotes included) answers for up to 32 bytes by two
// vector comparisons and no branch on the length.

// Cache: 512 sets of two entries of 48 bytes: first 16 bytes, last 16 bytes, length + 1, code.
const SETS_SHIFT: u64 = 55;
const C_LENGTH: usize = 32; // 0: free
const C_CODE: usize = 36;
export const ENTRY: usize = 48;
/** Bytes of a cache; zeroed before its first use. */
export const CACHE_BYTES: usize = 512 * 2 * ENTRY;

/** Cells longer than this are not cached. */
export const LONGEST: u32 = 32;

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xd6e8feb86659fd93;

// Thirty-two bytes: loading sixteen from 16 - n on gives a mask of n leading ones.
const ones = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/** The first bytes of a cell, zeros behind its end. */
// @ts-ignore: decorator
@inline
export function headOf(p: usize, n: u32): v128 {
  return v128.and(v128.load(p), v128.load(ones + 16 - <usize>(n > 16 ? 16 : n)));
}

/** The last bytes of a cell of up to 32 bytes: the same as its head up to 16. */
// @ts-ignore: decorator
@inline
export function tailOf(p: usize, n: u32): v128 {
  const part = n > 16 ? 16 : n;
  return v128.and(v128.load(p + <usize>(n - part)), v128.load(ones + 16 - <usize>part));
}

/** The first entry of the set of a cell. */
// @ts-ignore: decorator
@inline
export function setOf(cache: usize, head: v128, tail: v128, n: u32): usize {
  const mixed =
    (i64x2.extract_lane(head, 0) ^ rotl<u64>(i64x2.extract_lane(tail, 1), 32)) * K1 +
    (i64x2.extract_lane(head, 1) ^ rotl<u64>(i64x2.extract_lane(tail, 0), 17) ^ <u64>n) * K2;
  return cache + <usize>(mixed >>> SETS_SHIFT) * (ENTRY * 2);
}

/** Whether an entry holds a cell. */
// @ts-ignore: decorator
@inline
export function holds(entry: usize, head: v128, tail: v128, n: u32): bool {
  return (
    load<u32>(entry, C_LENGTH) == n + 1 &&
    !v128.any_true(v128.or(v128.xor(v128.load(entry), head), v128.xor(v128.load(entry, 16), tail)))
  );
}

/** The code that an entry holds. */
// @ts-ignore: decorator
@inline
export function codeIn(entry: usize): u32 {
  return load<u32>(entry, C_CODE);
}

/** Enters a cell into its set: the newest comes first, the one before second. */
export function keep(entry: usize, head: v128, tail: v128, n: u32, code: u32): void {
  const second = entry + ENTRY;
  v128.store(second, v128.load(entry));
  v128.store(second, v128.load(entry, 16), 16);
  store<u64>(second, load<u64>(entry, C_LENGTH), C_LENGTH);
  v128.store(entry, head);
  v128.store(entry, tail, 16);
  store<u32>(entry, n + 1, C_LENGTH);
  store<u32>(entry, code, C_CODE);
}
