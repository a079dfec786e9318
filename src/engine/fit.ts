import { LetheError } from '../core/diagnostics.js';
import type { Frontier } from '../core/frontier.js';
import type { Hierarchy } from '../core/hierarchy.js';
import { type Histogram, personColumn } from '../core/histogram.js';
import { holedTuples, withoutTuples } from '../core/missing.js';
import type { CompiledOperator } from '../core/operator.js';
import type { Plan, PlannedColumn, Recoding } from '../core/plan.js';
import type { Key } from '../core/random.js';
import type { DrawnSample } from '../core/sample.js';
import type { LocalRecoding, RecodingTable, SuppressedClasses } from '../kernels/program.js';
import { modelNamed } from '../models/index.js';
import {
  type Algorithm,
  algorithmNamed,
  algorithms,
  buildLevels,
  exponentialMechanism,
  frontierSteps,
  type LatticeInput,
  type LatticeSolution,
  type LevelTable,
  type LocalSolution,
} from '../search/index.js';
import { assertGoingOn } from './passes.js';
import { promisedModels } from './promises.js';

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
  tables: RecodingTable[]; // slot = position among the searched columns
  suppressed: SuppressedClasses | null;
  /** Labels by combination of values, where the algorithm recodes locally. */
  local: LocalRecoding | null;
  /** Utility lost per searched column, [0, 1]: share of the domain a label stands for, a suppressed record counts 1. */
  losses: number[];
  levels: LevelTable[];
  levelNames: string[]; // of the chosen levels
}

/** A search as the plan asks for it, ready to run, and the records that its rule for empty cells leaves out. */
interface Asked {
  algorithm: Algorithm;
  input: LatticeInput;
  columns: (LatticeInput['columns'][number] & { names: readonly string[] })[];
  complete: Histogram;
  holed: ReturnType<typeof holedTuples> | null;
  lacking: number; // records
  limit: number; // records
}

/** The random sample that the histogram counts, and the key of choices made at random. */
export interface DrawnFor {
  sample: DrawnSample;
  key: Key;
}

/** The exponential mechanism, from one stream of numbers under the run's key. */
function chooserOf(key: Key): NonNullable<LatticeInput['choose']> {
  const draw = key.derive('sample').random('levels');
  return (scores, epsilon) => exponentialMechanism(scores, epsilon, () => draw.fraction());
}

/** The levels of a column for its values, and which of them the search may choose from. `built`: levels of the same values. */
export function rangeOf(
  { column, hierarchy, operator }: SearchedColumn,
  values: readonly (string | null)[],
  built?: LevelTable,
) {
  const effective = operator ? operatorHierarchy(operator) : hierarchy;
  const levels = built ?? buildLevels(values, effective, column.name);
  const from = operator ? 1 : (column.hierarchy?.from ?? 0);
  const to = operator ? 2 : Math.min(column.hierarchy?.to ?? levels.height, levels.height);
  return { levels, from, to, names: effective?.levels ?? ['value', '*'] };
}

function askedOf(
  plan: Plan,
  searched: readonly SearchedColumn[],
  histogram: Histogram,
  readFile: (path: string) => string,
  { drawn, built }: { drawn?: DrawnFor | undefined; built?: readonly LevelTable[] } = {},
): Asked {
  const dictionaries = new Map(histogram.columns.map((column) => [column.name, column.values]));
  const columns = searched.map((one, slot) => {
    const { name } = one.column;
    const range = rangeOf(one, dictionaries.get(name)!, built?.[slot]);
    // What was counted at a level cannot be searched below it.
    const finest = histogram.finest?.[histogram.columns.findIndex((column) => column.name === name)] ?? 0;
    return { name, ...range, from: Math.max(range.from, finest) };
  });
  const algorithm = algorithmNamed(plan.search.algorithm ?? 'lattice');
  if (!algorithm) throw new LetheError('algorithm-unknown', { algorithm: plan.search.algorithm ?? '' });
  const rests = plan.privacy.models.find(({ model, params }) => modelNamed(model).traits(params).sampling);
  if (rests && (!drawn || !algorithm.private))
    // Without the random sample it rests on, or with levels chosen by the data, the guarantee would be a false one.
    throw new LetheError('not-supported', {
      what: drawn
        ? `algorithm: ${algorithm.name} with ${rests.model}`
        : `${rests.model}: no random sample is drawn`,
    });
  if (personColumn(histogram) >= 0) {
    if (!algorithm.persons) {
      const known = algorithms.filter(({ persons }) => persons).map(({ name }) => name);
      throw new LetheError('person-algorithm', { algorithm: algorithm.name, known: known.join(', ') });
    }
    if (plan.privacy.missing === 'wildcard')
      throw new LetheError('person-wildcard', { column: plan.privacy.person ?? '' });
  }
  const { algorithm: _, budget, nodes, metric, ...weighing } = plan.search;
  const { missing, suppression } = plan.privacy;
  const holed = missing === 'suppress' ? holedTuples(histogram) : null;
  const complete = holed ? withoutTuples(histogram, holed) : histogram;
  const lacking = histogram.records - complete.records;
  const limit = Math.floor(suppression * histogram.records + 1e-9);
  if (lacking > limit || complete.records === 0) {
    const args = { lacking, limit, records: histogram.records };
    throw new LetheError('missing-beyond-limit', args, undefined, { exitCode: 1 });
  }
  const input: LatticeInput = {
    histogram: complete,
    columns,
    models: promisedModels(plan, readFile),
    suppression: holed ? share(limit - lacking, complete.records) : suppression,
    missing,
    metric: { ...weighing, name: metric },
    budget: limits(budget, nodes),
    ...(drawn ? { sampledFrom: drawn.sample.from, choose: chooserOf(drawn.key) } : {}),
  };
  return { algorithm, input, columns, complete, holed, lacking, limit };
}

