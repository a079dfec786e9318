// Dictionaries of distinct values, and sorting them by bytes.
import { hashOf } from './hash';
import { classify, charactersOf } from './shapes';

// Dictionary header, byte offsets. Slots are u64: high half of the hash | entry index + 1; entries are 32 bytes.
export const D_SLOTS: usize = 0;
export const D_MASK: usize = 4; // slots - 1
export const D_ENTRIES: usize = 8;
export const D_CAPACITY: usize = 12; // entries
export const D_COUNT: usize = 16;
export const D_POOL: usize = 20;
export const D_USED: usize = 24; // bytes of the pool
export const D_POOL_CAPACITY: usize = 28;
export const D_LONGEST: usize = 32; // a longer value overflows
export const D_NULLS: usize = 36; // 1 when a null was coded
export const D_DAYS: usize = 40; // table by the digits of dates (days.ts), 0: none

// Entry, byte offsets.
export const E_HASH: usize = 0;
export const E_OFFSET: usize = 8;
export const E_LENGTH: usize = 12;
export const E_COUNT: usize = 16; // u64
export const E_SHAPES: usize = 24;
export const E_CHARACTERS: usize = 28;

export function hasQuote(p: usize, n: u32): bool {
  const end = p + n;
  for (; p + 16 <= end; p += 16) if (i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(34)))) return true;
  return p < end && (i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(34))) & ((1 << <u32>(end - p)) - 1)) != 0;
}

export function unquote(p: usize, n: u32, to: usize): u32 {
  const end = p + n;
  const start = to;
  while (p < end) {
    const byte = load<u8>(p++);
    store<u8>(to++, byte);
    if (byte == 34 && p < end && load<u8>(p) == 34) p++;
  }
  return <u32>(to - start);
}

/** Whether two texts of n bytes are equal. */
// @ts-ignore: decorator
@inline
export function equals(a: usize, b: usize, n: u32): bool {
  let left = n;
  while (left >= 16) {
    if (v128.any_true(v128.xor(v128.load(a), v128.load(b)))) return false;
    a += 16;
    b += 16;
    left -= 16;
  }
  return left == 0 || (i8x16.bitmask(i8x16.ne(v128.load(a), v128.load(b))) & ((1 << left) - 1)) == 0;
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

/** Bytes of the value that had no room. */
export function lengthWithoutRoom(): u32 {
  return textLength;
}

/** Fills empty (zeroed) slots of a dictionary anew from its entries, after the wrapper gave it more. */
export function rehash(d: usize): void {
  const slots = <usize>load<u32>(d + D_SLOTS);
  const mask = load<u32>(d + D_MASK);
  const entries = <usize>load<u32>(d + D_ENTRIES);
  const count = load<u32>(d + D_COUNT);
  memory.fill(slots, 0, <usize>(mask + 1) << 3);
  for (let i: u32 = 0; i < count; i++) {
    const hash = load<u64>(entries + (i << 5));
    let slot = <u32>hash & mask;
    while (<u32>load<u64>(slots + (slot << 3))) slot = (slot + 1) & mask;
    store<u64>(slots + (slot << 3), (hash & 0xffffffff00000000) | <u64>(i + 1));
  }
}

// Sort records: first eight bytes as a big-endian number, pointer, length, id, padding. 24 bytes.
const R_POINTER: usize = 8;
const R_LENGTH: usize = 12;
const R_ID: usize = 16;
const RECORD: u32 = 24;

// @ts-ignore: decorator
@inline
function prefixOf(p: usize, n: u32): u64 {
  if (n == 0) return 0;
  const value = bswap<u64>(load<u64>(p));
  return n >= 8 ? value : value & ~(<u64>-1 >>> (<u64>n << 3));
}

// @ts-ignore: decorator
@inline
function storeRecord(to: usize, p: usize, n: u32, id: u32): void {
  store<u64>(to, prefixOf(p, n));
  store<u32>(to, <u32>p, R_POINTER);
  store<u32>(to, n, R_LENGTH);
  store<u32>(to, id, R_ID);
}

/** One sort record per dictionary entry, id = entry index. */
export function recordsOfEntries(d: usize, records: usize): void {
  const entries = <usize>load<u32>(d + D_ENTRIES);
  const pool = <usize>load<u32>(d + D_POOL);
  const count = load<u32>(d + D_COUNT);
  for (let i: u32 = 0; i < count; i++) {
    const entry = entries + (i << 5);
    storeRecord(records + i * RECORD, pool + load<u32>(entry, E_OFFSET), load<u32>(entry, E_LENGTH), i);
  }
}

/** One sort record per value of a pool with n + 1 offsets, ids from `id`. */
export function recordsOfPool(pool: usize, offsets: usize, n: u32, id: u32, records: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const start = load<u32>(offsets + (i << 2));
    storeRecord(records + i * RECORD, pool + start, load<u32>(offsets + (i << 2) + 4) - start, id + i);
  }
}

