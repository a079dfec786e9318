import { expect, it } from 'vitest';
import { nearest } from '../../src/policy/nearest.js';

it.each([
  ['supress', 'suppress'],
  ['maks', 'mask'],
  ['KEEP', 'keep'],
  ['手机', '手机号'],
  ['zzz', undefined],
  ['', undefined],
])('nearest(%s) is %s', (typed, expected) => {
  expect(nearest(typed, ['suppress', 'mask', 'keep', '手机号', 'x'])).toBe(expected);
});
