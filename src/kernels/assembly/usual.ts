// Cells that are what most cells of their column are. Columns are monotonous: where the last block was full of dates, the
// next cell is asked first whether it is a date, in a loop that does nothing else. What a loop here says of a cell is all
// that `classify` would say; what it does not know it leaves to it. Hashes of the cells it knows are listed on the way.
import { digitMask, letterMask } from './vectors';
import { isPlainDate, isPlainEmail, isPlainLandline } from './ascii';
import { isRealDate } from './calendar';
import { hashMiddle, hashOf, hashShort } from './hash';
import { hashEnd, hashesEnd, noteHash, offeredBelow, shownBelow } from './hashed';
import { shortHan } from './han';
import { longCharacters, longHan, longHash } from './long-han';
import { digits18, crossed18 } from './check-digits';
import {
  DATE, EMAIL, HAN_NAME, HAN_TEXT, INTEGER, LANDLINE, MOBILE, RESIDENT_ID_18, RESIDENT_ID_18_FORM,
} from './shape-bits';
import { noteShapes } from './noted';

const MOBILES: u32 = 1;
const DATES: u32 = 2;
const LANDLINES: u32 = 3;
const EMAILS: u32 = 4;
const IDENTITIES: u32 = 5;
const NAMES: u32 = 6;
const HANS: u32 = 7;

/** The loop for a column whose commonest shapes these are; 0: none. */
export function habitOf(shapes: u32): u32 {
  if (shapes == (INTEGER | MOBILE)) return MOBILES;
  if (shapes == DATE) return DATES;
  if (shapes == LANDLINE) return LANDLINES;
  if (shapes == EMAIL) return EMAILS;
  if (shapes & (RESIDENT_ID_18 | RESIDENT_ID_18_FORM)) return IDENTITIES;
  if (shapes & HAN_NAME) return NAMES;
  if (shapes & HAN_TEXT) return HANS;
  return 0;
}

let shortest: u32 = 0;
let longest: u32 = 0;
/** Fewest and most characters of the cells last counted. */
export function usualShortest(): u32 {
  return shortest;
}
export function usualLongest(): u32 {
  return longest;
}

/** Whether a loop costs less than asking a cache of cells first. */
export function needsNoCache(habit: u32): bool {
  return habit == DATES;
}

/**
 * Counts those of `count` cells that a loop knows and returns how many it does not: these come first then, in order. `seen` is
 * a table of dates met before (`seenBytes`), 0 where there is none.
 */
export function countUsual(habit: u32, seen: usize, cells: usize, count: u32): u32 {
  const stop = cells + (<usize>count << 3);
  let rest = cells;
  if (habit == MOBILES) rest = mobiles(cells, stop);
  else if (habit == DATES) rest = seen ? seldomDates(seen, cells, stop) : dates(cells, stop);
  else if (habit == LANDLINES) rest = landlines(cells, stop);
  else if (habit == EMAILS) rest = emails(cells, stop);
  else if (habit == IDENTITIES) rest = identities(cells, stop);
  else if (habit == NAMES) rest = names(cells, stop);
  else rest = hans(cells, stop);
  return <u32>((rest - cells) >> 3);
}

/** Eleven digits from 13… on. */
function mobiles(cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let known: u32 = 0;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    if (load<u32>(cell, 4) == 11 && (digitMask(v128.load(p)) & 0x7ff) == 0x7ff && load<u8>(p) == 49 && load<u8>(p, 1) >= 51) {
      known++;
      out = noteHash(out, hashShort(p, 11), p, 11, below, shown);
    } else rest = leave(rest, cell);
  }
  hashesEnd(out);
  if (known) noteShapes(INTEGER | MOBILE, known);
  shortest = 11;
  longest = 11;
  return rest;
}

// @ts-ignore: decorator
@inline
function leave(rest: usize, cell: usize): usize {
  store<u64>(rest, load<u64>(cell));
  return rest + 8;
}

/** YYYY-MM-DD. */
function dates(cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let known: u32 = 0;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    if (load<u32>(cell, 4) == 10 && (digitMask(v128.load(p)) & 0x3ff) == 0x36f && isPlainDate(p)) {
      known++;
      out = noteHash(out, hashShort(p, 10), p, 10, below, shown);
    } else rest = leave(rest, cell);
  }
  hashesEnd(out);
  if (known) noteShapes(DATE, known);
  shortest = 10;
  longest = 10;
  return rest;
}

const FIRST_YEAR: u32 = 1900;
const YEARS: u32 = 200;
/** Bytes of a table of dates: a word a month of 1900 to 2099, a bit a day. */
export const SEEN_BYTES: usize = <usize>YEARS * 16 * 4; // stated in ../survey/column.ts too

/**
 * YYYY-MM-DD where dates come again and again: of one met before nothing has to be noted but that it came.
 */
