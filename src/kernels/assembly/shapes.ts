// Shapes of a cell, bit for bit what `shapes/reference.ts` says of well-formed UTF-8. Order of the tests: length and
// class masks by SIMD first, then only the parsers that the masks leave possible. Reads up to 64 bytes past a cell.
import { digitMask } from './vectors';
import { fold, isHigh } from './fold';
import { measuredTotal, measuredFolds, measuredMild, measure } from './measure';
import { isFloated, isPlainDate, isPlainLandline, asciiForm, asciiShapes } from './ascii';
import { shortHan, hanShapes } from './han';
import { MOBILE, LANDLINE, DATE, INTEGER } from './shape-bits';
import { checkAt, digitShapes, factsOf18, shapesOf18 } from './check-digits';

/** Characters of the cell last classified. */
let characters: u32 = 0;
export function charactersOf(): u32 {
  return characters;
}

let scratch: usize = 0;
/** Where cells are folded: as many bytes as the longest cell and slack. */
export function shapeScratch(at: usize): void {
  scratch = at;
}

/** The set of shapes of the cell [p, p + n), n > 0. */
export function classify(p: usize, n: u32): u32 {
  if (n > 32) return classifyAny(p, n);
  const one = v128.load(p);
  let high: u32 = i8x16.bitmask(one);
  let digits: u32 = digitMask(one);
  let full: u32 = 0xffff;
  if (n > 16) {
    const two = v128.load(p, 16);
    high |= i8x16.bitmask(two) << 16;
    digits |= digitMask(two) << 16;
    full = 0xffffffff >>> (32 - n);
  } else full = (<u32>0xffff) >>> (16 - n);
  if (high & full) {
    if (n <= 15) {
      const shapes = shortHan(p, n, one);
      if (shapes) {
        characters = (n * 43) >>> 7; // a third
        return shapes;
      }
    }
    return classifyHigh(p, n);
  }
  characters = n;
  digits &= full;
  if (n == 18 && (digits & 0x1ffff) == 0x1ffff) {
    const check = checkAt(p + 17);
    if (check < 11) return shapesOf18(factsOf18(p, check));
  }
  const first: u32 = load<u8>(p);
  if (digits == full) {
    if (n == 11 && first == 49) return load<u8>(p + 1) >= 51 ? INTEGER | MOBILE : INTEGER;
    return digitShapes(p, n);
  }
  if (n == 10 && digits == 0x36f && isPlainDate(p)) return DATE;
  if (n - 11 < 3 && isPlainLandline(p, n, full & ~digits)) return LANDLINE;
  if (first <= 32 || first == 39 || load<u8>(p + n - 1) <= 32) return classifyTrimmed(p, n);
  if (isFloated(p, n, digits, full)) return digitShapes(p, n - 2);
  return asciiShapes(p, n, digits, full);
}

function classifyAny(p: usize, n: u32): u32 {
  if (load<u8>(p) >= 0x80) return classifyHigh(p, n);
  const end = p + n;
  let any = i8x16.splat(0);
  let at = p;
  for (; at + 16 <= end; at += 16) any = v128.or(any, v128.load(at));
  let high: u32 = i8x16.bitmask(any);
  if (at < end) high |= i8x16.bitmask(v128.load(at)) & ((1 << <u32>(end - at)) - 1);
  if (high) return classifyHigh(p, n);
  characters = n;
  return classifyTrimmed(p, n);
}

let trimStart: usize = 0;
let trimLength: u32 = 0;
function trim(p: usize, n: u32): void {
  let end = p + n;
  while (p < end && load<u8>(p) <= 32) p++;
  while (end > p && load<u8>(end - 1) <= 32) end--;
  if (end - p > 1 && load<u8>(p) == 39) p++;
  trimStart = p;
  trimLength = <u32>(end - p);
}

function classifyTrimmed(p: usize, n: u32): u32 {
  trim(p, n);
  return asciiForm(trimStart, trimLength);
}

/** A cell with bytes outside ASCII: fold if anything may fold, trim, and look again. */
function classifyHigh(p: usize, n: u32): u32 {
  measure(p, n);
  const count = measuredTotal;
  const folds = measuredFolds != 0 || (measuredMild != 0 && !isPlainText(p, n));
  let changed = false;
  if (folds) {
    n = fold(p, n, scratch);
    p = scratch;
    changed = true;
  }
  if (n && (load<u8>(p) <= 39 || load<u8>(p + n - 1) <= 32)) {
    trim(p, n);
    p = trimStart;
    n = trimLength;
    changed = true;
  }
  let shapes: u32 = 0;
  if (n) {
    if (folds && !isHigh(p, n)) shapes = asciiForm(p, n);
    else {
      if (changed) measure(p, n);
      shapes = hanShapes(p, n);
    }
  }
  characters = count;
  return shapes;
}

/**
 * Whether a measured text with full-width punctuation has the same shapes unfolded: more than 40 characters, so that
 * only the forms of running text are left, with a Han character first, and an end that is neither blank nor folds.
 */
function isPlainText(p: usize, n: u32): bool {
  return (
    measuredTotal > 40 && <u32>load<u8>(p) - 0xe4 < 6 && load<u8>(p + n - 1) > 32 && load<u8>(p + n - 3) != 0xef
  );
}
