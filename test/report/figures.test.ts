import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped } from '../../src/report/figures.js';

test('numbers are grouped as Intl groups them, in English and in Chinese', () => {
  const [en, zh] = ['en', 'zh-CN'].map((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
  const value = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.constantFrom(0.5, 999.5, -2.5, -0.4, -0),
  );
  fc.assert(
    fc.property(value, (number) => {
      expect(grouped(number)).toBe(en!.format(number));
      expect(grouped(number)).toBe(zh!.format(number));
    }),
  );
});
