import type { Histogram } from '../core/histogram.js';
import type { MissingRule } from '../core/missing.js';
import type { Recoding } from '../core/plan.js';
import type { SearchModel, Verdict } from './judge.js';
import type { LevelTable } from './levels.js';
import type { MetricChoice } from './metric.js';

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
  /**
   * `wildcard`: an empty cell is compatible with every value where a model asks for nothing but the size of a class; all
   * others, and algorithms that make classes of their own, count it as a value, which is never less strict.
   */
  missing?: MissingRule;
  metric: MetricChoice;
  /**
   * Ends the search early with the best so far, not marked optimal: after that many nodes, or when `stop` says so (it is
   * asked before every node; clocks live above).
   */
  budget?: { nodes?: number; stop?: () => boolean };
  /** Records of the table that the histogram is a random sample of, for differential privacy. */
  sampledFrom?: number;
  /** Chooses one of the scores at random, spending ε: the exponential mechanism over keyed randomness. */
  choose?: (scores: readonly number[], epsilon: number) => number;
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
  score?: number; // of the metric, where it was chosen by that
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
  /** The least number of suppressed records of any node that was counted to the end, and where; null for none. */
  nearest: { levels: readonly number[]; suppressed: number } | null;
}

/** One evaluated node, for exhaustive studies of a lattice. */
export interface NodeReport extends Omit<Verdict, 'failed' | 'dropped' | 'complete'> {
  levels: readonly number[];
  valid: boolean;
  loss: readonly number[];
}
