import { expect, test } from 'vitest';
import { tallyOf, tellsOldAge } from '../../src/profile/index.js';

const tells = (entity: 'age' | 'birth-date', ...values: string[]) =>
  tellsOldAge(entity, tallyOf(values, 'column'));

test.each(['90', '93岁', '90.5', '[85-94]', '[90-94]', '>=95', '95+', '９１', '(89, 91]', '100周岁'])(
  'an age that says %s tells that somebody is older than 89',
  (value) => {
    expect(tells('age', '35', value)).toBe(true);
  },
);

test.each(['89', '89.5', '[85-89]', '[80, 90)', '>=90', '>89', '>=80', '90+', '90岁以上', '90岁及以上', '90 and over', '*', ''])(
  'an age that says %s does not',
  (value) => {
    expect(tells('age', '35', value)).toBe(false);
  },
); // biome-ignore format: a table

test.each(['1920', '1930-1939', '1936', '1920-01-10', '1921年', '19200110', '<=1920'])(
  'a birth in %s tells it too',
  (value) => {
    expect(tells('birth-date', '1990', value)).toBe(true);
  },
);

test.each(['1937', '1940-1949', '<=1936', '1936年及以前', 'before 1937', '*'])(
  'one in %s does not',
  (value) => {
    expect(tells('birth-date', '1990', value)).toBe(false);
  },
);

test('ages of which not all are known may tell it; other columns never do', () => {
  const many = Array.from({ length: 1100 }, (_, i) => String(i / 20));
  expect(tells('age', ...many)).toBe(true);
  expect(tellsOldAge('income', tallyOf(['99'], 'income'))).toBe(false);
  expect(tellsOldAge(null, tallyOf(['99'], 'x'))).toBe(false);
});
