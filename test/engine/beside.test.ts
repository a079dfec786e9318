import { expect, test } from 'vitest';
import { beside } from '../../src/engine/beside.js';

const later = <T>(value: () => T) =>
  new Promise<T>((resolve, reject) =>
    setTimeout(() => {
      try {
        resolve(value());
      } catch (error) {
        reject(error);
      }
    }, 20),
  );
const fail = (message: string) => () => {
  throw new Error(message);
};

test('both results are given', async () => {
  expect(
    await beside(
      later(() => 'lanes'),
      () => 'work',
    ),
  ).toEqual(['lanes', 'work']);
});

test('a failure waits for the lanes, and theirs comes first', async () => {
  let ended = false;
  const lanes = later(() => {
    ended = true;
  });
  await expect(beside(lanes, fail('work'))).rejects.toThrow('work');
  expect(ended).toBe(true);
  await expect(beside(later(fail('lanes')), () => 'work')).rejects.toThrow('lanes');
  await expect(beside(later(fail('lanes')), fail('work'))).rejects.toThrow('lanes');
  await expect(beside(Promise.reject(new Error('at once')), () => 'work')).rejects.toThrow('at once');
});
