// Values of a page as cells of wire text. A cell is a u64: where its text lies, and above that its length; bit 63 says
// that it has to be quoted. 0 is null.

import { hasSpecial } from '../cell';
import { validUtf8 } from '../encoding';
import { writeSigned, writeUnsigned } from '../number';
import { writeDouble } from './float';
import { writeDay, writeMoment, writeScaled, writeTime } from './text';

// What a column holds; `PlainKind` in src/kernels/parquet.ts.
const TEXT: u32 = 0;
const INT32: u32 = 1;
const INT64: u32 = 2;
const UINT32: u32 = 3;
const UINT64: u32 = 4;
const DAY: u32 = 5;
const TIME32: u32 = 6;
const TIME64: u32 = 7;
const MOMENT: u32 = 8;
const DOUBLE: u32 = 9;
const BOOLEAN: u32 = 10;
const DECIMAL32: u32 = 11;
const DECIMAL64: u32 = 12;

const BROKEN: i32 = -1;
const RANGE: i32 = -2;

const quoted: u64 = 0x8000000000000000;
const yes = memory.data<u8>([0x74, 0x72, 0x75, 0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const no = memory.data<u8>([0x66, 0x61, 0x6c, 0x73, 0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

// @ts-ignore: decorator
@inline
function cell(text: usize, n: usize): u64 {
  return <u64>text | (<u64>n << 32);
}

function texts(from: usize, n: usize, count: usize, cells: usize, lenient: bool): i32 {
  const end = from + n;
  const comma = i8x16.splat(0x2c);
  for (let i: usize = 0; i < count; i++) {
    if (end - from < 4) return BROKEN;
    const length = <usize>load<u32>(from);
    from += 4;
    if (length > end - from || length > 0x7fffffff) return BROKEN;
    let one = cell(from, length);
    if (length == 0 || hasSpecial(from, length, comma)) one |= quoted;
    if (lenient && validUtf8(from, length) >= 0) one = 0;
    store<u64>(cells + (i << 3), one);
    from += length;
  }
  return 0;
}

/** Text of the days of two centuries from 1900 on, each once it has been met: 16 bytes a day, the first 0 until then. */
const KNOWN_DAYS: u32 = 73049;
const firstKnown: i32 = -25567;
const knownDays = memory.data(1168784, 16);

/**
 * `count` PLAIN values in [from, from + n) as cells; their text, where it is made here, goes to `text`, which holds 40
 * bytes a value. `digits`: those of a unit of time, or the scale of a decimal; `flag`: of moments whether they are UTC.
 * `seen` points to two flags of doubles, set where a value is no whole number, and where one has 16 digits or more.
 * `lenient`: a value without a text is null. Returns 0, -1 for bytes that do not hold the values, -2 for a value out of range.
 */
export function plainCells(
  kind: u32,
  from: usize,
  n: usize,
  count: usize,
  cells: usize,
  text: usize,
  digits: u32,
  flag: bool,
  lenient: bool,
  seen: usize,
): i32 {
  if (kind == TEXT) return texts(from, n, count, cells, lenient);
  if (kind == BOOLEAN) {
    if (<u64>n << 3 < <u64>count) return BROKEN;
    for (let i: usize = 0; i < count; i++) {
      const bit = (<u32>load<u8>(from + (i >> 3)) >> (i & 7)) & 1;
      store<u64>(cells + (i << 3), bit ? cell(yes, 4) : cell(no, 5));
    }
    return 0;
  }
  const wide = kind == INT64 || kind == UINT64 || kind == TIME64 || kind >= MOMENT && kind != DECIMAL32;
  if (<u64>count << (wide ? 3 : 2) > <u64>n) return BROKEN;
  const stop = cells + (count << 3);
  for (; cells < stop; cells += 8) {
    let value: i64;
    if (wide) {
      value = load<i64>(from);
      from += 8;
    } else {
      value = <i64>load<i32>(from);
      from += 4;
    }
    let end: usize;
    switch (kind) {
      case INT32:
      case INT64:
        end = value < 0 ? writeSigned(text, value) : writeUnsigned(text, <u64>value);
        break;
      case UINT32:
        end = writeUnsigned(text, <u64>value & 0xffffffff);
        break;
      case UINT64:
        end = writeUnsigned(text, <u64>value);
        break;
      case DAY: {
        const known = <u32>(<i32>value - firstKnown);
        if (known < KNOWN_DAYS) {
          const at = knownDays + (<usize>known << 4);
          if (load<u8>(at) == 0) writeDay(at, value);
          store<u64>(cells, cell(at, 10));
          continue;
        }
        end = writeDay(text, value);
        break;
      }
      case TIME32:
      case TIME64:
        end = writeTime(text, value, digits);
        break;
      case MOMENT:
        end = writeMoment(text, value, digits, flag);
        break;
      case DOUBLE: {
        const double = reinterpret<f64>(value);
        const size = abs(double);
        if (nearest(double) != double || size == Infinity) store<u8>(seen, 1);
        else if (size >= 1e15 && size < 1e19) store<u8>(seen, 1, 1);
        end = writeDouble(text, double);
        break;
      }
      default:
        end = writeScaled(text, value, digits);
    }
    if (end == 0) {
      if (!lenient) return RANGE;
      store<u64>(cells, 0);
      continue;
    }
    store<u64>(cells, cell(text, end - text));
    text = end;
  }
  return 0;
}

/** `count` codes as the cells of a dictionary; codes are known to be below its size. */
export function dictionaryCells(codes: usize, count: usize, dictionary: usize, cells: usize): void {
  const stop = codes + (count << 2);
  for (; codes < stop; codes += 4) {
    store<u64>(cells, load<u64>(dictionary + ((<usize>load<u32>(codes)) << 3)));
    cells += 8;
  }
}

/** Moves `present` cells to the `count` places whose level is 1, in place; the others become null. */
export function spread(levels: usize, count: usize, present: usize, cells: usize): void {
  let from = cells + (present << 3);
  for (let i = count; i > 0; ) {
    i--;
    let one: u64 = 0;
    if (load<u8>(levels + i) != 0) {
      from -= 8;
      one = load<u64>(from);
    }
    store<u64>(cells + (i << 3), one);
  }
}

/**
 * Whether all PLAIN texts of a page or dictionary, [from, from + n), are UTF-8; `cells` are what `plainCells` made of them. Lengths
 * whose bytes are all below 128 stand between the texts as characters of ASCII do: then a text that is cut short or begins inside a
 * character spoils the whole, and the whole is looked at in one pass. Otherwise text by text.
 */
export function utf8Texts(from: usize, n: usize, cells: usize, count: usize): bool {
  let lengths: u64 = 0;
  const stop = cells + (count << 3);
  for (let one = cells; one < stop; one += 8) lengths |= load<u64>(one);
  if (((lengths & ~quoted) >> 32 & 0x80808080) != 0) return invalidText(cells, count) < 0;
  return validUtf8(from, n) < 0;
}

/** The first of `count` cells that is not UTF-8, or -1. */
export function invalidText(cells: usize, count: usize): i32 {
  for (let i: usize = 0; i < count; i++) {
    const one = load<u64>(cells + (i << 3));
    if (validUtf8(<usize>(<u32>one), <usize>((one >> 32) & 0x7fffffff)) >= 0) return <i32>i;
  }
  return -1;
}
