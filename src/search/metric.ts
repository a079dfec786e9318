import type { Game } from '../core/game.js';
import type { Bilingual } from '../core/text.js';
import type { Groups } from './group.js';
import type { Verdict } from './judge.js';
import type { LevelTable } from './levels.js';
import type { Tuples } from './tuples.js';

/** Which utility metric, and how it weighs. As `search` in a plan. */
export interface MetricChoice {
  name: string;
  aggregate?: string | undefined; // of the columns' values; each metric has its own default
  gsFactor?: number | undefined; // [0, 1]: below 0.5 suppression costs less, above 0.5 generalisation does
  weights?: Readonly<Record<string, number>> | undefined; // per column, 0.5 where absent; relative to the greatest
  responses?: readonly string[] | undefined; // columns that are to be predicted, for metrics of classification
  game?: AttackGame | undefined; // what publishing gains and attacks cost, for metrics of benefit
}

/** A game, and whether the adversary knows that a person is in the table (prosecutor) or in the population only. */
export interface AttackGame extends Game {
  attacker: 'prosecutor' | 'journalist';
}

/** What a metric is compiled for. */
export interface MetricInput {
  tuples: Tuples;
  columns: readonly MetricColumn[];
  records: number;
  /** Records per label code of a column at a level. */
  recordsOf(column: number, level: number): Float64Array;
  aggregate: string; // '' for the metric's own
  generalisation: number; // factor of what generalisation costs, from gsFactor
  suppression: number; // factor of what suppression costs
  weights: Float64Array;
  gsFactor: number;
  /** Columns to predict: their place among the quasi-identifiers, or in `tuples.sensitive`. */
  responses: readonly { quasi: number; sensitive: number }[]; // -1 where it is not there
  game: AttackGame | null;
}

/** A quasi-identifier as a metric sees it. */
export interface MetricColumn {
  name: string;
  levels: LevelTable;
}

/** An evaluated node. */
export interface MetricNode {
  groups: Groups;
  verdict: Verdict;
}

/** A metric's bound as a sum over columns; `loss` rises with the sum. */
export interface CostsApart {
  /** What a column at a level costs at least if at least `suppressed` records are suppressed; rises with both. */
  cost(column: number, level: number, suppressed: number): number;
  loss(sum: number): number;
}

/**
 * A metric for one table. A loss is a vector of fixed length, compared lexicographically, smaller is better; almost
 * all have length 1.
 */
export interface CompiledMetric {
  length: number;
  /** The loss of an evaluated node. */
  loss(node: MetricNode, out: Float64Array): void;
  /** A lower bound for the node at `levels` and all above it, if at least `suppressed` records are suppressed there. */
  bound(levels: Int32Array, suppressed: number, out: Float64Array): void;
  /** The same bound column by column, where it can be told so; only for metrics of length 1. */
  apart?: CostsApart | null;
  /** A lower bound for every node above the evaluated one; only for metrics of length 1. */
  above?(node: MetricNode): number;
  /**
   * How good an evaluated node is, where `outside` records of `all` were not drawn into the table and classes have `k`
   * records: higher is better, and one record more or less changes it by 1 at most (SafePub; as in ARX 3.9).
   */
  score?(node: MetricNode, sample: { all: number; outside: number; k: number }): number;
  /** What suppression adds to `bound` at least, at every node below the evaluated one; only for metrics of length 1. */
  extra?(node: MetricNode): number;
}

/** A utility metric as the policy names it. */
export interface Metric {
  name: string;
  summary: Bilingual;
  source: string;
  compile(input: MetricInput): CompiledMetric;
}

/** gsFactor as two factors, as ARX derives them. */
export function factors(gsFactor: number): { suppression: number; generalisation: number } {
  return {
    suppression: gsFactor < 0.5 ? 2 * gsFactor : 1,
    generalisation: gsFactor <= 0.5 ? 1 : 1 - 2 * (gsFactor - 0.5),
  };
}
