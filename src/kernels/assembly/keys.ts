// Sets of packed keys (tuples.ts): finding the tuple of every record. An entry is the key's words and, as u64, its
// number + 1 (0 = free). Tables are open-addressing, at most half full.
import { sameKey } from './entries';
import { hashWide, mixed } from './tuples';

// @ts-ignore: decorator
@inline
function hashKey(key: usize, words: u32): u32 {
  return <u32>(words == 1 ? mixed(load<u64>(key)) : hashWide(key, words));
}

/** Fills a set of `mask` + 1 entries (zeroed here) with `count` keys that differ. */
export function buildKeys(set: usize, mask: u32, keys: usize, count: u32, words: u32): void {
  const size = <usize>words << 3;
  const stride = size + 8;
  memory.fill(set, 0, (<usize>mask + 1) * stride);
  for (let i: u32 = 0; i < count; i++, keys += size) {
    let slot = hashKey(keys, words) & mask;
    while (load<u64>(set + <usize>slot * stride + size) != 0) slot = (slot + 1) & mask;
    memory.copy(set + <usize>slot * stride, keys, size);
    store<u64>(set + <usize>slot * stride + size, <u64>i + 1);
  }
}

const BATCH: u32 = 64;
const slots = memory.data(256, 4);
/** What the first look at an entry gives: kept, so that the look is not left out. */
let touched: u64 = 0;

/**
 * found[r] = number of the key of record r, -1 where it is not in the set. Returns how many were found. Entries of a
 * batch are looked at before they are compared, so that a set larger than the caches is waited for once, not per record.
 */
export function findKeys(set: usize, mask: u32, keys: usize, words: u32, records: u32, found: usize): u32 {
  const size = <usize>words << 3;
  const stride = size + 8;
  let hits: u32 = 0;
  for (let from: u32 = 0; from < records; from += BATCH) {
    const n = min(BATCH, records - from);
    let seen: u64 = 0;
    for (let i: u32 = 0; i < n; i++) {
      const slot = hashKey(keys + <usize>i * size, words) & mask;
      store<u32>(slots + (i << 2), slot);
      seen ^= load<u64>(set + <usize>slot * stride + size);
    }
    touched = seen;
    for (let i: u32 = 0; i < n; i++, keys += size, found += 4) {
      let slot = load<u32>(slots + (i << 2));
      let number: i32 = -1;
      for (;;) {
        const at = set + <usize>slot * stride;
        const one = load<u64>(at + size);
        if (one == 0) break;
        if (sameKey(at, keys, words)) {
          number = <i32>one - 1;
          hits++;
          break;
        }
        slot = (slot + 1) & mask;
      }
      store<i32>(found, number);
    }
  }
  return hits;
}

/** Bytes of a filter: one bit for each value of the upper half of a hash. */
export function filterBytes(): usize {
  return 8192;
}

// @ts-ignore: decorator
@inline
function passes(filter: usize, hash: u32): bool {
  return ((load<u32>(filter + (<usize>(hash >>> 21) << 2)) >> ((hash >>> 16) & 31)) & 1) != 0;
}

/** Notes `count` keys in a filter (zeroed here). */
export function fillFilter(filter: usize, keys: usize, count: u32, words: u32): void {
  memory.fill(filter, 0, filterBytes());
  for (let i: u32 = 0; i < count; i++, keys += <usize>words << 3) {
    const hash = hashKey(keys, words);
    const at = filter + (<usize>(hash >>> 21) << 2);
    store<u32>(at, load<u32>(at) | (<u32>1 << ((hash >>> 16) & 31)));
  }
}

/**
 * flags[r] = 1 where the key of record r is in the set, else 0; returns how many are. For few keys among many: a filter in the
 * nearest cache answers for nearly all that are not there.
 */
export function flagKeys(set: usize, mask: u32, filter: usize, keys: usize, words: u32, records: u32, flags: usize): u32 {
  const size = <usize>words << 3;
  let hits: u32 = 0;
  for (let r: u32 = 0; r < records; r++, keys += size) {
    const hash = hashKey(keys, words);
    store<u8>(flags + r, 0);
    if (!passes(filter, hash)) continue;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = set + <usize>slot * (size + 8);
      if (load<u64>(at + size) == 0) break;
      if (!sameKey(at, keys, words)) continue;
      store<u8>(flags + r, 1);
      hits++;
      break;
    }
  }
  return hits;
}

/** flags[r] = 1 for records whose key was found. */
export function flagFound(found: usize, records: u32, flags: usize): void {
  for (let r: u32 = 0; r < records; r++) store<u8>(flags + r, u8(load<i32>(found + (<usize>r << 2)) >= 0));
}

/** flags[r] = 1 where the label of the number found is negative; returns how many. */
export function flagNegative(found: usize, records: u32, labels: usize, flags: usize): u32 {
  let count: u32 = 0;
  for (let r: u32 = 0; r < records; r++) {
    const negative = load<i32>(labels + (<usize>load<u32>(found + (<usize>r << 2)) << 2)) < 0;
    store<u8>(flags + r, u8(negative));
    count += u32(negative);
  }
  return count;
}

/** codes[r] = label of the number found, 0 for a negative one. */
export function takeLabels(found: usize, records: u32, labels: usize, codes: usize): void {
  for (let r: u32 = 0; r < records; r++) {
    const label = load<i32>(labels + (<usize>load<u32>(found + (<usize>r << 2)) << 2));
    store<i32>(codes + (<usize>r << 2), label < 0 ? 0 : label);
  }
}
