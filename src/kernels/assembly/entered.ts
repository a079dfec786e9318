// Columns of few values, counted in the entries of a dictionary; and cells of other columns that came so often while there
// was a dictionary that it still pays to ask for them first. Most cells were met before: they are found in a cache of raw cells
// or, in columns of dates, in a table with a place a day.
import {
  anyPlace, countPlace, enterCell, isLong, longPlace, NOWHERE, SHORT, shortPlace, shortPlaceOrNowhere,
} from './cell-cache';
import { codeAt, countAt, DAY_COUNTS, enterDay, formOf, placeOfDay } from './days';
import { codeOf, D_DAYS, D_ENTRIES, D_NULLS, D_POOL, E_COUNT, textAt, textLength, unquoted } from './dictionary';
import { BLOCK } from './hashed';

const NO_ROOM: u32 = -1;
/** What no byte of a text is. */
const NO_BYTE: u32 = 256;

let rowAt: u32 = 0;
let misses: u32 = 0;
/** The row before which `countCells` stopped, and how many cells its cache did not hold. */
export function cellRow(): u32 {
  return rowAt;
}
export function cellMisses(): u32 {
  return misses;
}

// Where codes go that nobody wants: writing them costs less than a second loop.
const unwanted = memory.data(BLOCK * 4, 16);
// Places of the days of a batch, 0 for a cell that has none.
const BATCH: u32 = 64;
const places = memory.data(BATCH * 4, 16);
/** What the first look at a batch gives: kept, so that the look is not left out. */
let touched: u32 = 0;

/**
 * Counts rows [from, to), a block at most, of a column in the entries of its dictionary, and writes their codes where `codes` is
 * not 0. `cache` may be 0. `cellRow` is then `to`, or the row that has no room in the dictionary.
 */
export function countCells(
  d: usize, cache: usize, text: usize, ends: usize, columns: u32, column: u32, from: u32, to: u32, codes: usize,
  scratch: usize, tally: bool,
): void {
  const stride = <usize>columns << 2;
  const first = ends + (<usize>(from * columns + column) << 2);
  const stop = first + <usize>(to - from) * stride;
  const cr: u32 = column == columns - 1 ? 13 : NO_BYTE;
  const days = <usize>load<u32>(d + D_DAYS);
  let out = codes ? codes : unwanted;
  misses = 0;
  let at = first;
  if (first == ends) {
    // The first of the text: no separator stands before it.
    const end = load<u32>(first) & 0x7fffffff;
    const code = anyCode(d, cache, text, end && load<u8>(text + end - 1) == cr ? end - 1 : end, scratch, tally);
    if (code == NO_ROOM) {
      rowAt = from;
      return;
    }
    store<u32>(out, code);
    out += 4;
    at += stride;
  }
  if (days) at = datedCells(d, cache, days, text, at, stop, stride, cr, out, scratch, tally);
  else if (cache && cr == NO_BYTE) at = knownCells(d, cache, text, at, stop, stride, out, scratch, tally);
  else if (cache) at = knownLast(d, cache, text, at, stop, stride, out, scratch, tally);
  else at = newCells(d, text, at, stop, stride, cr, out, scratch, tally);
  rowAt = at < stop ? from + <u32>((at - first) / stride) : to;
}

// @ts-ignore: decorator
@inline
function startAt(text: usize, entry: usize): usize {
  return text + (load<u32>(entry - 4) & 0x7fffffff) + 1;
}

/**
 * Bytes of the cell from p on, without its last byte where that is `cr`: a carriage return in the last column, nothing in others.
 * Before an empty cell stands a separator, which is none.
 */
// @ts-ignore: decorator
@inline
function lengthAt(text: usize, entry: usize, p: usize, cr: u32): u32 {
  if (cr == NO_BYTE) return <u32>(text + load<u32>(entry) - p);
  const end = text + (load<u32>(entry) & 0x7fffffff);
  return <u32>(end - p) - u32(<u32>load<u8>(end - 1) == cr);
}

/** Cells of a column most of which were met before. Returns where the end of the first one without room lies. */
function knownCells(
  d: usize, cache: usize, text: usize, entry: usize, stop: usize, stride: usize, codes: usize, scratch: usize, tally: bool,
): usize {
  return countKnown(d, cache, text, entry, stop, stride, NO_BYTE, codes, scratch, tally);
}

/** The same of the last column. */
function knownLast(
  d: usize, cache: usize, text: usize, entry: usize, stop: usize, stride: usize, codes: usize, scratch: usize, tally: bool,
): usize {
  return countKnown(d, cache, text, entry, stop, stride, 13, codes, scratch, tally);
}

// @ts-ignore: decorator
@inline
function countKnown(
  d: usize, cache: usize, text: usize, entry: usize, stop: usize, stride: usize, cr: u32, codes: usize, scratch: usize, tally: bool,
): usize {
  while (entry < stop) {
    // Loops without a call, so that nothing of them is kept on the stack.
    for (; entry < stop; entry += stride, codes += 4) {
      const p = startAt(text, entry);
      const n = lengthAt(text, entry, p, cr);
      if (n > SHORT) break;
      const place = shortPlace(cache, p, n);
      if (!place) break;
      store<u32>(codes, countPlace(place));
    }
    const pool = <usize>load<u32>(d + D_POOL);
    for (; entry < stop; entry += stride, codes += 4) {
      const p = startAt(text, entry);
      const n = lengthAt(text, entry, p, cr);
      if (!isLong(p, n)) break;
      const place = longPlace(pool, cache, p, n);
      if (!place) break;
      store<u32>(codes, countPlace(place));
    }
    if (entry == stop) break;
    const p = startAt(text, entry);
    const code = anyCode(d, cache, p, lengthAt(text, entry, p, cr), scratch, tally);
    if (code == NO_ROOM) break;
    store<u32>(codes, code);
    entry += stride;
    codes += 4;
  }
  return entry;
}

