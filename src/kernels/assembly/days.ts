// Tables by the digits of a date. A column of birth dates has tens of thousands of values, more than any cache of cells holds;
// but they come from a hundred years, so that one place a day answers with one load, where a dictionary takes three.
import { digitMask } from './vectors';

const FIRST_YEAR: u32 = 1900;
const YEARS: u32 = 200;
const SLOTS: u32 = YEARS * 12 * 32; // day 0: a month without a day

// Table: bytes of a value of its form (10: YYYY-MM-DD, 8: YYYYMMDD, 7: YYYY-MM), then places of 8 bytes each: a code, 0 for
// none, and a count.
const PLACES: usize = 64;

/** Bytes of a table. */
export function dayTableBytes(): usize {
  return PLACES + (<usize>SLOTS << 3);
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

/** Two digits. */
// @ts-ignore: decorator
@inline
function two(p: usize): u32 {
  return <u32>load<u8>(p) * 10 + load<u8>(p, 1) - 528;
}

/** The place of a value of the form `n`, 0 where it is no date of the years that have places. */
// @ts-ignore: decorator
@inline
export function placeOfDay(table: usize, p: usize, n: u32): usize {
  const mask = digitMask(v128.load(p));
  let known: bool;
  if (n == 10) known = (mask & 0x3ff) == 0x36f && load<u8>(p, 4) == 45 && load<u8>(p, 7) == 45;
  else if (n == 8) known = (mask & 0xff) == 0xff;
  else known = (mask & 0x7f) == 0x6f && load<u8>(p, 4) == 45;
  const year = two(p) * 100 + two(p + 2) - FIRST_YEAR;
  const dash = <usize>(n != 8);
  const month = two(p + 4 + dash) - 1;
  const day = n == 7 ? 0 : two(p + 6 + (dash << 1));
  if (!known || year >= YEARS || month >= 12 || day >= 32) return 0;
  return table + PLACES + (<usize>((year * 12 + month) << 5 | day) << 3);
}

/** Whether a text is a value of the form `n`: for the caller who decides whether a table is worth it. */
export function isDay(p: usize, n: u32): bool {
  return placeOfDay(PLACES, p, n) != 0;
}

/** Enters texts i = 0 … count - 1, bytes offsets[i]…offsets[i + 1] of blob, with the codes labelOf[i] + 1. */
export function fillDays(table: usize, blob: usize, offsets: usize, count: u32, labelOf: usize): void {
  const form = load<u32>(table);
  for (let i: u32 = 0; i < count; i++) {
    const from = load<u32>(offsets + (<usize>i << 2));
    if (load<u32>(offsets + (<usize>i << 2), 4) - from != form) continue;
    const place = placeOfDay(table, blob + from, form);
    if (place) store<u32>(place, load<u32>(labelOf + (<usize>i << 2)) + 1);
  }
}

/** Counts one record at a place; true once in 2^32 times, when its count begins anew. */
// @ts-ignore: decorator
@inline
export function countAt(place: usize): bool {
  const count = load<u32>(place, 4) + 1;
  store<u32>(place, count, 4);
  return count == 0;
}

/** Adds the counts of a table to those of its codes, 32 bytes apart from that of code 1 on, and begins anew. */
export function takeDays(table: usize, counts: usize): void {
  const stop = table + dayTableBytes();
  for (let place = table + PLACES; place < stop; place += 8) {
    const entry = load<u64>(place);
    if (entry >>> 32 == 0) continue;
    const counted = counts + (<usize>(<u32>entry - 1) << 5);
    store<u64>(counted, load<u64>(counted) + (entry >>> 32));
    store<u32>(place, 0, 4);
  }
}
