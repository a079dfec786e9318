import { LetheError } from '../core/diagnostics.js';
import type { Hierarchy } from '../core/hierarchy.js';
import { type Histogram, personColumn } from '../core/histogram.js';
import type { MissingRule } from '../core/missing.js';
import type { ClassView, CompiledModel, Model, ModelTraits, ReleasedView } from '../core/model.js';
import { CommonModels } from './common.js';
import type { Groups, SmallGroups } from './group.js';
import { InformationLoss } from './information.js';
import type { MetricColumn } from './metric.js';
import { Persons } from './persons.js';
import type { Tuples } from './tuples.js';
import { Wildcards } from './wildcards.js';

/** A model to be met, with its parameters and, where it needs one, its sensitive column. */
export interface SearchModel {
  model: Model;
  params: unknown;
  column?: string;
  hierarchy?: Hierarchy | null; // of the sensitive column
}

/** What the models say of a node. Arrays are valid until the next verdict. */
export interface Verdict {
  failed: Uint8Array; // per group: 1 where a model fails and the class is suppressed
  dropped: Int32Array; // the groups that failed, ascending
  suppressed: number; // records
  /** Records suppressed at this node and at every node below it at least. */
  suppressedBelow: number;
  kept: number; // records
  classes: number; // kept classes
  accepted: boolean; // no class that only the population has fails a model
  complete: boolean; // false where counting ended early
}

interface Judgement {
  compiled: CompiledModel;
  traits: ModelTraits;
  sensitive: number; // index in Groups.sensitive, -1 for none
}

/** Finds the groups of a node that have fewer than `least` records. */
export type Small = (groups: Groups, least: number) => SmallGroups;

/** Asks all models of all classes of a node. */
export class Judge {
  readonly #judgements: Judgement[] = [];
  /** All models hold above a table that meets them, as long as nothing is suppressed. */
  readonly monotone: boolean;
  readonly #wide: CompiledModel[]; // table-wide models
  readonly #common: CommonModels | null; // models that see all classes at once
  readonly #growing: number; // how many judgements are growing: they come first
  /** k that all models of the class itself imply: what is smaller is suppressed. */
  readonly least: number;
  readonly #views: ClassView[];
  readonly #sizeOnly: boolean; // every class has records, and their number is all that counts
  readonly #records: number;
  /** Where empty cells are wildcards: what counts compatible records, and the k that models of sizes alone ask for. */
  readonly #wildcards: { sizes: Wildcards; least: number } | null;
  readonly #persons: Persons | null; // where persons are counted, not records
  readonly #information: InformationLoss | null; // where a model asks for it
  #failed = new Uint8Array(0); // scratch
  #dropped = new Int32Array(0); // scratch

