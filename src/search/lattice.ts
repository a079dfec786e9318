import { LetheError } from '../core/diagnostics.js';
import type { Histogram } from '../core/histogram.js';
import type { Recoding } from '../core/plan.js';
import { Evaluator } from './evaluate.js';
import { Judge, type SearchModel, type Verdict } from './judge.js';
import type { LevelTable } from './levels.js';
import { type CompiledMetric, factors, type MetricChoice, type MetricNode } from './metric.js';
import { metrics } from './metrics/index.js';
import { columnLoss } from './metrics/loss.js';
import { Bounds, LevelSpace } from './space.js';
import { foldTuples, type Tuples } from './tuples.js';

/** A quasi-identifier of the search with the levels it may take (inclusive). */
export interface SearchColumn {
  name: string;
  levels: LevelTable; // of the histogram's dictionary of that column
  from: number;
  to: number;
}

export interface LatticeInput {
  histogram: Histogram;
  columns: readonly SearchColumn[];
  models: readonly SearchModel[];
  suppression: number; // share of records that may be suppressed, [0, 1]
  metric: MetricChoice;
  /** Nodes to evaluate at most; the best so far is returned then, not marked optimal. */
  budget?: { nodes: number };
}

export type LatticeResult = LatticeSolution | LatticeFailure;

/** The best recoding found, and all that the row program needs of it. */
export interface LatticeSolution {
  status: 'solved';
  recoding: Recoding;
  loss: readonly number[]; // the whole vector, compared lexicographically; recoding.loss is its first entry
  bound: readonly number[]; // no combination of levels can be better than this; equals loss where optimal
  levels: readonly number[]; // per column
  kept: number; // records
  suppressed: number; // records
  classes: number; // kept
  records: number;
  columns: readonly SolvedColumn[];
  /** The suppressed classes: label codes per column (they index `labels[c]`) and records of each. */
  dropped: {
    labels: readonly (readonly string[])[];
    codes: readonly Int32Array[];
    counts: Float64Array;
  };
}

/** What the search decided for one quasi-identifier. */
export interface SolvedColumn {
  name: string;
  level: number;
  values: readonly (string | null)[]; // the histogram's dictionary
  labels: readonly string[]; // label per value code
  loss: number; // utility lost, [0, 1]: mean share of the domain, suppressed records count 1
}

/** No combination of levels meets the models within the limit with any record left, or none was found in the budget. */
export interface LatticeFailure {
  status: 'noSolution';
  nodes: number;
  proven: boolean; // false where the budget ended the search
  limit: number; // records
  /** The least number of suppressed records of any evaluated node, and where. */
  nearest: { levels: readonly number[]; suppressed: number } | null;
}

/** Nodes that a search may have in memory at 17 bytes each. */
const mostNodes = 1 << 23;

/**
 * Optimal full-domain generalisation with record suppression. Ties are broken by the lexicographically smaller level
 * vector in the order of `columns`. Throws `lattice-too-large`, and what models and metrics throw.
 */
export function searchLattice(input: LatticeInput): LatticeResult {
  return new LatticeSearch(input).run();
}

/** One evaluated node, for exhaustive studies of a lattice. */
export interface NodeReport extends Omit<Verdict, 'failed' | 'dropped'> {
  levels: readonly number[];
  valid: boolean;
  loss: readonly number[];
}

/** Evaluates one node, or all of them where `levels` is absent, in lexicographic order. Slow by nature. */
export function* evaluateNodes(
  input: LatticeInput,
  levels?: Iterable<readonly number[]>,
): Generator<NodeReport, void, void> {
  const search = new LatticeSearch(input);
  if (levels) for (const vector of levels) yield search.report(Int32Array.from(vector));
  else for (let id = 0; id < search.size; id++) yield search.report(search.vector(id));
}

class LatticeSearch {
  readonly #input: LatticeInput;
  readonly #tuples: Tuples;
  readonly #judge: Judge;
  readonly #metric: CompiledMetric;
  readonly #metricName: string;
  readonly #evaluator: Evaluator;
  readonly #space: LevelSpace;
  readonly #limit: number;
  readonly #levels: Int32Array; // scratch
  readonly #out: Float64Array; // scratch

