// Counting distinct tuples by address, where few bits hold all codes: a key has a cell of a byte, in pages of 1024 cells, of which
// there are only those that occur. The column of most values lies lowest and has all bits of a page. Against a table of keys
// (tuples.ts) nothing is compared, a tuple takes a tenth of the room, and those whose other codes are frequent lie together.
// What a cell cannot hold is carried to a page of u32 for the same keys.
import { converted } from './entries';

// Header, byte offsets.
const P_DIRECTORY: usize = 0; // per 1024 keys of the address space two u32: the piece of their cells, that of what was carried
const P_POOL: usize = 4; // pieces of 1 KiB, numbered from 1; 0 where there is none
const P_USED: usize = 8; // pieces that are used
const P_ROOM: usize = 12; // pieces that the pool has
const P_COUNT: usize = 16; // distinct keys

const PAGE_BITS: u32 = 10;
const CELLS: u32 = 1 << PAGE_BITS;
const PIECE: usize = <usize>CELLS;
const CARRIED_PIECES: u32 = 4;
const MOST: u32 = 255; // that a cell counts; one that is carried leaves 1, so that it is never taken for an empty one

/** Writes a key of u32 for each row; fields are described as for packRows. `keys` has room for a multiple of four rows. */
export function packNarrow(keys: usize, fields: usize, count: u32, rows: u32): void {
  const end = keys + (<usize>rows << 2);
  for (let i: u32 = 0; i < count; i++, fields += 16) {
    const shift = load<u32>(fields, 4);
    const codes = <usize>load<u32>(fields, 12) - keys;
    if (i == 0) {
      for (let key = keys; key < end; key += 16) v128.store(key, i32x4.shl(v128.load(key + codes), shift));
    } else {
      for (let key = keys; key < end; key += 16)
        v128.store(key, v128.or(v128.load(key), i32x4.shl(v128.load(key + codes), shift)));
    }
  }
}

/** The number of the first of new pieces for an entry of the directory; 0 where the pool has no room for them. */
function enterPieces(h: usize, entry: usize, pieces: u32): u32 {
  const used = load<u32>(h, P_USED);
  if (used + pieces > load<u32>(h, P_ROOM)) return 0;
  store<u32>(h, used + pieces, P_USED);
  store<u32>(entry, used + 1);
  return used + 1;
}

// @ts-ignore: decorator
@inline
function entryOf(h: usize, key: u32): usize {
  return <usize>load<u32>(h, P_DIRECTORY) + (<usize>(key >>> PAGE_BITS) << 3);
}

// @ts-ignore: decorator
@inline
function pieceAt(h: usize, number: u32): usize {
  return <usize>load<u32>(h, P_POOL) + <usize>(number - 1) * PIECE;
}

/** Where the cell of a key is; 0 where it is not there and the pool has no room for it. */
function cellOf(h: usize, key: u32): usize {
  const entry = entryOf(h, key);
  const piece = load<u32>(entry) || enterPieces(h, entry, 1);
  return piece ? pieceAt(h, piece) + <usize>(key & (CELLS - 1)) : 0;
}

/** Where it is counted how often the cell of a key was carried; 0 where there is no room for it. */
function carriedOf(h: usize, key: u32): usize {
  const entry = entryOf(h, key) + 4;
  const piece = load<u32>(entry) || enterPieces(h, entry, CARRIED_PIECES);
  return piece ? pieceAt(h, piece) + (<usize>(key & (CELLS - 1)) << 2) : 0;
}

/** Which of 16 cells have counted, as bits. */
// @ts-ignore: decorator
@inline
function filledAt(cells: usize): u32 {
  return 0xffff & ~<u32>i8x16.bitmask(i8x16.eq(v128.load(cells), i8x16.splat(0)));
}

/** What a cell and what was carried of it come to. */
// @ts-ignore: decorator
@inline
function countIn(cells: usize, carried: usize, cell: u32): u64 {
  const count = <u64>load<u8>(cells + cell);
  return carried ? count + <u64>load<u32>(carried + (<usize>cell << 2)) * MOST : count;
}

const BATCH: u32 = 128;
const cells = memory.data(BATCH * 4, 4);
/** What the first look at a batch gives: kept, so that the look is not left out. */
let touched: u32 = 0;

/** Counts keys [from, to). Returns `to`, or the row for which the pool has no room. */
export function countPages(h: usize, keys: usize, from: u32, to: u32): u32 {
  const directory = <usize>load<u32>(h, P_DIRECTORY);
  const pool = <usize>load<u32>(h, P_POOL) - PIECE;
  let count = load<u32>(h, P_COUNT);
  for (let start = from; start < to; start += BATCH) {
    const stop = min(start + BATCH, to);
    // Cells of a batch are looked at first, in a loop of nothing else: so many waits for memory overlap.
    for (let r = start, at = cells; r < stop; r++, at += 4) {
      const key = load<u32>(keys + (<usize>r << 2));
      const piece = load<u32>(directory + (<usize>(key >>> PAGE_BITS) << 3));
      const cell = piece ? pool + <usize>piece * PIECE + <usize>(key & (CELLS - 1)) : cellOf(h, key);
      store<u32>(at, <u32>cell);
    }
    let looked: u32 = 0;
    for (let at = cells, last = cells + (<usize>(stop - start) << 2); at < last; at += 4) looked += <u32>load<u8>(<usize>load<u32>(at));
    touched = looked;
    for (let r = start, at = cells; r < stop; r++, at += 4) {
      const cell = <usize>load<u32>(at);
      if (cell == 0) {
        store<u32>(h, count, P_COUNT);
        return r;
      }
      let seen = <u32>load<u8>(cell);
      count += u32(seen == 0);
      if (seen == MOST) {
        const carried = carriedOf(h, load<u32>(keys + (<usize>r << 2)));
        if (carried == 0) {
          store<u32>(h, count, P_COUNT);
          return r;
        }
        store<u32>(carried, load<u32>(carried) + 1);
        seen = 0;
      }
      store<u8>(cell, seen + 1);
    }
  }
  store<u32>(h, count, P_COUNT);
  return to;
}

