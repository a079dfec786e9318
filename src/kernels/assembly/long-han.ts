// Long Han text as clerks write it: what most remarks and addresses are. Judged in loops that ask tables about 16 bytes at a time.
import { constant, digitMask, hasPlainRun, specialOf, sumOf, upperBits, withoutRest } from './vectors';
import { countLevels, levelBytes } from './levels';
import { isOrganisation } from './han';
import { firstHalf, hashOf, joinHalves, mixFirst, mixSecond, secondHalf } from './hash';
import { BLOCK, hashEnd, hashesEnd, noteHash, offeredBelow, shownBelow } from './hashed';
import { noteShapes } from './noted';
import { ADDRESS, HAN_TEXT, LONG, ORGANISATION } from './shape-bits';

/**
 * Punctuation in common use, as sets like those of `levelBytes`: U+3001–U+303F but the zero U+3007, in quarters, and the
 * full-width ! ( ) , : ; ? in halves. Bit 7 is no set: the leads E4–E9 have it.
 */
const signBytes = memory.data<u8>([
  // leads E3 and EF, E4–E9 between
  15, 128, 128, 128, 128, 128, 128, 0, 0, 0, 0, 0, 48, 0, 0, 0,
  // second bytes 80 and BC
  15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 48, 0, 0, 0,
  // third bytes by their low halves: all but 80 and 87 after E3; 81 88 89 8C 9A 9B 9F after EF
  14, 31, 15, 15, 15, 15, 15, 14, 31, 31, 47, 47, 31, 15, 15, 47,
  // 80–8F 90–9F A0–AF B0–BF after second bytes 8x, and after Bx
  1, 0, 0, 16, 2, 0, 0, 32, 4, 0, 0, 0, 8, 0, 0, 0,
], 16);

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

function shapesOf(p: usize, n: u32, levels: bool): u32 {
  let shapes: u32 = characters > 30 ? HAN_TEXT | LONG : HAN_TEXT;
  if (levels && countLevels(p, n) >= 2) shapes |= ADDRESS;
  return isOrganisation(p, n) ? shapes | ORGANISATION : shapes;
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

/** The same shapes of a text with punctuation and any ASCII. */
function signedHan(p: usize, n: u32): u32 {
  const end = p + n;
  const zero = i8x16.splat(0);
  const low = constant(20);
  const e3 = constant(12);
  const signLeads = v128.load(signBytes);
  const signSeconds = v128.load(signBytes, 16);
  const signThirds = v128.load(signBytes, 32);
  const signUppers = v128.load(signBytes, 48);
  const levelLeads = v128.load(levelBytes);
  const levelSeconds = v128.load(levelBytes, 16);
  const levelThirds = v128.load(levelBytes, 32);
  const levelUppers = v128.load(levelBytes, 48);
  let hans = zero;
  let noSigns = zero;
  let noLevels = zero;
  let odd = zero;
  let ascii: u32 = 0;
  let figures: u32 = 0;
  let at = p;
  for (; at < end; at += 16) {
    let block = v128.load(at);
    if (end - at < 16) block = withoutRest(block, <u32>(end - at));
    const lead = i8x16.sub(block, e3);
    const second = v128.load(at, 1);
    const third = v128.load(at, 2);
    const lowSecond = v128.and(second, low);
    const lowThird = v128.and(third, low);
    const upper = upperBits(second, third);
    const kind = i8x16.swizzle(signLeads, lead);
    hans = i8x16.add(hans, i8x16.lt_s(kind, zero));
    const sign = v128.and(
      v128.and(kind, i8x16.swizzle(signSeconds, lowSecond)),
      v128.and(i8x16.swizzle(signThirds, lowThird), i8x16.swizzle(signUppers, upper)),
    );
    noSigns = i8x16.sub(noSigns, i8x16.eq(sign, zero));
    noLevels = i8x16.sub(
      noLevels,
      i8x16.eq(
        v128.and(
          v128.and(i8x16.swizzle(levelLeads, lead), i8x16.swizzle(levelSeconds, lowSecond)),
          v128.and(i8x16.swizzle(levelThirds, lowThird), i8x16.swizzle(levelUppers, upper)),
        ),
        zero,
      ),
    );
    const high: u32 = i8x16.bitmask(block);
    if (high != 0xffff) {
      ascii += popcnt(high ^ 0xffff);
      figures += popcnt(digitMask(block));
      odd = v128.or(odd, v128.or(specialOf(block), i8x16.eq(block, constant(2))));
    }
  }
  if (v128.any_true(odd)) return 0;
  const lanes = <u32>(at - p);
  ascii -= lanes - n;
  const han = sumOf(i8x16.sub(zero, hans));
  const signs = lanes - sumOf(noSigns);
  bare = (signs | (ascii - figures)) == 0 && n > 16;
  // Characters of other sizes or kinds are the bytes that are missing.
  if (ascii + 3 * (han + signs) != n) return 0;
  characters = ascii + han + signs;
  if (han * 2 < characters || (ascii >= 7 && hasPlainRun(p, n))) return 0;
  hash = hashOf(p, n);
  return shapesOf(p, n, lanes - sumOf(noLevels) >= 2);
}
