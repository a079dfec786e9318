// What stands beside a unit of a text: see `text.ts`.
import { classOf, DIGIT, LETTER, numerals, unitAt } from './text';

/** Whether a unit may end the number of a house, a lane or a room. */
export function counted(unit: u32): bool {
  if (classOf(unit) & (DIGIT | LETTER)) return true;
  let p = numerals;
  while (true) {
    const numeral: u32 = load<u16>(p);
    if (numeral == 0) return false;
    if (numeral == unit) return true;
    p += 2;
  }
}

/** Whether a number stands before a level of an address, with a blank between them or without. */
export function numbered(level: i32): bool {
  const unit = unitAt(level - 1);
  return unit == 32 ? level > 1 && counted(unitAt(level - 2)) : counted(unit);
}

// @ts-ignore: decorator
@inline
export function closing(unit: u32): bool {
  return unit == 41 || unit == 93 || unit == 0x3015 || unit == 0x3011;
}

/** Whether nothing but what people put into numbers stands between two places, as in scan.ts. */
export function separated(from: i32, to: i32): bool {
  if (to - from > 2) return false;
  for (let i = from; i < to; i++) {
    const unit = unitAt(i);
    if (unit != 32 && (unit < 40 || unit > 47) && unit != 58 && unit != 95 && unit != 64) return false;
  }
  return true;
}
