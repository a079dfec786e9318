import {
  basicBeta,
  descending,
  enhancedBeta,
  equalDistance,
  orderedDistance,
  presentDelta,
  recursiveRatio,
  shannon,
  topShare,
  valueOrder,
} from '../core/distribution.js';
import { type Histogram, personColumn } from '../core/histogram.js';
import { holedRecords, type MissingRule } from '../core/missing.js';
import type { ClassView } from '../core/model.js';
import type { ClassSizes, Proof } from '../core/proof.js';
import {
  type Classes,
  type ClassGroups,
  classesOf,
  classGroups,
  compatibleOf,
  type SensitiveClasses,
} from './classes.js';

/** What to measure against. */
export interface MeasureOptions {
  /** Risk above which a record counts as at risk, (0, 1]; 0.2 unless given. */
  threshold?: number;
  /** The same as a class size: records in classes smaller than k are at risk. `threshold` prevails. */
  k?: number;
  /** l of recursive (c,l)-diversity per column; the distinct l of the column, at least 2, unless given. */
  recursiveL?: number;
  /** How empty cells of quasi-identifiers count; `own` unless given. */
  missing?: MissingRule;
}

/**
 * Measures every privacy model and risk of a table by definition. Quasi-identifiers are the columns of role `quasi`,
 * the measures per sensitive column are worst cases over the classes. Where a definition cannot be met by any value
 * (enhanced β, recursive c, δ with absent values) the measure is Infinity, null in JSON. An empty table has k = 0.
 * `classes`: those of the histogram, where they are known already.
 */
export function measure(
  histogram: Histogram,
  options: MeasureOptions = {},
  classes: Classes = classesOf(histogram),
): Proof {
  const threshold = options.threshold ?? (options.k === undefined ? 0.2 : 1 / options.k);
  const { missing = 'own' } = options;
  const compatible = missing === 'wildcard' && !classes.population ? compatibleOf(histogram, classes) : null;
  const sizes = sizeMeasures(classes.sizes, threshold, compatible?.any);
  const population = classes.population ? sizeMeasures(classes.sizes, threshold, classes.population) : sizes;
  const proof: Proof = {
    records: histogram.records,
    classes: sizes.classes,
    k: compatible ? leastOf(classes.sizes, compatible.any) : sizes.k,
    alpha: {},
    l: {},
    t: {},
    beta: {},
    delta: {},
    deltaPresent: {},
    risk: {
      prosecutor: {
        max: sizes.max,
        mean: sizes.mean,
        meanOverClasses: sizes.meanOverClasses,
        atRisk: sizes.atRisk,
      },
      journalist: {
        max: population.max,
        mean: population.mean,
        meanOverClasses: population.meanOverClasses,
        atRisk: population.atRisk,
      },
      marketer: { mean: population.mean },
      threshold,
    },
    uniques: sizes.uniques,
  };
  if (personColumn(histogram) >= 0) proof.persons = classes.total;
  if (missing !== 'own')
    proof.missing = {
      rule: missing,
      records: holedRecords(histogram),
      ...(compatible ? { known: leastOf(classes.sizes, compatible.known) } : {}),
    };
  for (const sensitive of classes.sensitive) {
    const { name } = sensitive;
    const m = sensitiveMeasures(classes, sensitive, options.recursiveL);
    proof.alpha[name] = m.alpha;
    proof.l[name] = {
      distinct: m.distinct,
      entropy: m.distinct === 0 ? 0 : Math.exp(m.entropy),
      recursive: { c: m.recursive[m.recursiveL - 1] ?? Number.POSITIVE_INFINITY, l: m.recursiveL },
      recursiveByL: m.recursive.slice(1).filter(Number.isFinite),
      ...(m.known < m.distinct ? { known: m.known } : {}),
    };
    proof.t[name] = { equal: m.equal, ordered: m.ordered };
    proof.beta[name] = { basic: m.basic, enhanced: m.enhanced };
    proof.delta[name] = m.absent > 0 ? Number.POSITIVE_INFINITY : m.delta;
    proof.deltaPresent![name] = { value: m.delta, absent: m.absent };
  }
  return proof;
}

/** How class sizes are distributed: buckets of doubling width, in records and in classes; under `wildcard` of compatible records. */
export function classSizes(
  histogram: Histogram,
  missing: MissingRule = 'own',
  classes: ClassGroups = classGroups(histogram),
): ClassSizes {
  const { sizes } = classes;
  const alike = missing === 'wildcard' ? compatibleOf(histogram, classes).any : sizes;
  const bounds = [1, 2, 4, 9, 19, 49, 99, 499, Number.POSITIVE_INFINITY];
  const result: ClassSizes = { bounds, records: bounds.map(() => 0), classes: bounds.map(() => 0) };
  for (let g = 0; g < sizes.length; g++) {
    if (sizes[g] === 0) continue;
    const bucket = bounds.findIndex((bound) => alike[g]! <= bound);
    result.records[bucket]! += sizes[g]!;
    result.classes[bucket]!++;
  }
  return result;
}

