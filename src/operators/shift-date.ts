import { dateOfDay, dayNumber, isCalendarDate, isSentinelDate, readDate, writeDate } from '../core/dates.js';
import type { Operator } from '../core/operator.js';

/** Parameters of `shift-date`. */
export interface ShiftDateParams {
  by: string; // column whose value decides the shift: all dates of one person move together
  days: number; // largest shift in either direction
}

/**
 * Moves dates by −days…days, never 0, the same for every date of the same value of the column `by`, so that intervals within a
 * person stay exact. Keeps the written form and a time of day. No date, a date that leaves the calendar, or a record
 * whose cell there is empty: `*`. Sentinel dates mean "unknown", and stay.
 */
export const shiftDate: Operator<ShiftDateParams> = {
  name: 'shift-date',
  summary: {
    en: 'Moves dates by a keyed number of days, the same for all dates of one person; anything else becomes *.',
    zh: '按密钥把日期平移若干天，同一人的所有日期平移量相同；其他内容变为 *。',
  },
  params: (zod) => zod.strictObject({ by: zod.string().min(1), days: zod.int().min(1).max(36_500) }),
  examples: [
    {
      params: { by: '病历号', days: 30 },
      record: { 病历号: 'P-001' },
      in: '2021-03-09',
      out: '2021-04-04',
    },
    {
      params: { by: '病历号', days: 30 },
      record: { 病历号: 'P-001' },
      in: '2021/3/12 08:30',
      out: '2021/4/7 08:30',
    },
    {
      params: { by: '病历号', days: 30 },
      record: { 病历号: 'P-001' },
      in: '9999-12-31',
      out: '9999-12-31',
    },
    { params: { by: '病历号', days: 30 }, record: { 病历号: null }, in: '2021-03-09', out: '*' },
    { params: { by: '病历号', days: 30 }, record: { 病历号: 'P-001' }, in: '不详', out: '*' },
  ],
  compile({ by, days }, context) {
    const key = context.key('shift-date');
    // Records of one person often follow each other; the last shift is kept, as drawing one costs 2 µs.
    let last = { person: '', shift: 0 };
    const shiftOf = (person: string): number => {
      if (last.shift === 0 || last.person !== person) {
        const draw = key.random(person).below(2 * days);
        last = { person, shift: draw < days ? draw - days : draw - days + 1 };
      }
      return last.shift;
    };
    return {
      apply(text, record) {
        const person = record.get(by);
        const read = readDate(text);
        if (person === null || read === null) return '*';
        if (isSentinelDate(read.date)) return text;
        const moved = dateOfDay(dayNumber(read.date) + shiftOf(person));
        return isCalendarDate(moved) ? writeDate(moved, read.form) : '*';
      },
      reads: [by],
      keepsType: true,
      reversibility: 'keyed',
      keeps: ['length', 'order', 'format', 'part', 'distribution'],
    };
  },
};
