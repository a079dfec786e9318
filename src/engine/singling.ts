import { type Histogram, personColumn } from '../core/histogram.js';
import type { Singling } from '../core/proof.js';
import { recordRisksOf } from '../risk/index.js';

/** Tuples up to which a run looks for what singles records out, and tuples that it looks at for that. */
const tuplesInRun = 100_000;
const workInRun = 4e6;
const columnsInRun = 30;

/**
 * Which quasi-identifiers single records of the source out, on the histogram that is there anyway. Null where it has too many
 * tuples or columns, or counts persons.
 */
export function singlesOut(source: Histogram): Omit<Singling, 'after'> | null {
  const quasi = source.columns.filter(({ role }) => role === 'quasi').length;
  if (source.size > tuplesInRun || quasi < 2 || quasi > columnsInRun || personColumn(source) >= 0)
    return null;
  const { suda, sets } = recordRisksOf(source, ['suda', 'sets'], { work: workInRun });
  return suda!.uniques > 0 ? { suda: suda!, sets: sets! } : null;
}
