// Tables by the digits of a date. A column of birth dates has tens of thousands of values, more than any cache of cells holds;
// but they come from a hundred years, so that one place a day answers with one load, where a dictionary takes three.
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
  const mask = digitMask(v128.load(p));
  const century: u32 = load<u16>(p);
  const known = century == 0x3931 || century == 0x3032; // 19, 20
  const from = century == 0x3032 ? 100 : 0;
  if (n == 10) {
    const text = load<u64>(p, 2); // YY-MM-DD
    const pairs = pairsOf(text & 0x0f0f000f0f000f0f);
    const month = <u32>(pairs >>> 24) & 0xff;
    const day = <u32>(pairs >>> 48) & 0xff;
    if (!known || (mask & 0x3ff) != 0x36f || (text & DASHES) != (DASHES & 0x2d2d2d2d2d2d2d2d) || (month | (day >>> 1)) >= 16) return 0;
    return placeAt(table, from + (<u32>pairs & 0xff), month, day);
  }
  const text = load<u64>(p);
  if (n == 8) {
    const pairs = pairsOf(text & 0x0f0f0f0f0f0f0f0f);
    const month = <u32>(pairs >>> 32) & 0xff;
    const day = <u32>(pairs >>> 48) & 0xff;
    if (!known || (mask & 0xff) != 0xff || (month | (day >>> 1)) >= 16) return 0;
    return placeAt(table, from + (<u32>(pairs >>> 16) & 0xff), month, day);
  }
  const pairs = pairsOf(text & 0x000f0f000f0f0f0f);
  const month = <u32>(pairs >>> 40) & 0xff;
  if (!known || (mask & 0x7f) != 0x6f || <u8>(text >>> 32) != 45 || month >= 16) return 0;
  return placeAt(table, from + (<u32>(pairs >>> 16) & 0xff), month, 0);
}

const DASHES: u64 = 0x0000ff0000ff0000;

/** Numbers of two figures each, in the byte of the first; the others mean nothing. */
// @ts-ignore: decorator
@inline
function pairsOf(figures: u64): u64 {
  return figures * 10 + (figures >>> 8);
}

// @ts-ignore: decorator
@inline
function placeAt(table: usize, year: u32, month: u32, day: u32): usize {
  return table + PLACES + (<usize>((((year << 4) | month) << 5) | day) << 2);
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

/** The label of a text of the form `n`, -1 where the table has none. */
// @ts-ignore: decorator
@inline
export function labelOfDay(table: usize, p: usize, n: u32): i32 {
  const place = labelPlace(table, p, n);
  return place ? <i32>load<u16>(place) - 1 : -1;
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
