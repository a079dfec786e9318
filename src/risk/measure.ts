import { valueOrder } from '../core/distribution.js';
import { type Histogram, personColumn } from '../core/histogram.js';
import { holedRecords, type MissingRule } from '../core/missing.js';
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
  const records = new Float64Array(bounds.length);
  const counted = new Float64Array(bounds.length);
  for (let g = 0; g < sizes.length; g++) {
    const size = sizes[g]!;
    if (size === 0) continue;
    let bucket = 0;
    while (alike[g]! > bounds[bucket]!) bucket++;
    records[bucket]! += size;
    counted[bucket]!++;
  }
  return { bounds, records: [...records], classes: [...counted] };
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

/**
 * The measures of a sensitive column, the worst over the classes: the formulas of `core/distribution`, each class gone over
 * once for all of them. As calls they would be ten for each of thousands of small classes, before any of them is compiled.
 */
function sensitiveMeasures(
  { sizes, total }: Classes,
  { dictionary, totals, records, starts, values, counts }: SensitiveClasses,
  fixedL: number | undefined,
) {
  const order = valueOrder(dictionary, totals);
  const m = order.length;
  const share = totals.map((count) => count / records); // what t-closeness compares with
  const base = totals.map((count) => count / total); // and the others
  const limit = base.map((q) => -Math.log(q) + 1e-12); // of what a value may gain at all
  const empty = Uint8Array.from(dictionary, (value) => ((value ?? '') === '' ? 1 : 0));
  const own = new Float64Array(totals.length); // shares in the class, zero but for those at hand
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
    const from = starts[g]!;
    const to = starts[g + 1]!;
    let weight = 0;
    for (let i = from; i < to; i++) weight += counts[i]!;
    let top = 0;
    let known = to - from;
    let logs = 0;
    let equal = 0;
    for (let i = from; i < to; i++) {
      const n = counts[i]!;
      const value = values[i]!;
      if (n > top) top = n;
      known -= empty[value]!;
      logs += n * Math.log(n);
      const p = n / weight;
      own[value] = p;
      const more = p - share[value]!;
      if (more > 0) equal += more;
      const q = base[value]!;
      const gain = (n / size - q) / q;
      if (gain > worst.basic) worst.basic = gain;
      if (gain > limit[value]!) worst.enhanced = Number.POSITIVE_INFINITY;
      else if (gain > worst.enhanced) worst.enhanced = gain;
      const change = Math.abs(Math.log(n / size / q));
      if (change > worst.delta) worst.delta = change;
    }
    if (top / size > worst.alpha) worst.alpha = top / size;
    if (to - from < worst.distinct) worst.distinct = to - from;
    if (known > 0 && known < worst.known) worst.known = known;
    const entropy = weight > 0 ? Math.max(0, Math.log(weight) - logs / weight) : 0;
    if (entropy < worst.entropy) worst.entropy = entropy;
    if (equal > worst.equal) worst.equal = equal;
    let moved = 0;
    let cumulated = 0;
    for (let i = 0; i < m; i++) {
      const value = order[i]!;
      cumulated += own[value]! - share[value]!;
      moved += Math.abs(cumulated);
    }
    for (let i = from; i < to; i++) own[values[i]!] = 0;
    if (m > 1 && moved / (m - 1) > worst.ordered) worst.ordered = moved / (m - 1);
    worst.absent += m - (to - from);
    recursiveRatios(counts, from, to, worst.recursive);
  }
  if (!Number.isFinite(worst.distinct)) {
    worst.distinct = 0;
    worst.entropy = 0;
  }
  worst.recursiveL = fixedL ?? Math.max(2, worst.distinct);
  return worst;
}

/** Takes the ratios of a class into the worst so far, which are as many as the least number of values: beyond, no c helps. */
function recursiveRatios(counts: Float64Array, from: number, to: number, worst: number[]): void {
  const most = Math.min(to - from, worst.length || to - from);
  worst.length = most;
  if (most === 0) return;
  if (most === 1) {
    let top = 0;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const n = counts[i]!;
      sum += n;
      if (n > top) top = n;
    }
    worst[0] = Math.max(worst[0] ?? 0, sum > 0 ? top / sum : Number.POSITIVE_INFINITY);
    return;
  }
  const sorted = counts.slice(from, to).sort();
  const top = sorted[sorted.length - 1]!;
  let tail = 0;
  for (let l = sorted.length; l > 0; l--) {
    tail += sorted[sorted.length - l]!;
    if (l <= most)
      worst[l - 1] = Math.max(worst[l - 1] ?? 0, tail > 0 ? top / tail : Number.POSITIVE_INFINITY);
  }
}
