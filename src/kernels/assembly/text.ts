// What running texts contain, seen on bytes: `recognisers/scan/scan.ts` in the kernel, which is the reference. A cell
// becomes UTF-16 units in a work area; one pass gives signals, runs of letters and digits and the words that names
// stand beside; `names.ts` reads the names, `scan-texts.ts` tells what was seen.

import { NOTHING, readAlone, readScore } from './alone';
import { closing, counted, numbered, separated } from './neighbours';
import { forgetPairs, hanCount, markNotable, notableFrom, notePair } from './notable';
import { unitsOf } from './utf16';
import { wordsSeen, seenLength, seenRoles, seenSignals } from './words';

// Classes of units, as in scan.ts.
export const DIGIT: u32 = 1;
export const LETTER: u32 = 2;
const MARK: u32 = 4;
const FOLD: u32 = 8;
const HAN: u32 = 16;
const SURNAME: u32 = 32;
export const WORD: u32 = 64;
const LEVEL: u32 = 128;
const PROVINCE: u32 = 256;
const MASK: u32 = 512;
const OF: u32 = 1024;

// Hits, as in scan.ts.
export const HIT_MASK: u32 = 32;
export const HIT_OF: u32 = 64;
export const HIT_OPENS: u32 = 128;
export const HIT_DOT: u32 = 256;

// Signals, as in signals.ts.
export const S_HAN: u32 = 1;
const S_LETTERS: u32 = 1 << 1;
const S_AT: u32 = 1 << 2;
const S_DIGITS: u32 = 1 << 3;
const S_SEVEN: u32 = 1 << 4;
const S_EIGHT: u32 = 1 << 5;
const S_POINT: u32 = 1 << 6;
const S_ELEVEN: u32 = 1 << 8;
const S_MASKED: u32 = 1 << 9;
const S_FIFTEEN: u32 = 1 << 10;
const S_MIXED: u32 = 1 << 11;
const S_CODE: u32 = 1 << 12;
const S_CLUSTER: u32 = 1 << 13;
const S_DOTS: u32 = 1 << 14;
const S_COLONS: u32 = 1 << 15;
const S_PAIRS: u32 = 1 << 16;
const S_DOT: u32 = 1 << 17;
const S_PLATE: u32 = 1 << 18;
const S_BRACKET: u32 = 1 << 19;
const S_NATIVE: u32 = 1 << 20;
const S_ACCOUNT: u32 = 1 << 21;
const S_SOCIAL: u32 = 1 << 23;
const S_PLACE: u32 = 1 << 31;

export let classes: usize = 0;
let folding: usize = 0;
export let numerals: usize = 0; // u16 list, ended by 0
let seconds: usize = 0; // u8 per unit: 1 stands second in a word

export let units: usize = 0; // of the cell at hand, sixteen zeros after the last
export let unitCount: i32 = 0;
export let hits: usize = 0; // position, length, roles
export let hitCount: i32 = 0;
export let dotSeen: bool = false; // a middle dot behind a Han character: names in dotted parts have one
export let digits: usize = 0; // start, end, digits to the end of the cluster, bits of sizes: `digitBytes` each
export let digitCount: i32 = 0;
export let runs: usize = 0; // start, end, digits, letters and digits to the end of the cluster, bits of sizes
export let runCount: i32 = 0;
export let reads: usize = 0; // numbers that stand alone: start, end, score in hundredths, kind
export let readCount: i32 = 0;
let reading: bool = false;
export let digitSizes: u32 = 0; // the bits of all runs of digits
export let runSizes: u32 = 0;
export let folded: bool = false;
export let firstPlace: i32 = -1; // of a level of an address after what numbers it
export let mostUnits: usize = 0;

/** Where the tables lie, and the work area for texts of at most `most` units: 64 bytes per unit and 1 KB. Before those of words. */
export function textTables(
  classTable: usize,
  foldTable: usize,
  secondTable: usize,
  numeralList: usize,
  work: usize,
  most: usize,
): void {
  classes = classTable;
  folding = foldTable;
  seconds = secondTable;
  numerals = numeralList;
  mostUnits = most;
  units = work;
  hits = work + (most << 1) + 256;
  digits = hits + most * 36 + 256;
  runs = digits + (most << 3) + 256;
  reads = runs + most * 10 + 256;
  forgetPairs();
  for (let level: u32 = 0x3400; level <= 0x9fff; level++) {
    if (!(classOf(level) & LEVEL)) continue;
    for (let p = numerals; load<u16>(p); p += 2) notePair(load<u16>(p), level);
  }
}

// @ts-ignore: decorator
@inline
export function unitAt(i: i32): u32 {
  return load<u16>(units + (<usize>i << 1));
}

// @ts-ignore: decorator
@inline
export function classOf(unit: u32): u32 {
  return load<u16>(classes + (<usize>unit << 1));
}

