// Columns of few values, counted in the entries of a dictionary; and cells of other columns that came so often while there
// was a dictionary that it still pays to ask for them first. Both by a cache of raw cells of up to 32 bytes: one load and
// one comparison for most.
import { codeOf, ones, textAt, textIs, textLength, unquoted } from './codes';
import { countAt, formOf, placeOfDay } from './days';
import { D_COUNT, D_DAYS, D_ENTRIES, D_NULLS, D_POOL, E_COUNT, E_LENGTH, E_OFFSET } from './dictionary';

// Cache: 1024 sets of two entries of 48 bytes: key, last 16 bytes, length (0: free), code. The key of up to 15 bytes is these,
// zeros, and their number last, so that one comparison tells; that of 16 to 32 bytes is the first 16, none of which ends so.
const SHIFT: u64 = 54;
const ENTRY: usize = 48;
const A_LENGTH: usize = 32;
const A_CODE: usize = 36;
/** Bytes of a cache; zeroed before its first use. */
const CACHE_BYTES: usize = 1024 * 2 * 48; // stated in ../survey/column.ts too
const SHORT: u32 = 15; // bytes of a cell whose key says all
const LONGEST: u32 = 32;
const K1: u64 = 0x9e3779b97f4a7c15;

/** Key of a cell of 1 to 15 bytes. */
// @ts-ignore: decorator
@inline
function shortKey(p: usize, n: u32): v128 {
  return i8x16.replace_lane(v128.and(v128.load(p), v128.load(ones + 16 - <usize>n)), 15, <i8>n);
}

// @ts-ignore: decorator
@inline
function setOf(cache: usize, key: v128): usize {
  const mixed = (i64x2.extract_lane(key, 0) ^ rotl<u64>(i64x2.extract_lane(key, 1), 31)) * K1;
  return cache + <usize>(mixed >>> SHIFT) * (ENTRY * 2);
}

// @ts-ignore: decorator
@inline
function differ(a: v128, b: v128): bool {
  return v128.any_true(v128.xor(a, b));
}

/** Code of a cell of 1 to 15 bytes, 0 where the cache does not hold it. */
// @ts-ignore: decorator
@inline
function shortCode(cache: usize, p: usize, n: u32): u32 {
  const key = shortKey(p, n);
  const at = setOf(cache, key);
  if (!differ(v128.load(at), key)) return load<u32>(at, A_CODE);
  return differ(v128.load(at, ENTRY), key) ? 0 : load<u32>(at + ENTRY, A_CODE);
}

let setAt: usize = 0; // of the cell last asked for, 0 where it has none
/** Code of a cell of any length, 0 where the cache does not hold it. */
function cachedCode(cache: usize, p: usize, n: u32): u32 {
  setAt = 0;
  if (n > LONGEST || (n > SHORT && load<u8>(p, 15) <= SHORT)) return 0;
  const key = n > SHORT ? v128.load(p) : shortKey(p, n);
  const tail = n > SHORT ? v128.load(p + n - 16) : key;
  setAt = setOf(cache, key);
  for (let at = setAt; at <= setAt + ENTRY; at += ENTRY) {
    if (load<u32>(at, A_LENGTH) == n && !differ(v128.load(at), key) && !differ(v128.load(at, 16), tail)) return load<u32>(at, A_CODE);
  }
  return 0;
}

/** Puts a cell that has a set into an entry of it. */
function write(at: usize, p: usize, n: u32, code: u32): void {
  const key = n > SHORT ? v128.load(p) : shortKey(p, n);
  v128.store(at, key);
  v128.store(at, n > SHORT ? v128.load(p + n - 16) : key, 16);
  store<u32>(at, n, A_LENGTH);
  store<u32>(at, code, A_CODE);
}

