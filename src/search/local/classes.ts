import { LetheError } from '../../core/diagnostics.js';
import { type Histogram, personColumn } from '../../core/histogram.js';
import type { ClassView, CompiledModel, ReleasedView } from '../../core/model.js';
import type { SearchModel } from '../judge.js';
import type { Tuples } from '../tuples.js';
import type { ClassTest } from './partition.js';
import { PersonSets, PersonValues } from './person-classes.js';

/** The models of a search, asked about one class at a time. */
export interface ClassModels {
  least: number; // k that all models together imply
  test: ClassTest;
  /** The models that judge the release as a whole. */
  wide: readonly CompiledModel[];
}

interface Asked {
  compiled: CompiledModel;
  sensitive: Pick<Aggregate, 'view'> | null;
}

/**
 * Compiles the models for classes that are sets of tuples. Throws `algorithm-model` for models of a population: which of
 * its records a class would hold is not defined where classes have boxes of their own. Where the histogram tells persons apart a
 * class has the size of its persons, and `not-supported` is thrown for models that look at several classes.
 */
export function classModels(
  models: readonly SearchModel[],
  histogram: Histogram,
  tuples: Tuples,
  algorithm: string,
): ClassModels {
  const asked: Asked[] = [];
  const persons = personColumn(histogram) < 0 ? null : new PersonSets(histogram, tuples);
  const aggregates = new Map(
    tuples.sensitive.map((counts) => [
      counts.column,
      persons ? new PersonValues(histogram, tuples, counts.column) : new Aggregate(tuples, counts),
    ]),
  );
  let least = 1;
  for (const { model, params, column, hierarchy } of models) {
    const traits = model.traits(params);
    if (traits.needsPopulation || traits.needsLoss || traits.sampling)
      throw new LetheError('algorithm-model', { algorithm, model: model.name });
    least = Math.max(least, traits.impliesK);
    if (traits.sizeOnly) continue;
    const at = traits.needsSensitive ? histogram.columns.findIndex(({ name }) => name === column) : -1;
    const sensitive = at < 0 ? null : aggregates.get(at)!;
    const compiled = model.compile(params, {
      records: persons?.total ?? tuples.records,
      population: persons?.total ?? tuples.records,
      quasi: tuples.codes.length,
      values: at < 0 ? [] : histogram.columns[at]!.values,
      sensitive: sensitive ? sensitive.totals : new Float64Array(0),
      ...(sensitive instanceof PersonValues ? { weight: sensitive.sum } : {}),
      hierarchy: hierarchy ?? null,
    });
    if (compiled.fails) throw new LetheError('algorithm-model', { algorithm, model: model.name });
    if (persons && compiled.accepts)
      throw new LetheError('not-supported', { what: `${model.name} with person:` });
    asked.push({ compiled, sensitive });
  }
  const plain: ClassView = {
    size: 0,
    population: 0,
    values: new Int32Array(0),
    counts: new Float64Array(0),
    from: 0,
    to: 0,
  };
  const test: ClassTest = (members, size) => {
    if (size < least) return false; // no more persons than records
    const people = persons ? persons.count(members, asked.length > 0 ? undefined : least) : size;
    if (people < least) return false;
    for (const { compiled, sensitive } of asked) {
      const view = sensitive ? sensitive.view(members) : plain;
      view.size = people;
      view.population = people;
      if (!compiled.holds(view)) return false;
    }
    return true;
  };
  return { least, test, wide: asked.flatMap(({ compiled }) => (compiled.accepts ? [compiled] : [])) };
}

/** Counts the values of a sensitive column over sets of tuples. */
class Aggregate {
  readonly totals: Float64Array;
  readonly #starts: Int32Array; // per tuple
  readonly #values: Int32Array;
  readonly #counts: Float64Array;
  readonly #seen: Int32Array;
  readonly #view: ClassView;

  constructor(tuples: Tuples, { groups, values, counts, totals }: Tuples['sensitive'][number]) {
    this.totals = totals;
    this.#values = values;
    this.#counts = counts;
    this.#starts = new Int32Array(tuples.size + 1);
    for (const group of groups) this.#starts[group + 1]!++;
    for (let i = 0; i < tuples.size; i++) this.#starts[i + 1]! += this.#starts[i]!;
    this.#seen = new Int32Array(totals.length).fill(-1);
    const room = totals.length;
    this.#view = {
      size: 0,
      population: 0,
      values: new Int32Array(room),
      counts: new Float64Array(room),
      from: 0,
      to: 0,
    };
  }

  view(members: readonly number[]): ClassView {
    const view = this.#view;
    const { values, counts } = view;
    const seen = this.#seen;
    let to = 0;
    for (const i of members)
      for (let p = this.#starts[i]!; p < this.#starts[i + 1]!; p++) {
        const value = this.#values[p]!;
        let at = seen[value]!;
        if (at < 0) {
          at = seen[value] = to++;
          values[at] = value;
          counts[at] = 0;
        }
        counts[at]! += this.#counts[p]!;
      }
    for (let at = 0; at < to; at++) seen[values[at]!] = -1;
    view.to = to;
    return view;
  }
}

/**
 * Classes to leave out, the smallest first and all of one size at a time, until the models of the whole release accept
 * the rest; `sizes` are records per class. Returns the least size that stays, Infinity where nothing may.
 */
export function leastAccepted(
  sizes: readonly number[],
  wide: readonly CompiledModel[],
  records: number,
): number {
  const bySize = new Map<number, number>();
  for (const size of sizes) bySize.set(size, (bySize.get(size) ?? 0) + 1);
  const counted = [...bySize].sort((a, b) => a[0] - b[0]).map(([size, classes]) => ({ size, classes }));
  let kept = sizes.reduce((sum, size) => sum + size, 0);
  let classes = sizes.length;
  for (let from = 0; from < counted.length; from++) {
    const released: ReleasedView = {
      records: kept,
      classes,
      suppressed: records - kept,
      sizes: () => counted.slice(from),
    };
    if (wide.every((model) => model.accepts!(released))) return counted[from]!.size;
    kept -= counted[from]!.size * counted[from]!.classes;
    classes -= counted[from]!.classes;
  }
  return Number.POSITIVE_INFINITY;
}
