// Long Han text as clerks write it: what most remarks and addresses are. Judged in loops that ask tables about 16 bytes at a time.
import { constant, digitMask, hasPlainRun, specialOf, sumOf, upperBits, withoutRest } from './vectors';
import { countLevels, SIGNS, twoLevels, wordBytes } from './levels';
import { isOrganisation } from './han';
import { firstHalf, hashSmall, joinHalves, mixFirst, mixSecond, secondHalf } from './hash';
import { BLOCK, hashEnd, hashesEnd, noteHash, offeredBelow, shownBelow } from './hashed';
import { noteShapes } from './noted';
import { ADDRESS, HAN_TEXT, LONG, ORGANISATION } from './shape-bits';

let characters: u32 = 0;
/** Characters of the text that was known last. */
export function longCharacters(): u32 {
  return characters;
}

let hash: u64 = 0;
/** Hash of the text that was known last. */
export function longHash(): u64 {
  return hash;
}

let bare: bool = false;
/** Whether nothing but Han characters and digits stood in the text that was known last: `bares` would know it. */
export function longBare(): bool {
  return bare;
}

/**
 * Shapes of Han text of 16 to 1015 bytes that begins with a Han character and has nothing in it but characters
 * U+4000–U+9FFF, punctuation in common use and ASCII; of that no blank, no @, * or x, and no seven bytes in a row. It is
 * at least half Han: no form but those of running text is left, and none of them changes by folding. 0: another text.
 */
export function longHan(p: usize, n: u32): u32 {
  return mayBeLong(p, n) ? signedHan(p, n) : 0;
}

/** Whether a text has the length, the beginning and the end of one that `longHan` knows. */
// @ts-ignore: decorator
@inline
function mayBeLong(p: usize, n: u32): bool {
  return (<u32>(n - 16 <= 999) & <u32>(<u32>load<u8>(p) - 0xe4 < 6)) != 0 && load<u8>(p + n - 1) > 32;
}

// By the halves of a byte, what it may be: a digit (1), inside a character (2), the first byte of one of U+4000–U+9FFF (4).
const byteKinds = memory.data<u8>([
  0, 0, 0, 1, 0, 0, 0, 0, 2, 2, 2, 2, 0, 0, 4, 0,
  3, 3, 3, 3, 7, 7, 7, 7, 7, 7, 2, 2, 2, 2, 2, 2,
], 16);

/** 0 in the lanes of bytes that are none of these. */
// @ts-ignore: decorator
@inline
function kindsOf(block: v128, low: v128): v128 {
  return v128.and(
    i8x16.swizzle(v128.load(byteKinds), v128.and(i16x8.shr_u(block, 4), low)),
    i8x16.swizzle(v128.load(byteKinds, 16), v128.and(block, low)),
  );
}

/** Ones in every four bytes of ASCII. */
// @ts-ignore: decorator
@inline
function plainFours(block: v128): v128 {
  return i32x4.eq(v128.and(block, i32x4.splat(0x80808080)), i32x4.splat(0));
}

// Bare texts of a block: pointer, and bytes and characters in the halves of a word.
const bareTexts = memory.data(BLOCK * 8, 16);
const bareCounts = memory.data(8 * 4, 16); // by shapes; all 0 between blocks
let shortest: u32 = 0;
let longest: u32 = 0;
/** Fewest and most characters of the texts that `bares` counted last. */
export function bareShortest(): u32 {
  return shortest;
}
export function bareLongest(): u32 {
  return longest;
}

/**
 * The loop (`countUsual`) for texts that `longHan` knows in which nothing but Han characters and digits stands, as in addresses.
 * First it is seen which are such, in a loop of its own, as both would end where the other's end is not foreseen.
 */
export function bares(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  const low = constant(20);
  let out = hashEnd;
  let texts = bareTexts;
  for (; at < stop; at += stride) {
    const offset = load<u32>(at - 4) & 0x7fffffff;
    const n = (load<u32>(at) & 0x7fffffff) - offset - 1;
    const p = first + offset;
    if (n != 16 && mayBeLong(p, n)) {
      const last = p + n - 16;
      let kinds = low;
      let fours = i8x16.splat(0);
      let high: u32 = 0;
      let h = firstHalf(n);
      let g = secondHalf();
      let from = p;
      let block: v128;
      do {
        block = v128.load(from);
        kinds = i8x16.min_u(kinds, kindsOf(block, low));
        fours = v128.or(fours, plainFours(block));
        high += popcnt(i8x16.bitmask(block));
        h = mixFirst(h, from);
        g = mixSecond(g, from);
        from += 16;
      } while (from < last);
      // The last 16 bytes, some of them twice.
      block = v128.load(last);
      kinds = i8x16.min_u(kinds, kindsOf(block, low));
      fours = v128.or(fours, plainFours(block));
      high += popcnt(<u32>i8x16.bitmask(block) >>> <u32>(from - last));
      const han = high / 3;
      const characters = n - 2 * han;
      // Of seven in a row, four stand in one of the fours.
      if (i8x16.all_true(kinds) && han * 2 >= characters && !(v128.any_true(fours) && hasPlainRun(p, n))) {
        store<u32>(texts, <u32>p);
        store<u32>(texts, n | (characters << 16), 4);
        texts += 8;
        out = noteHash(out, joinHalves(mixFirst(h, last), mixSecond(g, last)), p, n, below, shown);
        continue;
      }
    }
    store<u32>(rest, <u32>p);
    store<u32>(rest, n, 4);
    rest += 8;
  }
  hashesEnd(out);
  countBares(texts);
  return rest;
}

