// Columns of identity numbers: a cell in one go, what its digits add up to looked up in tables. What is no ordinary number of a
// person born from 1900 on (`factsOf18` knows all others) is left.
import { FACTS_OF_18, shapesOf18, CARD, CREDIT, CROSSED, VALID } from './check-digits';
import { hashMiddle } from './hash';
import { hashEnd, hashesEnd, noteHash, offeredBelow, shownBelow } from './hashed';
import { noteShapes } from './noted';

// By place in the first 16 bytes, the least byte and how much more it may be: region, YYYYMMDD, two digits of the sequence.
const ranges = memory.data<u8>([
  49, 48, 48, 48, 48, 48, 49, 48, 48, 48, 48, 48, 48, 48, 48, 48,
  8, 9, 9, 9, 9, 9, 1, 9, 9, 9, 1, 9, 3, 9, 9, 9,
], 16);

// Weights of the first 16 digits in GB 11643 and GB 32100, and of the eight from the year on.
const weights = memory.data<i16>([
  7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4,
  1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30,
  9216, 1024, 0, 0, 400, 40, 10, 1,
], 16);
// Sums of these weights times the 48 that a byte is more than its digit.
const IDENTITY_BYTES: u64 = 98 * 48;
const CREDIT_BYTES: u64 = 277 * 48;
const LUHN_BYTES: u64 = 16 * 48;
// 9 times the first digit of the year and once the second are 18 of 19… and 20… and of no other.
const BIRTH_BYTES: u64 = 10691 * 48 + 18 * 1024;
/** Places of months up to 19 and days up to 39. */
const BIRTHS: u32 = 800;

// What a doubled digit adds to the sum of Luhn beside itself, modulo 10; indexes from 128 on, in odd places, give 0.
const doubles = memory.data<u8>([
  0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 0, 0, 0, 0, 0, 0,
  0x30, 0xb0, 0x30, 0xb0, 0x30, 0xb0, 0x30, 0xb0, 0x30, 0xb0, 0x30, 0xb0, 0x30, 0xb0, 0x30, 0xb0,
], 16);

// What the 17th byte and the check character add to the four sums, in 16 bits each: of GB 11643, of Luhn, of GB 32100, and the
// place of the birth, which lies nowhere if one of them is none.
const lasts = memory.data(256 * 8, 16);
const checks = memory.data(256 * 8, 16);
// What the sums tell: facts, and 1 where there is such a day.
const IDENTITIES: u32 = 1024;
const LUHNS: u32 = 512;
const CREDITS: u32 = 2816;
const CROSSES: u32 = 256; // a cross lifts the sum of Luhn to here
const identityFacts = memory.data(1024, 16);
const luhnFacts = memory.data(512, 16);
const creditFacts = memory.data(2816, 16);
const births = memory.data(800, 16);

/** Fills the tables. */
export function learnIdentities(): void {
  const bytes = IDENTITY_BYTES + (LUHN_BYTES << 16) + (CREDIT_BYTES << 32) + (BIRTH_BYTES << 48);
  for (let byte: usize = 0; byte < 256; byte++) {
    store<u64>(lasts + (byte << 3), (<u64>20000 << 48) - bytes);
    store<u64>(checks + (byte << 3), <u64>30000 << 48);
  }
  for (let digit: u64 = 0; digit < 10; digit++) {
    const place = <usize>(48 + digit) << 3;
    store<u64>(lasts + place, (digit * 2 + ((digit * 2 - 9 * <u64>(digit > 4)) << 16) + ((digit * 28) << 32)) - bytes);
    store<u64>(checks + place, digit | (digit << 16) | (digit << 32));
  }
  const cross: u64 = 10 | (<u64>CROSSES << 16) | (<u64>29 << 32);
  store<u64>(checks + (88 << 3), cross);
  store<u64>(checks + (120 << 3), cross);
  for (let sum: u32 = 0; sum < IDENTITIES; sum++) store<u8>(identityFacts + sum, sum % 11 == 1 ? VALID : 0);
  for (let sum: u32 = 0; sum < LUHNS; sum++) store<u8>(luhnFacts + sum, sum >= CROSSES ? CROSSED : sum % 10 == 0 ? CARD : 0);
  for (let sum: u32 = 0; sum < CREDITS; sum++) store<u8>(creditFacts + sum, sum % 31 == 0 ? CREDIT : 0);
  // 29 February, which not every year has, is left.
  for (let month: u32 = 1; month <= 12; month++) {
    const days: u32 = month == 2 ? 28 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    for (let day: u32 = 1; day <= days; day++) store<u8>(births + month * 40 + day, 1);
  }
}