  constructor(input: LatticeInput) {
    this.#input = input;
    const { histogram, columns, models } = input;
    for (const { name, levels, from, to } of columns)
      if (from < 0 || to > levels.height || from > to)
        throw new LetheError('level-out-of-range', { column: name, from, to, height: levels.height });
    const sensitive = sensitiveColumns(histogram, models);
    this.#tuples = foldTuples(
      histogram,
      columns.map(({ name }) => histogram.columns.findIndex((c) => c.name === name)),
      sensitive,
    );
    this.#judge = new Judge(models, histogram, this.#tuples, sensitive, columns.length);
    const metric = metrics.find(({ name }) => name === input.metric.name);
    if (!metric) throw new LetheError('metric-unknown', { metric: input.metric.name });
    this.#metricName = metric.name;
    this.#metric = metric.compile({
      tuples: this.#tuples,
      columns,
      records: histogram.records,
      aggregate: input.metric.aggregate ?? '',
      weights: weightsOf(columns, input.metric.weights ?? {}),
      ...factors(input.metric.gsFactor ?? 0.5),
    });
    this.#evaluator = new Evaluator(
      this.#tuples,
      columns.map(({ levels }) => levels),
    );
    this.#space = new LevelSpace(columns);
    this.#limit = Math.floor(input.suppression * histogram.records + 1e-9);
    this.#levels = new Int32Array(columns.length);
    this.#out = new Float64Array(this.#metric.length);
  }

  get size(): number {
    return this.#space.size;
  }

  vector(id: number): Int32Array {
    const levels = new Int32Array(this.#levels.length);
    this.#space.levels(id, levels);
    return levels;
  }

  report(levels: Int32Array): NodeReport {
    const node = this.#evaluate(levels);
    const { verdict } = node;
    const { failed: _, dropped: __, ...rest } = verdict;
    this.#metric.loss(node, this.#out);
    return { ...rest, levels: [...levels], valid: this.#valid(verdict), loss: [...this.#out] };
  }

  #evaluate(levels: Int32Array): MetricNode {
    const groups = this.#evaluator.groups(levels);
    return { groups, verdict: this.#judge.judge(groups) };
  }

  #valid(verdict: Verdict): boolean {
    return verdict.accepted && verdict.kept > 0 && verdict.suppressed <= this.#limit;
  }

  /**
   * Chains through the open part of the lattice, each searched by halving: a node over the limit closes all nodes
   * below it, an evaluated one raises the bounds of all nodes below and above. Done when every node is evaluated or
   * its bound is no better than the best found, which makes the result independent of the order.
   */
  run(): LatticeResult {
    const space = this.#space;
    if (space.size > mostNodes) throw new LetheError('lattice-too-large', { nodes: space.size });
    const metric = this.#metric;
    const width = metric.length;
    const suppressed = new Bounds(space, -1); // records at least suppressed
    const above = metric.above ? new Bounds(space, 1) : null;
    const extra = metric.extra ? new Bounds(space, -1) : null;
    const done = new Uint8Array(space.size);
    const order = this.#order();
    const bound = new Float64Array(width);
    const best = { loss: new Float64Array(width).fill(Number.POSITIVE_INFINITY), id: -1 };
    const nearest = { id: -1, suppressed: Number.POSITIVE_INFINITY };
    const most = this.#input.budget?.nodes ?? Number.POSITIVE_INFINITY;
    let nodes = 0;

    const boundOf = (id: number) => {
      space.levels(id, this.#levels);
      metric.bound(this.#levels, suppressed.at[id]!, bound);
      if (extra) bound[0]! += extra.at[id]!;
      if (above) bound[0] = Math.max(bound[0]!, above.at[id]!);
    };
    const closed = (id: number): boolean => {
      if (done[id] === 1) return true;
      if (suppressed.at[id]! > this.#limit) {
        done[id] = 1;
        return true;
      }
      if (best.id < 0) return false;
      boundOf(id);
      const order = compare(bound, best.loss);
      if (order < 0 || (order === 0 && id < best.id)) return false;
      done[id] = 1;
      return true;
    };
    const evaluate = (id: number) => {
      const node = this.#evaluate(this.vector(id));
      const { verdict } = node;
      nodes++;
      done[id] = 1;
      if (verdict.suppressedBelow > 0)
        suppressed.raise(
          id,
          verdict.suppressedBelow > this.#limit ? Number.POSITIVE_INFINITY : verdict.suppressedBelow,
        );
      if (above) above.raise(id, metric.above!(node));
      if (verdict.suppressed < nearest.suppressed && verdict.kept > 0) {
        nearest.id = id;
        nearest.suppressed = verdict.suppressed;
      }
      if (extra) extra.raise(id, metric.extra!(node));
      if (!this.#valid(verdict)) return;
      if (best.id >= 0) {
        // The loss itself costs a pass over the groups: often the number suppressed already says no.
        metric.bound(node.groups.levels, verdict.suppressed, bound);
        if (compare(bound, best.loss) > 0) return;
      }
      metric.loss(node, this.#out);
      const order = best.id < 0 ? -1 : compare(this.#out, best.loss);
      if (order < 0 || (order === 0 && id < best.id)) {
        best.loss.set(this.#out);
        best.id = id;
      }
    };

    const near = new Int32Array(space.from.length);
    const rank = new Int32Array(space.size);
    order.forEach((id, i) => {
      rank[id] = i;
    });
    const chain: number[] = [];
    let interrupted = false;
    let at = 0;
    while (at < order.length) {
      const start = order[at]!;
      if (closed(start)) {
        at++;
        continue;
      }
      if (nodes >= most) {
        interrupted = true;
        break;
      }
      chain.length = 0;
      for (let id = start; id >= 0; ) {
        chain.push(id);
        const count = space.neighbours(id, 1, near);
        let next = -1;
        for (let i = 0; i < count; i++)
          if ((next < 0 || rank[near[i]!]! < rank[next]!) && !closed(near[i]!)) next = near[i]!;
        id = next;
      }
      let low = 0;
      let high = chain.length - 1;
      while (low <= high && nodes < most) {
        const middle = (low + high) >> 1;
        if (done[chain[middle]!] === 0) evaluate(chain[middle]!);
        // What lies below is either closed by this node, or it is worth a look.
        if (middle > low && closed(chain[middle - 1]!)) low = middle + 1;
        else if (middle > low) high = middle - 1;
        else low = middle + 1;
      }
    }
    if (best.id < 0)
      return {
        status: 'noSolution',
        nodes,
        proven: !interrupted,
        limit: this.#limit,
        nearest:
          nearest.id < 0 ? null : { levels: [...this.vector(nearest.id)], suppressed: nearest.suppressed },
      };
    const least = best.loss.slice();
    if (interrupted)
      for (let i = at; i < order.length; i++) {
        const id = order[i]!;
        if (closed(id)) continue;
        boundOf(id);
        if (compare(bound, least) < 0) least.set(bound);
      }
    return this.#solution(best.id, [...best.loss], [...least], nodes, !interrupted);
  }

  /** All nodes by their bound, cheapest first; ties by id. */
  #order(): Uint32Array {
    const { size } = this.#space;
    const bounds = new Float64Array(size);
    const out = new Float64Array(this.#metric.length);
    for (let id = 0; id < size; id++) {
      this.#space.levels(id, this.#levels);
      this.#metric.bound(this.#levels, 0, out);
      // Vectors are ordered by their first entry, refined by the others: an order to visit, not a comparison.
      let value = 0;
      for (let i = out.length - 1; i >= 0; i--) value = out[i]! + value * 1e-3;
      bounds[id] = value;
    }
    const order = Uint32Array.from({ length: size }, (_, id) => id);
    return order.sort((a, b) => bounds[a]! - bounds[b]! || a - b);
  }

  #solution(id: number, loss: number[], bound: number[], nodes: number, optimal: boolean): LatticeSolution {
    const { columns, histogram } = this.#input;
    const levels = this.vector(id);
    const { groups, verdict } = this.#evaluate(levels);
    const { dropped } = verdict;
    return {
      status: 'solved',
      recoding: {
        algorithm: 'lattice',
        metric: this.#metricName,
        loss: loss[0]!,
        levels: Object.fromEntries(columns.map(({ name }, c) => [name, levels[c]!])),
        suppressed: verdict.suppressed,
        optimal,
        nodes,
      },
      loss,
      bound,
      levels: [...levels],
      kept: verdict.kept,
      suppressed: verdict.suppressed,
      classes: verdict.classes,
      records: histogram.records,
      columns: columns.map(({ name, levels: table }, c) => ({
        name,
        level: levels[c]!,
        values: histogram.columns.find((column) => column.name === name)!.values,
        labels: Array.from(table.codes[levels[c]!]!, (code) => table.labels[levels[c]!]![code]!),
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

/** Weights relative to the greatest, a column without one counts 0.5: ARX's rule. */
function weightsOf(
  columns: readonly SearchColumn[],
  weights: Readonly<Record<string, number>>,
): Float64Array {
  const own = Float64Array.from(columns, ({ name }) => weights[name] ?? 0.5);
  const most = Math.max(...own);
  return most > 0 ? own.map((weight) => weight / most) : own.fill(1);
}

/** Lexicographic; differences below 1e-12 of the value are rounding. */
function compare(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x === y) continue;
    if (Math.abs(x - y) > 1e-12 * Math.max(1, Math.abs(x), Math.abs(y))) return x < y ? -1 : 1;
  }
  return 0;
}

function sensitiveColumns(histogram: Histogram, models: readonly SearchModel[]): number[] {
  const named = new Set<string>();
  for (const { model, params, column } of models) {
    if (!model.traits(params).needsSensitive) continue;
    if (column === undefined) throw new LetheError('model-needs-column', { model: model.name });
    if (!histogram.columns.some(({ name }) => name === column))
      throw new LetheError('model-unknown-column', { model: model.name, column });
    named.add(column);
  }
  return histogram.columns.flatMap(({ name }, c) => (named.has(name) ? [c] : []));
}
