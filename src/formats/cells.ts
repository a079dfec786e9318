import { dateOfDay, dayNumber, isCalendarDate, readDate } from '../core/dates.js';
import type { ColumnType, TimeUnit } from '../core/format.js';

/** Units of a second per time unit. */
export const perSecond: Readonly<Record<TimeUnit, bigint>> = {
  milli: 1_000n,
  micro: 1_000_000n,
  nano: 1_000_000_000n,
};

const firstDay = dayNumber({ year: 1, month: 1, day: 1 });
const lastDay = dayNumber({ year: 9999, month: 12, day: 31 });

/** A double as the shortest decimal that reads back as it: `1.5`, `-0`, `1e+300`, `NaN`, `Infinity`. */
export function floatText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A single-precision number as the shortest decimal that rounds to it. */
export function float32Text(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return floatText(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** An unscaled decimal: (1250, 2) → `12.50`. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A day counted from 1970-01-01, or null outside the years 1 to 9999. */
export function dateText(day: number): string | null {
  if (!Number.isInteger(day) || day < firstDay || day > lastDay) return null;
  const { year, month, day: ofMonth } = dateOfDay(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(ofMonth, 2)}`;
}

/** A time of day in units since midnight, or null outside of a day. The fraction is left out where it is zero. */
export function timeText(value: bigint, unit: TimeUnit): string | null {
  const second = perSecond[unit];
  if (value < 0n || value >= 86_400n * second) return null;
  const whole = Number(value / second);
  const clock = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) =>
    pad(part, 2),
  );
  const rest = value % second;
  if (rest === 0n) return clock.join(':');
  const fraction = String(rest + second)
    .slice(1)
    .replace(/0+$/, '');
  return `${clock.join(':')}.${fraction}`;
}

/** A moment in units since 1970-01-01T00:00:00, or null outside the years 1 to 9999. */
export function timestampText(value: bigint, unit: TimeUnit, utc: boolean): string | null {
  const inDay = 86_400n * perSecond[unit];
  const rest = ((value % inDay) + inDay) % inDay;
  const date = dateText(Number((value - rest) / inDay));
  return date === null ? null : `${date}T${timeText(rest, unit)}${utc ? 'Z' : ''}`;
}

/** A truth value, also as databases write it, or null. */
export function booleanOf(text: string): boolean | null {
  if (text === 'true' || text === 't') return true;
  return text === 'false' || text === 'f' ? false : null;
}

/** A whole number of the type, or null. Leading zeros and plus signs are no numbers: they mean something. */
export function integerOf(text: string, bits: number, signed: boolean): bigint | null {
  if (!/^(?:0|-?[1-9][0-9]{0,19})$/.test(text)) return null;
  const value = BigInt(text);
  const low = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const high = 1n << BigInt(signed ? bits - 1 : bits);
  return value < low || value >= high ? null : value;
}

/** A binary number, or null. Leading zeros are refused as for whole numbers. */
export function floatOf(text: string): number | null {
  if (/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : null;
  }
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? Number(text) : null;
}

/** A decimal as its unscaled whole number, or null where digits would be lost. */
export function decimalOf(text: string, precision: number, scale: number): bigint | null {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text);
  if (!match) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > scale) return null;
  const digits = `${match[2]}${fraction.padEnd(scale, '0')}`.replace(/^0+(?=.)/, '');
  return digits.length > precision ? null : BigInt(`${match[1]}${digits}`);
}

/** The day of a date in any form that the row program knows, counted from 1970-01-01, or null. */
export function dayOf(text: string): number | null {
  const read = readDate(text);
  return read && read.form.rest === '' ? dayNumber(read.date) : null;
}

/** A time of day in units since midnight, or null where it is none or digits would be lost. */
export function timeOf(text: string, unit: TimeUnit): bigint | null {
  const match = /^([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?$/.exec(text);
  if (!match) return null;
  const [hour, minute, second] = [match[1], match[2], match[3] ?? '0'].map(Number) as [
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const digits = String(perSecond[unit]).length - 1;
  const fraction = (match[4] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const whole = BigInt(hour * 3600 + minute * 60 + second) * perSecond[unit];
  return whole + BigInt(fraction.padEnd(digits, '0'));
}

/** A moment in units since 1970-01-01T00:00:00 (of UTC, or of the local clock), or null. */
export function timestampOf(text: string, unit: TimeUnit, utc: boolean): bigint | null {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9:.]+))?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?$/.exec(
    text,
  );
  if (!match || (match[5] !== undefined && !utc)) return null;
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  if (!isCalendarDate(date)) return null;
  const time = match[4] === undefined ? 0n : timeOf(match[4], unit);
  if (time === null) return null;
  const day = BigInt(dayNumber(date)) * 86_400n * perSecond[unit];
  return day + time - offsetOf(match[5]) * perSecond[unit];
}

/** Seconds that a zone is ahead of UTC. */
function offsetOf(zone: string | undefined): bigint {
  if (zone === undefined || zone === 'Z') return 0n;
  const seconds = Number(zone.slice(1, 3)) * 3600 + (zone.length > 3 ? Number(zone.slice(-2)) * 60 : 0);
  return BigInt(zone.startsWith('-') ? -seconds : seconds);
}

/**
 * What a cell stands for: boolean, number (integers of 64 bits and unscaled decimals as bigint), days since 1970, units of
 * time since midnight or 1970 (milliseconds of a time as number). Null where the text is not of the type.
 */
export function typedCell(text: string, type: ColumnType): string | boolean | number | bigint | null {
  switch (type.kind) {
    case 'text':
      return text;
    case 'boolean':
      return booleanOf(text);
    case 'integer': {
      const value = integerOf(text, type.bits, type.signed);
      return value === null || type.bits === 64 ? value : Number(value);
    }
    case 'float':
      return floatOf(text);
    case 'decimal':
      return decimalOf(text, type.precision, type.scale);
    case 'date':
      return dayOf(text);
    case 'time': {
      const value = timeOf(text, type.unit);
      return value === null || type.unit !== 'milli' ? value : Number(value);
    }
    case 'timestamp':
      return timestampOf(text, type.unit, type.utc);
  }
}

/** Whether a text is a value of a type, in a form that writers accept. */
export function fits(text: string, type: ColumnType): boolean {
  switch (type.kind) {
    case 'text':
      return true;
    case 'boolean':
      return booleanOf(text) !== null;
    case 'integer':
      return integerOf(text, type.bits, type.signed) !== null;
    case 'float':
      return floatOf(text) !== null;
    case 'decimal':
      return decimalOf(text, type.precision, type.scale) !== null;
    case 'date':
      return dayOf(text) !== null;
    case 'time':
      return timeOf(text, type.unit) !== null;
    case 'timestamp':
      return timestampOf(text, type.unit, type.utc) !== null;
  }
}

/** The narrowest type that holds the values of both; text where there is none. */
export function widen(one: ColumnType, other: ColumnType): ColumnType {
  if (one.kind === other.kind) {
    if (one.kind === 'float' || one.kind === 'integer') {
      const same = other as typeof one;
      if (one.kind === 'integer' && one.signed !== (other as typeof one).signed) return { kind: 'text' };
      return one.bits >= same.bits ? one : same;
    }
    return JSON.stringify(one) === JSON.stringify(other) ? one : { kind: 'text' };
  }
  const kinds = [one.kind, other.kind];
  if (kinds.includes('integer') && kinds.includes('float')) return { kind: 'float', bits: 64 };
  return { kind: 'text' };
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
