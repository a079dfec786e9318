import { LetheError } from '../core/diagnostics.js';
import type { LatticeInput } from './result.js';

/** Columns of the histogram (indices) that a search counts. */
export interface CountedColumns {
  quasi: number[]; // in the order of the searched columns
  sensitive: number[]; // ascending: those of models, and those a metric predicts
}

/**
 * The columns of the histogram that a search needs: quasi-identifiers make the classes, values of the sensitive ones are
 * counted in each. Throws `model-needs-column`, `model-unknown-column`, `metric-unknown-column`.
 */
export function countedColumns({ histogram, columns, models, metric }: LatticeInput): CountedColumns {
  const named = new Set<string>();
  for (const { model, params, column } of models) {
    if (!model.traits(params).needsSensitive) continue;
    if (column === undefined) throw new LetheError('model-needs-column', { model: model.name });
    if (!histogram.columns.some(({ name }) => name === column))
      throw new LetheError('model-unknown-column', { model: model.name, column });
    named.add(column);
  }
  for (const name of metric.responses ?? []) {
    if (columns.some((column) => column.name === name)) continue;
    if (!histogram.columns.some((column) => column.name === name))
      throw new LetheError('metric-unknown-column', { metric: metric.name, column: name });
    named.add(name);
  }
  return {
    quasi: columns.map(({ name }) => histogram.columns.findIndex((column) => column.name === name)),
    sensitive: histogram.columns.flatMap(({ name }, c) => (named.has(name) ? [c] : [])),
  };
}