/** Reads a cell: its units go to the work area, with zeros behind them. */
export function widen(p: usize, n: usize): void {
  unitCount = <i32>((unitsOf(p, n, units) - units) >> 1);
}

function foldUnits(): void {
  for (let i = 0; i < unitCount; i++) {
    const at = units + (<usize>i << 1);
    store<u16>(at, load<u16>(folding + (<usize>load<u16>(at) << 1)));
  }
  folded = true;
}

// @ts-ignore: decorator
@inline
function note(position: i32, length: i32, roles: u32): void {
  const at = hits + <usize>hitCount * 12;
  store<i32>(at, position);
  store<i32>(at, length, 4);
  store<u32>(at, roles, 8);
  hitCount++;
}

/** Looks at the units, reading the numbers that stand alone where it is asked to; gives the signals. */
export function lookAt(readsNumbers: bool): u32 {
  folded = false;
  reading = readsNumbers;
  return look();
}

/** One pass over the units: notes hits and runs, and gives the signals. */
function look(): u32 {
  let signals: u32 = 0;
  let colons = 0; // one behind another counts as six
  let joints = 0;
  let dots = 0;
  runCount = 0;
  digitCount = 0;
  digitSizes = 0;
  runSizes = 0;
  readCount = 0;
  hitCount = 0;
  firstPlace = -1;
  dotSeen = false;
  markNotable();
  const length = unitCount;
  for (let i = notableFrom(0); i < length; i = notableFrom(i)) {
    let unit = unitAt(i);
    let kind = classOf(unit);
    if (kind == 0) {
      // What stands behind it has to be looked at.
      if (++i == length) break;
      unit = unitAt(i);
      kind = classOf(unit);
      if (kind == 0) continue; // a quiet mark, which may have a surname behind it
    }
    const before = i > 0 ? classOf(unitAt(i - 1)) : 0;
    if (kind & FOLD) {
      foldUnits();
      return look();
    }
    if (kind & (DIGIT | LETTER)) {
      if (before & PROVINCE && kind & LETTER) signals |= S_PLATE;
      i = readRun(i, length);
      if (i < 0) {
        foldUnits();
        return look();
      }
      if (runHasLetters) signals |= S_LETTERS | runSignals;
      continue;
    }
    if (kind & HAN) {
      if (kind & ~HAN) {
        if (kind & WORD && i + 1 < length && wordsSeen(i)) {
          signals |= seenSignals;
          if (seenRoles) note(i, seenLength, seenRoles);
        }
        if (kind & SURNAME && !(before & HAN) && (i == 0 || unitAt(i - 1) != 91)) note(i, 1, HIT_OPENS);
        if (kind & MASK) note(i, 1, HIT_MASK);
        else if (kind & OF) note(i, 1, HIT_OF);
        if (kind & LEVEL && i > 0 && numbered(i)) {
          signals |= S_PLACE;
          if (firstPlace < 0) firstPlace = i;
        }
      }
      // A level behind a numeral is not looked at itself.
      if (i + 1 < length && classOf(unitAt(i + 1)) & LEVEL && counted(unit)) {
        signals |= S_PLACE;
        if (firstPlace < 0) firstPlace = i + 1;
      }
      if (before == MARK ? closing(unitAt(i - 1)) : before == 0 && i > 1 && unitAt(i - 1) == 32 && closing(unitAt(i - 2)))
        signals |= S_BRACKET;
    } else if (kind) {
      if (kind & MARK) {
        if (unit == 64) signals |= S_AT;
        else if (unit == 58) {
          colons += i > 0 && unitAt(i - 1) == 58 ? 6 : 1;
          joints++;
        } else if (unit == 45) joints++;
        else if (unit == 46) dots++;
        else if (unit == 0xb7 && before & HAN) {
          dotSeen = true;
          note(i, 1, HIT_DOT);
        }
      } else if (kind & MASK) {
        note(i, 1, HIT_MASK);
        if (before & DIGIT) signals |= S_MASKED;
      } else signals |= S_NATIVE;
    }
    i++;
  }
  if (hanCount >= 2) signals |= S_HAN;
  if (colons >= 6) signals |= S_COLONS;
  if (joints >= 5) signals |= S_PAIRS;
  if (dots > 0) {
    if (signals & S_LETTERS) signals |= S_DOT;
    if (digitCount > 0) signals |= dots >= 3 ? S_POINT | S_DOTS : S_POINT;
  }
  if (runCount > 0) {
    signals |= clusters();
    if (reading && signals & S_ELEVEN) readNumbers((signals & (S_SOCIAL | S_ACCOUNT)) != 0);
  }
  return signals;
}

let runSignals: u32 = 0;
let runHasLetters: bool = false;

// @ts-ignore: decorator
@inline
function noteDigits(start: i32, end: i32): void {
  const at = digits + (<usize>digitCount << 4);
  store<i32>(at, start);
  store<i32>(at, end, 4);
  digitCount++;
}