/** Order of two records by bytes: negative, 0, positive. */
// @ts-ignore: decorator
@inline
function order(a: usize, b: usize): i32 {
  const x = load<u64>(a);
  const y = load<u64>(b);
  if (x != y) return x < y ? -1 : 1;
  return orderLong(a, b);
}

function orderLong(a: usize, b: usize): i32 {
  const n = load<u32>(a, R_LENGTH);
  const m = load<u32>(b, R_LENGTH);
  const p = <usize>load<u32>(a, R_POINTER);
  const q = <usize>load<u32>(b, R_POINTER);
  const both = min(n, m);
  let i: u32 = both >= 8 ? 8 : 0;
  for (; i + 8 <= both; i += 8) {
    const x = bswap<u64>(load<u64>(p + i));
    const y = bswap<u64>(load<u64>(q + i));
    if (x != y) return x < y ? -1 : 1;
  }
  for (; i < both; i++) {
    const x: i32 = load<u8>(p + i);
    const y: i32 = load<u8>(q + i);
    if (x != y) return x - y;
  }
  return n < m ? -1 : <i32>(n > m);
}

// @ts-ignore: decorator
@inline
function copyRecord(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 8), 8);
  store<u64>(to, load<u64>(from, 16), 16);
}

/** Merges the sorted runs [a, b) and [b, c) of `source` into `target`, first run first on equal values. */
export function mergeRecords(source: usize, target: usize, a: u32, b: u32, c: u32): void {
  let left = source + a * RECORD;
  const leftEnd = source + b * RECORD;
  let right = leftEnd;
  const rightEnd = source + c * RECORD;
  let to = target + a * RECORD;
  while (left < leftEnd && right < rightEnd) {
    if (order(left, right) <= 0) {
      copyRecord(to, left);
      left += RECORD;
    } else {
      copyRecord(to, right);
      right += RECORD;
    }
    to += RECORD;
  }
  if (left < leftEnd) memory.copy(to, left, leftEnd - left);
  else if (right < rightEnd) memory.copy(to, right, rightEnd - right);
}

/** Sorts n records; the result lies where the returned pointer says: `records` or `spare`. */
export function sortRecords(records: usize, spare: usize, n: u32): usize {
  const hold = memory.data(24, 8);
  for (let start: u32 = 0; start < n; start += 16) {
    const stop = min(start + 16, n);
    for (let i = start + 1; i < stop; i++) {
      copyRecord(hold, records + i * RECORD);
      let j = i;
      while (j > start && order(hold, records + (j - 1) * RECORD) < 0) {
        copyRecord(records + j * RECORD, records + (j - 1) * RECORD);
        j--;
      }
      copyRecord(records + j * RECORD, hold);
    }
  }
  let source = records;
  let target = spare;
  for (let width: u32 = 16; width < n; width <<= 1) {
    for (let start: u32 = 0; start < n; start += width << 1)
      mergeRecords(source, target, start, min(start + width, n), min(start + (width << 1), n));
    const swap = source;
    source = target;
    target = swap;
  }
  return source;
}

/**
 * Numbers sorted records from `first`, equal values alike: ranks[id] = code. Writes each distinct value once to `pool`
 * with its offsets (distinct + 1) and its UTF-16 length to `units`. Returns the number of distinct values.
 */
export function rankRecords(records: usize, n: u32, first: u32, ranks: usize, pool: usize, offsets: usize, units: usize): u32 {
  let distinct: u32 = 0;
  let used: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const record = records + i * RECORD;
    if (i == 0 || order(record - RECORD, record) != 0) {
      const p = <usize>load<u32>(record, R_POINTER);
      const length = load<u32>(record, R_LENGTH);
      store<u32>(offsets + (distinct << 2), used);
      if (units) store<u32>(units + (distinct << 2), unitsOf(p, length));
      memory.copy(pool + used, p, length);
      used += length;
      distinct++;
    }
    store<u32>(ranks + (load<u32>(record, R_ID) << 2), first + distinct - 1);
  }
  store<u32>(offsets + (distinct << 2), used);
  return distinct;
}

/** Length in UTF-16 code units: characters, those of four bytes twice. */
export function unitsOf(p: usize, n: u32): u32 {
  let units: u32 = 0;
  const end = p + n;
  for (; p + 16 <= end; p += 16) {
    const block = v128.load(p);
    units += 16 - popcnt(i8x16.bitmask(i8x16.lt_s(block, i8x16.splat(-64))));
    units += popcnt(i8x16.bitmask(i8x16.ge_u(block, i8x16.splat(<i8>0xf0))));
  }
  for (; p < end; p++) {
    const byte = load<u8>(p);
    units += <u32>((byte & 0xc0) != 0x80) + <u32>(byte >= 0xf0);
  }
  return units;
}
