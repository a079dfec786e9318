// Characters that name the levels of an address: province, city, road, number …
import { constant } from './vectors';
import { LEVEL, three, factsOf } from './characters';

// Which second and third bytes characters of levels have: by the low half of each byte, then by the high half, as sets of
// characters, a bit each. A character whose four sets have nothing in common names no level.
const levelBytes = memory.data(64, 16);

/** Learns from the facts about characters which of them name a level. */
export function learnLevels(): void {
  memory.fill(levelBytes, 0, 64);
  let bucket: u32 = 0;
  for (let code: u32 = 0x4e00; code < 0x4e00 + 20992; code++) {
    if (!(factsOf(code) & LEVEL)) continue;
    const bit: u32 = 1 << (bucket++ & 7);
    mark(levelBytes, 0x80 | ((code >>> 6) & 63), bit);
    mark(levelBytes + 32, 0x80 | (code & 63), bit);
  }
}

function mark(table: usize, byte: u32, bit: u32): void {
  store<u8>(table + (byte & 15), load<u8>(table + (byte & 15)) | bit);
  store<u8>(table + 16 + (byte >>> 4), load<u8>(table + 16 + (byte >>> 4)) | bit);
}

/** Where a block at p may begin a character that names a level. */
// @ts-ignore: decorator
@inline
function mayBeLevel(p: usize): v128 {
  const low = i8x16.splat(15);
  const second = v128.load(p, 1);
  const third = v128.load(p, 2);
  const a = v128.and(
    i8x16.swizzle(v128.load(levelBytes), v128.and(second, low)),
    i8x16.swizzle(v128.load(levelBytes, 16), v128.and(i16x8.shr_u(second, 4), low)),
  );
  const b = v128.and(
    i8x16.swizzle(v128.load(levelBytes, 32), v128.and(third, low)),
    i8x16.swizzle(v128.load(levelBytes, 48), v128.and(i16x8.shr_u(third, 4), low)),
  );
  return i8x16.ne(v128.and(a, b), i8x16.splat(0));
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
    const block = v128.load(p + from);
    const lead = i8x16.le_u(i8x16.sub(block, constant(5)), constant(6));
    let leads: u32 = i8x16.bitmask(v128.and(lead, mayBeLevel(p + from)));
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
