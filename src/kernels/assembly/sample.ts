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

// Three records are hashed side by side: each product of a hash waits for the one before, those of several records do not wait for
// each other; a fourth would find no register. Of each of them, one behind the other: four sums of 16 bytes, the rest behind the last whole stripe of 64 bytes, with
// zeros up to 64, the bytes of that rest, and the length.
const REST: usize = 64;
const REST_BYTES: usize = 128;
const LENGTH: usize = 132;
const RECORD: usize = 144;
const begun = memory.data(3 * 144, 16);

// Sixteen bytes at a time: 64 of ones and 64 of zeros; from 64 - n on they keep the first n bytes of a rest.
const masks = memory.data<u64>([-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0], 16);

// The first key and its steps, and the first sums. In memory, as constants of 16 bytes are put together anew in every turn.
const first = memory.data<u64>([
  0x9e3779b185ebca87, 0xc2b2ae3d27d4eb4f,
  0x165667b19e3779f9, 0x27d4eb2f165667c5,
  0x0000000000000001, 0x85ebca77c2b2ae63,
  0x27d4eb2f165667c5, 0x9e3779b185ebca87,
  0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9,
  0x85ebca77c2b2ae3d, 0x27d4eb4f165667c5,
], 16);

/**
 * Writes a pair (record, hash) to `out` for every record of a rectangle whose hash is below `below` (up to 2^32) and
 * returns how many; a record's bytes end before its line end. Reads up to 63 bytes past the text.
 */
export function sampleRows(
  text: usize, ends: usize, records: u32, columns: u32, key: u32, below: f64, out: usize,
): u32 {
  const limit = <u64>below;
  let start = text;
  let last = ends + (<usize>(columns - 1) << 2);
  let taken: u32 = 0;
  for (let record: u32 = 0; record < records; record += 3) {
    const count = min<u32>(3, records - record);
    for (let i: u32 = 0; i < count; i++, last += <usize>columns << 2) {
      const feed = text + <usize>(load<u32>(last) & 0x7fffffff);
      const end = feed > start && <u32>load<u8>(feed - 1) == CR ? feed - 1 : feed;
      begin(begun + <usize>i * RECORD, start, end - start);
      start = feed + 1;
    }
    // Behind the last record stands what others left there: hashed, and not looked at.
    finishThree();
    for (let i: u32 = 0; i < count; i++) {
      const hash = keyed(load<u64>(begun + <usize>i * RECORD), key);
      if (<u64>hash < limit) {
        store<u32>(out + (<usize>taken << 3), record + i);
        store<u32>(out + (<usize>taken << 3), hash, 4);
        taken++;
      }
    }
  }
  return taken;
}

// A record's hash of 64 bits. Four lanes of 32 × 32 → 64-bit products with keys that advance per stripe, scrambled every KiB, after
// XXH3 (Collet, BSD 2-Clause). Which records a sample holds follows from it: another hash would change what reports say.

/** Begins the hash of a record at `record`: sums its whole stripes, and keeps its rest. */
// @ts-ignore: decorator
@inline
function begin(record: usize, data: usize, length: usize): void {
  let key = v128.load(first);
  const step = v128.load(first, 16);
  let s0 = v128.load(first, 32);
  let s1 = v128.load(first, 48);
  let s2 = v128.load(first, 64);
  let s3 = v128.load(first, 80);
  let at = data;
  const end = data + (length & ~63);
  let stripes = 0;
  while (at < end) {
    const d0 = v128.load(at);
    const d1 = v128.load(at, 16);
    const d2 = v128.load(at, 32);
    const d3 = v128.load(at, 48);
    const m0 = v128.xor(d0, key);
    const m1 = v128.xor(d1, v128.not(key));
    const m2 = v128.xor(d2, v128.xor(key, s3));
    const m3 = v128.xor(d3, v128.xor(key, step));
    // Products of the two words of 32 bits of each lane of 64, and the other lane of the data.
    const low0 = v128.shuffle<i32>(m0, m1, 0, 2, 4, 6);
    const high0 = v128.shuffle<i32>(m0, m1, 1, 3, 5, 7);
    const low2 = v128.shuffle<i32>(m2, m3, 0, 2, 4, 6);
    const high2 = v128.shuffle<i32>(m2, m3, 1, 3, 5, 7);
    s0 = i64x2.add(i64x2.add(s0, other(d0)), i64x2.extmul_low_i32x4_u(low0, high0));
    s1 = i64x2.add(i64x2.add(s1, other(d1)), i64x2.extmul_high_i32x4_u(low0, high0));
    s2 = i64x2.add(i64x2.add(s2, other(d2)), i64x2.extmul_low_i32x4_u(low2, high2));
    s3 = i64x2.add(i64x2.add(s3, other(d3)), i64x2.extmul_high_i32x4_u(low2, high2));
    key = i64x2.add(key, step);
    at += 64;
    if ((++stripes & 15) == 0) {
      s0 = scramble(s0, key);
      s1 = scramble(s1, key);
      s2 = scramble(s2, key);
      s3 = scramble(s3, key);
    }
  }
  v128.store(record, s0);
  v128.store(record, s1, 16);
  v128.store(record, s2, 32);
  v128.store(record, s3, 48);
  const rest = length & 63;
  const mask = masks + 64 - rest;
  v128.store(record, v128.and(v128.load(at), v128.load(mask)), REST);
  v128.store(record, v128.and(v128.load(at, 16), v128.load(mask, 16)), REST + 16);
  v128.store(record, v128.and(v128.load(at, 32), v128.load(mask, 32)), REST + 32);
  v128.store(record, v128.and(v128.load(at, 48), v128.load(mask, 48)), REST + 48);
  store<u32>(record, <u32>rest, REST_BYTES);
  store<u32>(record, <u32>length, LENGTH);
}

