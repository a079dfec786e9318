import { LetheError } from '../core/diagnostics.js';
import type { Hierarchy } from '../core/hierarchy.js';
import type { Histogram } from '../core/histogram.js';
import type { CompiledOperator } from '../core/operator.js';
import type { Plan, PlannedColumn, Recoding } from '../core/plan.js';
import type { RecodingTable, SuppressedClasses } from '../kernels/program.js';
import { modelNamed } from '../models/index.js';
import { buildLevels, type LevelTable, searchLattice } from '../search/index.js';

/** A column whose values the search recodes: quasi-identifiers, and remains of masks that count as such. */
export interface SearchedColumn {
  column: PlannedColumn;
  hierarchy: Hierarchy | null;
  /** The policy's own operator for the column: its result is the finest level. */
  operator: CompiledOperator | null;
}

/** What fitting found: the recoding as facts, and as tables for the row program. */
export interface Fit {
  recoding: Recoding;
  tables: RecodingTable[]; // slot = position in `searched`
  suppressed: SuppressedClasses | null;
  /** Utility lost per searched column, [0, 1], suppressed records included. */
  losses: number[];
  heights: number[];
}

/** Searches the lattice for the least generalisation that meets the models. Throws `no-solution`. */
export function fitRecoding(plan: Plan, searched: readonly SearchedColumn[], histogram: Histogram): Fit {
  const quasi = histogram.columns.flatMap((column, index) => (column.role === 'quasi' ? [index] : []));
  const levels = searched.map(({ column, hierarchy, operator }, slot) =>
    buildLevels(
      histogram.columns[quasi[slot]!]!.values,
      operator ? operatorHierarchy(operator) : hierarchy,
      column.name,
    ),
  );
  const bounds = searched.map(({ column, operator }, slot) => ({
    from: operator ? 1 : (column.hierarchy?.from ?? 0),
    to: operator ? 2 : (column.hierarchy?.to ?? levels[slot]!.height),
  }));
  const limit = Math.floor(plan.privacy.suppression * histogram.records);
  const found = searchLattice({
    histogram,
    levels,
    bounds,
    models: plan.privacy.models.map((one) => ({
      model: modelNamed(one.model),
      params: one.params,
      ...(one.column ? { column: one.column } : {}),
    })),
    limit,
    metric: plan.search,
  });
  if (!found)
    throw new LetheError('no-solution', { limit, records: histogram.records }, undefined, { exitCode: 1 });
  return {
    recoding: {
      algorithm: found.algorithm,
      metric: plan.search.metric,
      loss: found.loss,
      levels: Object.fromEntries(searched.map(({ column }, slot) => [column.name, found.levels[slot]!])),
      suppressed: found.suppressedRecords,
      optimal: found.optimal,
      nodes: found.nodes,
    },
    tables: searched.map(({ column }, slot) =>
      recodingTable(
        column.index,
        histogram.columns[quasi[slot]!]!.values,
        levels[slot]!,
        found.levels[slot]!,
      ),
    ),
    suppressed:
      found.suppressedTuples[0] && found.suppressedTuples[0].length > 0
        ? { slots: searched.map((_, slot) => slot), tuples: found.suppressedTuples }
        : null,
    losses: found.losses,
    heights: levels.map((level) => level.height),
  };
}

/** The policy's operator as a hierarchy: as it is (never chosen), as the operator makes it, `*`. */
function operatorHierarchy(operator: CompiledOperator): Hierarchy {
  const alone = { get: () => null };
  return {
    kind: 'operator',
    height: 2,
    levels: ['value', 'operator', '*'],
    domain: null,
    generalise: (value, level) =>
      level === 0 || value === '' ? value : level === 1 ? operator.apply(value, alone) : '*',
  };
}

function recodingTable(
  column: number,
  values: readonly (string | null)[],
  table: LevelTable,
  level: number,
): RecodingTable {
  return {
    column,
    values,
    labels: table.labels[level]!.map((label) => (label === '' ? null : label)),
    labelOf: table.codes[level]!,
  };
}