/** Enters a cell into the set last asked for: the newest comes first, the one before second. */
function keep(p: usize, n: u32, code: u32): void {
  v128.store(setAt, v128.load(setAt), ENTRY);
  v128.store(setAt, v128.load(setAt, 16), ENTRY + 16);
  store<u64>(setAt, load<u64>(setAt, A_LENGTH), ENTRY + A_LENGTH);
  write(setAt, p, n, code);
}

let rowAt: u32 = 0;
let misses: u32 = 0;
/** The row before which `countCells` stopped, and how many cells its cache did not hold. */
export function cellRow(): u32 {
  return rowAt;
}
export function cellMisses(): u32 {
  return misses;
}

/**
 * Counts rows [from, to) of a column in the entries of its dictionary, and writes their codes where `codes` is not 0. `cache`
 * may be 0. `cellRow` is then `to`, or the row that has no room in the dictionary.
 */
export function countCells(
  d: usize, cache: usize, text: usize, ends: usize, columns: u32, column: u32, from: u32, to: u32, codes: usize,
  scratch: usize, tally: bool,
): void {
  const stride = <usize>columns << 2;
  const entry = ends + (<usize>(from * columns + column) << 2);
  const stop = entry + <usize>(to - from) * stride;
  misses = 0;
  let at: usize;
  // The commonest of all: loops that ask for nothing else.
  if (cache && !load<u32>(d + D_DAYS) && column < columns - 1 && (from | column)) {
    if (codes) at = shortCells(d, cache, text, entry, stop, stride, codes, scratch, tally, true);
    else at = shortCells(d, cache, text, entry, stop, stride, 0, scratch, tally, false);
  } else at = anyCells(d, cache, text, ends, entry, stop, stride, column == columns - 1, codes, scratch, tally);
  rowAt = at < stop ? from + <u32>((at - entry) / stride) : to;
}

/** Cells of a column that is not the last and has no table of dates. Returns where the end of the first one without room lies. */
// @ts-ignore: decorator
@inline
function shortCells(
  d: usize, cache: usize, text: usize, entry: usize, stop: usize, stride: usize, codes: usize, scratch: usize, tally: bool, coded: bool,
): usize {
  const counts = <usize>load<u32>(d + D_ENTRIES) - 32 + E_COUNT;
  for (; entry < stop; entry += stride) {
    const start = load<u32>(entry - 4) & 0x7fffffff;
    const n = load<u32>(entry) - start - 1;
    const p = text + start + 1;
    let code: u32 = 0;
    if (n - 1 < SHORT) code = shortCode(cache, p, n);
    if (code == 0) {
      if (n) {
        code = seldomCode(d, cache, p, n, scratch, tally);
        if (code == 0) return entry;
      } else store<u32>(d + D_NULLS, 1);
    }
    if (code) {
      const counted = counts + (<usize>code << 5);
      store<u64>(counted, load<u64>(counted) + 1);
    }
    if (coded) {
      store<u32>(codes, code);
      codes += 4;
    }
  }
  return entry;
}

/** Cells of any column. Returns where the end of the first one without room lies. */
function anyCells(
  d: usize, cache: usize, text: usize, ends: usize, entry: usize, stop: usize, stride: usize, last: bool, codes: usize, scratch: usize,
  tally: bool,
): usize {
  const counts = <usize>load<u32>(d + D_ENTRIES) - 32 + E_COUNT;
  const days = <usize>load<u32>(d + D_DAYS);
  const form = formOf(days);
  for (; entry < stop; entry += stride) {
    const p = entry == ends ? text : text + (load<u32>(entry - 4) & 0x7fffffff) + 1;
    let end = text + (load<u32>(entry) & 0x7fffffff);
    if (last && end > p && load<u8>(end - 1) == 13) end--;
    const n = <u32>(end - p);
    let code: u32 = 0;
    if (n == form && n) {
      const place = placeOfDay(days, p, n);
      if (place) {
        code = load<u32>(place);
        if (code == 0) {
          code = codeOf(d, p, n, tally);
          if (code == 0) {
            textIs(p, n);
            return entry;
          }
          store<u32>(place, code);
        }
        if (countAt(place)) store<u64>(counts + (<usize>code << 5), load<u64>(counts + (<usize>code << 5)) + (<u64>1 << 32));
        if (codes) {
          store<u32>(codes, code);
          codes += 4;
        }
        continue;
      }
    }
    if (n - 1 < SHORT && cache) code = shortCode(cache, p, n);
    if (code == 0) {
      if (n) {
        code = seldomCode(d, cache, p, n, scratch, tally);
        if (code == 0) return entry;
      } else store<u32>(d + D_NULLS, 1);
    }
    if (code) {
      const counted = counts + (<usize>code << 5);
      store<u64>(counted, load<u64>(counted) + 1);
    }
    if (codes) {
      store<u32>(codes, code);
      codes += 4;
    }
  }
  return entry;
}

