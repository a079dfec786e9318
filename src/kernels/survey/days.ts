import type { KernelHost } from '../host.js';

/** Values from which a column of dates gets a table by digits: below, the caches of cells hold most of them. */
export const datedFrom = 256;
const looked = 64; // values looked at

/**
 * The form of nearly all of `count` values, as the bytes of one: 10 for YYYY-MM-DD, 8 for YYYYMMDD, 7 for YYYY-MM; 0 where
 * they are something else. `place` gives pointer and length of a value.
 */
export function formOfDates(
  host: KernelHost,
  count: number,
  place: (value: number) => readonly [pointer: number, length: number],
): number {
  const { isDay } = host.exports;
  const step = Math.max(1, Math.floor(count / looked));
  const found = new Map<number, number>();
  let seen = 0;
  for (let value = 0; value < count; value += step, seen++) {
    const [pointer, length] = place(value);
    const day = (length === 10 || length === 8 || length === 7) && isDay!(pointer, length) === 1;
    if (day) found.set(length, (found.get(length) ?? 0) + 1);
  }
  for (const [form, times] of found) if (times * 4 > seen * 3) return form;
  return 0;
}
