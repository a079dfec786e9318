/** What somebody may ask for. */
export const requestKinds = ['access', 'correction', 'deletion', 'sharing', 'opening'] as const;
export type RequestKind = (typeof requestKinds)[number];

/**
 * Terms in working days: how long an answer may take, and by how much it may be put off once. Five days stand for
 * conditional sharing, ten and once ten more for conditional opening (Hainan 24–26, Chongqing 17–18, as summarised in
 * secondary sources). For requests of persons the statutes ask for a timely answer without a number: the longer term
 * is the default here, and an office may state the shorter one.
 */
export const clocks = {
  '5': { days: 5, extension: 0 },
  '10+10': { days: 10, extension: 10 },
} as const;
export type ClockName = keyof typeof clocks;

/** The clock of a kind of request where none is stated. */
export function clockOf(kind: RequestKind): ClockName {
  return kind === 'sharing' ? '5' : '10+10';
}

/** Days off and days worked by decree: weekends are off unless `worked` has them, other days on unless `off` has them. */
export interface WorkCalendar {
  off: ReadonlySet<string>; // YYYY-MM-DD
  worked: ReadonlySet<string>;
  years: ReadonlySet<string>; // that the calendar says anything of
}

/** Saturdays and Sundays off, nothing else known. */
export const weekendsOnly: WorkCalendar = { off: new Set(), worked: new Set(), years: new Set() };

const offWords = new Set(['off', 'holiday', '休', '休息', '放假', '节假日']);
const workWords = new Set(['work', 'workday', '班', '上班', '调休上班', '工作日']);

/**
 * Reads a calendar of working days: one day a line, `2026-10-01 off` or `2026-10-10 work` (also 休 and 班), a note after it
 * allowed, `#` for remarks, commas as blanks. Returns the number of the first line that is none of these, from 1.
 */
export function readCalendar(text: string): WorkCalendar | number {
  const off = new Set<string>();
  const worked = new Set<string>();
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const [day, word] = line
      .replace(/#.*/, '')
      .trim()
      .split(/[\s,，]+/);
    if (day === undefined || day === '') continue;
    if (!isDay(day) || word === undefined) return index + 1;
    if (offWords.has(word)) off.add(day);
    else if (workWords.has(word)) worked.add(day);
    else return index + 1;
    if (off.has(day) && worked.has(day)) return index + 1;
  }
  return { off, worked, years: new Set([...off, ...worked].map((day) => day.slice(0, 4))) };
}

/** Whether a text is a day of the calendar as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const dayLong = 86_400_000; // milliseconds

function isWorked(day: string, calendar: WorkCalendar): boolean {
  if (calendar.worked.has(day)) return true;
  if (calendar.off.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

function next(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayLong).toISOString().slice(0, 10);
}

/** The day that lies some working days after another; the day itself does not count. */
export function afterWorkingDays(day: string, count: number, calendar: WorkCalendar): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = next(at);
    if (isWorked(at, calendar)) left--;
  }
  return at;
}

/** Working days from one day to another, the first apart: 0 where they are the same, negative where it is past. */
export function workingDaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let at = from; at < to; ) {
    at = next(at);
    if (isWorked(at, calendar)) count++;
  }
  return count;
}

/** The last day for an answer. */
export function dueDay(
  received: string,
  clock: ClockName,
  extended: boolean,
  calendar: WorkCalendar,
): string {
  const { days, extension } = clocks[clock];
  return afterWorkingDays(received, days + (extended ? extension : 0), calendar);
}

/** Years that a term touches and a calendar with any years says nothing of: its holidays are then not known. */
export function yearsUnknown(from: string, to: string, { years }: WorkCalendar): string[] {
  const touched: string[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    touched.push(String(year));
  return touched.filter((year) => !years.has(year));
}

/** The day in China (UTC+8, without summer time) of a moment: terms run by its calendar. */
export function dayInChina(milliseconds: number): string {
  return new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 10);
}
