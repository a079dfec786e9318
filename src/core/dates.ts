import type { DateLevel } from './program.js';

/** A date of the proleptic Gregorian calendar. */
export interface CalendarDate {
  year: number; // 1…9999
  month: number; // 1…12
  day: number; // 1…days of the month
}

/** How a date was written, so that another date can be written the same way. */
export interface DateForm {
  separators: readonly [string, string, string]; // after year, month, day
  padded: readonly [boolean, boolean]; // month, day with a leading zero where below ten
  rest: string; // a time of day or zone after the date, with its leading space or T
}

const written =
  /^([0-9]{4})(?:(-)([0-9]{1,2})-([0-9]{1,2})|(\/)([0-9]{1,2})\/([0-9]{1,2})|(\.)([0-9]{1,2})\.([0-9]{1,2})|(年)([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2}))(.*)$/s;

const time = /^[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?$/;

/**
 * Reads a date in the forms that the row program knows (see program.ts): `YYYY-M-D`, `YYYY/M/D`, `YYYY.M.D`,
 * `YYYYMMDD` and `YYYY年M月D日`, alone or followed by a time of day. Null where the text has another form or names no
 * day of the calendar.
 */
export function readDate(text: string): { date: CalendarDate; form: DateForm } | null {
  const usual = readUsual(text);
  if (usual) return isCalendarDate(usual) ? { date: usual, form: usualForm } : null;
  const match = written.exec(text);
  if (!match) return null;
  const rest = match[16] ?? '';
  if (rest !== '' && !isTime(rest)) return null;
  const sign = match[2] ?? match[5] ?? match[8] ?? match[11] ?? '';
  const month = match[3] ?? match[6] ?? match[9] ?? match[12] ?? match[14] ?? '';
  const day = match[4] ?? match[7] ?? match[10] ?? match[13] ?? match[15] ?? '';
  const date = { year: Number(match[1]), month: Number(month), day: Number(day) };
  if (!isCalendarDate(date)) return null;
  const separators = sign === '年' ? (['年', '月', '日'] as const) : ([sign, sign, ''] as const);
  // A two-digit number below ten proves padding; ten and above proves nothing and takes the other's habit.
  const monthPadded = month.length === 2 && (date.month < 10 || day.length === 2);
  const dayPadded = day.length === 2 && (date.day < 10 || month.length === 2);
  return { date, form: { separators, padded: [monthPadded, dayPadded], rest } };
}

const usualForm: DateForm = { separators: ['-', '-', ''], padded: [true, true], rest: '' };

/** The numbers of a text like 1990-05-17, which nearly all dates are written as; null for any other form. */
function readUsual(text: string): CalendarDate | null {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year < 0 || month < 0 || day < 0 ? null : { year, month, day };
}

/** The number that the digits of a part of a text write; -1 where another character stands among them. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function isTime(text: string): boolean {
  const match = time.exec(text);
  return match !== null && Number(match[1]) <= 23 && Number(match[2]) <= 59 && Number(match[3] ?? 0) <= 60;
}

/** Writes a date in a form that `readDate` found. */
export function writeDate(date: CalendarDate, form: DateForm): string {
  const [afterYear, afterMonth, afterDay] = form.separators;
  const month = form.padded[0] ? pad(date.month, 2) : String(date.month);
  const day = form.padded[1] ? pad(date.day, 2) : String(date.day);
  return `${pad(date.year, 4)}${afterYear}${month}${afterMonth}${day}${afterDay}${form.rest}`;
}

/** Whether year, month and day name a day of the calendar between the years 1 and 9999. */
export function isCalendarDate({ year, month, day }: CalendarDate): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

/** Number of days of a month, 1-based. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Dates that stand for "unknown" or "for ever" in registers: any day of 9999, 1900-01-01 and 2099-12-31. They say
 * nothing about a person's age, so every generalised level labels them `*`.
 */
export function isSentinelDate({ year, month, day }: CalendarDate): boolean {
  return (
    year === 9999 ||
    (year === 1900 && month === 1 && day === 1) ||
    (year === 2099 && month === 12 && day === 31)
  );
}

/** Label of a date at a level: 1990-05-17, 1990-05, 1990-Q2, 1990, 1990-1994, 1990-1999. */
export function dateLabel({ year, month, day }: CalendarDate, level: DateLevel): string {
  switch (level) {
    case 'day':
      return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
    case 'month':
      return `${pad(year, 4)}-${pad(month, 2)}`;
    case 'quarter':
      return `${pad(year, 4)}-Q${Math.ceil(month / 3)}`;
    case 'year':
      return pad(year, 4);
    case 'five-years':
      return span(year, 5);
    case 'decade':
      return span(year, 10);
  }
}

/** What the row program's `date` does to a cell: its label, or `*` where it is no date or a sentinel. */
export function generaliseDate(text: string, level: DateLevel): string {
  const usual = readUsual(text);
  if (usual) {
    if (!isCalendarDate(usual) || isSentinelDate(usual)) return '*';
    // The finest labels begin as the text does: nothing is put together.
    if (level === 'month') return text.slice(0, 7);
    return level === 'year' ? text.slice(0, 4) : dateLabel(usual, level);
  }
  const read = readDate(text);
  return read && !isSentinelDate(read.date) ? dateLabel(read.date, level) : '*';
}

/** The label at a level that follows from the label at a finer one; `*` stays. */
export function coarserDateLabel(label: string, level: DateLevel): string {
  if (label === '*') return label;
  const month = label[5] === 'Q' ? 3 * Number(label[6]) : Number(label.slice(5, 7)); // from the year on nobody asks
  return dateLabel({ year: Number(label.slice(0, 4)), month, day: Number(label.slice(8)) }, level);
}

/** Days since 1970-01-01 of a date; may be negative. */
export function dayNumber({ year, month, day }: CalendarDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

/** The date of a day number. Years outside 1…9999 are the caller's to check with `isCalendarDate`. */
export function dateOfDay(number: number): CalendarDate {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

function span(year: number, width: number): string {
  const low = Math.floor(year / width) * width;
  return `${pad(low, 4)}-${pad(low + width - 1, 4)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
