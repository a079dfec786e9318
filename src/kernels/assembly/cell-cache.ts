// Cells met before: one look at a raw cell (quotes included) finds what it was coded as, and counts it there. Nothing is
// entered but codes of a dictionary (dictionary.ts), to whose entries counts are added when a cell makes way for another, and
// in the end (`settleCells`).
import { D_COUNT, D_ENTRIES, D_NULLS, D_POOL, E_COUNT, E_LENGTH, E_OFFSET } from './dictionary';

// Cells of up to 15 bytes: 1024 sets of one cache line, two keys and two counters. A key is the bytes, zeros, and their number
// last, so that one comparison tells; a counter is a code and, in its lower 40 bits, how often it came. The key of the null is
// all zeros: it has the first place of the first set, which holds zeros and nothing else.
const SHORT_SHIFT: u64 = 54;
const SHORT_SET: usize = 64;
/** Bytes of a cell whose key says all. */
export const SHORT: u32 = 15;

// Longer ones: 512 sets of two places of one cache line: first 16 bytes, last 16, counter, length, where the value lies in the
// pool. What lies between is compared with that.
const LONG_CELLS: usize = 1024 * SHORT_SET;
const LONG_SHIFT: u64 = 55;
const PLACE: usize = 64;
const L_LENGTH: usize = 40; // 0: free
const L_OFFSET: usize = 44;
const LONGEST: u32 = 256;

const CACHE_BYTES: usize = LONG_CELLS + 512 * 2 * PLACE; // stated in ../survey/column.ts too
const COUNTER: usize = 32; // from a place on
const COUNT_BITS: u64 = 40;
const COUNTS: u64 = (<u64>1 << COUNT_BITS) - 1;
const CODES: u32 = 1 << 24; // a code from here on is not entered

const K1: u64 = 0x9e3779b97f4a7c15;

// Masks of the first 0 … 15 bytes.
const firsts = memory.data<u64>([
  0, 0, 0xff, 0, 0xffff, 0, 0xffffff, 0, 0xffffffff, 0, 0xffffffffff, 0, 0xffffffffffff, 0, 0xffffffffffffff, 0,
  -1, 0, -1, 0xff, -1, 0xffff, -1, 0xffffff, -1, 0xffffffff, -1, 0xffffffffff, -1, 0xffffffffffff, -1, 0xffffffffffffff,
], 16);

/** First half of the key of a cell of up to 15 bytes: words, as vectors would have to be taken apart for the set. */
// @ts-ignore: decorator
@inline
function firstKey(p: usize, n: u32): u64 {
  return load<u64>(p) & load<u64>(firsts + (<usize>n << 4));
}

/** Second half of it. */
// @ts-ignore: decorator
@inline
function secondKey(p: usize, n: u32): u64 {
  return (load<u64>(p, 8) & load<u64>(firsts + (<usize>n << 4), 8)) | (<u64>n << 56);
}

// @ts-ignore: decorator
@inline
function shortSet(cache: usize, first: u64, second: u64): usize {
  return cache + <usize>(((first ^ rotl<u64>(second, 31)) * K1) >>> SHORT_SHIFT) * SHORT_SET;
}

// @ts-ignore: decorator
@inline
function differ(a: v128, b: v128): bool {
  return v128.any_true(v128.xor(a, b));
}

/** The place of a cell of up to 15 bytes, null or not; 0 where the cache does not hold it. */
// @ts-ignore: decorator
@inline
export function shortPlace(cache: usize, p: usize, n: u32): usize {
  const first = firstKey(p, n);
  const second = secondKey(p, n);
  const set = shortSet(cache, first, second);
  if (((load<u64>(set) ^ first) | (load<u64>(set, 8) ^ second)) == 0) return set;
  return ((load<u64>(set, 16) ^ first) | (load<u64>(set, 24) ^ second)) == 0 ? set + 8 : 0;
}

/** Where cells are counted that the cache does not hold. */
export const NOWHERE: usize = memory.data(SHORT_SET, 64);

/** The place of a cell of up to 15 bytes; NOWHERE where the cache does not hold it, or the cell is longer: without a branch. */
// @ts-ignore: decorator
@inline
export function shortPlaceOrNowhere(cache: usize, p: usize, n: u32): usize {
  const short = n & SHORT;
  const first = firstKey(p, short);
  const second = secondKey(p, short);
  const set = shortSet(cache, first, second);
  const one = (load<u64>(set) ^ first) | (load<u64>(set, 8) ^ second) | (n ^ short);
  const two = (load<u64>(set, 16) ^ first) | (load<u64>(set, 24) ^ second) | (n ^ short);
  return select(set, select(set + 8, NOWHERE, two == 0), one == 0);
}

