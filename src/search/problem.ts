import { LetheError } from '../core/diagnostics.js';
import { countedColumns } from './counted.js';
import { Evaluator } from './evaluate.js';
import { Judge, type Small, type Verdict } from './judge.js';
import type { LevelTable } from './levels.js';
import { type CompiledMetric, factors, type MetricNode } from './metric.js';
import { metrics } from './metrics/index.js';
import { columnLoss } from './metrics/loss.js';
import type { LatticeInput, LatticeSolution, SearchColumn } from './result.js';
import { LevelSpace } from './space.js';
import { foldTuples, type Tuples } from './tuples.js';

/** A search made ready: models and metric compiled for the table, nodes evaluated by roll-up. Algorithms share it. */
export class Problem {
  readonly input: LatticeInput;
  readonly #tuples: Tuples;
  readonly #judge: Judge;
  readonly metric: CompiledMetric;
  readonly #metricName: string;
  readonly #evaluator: Evaluator;
  readonly #small: Small;
  readonly space: LevelSpace;
  readonly limit: number; // records that may be suppressed

  constructor(input: LatticeInput) {
    this.input = input;
    const { histogram, columns, models } = input;
    for (const { name, levels, from, to } of columns)
      if (from < 0 || to > levels.height || from > to)
        throw new LetheError('level-out-of-range', { column: name, from, to, height: levels.height });
    const { quasi, sensitive } = countedColumns(input);
    this.#tuples = foldTuples(histogram, quasi, sensitive);
    this.#judge = new Judge(models, histogram, this.#tuples, sensitive, columns, input.missing);
    const metric = metrics.find(({ name }) => name === input.metric.name);
    if (!metric) throw new LetheError('metric-unknown', { metric: input.metric.name });
    const evaluator = new Evaluator(
      this.#tuples,
      columns.map(({ levels }) => levels),
    );
    this.#evaluator = evaluator;
    this.#metricName = metric.name;
    try {
      this.metric = metric.compile({
        tuples: this.#tuples,
        columns,
        records: histogram.records,
        recordsOf: (c, level) => evaluator.recordsOf(c, level),
        aggregate: input.metric.aggregate ?? '',
        weights: weightsOf(columns, input.metric.weights ?? {}),
        gsFactor: input.metric.gsFactor ?? 0.5,
        responses: (input.metric.responses ?? []).map((name) => ({
          quasi: columns.findIndex((column) => column.name === name),
          sensitive: sensitive.findIndex((c) => histogram.columns[c]!.name === name),
        })),
        game: input.metric.game ?? null,
        ...factors(input.metric.gsFactor ?? 0.5),
      });
    } catch (error) {
      evaluator.close();
      throw error;
    }
    this.#small = (groups, least) => this.#evaluator.small(groups, least);
    this.space = new LevelSpace(columns);
    this.limit = Math.floor(input.suppression * histogram.records + 1e-9);
  }

  /** Evaluates a node. Suppression is counted to the end up to `enough` records. */
  evaluate(levels: Int32Array, enough = Number.POSITIVE_INFINITY): MetricNode {
    const groups = this.#evaluator.groups(levels);
    return { groups, verdict: this.#judge.judge(groups, this.#small, enough) };
  }

  /** Makes a node the centre of what is evaluated next: see `Evaluator.centre`. */
  centre(levels: Int32Array): void {
    this.#evaluator.centre(levels);
  }

  /** Gives the memory of the kernels back. The problem ends here. */
  close(): void {
    this.#evaluator.close();
  }

  /** What a bound by sizes alone needs: the tuples, and the number of records below which every class is suppressed. */
  get sizes(): { tuples: Tuples; least: number } {
    return { tuples: this.#tuples, least: this.#judge.least };
  }

  /** An invalid node makes all nodes below it invalid: no suppression to hide behind, and monotone models. */
  get strict(): boolean {
    return this.limit === 0 && this.#judge.monotone;
  }

  valid(verdict: Verdict): boolean {
    return verdict.accepted && verdict.kept > 0 && verdict.suppressed <= this.limit;
  }

  /** All that a caller needs of the chosen node. `loss` and `bound` are vectors of the metric. */
  solution(
    levels: Int32Array,
    found: { algorithm: string; loss: Float64Array; bound: Float64Array; nodes: number; optimal: boolean },
  ): LatticeSolution {
    const { columns, histogram } = this.input;
    const { groups, verdict } = this.evaluate(levels);
    const { dropped } = verdict;
    return {
      status: 'solved',
      recoding: {
        algorithm: found.algorithm,
        metric: this.#metricName,
        loss: found.loss[0]!,
        bound: found.bound[0]!,
        levels: Object.fromEntries(columns.map(({ name }, c) => [name, levels[c]!])),
        suppressed: verdict.suppressed,
        optimal: found.optimal,
        nodes: found.nodes,
      },
      loss: [...found.loss],
      bound: [...found.bound],
      levels: [...levels],
      kept: verdict.kept,
      suppressed: verdict.suppressed,
      classes: verdict.classes,
      records: histogram.records,
      columns: columns.map(({ name, levels: table }, c) => ({
        name,
        level: levels[c]!,
        values: histogram.columns.find((column) => column.name === name)!.values,
        labels: labelsAt(table, levels[c]!),
        loss: columnLoss(table, this.#tuples.codes[c]!, { groups, verdict }, levels[c]!),
      })),
      dropped: {
        labels: columns.map(({ levels: table }, c) => table.labels[levels[c]!]!),
        codes: columns.map(({ levels: table }, c) => {
          const codes = table.codes[levels[c]!]!;
          return Int32Array.from(dropped, (g) => codes[this.#tuples.codes[c]![groups.tuple[g]!]!]!);
        }),
        counts: Float64Array.from(dropped, (g) => groups.counts[g]!),
      },
    };
  }
}

/** The label of each value. */
function labelsAt({ codes, labels }: LevelTable, level: number): string[] {
  const own = codes[level]!;
  const texts = labels[level]!;
  const result = new Array<string>(own.length);
  for (let code = 0; code < own.length; code++) result[code] = texts[own[code]!]!;
  return result;
}

/** Weights relative to the greatest, a column without one counts 0.5: ARX's rule. */
export function weightsOf(
  columns: readonly SearchColumn[],
  weights: Readonly<Record<string, number>>,
): Float64Array {
  const own = Float64Array.from(columns, ({ name }) => weights[name] ?? 0.5);
  const most = Math.max(...own);
  return most > 0 ? own.map((weight) => weight / most) : own.fill(1);
}

/** Lexicographic; differences below 1e-12 of the value are rounding. */
export function compare(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareNumbers(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** The same for vectors of length 1. */
export function compareNumbers(x: number, y: number): number {
  if (x === y || Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(x), Math.abs(y))) return 0;
  return x < y ? -1 : 1;
}