/**
 * What other settings of the plan would cost; null where another algorithm than the lattice searches, or the table is too
 * large for the work allowed. The answer is the same on every machine. `built`: the levels that the fit searched.
 */
export async function frontierOf(
  plan: Plan,
  searched: readonly SearchedColumn[],
  histogram: Histogram,
  readFile: (path: string) => string,
  built: readonly LevelTable[],
  signal?: AbortSignal,
): Promise<Frontier | null> {
  if ((plan.search.algorithm ?? 'lattice') !== 'lattice') return null;
  // Looking at what other settings would cost is a look at the data.
  if (plan.privacy.models.some(({ model, params }) => modelNamed(model).traits(params).sampling)) return null;
  const { input, complete, lacking } = askedOf(plan, searched, histogram, readFile, { built });
  const shareOf = (limit: number) =>
    Math.max(0, Math.floor(limit * histogram.records + 1e-9) - lacking) / complete.records;
  return inTurns(frontierSteps({ ...input, limit: plan.privacy.suppression, shareOf }), signal);
}

/**
 * Searches the lattice for the least generalisation that meets the models. Throws `no-solution` (exit code 1) and
 * `run-interrupted`, and `not-supported` for a model that rests on a random sample where none was drawn.
 */
export async function fitRecoding(
  plan: Plan,
  searched: readonly SearchedColumn[],
  histogram: Histogram,
  readFile: (path: string) => string,
  signal?: AbortSignal,
  drawn?: DrawnFor,
): Promise<Fit> {
  const { algorithm, input, columns, complete, holed, lacking, limit } = askedOf(
    plan,
    searched,
    histogram,
    readFile,
    { drawn },
  );
  const found = await inTurns(algorithm.steps(input), signal);
  if (found.status === 'noSolution') {
    const args = {
      limit,
      records: histogram.records,
      nearest: lacking + (found.nearest?.suppressed ?? complete.records),
    };
    throw new LetheError('no-solution', args, undefined, { exitCode: 1 });
  }
  const whole = histogram.records;
  const gone = holed ? holedCodesOf(histogram, searched, holed) : null;
  return {
    recoding: { ...found.recoding, suppressed: found.recoding.suppressed + lacking },
    ...('tuples' in found ? localTables(found, searched, gone) : globalTables(found, searched, gone)),
    losses: found.columns.map(({ loss }) => (loss * complete.records + lacking) / whole),
    levels: columns.map(({ levels }) => levels),
    levelNames: columns.map(({ names }, slot) => names[found.columns[slot]!.level] ?? '*'),
  };
}

/** A share of the records of which exactly that many may be suppressed. */
function share(limit: number, records: number): number {
  return records === 0 ? 0 : limit / records;
}

/** Value codes of the tuples that are dropped because a cell is empty, per searched column. */
function holedCodesOf(
  histogram: Histogram,
  searched: readonly SearchedColumn[],
  holed: Uint8Array,
): Int32Array[] {
  const at = Array.from(holed.keys()).filter((i) => holed[i] === 1);
  return distinct(
    searched.map(({ column: { name } }) => {
      const codes = histogram.codes[histogram.columns.findIndex((column) => column.name === name)]!;
      return Int32Array.from(at, (i) => codes[i]!);
    }),
  );
}

/** Columns of codes with every combination once. */
function distinct(columns: readonly Int32Array[]): Int32Array[] {
  const seen = new Set<string>();
  const at: number[] = [];
  for (let i = 0; i < (columns[0]?.length ?? 0); i++) {
    const key = columns.map((codes) => codes[i]).join();
    if (seen.has(key)) continue;
    seen.add(key);
    at.push(i);
  }
  return columns.map((codes) => Int32Array.from(at, (i) => codes[i]!));
}

