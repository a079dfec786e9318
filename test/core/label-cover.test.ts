import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelCover } from '../../src/core/label-cover.js';
import { LabelTest } from '../../src/core/label-test.js';

describe('LabelCover', () => {
  it('lets a masked label cover what has its visible characters in the same places', () => {
    const text = fc.array(fc.constantFrom('张', '1', 'a', '🀄', '*', '＊'), { maxLength: 5 });
    const value = fc.array(fc.constantFrom('张', '1', 'a', '🀄'), { maxLength: 5 });
    fc.assert(
      fc.property(fc.uniqueArray(text.map((all) => all.join(''))), value, (labels, characters) => {
        const covering = labels.flatMap((label, code) => {
          const shown = [...label];
          const hides = shown.some((mark) => mark === '*' || mark === '＊');
          const same =
            shown.length === characters.length &&
            shown.every((mark, i) => mark === '*' || mark === '＊' || mark === characters[i]);
          return label === '*' || label === characters.join('') || (hides && same) ? [code] : [];
        });
        const codes = new LabelCover({ name: 'x', values: labels }).codes(characters.join(''));
        expect([...codes]).toEqual(covering);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads intervals, sets and dates', () => {
    const values = ['*', '[20-29]', '<20', '{a,b}', '1990-05', '1990', null];
    const cover = new LabelCover({ name: 'x', values });
    const labels = (value: string | null) => [...cover.codes(value)].map((code) => values[code]);
    expect(labels('29.5')).toEqual(['*', '[20-29]']);
    expect(labels('7')).toEqual(['*', '<20']);
    expect(labels('b')).toEqual(['*', '{a,b}']);
    expect(labels('1990-05-17')).toEqual(['*', '1990-05', '1990']);
    expect(labels(null)).toEqual(['*', null]);
  });

  it('covers what single labels cover', () => {
    const part = fc.constantFrom(
      '张',
      '1',
      '20',
      '🀄',
      '*',
      '＊',
      '-',
      '[',
      ']',
      '{',
      '}',
      ',',
      '<',
      '1990-05',
    );
    const texts = fc.array(part, { maxLength: 5 }).map((all) => all.join(''));
    const labels = fc.uniqueArray(fc.oneof(texts, fc.constantFrom('[1-20]', '{1,20}', '>=20', '1990', null)));
    const value = fc.oneof(texts, fc.constantFrom('1', '20', '20.5', '1990-05-17', null));
    const labelsOf = (text: string) => (text.includes('1') ? ['20', '张*'] : []);
    fc.assert(
      fc.property(labels, value, (values, text) => {
        const column = { name: 'x', values, labelsOf };
        const one = new LabelTest(column);
        const covering = [...values.keys()].filter((code) => one.covers(text, code));
        expect(covering).toEqual([...new LabelCover(column).codes(text)]);
      }),
      { numRuns: 3000 },
    );
  });
});
