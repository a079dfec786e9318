// What a text with characters outside ASCII consists of, counted in one go.
import { constant, specialOf, sumOf, withoutRest } from './vectors';
import { leadsFold } from './fold';

// What `measure` found: characters, U+4000–U+9FFF, ASCII digits, blanks, special bytes; whether anything may fold, and
// whether a character is neither ASCII, nor U+4000–U+9FFF, nor common punctuation.
export let measuredTotal: u32 = 0;
export let measuredHan: u32 = 0;
export let measuredDigits: u32 = 0;
export let measuredBlanks: u32 = 0;
export let measuredMarks: u32 = 0;
export let measuredExotic: u32 = 0;
export let measuredFolds: u32 = 0;
export let measuredMild: u32 = 0; // full-width punctuation that means the same to a long text, folded or not
export function measure(p: usize, n: u32): void {
  let tails: u32 = 0;
  let han: u32 = 0;
  let digits: u32 = 0;
  const zero = i8x16.splat(0);
  let blank = zero;
  let special = zero;
  let exotic: u32 = 0;
  let folds: u32 = 0;
  let mild: u32 = 0;
  const end = p + n;
  for (let at = p; at < end; ) {
    // Counts are kept a byte lane each, which holds 255.
    const stop = min(end, at + 255 * 16);
    let tailCounts = zero;
    let hanCounts = zero;
    let digitCounts = zero;
    for (; at < stop; at += 16) {
      let block = v128.load(at);
      if (end - at < 16) block = withoutRest(block, <u32>(end - at));
      const tail = i8x16.lt_s(block, constant(7));
      const lead = i8x16.le_u(i8x16.sub(block, constant(5)), constant(6));
      tailCounts = i8x16.sub(tailCounts, tail);
      hanCounts = i8x16.sub(hanCounts, lead);
      digitCounts = i8x16.sub(digitCounts, i8x16.le_u(i8x16.sub(block, constant(0)), constant(1)));
      special = v128.or(special, specialOf(block));
      blank = v128.or(blank, i8x16.eq(block, constant(2)));
      const other = v128.andnot(i8x16.lt_s(block, zero), v128.or(tail, lead));
      if (v128.any_true(other)) {
        const second = v128.load(at, 1);
        const e3 = v128.and(i8x16.eq(block, constant(12)), i8x16.eq(second, constant(11)));
        const third = v128.load(at, 2);
        const ef = v128.and(i8x16.eq(block, constant(14)), i8x16.eq(second, i8x16.splat(<i8>0xbc)));
        const gentle = v128.and(ef, isGentle(third));
        mild |= i8x16.bitmask(gentle);
        const hard = v128.or(leadsFold(block), v128.and(e3, i8x16.eq(third, constant(11))));
        folds |= i8x16.bitmask(v128.andnot(hard, gentle));
        exotic |= i8x16.bitmask(v128.andnot(other, v128.or(gentle, v128.and(e3, i8x16.ne(third, constant(13))))));
      }
    }
    tails += sumOf(tailCounts);
    han += sumOf(hanCounts);
    digits += sumOf(digitCounts);
  }
  measuredTotal = n - tails;
  measuredHan = han;
  measuredDigits = digits;
  measuredBlanks = 0;
  if (v128.any_true(blank)) for (let i: u32 = 0; i < n; i++) measuredBlanks += <u32>(load<u8>(p + i) == 32);
  measuredMarks = v128.any_true(special) ? 1 : 0;
  measuredExotic = exotic;
  measuredFolds = folds;
  measuredMild = mild;
}

/** Third bytes of the full-width ! ( ) , : ; ? after EF BC. */
// @ts-ignore: decorator
@inline
function isGentle(third: v128): v128 {
  const low = i8x16.swizzle(v128.load(gentleBytes), i8x16.sub(third, i8x16.splat(<i8>0x80)));
  const high = i8x16.swizzle(v128.load(gentleBytes, 16), i8x16.sub(third, i8x16.splat(<i8>0x90)));
  return v128.or(low, high);
}

// 80…8F and 90…9F; swizzle gives 0 for every other byte.
const gentleBytes = memory.data<u8>([
  0, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 255,
], 16);
