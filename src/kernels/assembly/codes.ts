// Codes of cells met before. Most coded columns hold few short values, and then finding the code of a cell costs more in
// hashing and in branches that are guessed wrong than in anything else. A cache keyed by the raw bytes of a cell (quotes
// included) answers for up to 32 bytes by two vector comparisons and no branch on the length.
import { classify, charactersOf } from './shapes';
import { codeAt, enterDay, formOf, placeOfDay } from './days';
import { D_DAYS, E_HASH, E_LENGTH, E_OFFSET, D_CAPACITY, D_COUNT, D_ENTRIES, D_LONGEST, D_MASK, D_NULLS, D_POOL, D_POOL_CAPACITY, D_SLOTS, D_USED, E_COUNT, E_SHAPES, E_CHARACTERS, equals, hasQuote, unquote } from './dictionary';
import { hashOf } from './hash';

// Cache: 512 sets of two entries of 48 bytes (first 16 bytes, last 16 bytes, length + 1, code), then counters.
const SETS_SHIFT: u64 = 55;
const C_LENGTH: usize = 32; // 0: free
const C_CODE: usize = 36;
export const ENTRY: usize = 48;
export const C_MISSES: usize = 49152; // u32: cells that were not there since the caller last looked
/** Bytes of a cache; zeroed before its first use. */
export const CACHE_BYTES: usize = 49216; // stated in ../survey/cell-cache.ts too

/** Cells longer than this are not cached. */
export const LONGEST: u32 = 32;

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xd6e8feb86659fd93;

// Thirty-two bytes: loading sixteen from 16 - n on gives a mask of n leading ones.
export const ones = memory.data<u8>([
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

export let textAt: usize = 0;
export let textLength: u32 = 0;

/** Sets textAt and textLength. */
// @ts-ignore: decorator
@inline
export function textIs(p: usize, n: u32): void {
  textAt = p;
  textLength = n;
}

/** Unquotes a raw cell into textAt and textLength; doubled quotes are resolved in `scratch`. */
export function unquoted(p: usize, n: u32, scratch: usize): void {
  if (n > 0 && load<u8>(p) == 34) {
    p++;
    n = n >= 2 && load<u8>(p + n - 2) == 34 ? n - 2 : n - 1;
    if (hasQuote(p, n)) {
      n = unquote(p, n, scratch);
      p = scratch;
    }
  }
  textIs(p, n);
}

/**
 * Code of a value, entered where it is new, with its shapes where they are wanted (`tally`); 0 where the dictionary has no
 * room for it. Layout in dictionary.ts.
 */
export function codeOf(d: usize, p: usize, n: u32, tally: bool): u32 {
  const slots = <usize>load<u32>(d + D_SLOTS);
  const mask = load<u32>(d + D_MASK);
  const entries = <usize>load<u32>(d + D_ENTRIES);
  const pool = <usize>load<u32>(d + D_POOL);
  const hash = hashOf(p, n);
  const tag = hash & 0xffffffff00000000;
  let slot = <u32>hash & mask;
  for (;;) {
    const found = load<u64>(slots + (<usize>slot << 3));
    if (<u32>found == 0) break;
    if ((found & 0xffffffff00000000) == tag) {
      const entry = entries + (<usize>(<u32>found - 1) << 5);
      if (
        load<u64>(entry, E_HASH) == hash &&
        load<u32>(entry, E_LENGTH) == n &&
        equals(p, pool + load<u32>(entry, E_OFFSET), n)
      )
        return <u32>found;
    }
    slot = (slot + 1) & mask;
  }
  const count = load<u32>(d + D_COUNT);
  const used = load<u32>(d + D_USED);
  const room = min<u32>(load<u32>(d + D_CAPACITY), (mask + 1) >> 1);
  if (n > load<u32>(d + D_LONGEST) || count >= room || used + n > load<u32>(d + D_POOL_CAPACITY)) return 0;
  memory.copy(pool + used, p, n);
  store<u32>(d + D_USED, used + n);
  store<u32>(d + D_COUNT, count + 1);
  const entry = entries + (<usize>count << 5);
  store<u64>(entry, hash, E_HASH);
  store<u32>(entry, used, E_OFFSET);
  store<u32>(entry, n, E_LENGTH);
  store<u64>(entry, 0, E_COUNT);
  if (tally && n) {
    store<u32>(entry, classify(p, n), E_SHAPES);
    store<u32>(entry, charactersOf(), E_CHARACTERS);
  } else store<u64>(entry, 0, E_SHAPES);
  store<u64>(slots + (<usize>slot << 3), tag | <u64>(count + 1));
  return count + 1;
}

/**
 * Codes of rows [from, to) of a column: what `gather` and `encode` give without tally. `codes` is indexed from 0 at `base`.
 * Returns `to`, or -1 - row where the dictionary has no room; then textLength() is how long the value is.
 */
export function encodeCells(
  d: usize, cache: usize, text: usize, ends: usize, columns: u32, column: u32, base: u32, from: u32, to: u32,
  codes: usize, scratch: usize,
): i32 {
  const last = column == columns - 1;
  const stride = columns << 2;
  let entry = ends + ((from * columns + column) << 2);
  let misses = load<u32>(cache + C_MISSES);
  const days = <usize>load<u32>(d + D_DAYS);
  const form = formOf(days);
  codes += (from - base) << 2;
  for (let r = from; r < to; r++, entry += stride, codes += 4) {
    const p = r == 0 && column == 0 ? text : text + (load<u32>(entry - 4) & 0x7fffffff) + 1;
    let end = text + (load<u32>(entry) & 0x7fffffff);
    if (last && end > p && load<u8>(end - 1) == 13) end--;
    const n = <u32>(end - p);
    if (n == 0) {
      store<u32>(d + D_NULLS, 1);
      store<u32>(codes, 0);
      continue;
    }
    const place = n == form ? placeOfDay(days, p, n) : 0;
    if (place) {
      const known = codeAt(place);
      if (known) {
        store<u32>(codes, known);
        continue;
      }
    }
    let head = i8x16.splat(0);
    let tail = head;
    let at: usize = 0;
    if (n <= LONGEST && place == 0) {
      head = headOf(p, n);
      tail = tailOf(p, n);
      at = setOf(cache, head, tail, n);
      if (holds(at, head, tail, n)) {
        store<u32>(codes, codeIn(at));
        continue;
      }
      if (holds(at + ENTRY, head, tail, n)) {
        store<u32>(codes, codeIn(at + ENTRY));
        continue;
      }
    }
    misses++;
    unquoted(p, n, scratch);
    const code = codeOf(d, textAt, textLength, false);
    if (code == 0) {
      store<u32>(cache + C_MISSES, misses);
      return -1 - <i32>r;
    }
    if (at) keep(at, head, tail, n, code);
    else if (place) enterDay(place, code);
    store<u32>(codes, code);
  }
  store<u32>(cache + C_MISSES, misses);
  return <i32>to;
}

/** Bytes of the value that had no room. */
export function lengthWithoutRoom(): u32 {
  return textLength;
}