/** Counts the shapes of the listed texts. */
function countBares(stop: usize): void {
  let least: u32 = -1;
  let most: u32 = 0;
  for (let at = bareTexts; at < stop; at += 8) {
    const p = <usize>load<u32>(at);
    const n: u32 = load<u16>(at, 4);
    const count: u32 = load<u16>(at, 6);
    least = min(least, count);
    most = max(most, count);
    const kind = <u32>(count > 30) | (<u32>(countLevels(p, n) >= 2) << 1) | (<u32>isOrganisation(p, n) << 2);
    const counted = bareCounts + (<usize>kind << 2);
    store<u32>(counted, load<u32>(counted) + 1);
  }
  shortest = least;
  longest = most;
  for (let kind: u32 = 0; kind < 8; kind++) {
    const counted = bareCounts + (<usize>kind << 2);
    const shapes = HAN_TEXT | (kind & 1 ? LONG : 0) | (kind & 2 ? ADDRESS : 0) | (kind & 4 ? ORGANISATION : 0);
    if (load<u32>(counted)) noteShapes(shapes, load<u32>(counted));
    store<u32>(counted, 0);
  }
}

// Where characters of a text may name a level, a bit a byte; a word of zeros behind them.
const levelMarks = memory.data(64 * 2 + 16, 16);

/** The same shapes of a text with punctuation and any ASCII. */
function signedHan(p: usize, n: u32): u32 {
  const last = p + n - 16;
  const zero = i8x16.splat(0);
  const low = constant(20);
  const e3 = constant(12);
  const leads = v128.load(wordBytes);
  const seconds = v128.load(wordBytes, 16);
  const thirds = v128.load(wordBytes, 32);
  const uppers = v128.load(wordBytes, 48);
  const toLevels = i8x16.splat(127 - SIGNS); // lifts what is above SIGNS to the upper bit
  let hans = zero;
  let noWords = zero;
  let odd = zero;
  let ascii: u32 = 0;
  let figures: u32 = 0;
  let levels: u32 = 0;
  let marks = levelMarks;
  let h = firstHalf(n);
  let g = secondHalf();
  let at = p;
  for (;;) {
    let block = v128.load(at);
    if (at > last) block = withoutRest(block, 16 - <u32>(at - last));
    const lead = i8x16.sub(block, e3);
    const second = v128.load(at, 1);
    const third = v128.load(at, 2);
    hans = i8x16.sub(hans, i8x16.le_u(i8x16.sub(block, constant(5)), constant(6)));
    const word = v128.and(
      v128.and(i8x16.swizzle(leads, lead), i8x16.swizzle(seconds, v128.and(second, low))),
      v128.and(i8x16.swizzle(thirds, v128.and(third, low)), i8x16.swizzle(uppers, upperBits(second, third))),
    );
    noWords = i8x16.sub(noWords, i8x16.eq(word, zero));
    const mark: u32 = i8x16.bitmask(i8x16.add_sat_u(word, toLevels));
    levels += popcnt(mark);
    store<u16>(marks, mark);
    marks += 2;
    const high: u32 = i8x16.bitmask(block);
    if (high != 0xffff) {
      ascii += popcnt(high ^ 0xffff);
      figures += popcnt(digitMask(block));
      odd = v128.or(odd, v128.or(specialOf(block), i8x16.eq(block, constant(2))));
    }
    if (at >= last) break;
    h = mixFirst(h, at);
    g = mixSecond(g, at);
    at += 16;
  }
  at += 16;
  if (v128.any_true(odd)) return 0;
  const lanes = <u32>(at - p);
  ascii -= lanes - n;
  const han = sumOf(hans);
  const signs = lanes - sumOf(noWords) - levels;
  bare = (signs | (ascii - figures)) == 0 && n > 16;
  // Characters of other sizes or kinds are the bytes that are missing.
  if (ascii + 3 * (han + signs) != n) return 0;
  characters = ascii + han + signs;
  if (han * 2 < characters || (ascii >= 7 && hasPlainRun(p, n))) return 0;
  hash = n == 16 ? hashSmall(p, n) : joinHalves(mixFirst(h, last), mixSecond(g, last));
  store<u64>(marks, 0);
  return (
    HAN_TEXT |
    (characters > 30 ? LONG : 0) |
    (levels > 1 && twoLevels(p, levelMarks, marks) ? ADDRESS : 0) |
    (isOrganisation(p, n) ? ORGANISATION : 0)
  );
}
