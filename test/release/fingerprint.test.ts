import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Key } from '../../src/core/random.js';
import {
  contentOf,
  copyKey,
  logTail,
  pairsNeeded,
  rankOf,
  testOrder,
} from '../../src/release/fingerprint.js';

const key = Key.from('a key that marks copies');
const release = 'a'.repeat(64);
const bound = 1e-6;

function copyFor(recipient: string, records: readonly string[]): string[] {
  const order = copyKey(key, release, recipient);
  return records
    .map((record) => [rankOf(order, record), record] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, record]) => record);
}

/** Chance that is told for a recipient, over distinct records in the order of their first places. */
function chance(recipient: string, records: readonly string[]): number {
  const order = copyKey(key, release, recipient);
  return testOrder([...new Set(records)].map((record) => rankOf(order, record))).logChance;
}

const distinct = (size: number, salt: number) =>
  Array.from({ length: size }, (_, i) => contentOf([String(i), `v${salt}`]));

describe('the mark of a copy', () => {
  it('survives the deletion of any half of the rows, and accuses nobody else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 400 }),
        fc.nat(1e6),
        fc.integer({ min: 2, max: 20 }),
        fc.infiniteStream(fc.boolean()),
        (size, salt, recipients, coins) => {
          const copy = copyFor('r0', distinct(size, salt));
          // Half of the rows, chosen one by one.
          const left: string[] = [];
          for (const row of copy) {
            const remaining = Math.floor(size / 2) - left.length;
            if (remaining <= 0) break;
            if (coins.next().value || copy.length - copy.indexOf(row) <= remaining) left.push(row);
          }
          expect(left).toHaveLength(Math.floor(size / 2));
          const limit = Math.log10(bound / recipients);
          expect(chance('r0', left)).toBeLessThan(limit);
          for (let other = 1; other < recipients; other++)
            expect(chance(`r${other}`, left)).toBeGreaterThan(limit);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('survives repeated rows, foreign rows among them, and a stable sort by a column of few values', () => {
    const rows = Array.from({ length: 400 }, (_, i) => contentOf([i % 2 ? 'F' : 'M', String(i)]));
    const copy = copyFor('r0', rows);
    expect(
      chance(
        'r0',
        copy.flatMap((row) => [row, row, row]),
      ),
    ).toBeLessThan(-50);
    const mixed = copy.flatMap((row, i) => (i % 4 === 3 ? [row, contentOf(['x', `foreign ${i}`])] : [row]));
    expect(chance('r0', mixed)).toBeLessThan(-10);
    const bySex = [...copy].sort((a, b) =>
      a.slice(0, 4) < b.slice(0, 4) ? -1 : a.slice(0, 4) > b.slice(0, 4) ? 1 : 0,
    );
    expect(chance('r0', bySex)).toBeLessThan(-30);
    expect(chance('r0', [...rows].reverse())).toBeGreaterThan(-6); // sorted as a whole: nothing is told
  });

  it('keeps to its bound on false findings, also for the smallest tables', () => {
    // Over keys, an order that knows nothing of them is found with a chance of at most `level`: Monte Carlo within 5 sigma.
    const trials = 4000;
    for (const [size, level] of [
      [8, 0.1],
      [41, 0.05],
      [120, 0.01],
    ] as const) {
      const rows = distinct(size, 7);
      let found = 0;
      for (let i = 0; i < trials; i++) if (10 ** chance(`nobody ${i}`, rows) <= level) found++;
      expect(found).toBeLessThan(trials * level + 5 * Math.sqrt(trials * level));
    }
  });

  it('reckons the binomial tail as a sum of exact terms does', () => {
    for (let n = 1; n <= 60; n++) {
      for (let least = Math.floor(n / 2) + 1; least <= n; least++) {
        let [terms, choose] = [0n, 1n];
        for (let i = 0; i <= n; i++) {
          if (i >= least) terms += choose;
          choose = (choose * BigInt(n - i)) / BigInt(i + 1);
        }
        expect(logTail(n, least)).toBeCloseTo(Math.log10(Number(terms)) - n * Math.log10(2), 8);
      }
    }
    expect(logTail(10, 5)).toBe(0);
    expect(logTail(1_000_000, 1_000_000)).toBeCloseTo(-301_029.99566, 3);
    expect(pairsNeeded(1, 1e-6)).toBe(20);
  });
});
