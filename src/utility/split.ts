import type { Histogram } from '../core/histogram.js';
import type { Key } from '../core/random.js';

const testShare = 1 / 3;

/** The records of a table in two parts by keyed draw: of every tuple a third is held out, one more or less by chance. */
export function splitRecords(table: Histogram, key: Key): { train: Histogram; test: Histogram } {
  const draw = key.random('held out');
  const held = table.counts.map((count) => Math.min(count, Math.floor(count * testShare + draw.fraction())));
  const part = (counts: Float64Array): Histogram => ({
    ...table,
    counts,
    records: counts.reduce((sum, count) => sum + count, 0),
  });
  return { train: part(table.counts.map((count, i) => count - held[i]!)), test: part(held) };
}
