import type { Diagnostic, Place } from '../core/diagnostics.js';
import type { Encoding, RaggedRule } from '../core/dialect.js';
import type { Entity, Role } from '../core/entities.js';
import type { Compression } from '../core/format.js';
import type { HierarchyKind } from '../core/hierarchy.js';
import type { MissingRule } from '../core/missing.js';
import type { Model } from '../core/model.js';
import type { Operator } from '../core/operator.js';
import type { PlannedModel, SearchSetting } from '../core/plan.js';
import type { RecognitionSpec } from '../core/recogniser.js';
import type { NamedKeySource } from '../stores/named-key.js';

/** The registered components that a policy may name. Handed in, so that a policy knows no component by name. */
export interface Registry {
  operators: readonly Operator[];
  hierarchies: readonly HierarchyKind[];
  models: readonly Model[];
  metrics?: readonly string[]; // names for search.metric; any name where absent
  algorithms?: readonly string[]; // names for search.algorithm; any name where absent
  countries?: readonly string[]; // codes for recognise.countries; any text where absent
  profiles?: readonly string[]; // names for dataset.profile; any name where absent
}

/** A policy as written, understood: names resolved, shorthands expanded, defaults filled in, no file opened yet. */
export interface Policy {
  version: 1;
  file: string; // as it was named to the parser; paths in the policy are relative to its folder
  dataset: PolicyDataset;
  input: PolicyInput;
  output: PolicyOutput;
  columns: ReadonlyMap<string, PolicyColumn>;
  unlisted: 'error' | 'drop';
  privacy: PolicyPrivacy;
  /** An empty aggregate is the metric's own. */
  search: SearchSetting;
  key: NamedKeySource | null;
  seed: string | null;
  /** Ledger that its releases are entered in, relative to the policy; absent where the policy says nothing. */
  ledger?: string;
  tests: readonly PolicyTest[];
  accept: readonly { code: string; column?: string; reason: string; by?: string }[];
  /** How hard the release is attacked; absent where the policy says nothing. */
  attacks?: { sample?: number; guesses?: number; known?: readonly (readonly string[])[] };
  /** Countries and recognisers of its own; absent where the policy says nothing. Files of codes are not read yet. */
  recognition?: RecognitionSpec;
  /** The audience that this is the policy of, and the domains whose pseudonyms agree between audiences. */
  audience?: { name: string; shared: readonly string[] };
  /** Where a part of the policy stands, by path: `at('columns', '姓名')`. The nearest parent where it is absent. */
  at(...path: (string | number)[]): Place;
}

/** An audience of a policy, before it is parsed: its name and the path it publishes to, `-` for standard output. */
export interface AudiencePolicy {
  name: string;
  output: string;
}

/** What the release is, for manifest, gate and report. */
export interface PolicyDataset {
  name: string;
  profile: string;
  owner?: string;
  source?: string;
  purpose?: string;
  scenario?: string;
  agreement?: string;
  recipient?: string;
  expiry?: string; // ISO date
  authorisation?: string;
  safeguards?: string;
  contact?: string;
  earlier?: readonly string[]; // folders of earlier releases, relative to the policy
  notes?: Record<string, string | number | boolean>;
  [field: string]: unknown;
}

/** The table to read. What is absent is probed. */
export interface PolicyInput {
  path: string | string[];
  encoding?: Encoding;
  delimiter?: string;
  header?: boolean;
  ragged?: RaggedRule;
  quarantine?: string;
  recipient?: string; // public key file that quarantined records are sealed for
  lenient?: boolean;
  query?: string;
  format?: string;
  sheet?: string | number;
}

/** The file to publish. What is absent is taken from the input. */
export interface PolicyOutput {
  path: string;
  encoding?: Encoding;
  delimiter?: string;
  newline?: '\n' | '\r\n';
  bom?: boolean;
  format?: string;
  compression?: Compression;
  order?: 'source' | 'content';
}

/** One column of the policy. */
export interface PolicyColumn {
  role: Role;
  /** Stated entity; null leaves it to the profile. */
  entity: Entity | null;
  /** Operator, or null: a quasi-identifier is then left to the search, a sensitive or safe column is kept. */
  use: string | null;
  params: Record<string, unknown>; // of the operator, parsed
  hierarchy: { kind: string; params: Record<string, unknown> } | null;
  /** Levels the search may choose from, both inclusive, by number or by the hierarchy's level name; null: all. */
  levels: readonly [number | string, number | string] | null;
  /** Type of the cells in formats that have types; that of the source where absent. */
  type?: string;
}

/** Models and limits of a release. */
export interface PolicyPrivacy {
  /** Shorthands expanded; a model that needs a sensitive column stands once per sensitive column. */
  models: readonly PlannedModel[];
  suppression: number; // share of records, [0, 1]
  missing: MissingRule;
  person: string | null;
  sample: number | null; // share of records drawn, (0, 1); null: all, or as a model asks
}

/** One case of `lethe test`: a cell through the operator of its column, or a recogniser's answer. */
export interface PolicyTest {
  column: string;
  in: string;
  out?: string;
  entity?: Entity | null;
  record?: Record<string, string>; // other cells that the operator reads
}

/** Findings of a lint, worst first within the order of the policy. */
export type Findings = readonly Diagnostic[];

/** A reference between tables: every value of `column` stands in `parent.column` of another table, or should. */
export interface PolicyReference {
  column: string;
  parent: { table: string; column: string };
}

/** One table of a policy of several: its policy as if it stood alone, and what it refers to. */
export interface PolicyTable {
  name: string;
  policy: Policy;
  references: readonly PolicyReference[];
}

/** A policy of several tables that are published together or not at all. */
export interface TablesPolicy {
  version: 1;
  file: string;
  dataset: PolicyDataset;
  folder: string; // of the release, relative to the policy; every table has a folder of its own in it
  tables: readonly PolicyTable[];
  accept: Policy['accept']; // of what concerns tables together
  ledger?: string; // as in a policy of one table
  at: Policy['at'];
}
