// Numbers in a text that stand alone: a run of digits with no other run beside it, of which only one thing can be made
// whatever is written around it. They are read here, by the rules of recognisers/phone-mobile.ts, cn/resident-id.ts and
// bank-card.ts; all others are left to the finders.
import { isRealDate } from './calendar';
import { unitAt } from './text';

// What a number is, as in scan.ts.
const MOBILE: i32 = 1;
const RESIDENT_ID: i32 = 2;
const BANK_CARD: i32 = 3;
/** Of no kind, and no finder would find it so: whoever needs words before it would have been called by a signal. */
export const NOTHING: i32 = -1;

let mobiles: usize = 0; // bit per four leading digits of mobile numbers in use
let regions: usize = 0; // bit per six digits that are or were a region

/** Where the tables lie: 1250 and 125 000 bytes. */
export function numberTables(mobileTable: usize, regionTable: usize): void {
  mobiles = mobileTable;
  regions = regionTable;
}

/** Score of what was read last, in hundredths. */
export let readScore: i32 = 0;

/**
 * What the run of `length` letters and digits at `start` is that stands alone and of which `figures` are digits: a kind,
 * `NOTHING`, or 0 where the finders have to look. `announced`: whether words of social security or of accounts stand in the text.
 */
export function readAlone(start: i32, length: i32, figures: i32, announced: bool): i32 {
  if (start > 0 && unitAt(start - 1) == 43) return 0; // + dials another country
  if (length == 18) return residentId(start, figures);
  if (figures < length) return 0;
  if (length == 11) {
    if (!known(mobiles, number(start, 4))) return 0;
    readScore = 95;
    return MOBILE;
  }
  return length == 16 || length == 19 ? bankCard(start, length, announced) : 0;
}

function known(table: usize, bit: u32): bool {
  return (<u32>load<u8>(table + (<usize>bit >> 3)) & (1 << (bit & 7))) != 0;
}

// @ts-ignore: decorator
@inline
function digit(at: i32): u32 {
  return unitAt(at) - 48;
}

function number(at: i32, count: i32): u32 {
  let value: u32 = 0;
  for (let i = 0; i < count; i++) value = value * 10 + digit(at + i);
  return value;
}

const weights = memory.data<u8>([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);

/** With its check digit, a real date and a region: nothing scores as high. Permits (8, 9) are left. */
function residentId(start: i32, figures: i32): i32 {
  const last = unitAt(start + 17);
  if (figures != 18 && (figures != 17 || (last | 32) != 120)) return 0;
  if (digit(start) - 1 >= 7 || number(start + 14, 3) == 0) return 0;
  const year = number(start + 6, 4);
  if (year < 1850 || year > 2035) return 0;
  if (!isRealDate(year, number(start + 10, 2), number(start + 12, 2))) return 0;
  let sum: u32 = 0;
  for (let i = 0; i < 17; i++) sum += digit(start + i) * <u32>load<u8>(weights + <usize>i);
  sum %= 11;
  const check: u32 = figures == 17 ? 10 : last - 48;
  if (check != (12 - sum) % 11 || !known(regions, number(start, 6))) return 0;
  readScore = 100;
  return RESIDENT_ID;
}

/** 16 or 19 digits of an issuer with Luhn's check; UnionPay's without it need words. */
function bankCard(start: i32, length: i32, announced: bool): i32 {
  const first = digit(start);
  if (first == 0) return 0;
  const two = first * 10 + digit(start + 1);
  let sum: u32 = 0;
  let same = true;
  for (let i = 0; i < length; i++) {
    let value = digit(start + i);
    if (value != first) same = false;
    if (((length - i) & 1) == 0) {
      value <<= 1;
      if (value > 9) value -= 9;
    }
    sum += value;
  }
  if (same) return 0;
  if (sum % 10 == 0) {
    const issued =
      two == 62 ||
      (length == 16
        ? first == 4 || two - 51 < 5 || two - 22 < 6 || two == 35 || two == 60 || two == 64 || two == 65
        : two == 50 || two == 56 || two == 58 || two == 63 || two == 67);
    if (!issued) return 0;
    readScore = 90;
    return BANK_CARD;
  }
  // SIM cards begin with 8986.
  return two == 62 || announced || (length == 19 && number(start, 4) == 8986) ? 0 : NOTHING;
}
