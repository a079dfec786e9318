// Cells of indexed wire text as the values of a page: levels, and values as PLAIN stores them or codes of a dictionary.

import { cellLength, cellText, copy, hashText, openQuoted, QUOTE, sameText } from '../cell';
import { bits, FIXED, parse, TEXT, widthOf } from './cell-bits';

// What a column holds between calls: u32 at these offsets, laid out by src/kernels/parquet/columns.ts.
export const ROWS: usize = 0; // of the page
export const PRESENT: usize = 4; // values of the page
export const LEVELS: usize = 8; // a byte a row
export const VALUES: usize = 12; // PLAIN
export const USED: usize = 16; // bytes of values
export const ROOM: usize = 20;
export const CODES: usize = 24; // u32 a value
export const CODED: usize = 28; // whether values become codes
export const MET: usize = 32; // values that became codes, in this chunk
export const SIZE: usize = 36; // of the dictionary
export const DICTIONARY: usize = 40; // its values, PLAIN
export const DICTIONARY_USED: usize = 44; // bytes
export const DICTIONARY_ROOM: usize = 48;
export const TABLE: usize = 52; // code + 1 by hash
export const OFFSETS: usize = 56; // of texts in the dictionary
export const PAGE_ROWS: usize = 60; // at which a page is full
export const PAGE_BYTES: usize = 64;
export const CODES_MAX: usize = 68; // size of a dictionary at most; the table has twice as many places, a power of two
const KIND: usize = 72;
const DIGITS: usize = 76;
const MORE: usize = 80;
const RECENT: usize = 84; // codes by the bytes of cells; see `appendCodes`
const RECENT_BITS: usize = 88; // logarithm of their number

/** Records whose columns are taken one after the other: their text stays in the nearest cache. */
const stepRows: usize = 128;

// Why `appendCells` stopped.
const DONE: u32 = 0;
const PAGE: u32 = 1; // the page is full
const ASK: u32 = 2; // the host decides what the next cell is
const PLAIN: u32 = 3; // the dictionary does not pay: the page ends, and values follow
const GROW: u32 = 4; // the next value needs more room

/** Values after which a dictionary must have paid: every second value was there before. */
const trial: u32 = 4096;

let reason: u32 = 0;

/** Why `appendCells` stopped. */
export function appendStop(): u32 {
  return reason;
}

/** What the host answers where it was asked. */
let answer: i64 = 0;

/** States the bits of the value of the next cell. */
export function setAnswer(bits: i64): void {
  answer = bits;
}

/** The code of a text, made where it is new; -1 where the dictionary has no room. */
function codeOfText(state: usize, text: usize, n: usize): i32 {
  const most = load<u32>(state, CODES_MAX);
  const mask = (most << 1) - 1;
  const table = <usize>load<u32>(state, TABLE);
  const offsets = <usize>load<u32>(state, OFFSETS);
  const dictionary = <usize>load<u32>(state, DICTIONARY);
  let slot = hashText(text, n) & mask;
  while (true) {
    const found = load<u32>(table + (<usize>slot << 2));
    if (found == 0) break;
    const at = dictionary + <usize>load<u32>(offsets + (<usize>(found - 1) << 2));
    if (load<u32>(at) == <u32>n && sameText(at + 4, text, n)) return <i32>(found - 1);
    slot = (slot + 1) & mask;
  }
  const size = load<u32>(state, SIZE);
  const used = <usize>load<u32>(state, DICTIONARY_USED);
  if (size == most || n + 4 > <usize>load<u32>(state, DICTIONARY_ROOM) - used) return -1;
  store<u32>(dictionary + used, <u32>n);
  memory.copy(dictionary + used + 4, text, n);
  store<u32>(offsets + (<usize>size << 2), <u32>used);
  store<u32>(table + (<usize>slot << 2), size + 1);
  store<u32>(state, size + 1, SIZE);
  store<u32>(state, <u32>(used + 4 + n), DICTIONARY_USED);
  return <i32>size;
}

/** The code of a number of `width` bytes. */
function codeOfBits(state: usize, bits: i64, width: usize): i32 {
  const most = load<u32>(state, CODES_MAX);
  const mask = (most << 1) - 1;
  const table = <usize>load<u32>(state, TABLE);
  const dictionary = <usize>load<u32>(state, DICTIONARY);
  let slot = <u32>((<u64>bits * 0x9e3779b97f4a7c15) >> 40) & mask;
  while (true) {
    const found = load<u32>(table + (<usize>slot << 2));
    if (found == 0) break;
    const at = dictionary + <usize>(found - 1) * width;
    if (width == 8 ? load<i64>(at) == bits : load<i32>(at) == <i32>bits) return <i32>(found - 1);
    slot = (slot + 1) & mask;
  }
  const size = load<u32>(state, SIZE);
  const used = <usize>size * width;
  if (size == most || used + width > <usize>load<u32>(state, DICTIONARY_ROOM)) return -1;
  if (width == 8) store<i64>(dictionary + used, bits);
  else store<i32>(dictionary + used, <i32>bits);
  store<u32>(table + (<usize>slot << 2), size + 1);
  store<u32>(state, size + 1, SIZE);
  store<u32>(state, <u32>(used + width), DICTIONARY_USED);
  return <i32>size;
}

