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

test('what is given back serves whoever takes next, as if it were new, until it is forgotten', () => {
  const host = takeKernels(4 << 20);
  const { memory } = host;
  const pointer = host.region('one', 1 << 20);
  host.bytes.fill(7, pointer, pointer + (1 << 20));
  giveKernels(host);
  const next = takeKernels();
  expect(next.memory).toBe(memory);
  const again = next.region('another', 2 << 20);
  expect(again).toBe(pointer);
  expect(next.bytes.subarray(again, again + (2 << 20)).every((byte) => byte === 0)).toBe(true);
  giveKernels(next);
  forgetKernels();
  expect(takeKernels().memory).not.toBe(memory);
});
