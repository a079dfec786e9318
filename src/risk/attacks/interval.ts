import type { Rate } from '../../core/attack.js';

const z = 1.959963984540054; // 97.5 % of the normal distribution

/** The score interval of a proportion at 95 % (Wilson 1927). `successes` may be a fraction where ties are shared out. */
export function wilson(successes: number, trials: number): Rate {
  if (trials <= 0) return { value: 0, low: 0, high: 1 };
  const p = Math.min(1, Math.max(0, successes / trials));
  const spread = z * z;
  const centre = (p + spread / (2 * trials)) / (1 + spread / trials);
  const half =
    (z / (1 + spread / trials)) * Math.sqrt((p * (1 - p)) / trials + spread / (4 * trials * trials));
  return {
    value: round(p),
    low: p === 0 ? 0 : round(Math.max(0, centre - half)),
    high: p === 1 ? 1 : round(Math.min(1, centre + half)),
  };
}

/** The difference of two proportions at 95 %, from their score intervals (Newcombe 1998, method 10). */
export function difference(first: Rate, second: Rate): Rate {
  const value = first.value - second.value;
  const low = value - Math.hypot(first.value - first.low, second.high - second.value);
  const high = value + Math.hypot(first.high - first.value, second.value - second.low);
  return { value: round(value), low: round(Math.max(-1, low)), high: round(Math.min(1, high)) };
}

/** Six digits: reports of two machines must not differ in the last bit of a square root. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
