// Long Han text as clerks write it: what most remarks and addresses are. Judged in loops that ask tables about 16 bytes at a time.
import { constant, digitMask, hasPlainRun, specialOf, sumOf, upperBits, withoutRest } from './vectors';
import { SIGNS, twoLevels, wordBytes } from './levels';
import { isOrganisation } from './han';
import { firstHalf, hashSmall, joinHalves, mixFirst, mixSecond, secondHalf } from './hash';
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
/** Whether nothing but Han characters and digits stood in the text that was known last: `bares` (bare.ts) would know it. */
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
