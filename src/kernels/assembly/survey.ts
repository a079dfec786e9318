// Counting the cells of one column: shapes, lengths, sample, distinct hashes; directly or from dictionary entries.
import { classify, charactersOf } from './shapes';
import { CANDIDATE } from './forms';
import { D_ENTRIES, E_HASH, E_LENGTH, E_COUNT, E_SHAPES, E_CHARACTERS } from './dictionary';

// Column state, byte offsets.
const S_SHAPES: usize = 0; // u64 × 32
const S_NON_EMPTY: usize = 256; // u64
const S_MIN: usize = 264;
const S_MAX: usize = 268;
const S_THRESHOLD: usize = 272; // u64: values with a smaller hash are offered to the sample
const S_SAMPLE: usize = 280; // set of 2048 hashes in the sample
const S_SET: usize = 284; // exact set of 16384 slots, 0: none
const S_SET_COUNT: usize = 288;
const S_REGISTERS: usize = 292; // 2^14 HyperLogLog registers, 0: none
const S_ESTIMATE: usize = 296; // 1 when the registers count
const S_OFFERS: usize = 300; // rows offered to the sample
const S_OFFER_COUNT: usize = 304;
const S_FLAGS: usize = 308; // rows flagged as candidates
const S_FLAG_COUNT: usize = 312;
const S_TALLY: usize = 316; // 1: shapes, lengths and sample; 0: only non-empty and distinct
const OFFERS: u32 = 256;
const LIMIT: u32 = 8192; // distinct values counted exactly

// @ts-ignore: decorator
@inline
function keyOf(hash: u64): u64 {
  return hash | <u64>(hash == 0); // 0 marks an empty slot
}

/** Enters a hash into a set of `mask` + 1 slots; false if it was there. */
// @ts-ignore: decorator
@inline
function enter(set: usize, mask: u32, hash: u64): bool {
  const key = keyOf(hash);
  let slot = <u32>hash & mask;
  for (;;) {
    const found = load<u64>(set + (slot << 3));
    if (found == key) return false;
    if (found == 0) break;
    slot = (slot + 1) & mask;
  }
  store<u64>(set + (slot << 3), key);
  return true;
}

// @ts-ignore: decorator
@inline
function register(registers: usize, hash: u64): void {
  const rank = <u32>clz<u64>((hash << 14) | 8192) + 1;
  const at = registers + <usize>(hash >>> 50);
  if (<u32>load<u8>(at) < rank) store<u8>(at, rank);
}

function countDistinct(state: usize, hash: u64): void {
  const set = <usize>load<u32>(state + S_SET);
  if (!set || !enter(set, 16383, hash)) return;
  const count = load<u32>(state + S_SET_COUNT) + 1;
  store<u32>(state + S_SET_COUNT, count);
  if (count <= LIMIT) return;
  const registers = <usize>load<u32>(state + S_REGISTERS);
  for (let i: u32 = 0; i < 16384; i++) {
    const key = load<u64>(set + (i << 3));
    if (key) register(registers, key);
  }
  store<u32>(state + S_ESTIMATE, 1);
}

/** Offers a row or entry to the sample unless its value is there. */
function offer(state: usize, hash: u64, row: u32): void {
  if (!enter(<usize>load<u32>(state + S_SAMPLE), 2047, hash)) return;
  const count = load<u32>(state + S_OFFER_COUNT);
  store<u32>(<usize>load<u32>(state + S_OFFERS) + (count << 2), row);
  store<u32>(state + S_OFFER_COUNT, count + 1);
}

function flag(state: usize, row: u32): void {
  const count = load<u32>(state + S_FLAG_COUNT);
  store<u32>(<usize>load<u32>(state + S_FLAGS) + (count << 2), row);
  store<u32>(state + S_FLAG_COUNT, count + 1);
}

function addShapes(state: usize, shapes: u32, count: u64): void {
  while (shapes) {
    const at = state + S_SHAPES + (ctz(shapes) << 3);
    store<u64>(at, load<u64>(at) + count);
    shapes &= shapes - 1;
  }
}

// Shape sets met in the present block with their counts: most columns hold few, so bits are added once per block.
const CACHE: u32 = 64;
const cache = memory.data(512, 8); // shapes u32, count u32

function flushCache(state: usize): void {
  for (let i: u32 = 0; i < CACHE; i++) {
    const at = cache + (i << 3);
    const count = load<u32>(at, 4);
    if (count) addShapes(state, load<u32>(at), count);
    store<u64>(at, 0);
  }
}

