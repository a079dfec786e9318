// A cell of text as the bits of a value of its column's kind.

import { parseDouble, parsedBits } from './float';
import { parseDay, parseMoment, parseScaled, parseTime, parseWhole, value } from './parse';

// What a column is; `columnKinds` in src/kernels/parquet/columns.ts.
export const TEXT: u32 = 0;
export const INTEGER32: u32 = 1; // `digits`: bits, `more`: signed
export const INTEGER64: u32 = 2;
export const DAY: u32 = 3;
export const TIME32: u32 = 4; // `digits`: of a unit
export const TIME64: u32 = 5;
export const MOMENT: u32 = 6; // `digits`: of a unit, `more`: UTC
export const DECIMAL32: u32 = 7; // `digits`: scale, `more`: precision
export const DECIMAL64: u32 = 8;
export const DOUBLE: u32 = 9;
export const FLOAT: u32 = 10;
export const BOOLEAN: u32 = 11;
export const FIXED: u32 = 12; // `digits`: bytes; always asked for

// @ts-ignore: decorator
@inline
function truth(text: usize, n: usize): i32 {
  if (n == 1) return load<u8>(text) == 0x74 ? 1 : load<u8>(text) == 0x66 ? 0 : -1;
  if (n == 4) return load<u32>(text) == 0x65757274 ? 1 : -1;
  return n == 5 && load<u32>(text) == 0x736c6166 && load<u8>(text, 4) == 0x65 ? 0 : -1;
}

/** The bits of the value that was parsed last. */
export let bits: i64 = 0;

/** The bits of a number to `bits`; false where the host must decide. */
export function parse(kind: u32, text: usize, n: usize, digits: u32, more: u32): bool {
  switch (kind) {
    case INTEGER32:
    case INTEGER64: {
      if (!parseWhole(text, n)) return false;
      bits = value;
      if (digits == 64) return more != 0 || value >= 0;
      if (more == 0) return value >= 0 && value < <i64>1 << digits;
      return value >= -(<i64>1 << (digits - 1)) && value < <i64>1 << (digits - 1);
    }
    case DAY:
      if (n != 10 || !parseDay(text)) return false;
      break;
    case TIME32:
    case TIME64:
      if (!parseTime(text, n, digits)) return false;
      break;
    case MOMENT:
      if (!parseMoment(text, n, digits, more != 0)) return false;
      break;
    case DECIMAL32:
    case DECIMAL64:
      if (!parseScaled(text, n, digits, more)) return false;
      break;
    case DOUBLE:
      if (parseDouble(text, n) != 1) return false;
      bits = parsedBits();
      return true;
    case FLOAT:
      if (parseDouble(text, n) != 1) return false;
      bits = <i64>reinterpret<u32>(<f32>reinterpret<f64>(parsedBits()));
      return true;
    default: {
      const flag = truth(text, n);
      bits = flag;
      return flag >= 0;
    }
  }
  bits = value;
  return true;
}

/** Bytes of a value where all have as many; of booleans one, until the page is written. */
// @ts-ignore: decorator
@inline
export function widthOf(kind: u32, digits: u32): usize {
  if (kind == BOOLEAN) return 1;
  if (kind == FIXED) return <usize>digits;
  const wide = kind == INTEGER64 || kind == TIME64 || kind == MOMENT || kind == DECIMAL64 || kind == DOUBLE;
  return wide ? 8 : 4;
}
