// Long Han text as clerks write it: what most remarks and addresses are. Judged in loops that ask tables about 16 bytes at a time.
import { constant, hasPlainRun, specialOf, sumOf, upperBits, withoutRest } from './vectors';
import { countLevels, levelBytes } from './levels';
import { isOrganisation } from './han';
import { firstHalf, hashOf, joinHalves, mixFirst, mixSecond, secondHalf } from './hash';
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

/**
 * Shapes of Han text of 16 to 1015 bytes that begins with a Han character and has nothing in it but characters
 * U+4000–U+9FFF, punctuation in common use and ASCII; of that no blank, no @, * or x, and no seven bytes in a row. It is
 * at least half Han: no form but those of running text is left, and none of them changes by folding. 0: another text.
 */
export function longHan(p: usize, n: u32): u32 {
  if (n - 16 > 999 || <u32>load<u8>(p) - 0xe4 >= 6 || load<u8>(p + n - 1) <= 32) return 0;
  if (bare && n > 16) {
    const han = bareHan(p, n);
    if (han) {
      if (han * 2 < characters) return 0;
      return shapesOf(p, n, true);
    }
  }
  return signedHan(p, n);
}

let bare: bool = true; // whether the text before had no punctuation: then the next has none

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

/**
 * Han characters of a text of more than 16 bytes that has nothing else but digits, not seven of them in a row; 0 where it has.
 * Sets `characters` and the hash, as both loops would end where the other's end is not foreseen.
 */
function bareHan(p: usize, n: u32): u32 {
  const low = constant(20);
  const last = p + n - 16;
  let kinds = low;
  let fours = i8x16.splat(0);
  let high: u32 = 0;
  let h = firstHalf(n);
  let g = secondHalf();
  let at = p;
  let block: v128;
  do {
    block = v128.load(at);
    kinds = i8x16.min_u(kinds, kindsOf(block, low));
    fours = v128.or(fours, plainFours(block));
    high += popcnt(i8x16.bitmask(block));
    h = mixFirst(h, at);
    g = mixSecond(g, at);
    at += 16;
  } while (at < last);
  // The last 16 bytes, some of them twice.
  block = v128.load(last);
  kinds = i8x16.min_u(kinds, kindsOf(block, low));
  fours = v128.or(fours, plainFours(block));
  high += popcnt(<u32>i8x16.bitmask(block) >>> <u32>(at - last));
  // Of seven in a row, four stand in one of the fours.
  if (!i8x16.all_true(kinds) || (v128.any_true(fours) && hasPlainRun(p, n))) return 0;
  hash = joinHalves(mixFirst(h, last), mixSecond(g, last));
  const han = high / 3;
  characters = n - 2 * han;
  return han;
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
      odd = v128.or(odd, v128.or(specialOf(block), i8x16.eq(block, constant(2))));
    }
  }
  if (v128.any_true(odd)) return 0;
  const lanes = <u32>(at - p);
  ascii -= lanes - n;
  const han = sumOf(i8x16.sub(zero, hans));
  const signs = lanes - sumOf(noSigns);
  bare = signs == 0;
  // Characters of other sizes or kinds are the bytes that are missing.
  if (ascii + 3 * (han + signs) != n) return 0;
  characters = ascii + han + signs;
  if (han * 2 < characters || (ascii >= 7 && hasPlainRun(p, n))) return 0;
  hash = hashOf(p, n);
  return shapesOf(p, n, lanes - sumOf(noLevels) >= 2);
}
