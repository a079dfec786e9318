import { afterEach, expect, test } from 'vitest';
import { forgetKernels, giveKernels, reserveKernels, takeKernels } from '../../src/kernels/spare.js';

afterEach(forgetKernels);

test('kernels made beforehand have room, and are taken once', () => {
  reserveKernels(8 << 20);
  const first = takeKernels();
  expect(first.memory.buffer.byteLength).toBeGreaterThanOrEqual(8 << 20);
  const second = takeKernels();
  expect(second).not.toBe(first);
  expect(second.memory.buffer.byteLength).toBeLessThan(8 << 20);
});

test('what is given back serves whoever takes next, until it is forgotten', () => {
  const host = takeKernels(4 << 20);
  giveKernels(host);
  expect(takeKernels()).toBe(host);
  giveKernels(host);
  forgetKernels();
  expect(takeKernels()).not.toBe(host);
});
