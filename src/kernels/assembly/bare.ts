// Columns of Han text in which nothing but Han characters and digits stands, as in addresses.
import { constant, hasPlainRun, sumOf, withoutFirst, wholeIf } from './vectors';
import { countLevels, hasUsualLevels, keepLevels, levelsFirst, levelsSecond } from './levels';
import { endsLikeOrganisation, isOrganisation } from './han';
import { firstHalf, hashOf, joinHalves, mixFirst, mixSecond, secondHalf } from './hash';
import { BLOCK, hashEnd, hashesEnd, noteHash, offeredBelow, shownBelow } from './hashed';
import { noteShapes } from './noted';
import { ADDRESS, HAN_TEXT, LONG, ORGANISATION } from './shape-bits';

// Bare texts of a block: pointer, and bytes and characters in the halves of a word.
const bareTexts = memory.data(BLOCK * 8, 16);
/** Beside its bytes: a text in which digits stand together, perhaps seven of them. */
const CROWDED: u32 = 1 << 15;
const doubtful = memory.data(BLOCK * 8, 16); // those whose shapes need a closer look
let shortest: u32 = 0;
let longest: u32 = 0;
/** Fewest and most characters of the texts that `bares` counted last. */
export function bareShortest(): u32 {
  return shortest;
}
export function bareLongest(): u32 {
  return longest;
}

/** Ones in the lanes of first bytes of characters U+4000–U+9FFF. */
// @ts-ignore: decorator
@inline
function hansOf(block: v128): v128 {
  return i8x16.le_u(i8x16.sub(block, constant(5)), constant(6));
}

/** Ones in the lanes of digits. */
// @ts-ignore: decorator
@inline
function digitsOf(block: v128): v128 {
  return i8x16.le_u(i8x16.sub(block, constant(0)), constant(1));
}

/** Ones in every four lanes that are all ones. */
// @ts-ignore: decorator
@inline
function foursOf(lanes: v128): v128 {
  return i32x4.eq(lanes, i32x4.splat(-1));
}

/**
 * The loop (`countUsual`) for texts that `longHan` knows in which nothing but Han characters and digits stands. First it is seen
 * which are such, then they are hashed, then counted: a processor looks further ahead in short loops.
 */
export function bares(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  let texts = bareTexts;
  let crowded: u32 = 0;
  for (; at < stop; at += stride) {
    const offset = load<u32>(at - 4) & 0x7fffffff;
    const n = (load<u32>(at) & 0x7fffffff) - offset - 1;
    const p = first + offset;
    if (<u32>load<u8>(p) - 0xe4 < 6) {
      const last = p + n - 16;
      let han: u32;
      let digits: u32;
      let fours: v128;
      if (n - 49 < 32) {
        // Most addresses: four blocks or five, without a branch that would tell which. What is not there counts nothing.
        const fourth = wholeIf(n > 64);
        const fresh = (0 - n) & 15; // lanes of the last block that were in the one before
        const d0 = digitsOf(v128.load(p));
        const d1 = digitsOf(v128.load(p, 16));
        const d2 = digitsOf(v128.load(p, 32));
        const d3 = v128.and(digitsOf(v128.load(p, 48)), fourth);
        const d4 = digitsOf(v128.load(last));
        fours = v128.or(v128.or(v128.or(foursOf(d0), foursOf(d1)), v128.or(foursOf(d2), foursOf(d3))), foursOf(d4));
        const ds = i8x16.add(i8x16.add(i8x16.add(d0, d1), i8x16.add(d2, d3)), withoutFirst(d4, fresh));
        const h01 = i8x16.add(hansOf(v128.load(p)), hansOf(v128.load(p, 16)));
        const h23 = i8x16.add(hansOf(v128.load(p, 32)), v128.and(hansOf(v128.load(p, 48)), fourth));
        const hs = i8x16.add(i8x16.add(h01, h23), withoutFirst(hansOf(v128.load(last)), fresh));
        // Both sums at once, as there are less than 256 of each.
        const both = i16x8.add(i16x8.shl(i16x8.extadd_pairwise_i8x16_s(hs), 8), i16x8.extadd_pairwise_i8x16_s(ds));
        const four = i32x4.dot_i16x8_s(both, constant(24));
        const one = i64x2.extract_lane(i32x4.add(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1)), 0);
        const sum = <u32>one + <u32>(one >>> 32);
        han = sum >>> 8;
        digits = sum & 255;
      } else if (n - 17 < 999) {
        let hs = i8x16.splat(0);
        let ds = i8x16.splat(0);
        fours = i8x16.splat(0);
        let from = p;
        do {
          const d = digitsOf(v128.load(from));
          fours = v128.or(fours, foursOf(d));
          ds = i8x16.sub(ds, d);
          hs = i8x16.sub(hs, hansOf(v128.load(from)));
          from += 16;
        } while (from < last);
        // The last 16 bytes, some of them twice.
        const d = digitsOf(v128.load(last));
        const twice = <u32>(from - last);
        fours = v128.or(fours, foursOf(d));
        digits = sumOf(i8x16.sub(ds, withoutFirst(d, twice)));
        han = sumOf(i8x16.sub(hs, withoutFirst(hansOf(v128.load(last)), twice)));
      } else {
        rest = leave(rest, p, n);
        continue;
      }
      // Text is well-formed: where these make up all its bytes nothing else stands in it.
      if (<u32>(han * 3 + digits == n) & <u32>(han >= digits)) {
        const four = <u32>v128.any_true(fours); // of seven digits in a row, four stand in one of the fours
        crowded |= four;
        store<u32>(texts, <u32>p);
        store<u32>(texts, n | (four * CROWDED) | ((han + digits) << 16), 4);
        texts += 8;
        continue;
      }
    }
    rest = leave(rest, p, n);
  }
  if (crowded) {
    rest = leaveCrowded(texts, rest);
    texts = spaciousEnd;
  }
  hashBares(texts);
  countBares(texts);
  return rest;
}