/** Cells of a column of dates. Places of a batch are found first and looked at then, so that waits for them overlap. */
function datedCells(
  d: usize, cache: usize, days: usize, text: usize, entry: usize, stop: usize, stride: usize, cr: u32, codes: usize, scratch: usize,
  tally: bool,
): usize {
  const form = formOf(days);
  while (entry < stop) {
    const until = min(stop, entry + BATCH * stride);
    if (form == 10) placesOf(days, text, entry, until, stride, cr, 10);
    else placesOf(days, text, entry, until, stride, cr, form);
    let seen: u32 = 0;
    const last = places + <usize>((until - entry) / stride << 2);
    for (let list = places; list < last; list += 4) seen ^= load<u32>(<usize>load<u32>(list));
    touched = seen;
    for (let list = places; entry < until; entry += stride, list += 4, codes += 4) {
      const place = <usize>load<u32>(list);
      let code = place ? codeAt(place) : 0;
      if (code) {
        if (countAt(place)) addRecords(d, code, DAY_COUNTS);
      } else {
        const p = startAt(text, entry);
        const n = lengthAt(text, entry, p, cr);
        code = place ? newCode(d, 0, p, n, scratch, tally) : anyCode(d, cache, p, n, scratch, tally);
        if (code == NO_ROOM) return entry;
        if (place) enterDay(place, code);
      }
      store<u32>(codes, code);
    }
  }
  return entry;
}

// @ts-ignore: decorator
@inline
function placesOf(days: usize, text: usize, entry: usize, until: usize, stride: usize, cr: u32, form: u32): void {
  for (let list = places; entry < until; entry += stride, list += 4) {
    const p = startAt(text, entry);
    const n = lengthAt(text, entry, p, cr);
    store<u32>(list, n == form ? <u32>placeOfDay(days, p, form) : 0);
  }
}

/** Cells of a column most of which are new. */
function newCells(
  d: usize, text: usize, entry: usize, stop: usize, stride: usize, cr: u32, codes: usize, scratch: usize, tally: bool,
): usize {
  for (; entry < stop; entry += stride, codes += 4) {
    const p = startAt(text, entry);
    const code = anyCode(d, 0, p, lengthAt(text, entry, p, cr), scratch, tally);
    if (code == NO_ROOM) return entry;
    store<u32>(codes, code);
  }
  return entry;
}

/** Counts a cell and returns its code, 0 for a null, NO_ROOM where the dictionary has none for it. */
function anyCode(d: usize, cache: usize, p: usize, n: u32, scratch: usize, tally: bool): u32 {
  if (cache) {
    const place = anyPlace(d, cache, p, n);
    if (place) return countPlace(place);
  } else if (n == 0) {
    store<u32>(d + D_NULLS, 1);
    return 0;
  }
  return newCode(d, cache, p, n, scratch, tally);
}

/** The same of a cell that is not null and that the cache, asked right before, does not hold. */
function newCode(d: usize, cache: usize, p: usize, n: u32, scratch: usize, tally: bool): u32 {
  misses++;
  unquoted(p, n, scratch);
  const code = codeOf(d, textAt, textLength, tally);
  if (code == 0) return NO_ROOM;
  addRecords(d, code, 1);
  if (cache) enterCell(d, cache, p, n, code);
  return code;
}

// @ts-ignore: decorator
@inline
function addRecords(d: usize, code: u32, records: u64): void {
  const entry = <usize>load<u32>(d + D_ENTRIES) + (<usize>(code - 1) << 5);
  store<u64>(entry, load<u64>(entry, E_COUNT) + records, E_COUNT);
}

/**
 * Lists the cells [at, stop) but nulls and those whose values a dictionary that is no longer filled still knows, which are counted
 * there, as offsets of what stands before and behind each; returns the end of the list. Step by step, since which cells are null,
 * which long and which known is not foreseen.
 */
export function rareCells(
  d: usize, cache: usize, out: usize, text: usize, at: usize, stop: usize, stride: usize, last: bool,
): usize {
  let filled = out;
  for (; at < stop; at += stride) {
    const start = load<u32>(at - 4) & 0x7fffffff;
    let end = load<u32>(at) & 0x7fffffff;
    end -= <u32>last & <u32>(load<u8>(text + end - 1) == 13); // before an empty cell stands a separator, which is none
    store<u32>(filled, start);
    store<u32>(filled, end, 4);
    filled += <usize>(end - start > 1) << 3;
  }
  let unknown = out;
  for (let cell = out; cell < filled; cell += 8) {
    const both = load<u64>(cell);
    const start = <u32>both;
    const place = shortPlaceOrNowhere(cache, text + start + 1, <u32>(both >>> 32) - start - 1);
    countPlace(place);
    store<u64>(unknown, both);
    unknown += <usize>(place == NOWHERE) << 3;
  }
  const pool = <usize>load<u32>(d + D_POOL);
  let rest = out;
  for (let cell = out; cell < unknown; cell += 8) {
    const both = load<u64>(cell);
    const p = text + <u32>both + 1;
    const n = <u32>(both >>> 32) - <u32>both - 1;
    const place = isLong(p, n) ? longPlace(pool, cache, p, n) : 0;
    if (place) countPlace(place);
    else {
      store<u64>(rest, both);
      rest += 8;
    }
  }
  return rest;
}