function seldomCode(d: usize, cache: usize, p: usize, n: u32, scratch: usize, tally: bool): u32 {
  if (cache) {
    const code = cachedCode(cache, p, n);
    if (code) return code;
  }
  misses++;
  const set = cache ? setAt : 0;
  unquoted(p, n, scratch);
  const code = codeOf(d, textAt, textLength, tally);
  if (set && code) {
    setAt = set;
    keep(p, n, code);
  }
  return code;
}

/**
 * Leaves in the cache of a dictionary that is no longer filled the values that came at least four times, and starts their
 * counts anew. Returns how many records hold them. Values that begin with a quote never stand so in a file.
 */
export function keepFrequent(d: usize, cache: usize): u32 {
  memory.fill(cache, 0, CACHE_BYTES);
  const pool = <usize>load<u32>(d + D_POOL);
  const count = load<u32>(d + D_COUNT);
  for (let i: u32 = 0; i < count; i++) {
    const entry = <usize>load<u32>(d + D_ENTRIES) + (<usize>i << 5);
    const p = pool + load<u32>(entry, E_OFFSET);
    const n = load<u32>(entry, E_LENGTH);
    if (load<u64>(entry, E_COUNT) < 4 || n - 1 >= LONGEST || load<u8>(p) == 34) continue;
    cachedCode(cache, p, n);
    let at = setAt;
    if (at == 0) continue;
    if (rarer(d, at + ENTRY, at)) at += ENTRY;
    if (load<u32>(at, A_LENGTH) == 0 || countIn(d, at) < load<u64>(entry, E_COUNT)) write(at, p, n, i + 1);
  }
  let held: u64 = 0;
  for (let at = cache; at < cache + CACHE_BYTES; at += ENTRY) if (load<u32>(at, A_LENGTH)) held += countIn(d, at);
  for (let i: u32 = 0; i < count; i++) store<u64>(<usize>load<u32>(d + D_ENTRIES) + (<usize>i << 5), 0, E_COUNT);
  return <u32>held;
}

// @ts-ignore: decorator
@inline
function countIn(d: usize, at: usize): u64 {
  return load<u64>(<usize>load<u32>(d + D_ENTRIES) + (<usize>(load<u32>(at, A_CODE) - 1) << 5), E_COUNT);
}

/** Whether entry a of the cache is free or of a rarer value than b. */
function rarer(d: usize, a: usize, b: usize): bool {
  return load<u32>(b, A_LENGTH) != 0 && (load<u32>(a, A_LENGTH) == 0 || countIn(d, a) < countIn(d, b));
}

/** Counts a raw cell in the entry of a dictionary that is no longer filled; false where the cache does not hold it. */
// @ts-ignore: decorator
@inline
export function countFrequent(d: usize, cache: usize, p: usize, n: u32): bool {
  const code = n - 1 < SHORT ? shortCode(cache, p, n) : n ? cachedCode(cache, p, n) : 0;
  if (code == 0) return false;
  const counted = <usize>load<u32>(d + D_ENTRIES) + (<usize>(code - 1) << 5);
  store<u64>(counted, load<u64>(counted, E_COUNT) + 1, E_COUNT);
  return true;
}
