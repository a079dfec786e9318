import type { MessageCode } from '../../core/diagnostics.js';
import type { ColumnValues } from './values.js';

/** What is wrong with a hierarchy: a message of the table, the rows that show it (1-based), and how many there are. */
export interface HierarchyFault {
  code: MessageCode;
  args: Record<string, number>;
  count: number; // rows, or values of the table
}

/** A level of a hierarchy in figures; no label in them. */
export interface LevelFacts {
  level: number;
  name?: string; // where the maker of the hierarchy names its levels
  labels: number;
  alone: number; // labels that stand for one value only
  /** Records of the smallest label, and labels that fewer than `least` records have; null without a table. */
  smallest: number | null;
  rare: number | null;
}

/** Everything that is to be known of a hierarchy file. */
export interface HierarchyFacts {
  values: number;
  height: number;
  levels: LevelFacts[];
  root: boolean; // the last level has one label; otherwise a search adds `*` above it
  faults: HierarchyFault[];
  /** Against a column: its distinct values, those that the hierarchy lacks with their records, and rows nobody has. */
  table: { values: number; missing: { values: number; records: number }; unused: number } | null;
}

/**
 * Looks at the rows of a hierarchy: same height in all, one set of labels per value, labels that stay together once they
 * met (monotone), one root; and, where a column is given, whether it is complete and how many records its labels have.
 */
export function inspectHierarchy(
  rows: readonly (readonly string[])[],
  column: ColumnValues | null,
  least: number,
): HierarchyFacts {
  const faults = new Map<string, HierarchyFault>();
  const note = (code: MessageCode, args: Record<string, number>, count = 1) => {
    const known = faults.get(code);
    if (known) known.count += count;
    else faults.set(code, { code, args, count });
  };
  if (rows.length === 0) note('hierarchy-empty', {});
  const width = rows[0]?.length ?? 0;
  const first = new Map<string, number>();
  const above: Map<string, { up: string; row: number }>[] = Array.from({ length: width }, () => new Map());
  for (const [index, row] of rows.entries()) {
    const number = index + 1;
    if (row.length !== width) {
      note('hierarchy-ragged', { row: number, found: row.length, expected: width });
      continue;
    }
    const known = first.get(row[0]!);
    if (known !== undefined) {
      if (row.some((label, level) => label !== rows[known - 1]![level]))
        note('hierarchy-duplicate', { row: number, first: known });
      continue;
    }
    first.set(row[0]!, number);
    for (let level = 1; level + 1 < width; level++) {
      const said = above[level]!.get(row[level]!);
      if (!said) above[level]!.set(row[level]!, { up: row[level + 1]!, row: number });
      else if (said.up !== row[level + 1])
        note('hierarchy-not-monotone', { row: number, first: said.row, level: level + 1 });
    }
  }
  const whole = [...first.values()].map((number) => rows[number - 1]!);
  const records = column && new Map(column.values.map((value, i) => [value, column.counts[i]!]));
  const levels = Array.from({ length: width }, (_, level) => factsOf(whole, level, records, least));
  const missing =
    column?.values.map((value, i) => (first.has(value) ? 0 : column.counts[i]!)).filter((n) => n > 0) ?? [];
  const lacking = missing.reduce((sum, count) => sum + count, 0);
  if (missing.length > 0)
    note('hierarchy-incomplete', { values: missing.length, records: lacking }, missing.length);
  return {
    values: first.size,
    height: Math.max(0, width - 1),
    levels,
    root: new Set(whole.map((row) => row.at(-1))).size <= 1,
    faults: [...faults.values()],
    table: records && {
      values: records.size,
      missing: { values: missing.length, records: lacking },
      unused: [...first.keys()].filter((value) => !records.has(value)).length,
    },
  };
}

function factsOf(
  rows: readonly (readonly string[])[],
  level: number,
  records: ReadonlyMap<string, number> | null,
  least: number,
): LevelFacts {
  const labels = new Map<string, { values: number; records: number }>();
  for (const row of rows) {
    const label = row[level]!;
    const one = labels.get(label) ?? { values: 0, records: 0 };
    one.values++;
    one.records += records?.get(row[0]!) ?? 0;
    labels.set(label, one);
  }
  const all = [...labels.values()];
  const held = all.filter((one) => one.records > 0);
  return {
    level,
    labels: all.length,
    alone: all.filter(({ values }) => values === 1).length,
    smallest: records && (held.length === 0 ? 0 : Math.min(...held.map((one) => one.records))),
    rare: records && held.filter((one) => one.records < least).length,
  };
}