function sizeMeasures(sizes: Float64Array, threshold: number, population = sizes) {
  let classes = 0;
  let records = 0;
  let k = Number.POSITIVE_INFINITY;
  let uniques = 0;
  let least = Number.POSITIVE_INFINITY;
  let risks = 0; // Σ over records
  let inverse = 0; // Σ over classes
  let above = 0;
  for (let g = 0; g < sizes.length; g++) {
    const size = sizes[g]!;
    if (size === 0) continue;
    const people = population[g]!;
    classes++;
    records += size;
    if (size < k) k = size;
    if (size === 1 && people <= 1) uniques++;
    if (people < least) least = people;
    risks += size / people;
    inverse += 1 / people;
    if (1 / people > threshold + 1e-12) above += size;
  }
  if (classes === 0) return { classes, k: 0, uniques, max: 0, mean: 0, meanOverClasses: 0, atRisk: 0 };
  return {
    classes,
    k,
    uniques,
    max: 1 / least,
    mean: risks / records,
    meanOverClasses: inverse / classes,
    atRisk: above / records,
  };
}

/** The least of a number per class over the classes that have records; 0 where there are none. */
function leastOf(sizes: Float64Array, numbers: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let g = 0; g < sizes.length; g++) if (sizes[g]! > 0) least = Math.min(least, numbers[g]!);
  return Number.isFinite(least) ? least : 0;
}

function sensitiveMeasures(
  { sizes, total }: Classes,
  sensitive: SensitiveClasses,
  fixedL: number | undefined,
) {
  const { totals, records, starts, values, counts } = sensitive;
  const order = valueOrder(sensitive.dictionary, totals);
  const scratch = new Float64Array(totals.length);
  const view: ClassView = { size: 0, population: 0, values, counts, from: 0, to: 0 };
  const worst = {
    alpha: 0,
    distinct: Number.POSITIVE_INFINITY,
    known: Number.POSITIVE_INFINITY, // without empty cells, over the classes that hold any other value
    entropy: Number.POSITIVE_INFINITY,
    equal: 0,
    ordered: 0,
    basic: 0,
    enhanced: 0,
    delta: 0,
    absent: 0, // pairs of class and value that the class lacks
    recursive: [] as number[], // index l − 1: least c from which the table is not refuted
    recursiveL: 2,
  };
  for (let g = 0; g < sizes.length; g++) {
    const size = sizes[g]!;
    if (size === 0) continue;
    view.size = size;
    view.population = size;
    view.from = starts[g]!;
    view.to = starts[g + 1]!;
    view.weight = weigh(view);
    worst.alpha = Math.max(worst.alpha, topShare(view));
    worst.distinct = Math.min(worst.distinct, view.to - view.from);
    const known = view.to - view.from - emptyIn(view, sensitive.dictionary);
    if (known > 0) worst.known = Math.min(worst.known, known);
    worst.entropy = Math.min(worst.entropy, shannon(view));
    worst.equal = Math.max(worst.equal, equalDistance(view, totals, records));
    worst.ordered = Math.max(worst.ordered, orderedDistance(view, totals, records, order, scratch));
    worst.basic = Math.max(worst.basic, basicBeta(view, totals, total));
    worst.enhanced = Math.max(worst.enhanced, enhancedBeta(view, totals, total));
    worst.delta = Math.max(worst.delta, presentDelta(view, totals, total));
    worst.absent += order.length - (view.to - view.from);
    const ratios = descending(view);
    const most = Math.min(ratios.length, worst.recursive.length || ratios.length);
    worst.recursive.length = most; // beyond the least number of values no c helps
    for (let l = 1; l <= most; l++)
      worst.recursive[l - 1] = Math.max(worst.recursive[l - 1] ?? 0, recursiveRatio(ratios, l));
  }
  if (!Number.isFinite(worst.distinct)) {
    worst.distinct = 0;
    worst.entropy = 0;
  }
  worst.recursiveL = fixedL ?? Math.max(2, worst.distinct);
  return worst;
}

function weigh({ counts, from, to }: ClassView): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += counts[i]!;
  return sum;
}

/** Values of a class that are empty cells: null and the empty text. */
function emptyIn({ values, from, to }: ClassView, dictionary: readonly (string | null)[]): number {
  let count = 0;
  for (let i = from; i < to; i++) if ((dictionary[values[i]!] ?? '') === '') count++;
  return count;
}