/** Whether a cell is one of 16 bytes and more that the cache may hold. */
// @ts-ignore: decorator
@inline
export function isLong(p: usize, n: u32): bool {
  return n - SHORT - 1 < LONGEST - SHORT && (n <= 32 || load<u8>(p) != 34);
}

/** The set of a cell for which `isLong`. */
// @ts-ignore: decorator
@inline
function longSet(cache: usize, p: usize, n: u32): usize {
  const last = rotl<u64>(load<u64>(p + <usize>n - 8), 41);
  const middle = rotl<u64>(load<u64>(p + <usize>(n >> 1) - 4), 11);
  const mixed = ((load<u64>(p) + n) ^ rotl<u64>(load<u64>(p, 8), 23) ^ middle ^ last) * K1;
  return cache + LONG_CELLS + <usize>(mixed >>> LONG_SHIFT) * (2 * PLACE);
}

/** The place of a cell for which `isLong`, 0 where the cache does not hold it; `pool` is that of the dictionary. */
// @ts-ignore: decorator
@inline
export function longPlace(pool: usize, cache: usize, p: usize, n: u32): usize {
  const set = longSet(cache, p, n);
  const head = v128.load(p);
  const tail = v128.load(p + <usize>n - 16);
  if (isLongAt(set, pool, p, n, head, tail)) return set;
  return isLongAt(set + PLACE, pool, p, n, head, tail) ? set + PLACE : 0;
}

// @ts-ignore: decorator
@inline
function isLongAt(at: usize, pool: usize, p: usize, n: u32, head: v128, tail: v128): bool {
  if (load<u32>(at, L_LENGTH) != n) return false;
  if (v128.any_true(v128.or(v128.xor(v128.load(at), head), v128.xor(v128.load(at, 16), tail)))) return false;
  return n <= 32 || sameMiddle(p, pool + load<u32>(at, L_OFFSET), n);
}

/** The place of any cell, 0 where the cache does not hold it. */
export function anyPlace(d: usize, cache: usize, p: usize, n: u32): usize {
  if (n <= SHORT) return shortPlace(cache, p, n);
  return isLong(p, n) ? longPlace(<usize>load<u32>(d + D_POOL), cache, p, n) : 0;
}

/** Whether two texts are equal between their first and their last 16 bytes. */
// @ts-ignore: decorator
@inline
function sameMiddle(a: usize, b: usize, n: u32): bool {
  if (n <= 64) {
    // Two blocks, though they overlap: how many a loop would take is not foreseen.
    const end = <usize>n - 32;
    return !v128.any_true(v128.or(v128.xor(v128.load(a, 16), v128.load(b, 16)), v128.xor(v128.load(a + end), v128.load(b + end))));
  }
  for (let i: usize = 16; i + 16 < n; i += 16) if (differ(v128.load(a + i), v128.load(b + i))) return false;
  return true;
}

/** Counts one record at a place and returns its code. */
// @ts-ignore: decorator
@inline
export function countPlace(place: usize): u32 {
  const counter = load<u64>(place, COUNTER);
  store<u64>(place, counter + 1, COUNTER);
  return <u32>(counter >>> COUNT_BITS);
}

/** Enters a cell that the cache does not hold: the newest comes first, the one before second. */
export function enterCell(d: usize, cache: usize, p: usize, n: u32, code: u32): void {
  if (code >= CODES) return;
  if (n > SHORT) {
    if (!isLong(p, n)) return;
    const set = longSet(cache, p, n);
    addCount(d, load<u64>(set + PLACE, COUNTER));
    memory.copy(set + PLACE, set, PLACE);
    writeLong(d, set, p, n, code);
    return;
  }
  const first = firstKey(p, n);
  const second = secondKey(p, n);
  const set = shortSet(cache, first, second);
  const counter = <u64>code << COUNT_BITS;
  addCount(d, load<u64>(set + 8, COUNTER));
  if (set == cache) writeShort(set + 8, first, second, counter); // the null's set
  else {
    writeShort(set + 8, load<u64>(set), load<u64>(set, 8), load<u64>(set, COUNTER));
    writeShort(set, first, second, counter);
  }
}

