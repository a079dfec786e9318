// Cells that are what most cells of their column are. Columns are monotonous: where the last block was full of dates, the
// next cell is asked first whether it is a date, in a loop that does nothing else. What a loop here says of a cell is all
// that `classify` would say; what it does not know it leaves to it. Hashes of the cells it knows are listed on the way.
// The loops take cells where they stand, by the offsets of the separators around them, and most have no calls in them: what
// they hold would have to be saved around each.
import { digitMask, letterMask } from './vectors';
import { isPlainEmail, isPlainLandline } from './ascii';
import { isRealDate } from './calendar';
import { hashMiddle, hashShort, hashSmall } from './hash';
import { hashEnd, hashesEnd, noteHash, offeredBelow, shownBelow } from './hashed';
import { COMPOUND, SURNAME } from './characters';
import { isShortHan, NAME_LENGTHS, nameNeedOf, shortHan, surnameOf } from './han';
import { bareLongest, bares, bareShortest } from './bare';
import { longBare, longCharacters, longHan, longHash } from './long-han';
import { maskedCount, maskedLengths, masks } from './masked';
import { identities } from './identities';
import {
  DATE, EMAIL, HAN_NAME, HAN_TEXT, INTEGER, LANDLINE, MASKED, MOBILE, RESIDENT_ID_18, RESIDENT_ID_18_FORM,
} from './shape-bits';
import { noteShapes } from './noted';

const MOBILES: u32 = 1;
const DATES: u32 = 2;
const LANDLINES: u32 = 3;
const EMAILS: u32 = 4;
const IDENTITIES: u32 = 5;
const NAMES: u32 = 6;
const HANS: u32 = 7;
const MASKS: u32 = 8;
const BARES: u32 = 9;

