import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classesOf, postingsOf, recordsOfLabels } from '../../src/kernels/classes.js';
import { Lease } from '../../src/kernels/lease.js';

/** Tuples of up to four columns with the records of each, and the numbers of their labels. */
const tables = fc.integer({ min: 0, max: 4 }).chain((width) =>
  fc.record({
    labels: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: width, maxLength: width }),
    tuples: fc.array(
      fc.record({
        codes: fc.array(fc.nat(4), { minLength: width, maxLength: width }),
        records: fc.nat(3),
      }),
      { maxLength: 40 },
    ),
  }),
);

describe('classes of tuples', () => {
  const lease = new Lease(100);

  it('are those of a plain sort', () => {
    fc.assert(
      fc.property(tables, ({ labels, tuples }) => {
        const rows = tuples.map(({ codes }) => codes.map((code, c) => code % labels[c]!));
        const records = Float64Array.from(tuples, (tuple) => tuple.records);
        const columns = labels.map((count, c) => ({
          codes: Int32Array.from(rows, (codes) => codes[c]!),
          labels: count,
        }));
        const order = [...rows.keys()]
          .filter((tuple) => records[tuple]! > 0)
          .sort((a, b) => {
            const column = labels.findIndex((_, c) => rows[a]![c] !== rows[b]![c]);
            return column < 0 ? a - b : rows[a]![column]! - rows[b]![column]!;
          });
        const firsts = order.flatMap((tuple, at) =>
          at === 0 || rows[tuple]!.join() !== rows[order[at - 1]!]!.join() ? [at] : [],
        );
        const counts = firsts.map((from, one) =>
          order.slice(from, firsts[one + 1]).reduce((sum, tuple) => sum + records[tuple]!, 0),
        );
        const classes = classesOf(lease, columns, records);
        expect(classes.size).toBe(firsts.length);
        expect([...classes.order]).toEqual(order);
        expect([...classes.firsts]).toEqual([...firsts, order.length]);
        expect(classes.codes.map((codes) => [...codes])).toEqual(
          labels.map((_, c) => firsts.map((from) => rows[order[from]!]![c]!)),
        );
        expect([...classes.counts]).toEqual(counts);
        expect([...classes.before]).toEqual([
          0,
          ...counts.map((_, one) => counts.slice(0, one + 1).reduce((a, b) => a + b)),
        ]);
        const sums = recordsOfLabels(lease, columns, records);
        const cells = new Array(labels.reduce((product, count) => product * count, 1)).fill(0);
        rows.forEach((codes, tuple) => {
          cells[codes.reduce((place, code, c) => place * labels[c]! + code, 0)] += records[tuple]!;
        });
        expect([...sums]).toEqual(cells);
        columns.forEach((column, c) => {
          const { starts, places } = postingsOf(lease, column);
          const lists = Array.from({ length: labels[c]! }, (_, label) => [
            ...places.subarray(starts[label], starts[label + 1]),
          ]);
          expect(lists).toEqual(
            lists.map((_, label) => rows.flatMap((codes, tuple) => (codes[c] === label ? [tuple] : []))),
          );
        });
      }),
    );
  });
});