/** Finishes the hashes that were begun; each takes the place of its first sum. */
function finishThree(): void {
  let h0 = <u64>load<u32>(begun, LENGTH) * 0x9e3779b185ebca87;
  let h1 = <u64>load<u32>(begun, RECORD + LENGTH) * 0x9e3779b185ebca87;
  let h2 = <u64>load<u32>(begun, 2 * RECORD + LENGTH) * 0x9e3779b185ebca87;
  for (let i: u32 = 0; i < 64; i += 16) {
    const sums = begun + <usize>i;
    h0 = mergeFirst(h0, load<u64>(sums));
    h1 = mergeFirst(h1, load<u64>(sums, RECORD));
    h2 = mergeFirst(h2, load<u64>(sums, 2 * RECORD));
    h0 = mergeSecond(h0, load<u64>(sums, 8));
    h1 = mergeSecond(h1, load<u64>(sums, RECORD + 8));
    h2 = mergeSecond(h2, load<u64>(sums, 2 * RECORD + 8));
  }
  // All eight words of a rest that may have fewer: a loop that ended with it would be guessed wrong for every record.
  for (let i: u32 = 0; i < 64; i += 8) {
    const rests = begun + <usize>i;
    h0 = select<u64>(mergeRest(h0, load<u64>(rests, REST)), h0, i < load<u32>(begun, REST_BYTES));
    h1 = select<u64>(mergeRest(h1, load<u64>(rests, RECORD + REST)), h1, i < load<u32>(begun, RECORD + REST_BYTES));
    h2 = select<u64>(mergeRest(h2, load<u64>(rests, 2 * RECORD + REST)), h2, i < load<u32>(begun, 2 * RECORD + REST_BYTES));
  }
  store<u64>(begun, avalanche(h0));
  store<u64>(begun, avalanche(h1), RECORD);
  store<u64>(begun, avalanche(h2), 2 * RECORD);
}

/** The two lanes of 64 bits, each in the place of the other. */
// @ts-ignore: decorator
@inline
function other(lanes: v128): v128 {
  return v128.shuffle<i64>(lanes, lanes, 1, 0);
}

// @ts-ignore: decorator
@inline
function scramble(sum: v128, key: v128): v128 {
  sum = v128.xor(sum, i64x2.shr_u(sum, 47));
  return i64x2.mul(v128.xor(sum, key), i64x2.splat(0x9e3779b185ebca87));
}

// @ts-ignore: decorator
@inline
function mergeFirst(hash: u64, word: u64): u64 {
  const mixed = (hash ^ word) * 0x9fb21c651e98df25;
  return mixed ^ (mixed >> 29);
}

// @ts-ignore: decorator
@inline
function mergeSecond(hash: u64, word: u64): u64 {
  const mixed = (hash ^ word) * 0xc2b2ae3d27d4eb4f;
  return mixed ^ (mixed >> 32);
}

// @ts-ignore: decorator
@inline
function mergeRest(hash: u64, word: u64): u64 {
  const mixed = (hash ^ word) * 0x9fb21c651e98df25;
  return mixed ^ (mixed >> 32);
}

// @ts-ignore: decorator
@inline
function avalanche(hash: u64): u64 {
  hash ^= hash >> 35;
  hash *= 0x9fb21c651e98df25;
  return hash ^ (hash >> 28);
}
