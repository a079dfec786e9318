import { LetheError } from '../core/diagnostics.js';
import { approximate, type Decimal, readNumber } from '../core/numbers.js';
import { countedColumns } from './counted.js';
import { classModels, leastAccepted } from './local/classes.js';
import type { ClassTest } from './local/partition.js';
import type { LocalResult } from './local/solution.js';
import { averageOf, mdav, type Points, squaredError } from './microaggregation/mdav.js';
import { optimalGroups } from './microaggregation/univariate.js';
import type { LatticeInput } from './result.js';
import { foldTuples, type Tuples } from './tuples.js';

const algorithm = 'mdav';

/**
 * Microaggregation: records are put into clusters of k or more by MDAV, by the optimal division where there is one column
 * alone, and every number becomes the mean of its cluster, with as many decimals as the column has. Columns are
 * standardised, weights of the metric applied. Clusters that fail another model join the nearest one until they meet it;
 * where none is left the records are suppressed. The loss is the share of the variance that lies within clusters, a
 * suppressed record counts as much as an average one. Throws `algorithm-numbers` for a column that is not of numbers, and
 * `algorithm-metric`, `algorithm-model` as the other local searches.
 */
export function* searchMicroaggregation(input: LatticeInput): Generator<void, LocalResult, void> {
  const { histogram, columns, models, metric } = input;
  if (metric.name !== 'loss') throw new LetheError('algorithm-metric', { algorithm, metric: metric.name });
  const { quasi, sensitive } = countedColumns(input);
  const tuples = foldTuples(histogram, quasi, sensitive);
  const { least, test, wide } = classModels(models, histogram, tuples, algorithm);
  const numbers = columns.map(({ name }, c) => numbersOf(name, histogram.columns[quasi[c]!]!.values));
  const weights = columns.map(({ name }) => metric.weights?.[name] ?? 0.5);
  const points = standardised(tuples, numbers, weights);
  const found =
    columns.length === 1
      ? optimalGroups(points.coordinates[0]!, points.counts, least)
      : yield* mdav(points, least);
  const clusters = mended(points, found, test);
  let kept = clusters.filter((members) => test(members, recordsOf(tuples, members)));
  if (wide.length > 0) {
    const sizes = kept.map((members) => recordsOf(tuples, members));
    const from = leastAccepted(sizes, wide, histogram.records);
    kept = kept.filter((_, at) => sizes[at]! >= from);
  }
  const records = kept.reduce((sum, members) => sum + recordsOf(tuples, members), 0);
  const suppressed = histogram.records - records;
  const limit = Math.floor(input.suppression * histogram.records + 1e-9);
  if (records === 0 || suppressed > limit) {
    const nearest = records === 0 ? null : { levels: columns.map(({ to }) => to), suppressed };
    return { status: 'noSolution', nodes: found.length, proven: false, limit, nearest };
  }
  const named = numbers.map((column, c) => meansOf(column, tuples, c, kept));
  const losses = numbers.map((column, c) => lossOf(column, tuples, c, named[c]!, suppressed));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    status: 'solved',
    recoding: {
      algorithm,
      metric: 'variance',
      loss: losses.reduce((sum, one, c) => sum + one * weights[c]!, 0) / (whole || 1),
      levels: Object.fromEntries(columns.map(({ name }) => [name, 0])),
      suppressed,
      optimal: false,
      nodes: found.length,
    },
    kept: records,
    suppressed,
    classes: kept.length,
    records: histogram.records,
    columns: columns.map(({ name }, c) => ({
      name,
      level: 0,
      values: histogram.columns[quasi[c]!]!.values,
      labels: named[c]!.labels,
      loss: losses[c]!,
    })),
    tuples: { values: tuples.codes, labels: named.map(({ of }) => of), counts: tuples.counts },
  };
}

/** The numbers of a column, and how many decimals they are written with. */
interface NumberColumn {
  values: Float64Array; // per value code
  decimals: number;
}