/** The loop for a column whose commonest shapes these are; 0: none. */
export function habitOf(shapes: u32): u32 {
  if (shapes == (INTEGER | MOBILE)) return MOBILES;
  if (shapes == DATE) return DATES;
  if (shapes == LANDLINE) return LANDLINES;
  if (shapes == EMAIL) return EMAILS;
  if (shapes == MASKED) return MASKS;
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

let next: u32 = 0;
/** The loop for the next block, where no other was found to fit better. */
export function usualNext(): u32 {
  return next;
}

/** Whether a loop costs less than asking a cache of cells first. */
export function needsNoCache(habit: u32): bool {
  return habit == DATES;
}

/**
 * Counts those cells that the loop of a habit knows and lists the others at `rest`, pairs (pointer, length), as they stand;
 * returns the end of that list. The offsets of the separators before and behind a cell lie at `at` - 4 and at `at`, from
 * `at` to `stop` every `stride` bytes. Without a habit all are listed. `seen`: see `dates`.
 */
export function countUsual(habit: u32, seen: usize, text: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const first = text + 1; // of the text behind a separator at 0
  next = habit;
  if (habit == MOBILES) return mobiles(first, at, stop, stride, rest);
  if (habit == DATES) return dates(seen, first, at, stop, stride, rest);
  if (habit == LANDLINES) return landlines(first, at, stop, stride, rest);
  if (habit == EMAILS) return emails(first, at, stop, stride, rest);
  if (habit == MASKS) {
    rest = masks(first, at, stop, stride, rest);
    known(MASKED, maskedCount(), maskedLengths());
    return rest;
  }
  if (habit == IDENTITIES) {
    shortest = 18;
    longest = 18;
    return identities(first, at, stop, stride, rest);
  }
  if (habit == NAMES) return names(first, at, stop, stride, rest);
  if (habit == HANS) return hans(first, at, stop, stride, rest);
  if (habit == BARES) {
    rest = bares(first, at, stop, stride, rest);
    shortest = bareShortest();
    longest = bareLongest();
    return rest;
  }
  return others(first, at, stop, stride, rest);
}

/** Offset of the separator before a cell. */
// @ts-ignore: decorator
@inline
function offsetOf(at: usize): u32 {
  return load<u32>(at - 4) & 0x7fffffff;
}

/** Bytes of a cell. */
// @ts-ignore: decorator
@inline
function lengthOf(at: usize, offset: u32): u32 {
  return (load<u32>(at) & 0x7fffffff) - offset - 1;
}

/** Lists a cell that is not known. */
// @ts-ignore: decorator
@inline
function leave(rest: usize, p: usize, n: u32): usize {
  store<u32>(rest, <u32>p);
  store<u32>(rest, n, 4);
  return rest + 8;
}

/** Notes what a loop has counted: cells with the same shapes, and a bit for every length of one. */
// @ts-ignore: decorator
@inline
function known(shapes: u32, count: u32, lengths: u32): void {
  if (count) noteShapes(shapes, count);
  shortest = lengths ? ctz(lengths) : -1;
  longest = 31 - clz(lengths | 1);
}

/** Lists all cells. */
function others(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  for (; at < stop; at += stride) {
    const offset = offsetOf(at);
    rest = leave(rest, first + offset, lengthOf(at, offset));
  }
  return rest;
}

// By place in a cell, the least byte and how much more it may be: eleven digits from 13… on; YYYY-MM-DD.
const ranges = memory.data<u8>([
  49, 51, 48, 48, 48, 48, 48, 48, 48, 48, 48, 0, 0, 0, 0, 0,
  0, 6, 9, 9, 9, 9, 9, 9, 9, 9, 9, 255, 255, 255, 255, 255,
  49, 48, 48, 48, 45, 48, 48, 45, 48, 48, 0, 0, 0, 0, 0, 0,
  1, 9, 9, 9, 0, 9, 9, 0, 9, 9, 255, 255, 255, 255, 255, 255,
], 16);

/** Whether every byte of a block lies in its range. */
// @ts-ignore: decorator
@inline
function inRange(block: v128, range: usize): bool {
  return i8x16.bitmask(i8x16.le_u(i8x16.sub(block, v128.load(ranges + range)), v128.load(ranges + range, 16))) == 0xffff;
}

/** Eleven digits from 13… on. */
function mobiles(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let count: u32 = 0;
  for (; at < stop; at += stride) {
    const offset = offsetOf(at);
    const n = lengthOf(at, offset);
    const p = first + offset;
    if (n == 11) {
      if (inRange(v128.load(p), 0)) {
        count++;
        out = noteHash(out, hashShort(p, 11), p, 11, below, shown);
        continue;
      }
    }
    rest = leave(rest, p, n);
  }
  hashesEnd(out);
  known(INTEGER | MOBILE, count, count ? 1 << 11 : 0);
  return rest;
}

const FIRST_YEAR: u32 = 1900;

/**
 * YYYY-MM-DD of 1900 to 2099. Dates come again and again: of one met before nothing has to be noted but that it came. The
 * table of those has a word a month, a bit a day (its 12 800 bytes are stated in ../survey/column.ts).
 */
function dates(seen: usize, first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let count: u32 = 0;
  for (; at < stop; at += stride) {
    const offset = offsetOf(at);
    const n = lengthOf(at, offset);
    const p = first + offset;
    if (n == 10) {
      const century: u32 = load<u16>(p);
      if (inRange(v128.load(p), 32) && (century == 0x3931 || century == 0x3032)) {
        const figures = load<u64>(p, 2) & 0x0f0f000f0f000f0f; // YY-MM-DD
        const pairs = figures * 10 + (figures >>> 8);
        const year = (<u32>pairs & 0xff) + select(100, 0, century == 0x3032);
        const month = <u32>(pairs >>> 24) & 0xff;
        const day = <u32>(pairs >>> 48) & 0xff;
        if ((month | (day >>> 1)) < 16) {
          const place = seen + (<usize>((year << 4) | month) << 2);
          const days = load<u32>(place);
          if ((days >>> day) & 1) {
            count++;
            continue;
          }
          if (isRealDate(FIRST_YEAR + year, month, day)) {
            store<u32>(place, days | (1 << day));
            out = noteHash(out, hashShort(p, 10), p, 10, below, shown);
            count++;
            continue;
          }
        }
      }
    }
    rest = leave(rest, p, n);
  }
  hashesEnd(out);
  known(DATE, count, count ? 1 << 10 : 0);
  return rest;
}

/** Area code, dash, number. */
function landlines(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let count: u32 = 0;
  let lengths: u32 = 0;
  for (; at < stop; at += stride) {
    const offset = offsetOf(at);
    const n = lengthOf(at, offset);
    const p = first + offset;
    if (n - 11 < 3) {
      const marks = ~digitMask(v128.load(p)) & ((1 << n) - 1);
      if (isPlainLandline(p, n, marks)) {
        count++;
        lengths |= 1 << n;
        out = noteHash(out, hashShort(p, n), p, n, below, shown);
        continue;
      }
    }
    rest = leave(rest, p, n);
  }
  hashesEnd(out);
  known(LANDLINE, count, lengths);
  return rest;
}

/** name@host.top of 7 to 30 bytes. */
function emails(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let count: u32 = 0;
  let lengths: u32 = 0;
  for (; at < stop; at += stride) {
    const offset = offsetOf(at);
    const n = lengthOf(at, offset);
    const p = first + offset;
    if (n - 7 < 24) {
      const full: u32 = (1 << n) - 1;
      const one = v128.load(p);
      const two = v128.load(p, 16);
      const digits = (digitMask(one) | (digitMask(two) << 16)) & full;
      const letters = (letterMask(one) | (letterMask(two) << 16)) & full;
      if (isPlainEmail(p, n, one, two, letters, digits, full)) {
        count++;
        lengths |= 1 << n;
        out = noteHash(out, n > 16 ? hashMiddle(p, n) : hashSmall(p, n), p, n, below, shown);
        continue;
      }
    }
    rest = leave(rest, p, n);
  }
  hashesEnd(out);
  known(EMAIL, count, lengths);
  return rest;
}

/** Two or three Han characters of which the first is a surname, or one to three of which it begins none. */
function names(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let count: u32 = 0;
  let named: u32 = 0;
  let lengths: u32 = 0;
  for (; at < stop; at += stride) {
    const offset = offsetOf(at);
    const n = lengthOf(at, offset);
    const p = first + offset;
    if (n < 10) {
      const need = nameNeedOf(n);
      if (isShortHan(p, need)) {
        const surname = surnameOf(p);
        if (surname != COMPOUND) {
          count++;
          named += surname & SURNAME & <u32>(n > 3);
          lengths |= need;
          out = noteHash(out, hashSmall(p, n), p, n, below, shown);
          continue;
        }
      }
    }
    rest = leave(rest, p, n);
  }
  hashesEnd(out);
  if (count > named) noteShapes(HAN_TEXT, count - named);
  known(HAN_TEXT | HAN_NAME, named, lengths >>> NAME_LENGTHS << 1);
  return rest;
}

/** One to five Han characters, or the text that `longHan` knows. */
function hans(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  let least: u32 = -1;
  let most: u32 = 0;
  let bare: i32 = 0; // more texts for the other loop than for this one
  for (; at < stop; at += stride) {
    const offset = offsetOf(at);
    const n = lengthOf(at, offset);
    const p = first + offset;
    const shapes = n - 1 < 15 ? shortHan(p, n, v128.load(p)) : longHan(p, n);
    if (shapes) {
      bare += n > 16 && longBare() ? 1 : -1;
      noteShapes(shapes, 1);
      out = noteHash(out, n <= 15 ? hashSmall(p, n) : longHash(), p, n, below, shown);
      const characters = n <= 15 ? n / 3 : longCharacters();
      least = min(least, characters);
      most = max(most, characters);
    } else rest = leave(rest, p, n);
  }
  hashesEnd(out);
  if (bare > 0) next = BARES;
  shortest = least;
  longest = most;
  return rest;
}
