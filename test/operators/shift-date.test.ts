import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, readDate } from '../../src/core/dates.js';
import { shiftDate } from '../../src/operators/shift-date.js';
import { contextFor, recordOf } from './context.js';

const days = 45;
const compiled = shiftDate.compile({ by: 'id', days }, contextFor());
const shifted = (text: string, id: string): string => compiled.apply(text, recordOf({ id }));
const number = (text: string): number => dayNumber(readDate(text)!.date);

describe('shift-date', () => {
  const date = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));

  it('moves every date of one person by the same days, never 0 and never further than stated', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(fc.string(), date, date, (id, first, second) => {
        fc.pre(!['1900-01-01', '2099-12-31'].includes(first));
        const shift = number(shifted(first, id)) - number(first);
        seen.add(shift);
        expect(shift).not.toBe(0);
        expect(Math.abs(shift)).toBeLessThanOrEqual(days);
        expect(number(shifted(second, id)) - number(second)).toBe(shift);
      }),
      { numRuns: 500 },
    );
    expect(seen.size).toBeGreaterThan(20);
  });

  it.each([
    ['2021-03-09', /^2021-\d\d-\d\d$/],
    ['2021/6/9', /^2021\/\d{1,2}\/\d{1,2}$/],
    ['20210609', /^2021\d{4}$/],
    ['2021年06月09日 08:30:00', /^2021年\d\d月\d\d日 08:30:00$/],
    ['2021.6.9', /^2021\.\d{1,2}\.\d{1,2}$/],
  ])('keeps the form of %s', (text, form) => {
    for (const id of ['a', 'b', 'c']) expect(shifted(text, id)).toMatch(form);
  });

  it('gives * for what leaves the calendar', () => {
    const results = Array.from({ length: 40 }, (_, id) => shifted('0001-01-02', String(id)));
    expect(results).toContain('*');
    expect(results.every((text) => text === '*' || readDate(text) !== null)).toBe(true);
  });
});
