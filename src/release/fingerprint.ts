import { logGamma } from '../core/population.js';
import type { Key } from '../core/random.js';

/**
 * A recipient's copy holds the records of its release in an order that a key gives: the only thing that differs between
 * copies, so that no value is distorted and classes stay what they were proven to be. Each record's rank is a keyed hash of
 * its content, so that the order of any subset tells of the recipient as well.
 */
export function copyKey(key: Key, release: string, recipient: string): Key {
  return key.derive(`lethe/copy/1\u0000${release}\u0000${recipient}`);
}

/** What of a record its rank depends on: its cells in the order of the release's columns; nulls are empty. */
export function contentOf(cells: readonly string[]): string {
  return JSON.stringify(cells);
}

/** The rank of a record under the key of a copy: 52 bits, so that equal ranks are equal records. */
export function rankOf(key: Key, content: string): number {
  const digest = key.digest(content);
  const view = new DataView(digest.buffer, digest.byteOffset, 8);
  return view.getUint32(0) * 2 ** 20 + (view.getUint32(4) >>> 12);
}

/** How an order of records bears out a key. */
export interface OrderTest {
  pairs: number; // of neighbours; no record is in two of them
  ascending: number;
  /** Logarithm to base 10 of the chance that an order made without the key has as many ascending pairs. */
  logChance: number;
}

/**
 * Tests an order of distinct records. Without the key every pair of neighbours is as likely to ascend as to descend, whatever
 * made the order, since the ranks are those of a pseudo-random function; pairs are disjoint and records distinct, so that
 * the pairs are independent. So the chance is the upper tail of a binomial distribution with one half, exactly.
 */
export function testOrder(ranks: ArrayLike<number>): OrderTest {
  let pairs = 0;
  let ascending = 0;
  for (let at = 0; at + 1 < ranks.length; at += 2) {
    if (ranks[at] === ranks[at + 1]) continue;
    pairs++;
    if (ranks[at]! < ranks[at + 1]!) ascending++;
  }
  return { pairs, ascending, logChance: logTail(pairs, ascending) };
}

/** log10 P[X >= least] for X binomial with n trials and one half; 0 where that is at least one half. */
export function logTail(n: number, least: number): number {
  if (least * 2 <= n) return 0;
  const first = logGamma(n + 1) - logGamma(least + 1) - logGamma(n - least + 1) - n * Math.LN2;
  let [sum, term] = [1, 1]; // relative to the first
  for (let i = least; i < n && term > 1e-17 * sum; i++) {
    term *= (n - i) / (i + 1);
    sum += term;
  }
  return Math.min(0, (first + Math.log(sum)) / Math.LN10);
}

/** Pairs of neighbours that must ascend for a finding among so many candidates within a bound on false findings. */
export function pairsNeeded(candidates: number, bound: number): number {
  return Math.ceil(Math.log2(candidates / bound));
}
