import { describe, expect, it } from 'vitest';
import { type Histogram, mapColumn } from '../../src/core/histogram.js';

const histogram: Histogram = {
  columns: [
    { name: 'sex', role: 'quasi', values: ['f', 'm'] },
    { name: 'income', role: 'sensitive', values: [null, '120', '180', '900'] },
  ],
  codes: [Int32Array.of(0, 0, 0, 1), Int32Array.of(1, 2, 3, 0)],
  counts: Float64Array.of(2, 3, 1, 4),
  size: 4,
  records: 10,
};

describe('mapColumn', () => {
  it('adds up tuples whose values fall together, and keeps nulls', () => {
    const mapped = mapColumn(histogram, 1, (value) =>
      value === null ? null : value.length > 2 && value < '500' ? 'low' : 'high',
    );
    expect(mapped.columns[1]!.values).toEqual([null, 'high', 'low']);
    expect([...mapped.codes[0]!]).toEqual([0, 0, 1]);
    expect([...mapped.codes[1]!]).toEqual([1, 2, 0]);
    expect([...mapped.counts]).toEqual([1, 5, 4]);
    expect(mapped.size).toBe(3);
    expect(mapped.records).toBe(10);
    expect([...histogram.counts]).toEqual([2, 3, 1, 4]);
  });
});
