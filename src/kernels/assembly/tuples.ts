// Counting distinct tuples of codes. A key is `words` u64, most significant first, followed by its count; a column's
// code lies in one word. Field descriptions are 16 bytes: word, shift, bits, pointer to a remap (u32 per code) or 0.

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

// @ts-ignore: decorator
@inline
export function sameKey(a: usize, b: usize, words: u32): bool {
  for (let w: u32 = 0; w < words; w++) if (load<u64>(a + (w << 3)) != load<u64>(b + (w << 3))) return false;
  return true;
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
      memory.copy(at, key, last);
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

/** Reads every field of the key at `from` (description `source`), remaps it and writes it to the key at `to` (description `target`). */
// @ts-ignore: decorator
@inline
function convert(from: usize, source: usize, to: usize, target: usize, fields: u32, words: u32): void {
  for (let w: u32 = 0; w < words; w++) store<u64>(to + (w << 3), 0);
  for (let f: u32 = 0; f < fields; f++) {
    const s = source + (f << 4);
    const d = target + (f << 4);
    let code = <u32>(load<u64>(from + (load<u32>(s) << 3)) >>> <u64>load<u32>(s, 4));
    const bits = load<u32>(s, 8);
    if (bits < 32) code &= (1 << bits) - 1;
    const remap = <usize>load<u32>(s, 12);
    if (remap) code = load<u32>(remap + (<usize>code << 2));
    const at = to + (load<u32>(d) << 3);
    store<u64>(at, load<u64>(at) | (<u64>code << <u64>load<u32>(d, 4)));
  }
}

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
    convert(at, source, out, target, fields, wide);
    store<u64>(out + (wide << 3), count);
    out += (wide + 1) << 3;
  }
}

/** The same for n entries that lie one after the other. */
export function convertEntries(entries: usize, n: u32, words: u32, source: usize, target: usize, fields: u32, wide: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    convert(entries, source, out, target, fields, wide);
    store<u64>(out + (wide << 3), load<u64>(entries + (words << 3)));
    entries += (words + 1) << 3;
    out += (wide + 1) << 3;
  }
}

const buckets = memory.data(1024, 4);

/** Sorts n entries by key (LSD radix, bytes that do not differ skipped). Returns where the result lies: `entries` or `spare`. */
export function sortEntries(entries: usize, spare: usize, n: u32, words: u32): usize {
  const stride = <usize>((words + 1) << 3);
  for (let w: i32 = <i32>words - 1; w >= 0; w--) {
    let any: u64 = 0;
    let all: u64 = -1;
    for (let i: u32 = 0; i < n; i++) {
      const key = load<u64>(entries + <usize>i * stride + (<usize>w << 3));
      any |= key;
      all &= key;
    }
    const varying = any & ~all;
    for (let shift: u64 = 0; shift < 64; shift += 8) {
      if (!((varying >>> shift) & 255)) continue;
      memory.fill(buckets, 0, 1024);
      const word = <usize>w << 3;
      let at = entries + word;
      for (let i: u32 = 0; i < n; i++, at += stride) {
        const b = buckets + (<usize>((load<u64>(at) >>> shift) & 255) << 2);
        store<u32>(b, load<u32>(b) + 1);
      }
      let sum: u32 = 0;
      for (let b: u32 = 0; b < 256; b++) {
        const count = load<u32>(buckets + (b << 2));
        store<u32>(buckets + (b << 2), sum);
        sum += count;
      }
      at = entries;
      for (let i: u32 = 0; i < n; i++, at += stride) {
        const b = buckets + (<usize>((load<u64>(at + word) >>> shift) & 255) << 2);
        const place = load<u32>(b);
        store<u32>(b, place + 1);
        const to = spare + <usize>place * stride;
        if (words == 1) v128.store(to, v128.load(at));
        else memory.copy(to, at, stride);
      }
      const swap = entries;
      entries = spare;
      spare = swap;
    }
  }
  return entries;
}

/** Adds up neighbours of equal keys in place; returns the number of entries left. */
export function foldEntries(entries: usize, n: u32, words: u32): u32 {
  if (n == 0) return 0;
  const stride = <usize>((words + 1) << 3);
  const last = stride - 8;
  const end = entries + <usize>n * stride;
  let to = entries;
  for (let at = entries + stride; at < end; at += stride) {
    if (sameKey(at, to, words)) store<u64>(to + last, load<u64>(to + last) + load<u64>(at + last));
    else {
      to += stride;
      if (to != at) memory.copy(to, at, stride);
    }
  }
  return <u32>((to - entries) / stride) + 1;
}

/** Merges two sorted lists of entries, adding the counts of equal keys; returns the number of entries written. */
export function mergeEntries(a: usize, n: u32, b: usize, m: u32, words: u32, out: usize): u32 {
  const stride = <usize>((words + 1) << 3);
  const aEnd = a + <usize>n * stride;
  const bEnd = b + <usize>m * stride;
  const start = out;
  while (a < aEnd && b < bEnd) {
    let less: i32 = 0;
    for (let w: u32 = 0; w < words && less == 0; w++) {
      const x = load<u64>(a + (w << 3));
      const y = load<u64>(b + (w << 3));
      if (x != y) less = x < y ? -1 : 1;
    }
    if (less <= 0) memory.copy(out, a, stride);
    else memory.copy(out, b, stride);
    if (less == 0) {
      const count = out + stride - 8;
      store<u64>(count, load<u64>(count) + load<u64>(b + stride - 8));
    }
    if (less <= 0) a += stride;
    if (less >= 0) b += stride;
    out += stride;
  }
  if (a < aEnd) {
    memory.copy(out, a, aEnd - a);
    out += aEnd - a;
  }
  if (b < bEnd) {
    memory.copy(out, b, bEnd - b);
    out += bEnd - b;
  }
  return <u32>((out - start) / stride);
}

/** Codes of one field of n entries as i32. */
export function fieldOfEntries(entries: usize, n: u32, words: u32, word: u32, shift: u32, bits: u32, out: usize): void {
  const mask: u64 = (<u64>1 << <u64>bits) - 1;
  const stride = <usize>((words + 1) << 3);
  entries += word << 3;
  for (let i: u32 = 0; i < n; i++, entries += stride, out += 4)
    store<u32>(out, <u32>((load<u64>(entries) >>> <u64>shift) & mask));
}

/** Counts of n entries as f64. */
export function countsOfEntries(entries: usize, n: u32, words: u32, out: usize): void {
  const stride = <usize>((words + 1) << 3);
  entries += words << 3;
  for (let i: u32 = 0; i < n; i++, entries += stride, out += 8) store<f64>(out, <f64>load<u64>(entries));
}
