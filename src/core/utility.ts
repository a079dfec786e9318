/** How far what a table says survives in its release: figures over the columns that both have. No cell value in it. */
export interface Utility {
  records: { before: number; after: number };
  /** Those compared; `unread`: share of the release's records whose label stands for no value of the table. */
  columns: { name: string; kind: 'number' | 'category'; unread: number }[];
  association: AssociationDrift | null; // null where there is one column only
  queries: QueryError;
  propensity: PropensityScore;
  classifiers: ClassifierAccuracy[]; // one per target
}

/** How associations of two columns differ between the table and its release. */
export interface AssociationDrift {
  mean: number; // of |after − before| over all pairs
  max: number;
  pairs: AssociationPair[]; // the largest drift first
}

/** `correlation`: Pearson's r of two numbers; `ratio`: η of a number by a category, less what chance gives; `cramers-v`: of two categories, bias-corrected. */
export interface AssociationPair {
  columns: [string, string];
  measure: 'correlation' | 'ratio' | 'cramers-v';
  before: number;
  after: number;
}

/** Relative error of random counting queries, |estimate − truth| / max(truth, least). */
export interface QueryError {
  queries: number;
  least: number; // records: smaller truths count as this many
  mean: number;
  median: number;
  p90: number;
}

/** Propensity mean-squared error: how well a logistic regression tells records of the two tables apart (Snoke et al. 2018). */
export interface PropensityScore {
  pmse: number; // [0, .25] for tables of equal size; 0: they cannot be told apart
  expected: number; // by chance alone
  ratio: number; // pmse / expected
  parameters: number; // of the regression, the constant included
}

/** Accuracy of naive Bayes that learnt from the release, on originals. */
export interface ClassifierAccuracy {
  target: string;
  release: number; // [0, 1]
  original: number; // of one that learnt from originals
  majority: number; // of always saying the most frequent value
  trained: number; // records
  tested: number; // records
  /** Whether the records it was tested on had no part in what it learnt. */
  heldOut: boolean;
}