// @ts-ignore: decorator
@inline
function writeShort(place: usize, first: u64, second: u64, counter: u64): void {
  const key = place + (place & 8); // sets are aligned: the second place is 8 bytes on, its key 16
  store<u64>(key, first);
  store<u64>(key, second, 8);
  store<u64>(place, counter, COUNTER);
}

function writeLong(d: usize, at: usize, p: usize, n: u32, code: u32): void {
  v128.store(at, v128.load(p));
  v128.store(at, v128.load(p + n - 16), 16);
  store<u64>(at, <u64>code << COUNT_BITS, COUNTER);
  store<u32>(at, n, L_LENGTH);
  store<u32>(at, load<u32>(entryOf(d, code), E_OFFSET), L_OFFSET);
}

// @ts-ignore: decorator
@inline
function entryOf(d: usize, code: u32): usize {
  return <usize>load<u32>(d + D_ENTRIES) + (<usize>(code - 1) << 5);
}

/** Adds a counter to the entry of its code. */
function addCount(d: usize, counter: u64): void {
  const code = <u32>(counter >>> COUNT_BITS);
  const count = counter & COUNTS;
  if (count == 0) return;
  if (code) store<u64>(entryOf(d, code), load<u64>(entryOf(d, code), E_COUNT) + count, E_COUNT);
  else store<u32>(d + D_NULLS, 1);
}

/** Adds all counts of a cache to the entries of the dictionary, and begins anew. */
export function settleCells(d: usize, cache: usize): void {
  for (let set = cache; set < cache + LONG_CELLS; set += SHORT_SET) {
    settle(d, set);
    settle(d, set + 8);
  }
  for (let at = cache + LONG_CELLS; at < cache + CACHE_BYTES; at += PLACE) settle(d, at);
}

// @ts-ignore: decorator
@inline
function settle(d: usize, place: usize): void {
  const counter = load<u64>(place, COUNTER);
  if ((counter & COUNTS) == 0) return;
  addCount(d, counter);
  store<u64>(place, counter & ~COUNTS, COUNTER);
}

/**
 * Leaves in the cache of a dictionary that is no longer filled, all counts in its entries, the values that came at least four
 * times, and starts counts anew. Returns how many records hold them. Values that begin with a quote never stand so in a file.
 */
export function keepFrequent(d: usize, cache: usize): u32 {
  memory.fill(cache, 0, CACHE_BYTES);
  const pool = <usize>load<u32>(d + D_POOL);
  const count = load<u32>(d + D_COUNT);
  for (let code: u32 = 1; code <= min(count, CODES - 1); code++) {
    const entry = entryOf(d, code);
    const p = pool + load<u32>(entry, E_OFFSET);
    const n = load<u32>(entry, E_LENGTH);
    if (n && load<u64>(entry, E_COUNT) >= 4 && load<u8>(p) != 34) keepOne(d, cache, p, n, code);
  }
  let held: u64 = 0;
  for (let set = cache; set < cache + LONG_CELLS; set += SHORT_SET) held += recordsAt(d, set) + recordsAt(d, set + 8);
  for (let at = cache + LONG_CELLS; at < cache + CACHE_BYTES; at += PLACE) held += recordsAt(d, at);
  for (let code: u32 = 1; code <= count; code++) store<u64>(entryOf(d, code), 0, E_COUNT);
  return <u32>held;
}

/** Enters a value in the place of its set that is free or has the rarest value, if that is rarer. */
function keepOne(d: usize, cache: usize, p: usize, n: u32, code: u32): void {
  let first: usize;
  let second: usize;
  if (n > SHORT) {
    if (!isLong(p, n)) return;
    first = longSet(cache, p, n);
    second = first + PLACE;
  } else {
    const set = shortSet(cache, firstKey(p, n), secondKey(p, n));
    first = set == cache ? set + 8 : set; // not the null's
    second = set + 8;
  }
  const at = recordsAt(d, second) < recordsAt(d, first) ? second : first;
  if (recordsAt(d, at) >= load<u64>(entryOf(d, code), E_COUNT)) return;
  if (n > SHORT) writeLong(d, at, p, n, code);
  else writeShort(at, firstKey(p, n), secondKey(p, n), <u64>code << COUNT_BITS);
}

/** Records that the entry of the code at a place counts, 0 where it is free. */
function recordsAt(d: usize, place: usize): u64 {
  const code = <u32>(load<u64>(place, COUNTER) >>> COUNT_BITS);
  return code ? load<u64>(entryOf(d, code), E_COUNT) : 0;
}
