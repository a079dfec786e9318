import { LetheError } from '../core/diagnostics.js';
import type { Hierarchy } from '../core/hierarchy.js';
import { type Histogram, personColumn } from '../core/histogram.js';
import type { MissingRule } from '../core/missing.js';
import type { ClassTable, ClassView, CompiledModel, Model, Sampling, TableView } from '../core/model.js';
import type { ModelProof } from '../core/proof.js';
import { type DrawnSample, plausible } from '../core/sample.js';
import { type Classes, classesOf, compatibleOf, type SensitiveClasses } from './classes.js';

/** A model that a table is to be held to. */
export interface Promised {
  model: Model;
  params: unknown;
  column?: string; // of the sensitive values
  hierarchy?: Hierarchy | null; // of that column
}

/** What a table does not say of itself. */
export interface PromiseOptions {
  /** Records of the sample that the table was drawn from the population as, suppressed ones included. */
  sample?: number;
  /** The random sample that the table was made of. */
  drawn?: DrawnSample;
  /** Per quasi-identifier: how many leaves its domain has, and the share of them that each label stands for. */
  shares?: ReadonlyMap<string, LabelShares>;
  /** `wildcard`: models that ask for the size of a class alone count compatible records. */
  missing?: MissingRule;
}

/** What the labels of a column stand for. */
export interface LabelShares {
  domain: number; // leaves
  shareOf: ReadonlyMap<string, number>; // (0, 1]; a label that is not here has lost everything
}

const shown = 10; // smallest failing classes
const searched = 1 << 18; // tuples up to which each column is left out once

/**
 * Holds a table to models by asking each of every class, as the search does: the classes that fail, how many records they
 * have, how large the smallest are, and which column's removal would leave the fewest of them. Shares nothing with the
 * search but the models. A model that a table alone cannot answer is not met: `measured` is false.
 */
export function holdTo(
  histogram: Histogram,
  promised: readonly Promised[],
  options: PromiseOptions = {},
  classes: Classes = classesOf(histogram),
): ModelProof[] {
  return promised.map((one): ModelProof => {
    const named = { model: one.model.name, ...(one.column === undefined ? {} : { column: one.column }) };
    const answer = askAll(histogram, classes, one, options);
    if (!answer)
      return { ...named, measured: false, met: false, failing: { classes: 0, records: 0 }, smallest: [] };
    const { failing, accepted } = answer;
    const sizes = failing.map((g) => classes.sizes[g]!).sort((a, b) => a - b);
    const records = sizes.reduce((sum, size) => sum + size, 0);
    const met = accepted && sizes.length === 0;
    return {
      ...named,
      measured: true,
      met,
      failing: { classes: sizes.length, records },
      smallest: sizes.slice(0, shown),
      ...(met || histogram.size > searched ? {} : { without: withoutEach(histogram, one, options) }),
    };
  });
}

/** Failing classes, and whether the table as a whole is accepted; null where the table cannot tell. */
function askAll(
  histogram: Histogram,
  classes: Classes,
  { model, params, column, hierarchy }: Promised,
  options: PromiseOptions,
): { failing: number[]; accepted: boolean } | null {
  const traits = model.traits(params);
  // Without the random sample a guarantee that rests on it would be a false one.
  if (traits.sampling && !sampledFor(traits.sampling, options)) return null;
  if (traits.needsPopulation && !classes.population) return null;
  if (traits.needsLoss && !options.shares) return null;
  const sensitive = traits.needsSensitive ? classes.sensitive.find(({ name }) => name === column) : null;
  if (sensitive === undefined) return null;
  const quasi = histogram.columns.filter(({ role }) => role === 'quasi').length;
  const compiled = compiledFor(model, params, {
    records: classes.total,
    population: histogram.population?.reduce((sum, n) => sum + n, 0) ?? classes.total,
    sample: Math.max(options.sample ?? 0, histogram.records),
    quasi,
    ...(sensitive ? { weight: sensitive.records } : {}),
    values: sensitive?.dictionary ?? [],
    sensitive: sensitive?.totals ?? new Float64Array(0),
    hierarchy: hierarchy ?? null,
  });
  if (!compiled) return null;
  const lost = traits.needsLoss ? lossOf(histogram, options.shares!) : null;
  if (compiled.fails && personColumn(histogram) >= 0) return null; // persons of several classes do not add up
  const common = compiled.fails?.(tableOf(histogram, classes, sensitive));
  const failing: number[] = [];
  const view = viewOf(sensitive);
  const wild = options.missing === 'wildcard' && traits.sizeOnly && !classes.population;
  const alike = wild ? compatibleOf(histogram, classes).any : classes.sizes;
  for (let g = 0; g < classes.sizes.length; g++) {
    const size = classes.sizes[g]!;
    view.size = alike[g]!;
    view.population = classes.population?.[g] ?? size;
    if (size === 0 && !traits.needsPopulation) continue;
    if (sensitive) {
      view.from = sensitive.starts[g]!;
      view.to = sensitive.starts[g + 1]!;
      view.weight = 0;
      for (let i = view.from; i < view.to; i++) view.weight += view.counts[i]!;
    }
    if (lost) view.loss = lost(classes.rows[g]!);
    if (view.size < traits.impliesK || !compiled.holds(view) || common?.[g] === 1) failing.push(g);
  }
  return { failing, accepted: acceptedBy(compiled, classes) };
}

