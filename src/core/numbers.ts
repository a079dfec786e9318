/** A decimal number held exactly: sign, whole part and the digits after the point. */
export interface Decimal {
  negative: boolean;
  whole: bigint; // size of the whole part, never negative
  fraction: string; // digits after the point, '' where there are none
}

/** Reads a number as the row program does (see program.ts): null for anything else. Surrounding spaces are not a number. */
export function readNumber(text: string): Decimal | null {
  const match = /^([+-]?)0*([0-9]{1,18})(?:\.([0-9]+))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  return { negative: sign === '-', whole: BigInt(whole), fraction };
}

/** The greatest whole number not above a decimal. */
export function floorOf({ negative, whole, fraction }: Decimal): bigint {
  if (!negative) return whole;
  return hasFraction(fraction) ? -whole - 1n : -whole;
}

/** The least whole number not below a decimal. */
export function ceilOf({ negative, whole, fraction }: Decimal): bigint {
  if (negative) return -whole;
  return hasFraction(fraction) ? whole + 1n : whole;
}

/** The multiple of `to` ≥ 1 nearest to a decimal, halves away from zero; exact. */
export function roundTo({ negative, whole, fraction }: Decimal, to: bigint): bigint {
  const rest = whole % to;
  const up = 2n * rest >= to || (2n * rest === to - 1n && fraction >= '5');
  const size = whole - rest + (up ? to : 0n);
  return negative ? -size : size;
}

/** Lower edge of the bucket that holds a whole number: floor((value − origin) / width) · width + origin; exact. */
export function bucketEdge(value: bigint, width: bigint, origin: bigint): bigint {
  const rest = (value - origin) % width;
  return value - (rest < 0n ? rest + width : rest);
}

/** A decimal as a double: exact up to 2⁵³, and for widths and bounds that are fractions themselves. */
export function approximate({ negative, whole, fraction }: Decimal): number {
  const size = Number(`${whole}.${fraction || '0'}`);
  return negative ? 0 - size : size;
}

/** A value without the dust that binary fractions leave behind: 0.30000000000000004 → 0.3, −0 → 0. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15)) + 0;
}

function hasFraction(digits: string): boolean {
  return /[1-9]/.test(digits);
}
