// Choosing records by a keyed hash of their bytes: which ones depends neither on workers nor on chunks.
import { CR } from './cell';

/** Mixes a 64-bit print with a key to 32 bits (the finaliser of MurmurHash3). */
// @ts-ignore: decorator
@inline
function keyed(print: u64, key: u32): u32 {
  let value = ((<u32>print ^ key) * 0x85ebca6b) ^ <u32>(print >>> 32);
  value = (value ^ (value >>> 16)) * 0x85ebca6b;
  value = (value ^ (value >>> 13)) * 0xc2b2ae35;
  return value ^ (value >>> 16);
}

/**
 * Writes a pair (record, hash) to `out` for every record of a rectangle whose hash is below `below` (up to 2^32) and
 * returns how many; a record's bytes end before its line end.
 */
export function sampleRows(
  text: usize, ends: usize, records: u32, columns: u32, key: u32, below: f64, out: usize,
): u32 {
  const limit = <u64>below;
  let start = text;
  let last = ends + (<usize>(columns - 1) << 2);
  let taken: u32 = 0;
  for (let record: u32 = 0; record < records; record++, last += <usize>columns << 2) {
    const feed = text + <usize>(load<u32>(last) & 0x7fffffff);
    const end = feed > start && <u32>load<u8>(feed - 1) == CR ? feed - 1 : feed;
    const hash = keyed(hashOf(start, end - start), key);
    if (<u64>hash < limit) {
      store<u32>(out + (<usize>taken << 3), record);
      store<u32>(out + (<usize>taken << 3), hash, 4);
      taken++;
    }
    start = feed + 1;
  }
  return taken;
}

/**
 * Hash of 64 bits of a record. Four lanes of 32 × 32 → 64-bit products with keys that advance per stripe, scrambled every KiB, after
 * XXH3 (Collet, BSD 2-Clause). Which records a sample holds follows from it: another hash would change what reports say.
 */
function hashOf(data: usize, length: usize): u64 {
  let key = i64x2(0x9e3779b185ebca87, 0xc2b2ae3d27d4eb4f);
  const step = i64x2(0x165667b19e3779f9, 0x27d4eb2f165667c5);
  let s0 = i64x2(0x0000000000000001, 0x85ebca77c2b2ae63);
  let s1 = i64x2(0x27d4eb2f165667c5, 0x9e3779b185ebca87);
  let s2 = i64x2(0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9);
  let s3 = i64x2(0x85ebca77c2b2ae3d, 0x27d4eb4f165667c5);
  let at = data;
  const end = data + length;
  let stripes = 0;
  while (at + 64 <= end) {
    const d0 = v128.load(at);
    const d1 = v128.load(at, 16);
    const d2 = v128.load(at, 32);
    const d3 = v128.load(at, 48);
    s0 = lane(s0, d0, key);
    s1 = lane(s1, d1, v128.not(key));
    s2 = lane(s2, d2, v128.xor(key, s3));
    s3 = lane(s3, d3, v128.xor(key, step));
    key = i64x2.add(key, step);
    at += 64;
    if ((++stripes & 15) == 0) {
      s0 = scramble(s0, key);
      s1 = scramble(s1, key);
      s2 = scramble(s2, key);
      s3 = scramble(s3, key);
    }
  }
  let hash: u64 = <u64>length * 0x9e3779b185ebca87;
  hash = merge(hash, s0);
  hash = merge(hash, s1);
  hash = merge(hash, s2);
  hash = merge(hash, s3);
  for (; at + 8 <= end; at += 8) {
    hash = (hash ^ load<u64>(at)) * 0x9fb21c651e98df25;
    hash ^= hash >> 32;
  }
  if (at < end) {
    // The bytes that are left, with zeros above them; the length is part of the hash.
    const rest = load<u64>(at) & ((<u64>1 << (<u64>(end - at) << 3)) - 1);
    hash = (hash ^ rest) * 0x9fb21c651e98df25;
    hash ^= hash >> 32;
  }
  hash ^= hash >> 35;
  hash *= 0x9fb21c651e98df25;
  return hash ^ (hash >> 28);
}

// @ts-ignore: decorator
@inline
function lane(sum: v128, data: v128, key: v128): v128 {
  const mixed = v128.xor(data, key);
  const low = v128.shuffle<i32>(mixed, mixed, 0, 2, 0, 2);
  const high = v128.shuffle<i32>(mixed, mixed, 1, 3, 1, 3);
  const swapped = v128.shuffle<i64>(data, data, 1, 0);
  return i64x2.add(i64x2.add(sum, swapped), i64x2.extmul_low_i32x4_u(low, high));
}

// @ts-ignore: decorator
@inline
function scramble(sum: v128, key: v128): v128 {
  sum = v128.xor(sum, i64x2.shr_u(sum, 47));
  return i64x2.mul(v128.xor(sum, key), i64x2.splat(0x9e3779b185ebca87));
}

// @ts-ignore: decorator
@inline
function merge(hash: u64, sum: v128): u64 {
  hash = (hash ^ i64x2.extract_lane(sum, 0)) * 0x9fb21c651e98df25;
  hash ^= hash >> 29;
  hash = (hash ^ i64x2.extract_lane(sum, 1)) * 0xc2b2ae3d27d4eb4f;
  return hash ^ (hash >> 32);
}
