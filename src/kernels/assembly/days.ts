// Tables by the digits of a date. A column of birth dates has tens of thousands of values, more than any cache of cells holds;
// but they come from a hundred years, so that one place a day answers with one load, where a dictionary takes three.
import { CR } from './cell';
import { digitMask } from './vectors';

const YEARS: u32 = 200; // from 1900 on
const SLOTS: u32 = YEARS * 16 * 32; // months and days by their two digits; day 0: a month without a day

// Table: bytes of a value of its form (10: YYYY-MM-DD, 8: YYYYMMDD, 7: YYYY-MM), then places of 4 bytes each: a code (0 for
// none) and, in the lowest 8 bits, a count. Places that are small stay in the second-level cache.
const PLACES: usize = 64;
const COUNT_BITS: u32 = 8;
const COUNTS: u32 = 255;
const CODES: u32 = 1 << 24; // a code from here on has no place

/** Bytes of a table. */
export function dayTableBytes(): usize {
  return PLACES + (<usize>SLOTS << 2);
}

export function clearDays(table: usize, form: u32): void {
  memory.fill(table, 0, dayTableBytes());
  store<u32>(table, form);
}

/** Bytes of the values that a table knows; 0 where there is no table. */
// @ts-ignore: decorator
@inline
export function formOf(table: usize): u32 {
  return table ? load<u32>(table) : 0;
}

/**
 * The place of a text of the form `n`, 0 where it is none of the years that have places. Other texts of the form have other
 * places, whether a calendar has their days or not.
 */
// @ts-ignore: decorator
@inline
export function placeOfDay(table: usize, p: usize, n: u32): usize {
  const digits = digitMask(v128.load(p));
  const text = load<u64>(p);
  // Without branches on the century, which would be guessed wrong for one date in five.
  const pairs = pairsOf(text & (n == 8 ? 0x0f0f0f0f0f0f0f0f : 0x000f0f000f0f0f0f));
  const year = (<u32>pairs & 0xff) * 100 + (<u32>(pairs >>> 16) & 0xff) - 1900;
  const month = <u32>(pairs >>> (n == 8 ? 32 : 40)) & 0xff;
  const day = n == 10 ? <u32>pairsOf(<u64>load<u16>(p, 8) & 0x0f0f) & 0xff : n == 8 ? <u32>(pairs >>> 48) & 0xff : 0;
  let other = (digits & ((1 << n) - 1)) ^ (n == 10 ? 0x36f : n == 8 ? 0xff : 0x6f);
  if (n != 8) other |= (<u32>(text >>> 32) & 0xff) ^ 45;
  if (n == 10) other |= <u32>(text >>> 56) ^ 45;
  if (u32(other != 0) | u32(year >= YEARS) | u32((month | (day >>> 1)) >= 16)) return 0;
  return table + PLACES + (<usize>((((year << 4) | month) << 5) | day) << 2);
}

/** Numbers of two figures each, in the byte of the first; the others mean nothing. */
// @ts-ignore: decorator
@inline
function pairsOf(figures: u64): u64 {
  return figures * 10 + (figures >>> 8);
}

/** The code at a place, 0 where it has none. */
// @ts-ignore: decorator
@inline
export function codeAt(place: usize): u32 {
  return load<u32>(place) >>> COUNT_BITS;
}

/** Gives a place a code, unless that is too large: then it stays without one. */
export function enterDay(place: usize, code: u32): void {
  if (code < CODES) store<u32>(place, code << COUNT_BITS);
}

/** Counts one record at a place; true once in 256 times, when its count begins anew. */
// @ts-ignore: decorator
@inline
export function countAt(place: usize): bool {
  const counted = load<u32>(place) + 1;
  const full = (counted & COUNTS) == 0;
  store<u32>(place, full ? counted - COUNTS - 1 : counted);
  return full;
}

/** Records for which `countAt` began anew. */
export const DAY_COUNTS: u64 = <u64>COUNTS + 1;

/** Whether a text is a value of the form `n`: for the caller who decides whether a table is worth it. */
export function isDay(p: usize, n: u32): bool {
  return placeOfDay(PLACES, p, n) != 0;
}

