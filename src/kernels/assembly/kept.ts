// The values of a column with the smallest hashes, and their texts: the sample of the column. What its cells and entries
// offer is taken here, into a heap with the largest hash on top, below which alone anything is offered from then on.
import {
  S_KEPT, S_KEPT_COUNT, S_KEPT_ENTERED, S_KEPT_LIVE, S_KEPT_POOL, S_KEPT_ROOM, S_KEPT_USED, S_OFFERS, S_OFFER_COUNT,
  S_SAMPLE, S_THRESHOLD,
} from './column-state';
import { D_COUNT, D_ENTRIES, D_POOL, E_HASH, E_LENGTH, E_OFFSET, unitsOf } from './dictionary';
import { enter } from './distinct';
import { K_OFFER_COUNT, K_OFFERS } from './hashed';

const MOST: u32 = 256; // values kept
const LONGEST: u32 = 1024; // bytes kept of each
const SLOTS: u32 = 2048; // of the set of the sample
const FULL: u32 = 512; // hashes in it from which it is made anew, so that all that may be offered next finds room

// A value in the heap, 16 bytes.
const V_OFFSET: usize = 8; // hash u64 before it
const V_LENGTH: usize = 12;

/**
 * Takes what the cells of a chunk have offered to the samples of their columns. Returns 0, or one more than the number of the
 * column whose pool has no room: called again, it goes on there.
 */
export function takeOffers(k: usize, states: usize, columns: u32): u32 {
  const offers = <usize>load<u32>(k, K_OFFERS);
  let left = load<u32>(k, K_OFFER_COUNT);
  while (left > 0) {
    const at = offers + <usize>(left - 1) * 24;
    const column = load<u32>(at, 16);
    const state = <usize>load<u32>(states + (<usize>column << 2));
    if (!keep(state, load<u64>(at), load<u32>(at, 8), load<u32>(at, 12))) {
      store<u32>(k, left, K_OFFER_COUNT);
      return column + 1;
    }
    left--;
  }
  store<u32>(k, 0, K_OFFER_COUNT);
  for (let column: u32 = 0; column < columns; column++) forget(load<u32>(states + (<usize>column << 2)));
  return 0;
}

/** Takes the entries that were offered to the sample. False where the pool has no room: called again, it goes on there. */
export function takeEntries(state: usize, d: usize): bool {
  const entries = <usize>load<u32>(d, D_ENTRIES);
  const pool = <usize>load<u32>(d, D_POOL);
  const offers = <usize>load<u32>(state, S_OFFERS);
  let left = load<u32>(state, S_OFFER_COUNT);
  for (; left > 0; left--) {
    const entry = entries + (<usize>load<u32>(offers + (<usize>(left - 1) << 2)) << 5);
    if (keep(state, load<u64>(entry, E_HASH), pool + load<u32>(entry, E_OFFSET), load<u32>(entry, E_LENGTH))) continue;
    store<u32>(state, left, S_OFFER_COUNT);
    return false;
  }
  store<u32>(state, 0, S_OFFER_COUNT);
  forget(state);
  return true;
}

/** Keeps a value while its hash is among the smallest. False where its text has no room. */
function keep(state: usize, hash: u64, p: usize, n: u32): bool {
  const heap = <usize>load<u32>(state, S_KEPT);
  let count = load<u32>(state, S_KEPT_COUNT);
  if (count < MOST || hash < load<u64>(heap)) {
    const length = shortened(p, n);
    const used = load<u32>(state, S_KEPT_USED);
    if (used + length > load<u32>(state, S_KEPT_ROOM)) return false;
    memory.copy(<usize>load<u32>(state, S_KEPT_POOL) + used, p, length);
    store<u32>(state, used + length, S_KEPT_USED);
    let live = load<u32>(state, S_KEPT_LIVE) + length;
    if (count < MOST) {
      place(rise(heap, count++, hash), hash, used, length);
      store<u32>(state, count, S_KEPT_COUNT);
    } else {
      live -= load<u32>(heap, V_LENGTH);
      place(sink(heap, MOST, hash), hash, used, length);
    }
    store<u32>(state, live, S_KEPT_LIVE);
    if (count == MOST) store<u64>(state, load<u64>(heap), S_THRESHOLD);
  }
  store<u32>(state, load<u32>(state, S_KEPT_ENTERED) + 1, S_KEPT_ENTERED);
  return true;
}

/** Length of a text cut at a character. */
function shortened(p: usize, n: u32): u32 {
  if (n <= LONGEST) return n;
  let end = LONGEST;
  while (end > 0 && (load<u8>(p + end) & 0xc0) == 0x80) end--;
  return end;
}

/** Makes way for a hash from the end of the heap upwards; returns its place. */
function rise(heap: usize, i: u32, hash: u64): usize {
  while (i > 0) {
    const above = (i - 1) >> 1;
    const at = heap + (<usize>above << 4);
    if (load<u64>(at) >= hash) break;
    v128.store(heap + (<usize>i << 4), v128.load(at));
    i = above;
  }
  return heap + (<usize>i << 4);
}

