import type { Histogram } from '../core/histogram.js';
import type { CompiledOperator } from '../core/operator.js';
import type { Plan } from '../core/plan.js';
import { Key } from '../core/random.js';
import type { Utility } from '../core/utility.js';
import { measureUtility, splitRecords, type TrialTables } from '../utility/index.js';
import type { CompiledColumns } from './apply.js';
import { labelsOfPlan } from './attack.js';
import type { Fit, SearchedColumn } from './fit.js';
import type { OperatorSetting } from './operators.js';

/** Tuples of source and release up to which a run measures utility, and the share of the usual work it takes. */
const tuplesInRun = 100_000;
const effortInRun = 0.05;
const queriesInRun = 200;

/** Whether a run measures utility on a source, as far as the source decides. */
export function isMeasured(source: Histogram): boolean {
  return source.size <= tuplesInRun;
}

/** What a run knows of its source and its release. */
export interface ReleasedTable {
  plan: Plan;
  sourceSha256: string;
  before: Histogram | null; // of the source, as surveyed; null where it has too many tuples (`isMeasured`)
  after: Histogram; // of the staged bytes, as proven
  fit: Fit | null;
  searched: readonly SearchedColumn[];
  columns: CompiledColumns;
  operators: OperatorSetting;
}

/**
 * What of the source survives in a release, over the columns that both histograms count: no pass of its own. Classifiers for
 * the sensitive columns learn from the released forms of two thirds of the records and are tested on the others.
 * Null where tuples are too many or nothing is shared.
 */
export function releaseUtility(table: ReleasedTable): Utility | null {
  const { plan, after, sourceSha256, columns, operators } = table;
  if (!table.before) return null;
  const before = sharedColumns(table.before, after);
  if (before.columns.length === 0 || before.size + after.size > tuplesInRun) return null;
  const key = Key.from(`lethe/utility/${sourceSha256}`);
  const targets = before.columns.flatMap(({ name, role }) => (role === 'sensitive' ? [name] : []));
  const trial = targets.length > 0 ? splitOf(before, table, key) : null;
  return measureUtility({
    before,
    after,
    key,
    targets: trial ? targets : [],
    labelsOf: (name) => labelsOfPlan(plan, columns, operators, name),
    wildcard: plan.privacy.missing === 'wildcard',
    effort: effortInRun,
    queries: queriesInRun,
    ...(trial ? { trial } : {}),
  });
}

/** The histogram's columns that the release has too; whose record it is, no release says. */
function sharedColumns(before: Histogram, after: Histogram): Histogram {
  const kept = [...before.columns.keys()].filter((c) => {
    const { name, role } = before.columns[c]!;
    return role !== 'person' && after.columns.some((column) => column.name === name);
  });
  return {
    ...before,
    columns: kept.map((c) => before.columns[c]!),
    codes: kept.map((c) => before.codes[c]!),
  };
}

/** The records in two parts by keyed draw, the first also in its released form; null where that form does not follow from values. */
function splitOf(before: Histogram, { fit, searched, columns }: ReleasedTable, key: Key): TrialTables | null {
  const form = releasedForm(before, fit, searched, columns.operators);
  if (!form) return null;
  const { train, test } = splitRecords(before, key);
  const counts = train.counts.map((count, i) => (form.dropped[i] ? 0 : count));
  const records = counts.reduce((sum, count) => sum + count, 0);
  return { original: train, test, release: { ...train, counts, records, ...form.table } };
}

const alone = { get: () => null };

/** Every tuple as it is published, and which are not; null where an operator looks at more than the value, or makes values up. */
function releasedForm(
  before: Histogram,
  fit: Fit | null,
  searched: readonly SearchedColumn[],
  operators: ReadonlyMap<string, CompiledOperator>,
) {
  const places = searched.map(({ column }) => before.columns.findIndex(({ name }) => name === column.name));
  if (fit && places.includes(-1)) return null;
  const recoded = fit
    ? recodedTuples(
        fit,
        places.map((c) => before.codes[c]!),
        before.size,
      )
    : null;
  const values: (readonly (string | null)[])[] = [];
  const codes: Int32Array[] = [];
  for (const [c, column] of before.columns.entries()) {
    const slot = places.indexOf(c);
    const operator = operators.get(column.name);
    if (recoded && slot >= 0) {
      values.push(fit!.tables[slot]!.labels);
      codes.push(recoded.codes[slot]!);
      continue;
    }
    codes.push(before.codes[c]!);
    if (!operator || operator.instruction?.op === 'copy') values.push(column.values);
    else if (operator.reads || operator.synthetic || operator.opaque) return null;
    else values.push(column.values.map((value) => (value === null ? null : operator.apply(value, alone))));
  }
  return {
    table: { columns: before.columns.map((column, c) => ({ ...column, values: values[c]! })), codes },
    dropped: recoded?.dropped ?? new Uint8Array(before.size),
  };
}

/** The labels of every tuple, by the tables of the fit, and which tuples are suppressed. */
function recodedTuples({ tables, local, suppressed }: Fit, values: readonly Int32Array[], size: number) {
  const dropped = new Uint8Array(size);
  const key = (codes: readonly Int32Array[], i: number) => codes.map((column) => column[i]).join();
  if (local) {
    const at = new Map<string, number>();
    for (let i = 0; i < (local.tuples[0]?.length ?? 0); i++) at.set(key(local.tuples, i), i);
    const rows = Int32Array.from({ length: size }, (_, i) => at.get(key(values, i)) ?? -1);
    const codes = local.labels.map((labels) => rows.map((row) => (row < 0 ? -1 : labels[row]!)));
    for (let i = 0; i < size; i++) if ((codes[0]?.[i] ?? 0) < 0) dropped[i] = 1;
    return { codes: codes.map((column) => column.map((code) => Math.max(0, code))), dropped };
  }
  const codes = values.map((column, slot) => column.map((code) => tables[slot]!.labelOf[code]!));
  if (suppressed) {
    const gone = new Set<string>();
    for (let i = 0; i < (suppressed.tuples[0]?.length ?? 0); i++) gone.add(key(suppressed.tuples, i));
    const slots = suppressed.slots.map((slot) => codes[slot]!);
    for (let i = 0; i < size; i++) if (gone.has(key(slots, i))) dropped[i] = 1;
  }
  return { codes, dropped };
}
