import type { AttackReport } from './attack.js';
import type { Entity, Grade, Role } from './entities.js';
import type { MissingRule } from './missing.js';
import type { Leak } from './operator.js';
import type { FinancialGrade } from './profile.js';
import type { SetFigures, SudaFigures } from './record-risk.js';
import type { DrawnSample } from './sample.js';
import type { Utility } from './utility.js';

/** What was measured on the very bytes to be published; the JSON of `lethe check` and of `proof` in `lethe run`. */
export interface Proof {
  records: number;
  classes: number;
  k: number; // size of the smallest class
  alpha: Record<string, number>; // per sensitive column
  /** `recursiveByL[i]` is the least c for l = i + 2; beyond its end no c helps. */
  l: Record<
    string,
    {
      distinct: number;
      entropy: number;
      recursive: { c: number; l: number };
      recursiveByL?: number[];
      /** As `distinct` without counting an empty cell as a value, over the classes that hold any other. */
      known?: number;
    }
  >;
  t: Record<string, { equal: number; ordered: number }>;
  beta: Record<string, { basic: number; enhanced: number }>;
  delta: Record<string, number>; // Infinity (null in JSON) where a class lacks a value
  /** δ over the values that a class has, in nats, and the number of pairs of class and value it lacks. */
  deltaPresent?: Record<string, { value: number; absent: number }>;
  risk: {
    /** `mean` is per record, `meanOverClasses` per class; `atRisk` the share of records above the threshold. */
    prosecutor: { max: number; mean: number; atRisk: number; meanOverClasses?: number };
    journalist: { max: number; mean: number; atRisk: number; meanOverClasses?: number };
    marketer: { mean: number };
    threshold?: number;
  };
  uniques: number; // records (or persons) alone in their class
  /** Persons of the table, where the policy tells them apart: k, models and risks then count them, not records. */
  persons?: number;
  /** Empty cells of quasi-identifiers, where they are no values of their own. */
  missing?: {
    rule: MissingRule;
    records: number; // with an empty cell
    /** Under `wildcard`, where k and the risks count compatible records: the least that are left to somebody who knows the cells. */
    known?: number;
  };
}

/** What one model says of a table, asked of every class. Counts only. */
export interface ModelProof {
  model: string;
  column?: string;
  measured: boolean; // false: the table alone cannot tell, and `met` is false
  met: boolean;
  failing: { classes: number; records: number };
  smallest: number[]; // sizes of the smallest failing classes, at most ten
  /** Records in failing classes if that quasi-identifier were left out, the least first; absent where met. */
  without?: { column: string; records: number }[];
}

/** Identifiers that were found in the staged bytes, per column: none may remain in an anonymised release. */
export interface Residual {
  column: string;
  entity: Entity;
  count: number; // cells
}

/** How the sizes of classes are distributed: records and classes per size, for the histogram of the report. */
export interface ClassSizes {
  /** Upper bounds of the buckets, inclusive; the last is Infinity. */
  bounds: number[];
  records: number[];
  classes: number[];
}

/** Everything that the gate and the report need to know of a finished run. No cell value in it. */
export interface Evidence {
  proof: Proof;
  /** The policy's models, each asked of every class of the staged bytes; in the order of the policy. */
  models?: ModelProof[];
  residuals: Residual[];
  sizes: { before: ClassSizes | null; after: ClassSizes };
  /** Where persons are counted: the same by records, which the bytes alone can show. */
  rows?: { proof: Proof; sizes: ClassSizes };
  counts: { in: number; out: number; suppressed: number; quarantined: number };
  /** Where records were drawn: `counts.in` are those drawn. */
  sample?: DrawnSample;
  columns: ColumnEvidence[];
  /** What attacks on the staged bytes achieved; absent where none was made. */
  attacks?: AttackReport;
  /** Which columns single out records of the source; absent where it was not measured. */
  singling?: Singling;
  /** What of the source survives; absent where it was not measured. */
  utility?: Utility;
}

/** Records that are alone by some quasi-identifiers, before; and by all of them, after. */
export interface Singling {
  suda: SudaFigures; // of the source
  sets: SetFigures; // of the source
  after: number; // records of the release alone by all quasi-identifiers
}

/** What happened to one column, for gate, manifest and report. */
export interface ColumnEvidence {
  name: string;
  role: string;
  entity: Entity | null;
  grade: Grade; // of the input
  /** Class after JR/T 0171 of the input; null where the column is about no person. */
  financialGrade?: FinancialGrade | null;
  gradeAfter: Grade; // of what is published; 1 where nothing is
  published: boolean;
  use: string;
  level: number | null; // chosen or stated level of the hierarchy
  height: number | null;
  loss: number | null; // [0, 1], utility lost in this column; null where it has no measure
  reversibility: 'none' | 'keyed' | 'reversible';
  /** What the published cells keep of the values: length, order, equality, format, a part, their distribution. */
  keeps?: readonly Leak[];
  livingKey: boolean; // a named key or seed still exists that turns it back
  /** Counted as quasi-identifier in the proof (role quasi, or the remainder of a mask). */
  counted: boolean;
  reasons: string[];
  /** Name of the level in its hierarchy (district, year …); the gate takes a level without a name for the finest. */
  levelName?: string;
  /** The cells are made up (fake): looking like an identifier is their purpose, and nobody stands behind them. */
  invented?: boolean;
  /** What the values say the column is, whatever the policy says; absent where they say nothing. */
  found?: { entity: Entity; role: Role; confidence: number };
  /** A part or the order of the original values stands in what is published. */
  leaves?: boolean;
  /** Published cells tell that somebody is older than 89. */
  oldAges?: true;
  /** Distinct values per non-empty cell of what is published, [0, 1]; estimated above 1024 values. */
  distinctShare?: number;
}
