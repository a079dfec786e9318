// Characters that name a level of an address: province, city, road, number …
import { LEVEL, three, factsOf } from './characters';
import { constant, upperBits } from './vectors';

/**
 * Which bytes the characters that name levels have, 16 each: by lead byte from E3 on, by the low halves of the second and
 * third byte, and by their upper bits together. Each holds sets of characters, a bit each; where the four of a character have
 * nothing in common it names no level.
 */
export const levelBytes = memory.data(64, 16);
const SETS: u32 = 8;

/** Learns from the facts about characters which of them name a level. */
export function learnLevels(): void {
  memory.fill(levelBytes, 0, 64);
  let count: u32 = 0;
  for (let code: u32 = 0x4e00; code < 0x4e00 + 20992; code++) count += <u32>((factsOf(code) & LEVEL) != 0);
  // Neighbours share a set, as they share lead bytes.
  let place: u32 = 0;
  for (let code: u32 = 0x4e00; code < 0x4e00 + 20992; code++) {
    if (!(factsOf(code) & LEVEL)) continue;
    const bit: u32 = 1 << ((place++ * SETS) / count);
    const second = (code >>> 6) & 63;
    const third = code & 63;
    mark(levelBytes, (code >>> 12) - 3, bit);
    mark(levelBytes + 16, second & 15, bit);
    mark(levelBytes + 32, third & 15, bit);
    mark(levelBytes + 48, (second >>> 4) | ((third >>> 4) << 2), bit);
  }
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

// @ts-ignore: decorator
@inline
function isLevel(p: usize): bool {
  return <u32>load<u8>(p) - 0xe4 < 6 && (factsOf(three(p)) & LEVEL) != 0;
}

/** Characters that name a level of an address, up to 2. */
export function countLevels(p: usize, n: u32): u32 {
  if (firstLevel < secondLevel && secondLevel + 3 <= n && isLevel(p + firstLevel) && isLevel(p + secondLevel)) return 2;
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
