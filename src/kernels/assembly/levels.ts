// Characters that name a level of an address: province, city, road, number …
import { LEVEL, three, factsOf } from './characters';
import { constant, upperBits } from './vectors';

/**
 * Which bytes the characters that name levels have, 16 each: by lead byte from E3 on, by the low halves of the second and
 * third byte, and by their upper bits together. Each holds sets of characters, a bit each; where the four of a character have
 * nothing in common it names no level.
 */
const levelBytes = memory.data(64, 16);

/**
 * The same sets, half as many in the upper bits, and in the lower ones the punctuation in common use: U+3001–303F but the zero
 * U+3007 (80–8F, and the rest), and the full-width ! ( ) , : ; ? in halves.
 */
export const wordBytes = memory.data<u8>([
  // leads E3 and EF
  3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0,
  // second bytes 80 and BC
  3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0,
  // third bytes by their low halves: 80 and 87 are none after E3; 81 88 89 8C 9A 9B 9F are after EF
  2, 7, 3, 3, 3, 3, 3, 2, 7, 7, 11, 11, 7, 3, 3, 11,
  // 80–8F 90–9F A0–AF B0–BF after second bytes 8x, and after Bx
  1, 0, 0, 4, 2, 0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0,
], 16);
/** Bits of `wordBytes` that are punctuation; the others name levels. */
export const SIGNS: i8 = 15;

/** Learns from the facts about characters which of them name a level. */
export function learnLevels(): void {
  memory.fill(levelBytes, 0, 64);
  for (let i: usize = 0; i < 64; i++) store<u8>(wordBytes + i, load<u8>(wordBytes + i) & <u8>SIGNS);
  let count: u32 = 0;
  for (let code: u32 = 0x4e00; code < 0x4e00 + 20992; code++) count += <u32>((factsOf(code) & LEVEL) != 0);
  // Neighbours share a set, as they share lead bytes.
  let place: u32 = 0;
  for (let code: u32 = 0x4e00; code < 0x4e00 + 20992; code++) {
    if (!(factsOf(code) & LEVEL)) continue;
    markLevel(levelBytes, code, 1 << ((place * 8) / count));
    markLevel(wordBytes, code, 16 << ((place * 4) / count));
    place++;
  }
  while (!placeWords()) factor += 2;
}

// The bytes of characters that name levels, each in a place of its own that a product with `factor` tells.
const WORDS: u32 = 256;
const words = memory.data(WORDS * 4, 16);
let factor: u32 = 0x9e3779b9; // the first from 0x9e3779b1 on that does so for the levels at present

// @ts-ignore: decorator
@inline
function placeOf(word: u32): usize {
  return words + (<usize>((word * factor) >>> 24) << 2);
}

/** Places all of them; false where two fall together. */
function placeWords(): bool {
  memory.fill(words, 0xff, WORDS * 4);
  for (let code: u32 = 0x4e00; code < 0x4e00 + 20992; code++) {
    if (!(factsOf(code) & LEVEL)) continue;
    const word: u32 = 0x8080e0 | (code >>> 12) | ((code & 0xfc0) << 2) | ((code & 63) << 16);
    if (load<u32>(placeOf(word)) != <u32>-1) return false;
    store<u32>(placeOf(word), word);
  }
  return true;
}

function markLevel(table: usize, code: u32, bit: u32): void {
  const second = (code >>> 6) & 63;
  const third = code & 63;
  mark(table, (code >>> 12) - 3, bit);
  mark(table + 16, second & 15, bit);
  mark(table + 32, third & 15, bit);
  mark(table + 48, (second >>> 4) | ((third >>> 4) << 2), bit);
}

function mark(table: usize, entry: u32, bit: u32): void {
  store<u8>(table + entry, load<u8>(table + entry) | bit);
}

/** Where a block at p may begin a character that names a level. */
// @ts-ignore: decorator
@inline
function mayBeLevel(p: usize): u32 {
  const low = constant(20);
  const second = v128.load(p, 1);
  const third = v128.load(p, 2);
  const leads = i8x16.swizzle(v128.load(levelBytes), i8x16.sub(v128.load(p), constant(12)));
  const seconds = i8x16.swizzle(v128.load(levelBytes, 16), v128.and(second, low));
  const thirds = i8x16.swizzle(v128.load(levelBytes, 32), v128.and(third, low));
  const uppers = i8x16.swizzle(v128.load(levelBytes, 48), upperBits(second, third));
  const common = v128.and(v128.and(leads, seconds), v128.and(thirds, uppers));
  return <u32>i8x16.bitmask(i8x16.ne(common, i8x16.splat(0)));
}

// Where the last address had its first two levels, in bytes: those of a column mostly have them in the same places.
let firstLevel: u32 = 0;
let secondLevel: u32 = 0;

export function levelsFirst(): u32 {
  return firstLevel;
}
export function levelsSecond(): u32 {
  return secondLevel;
}
/** Expects them there again. */
export function keepLevels(first: u32, second: u32): void {
  firstLevel = first;
  secondLevel = second;
}

// @ts-ignore: decorator
@inline
function isLevel(p: usize): bool {
  const word = load<u32>(p) & 0xffffff;
  return load<u32>(placeOf(word)) == word;
}

/** Whether two levels stand in these places of a text of `n` bytes: `levelsFirst` and `levelsSecond`. */
// @ts-ignore: decorator
@inline
export function hasUsualLevels(p: usize, n: u32, first: u32, second: u32): bool {
  return <bool>(<u32>(first < second) & <u32>(second + 3 <= n) & <u32>isLevel(p + first) & <u32>isLevel(p + second));
}

/** Characters that name a level of an address, up to 2. */
export function countLevels(p: usize, n: u32): u32 {
  if (hasUsualLevels(p, n, firstLevel, secondLevel)) return 2;
  let levels: u32 = 0;
  for (let from: u32 = 0; from < n; from += 16) {
    let leads = mayBeLevel(p + from);
    if (n - from < 16) leads &= (1 << (n - from)) - 1;
    while (leads) {
      const place = from + ctz(leads);
      if (factsOf(three(p + place)) & LEVEL) {
        if (levels) {
          secondLevel = place;
          return 2;
        }
        firstLevel = place;
        levels = 1;
      }
      leads &= leads - 1;
    }
  }
  return levels;
}

/** Whether two of the characters of a text name levels: those whose places have a bit, 16 a word of two bytes each, up to `stop`. */
export function twoLevels(p: usize, marks: usize, stop: usize): bool {
  let one = false;
  for (; marks < stop; marks += 8) {
    let word = load<u64>(marks);
    while (word) {
      if (isLevel(p + <usize>ctz(word))) {
        if (one) return true;
        one = true;
      }
      word &= word - 1;
    }
    p += 64;
  }
  return false;
}