/** Lists a cell that is not known. */
// @ts-ignore: decorator
@inline
function leave(rest: usize, p: usize, n: u32): usize {
  store<u32>(rest, <u32>p);
  store<u32>(rest, n, 4);
  return rest + 8;
}

let spaciousEnd: usize = 0;

/** Leaves those of the listed texts in which seven digits stand together; the others are listed up to `spaciousEnd`. */
function leaveCrowded(stop: usize, rest: usize): usize {
  let texts = bareTexts;
  for (let at = bareTexts; at < stop; at += 8) {
    const p = <usize>load<u32>(at);
    const word = load<u32>(at, 4);
    const n = word & (CROWDED - 1);
    if (word & CROWDED && hasPlainRun(p, n)) {
      rest = leave(rest, p, n);
      continue;
    }
    store<u32>(texts, <u32>p);
    store<u32>(texts, word & ~CROWDED, 4);
    texts += 8;
  }
  spaciousEnd = texts;
  return rest;
}

/** Notes the hashes of the listed texts. */
function hashBares(stop: usize): void {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  for (let at = bareTexts; at < stop; at += 8) {
    const p = <usize>load<u32>(at);
    const n: u32 = load<u16>(at, 4);
    let hash: u64;
    if (n - 49 < 32) {
      const last = p + n - 16;
      const more = n > 64;
      const h = mixFirst(mixFirst(mixFirst(firstHalf(n), p), p + 16), p + 32);
      const g = mixSecond(mixSecond(mixSecond(secondHalf(), p), p + 16), p + 32);
      hash = joinHalves(
        mixFirst(select(mixFirst(h, p + 48), h, more), last),
        mixSecond(select(mixSecond(g, p + 48), g, more), last),
      );
    } else hash = hashOf(p, n);
    out = noteHash(out, hash, p, n, below, shown);
  }
  hashesEnd(out);
}

/** Counts the shapes of the listed texts. */
function countBares(stop: usize): void {
  let least: u32 = -1;
  let most: u32 = 0;
  let closer = doubtful;
  const level = levelsFirst();
  const next = levelsSecond();
  let short: u32 = 0;
  let long: u32 = 0;
  for (let at = bareTexts; at < stop; at += 8) {
    const p = <usize>load<u32>(at);
    const word = load<u32>(at, 4);
    const n = word & 0xffff;
    const count = word >>> 16;
    least = min(least, count);
    most = max(most, count);
    if (hasUsualLevels(p, n, level, next) & !endsLikeOrganisation(p, n)) {
      const is = <u32>(count > 30);
      long += is;
      short += 1 - is;
      continue;
    }
    store<u32>(closer, <u32>p);
    store<u32>(closer, word, 4);
    closer += 8;
  }
  shortest = least;
  longest = most;
  if (short) noteShapes(HAN_TEXT | ADDRESS, short);
  if (long) noteShapes(HAN_TEXT | ADDRESS | LONG, long);
  for (let at = doubtful; at < closer; at += 8) {
    const p = <usize>load<u32>(at);
    const n: u32 = load<u16>(at, 4);
    const long: u32 = load<u16>(at, 6) > 30 ? LONG : 0;
    const address: u32 = countLevels(p, n) >= 2 ? ADDRESS : 0;
    noteShapes(HAN_TEXT | long | address | (isOrganisation(p, n) ? ORGANISATION : 0), 1);
  }
  if ((closer - doubtful) * 2 < stop - bareTexts) keepLevels(level, next); // a few elsewhere do not tell where the next ones are
}