/**
 * Finds room for n entries of one word in the layout `target`, though there is no pool yet. Returns how many pieces it must
 * have.
 */
export function numberPieces(h: usize, entries: usize, n: u32, source: usize, target: usize, fields: u32): u32 {
  store<u32>(h, -1, P_ROOM);
  for (const end = entries + (<usize>n << 4); entries < end; entries += 16) {
    const count = load<u64>(entries, 8);
    if (count == 0) continue;
    const key = <u32>converted(load<u64>(entries), source, target, fields);
    cellOf(h, key);
    if (count > MOST) carriedOf(h, key);
  }
  return load<u32>(h, P_USED);
}

/** Writes the counts of the entries for which room was found. */
export function fillPages(h: usize, entries: usize, n: u32, source: usize, target: usize, fields: u32): void {
  let distinct = load<u32>(h, P_COUNT);
  for (const end = entries + (<usize>n << 4); entries < end; entries += 16) {
    const count = load<u64>(entries, 8);
    if (count == 0) continue;
    const key = <u32>converted(load<u64>(entries), source, target, fields);
    store<u8>(cellOf(h, key), <u32>((count - 1) % MOST) + 1);
    if (count > MOST) store<u32>(carriedOf(h, key), <u32>((count - 1) / MOST));
    distinct++;
  }
  store<u32>(h, distinct, P_COUNT);
}

/**
 * Writes every key to `out` in a target layout of one word, with its count. `span`: how many 1024 keys the address space has.
 * The field that lies lowest is described last.
 */
export function emitPages(h: usize, span: u32, source: usize, target: usize, fields: u32, out: usize): void {
  const lowest = source + (<usize>(fields - 1) << 4);
  const remap = <usize>load<u32>(lowest, 12);
  const bits = load<u32>(lowest, 8);
  const codes: u32 = bits < 32 ? (1 << bits) - 1 : -1;
  const shift = <u64>load<u32>(target + (<usize>(fields - 1) << 4), 4);
  for (let place: u32 = 0; place < span; place++) {
    // Of a page's keys only the lowest field differs.
    const first = place << PAGE_BITS;
    const entry = entryOf(h, first);
    if (load<u32>(entry) == 0) continue;
    const cells = pieceAt(h, load<u32>(entry));
    const carried = load<u32>(entry, 4) ? pieceAt(h, load<u32>(entry, 4)) : 0;
    const above = converted(first, source, target, fields - 1);
    for (let at: u32 = 0; at < CELLS; at += 16) {
      let filled = filledAt(cells + at);
      for (; filled; filled &= filled - 1) {
        const cell = at + ctz(filled);
        let code = (first | cell) & codes;
        if (remap) code = load<u32>(remap + (<usize>code << 2));
        store<u64>(out, above | (<u64>code << shift));
        store<u64>(out, countIn(cells, carried, cell), 8);
        out += 16;
      }
    }
  }
}

/**
 * Counts how many keys there are of each new code of the lowest field, whose `bits` are those of a page and more, among those
 * with `above` for the others: counts[remap[code]].
 */
export function countLowest(h: usize, above: u32, bits: u32, remap: usize, counts: usize): void {
  const end = above + (1 << bits);
  for (let first = above; first < end; first += CELLS) {
    const piece = load<u32>(entryOf(h, first));
    if (piece == 0) continue;
    const cells = pieceAt(h, piece);
    const codes = remap + (<usize>(first - above) << 2);
    for (let at: u32 = 0; at < CELLS; at += 16) {
      let filled = filledAt(cells + at);
      for (; filled; filled &= filled - 1) {
        const place = counts + (<usize>load<u32>(codes + (<usize>(at + ctz(filled)) << 2)) << 2);
        store<u32>(place, load<u32>(place) + 1);
      }
    }
  }
}

/** Writes the same keys, as `target` and the new code shifted, with their counts to the places of their codes in `out`. */
export function placeLowest(
  h: usize, above: u32, bits: u32, remap: usize, places: usize, target: u32, shift: u32, out: usize,
): void {
  const end = above + (1 << bits);
  for (let first = above; first < end; first += CELLS) {
    const entry = entryOf(h, first);
    if (load<u32>(entry) == 0) continue;
    const cells = pieceAt(h, load<u32>(entry));
    const carried = load<u32>(entry, 4) ? pieceAt(h, load<u32>(entry, 4)) : 0;
    const codes = remap + (<usize>(first - above) << 2);
    for (let at: u32 = 0; at < CELLS; at += 16) {
      let filled = filledAt(cells + at);
      for (; filled; filled &= filled - 1) {
        const cell = at + ctz(filled);
        const code = load<u32>(codes + (<usize>cell << 2));
        const place = places + (<usize>code << 2);
        const to = out + (<usize>load<u32>(place) << 4);
        store<u32>(place, load<u32>(place) + 1);
        store<u64>(to, <u64>(target | (code << shift)));
        store<u64>(to, countIn(cells, carried, cell), 8);
      }
    }
  }
}