/** The four sums of the 18 bytes at p. */
// @ts-ignore: decorator
@inline
function sumsOf(p: usize, block: v128): u64 {
  const low = v128.load8x8_u(p);
  const high = v128.load8x8_u(p, 8);
  const terms = i8x16.add(block, i8x16.swizzle(v128.load(doubles), v128.xor(block, v128.load(doubles, 16))));
  const luhn = i32x4.dot_i16x8_s(i16x8.extadd_pairwise_i8x16_u(terms), i16x8.splat(1));
  const birth = i32x4.dot_i16x8_s(v128.load8x8_u(p, 6), v128.load(weights, 64));
  const a = i32x4.add(
    i32x4.add(i32x4.dot_i16x8_s(low, v128.load(weights)), i32x4.dot_i16x8_s(high, v128.load(weights, 16))),
    i32x4.shl(luhn, 16),
  );
  const b = i32x4.add(
    i32x4.add(i32x4.dot_i16x8_s(low, v128.load(weights, 32)), i32x4.dot_i16x8_s(high, v128.load(weights, 48))),
    i32x4.shl(birth, 16),
  );
  const half = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const sums: u64 = i64x2.extract_lane(i32x4.add(half, v128.shuffle<i32>(half, half, 2, 3, 0, 1)), 0);
  return sums + load<u64>(lasts + (<usize>load<u8>(p, 16) << 3)) + load<u64>(checks + (<usize>load<u8>(p, 17) << 3));
}

const factCounts = memory.data(FACTS_OF_18 * 4, 16); // of a block, all 0 between blocks

/** The loop (`countUsual`) for seventeen digits and a check character. */
export function identities(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  let out = hashEnd;
  for (; at < stop; at += stride) {
    const offset = load<u32>(at - 4) & 0x7fffffff;
    const n = (load<u32>(at) & 0x7fffffff) - offset - 1;
    const p = first + offset;
    if (n == 18) {
      const block = v128.load(p);
      const within = i8x16.le_u(i8x16.sub(block, v128.load(ranges)), v128.load(ranges, 16));
      const sums = sumsOf(p, block);
      const birth = <u32>(sums >>> 48);
      if (i8x16.all_true(within) && birth < BIRTHS && load<u8>(births + birth)) {
        const facts: u32 =
          <u32>load<u8>(identityFacts + (<usize>sums & 0xffff)) |
          <u32>load<u8>(luhnFacts + (<usize>(<u32>sums >>> 16))) |
          <u32>load<u8>(creditFacts + (<usize>(sums >>> 32) & 0xffff));
        const counted = factCounts + (<usize>facts << 2);
        store<u32>(counted, load<u32>(counted) + 1);
        out = noteHash(out, hashMiddle(p, 18), p, 18, below, shown);
        continue;
      }
    }
    store<u32>(rest, <u32>p);
    store<u32>(rest, n, 4);
    rest += 8;
  }
  hashesEnd(out);
  for (let facts: u32 = 0; facts < FACTS_OF_18; facts++) {
    const counted = factCounts + (<usize>facts << 2);
    if (load<u32>(counted)) noteShapes(shapesOf18(facts), load<u32>(counted));
  }
  memory.fill(factCounts, 0, FACTS_OF_18 * 4);
  return rest;
}
