import type { Dialect, Encoding, RaggedRule } from './dialect.js';
import type { Entity, Grade, Role } from './entities.js';
import type { Compression } from './format.js';
import type { Game } from './game.js';
import type { MissingRule } from './missing.js';

/** What happens to each column and why: plain JSON, printable, comparable, sent to workers as it is. */
export interface Plan {
  version: 1;
  tool: string; // version of Lethe
  dataset: {
    name: string;
    owner?: string;
    source?: string;
    purpose?: string;
    profile: string;
    [note: string]: unknown;
  };
  input: {
    path: string | string[];
    dialect: Dialect;
    ragged: RaggedRule;
    lenient: boolean;
    quarantine?: string;
    format?: string; // absent for delimited text
  };
  output: {
    path: string;
    encoding: Encoding;
    delimiter: string;
    newline: '\n' | '\r\n';
    bom: boolean;
    gzip: boolean;
    format?: string; // absent for delimited text
    compression?: Compression; // inside the format
    order?: 'content'; // records by their content; absent: as in the source
    nested?: boolean; // names are paths into nested records
  };
  /** Keys of its domains are its own, but of those that are shared. */
  audience?: { name: string; shared: readonly string[] };
  columns: PlannedColumn[];
  privacy: {
    models: PlannedModel[];
    suppression: number; // share of records that may be dropped, [0, 1]
    missing: MissingRule; // what an empty cell of a quasi-identifier is
    person?: string;
    sample?: number; // share of records that are drawn before anything else
  };
  search: SearchSetting;
  accept: { code: string; column?: string; reason: string; by?: string }[];
}

/** What the search minimises, and when it has to come to an end. */
export interface SearchSetting {
  algorithm?: string; // `lattice` where absent
  metric: string;
  aggregate: string;
  gsFactor: number;
  weights: Record<string, number>;
  /** Columns that are to be predicted, for metrics of classification. */
  responses?: string[];
  /** What publishing gains and attacks cost, for metrics of benefit. */
  game?: Game & { attacker: 'prosecutor' | 'journalist' };
  /** Seconds after which the best so far is taken; the result then depends on the machine. */
  budget?: number;
  /** Lattice nodes after which the best so far is taken: the same result on every machine. */
  nodes?: number;
}

/** One column of the input in a plan. */
export interface PlannedColumn {
  name: string;
  index: number; // 0-based position in the input
  entity: Entity | null;
  role: Role;
  grade: Grade;
  /** The operator and its parameters as in the policy; quasi-identifiers under a model have `recode`. */
  use: string;
  params: Record<string, unknown>;
  /** Hierarchy for `generalise` and for the search, with the levels the search may choose from (inclusive). */
  hierarchy: { kind: string; params: Record<string, unknown>; from: number; to: number } | null;
  reasons: string[]; // codes, from policy and profile
  /** Type of the cells: as the policy states it, or of the source; absent for text. */
  type?: string;
}

/** A privacy model in a plan. `column` names the sensitive column where the model needs one. */
export interface PlannedModel {
  model: string;
  column?: string;
  params: Record<string, unknown>;
}

/** What the search found: data that the row program applies. */
export interface Recoding {
  algorithm: string;
  metric: string;
  loss: number;
  bound?: number; // no choice of levels loses less; equals `loss` where optimal
  levels: Record<string, number>; // quasi-identifier → chosen level
  suppressed: number; // records
  /** Records whose cell was emptied, per quasi-identifier, where single cells are suppressed. */
  emptied?: Record<string, number>;
  optimal: boolean;
  nodes: number; // lattice nodes evaluated
  /** Levels that the search began at where the table has more distinct tuples than memory has room for: finer ones were not looked at. */
  finest?: Record<string, number>;
}