  /** Throws where a model lacks its column, hierarchy or population. `tuples.sensitive` follows `columns`. */
  constructor(
    models: readonly SearchModel[],
    histogram: Histogram,
    tuples: Tuples,
    columns: readonly number[],
    quasi: readonly MetricColumn[],
    missing: MissingRule = 'own',
  ) {
    let least = 1; // of models that count the class itself
    const persons = personColumn(histogram) < 0 ? null : new Persons(histogram, tuples, quasi);
    let compatible = 1; // of models that count compatible records
    const wild = missing === 'wildcard' && !histogram.population;
    for (const { model, params, column, hierarchy } of models) {
      const traits = model.traits(params);
      const sensitive = traits.needsSensitive ? sensitiveIndex(model, column, histogram, columns) : -1;
      if (traits.needsPopulation && !histogram.population)
        throw new LetheError('model-needs-population', { model: model.name });
      if (wild && traits.sizeOnly) compatible = Math.max(compatible, traits.impliesK);
      else least = Math.max(least, traits.impliesK);
      if (traits.sizeOnly) continue;
      const counts = sensitive < 0 ? null : tuples.sensitive[sensitive]!;
      const people = sensitive < 0 ? undefined : persons?.totals[sensitive];
      const compiled = model.compile(params, {
        records: persons?.total ?? tuples.records,
        population: histogram.population ? sum(histogram.population) : (persons?.total ?? tuples.records),
        quasi: quasi.length,
        values: counts ? histogram.columns[counts.column]!.values : [],
        sensitive: counts ? (people?.persons ?? counts.totals) : new Float64Array(0),
        ...(people ? { weight: people.sum } : {}),
        hierarchy: hierarchy ?? null,
      });
      if (persons && (compiled.accepts || compiled.fails || histogram.population))
        throw new LetheError('not-supported', { what: `${model.name} with person:` });
      this.#judgements.push({ compiled, traits, sensitive });
    }
    // Growing models first: what they fail is known to fail below as well.
    this.#judgements.sort((a, b) => Number(b.traits.growing) - Number(a.traits.growing));
    this.least = least;
    this.#wildcards = wild ? { sizes: new Wildcards(quasi, tuples), least: compatible } : null;
    this.#persons = persons;
    this.#sizeOnly = this.#judgements.length === 0 && !histogram.population && !wild && !persons;
    this.#records = tuples.records;
    this.#information = this.#judgements.some(({ traits }) => traits.needsLoss)
      ? new InformationLoss(quasi, tuples)
      : null;
    const common = this.#judgements.filter(({ compiled }) => compiled.fails);
    this.#common = common.length > 0 ? new CommonModels(common, histogram, tuples, quasi) : null;
    this.#wide = this.#judgements.flatMap(({ compiled }) => (compiled.accepts ? [compiled] : []));
    this.#growing = this.#judgements.filter(({ traits }) => traits.growing).length;
    // Two classes in which half the persons have a value may together be one in which all have it.
    this.monotone =
      models.every(({ model, params }) => {
        const { monotone, needsSensitive } = model.traits(params);
        return monotone && !(persons && needsSensitive);
      }) &&
      (this.#wildcards?.sizes.steady ?? true);
    this.#views = [...tuples.sensitive, null].map(() => ({
      size: 0,
      population: 0,
      values: new Int32Array(0),
      counts: new Float64Array(0),
      from: 0,
      to: 0,
    }));
  }

  /**
   * Suppression beyond `enough` records need not be counted to the end: the verdict is then only known to be above it,
   * and `complete` is false. What the growing models suppress is counted to the end in any case.
   */
  judge(groups: Groups, small: Small, enough = Number.POSITIVE_INFINITY): Verdict {
    const { size, counts, population } = groups;
    if (this.#sizeOnly) return bySize(groups, small(groups, this.least), this.#records);
    const people = this.#persons?.count(groups) ?? null;
    const sensitive = people?.sensitive ?? groups.sensitive;
    if (this.#failed.length < size) {
      this.#failed = new Uint8Array(size);
      this.#dropped = new Int32Array(size);
    }
    const failed = this.#failed.fill(0, 0, size);
    const dropped = this.#dropped;
    let drops = 0;
    const views = this.#views;
    const plain = views.length - 1;
    for (let s = 0; s < sensitive.length; s++) {
      const view = views[s]!;
      view.values = sensitive[s]!.values;
      view.counts = sensitive[s]!.counts;
      view.to = 0;
    }
    const judgements = this.#judgements;
    const count = judgements.length;
    let suppressed = 0;
    let below = 0;
    let kept = 0;
    let classes = 0;
    let accepted = true;
    let complete = true;
    const growing = this.#growing;
    if (this.#wildcards) {
      const { sizes, least } = this.#wildcards;
      below = sizes.fail(groups, failed, least);
      if (!sizes.steady) below = 0;
    }
    if (this.#common) below += this.#common.fail(groups, failed, true);
    for (let g = 0; g < size; g++) {
      const n = counts[g]!;
      const members = people ? people.sizes[g]! : n;
      for (let s = 0; s < sensitive.length; s++) {
        const view = views[s]!;
        const owners = sensitive[s]!.groups;
        let to = view.to;
        view.from = to;
        while (to < owners.length && owners[to] === g) to++;
        view.to = to;
        if (people) view.weight = weigh(view);
      }
      if (n === 0) {
        // Only the population has it. Where small classes are suppressed its absence tells nothing; else it cannot be
        // suppressed, so a model that fails it fails the node (as in ARX).
        if (this.least <= 1) accepted &&= this.#holdsOutside(population[g]!);
        continue;
      }
      if (failed[g] === 1 || members < this.least) {
        if (failed[g] === 0) below += n;
        failed[g] = 1;
        dropped[drops++] = g;
        suppressed += n;
        continue;
      }
      let holds = true;
      const lost = this.#information?.of(groups.levels, groups.tuple[g]!);
      const asked = complete ? count : growing;
      for (let j = 0; j < asked; j++) {
        const { compiled, traits, sensitive: s } = judgements[j]!;
        const view = views[s < 0 ? plain : s]!;
        view.size = members;
        view.population = people ? members : population[g]!;
        if (lost !== undefined) view.loss = lost;
        if (compiled.holds(view)) continue;
        holds = false;
        if (traits.growing) below += n;
        break;
      }
      if (holds) {
        kept += n;
        classes++;
      } else {
        failed[g] = 1;
        dropped[drops++] = g;
        suppressed += n;
      }
      if (complete && count > growing && suppressed > enough) {
        if (growing === 0 && this.least <= 1 && !this.#wildcards && !this.#common)
          return tooMany(failed, suppressed, below);
        complete = false;
      }
    }
    const verdict: Verdict = {
      failed,
      dropped: dropped.subarray(0, drops),
      suppressed,
      suppressedBelow: below,
      kept,
      classes,
      accepted,
      complete,
    };
    if (complete && this.#wide.length > 0) this.#suppressSmallest(groups, verdict, enough);
    while ((this.#wildcards || this.#common) && verdict.complete && verdict.kept > 0) {
      // What models of other kinds suppressed no longer counts for those that are left.
      const more =
        (this.#wildcards?.sizes.fail(groups, failed, this.#wildcards.least) ?? 0) +
        (this.#common?.fail(groups, failed, false) ?? 0);
      if (more === 0) break;
      this.#recount(groups, verdict);
      if (this.#wide.length > 0) this.#suppressSmallest(groups, verdict, enough);
    }
    return verdict;
  }

  /** Counts what is suppressed and kept anew from the marks. */
  #recount({ size, counts }: Groups, verdict: Verdict): void {
    let drops = 0;
    verdict.suppressed = 0;
    verdict.classes = 0;
    for (let g = 0; g < size; g++) {
      if (verdict.failed[g] === 1) {
        this.#dropped[drops++] = g;
        verdict.suppressed += counts[g]!;
      } else if (counts[g]! > 0) verdict.classes++;
    }
    verdict.kept = this.#records - verdict.suppressed;
    verdict.dropped = this.#dropped.subarray(0, drops);
  }

  /**
   * Table-wide models: the smallest classes are suppressed until the rest is accepted; of the last size only as many as it
   * takes, in the order of the groups.
   */
  #suppressSmallest(groups: Groups, verdict: Verdict, enough: number): void {
    const bySize = new Map<number, number>();
    for (let g = 0; g < groups.size; g++) {
      const n = groups.counts[g]!;
      if (n > 0 && verdict.failed[g] === 0) bySize.set(n, (bySize.get(n) ?? 0) + 1);
    }
    const sizes = [...bySize].sort((a, b) => a[0] - b[0]).map(([size, classes]) => ({ size, classes }));
    let from = 0; // sizes suppressed whole
    let more = 0; // classes suppressed of the next size
    const released: ReleasedView = {
      get records() {
        return verdict.kept;
      },
      get classes() {
        return verdict.classes;
      },
      get suppressed() {
        return verdict.suppressed;
      },
      sizes: () => {
        const rest = sizes.slice(from);
        if (more > 0) rest[0] = { size: rest[0]!.size, classes: rest[0]!.classes - more };
        return rest[0]?.classes === 0 ? rest.slice(1) : rest;
      },
    };
    const accepted = () => this.#wide.every((compiled) => compiled.accepts!(released));
    const take = (classes: number) => {
      const records = classes * sizes[from]!.size;
      more += classes;
      verdict.kept -= records;
      verdict.classes -= classes;
      verdict.suppressed += records;
    };
    while (verdict.kept > 0 && !accepted()) {
      const { size, classes } = sizes[from]!;
      const possible = Math.min(classes, Math.floor((enough - verdict.suppressed) / size));
      take(possible);
      if (verdict.kept > 0 && !accepted()) {
        if (possible < classes) {
          verdict.suppressed = enough + 1; // more than that, however many
          verdict.complete = false;
          return;
        }
        from++;
        more = 0;
        continue;
      }
      // The least number that will do, if what is accepted stays so with more suppressed; the last one tried was accepted.
      let low = 0;
      let high = possible;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        take(middle - more);
        if (accepted()) high = middle;
        else low = middle;
      }
      take(high - more);
      break;
    }
    if (from === 0 && more === 0) return;
    this.#drop(groups, verdict, sizes[from]?.size ?? Number.POSITIVE_INFINITY, more);
  }

  /** Marks all classes below a size as failed, and the first `more` of that size. */
  #drop(groups: Groups, verdict: Verdict, size: number, more: number): void {
    const { failed } = verdict;
    let left = more;
    let drops = 0;
    for (let g = 0; g < groups.size; g++) {
      const n = groups.counts[g]!;
      if (n > 0 && failed[g] === 0 && (n < size || (n === size && left-- > 0))) failed[g] = 1;
      if (failed[g] === 1) this.#dropped[drops++] = g;
    }
    verdict.dropped = this.#dropped.subarray(0, drops);
  }

  #holdsOutside(population: number): boolean {
    const view = this.#views.at(-1)!;
    view.size = 0;
    view.population = population;
    return this.#judgements.every(({ compiled, traits }) => !traits.needsPopulation || compiled.holds(view));
  }
}

/** The verdict where only sizes count. */
function bySize(groups: Groups, { failed, dropped, suppressed }: SmallGroups, records: number): Verdict {
  return {
    failed,
    dropped,
    suppressed,
    suppressedBelow: suppressed,
    kept: records - suppressed,
    classes: groups.size - dropped.length,
    accepted: true,
    complete: true,
  };
}

function tooMany(failed: Uint8Array, suppressed: number, suppressedBelow: number): Verdict {
  return {
    failed,
    dropped: new Int32Array(0),
    suppressed,
    suppressedBelow,
    kept: 0,
    classes: 0,
    accepted: true,
    complete: false,
  };
}

function weigh({ counts, from, to }: ClassView): number {
  let total = 0;
  for (let i = from; i < to; i++) total += counts[i]!;
  return total;
}

function sensitiveIndex(
  model: Model,
  column: string | undefined,
  histogram: Histogram,
  columns: readonly number[],
): number {
  if (column === undefined) throw new LetheError('model-needs-column', { model: model.name });
  const index = columns.findIndex((c) => histogram.columns[c]!.name === column);
  if (index < 0) throw new LetheError('model-unknown-column', { model: model.name, column });
  return index;
}

function sum(numbers: Float64Array): number {
  let total = 0;
  for (const n of numbers) total += n;
  return total;
}