/** Cells of text as PLAIN values. */
function appendTexts(state: usize, text: usize, ends: usize, entry: usize, stride: usize, left: usize, scratch: usize): usize {
  const values = <usize>load<u32>(state, VALUES);
  const room = <usize>load<u32>(state, ROOM);
  const pageBytes = <usize>load<u32>(state, PAGE_BYTES);
  const rows = <usize>load<u32>(state, ROWS);
  const free = <usize>load<u32>(state, PAGE_ROWS) - rows;
  const first = <usize>load<u32>(state, LEVELS) + rows;
  const last = first + min(left, free);
  let level = first;
  let present = load<u32>(state, PRESENT);
  let used = <usize>load<u32>(state, USED);
  if (left > free) reason = PAGE;
  for (; level < last; level++, entry += stride) {
    if (used >= pageBytes) {
      reason = PAGE;
      break;
    }
    let at: usize = entry == ends ? 0 : ((load<u32>(entry - 4) & 0x7fffffff) + 1);
    let n = <usize>(load<u32>(entry) & 0x7fffffff) - at;
    if (n == 0) {
      store<u8>(level, 0);
      continue;
    }
    at += text;
    if (<u32>load<u8>(at) == QUOTE) {
      openQuoted(at, n, scratch);
      at = cellText;
      n = cellLength;
    }
    if (n + 4 > room - used) {
      needed = used + n + 4;
      reason = GROW;
      break;
    }
    store<u32>(values + used, <u32>n);
    copy(values + used + 4, at, n);
    used += n + 4;
    store<u8>(level, 1);
    present++;
  }
  store<u32>(state, <u32>(rows + (level - first)), ROWS);
  store<u32>(state, present, PRESENT);
  store<u32>(state, <u32>used, USED);
  return level - first;
}

/** Cells of numbers as PLAIN values. */
function appendNumbers(
  state: usize,
  text: usize,
  ends: usize,
  entry: usize,
  stride: usize,
  left: usize,
  scratch: usize,
  answered: bool,
): usize {
  const kind = load<u32>(state, KIND);
  const digits = load<u32>(state, DIGITS);
  const more = load<u32>(state, MORE);
  const width = widthOf(kind, digits);
  const values = <usize>load<u32>(state, VALUES);
  const pageBytes = <usize>load<u32>(state, PAGE_BYTES);
  const rows = <usize>load<u32>(state, ROWS);
  const free = <usize>load<u32>(state, PAGE_ROWS) - rows;
  const first = <usize>load<u32>(state, LEVELS) + rows;
  const last = first + min(left, free);
  let level = first;
  let present = load<u32>(state, PRESENT);
  let used = <usize>load<u32>(state, USED);
  if (left > free) reason = PAGE;
  for (; level < last; level++, entry += stride) {
    if (used >= pageBytes) {
      reason = PAGE;
      break;
    }
    let at: usize = entry == ends ? 0 : ((load<u32>(entry - 4) & 0x7fffffff) + 1);
    let n = <usize>(load<u32>(entry) & 0x7fffffff) - at;
    if (n == 0) {
      store<u8>(level, 0);
      continue;
    }
    at += text;
    let own = answer;
    if (answered) answered = false;
    else {
      if (<u32>load<u8>(at) == QUOTE) {
        openQuoted(at, n, scratch);
        at = cellText;
        n = cellLength;
      }
      if (kind == FIXED || !parse(kind, at, n, digits, more)) {
        reason = ASK;
        break;
      }
      own = bits;
    }
    const target = values + used;
    if (width == 8) store<i64>(target, own);
    else if (width == 4 && kind != FIXED) store<i32>(target, <i32>own);
    else if (kind == FIXED) memory.copy(target, scratch, width);
    else store<u8>(target, <u8>own);
    used += width;
    store<u8>(level, 1);
    present++;
  }
  store<u32>(state, <u32>(rows + (level - first)), ROWS);
  store<u32>(state, present, PRESENT);
  store<u32>(state, <u32>used, USED);
  return level - first;
}

/** Sixteen bytes 0xff and sixteen 0: from byte 16 - n on, a mask of n bytes. */
const masks = memory.data<u64>([0xffffffffffffffff, 0xffffffffffffffff, 0, 0]);

/**
 * Cells as codes of the dictionary. Cells of up to 16 bytes are looked up among the recent ones by their bytes as they
 * stand, quotes too: a hit needs neither parsing nor the dictionary. An entry is the 16 bytes, the length, the code.
 */
