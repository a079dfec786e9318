import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coarserDateLabel,
  dateLabel,
  dateOfDay,
  dayNumber,
  generaliseDate,
  isCalendarDate,
  readDate,
  writeDate,
} from '../../src/core/dates.js';
import { dateLevels } from '../../src/core/program.js';

describe('dates', () => {
  it.each([
    ['1990-05-17', '1990-05-17'],
    ['1990-5-7', '1990-05-07'],
    ['1990/05/17', '1990-05-17'],
    ['1990.5.17', '1990-05-17'],
    ['19900517', '1990-05-17'],
    ['1990年5月17日', '1990-05-17'],
    ['1990-05-17T08:30:00.5+08:00', '1990-05-17'],
    ['1990-05-17 8:30', '1990-05-17'],
    ['2000-02-29', '2000-02-29'],
    ['0001-01-01', '0001-01-01'],
  ])('reads %s', (text, day) => expect(generaliseDate(text, 'day')).toBe(day));

  it.each([
    '1900-02-29', '1990-13-01', '1990-00-10', '1990-04-31', '0000-01-01', '1990-05/17', '1990-05-17x', '1990-05-17 25:00',
    '1990-05-17 08:60', ' 1990-05-17', '90-05-17', '1990-05', '1990', '', '1990-005-17', '１９９０-05-17', '1990-05-17 ',
    '9999-12-31', '9999-9-9', '1900-1-1', '2099-12-31',
  ])('%j is no date, or stands for unknown', (text) => {
    for (const level of dateLevels) expect(generaliseDate(text, level)).toBe('*');
  }); // biome-ignore format: a list

  it('labels every level', () => {
    const date = { year: 1990, month: 5, day: 17 };
    expect(dateLevels.map((level) => dateLabel(date, level))).toEqual([
      '1990-05-17', '1990-05', '1990-Q2', '1990', '1990-1994', '1990-1999',
    ]); // biome-ignore format: a list
  });

  it('makes every label of the finer ones as it makes it of the date', () => {
    for (const text of [
      '1990-05-17',
      '0001-01-01',
      '2024-02-29',
      '1999-12-31',
      '2004-9-30',
      '9999-12-31',
      'no date',
    ])
      for (const [finer, from] of dateLevels.entries())
        for (const level of dateLevels.slice(finer + 1))
          expect(coarserDateLabel(generaliseDate(text, from), level)).toBe(generaliseDate(text, level));
  });

  it('counts days as the calendar does', () => {
    expect(dayNumber({ year: 1970, month: 1, day: 1 })).toBe(0);
    for (let number = -719_162; number < 2_932_896; number += 97) {
      const date = dateOfDay(number);
      const clock = new Date(number * 86_400_000);
      const expected = {
        year: clock.getUTCFullYear(),
        month: clock.getUTCMonth() + 1,
        day: clock.getUTCDate(),
        number,
        there: true,
      };
      const { year, month, day } = date;
      const back = dayNumber(date);
      const there = isCalendarDate(date);
      const same = year === expected.year && month === expected.month && day === expected.day;
      if (same && back === number && there) continue; // some ten thousand days: only a difference is worth an `expect`
      expect({ year, month, day, number: back, there }).toEqual(expected);
    }
  });

  it('writes what it read in the form it read', () => {
    const part = fc
      .integer({ min: 0, max: 40 })
      .chain((n) => fc.constantFrom(String(n), String(n).padStart(2, '0')));
    const separators = fc.constantFrom(['-', '-', ''], ['/', '/', ''], ['.', '.', ''], ['年', '月', '日']);
    let same = 0;
    fc.assert(
      fc.property(
        part,
        part,
        separators,
        fc.constantFrom('', ' 08:30', 'T23:59:60Z'),
        (month, day, [a, b, c], time) => {
          const text = `1990${a}${month}${b}${day}${c}${time}`;
          const read = readDate(text);
          if (!read) return;
          const written = writeDate(read.date, read.form);
          // 05/7 and 5/07 mix two habits; everything else comes back as it was.
          if ((month.length === 2) === (day.length === 2) || Number(month) > 9 || Number(day) > 9) {
            expect(written).toBe(text);
            same++;
          } else expect(readDate(written)?.date).toEqual(read.date);
        },
      ),
      { numRuns: 2000 },
    );
    expect(same).toBeGreaterThan(100);
  });
});