/** Whether the table is a sample that was drawn no more often than the model lets, as far as its size can tell. */
function sampledFor({ rate }: Sampling, { drawn }: PromiseOptions): boolean {
  return drawn !== undefined && drawn.rate <= rate * (1 + 1e-9) && plausible(drawn);
}

/** The classes as models see them that look at all of them at once. */
function tableOf(
  histogram: Histogram,
  { rows, sizes }: Classes,
  sensitive: SensitiveClasses | null,
): ClassTable {
  const quasi = histogram.columns.flatMap(({ role }, c) => (role === 'quasi' ? [c] : []));
  const groups = sensitive ? new Int32Array(sensitive.values.length) : null;
  if (sensitive && groups)
    for (let g = 0; g < sizes.length; g++) groups.fill(g, sensitive.starts[g]!, sensitive.starts[g + 1]!);
  return {
    size: sizes.length,
    counts: sizes,
    codes: quasi.map((c) => rows.map((row) => histogram.codes[c]![row]!)),
    labels: quasi.map((c) => histogram.columns[c]!.values.length),
    failed: new Uint8Array(sizes.length),
    sensitive:
      sensitive && groups
        ? { groups, values: sensitive.values, counts: sensitive.counts, domain: sensitive.dictionary.length }
        : null,
  };
}

/** The model for this table, or null where the table lacks what it needs. */
function compiledFor(model: Model, params: unknown, table: TableView): CompiledModel | null {
  try {
    return model.compile(params, table);
  } catch (error) {
    if (error instanceof LetheError) return null;
    throw error;
  }
}

function viewOf(sensitive: SensitiveClasses | null): ClassView {
  const values = sensitive?.values ?? new Int32Array(0);
  const counts = sensitive?.counts ?? new Float64Array(0);
  return { size: 0, population: 0, values, counts, from: 0, to: 0 };
}

function acceptedBy(compiled: CompiledModel, { sizes }: Classes): boolean {
  if (!compiled.accepts) return true;
  const bySize = new Map<number, number>();
  for (const size of sizes) if (size > 0) bySize.set(size, (bySize.get(size) ?? 0) + 1);
  const counted = [...bySize].sort((a, b) => a[0] - b[0]).map(([size, classes]) => ({ size, classes }));
  const records = sizes.reduce((sum, size) => sum + size, 0);
  const classes = counted.reduce((sum, one) => sum + one.classes, 0);
  return compiled.accepts({ records, classes, suppressed: 0, sizes: () => counted });
}

/** Information that the labels of a row of the histogram have lost, [0, 1] (Wan et al. 2015, as the search reckons it). */
function lossOf(histogram: Histogram, shares: ReadonlyMap<string, LabelShares>): (row: number) => number {
  let whole = 0;
  const logs = histogram.columns.flatMap(({ name, role, values }, c) => {
    if (role !== 'quasi') return [];
    const known = shares.get(name);
    const domain = Math.max(1, known?.domain ?? 1);
    whole += Math.log(domain);
    const own = Float64Array.from(values, (value) => Math.log(known?.shareOf.get(value ?? '') ?? 1));
    return [{ codes: histogram.codes[c]!, own }];
  });
  if (whole === 0) return () => 1;
  return (row) => {
    let sum = 0;
    for (const { codes, own } of logs) sum += own[codes[row]!]!;
    return Math.max(0, Math.min(1, 1 + sum / whole));
  };
}

/** Records in failing classes if a quasi-identifier were left out, the least first; ties in the order of the table. */
function withoutEach(
  histogram: Histogram,
  one: Promised,
  options: PromiseOptions,
): { column: string; records: number }[] {
  return histogram.columns
    .flatMap(({ name, role }, c) => {
      if (role !== 'quasi') return [];
      const rest: Histogram = {
        ...histogram,
        columns: histogram.columns.filter((_, at) => at !== c),
        codes: histogram.codes.filter((_, at) => at !== c),
      };
      const classes = classesOf(rest);
      const answer = askAll(rest, classes, one, options);
      if (!answer) return [];
      const records = answer.failing.reduce((sum, g) => sum + classes.sizes[g]!, 0);
      return [{ column: name, records: answer.accepted ? records : histogram.records }];
    })
    .sort((a, b) => a.records - b.records);
}
