// Pages as they are stored, before compression, and the extent of their values for the statistics of the footer.

import { CODED, CODES, DICTIONARY, LEVELS, PRESENT, ROWS, SIZE, USED, VALUES } from './append';
import { BOOLEAN, DOUBLE } from './cell-bits';
import { writeCodes, writeRun } from './hybrid';

let begin: usize = 0;

/** Where the page that `writePage` wrote last begins. */
export function pageStart(): usize {
  return begin;
}

/**
 * Writes a data page (version 1: length of the levels, levels, values). Codes and booleans are packed to `out`, which
 * holds 64 bytes, two for every row, and eight bytes a value; other values stay where they are and get their levels put
 * before them, where as many bytes are free. `wide` holds four bytes a row. Returns the end; `pageStart` the start.
 */
export function writePage(state: usize, kind: u32, out: usize, wide: usize): usize {
  const rows = <usize>load<u32>(state, ROWS);
  const present = <usize>load<u32>(state, PRESENT);
  const levels = <usize>load<u32>(state, LEVELS);
  begin = out;
  let end = out + 4;
  if (present == rows) {
    end = writeRun(1, rows, 1, end);
  } else {
    for (let i: usize = 0; i < rows; i++) store<u32>(wide + (i << 2), <u32>load<u8>(levels + i));
    end = writeCodes(wide, rows, 1, end);
  }
  store<u32>(out, <u32>(end - out - 4));
  if (load<u32>(state, CODED) != 0) {
    const size = load<u32>(state, SIZE);
    const width: u32 = size < 3 ? 1 : 32 - clz(size - 1);
    store<u8>(end++, width);
    return writeCodes(<usize>load<u32>(state, CODES), present, width, end);
  }
  const values = <usize>load<u32>(state, VALUES);
  if (kind == BOOLEAN) {
    for (let i: usize = 0; i < present; i += 8) {
      let byte: u32 = 0;
      const left = min<usize>(8, present - i);
      for (let bit: usize = 0; bit < left; bit++) byte |= (<u32>load<u8>(values + i + bit)) << <u32>bit;
      store<u8>(end++, byte);
    }
    return end;
  }
  begin = values - (end - out);
  memory.copy(begin, out, end - out);
  return values + <usize>load<u32>(state, USED);
}

let least: i64 = 0;
let most: i64 = 0;

/** The smallest of the values that `extent` looked at: a number, or the bits of a double. */
export function extentLeast(): i64 {
  return least;
}

/** The largest. */
export function extentMost(): i64 {
  return most;
}

/**
 * Finds the smallest and the largest of the numbers of the page, or of the dictionary; signed numbers or doubles of
 * `width` bytes. False where there are none, or one is NaN.
 */
export function extent(state: usize, kind: u32, width: usize, dictionary: bool): bool {
  let at = <usize>(dictionary ? load<u32>(state, DICTIONARY) : load<u32>(state, VALUES));
  const count = <usize>(dictionary ? load<u32>(state, SIZE) : load<u32>(state, PRESENT));
  if (count == 0) return false;
  const end = at + count * width;
  if (kind == DOUBLE) {
    let low = load<f64>(at);
    let high = low;
    for (; at < end; at += 8) {
      const one = load<f64>(at);
      if (one != one) return false;
      low = min(low, one);
      high = max(high, one);
    }
    // Zeros of either sign are equal to readers: the bounds must hold both.
    if (low == 0) low = -0.0;
    if (high == 0) high = 0;
    least = reinterpret<i64>(low);
    most = reinterpret<i64>(high);
    return true;
  }
  let low = i64.MAX_VALUE;
  let high = i64.MIN_VALUE;
  for (; at < end; at += width) {
    const one = width == 8 ? load<i64>(at) : <i64>load<i32>(at);
    low = min(low, one);
    high = max(high, one);
  }
  least = low;
  most = high;
  return true;
}
