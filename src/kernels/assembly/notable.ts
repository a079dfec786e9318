// Which units of a text `text.ts` has to look at, eight at a time: Han characters among others, most of a text, say something
// only where they begin a word of the dictionary, or stand for something by themselves.
import { classes, unitCount, units } from './text';

const HAN: u32 = 16;
const SURNAME: u32 = 32;
const ALONE: u32 = 512 | 1024; // 某 and 的 say something wherever they stand

/** A bit per unit, and one behind the last: those to look at. Of texts of at most 16384 units. */
const bits = memory.data(2048 + 16, 16);
const FIRST: u32 = 0x9e37; // factors of the hash of a pair
const SECOND: u32 = 0x79b1;

const pairBits = memory.data(16384, 16); // two bits per hash of a pair: it is noted; it is a surname behind a quiet mark
const NOTED: u32 = 1;
const OPENING: u32 = 2;
/** Marks that say nothing but to a surname behind them: 、 。 ， ； */
const quiet = memory.data<u16>([0x3001, 0x3002, 0xff0c, 0xff1b, 0], 16);
// What units are compared with, eight of each: the factors of hashes, the first Han character and how many there are, those
// of class ALONE, quiet marks, and what picks the two bits of a hash. In memory, as the engine would build constants anew in every turn of a loop.
const eights = memory.data(208, 16);
let all: bool = false; // the classes are not as supposed here: every unit has to be looked at

/** Forgets all pairs, and learns what is special among the classes of units, which are known. */
export function forgetPairs(): void {
  memory.fill(pairBits, 0, 16384);
  all = false;
  let alone: u32 = 0;
  for (let unit: u32 = 0x3400; unit <= 0x9fff; unit++) {
    const kind = classOf(unit);
    if (!(kind & HAN)) all = true;
    if (kind & ALONE) {
      if (alone >>> 16) all = true;
      alone = (alone << 16) | unit;
    }
  }
  setEight(0, FIRST);
  setEight(1, SECOND);
  setEight(2, 0x3400);
  setEight(3, 0x6bff);
  setEight(4, alone & 0xffff);
  setEight(5, alone >>> 16);
  setEight(10, 3);
  v128.store(eights + 176, i8x16(3, 12, 48, -64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  setEight(12, 0x55);
  for (let k: usize = 0; k < 4; k++) {
    const mark: u32 = load<u16>(quiet + (k << 1));
    if (classOf(mark)) all = true;
    setEight(6 + k, mark);
    for (let unit: u32 = 0x3400; unit <= 0x9fff; unit++) if (classOf(unit) & SURNAME) enter(mark, unit, OPENING);
  }
}

function setEight(k: usize, value: u32): void {
  v128.store(eights + (k << 4), i16x8.splat(<i16>value));
}

// @ts-ignore: decorator
@inline
function eight(k: usize): v128 {
  return v128.load(eights + (k << 4));
}

// @ts-ignore: decorator
@inline
function classOf(unit: u32): u32 {
  return load<u16>(classes + (<usize>unit << 1));
}

/** Has the first of two units looked at where they stand together. */
export function notePair(first: u32, second: u32): void {
  enter(first, second, NOTED);
}

function enter(first: u32, second: u32, bit: u32): void {
  const hash = hashOf(first, second);
  const at = pairBits + <usize>(hash >>> 2);
  store<u8>(at, load<u8>(at) | <u8>(bit << ((hash & 3) << 1)));
}

/** Whether two units may be a noted pair. */
// @ts-ignore: decorator
@inline
export function mayBePair(first: u32, second: u32): bool {
  return (bitsOf(hashOf(first, second)) & NOTED) != 0;
}

// @ts-ignore: decorator
@inline
function hashOf(first: u32, second: u32): u32 {
  return (first * FIRST + second * SECOND) & 0xffff;
}

/** The two bits of a hash, with others above them. */
// @ts-ignore: decorator
@inline
function bitsOf(hash: u32): u32 {
  return <u32>load<u8>(pairBits + <usize>(hash >>> 2)) >>> ((hash & 3) << 1);
}

/** Han characters of the text that was last marked. */
export let hanCount: i32 = 0;

/**
 * Marks the units of the text at hand that have to be looked at: all but Han characters and quiet marks; what stands behind
 * them; those of class ALONE; and those that begin a noted pair, with some that only seem to.
 */
export function markNotable(): void {
  const first = eight(0);
  const second = eight(1);
  const lowest = eight(2);
  const range = eight(3);
  const one = eight(4);
  const two = eight(5);
  const comma = eight(6);
  const stop = eight(7);
  const wideComma = eight(8);
  const semicolon = eight(9);
  const lowBits = eight(10);
  const pairOf = eight(11);
  const noted = eight(12);
  const zero = i16x8.splat(0);
  let han = 0;
  let behind: u32 = classOf(load<u16>(units)) & SURNAME ? 1 : 0;
  const last = units + (<usize>unitCount << 1);
  let out = bits;
  // Up to the zero behind the last one, which is no Han character.
  for (let at = units; at <= last; at += 16, out++) {
    const unit = v128.load(at);
    const hash = i16x8.add(i16x8.mul(unit, first), i16x8.mul(v128.load(at, 2), second));
    const place = i16x8.shr_u(hash, 2);
    const low = i64x2.extract_lane(place, 0);
    const high = i64x2.extract_lane(place, 1);
    const bytes =
      (byteAt(low) | (byteAt(low >>> 16) << 16)) |
      ((byteAt(low >>> 32) << 32) | (byteAt(low >>> 48) << 48));
    const more =
      (byteAt(high) | (byteAt(high >>> 16) << 16)) |
      ((byteAt(high >>> 32) << 32) | (byteAt(high >>> 48) << 48));
    const noHan = i16x8.gt_u(i16x8.sub(unit, lowest), range);
    const mark = v128.or(
      v128.or(i16x8.eq(unit, comma), i16x8.eq(unit, stop)),
      v128.or(i16x8.eq(unit, wideComma), i16x8.eq(unit, semicolon)),
    );
    // The two bits of the hash, the second only of quiet marks.
    const asked = v128.and(i8x16.swizzle(pairOf, v128.and(hash, lowBits)), v128.or(noted, mark));
    const pair = v128.and(i64x2.replace_lane(i64x2.splat(bytes), 1, more), asked);
    const single = v128.or(i16x8.eq(unit, one), i16x8.eq(unit, two));
    const others: u32 = i16x8.bitmask(v128.andnot(noHan, mark));
    const marks: u32 = i16x8.bitmask(v128.or(i16x8.ne(pair, zero), single)) | others | (others << 1) | behind;
    han += popcnt(i16x8.bitmask(noHan) ^ 255);
    store<u8>(out, all ? 255 : marks);
    behind = others >>> 7;
  }
  store<u64>(out, -1);
  hanCount = han;
}

// @ts-ignore: decorator
@inline
function byteAt(place: u64): u64 {
  return load<u8>(pairBits + <usize>(<u32>place & 0xffff));
}

/** The first unit from `i` on that has to be looked at, or one behind the last. */
// @ts-ignore: decorator
@inline
export function notableFrom(i: i32): i32 {
  let at = bits + (<usize>(i >>> 6) << 3);
  let word = load<u64>(at) & ((<u64>-1) << <u64>(i & 63));
  while (word == 0) {
    at += 8;
    word = load<u64>(at);
  }
  return (<i32>(at - bits) << 3) + <i32>ctz(word);
}
