// Fingerprints of bytes by SIMD: checksums of 64 bits that notice a change; not hashes against an adversary.
import { QUOTE } from './structure';
import { withoutRest } from './vectors';

// Keys of the two blocks of a pair, and what they advance by from stripe to stripe (primes of XXH64); 16 bytes each.
const keys = memory.data<u64>([
  0x9e3779b185ebca87, 0xc2b2ae3d27d4eb4f,
  0x165667b19e3779f9, 0x85ebca77c2b2ae63,
  0x27d4eb2f165667c5, 0x9fb21c651e98df25,
], 16);
const FIRST: u64 = 0x9fb21c651e98df25;
const SECOND: u64 = 0xc2b2ae3d27d4eb4f;

/** Fingerprint of `length` bytes. */
export function fingerprint(data: usize, length: usize): u64 {
  return digest(data, length, 0);
}

/**
 * The same; the number of quotes modulo 2 is stored as a u32 at `parity`: bytes that are loaded for the one are there for the other.
 */
export function fingerprintAndParity(data: usize, length: usize, parity: usize): u64 {
  return digest(data, length, parity);
}

/**
 * Sums of 32 × 32 → 64-bit products of neighbouring blocks, with keys that advance per stripe of 64 bytes (NH: Black et al. 1999,
 * UMAC), and of the blocks themselves, so that a factor of 0 hides nothing (XXH3: Collet, BSD 2-Clause). What is no whole stripe counts
 * as if zeros followed: the length is part of the hash.
 */
// @ts-ignore: decorator
@inline
function digest(data: usize, length: usize, parity: usize): u64 {
  let key0 = v128.load(keys);
  let key1 = v128.load(keys, 16);
  const step = v128.load(keys, 32);
  const quote = i8x16.splat(QUOTE);
  let odd = i64x2.splat(0); // per byte lane, all ones where the number of quotes is odd
  let s0 = i64x2.splat(0);
  let s1 = i64x2.splat(0);
  let s2 = i64x2.splat(0);
  let s3 = i64x2.splat(0);
  let at = data;
  const end = data + length;
  for (; at + 64 <= end; at += 64) {
    const d0 = v128.load(at);
    const d1 = v128.load(at, 16);
    const d2 = v128.load(at, 32);
    const d3 = v128.load(at, 48);
    s0 = i64x2.add(s0, i64x2.add(d0, lows(d0, d1, key0, key1)));
    s1 = i64x2.add(s1, i64x2.add(d1, highs(d0, d1, key0, key1)));
    s2 = i64x2.add(s2, i64x2.add(d2, lows(d2, d3, key0, key1)));
    s3 = i64x2.add(s3, i64x2.add(d3, highs(d2, d3, key0, key1)));
    key0 = i64x2.add(key0, step);
    key1 = i64x2.add(key1, step);
    if (parity) {
      const first = v128.xor(i8x16.eq(d0, quote), i8x16.eq(d1, quote));
      odd = v128.xor(odd, v128.xor(first, v128.xor(i8x16.eq(d2, quote), i8x16.eq(d3, quote))));
    }
  }
  for (; at < end; at += 32) {
    const left = <u32>(end - at);
    const d0 = left < 16 ? withoutRest(v128.load(at), left) : v128.load(at);
    const d1 = left < 32 ? withoutRest(v128.load(at, 16), left > 16 ? left - 16 : 0) : v128.load(at, 16);
    s0 = i64x2.add(s0, i64x2.add(d0, lows(d0, d1, key0, key1)));
    s1 = i64x2.add(s1, i64x2.add(d1, highs(d0, d1, key0, key1)));
    key0 = i64x2.add(key0, step);
    key1 = i64x2.add(key1, step);
    if (parity) odd = v128.xor(odd, v128.xor(i8x16.eq(d0, quote), i8x16.eq(d1, quote)));
  }
  if (parity) store<u32>(parity, popcnt(i8x16.bitmask(odd)) & 1);
  const sum = i64x2.add(i64x2.add(s0, turned(s1, 23)), turned(i64x2.add(s2, turned(s3, 29)), 41));
  let hash = (<u64>length * FIRST) ^ i64x2.extract_lane(sum, 0);
  hash ^= hash >> 29;
  hash = (hash * FIRST) ^ i64x2.extract_lane(sum, 1);
  hash ^= hash >> 32;
  hash *= SECOND;
  hash ^= hash >> 35;
  hash *= FIRST;
  return hash ^ (hash >> 28);
}

/** Products of the first two words of 32 bits of each block. */
// @ts-ignore: decorator
@inline
function lows(a: v128, b: v128, keyA: v128, keyB: v128): v128 {
  return i64x2.extmul_low_i32x4_u(v128.xor(a, keyA), v128.xor(b, keyB));
}

/** Products of the last two. */
// @ts-ignore: decorator
@inline
function highs(a: v128, b: v128, keyA: v128, keyB: v128): v128 {
  return i64x2.extmul_high_i32x4_u(v128.xor(a, keyA), v128.xor(b, keyB));
}

/** The lanes of 64 bits, turned left. */
// @ts-ignore: decorator
@inline
function turned(lanes: v128, by: i32): v128 {
  return v128.or(i64x2.shl(lanes, by), i64x2.shr_u(lanes, 64 - by));
}