/** Makes way for a hash from the top of a heap of `count` downwards; returns its place. */
function sink(heap: usize, count: u32, hash: u64): usize {
  let i: u32 = 0;
  for (;;) {
    let below: u32 = 2 * i + 1;
    if (below >= count) break;
    let at = heap + (<usize>below << 4);
    if (below + 1 < count && load<u64>(at, 16) > load<u64>(at)) {
      below++;
      at += 16;
    }
    if (load<u64>(at) <= hash) break;
    v128.store(heap + (<usize>i << 4), v128.load(at));
    i = below;
  }
  return heap + (<usize>i << 4);
}

// @ts-ignore: decorator
@inline
function place(at: usize, hash: u64, offset: u32, length: u32): void {
  store<u64>(at, hash);
  store<u32>(at, offset, V_OFFSET);
  store<u32>(at, length, V_LENGTH);
}

/** Makes the set of the sample anew from what is kept: larger hashes are not offered again. */
function forget(state: usize): void {
  if (load<u32>(state, S_KEPT_ENTERED) < FULL) return;
  const set = <usize>load<u32>(state, S_SAMPLE);
  const heap = <usize>load<u32>(state, S_KEPT);
  const count = load<u32>(state, S_KEPT_COUNT);
  memory.fill(set, 0, SLOTS << 3);
  for (let i: u32 = 0; i < count; i++) enter(set, SLOTS - 1, load<u64>(heap + (<usize>i << 4)));
  store<u32>(state, count, S_KEPT_ENTERED);
}

/** Moves the texts that are kept to a pool of `room` bytes. */
export function moveKept(state: usize, pool: usize, room: u32): void {
  const heap = <usize>load<u32>(state, S_KEPT);
  const stop = heap + (<usize>load<u32>(state, S_KEPT_COUNT) << 4);
  const from = <usize>load<u32>(state, S_KEPT_POOL);
  let used: u32 = 0;
  for (let at = heap; at < stop; at += 16) {
    const length = load<u32>(at, V_LENGTH);
    memory.copy(pool + used, from + load<u32>(at, V_OFFSET), length);
    store<u32>(at, used, V_OFFSET);
    used += length;
  }
  store<u32>(state, <u32>pool, S_KEPT_POOL);
  store<u32>(state, used, S_KEPT_USED);
  store<u32>(state, room, S_KEPT_ROOM);
}

/**
 * Lists what is kept by ascending hash: hashes, texts one after the other in `pool`, where they begin (count + 1), and their
 * UTF-16 lengths. Nothing can be taken after it.
 */
export function listKept(state: usize, hashes: usize, pool: usize, offsets: usize, units: usize): void {
  const heap = <usize>load<u32>(state, S_KEPT);
  const count = load<u32>(state, S_KEPT_COUNT);
  for (let left = count; left > 1; left--) {
    const last = heap + (<usize>(left - 1) << 4);
    const moved = v128.load(last);
    v128.store(last, v128.load(heap));
    v128.store(sink(heap, left - 1, <u64>i64x2.extract_lane(moved, 0)), moved);
  }
  const from = <usize>load<u32>(state, S_KEPT_POOL);
  let used: u32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = heap + (i << 4);
    const length = load<u32>(at, V_LENGTH);
    const p = from + load<u32>(at, V_OFFSET);
    store<u64>(hashes + (i << 3), load<u64>(at));
    store<u32>(offsets + (i << 2), used);
    store<u32>(units + (i << 2), unitsOf(p, length));
    memory.copy(pool + used, p, length);
    used += length;
  }
  store<u32>(offsets + (<usize>count << 2), used);
}

/** Where the values of a dictionary begin in its pool (count + 1), which holds them in order, and their UTF-16 lengths. */
export function placesOfEntries(d: usize, offsets: usize, units: usize): void {
  const pool = <usize>load<u32>(d, D_POOL);
  const count = <usize>load<u32>(d, D_COUNT);
  let entry = <usize>load<u32>(d, D_ENTRIES);
  let end: u32 = 0;
  for (let i: usize = 0; i < count; i++, entry += 32) {
    const offset = load<u32>(entry, E_OFFSET);
    const length = load<u32>(entry, E_LENGTH);
    store<u32>(offsets + (i << 2), offset);
    store<u32>(units + (i << 2), unitsOf(pool + offset, length));
    end = offset + length;
  }
  store<u32>(offsets + (count << 2), end);
}

/** Hashes of the values of a dictionary that are not empty. Returns how many. */
export function hashesOfEntries(d: usize, hashes: usize): u32 {
  const count = <usize>load<u32>(d, D_COUNT);
  let entry = <usize>load<u32>(d, D_ENTRIES);
  let out = hashes;
  for (let i: usize = 0; i < count; i++, entry += 32) {
    store<u64>(out, load<u64>(entry, E_HASH));
    out += <usize>(load<u32>(entry, E_LENGTH) > 0) << 3;
  }
  return <u32>((out - hashes) >> 3);
}

/** The hashes in a set of `slots`. Returns how many. */
export function hashesOfSet(set: usize, slots: u32, hashes: usize): u32 {
  const stop = set + (<usize>slots << 3);
  let out = hashes;
  for (let at = set; at < stop; at += 8) {
    const hash = load<u64>(at);
    store<u64>(out, hash);
    out += <usize>(hash != 0) << 3;
  }
  return <u32>((out - hashes) >> 3);
}
