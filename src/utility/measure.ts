import type { Histogram } from '../core/histogram.js';
import type { Key } from '../core/random.js';
import type { Utility } from '../core/utility.js';
import { associationDrift } from './association.js';
import { classifierAccuracy, type Trial } from './classifier.js';
import { type ComparedColumn, type CoverOptions, compareColumns } from './columns.js';
import { propensityScore } from './propensity.js';
import { queryError } from './queries.js';
import { splitRecords } from './split.js';

/** Two tables to compare, and how. */
export interface UtilityRequest extends CoverOptions {
  before: Histogram; // the table
  after: Histogram; // its release
  key: Key; // of the draws
  targets: readonly string[]; // columns that classifiers are to guess
  /** What classifiers learn from and are tested on. Absent: a third of the table, by keyed draw, which the release holds too. */
  trial?: TrialTables;
  queries?: number; // 1000 unless given, and fewer where tuples are many
  effort?: number; // share of the usual work, (0, 1]; 1 unless given
}

/** The same columns as the table and its release, in other records. */
export interface TrialTables {
  release: Histogram | null; // labels as in the release, to learn from; null: the release itself
  original: Histogram | null; // values, to learn from; null: the table itself
  test: Histogram; // values that the table has, too
}

/** Tuples of both tables up to which utility is measured. */
export const mostTuples = 1_000_000;
const queryWork = 3e8; // tuples looked at by all queries

/** Six significant digits: two machines must not differ in the last bit of a logarithm. */
function rounded<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === 'number' && !Number.isInteger(one) ? Number(one.toPrecision(6)) : one,
  );
}

/** Measures what survives of the columns that both tables have. Null where they share none, or are too large. */
export function measureUtility(request: UtilityRequest): Utility | null {
  const { before, after, key, targets, trial, effort = 1 } = request;
  const columns = compareColumns(before, after, request);
  const tuples = before.size + after.size;
  if (columns.length === 0 || tuples > mostTuples || before.records === 0 || after.records === 0) return null;
  const incidence = columns.reduce(
    (sum, { covers }) => sum + covers.reduce((all, codes) => all + codes.length, 0),
    0,
  );
  const affordable = Math.floor((queryWork * effort) / (tuples + incidence));
  const queries = Math.max(10, Math.min(request.queries ?? 1000, affordable));
  const names = columns.map(({ name }) => name);
  const wanted = targets.filter((name) => names.includes(name));
  const rounds = wanted.length > 0 && {
    ...trialOf(names, request, trial ?? trialWithin(before, key)),
    heldOut: trial !== undefined,
  };
  return rounded({
    records: { before: before.records, after: after.records },
    columns: columns.map((column) => ({
      name: column.name,
      kind: column.numbers ? ('number' as const) : ('category' as const),
      unread: unreadShare(column, after),
    })),
    association: associationDrift(columns, before.counts, after.counts),
    queries: queryError(columns, before.counts, after.counts, key, queries),
    propensity: propensityScore(columns, before.counts, after.counts, effort),
    classifiers: wanted.flatMap(
      (name) => (rounds ? classifierAccuracy(columns, names.indexOf(name), rounds) : null) ?? [],
    ),
  });
}

/** A third of the table by keyed draw to test on, the rest to learn from. */
function trialWithin(table: Histogram, key: Key): TrialTables {
  const { train, test } = splitRecords(table, key);
  return { release: null, original: train, test };
}

function trialOf(
  names: readonly string[],
  { before, after }: UtilityRequest,
  trial: TrialTables,
): Omit<Trial, 'heldOut'> {
  const examples = (own: Histogram, like: Histogram) => {
    const places = names.map((name) => own.columns.findIndex((column) => column.name === name));
    return {
      counts: own.counts,
      codes: places.map((at, c) => {
        const wanted = like.columns.find(({ name }) => name === names[c])!.values;
        const { values } = own.columns[at]!;
        if (values === wanted) return own.codes[at]!;
        // Another table has a dictionary of its own; what the table does not know is left out beforehand.
        const codeOf = new Map(wanted.map((value, code) => [value, code]));
        const remap = values.map((value) => codeOf.get(value) ?? -1);
        return own.codes[at]!.map((code) => remap[code]!);
      }),
    };
  };
  return {
    release: known(examples(trial.release ?? after, after)),
    original: known(examples(trial.original ?? before, before)),
    test: known(examples(trial.test, before)),
  };
}

/** Examples without the tuples that hold a value or label that the tables do not have. */
function known({ codes, counts }: Trial['test']): Trial['test'] {
  const kept = [...counts.keys()].filter((i) => codes.every((column) => column[i]! >= 0));
  if (kept.length === counts.length) return { codes, counts };
  return {
    codes: codes.map((column) => Int32Array.from(kept, (i) => column[i]!)),
    counts: Float64Array.from(kept, (i) => counts[i]!),
  };
}

/** Share of the release's records whose label stands for no value of the table. */
function unreadShare({ covers, after: codes }: ComparedColumn, { counts, records }: Histogram): number {
  let unread = 0;
  for (let i = 0; i < counts.length; i++) if (covers[codes[i]!]!.length === 0) unread += counts[i]!;
  return unread / records;
}