function seldomDates(seen: usize, cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let known: u32 = 0;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    const tail = load<u64>(p, 2); // YY-MM-DD
    if (load<u32>(cell, 4) == 10 && (digitMask(v128.load(p)) & 0x3ff) == 0x36f && (tail & 0x0000ff0000ff0000) == 0x00002d00002d0000) {
      const figures = tail & 0x0f0f000f0f000f0f;
      const pairs = figures * 10 + (figures >>> 8);
      const century: u32 = load<u16>(p);
      const year = (<u32>pairs & 0xff) + (century == 0x3032 ? 100 : 0);
      const month = <u32>(pairs >>> 24) & 0xff;
      const day = <u32>(pairs >>> 48) & 0xff;
      if ((century == 0x3032 || century == 0x3931) && (month | (day >>> 1)) < 16) {
        const at = seen + (<usize>((year << 4) | month) << 2);
        const days = load<u32>(at);
        if ((days >>> day) & 1) {
          known++;
          continue;
        }
        if (isRealDate(FIRST_YEAR + year, month, day)) {
          store<u32>(at, days | (1 << day));
          out = noteHash(out, hashShort(p, 10), p, 10, below, shown);
          known++;
          continue;
        }
      }
    }
    rest = leave(rest, cell);
  }
  hashesEnd(out);
  if (known) noteShapes(DATE, known);
  shortest = 10;
  longest = 10;
  return rest;
}

/** Area code, dash, number. */
function landlines(cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let known: u32 = 0;
  let least: u32 = 32;
  let most: u32 = 0;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    const n = load<u32>(cell, 4);
    const marks = ~digitMask(v128.load(p)) & ((1 << n) - 1);
    if (n - 11 < 3 && load<u8>(p) == 48 && (marks == 8 || marks == 16) && load<u8>(p + ctz(marks)) == 45 && isPlainLandline(p, n, marks)) {
      known++;
      out = noteHash(out, hashShort(p, n), p, n, below, shown);
      least = min(least, n);
      most = max(most, n);
    } else rest = leave(rest, cell);
  }
  hashesEnd(out);
  if (known) noteShapes(LANDLINE, known);
  shortest = least;
  longest = most;
  return rest;
}

/** name@host.top of 7 to 30 bytes. */
function emails(cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let known: u32 = 0;
  let least: u32 = 32;
  let most: u32 = 0;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    const n = load<u32>(cell, 4);
    if (n - 7 < 24) {
      const full: u32 = (1 << n) - 1;
      const digits = (digitMask(v128.load(p)) | (digitMask(v128.load(p, 16)) << 16)) & full;
      const letters = (letterMask(v128.load(p)) | (letterMask(v128.load(p, 16)) << 16)) & full;
      if (isPlainEmail(p, n, letters, digits, full)) {
        known++;
        out = noteHash(out, hashOf(p, n), p, n, below, shown);
        least = min(least, n);
        most = max(most, n);
        continue;
      }
    }
    rest = leave(rest, cell);
  }
  hashesEnd(out);
  if (known) noteShapes(EMAIL, known);
  shortest = least;
  longest = most;
  return rest;
}

/** Seventeen digits and a check character. */
function identities(cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    if (load<u32>(cell, 4) == 18 && digitMask(v128.load(p)) == 0xffff && <u32>load<u8>(p + 16) - 48 < 10) {
      const check: u32 = load<u8>(p + 17);
      if (check - 48 < 10) {
        noteShapes(digits18(p), 1);
        out = noteHash(out, hashMiddle(p, 18), p, 18, below, shown);
        continue;
      }
      if ((check | 32) == 120) {
        noteShapes(crossed18(p), 1);
        out = noteHash(out, hashMiddle(p, 18), p, 18, below, shown);
        continue;
      }
    }
    rest = leave(rest, cell);
  }
  hashesEnd(out);
  shortest = 18;
  longest = 18;
  return rest;
}

/** One to five Han characters. */
function names(cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let known: u32 = 0;
  let least: u32 = 15;
  let most: u32 = 0;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    const n = load<u32>(cell, 4);
    const shapes = n <= 15 ? shortHan(p, n, v128.load(p)) : 0;
    if (shapes == (HAN_TEXT | HAN_NAME)) known++;
    else if (shapes) noteShapes(shapes, 1);
    else {
      rest = leave(rest, cell);
      continue;
    }
    out = noteHash(out, hashOf(p, n), p, n, below, shown);
    least = min(least, n);
    most = max(most, n);
  }
  hashesEnd(out);
  if (known) noteShapes(HAN_TEXT | HAN_NAME, known);
  shortest = least / 3;
  longest = most / 3;
  return rest;
}

/** One to five Han characters, or the text that `longHan` knows. */
function hans(cell: usize, stop: usize): usize {
  let rest = cell;
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let least: u32 = -1;
  let most: u32 = 0;
  for (; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    const n = load<u32>(cell, 4);
    const shapes = n <= 15 ? shortHan(p, n, v128.load(p)) : longHan(p, n);
    if (shapes) {
      noteShapes(shapes, 1);
      out = noteHash(out, n <= 15 ? hashOf(p, n) : longHash(), p, n, below, shown);
      const characters = n <= 15 ? n / 3 : longCharacters();
      least = min(least, characters);
      most = max(most, characters);
    } else rest = leave(rest, cell);
  }
  hashesEnd(out);
  shortest = least;
  longest = most;
  return rest;
}