// @ts-ignore: decorator
@inline
function cacheSlot(shapes: u32): usize {
  return cache + ((((shapes * 0x9e3779b1) >>> 26) & (CACHE - 1)) << 3);
}

/** Counts rows [from, to) directly. Returns `to`, or the row before which the offers have to be taken. */
export function countRows(state: usize, from: u32, to: u32, pointers: usize, lengths: usize, hashes: usize): u32 {
  const tally = load<u32>(state + S_TALLY);
  let estimate = load<u32>(state + S_ESTIMATE);
  const exact = load<u32>(state + S_SET);
  const registers = <usize>load<u32>(state + S_REGISTERS);
  const threshold = load<u64>(state + S_THRESHOLD);
  let shortest = load<u32>(state + S_MIN);
  let longest = load<u32>(state + S_MAX);
  let nonEmpty: u32 = 0;
  let r = from;
  for (; r < to; r++) {
    const n = load<u32>(lengths + (r << 2));
    if (n == 0) continue;
    const hash = load<u64>(hashes + (r << 3));
    if (tally && hash < threshold) {
      if (load<u32>(state + S_OFFER_COUNT) == OFFERS) break;
      offer(state, hash, r);
    }
    nonEmpty++;
    if (estimate) register(registers, hash);
    else if (exact) {
      countDistinct(state, hash);
      estimate = load<u32>(state + S_ESTIMATE);
    }
    if (!tally) continue;
    const shapes = classify(<usize>load<u32>(pointers + (r << 2)), n);
    const characters = charactersOf();
    if (characters < shortest) shortest = characters;
    if (characters > longest) longest = characters;
    const at = cacheSlot(shapes);
    if (load<u32>(at) != shapes) {
      const count = load<u32>(at, 4);
      if (count) addShapes(state, load<u32>(at), count);
      store<u64>(at, <u64>shapes);
    }
    store<u32>(at, load<u32>(at, 4) + 1, 4);
    if (shapes & CANDIDATE) flag(state, r);
  }
  if (tally) flushCache(state);
  store<u32>(state + S_MIN, shortest);
  store<u32>(state + S_MAX, longest);
  store<u64>(state + S_NON_EMPTY, load<u64>(state + S_NON_EMPTY) + <u64>nonEmpty);
  return r;
}

/** Adds the counts of dictionary entries [from, to) to a column. Returns `to`, or the entry before which offers have to be taken. */
export function countEntries(state: usize, d: usize, from: u32, to: u32): u32 {
  const entries = <usize>load<u32>(d + D_ENTRIES);
  const threshold = load<u64>(state + S_THRESHOLD);
  const estimating = load<u32>(state + S_SET);
  let i = from;
  for (; i < to; i++) {
    const entry = entries + (i << 5);
    if (load<u32>(entry, E_LENGTH) == 0) continue;
    const hash = load<u64>(entry, E_HASH);
    const count = load<u64>(entry, E_COUNT);
    const shapes = load<u32>(entry, E_SHAPES);
    const tally = load<u32>(state + S_TALLY);
    if (tally && hash < threshold) {
      if (load<u32>(state + S_OFFER_COUNT) == OFFERS) break;
      offer(state, hash, i);
    }
    if (estimating) {
      if (load<u32>(state + S_ESTIMATE)) register(<usize>load<u32>(state + S_REGISTERS), hash);
      else countDistinct(state, hash);
    }
    store<u64>(state + S_NON_EMPTY, load<u64>(state + S_NON_EMPTY) + count);
    if (!tally) continue;
    const characters = load<u32>(entry, E_CHARACTERS);
    if (characters < load<u32>(state + S_MIN)) store<u32>(state + S_MIN, characters);
    if (characters > load<u32>(state + S_MAX)) store<u32>(state + S_MAX, characters);
    addShapes(state, shapes, count);
    if (shapes & CANDIDATE) flag(state, i);
  }
  return i;
}

/** Rebuilds the set of hashes in the sample from `n` hashes. */
export function fillSample(state: usize, hashes: usize, n: u32): void {
  const set = <usize>load<u32>(state + S_SAMPLE);
  memory.fill(set, 0, 2048 * 8);
  for (let i: u32 = 0; i < n; i++) enter(set, 2047, load<u64>(hashes + (i << 3)));
}

/** Classifies one cell: for tests and for callers with a single value. */
export function shapesOfCell(p: usize, n: u32): u32 {
  return classify(p, n);
}
