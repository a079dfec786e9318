import type { OperatorContext, RecordView } from '../../src/core/operator.js';
import { Key } from '../../src/core/random.js';

/** A context for one column, under a key that never changes. */
export function contextFor(given: Partial<OperatorContext> = {}, material = 'test'): OperatorContext {
  const key = Key.from(material);
  return {
    column: '列',
    entity: null,
    key: (domain) => key.derive(domain),
    hierarchy: null,
    directColumns: [],
    ...given,
  };
}

/** A record of some cells; every other cell is null. */
export function recordOf(cells: Readonly<Record<string, string | null>> = {}): RecordView {
  return { get: (column) => cells[column] ?? null };
}
