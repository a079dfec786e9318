// Hashes of the cells of a block: small ones are offered to the sample, all are shown to what counts distinct values. They are
// listed first and counted in loops of their own, so that waits for memory overlap.
import { S_ESTIMATE, S_LEAST, S_OFFER_COUNT, S_OFFERS, S_REGISTERS, S_SAMPLE, S_SET, S_TALLY, S_THRESHOLD } from './column-state';
import { countDistinct, enter, keyOf, register } from './distinct';
import { hashOf } from './hash';

/** Rows of a block: what they hold stays in the second-level cache while all columns are counted. */
export const BLOCK: u32 = 256;

// Control block of a survey: what is offered goes there.
export const K_OFFERS: usize = 24; // 24 bytes each: hash u64, pointer, length, column
export const K_OFFER_COUNT: usize = 28;

/** Bytes of an entry of the list: hash u64, pointer, length. */
const ENTRY: usize = 16;
const hashes = memory.data(BLOCK * ENTRY + 64, 16);

/** Where the next entry goes; loops keep it, and what follows, in locals. */
export let hashEnd: usize = 0;
/** Hashes below it are offered to the sample. */
export let offeredBelow: u64 = 0;
/** Hashes shifted by 14 bits that lie above show no more zeros than every register has seen. */
export let shownBelow: u64 = 0;
let control: usize = 0;
let column: u32 = 0;
let state: usize = 0;

/** Begins the list of a block. */
export function beginHashes(k: usize, stateAt: usize, ofColumn: u32): void {
  control = k;
  column = ofColumn;
  state = stateAt;
  hashEnd = hashes;
  offeredBelow = load<u32>(state, S_TALLY) ? load<u64>(state, S_THRESHOLD) : 0;
  if (load<u32>(state, S_ESTIMATE)) shownBelow = (<u64>-1) >>> <u64>load<u32>(state, S_LEAST);
  else shownBelow = load<u32>(state, S_SET) ? -1 : 0;
}

/** Begins a list that nobody counts. */
export function forgetHashes(): void {
  hashEnd = hashes;
  offeredBelow = 0;
  shownBelow = 0;
}

/**
 * Notes the hash of the cell [p, p + n) at `out` where anything may come of it; returns where the next one goes. Without a
 * branch or call: what a loop holds would have to be saved around it.
 */
// @ts-ignore: decorator
@inline
export function noteHash(out: usize, hash: u64, p: usize, n: u32, below: u64, shown: u64): usize {
  store<u64>(out, hash);
  store<u32>(out, <u32>p, 8);
  store<u32>(out, n, 12);
  return out + <usize>((<u32>((hash << 14) <= shown) | <u32>(hash < below)) << 4);
}

/** Ends what a loop has listed. */
export function hashesEnd(out: usize): void {
  hashEnd = out;
}

/** Notes the hashes of a list of cells. */
export function hashCells(cell: usize, stop: usize): void {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    const n = load<u32>(cell, 4);
    out = noteHash(out, hashOf(p, n), p, n, below, shown);
  }
  hashEnd = out;
}

/** Offers what is listed to the sample, and counts it. */
export function countHashes(): void {
  const below = offeredBelow;
  if (below) {
    for (let at = hashes; at < hashEnd; at += ENTRY) if (load<u64>(at) < below) offerCell(load<u64>(at), load<u32>(at, 8), load<u32>(at, 12));
  }
  const registers = <usize>load<u32>(state, S_REGISTERS);
  if (!registers) return;
  const set = <usize>load<u32>(state, S_SET);
  if (!load<u32>(state, S_ESTIMATE)) {
    // Most were met before, and stand in their place.
    let rest = hashes;
    for (let at = hashes; at < hashEnd; at += ENTRY) {
      const hash = load<u64>(at);
      store<u64>(rest, hash);
      rest += <usize>(load<u64>(set + (<usize>(<u32>hash & 16383) << 3)) != keyOf(hash)) << 3;
    }
    for (let at = hashes; at < rest; at += 8) {
      const hash = load<u64>(at);
      if (load<u32>(state, S_ESTIMATE)) register(registers, hash);
      else countDistinct(state, hash);
    }
    return;
  }
  for (let at = hashes; at < hashEnd; at += ENTRY) {
    const hash = load<u64>(at);
    const rank = <u32>clz<u64>((hash << 14) | 8192) + 1;
    const place = registers + <usize>(hash >>> 50);
    store<u8>(place, max(<u32>load<u8>(place), rank));
  }
}

function offerCell(hash: u64, p: usize, n: u32): void {
  if (!enter(<usize>load<u32>(state, S_SAMPLE), 2047, hash)) return;
  const count = load<u32>(control, K_OFFER_COUNT);
  const at = <usize>load<u32>(control, K_OFFERS) + <usize>count * 24;
  store<u64>(at, hash);
  store<u32>(at, <u32>p, 8);
  store<u32>(at, n, 12);
  store<u32>(at, column, 16);
  store<u32>(control, count + 1, K_OFFER_COUNT);
}