/** `gone`: values of tuples that are dropped whatever their labels. */
function globalTables(
  found: LatticeSolution,
  searched: readonly SearchedColumn[],
  gone: readonly Int32Array[] | null,
) {
  const tables = found.columns.map(({ values, labels }, slot) =>
    recodingTable(searched[slot]!.column.index, values, labels, gone !== null),
  );
  const failed = suppressedClasses(found, tables);
  if (!gone) return { tables, suppressed: failed, local: null };
  const lacking = distinct(gone.map((codes, slot) => codes.map((code) => tables[slot]!.labelOf[code]!)));
  const slots = tables.map((_, slot) => slot);
  const tuples = slots.map((slot) => {
    const own = failed?.tuples[slot] ?? new Int32Array(0);
    return Int32Array.from([...own, ...lacking[slot]!]);
  });
  return { tables, suppressed: { slots, tuples }, local: null };
}

/** Labels by combination of values; the tables only say which values and labels there are. */
function localTables(
  found: LocalSolution,
  searched: readonly SearchedColumn[],
  gone: readonly Int32Array[] | null,
) {
  const tables = found.columns.map(
    ({ values, labels }, slot): RecodingTable => ({
      column: searched[slot]!.column.index,
      values,
      labels: labels.map((label) => (label === '' ? null : label)),
      labelOf: new Int32Array(values.length),
    }),
  );
  const { values, labels } = found.tuples;
  if (!gone) return { tables, suppressed: null, local: { tuples: values, labels } };
  const joined = (own: Int32Array, more: Int32Array) => Int32Array.from([...own, ...more]);
  const local = {
    tuples: values.map((codes, slot) => joined(codes, gone[slot]!)),
    labels: labels.map((codes, slot) => joined(codes, new Int32Array(gone[slot]!.length).fill(-1))),
  };
  return { tables, suppressed: null, local };
}

/** Ends of a search: by the clock, by the number of nodes, or both. */
function limits(seconds: number | undefined, nodes: number | undefined): NonNullable<LatticeInput['budget']> {
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000;
  return {
    ...(nodes === undefined ? {} : { nodes }),
    ...(seconds === undefined ? {} : { stop: () => performance.now() > end }),
  };
}

const turn = 20; // milliseconds between looks at the world

/** Runs a search in turns, so that signals and timers come through. Throws `run-interrupted`. */
async function inTurns<T>(steps: Generator<void, T, void>, signal: AbortSignal | undefined): Promise<T> {
  try {
    for (let began = performance.now(); ; ) {
      const step = steps.next();
      if (step.done) return step.value;
      if (performance.now() - began < turn) continue;
      await new Promise((resolve) => setImmediate(resolve));
      assertGoingOn(signal);
      began = performance.now();
    }
  } finally {
    steps.return(undefined as never); // gives the memory of the kernels back
  }
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

/**
 * Labels once each; the label of an empty cell below the top is the empty cell. `apart`: empty cells have a label of their own
 * at every level, so that their records can be told from the others.
 */
function recodingTable(
  column: number,
  values: readonly (string | null)[],
  labelPerValue: readonly string[],
  apart: boolean,
): RecodingTable {
  const index = new Map<string, number>();
  const labelOf = new Int32Array(labelPerValue.length);
  let last: string | null = null; // values are sorted: most have the label of the one before them
  let code = 0;
  for (let value = 0; value < labelOf.length; value++) {
    const label = labelPerValue[value]!;
    if (label !== last) {
      const known = index.get(label);
      code = known ?? index.size;
      if (known === undefined) index.set(label, code);
      last = label;
    }
    labelOf[value] = code;
  }
  const labels = [...index.keys()].map((label) => (label === '' ? null : label));
  if (apart && values.some((value) => (value ?? '') === '')) {
    for (const [code, value] of values.entries()) if ((value ?? '') === '') labelOf[code] = labels.length;
    labels.push(null);
  }
  return { column, values, labels, labelOf };
}

function suppressedClasses(
  found: LatticeSolution,
  tables: readonly RecodingTable[],
): SuppressedClasses | null {
  const { labels, codes, counts } = found.dropped;
  if (counts.length === 0) return null;
  return {
    slots: tables.map((_, slot) => slot),
    tuples: tables.map((table, slot) => {
      const index = new Map<string, number>();
      table.labels.forEach((label, code) => {
        if (!index.has(label ?? '')) index.set(label ?? '', code); // a second '' is that of cells that were empty
      });
      const remap = labels[slot]!.map((label) => index.get(label) ?? -1);
      return Int32Array.from(codes[slot]!, (code) => remap[code]!);
    }),
  };
}