/** Reads a run of letters and digits and gives its end, -1 where a unit in or after it has to be folded first. */
function readRun(start: i32, length: i32): i32 {
  let figures = 0;
  let digitStart = -1;
  runSignals = 0;
  let i = start;
  for (; i < length; i++) {
    const kind = classOf(unitAt(i));
    if (kind & DIGIT) {
      if (digitStart < 0) digitStart = i;
      figures++;
    } else if (kind & LETTER) {
      if (digitStart >= 0) {
        noteDigits(digitStart, i);
        digitStart = -1;
      }
      if (kind & WORD && load<u8>(seconds + <usize>unitAt(i + 1)) && wordsSeen(i)) runSignals |= seenSignals;
    } else {
      if (kind & FOLD) return -1;
      break;
    }
  }
  if (digitStart >= 0) noteDigits(digitStart, i);
  const at = runs + <usize>runCount * 20;
  runCount++;
  store<i32>(at, start);
  store<i32>(at, i, 4);
  store<i32>(at, figures, 8);
  runHasLetters = figures < i - start;
  return i;
}

/** Reads the numbers that stand alone. No finder has to look at them again: their sizes are taken away. */
function readNumbers(announced: bool): void {
  let figuresAt = digits;
  let gone = false;
  for (let k = 0; k < runCount; k++) {
    const at = runs + <usize>k * 20;
    const start = load<i32>(at);
    const end = load<i32>(at, 4);
    if (end - start < 11 || load<u32>(at, 16) != sizeBit(end - start)) continue; // joined to the next one
    if (k > 0 && separated(load<i32>(at - 16), start)) continue;
    const kind = readAlone(start, end - start, load<i32>(at, 8), announced);
    if (kind == 0) continue;
    while (load<i32>(figuresAt) < start) figuresAt += 16;
    store<u32>(at, 0, 16);
    store<u32>(figuresAt, 0, 12);
    gone = true;
    if (kind == NOTHING) continue;
    const read = reads + (<usize>readCount << 4);
    store<i32>(read, start);
    store<i32>(read, end, 4);
    store<i32>(read, readScore, 8);
    store<i32>(read, kind, 12);
    readCount++;
  }
  if (!gone) return;
  runSizes = 0;
  digitSizes = 0;
  for (let k = 0; k < runCount; k++) runSizes |= load<u32>(runs + <usize>k * 20, 16);
  for (let k = 0; k < digitCount; k++) digitSizes |= load<u32>(digits + (<usize>k << 4), 12);
}

/** Bits of sizes, as in scan.ts. */
// @ts-ignore: decorator
@inline
function sizeBit(size: i32): u32 {
  return <u32>1 << <u32>min(size, 31);
}

function longer(sizes: u32, length: i32): u32 {
  if (length >= 31) return 1 << 31;
  return (sizes << <u32>length) | (sizes >>> <u32>(32 - length) ? <u32>(1 << 31) : 0);
}

/** Counts what stands from each run to the end of its cluster, last run first, and gives the signals of the longest. */
function clusters(): u32 {
  let signals: u32 = 0;
  let longest = 0;
  let most = 0;
  let both = 0;
  for (let k = runCount - 1; k >= 0; k--) {
    const at = runs + <usize>k * 20;
    const end = load<i32>(at, 4);
    const length = end - load<i32>(at);
    const figures = load<i32>(at, 8);
    if (length >= 14 && figures > 0) signals |= S_CODE;
    const joined = k + 1 < runCount && separated(end, load<i32>(at, 20));
    const rest = joined ? length + load<i32>(at, 32) : length;
    both = (joined ? both : 0) | (figures > 0 ? 1 : 0) | (figures < length ? 2 : 0);
    store<i32>(at, rest, 12);
    const sizes = sizeBit(length) | (joined ? longer(load<u32>(at, 36), length) : 0);
    store<u32>(at, sizes, 16);
    runSizes |= sizes;
    if (both == 3 && rest > longest) longest = rest;
    if (both & 1 && rest >= 15) signals |= S_CLUSTER;
  }
  for (let k = digitCount - 1; k >= 0; k--) {
    const at = digits + (<usize>k << 4);
    const end = load<i32>(at, 4);
    const length = end - load<i32>(at);
    let rest = length;
    let sizes = sizeBit(length);
    if (k + 1 < digitCount && separated(end, load<i32>(at, 16))) {
      rest += load<i32>(at, 24);
      sizes |= longer(load<u32>(at, 28), length);
    }
    store<i32>(at, rest, 8);
    store<u32>(at, sizes, 12);
    digitSizes |= sizes;
    if (rest > most) most = rest;
  }
  if (longest >= 7) signals |= S_MIXED;
  if (most >= 4) signals |= S_DIGITS;
  if (most >= 7) signals |= S_SEVEN;
  if (most >= 8) signals |= S_EIGHT;
  if (most >= 11) signals |= S_ELEVEN;
  if (most >= 15) signals |= S_FIFTEEN;
  return signals;
}
