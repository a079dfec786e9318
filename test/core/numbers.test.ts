import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketEdge, ceilOf, floorOf, readNumber, roundTo } from '../../src/core/numbers.js';

describe('numbers', () => {
  it.each([
    '',
    ' 1',
    '1 ',
    '1,000',
    '1.',
    '.5',
    '--1',
    '1e3',
    '０',
    '0x10',
    'NaN',
    '1234567890123456789',
    '1\n',
  ])('%j is no number', (text) => expect(readNumber(text)).toBeNull());

  it.each([
    ['-0.5', -1n, 0n, 0n],
    ['0.5', 0n, 1n, 0n],
    ['-0', 0n, 0n, 0n],
    ['+007.000', 7n, 7n, 10n],
    ['-15', -15n, -15n, -20n],
    ['-14.999', -15n, -14n, -10n],
    ['14.5', 14n, 15n, 10n],
    [
      '000000000000000000000000123456789012345678',
      123456789012345678n,
      123456789012345678n,
      123456789012345680n,
    ],
  ])('%s: floor, ceiling, nearest ten', (text, floor, ceiling, ten) => {
    const number = readNumber(text)!;
    expect([floorOf(number), ceilOf(number), roundTo(number, 10n)]).toEqual([floor, ceiling, ten]);
  });

  it('rounds halves away from zero for odd units too', () => {
    expect(roundTo(readNumber('2.5')!, 5n)).toBe(5n);
    expect(roundTo(readNumber('2.49')!, 5n)).toBe(0n);
    expect(roundTo(readNumber('-7.5')!, 5n)).toBe(-10n);
    expect(roundTo(readNumber('0.5')!, 1n)).toBe(1n);
  });

  it('puts every whole number into the bucket that holds it', () => {
    const big = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    fc.assert(
      fc.property(
        big,
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        (value, width, origin) => {
          const low = bucketEdge(value, width, origin);
          expect(low <= value && value < low + width).toBe(true);
          expect((low - origin) % width).toBe(0n);
        },
      ),
    );
  });
});
