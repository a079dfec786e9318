import type { Recoding } from '../../core/plan.js';
import type { LatticeFailure } from '../result.js';

/** A recoding that gives each combination of values labels of its own. */
export interface LocalSolution {
  status: 'solved';
  recoding: Recoding; // levels: the finest that occurs in each column; loss: mean of the columns' losses
  kept: number; // records
  suppressed: number; // records
  classes: number; // kept
  records: number;
  columns: readonly LocalColumn[];
  /** Every combination of values of the table. */
  tuples: {
    values: readonly Int32Array[]; // per column the value code
    labels: readonly Int32Array[]; // per column the index in its labels; -1 in all columns where suppressed
    counts: Float64Array; // records
  };
}

/** What local recoding decided for one quasi-identifier. */
export interface LocalColumn {
  name: string;
  level: number; // the finest that occurs
  values: readonly (string | null)[]; // the histogram's dictionary
  labels: readonly string[];
  loss: number; // utility lost, [0, 1]: mean share of the domain, suppressed records count 1
}

export type LocalResult = LocalSolution | LatticeFailure;