function numbersOf(column: string, values: readonly (string | null)[]): NumberColumn {
  const read = values.map((value) => (value === null ? null : readNumber(value)));
  const strange = read.filter((number) => number === null).length;
  if (strange > 0) throw new LetheError('algorithm-numbers', { algorithm, column, count: strange });
  const numbers = read as Decimal[];
  return {
    values: Float64Array.from(numbers, approximate),
    decimals: Math.min(15, Math.max(0, ...numbers.map(({ fraction }) => fraction.length))),
  };
}

/** Columns with mean 0 and variance 1 over the records, times the root of their weight; a constant one stays 0. */
function standardised(tuples: Tuples, numbers: readonly NumberColumn[], weights: readonly number[]): Points {
  const { size, counts, codes, records } = tuples;
  const coordinates = numbers.map(({ values }, c) => {
    const own = Float64Array.from(codes[c]!, (code) => values[code]!);
    const mean = own.reduce((sum, x, i) => sum + x * counts[i]!, 0) / records;
    const variance = own.reduce((sum, x, i) => sum + (x - mean) ** 2 * counts[i]!, 0) / records;
    const scale = variance > 0 ? Math.sqrt(weights[c]! / variance) : 0;
    return own.map((x) => (x - mean) * scale);
  });
  return { size, coordinates, counts };
}

/** Clusters that meet the models: one that does not joins the one with the nearest average, until it does or is alone. */
function mended(points: Points, clusters: readonly number[][], test: ClassTest): number[][] {
  const done: number[][] = [];
  let open = [...clusters];
  const size = (members: readonly number[]) => members.reduce((sum, i) => sum + points.counts[i]!, 0);
  while (open.length > 0) {
    const [members, ...others] = open as [number[], ...number[][]];
    const all = [...others, ...done];
    if (test(members, size(members)) || all.length === 0) {
      done.push(members);
      open = others;
      continue;
    }
    const center = averageOf(points, members);
    let best = all[0]!;
    let least = Number.POSITIVE_INFINITY;
    for (const other of all) {
      const there = averageOf(points, other);
      const d = center.reduce((sum, x, c) => sum + (x - there[c]!) ** 2, 0);
      if (d < least) {
        least = d;
        best = other;
      }
    }
    const at = done.indexOf(best);
    if (at >= 0) done.splice(at, 1);
    open = [[...members, ...best], ...others.filter((one) => one !== best)];
  }
  return done;
}

/** The mean of every cluster as text, equal texts once, and which of them each tuple gets; -1 where suppressed. */
function meansOf(
  { values, decimals }: NumberColumn,
  { codes, counts, size }: Tuples,
  column: number,
  clusters: readonly (readonly number[])[],
): { labels: string[]; of: Int32Array } {
  const of = new Int32Array(size).fill(-1);
  const index = new Map<string, number>();
  const coordinates = [Float64Array.from(codes[column]!, (code) => values[code]!)];
  for (const members of clusters) {
    const [mean] = averageOf({ size, coordinates, counts }, members);
    const text = rounded(mean!, decimals);
    let label = index.get(text);
    if (label === undefined) {
      label = index.size;
      index.set(text, label);
    }
    for (const i of members) of[i] = label;
  }
  return { labels: [...index.keys()], of };
}

function rounded(mean: number, decimals: number): string {
  const text = mean.toFixed(decimals);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

/** Share of a column's variance that lies between the numbers and what is published for them, [0, 1]. */
function lossOf(
  { values }: NumberColumn,
  { codes, counts, size, records }: Tuples,
  column: number,
  { labels, of }: { labels: readonly string[]; of: Int32Array },
  suppressed: number,
): number {
  const own = Float64Array.from(codes[column]!, (code) => values[code]!);
  const all = Array.from(own, (_, i) => i);
  const whole = squaredError({ size, coordinates: [own], counts }, [all]);
  const means = labels.map(Number);
  let within = 0;
  for (let i = 0; i < size; i++) if (of[i]! >= 0) within += counts[i]! * (own[i]! - means[of[i]!]!) ** 2;
  return Math.min(1, (whole > 0 ? within / whole : 0) + suppressed / records);
}

function recordsOf({ counts }: Tuples, members: readonly number[]): number {
  return members.reduce((sum, i) => sum + counts[i]!, 0);
}