function appendCodes(
  state: usize,
  text: usize,
  ends: usize,
  entry: usize,
  stride: usize,
  left: usize,
  scratch: usize,
  answered: bool,
): usize {
  const kind = load<u32>(state, KIND);
  const digits = load<u32>(state, DIGITS);
  const more = load<u32>(state, MORE);
  const width = widthOf(kind, digits);
  const recent = <usize>load<u32>(state, RECENT);
  const shift = 64 - <u64>load<u32>(state, RECENT_BITS);
  const rows = <usize>load<u32>(state, ROWS);
  const free = <usize>load<u32>(state, PAGE_ROWS) - rows;
  const first = <usize>load<u32>(state, LEVELS) + rows;
  const last = first + min(left, free);
  const codes = <usize>load<u32>(state, CODES);
  let level = first;
  let present = <usize>load<u32>(state, PRESENT);
  let met = load<u32>(state, MET);
  if (left > free) reason = PAGE;
  for (; level < last; level++, entry += stride) {
    let at: usize = entry == ends ? 0 : ((load<u32>(entry - 4) & 0x7fffffff) + 1);
    let n = <usize>(load<u32>(entry) & 0x7fffffff) - at;
    if (n == 0) {
      store<u8>(level, 0);
      continue;
    }
    if (met == trial && load<u32>(state, SIZE) > trial >> 1) {
      reason = PLAIN; // the dictionary was on trial and does not pay
      break;
    }
    at += text;
    let slot: usize = 0;
    let low: u64 = 0;
    let high: u64 = 0;
    const size = <u32>n;
    if (n <= 16) {
      const key = v128.and(v128.load(at), v128.load(masks + 16 - n));
      low = i64x2.extract_lane(key, 0);
      high = i64x2.extract_lane(key, 1);
      const mixed = (low ^ rotl(high, 29) ^ <u64>n) * 0x9e3779b97f4a7c15;
      slot = recent + <usize>(mixed >> shift) * 24;
      if (load<u64>(slot) == low && load<u64>(slot, 8) == high && load<u32>(slot, 16) == size) {
        store<u32>(codes + (present << 2), load<u32>(slot, 20));
        store<u8>(level, 1);
        present++;
        met++;
        answered = false;
        continue;
      }
    }
    let own = answer;
    if (answered) answered = false;
    else {
      if (<u32>load<u8>(at) == QUOTE) {
        openQuoted(at, n, scratch);
        at = cellText;
        n = cellLength;
      }
      if (kind != TEXT && !parse(kind, at, n, digits, more)) {
        reason = ASK;
        break;
      }
      own = bits;
    }
    const code = kind == TEXT ? codeOfText(state, at, n) : codeOfBits(state, own, width);
    if (code < 0) {
      reason = PLAIN;
      break;
    }
    if (slot != 0) {
      store<u64>(slot, low);
      store<u64>(slot, high, 8);
      store<u32>(slot, size, 16);
      store<u32>(slot, <u32>code, 20);
    }
    store<u32>(codes + (present << 2), <u32>code);
    store<u8>(level, 1);
    present++;
    met++;
  }
  store<u32>(state, <u32>(rows + (level - first)), ROWS);
  store<u32>(state, <u32>present, PRESENT);
  store<u32>(state, met, MET);
  return level - first;
}

let stoppedColumn: usize = 0;
let stoppedRecord: usize = 0;

/** The column at which `appendRecords` stopped, and the first of its cells that was not taken. */
export function stopColumn(): usize {
  return stoppedColumn;
}

export function stopRecord(): usize {
  return stoppedRecord;
}

/**
 * Appends the records [from, to) of a rectangle to the pages of all columns, whose states are at `states` (u32 each). A
 * few records at a time, so that their text is near for every column; the first time only the columns from `column` on,
 * and of that one the cells from `record` on. `scratch` holds the longest cell. `answered`: the host has said what the
 * first cell is (bits, or for FIXED the bytes at `scratch`). Returns `to`, or where it stopped the first record of those
 * it was at: `appendStop` says why, `stopColumn` and `stopRecord` where, and a call with these goes on.
 */
export function appendRecords(
  states: usize,
  columns: usize,
  text: usize,
  ends: usize,
  from: usize,
  to: usize,
  column: usize,
  record: usize,
  scratch: usize,
  answered: bool,
): usize {
  const stride = columns << 2;
  reason = DONE;
  while (from < to) {
    const last = min(to, from + stepRows);
    for (; column < columns; column++) {
      const state = <usize>load<u32>(states + (column << 2));
      const entry = ends + ((record * columns + column) << 2);
      const left = last - record;
      let taken: usize;
      if (load<u32>(state, CODED) != 0) taken = appendCodes(state, text, ends, entry, stride, left, scratch, answered);
      else if (load<u32>(state, KIND) == TEXT) taken = appendTexts(state, text, ends, entry, stride, left, scratch);
      else taken = appendNumbers(state, text, ends, entry, stride, left, scratch, answered);
      if (reason != DONE) {
        stoppedColumn = column;
        stoppedRecord = record + taken;
        return from;
      }
      answered = false;
      record = from;
    }
    column = 0;
    from = last;
    record = last;
  }
  return to;
}

/** Bytes of values that the next one needs. */
let needed: usize = 0;

/** Bytes of room for values without which the next one does not fit, after GROW. */
export function roomNeeded(): usize {
  return needed;
}
