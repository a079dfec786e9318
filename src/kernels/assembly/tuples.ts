// Counting distinct tuples of codes in tables of entries (entries.ts).
import { convert, converted, sameKey } from './entries';

// Table header, byte offsets.
const T_TABLE: usize = 0;
const T_MASK: usize = 4;
const T_COUNT: usize = 8; // distinct keys
const T_WORDS: usize = 12;

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xd6e8feb86659fd93;

// @ts-ignore: decorator
@inline
export function mixed(key: u64): u64 {
  let h = key * K1;
  h ^= h >>> 32;
  h *= K2;
  return h ^ (h >>> 32);
}

/** keys[r] |= code << shift in the given word; `first` overwrites what the key held. */
export function packCodes(keys: usize, words: u32, word: u32, shift: u32, first: bool, codes: usize, rows: u32): void {
  const step = words << 3;
  keys += word << 3;
  if (first) {
    for (let r: u32 = 0; r < rows; r++, keys += step, codes += 4) store<u64>(keys, <u64>load<u32>(codes) << <u64>shift);
  } else {
    for (let r: u32 = 0; r < rows; r++, keys += step, codes += 4)
      store<u64>(keys, load<u64>(keys) | (<u64>load<u32>(codes) << <u64>shift));
  }
}

/** Keys that a table may hold: three quarters of it, as it is what a survey holds most memory in. */
// @ts-ignore: decorator
@inline
function roomOf(mask: u32): u32 {
  return mask + 1 - ((mask + 1) >> 2);
}

const BATCH: u32 = 64;
const slots = memory.data(256, 4);
/** What the first look at a batch gives: kept, so that the look is not left out. */
let touched: u64 = 0;

/** Counts keys [from, to). Returns `to`, or the row at which the table is full. */
export function countKeys(t: usize, keys: usize, from: u32, to: u32): u32 {
  const words = load<u32>(t + T_WORDS);
  if (words > 1) return countWide(t, keys, from, to, words);
  const table = <usize>load<u32>(t + T_TABLE);
  const mask = load<u32>(t + T_MASK);
  const room = roomOf(mask);
  let count = load<u32>(t + T_COUNT);
  for (let start = from; start < to; start += BATCH) {
    const stop = min(start + BATCH, to);
    // Entries of a batch are looked at first, all at once: a table beyond the caches is waited for once, not per row.
    let seen: u64 = 0;
    for (let r = start, s = slots; r < stop; r++, s += 4) {
      const slot = <u32>mixed(load<u64>(keys + (<usize>r << 3))) & mask;
      store<u32>(s, slot);
      seen ^= load<u64>(table + (<usize>slot << 4), 8);
    }
    touched = seen;
    for (let r = start, s = slots; r < stop; r++, s += 4) {
      const key = load<u64>(keys + (<usize>r << 3));
      let slot = load<u32>(s);
      for (;;) {
        const at = table + (<usize>slot << 4);
        const seen = load<u64>(at, 8);
        if (seen == 0) {
          if (count >= room) {
            store<u32>(t + T_COUNT, count);
            return r;
          }
          count++;
          store<u64>(at, key);
          store<u64>(at, 1, 8);
          break;
        }
        if (load<u64>(at) == key) {
          store<u64>(at, seen + 1, 8);
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
  }
  store<u32>(t + T_COUNT, count);
  return to;
}

// @ts-ignore: decorator
@inline
export function hashWide(key: usize, words: u32): u64 {
  let h: u64 = K2;
  for (let w: u32 = 0; w < words; w++) h = mixed(h ^ load<u64>(key + (w << 3)));
  return h;
}

function countWide(t: usize, keys: usize, from: u32, to: u32, words: u32): u32 {
  let r = from;
  const room = roomOf(load<u32>(t + T_MASK));
  for (; r < to; r++) {
    if (load<u32>(t + T_COUNT) >= room) break;
    addKey(t, keys + r * (words << 3), words, 1);
  }
  return r;
}

/** Adds `count` to a key; the table has room. */
function addKey(t: usize, key: usize, words: u32, count: u64): void {
  const table = <usize>load<u32>(t + T_TABLE);
  const mask = load<u32>(t + T_MASK);
  const stride = <usize>((words + 1) << 3);
  const last = <usize>(words << 3);
  let slot = <u32>(words == 1 ? mixed(load<u64>(key)) : hashWide(key, words)) & mask;
  for (;;) {
    const at = table + <usize>slot * stride;
    const seen = load<u64>(at + last);
    if (seen == 0) {
      if (words == 1) store<u64>(at, load<u64>(key));
      else memory.copy(at, key, last);
      store<u64>(at + last, count);
      store<u32>(t + T_COUNT, load<u32>(t + T_COUNT) + 1);
      return;
    }
    if (sameKey(at, key, words)) {
      store<u64>(at + last, seen + count);
      return;
    }
    slot = (slot + 1) & mask;
  }
}

const held = memory.data(4096, 8); // one key of up to 511 words

/** Moves every key of one table to another (zeroed, with room), from one layout to another. */
export function moveKeys(from: usize, source: usize, to: usize, target: usize, fields: u32): void {
  const words = load<u32>(from + T_WORDS);
  const wide = load<u32>(to + T_WORDS);
  const stride = <usize>((words + 1) << 3);
  let at = <usize>load<u32>(from + T_TABLE);
  const end = at + <usize>(load<u32>(from + T_MASK) + 1) * stride;
  for (; at < end; at += stride) {
    const count = load<u64>(at + stride - 8);
    if (count == 0) continue;
    if (fields == 0) addKey(to, at, words, count);
    else {
      convert(at, source, held, target, fields, wide);
      addKey(to, held, wide, count);
    }
  }
}

/** Writes every key of a table to `out` in the target layout with its count. */
export function emitKeys(from: usize, source: usize, target: usize, fields: u32, wide: u32, out: usize): void {
  const words = load<u32>(from + T_WORDS);
  const stride = <usize>((words + 1) << 3);
  let at = <usize>load<u32>(from + T_TABLE);
  const end = at + <usize>(load<u32>(from + T_MASK) + 1) * stride;
  for (; at < end; at += stride) {
    const count = load<u64>(at + stride - 8);
    if (count == 0) continue;
    if (words == 1 && wide == 1) store<u64>(out, converted(load<u64>(at), source, target, fields));
    else convert(at, source, out, target, fields, wide);
    store<u64>(out + (wide << 3), count);
    out += (wide + 1) << 3;
  }
}

/** Adds n entries of other lists to a table of their layout, which has room for them. */
export function addEntries(t: usize, entries: usize, n: u32): void {
  const words = load<u32>(t + T_WORDS);
  for (let i: u32 = 0; i < n; i++, entries += (words + 1) << 3)
    addKey(t, entries, words, load<u64>(entries + (words << 3)));
}