// Labels by day: the form, then 16 bits a day where a table with counts has 32: the label + 1, 0 for none.

/** Labels that a table by days can hold. */
export function dayLabelsMost(): u32 {
  return 0xfffe;
}

/** Bytes of a table of labels. */
export function dayLabelsBytes(): usize {
  return dayTableBytes() >> 1;
}

/** The label of a text of the form `n` in a table of labels, as an address; 0 where it has none. */
// @ts-ignore: decorator
@inline
function labelPlace(table: usize, p: usize, n: u32): usize {
  const place = placeOfDay(0, p, n);
  return place ? table + (place >> 1) : 0;
}

/** Cells that `labelsOfDays` takes at most. */
export const DAYS: usize = 64;
const places = memory.data(64 * 4, 16);
const starts = memory.data(64 * 4, 16);
const noLabel = memory.data<u16>([0], 16);

/**
 * Writes the labels of up to `DAYS` cells of a column to `labels`, -1 where the table has none or the cell has another form: their
 * entries are `stride` bytes apart from `entry` on, which is not the first of a chunk. Returns whether all have one. In three turns:
 * neither the bytes of the cells nor the places of the table are near, and a loop of few steps waits for many of them at a time.
 */
export function labelsOfDays(table: usize, text: usize, entry: usize, stride: usize, count: usize, labels: usize): bool {
  const form = formOf(table);
  let touched: u32 = 0;
  for (let i: usize = 0, at = entry; i < count; i++, at += stride) {
    const p = text + (load<u32>(at - 4) & 0x7fffffff) + 1;
    store<u32>(starts + (i << 2), <u32>p);
    touched ^= load<u8>(p);
  }
  store<u32>(starts, load<u32>(starts) ^ (touched & 0x80000000)); // no byte has that bit: so that they are really loaded
  if (form == 10) placesOf(table, text, entry, stride, count, 10);
  else placesOf(table, text, entry, stride, count, form);
  let all = true;
  for (let i: usize = 0; i < count << 2; i += 4) {
    const label = <i32>load<u16>(load<u32>(places + i)) - 1;
    store<i32>(labels + i, label);
    all = all && label >= 0;
  }
  return all;
}

/** The places of cells whose first bytes stand in `starts`, or where there is no label. */
// @ts-ignore: decorator
@inline
function placesOf(table: usize, text: usize, entry: usize, stride: usize, count: usize, form: u32): void {
  for (let i: usize = 0; i < count; i++, entry += stride) {
    const p = <usize>load<u32>(starts + (i << 2));
    const last = load<u32>(entry);
    const end = text + (last & 0x7fffffff);
    const n = end - p - usize(<i32>last < 0 && end > p && <u32>load<u8>(end - 1) == CR);
    const place = labelPlace(table, p, form);
    store<u32>(places + (i << 2), <u32>(u32(n == form) & u32(place != 0) ? place : noLabel));
  }
}

/**
 * Makes a table of labels of the form `form`: texts i = 0 … count - 1, bytes offsets[i]…offsets[i + 1] of blob, have the
 * labels labelOf[i], at most dayLabelsMost() of them.
 */
export function fillDayLabels(table: usize, form: u32, blob: usize, offsets: usize, count: u32, labelOf: usize): void {
  memory.fill(table, 0, dayLabelsBytes());
  store<u32>(table, form);
  for (let i: u32 = 0; i < count; i++) {
    const from = load<u32>(offsets + (<usize>i << 2));
    if (load<u32>(offsets + (<usize>i << 2), 4) - from != form) continue;
    const place = labelPlace(table, blob + from, form);
    if (place) store<u16>(place, load<u32>(labelOf + (<usize>i << 2)) + 1);
  }
}

/** Adds the counts of a table to those of its codes, 32 bytes apart from that of code 1 on, and begins anew. */
export function takeDays(table: usize, counts: usize): void {
  const stop = table + dayTableBytes();
  for (let place = table + PLACES; place < stop; place += 4) {
    const count = load<u32>(place) & COUNTS;
    if (count == 0) continue;
    const counted = counts + (<usize>(codeAt(place) - 1) << 5);
    store<u64>(counted, load<u64>(counted) + count);
    store<u32>(place, load<u32>(place) - count);
  }
}
