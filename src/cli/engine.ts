import type { Diagnostic } from '../core/diagnostics.js';
import type { Plan, PlannedModel, Recoding } from '../core/plan.js';
import type { TableProfile } from '../core/profile.js';
import type { Proof } from '../core/proof.js';
import type { Policy, PolicyInput } from '../policy/index.js';

/** The table to read. What is absent is probed. */
export type InputSpec = PolicyInput;

/** How a long operation runs. */
export interface EngineOptions {
  workers: number;
  chunkBytes?: number;
  memory?: number; // bytes for the histogram
  signal?: AbortSignal;
  progress?: (event: ProgressEvent) => void;
  workFolder?: string;
}

/** Where a phase stands; `done` and `total` in bytes, total 0 where unknown. */
export interface ProgressEvent {
  phase: string;
  done: number;
  total: number;
  rows: number;
}

/** What `lethe run` prints; DESIGN's JSON. May grow. */
export interface RunResult {
  verdict: 'published' | 'refused';
  reasons: readonly Diagnostic[];
  warnings?: readonly Diagnostic[];
  output: string | null;
  search: Recoding | null;
  proof: Proof | null;
  timings: Readonly<Record<string, number>>; // seconds per phase
  manifest: string | null;
  report?: string | null;
  label?: string | null; // anonymised or de-identified
}

/** What `lethe anonymise` asks for. */
export interface AnonymiseSpec {
  quasi: readonly string[];
  hierarchies: Readonly<Record<string, string>>; // column → path of its hierarchy file
  models: readonly PlannedModel[];
  metric: { metric: string; aggregate: string; gsFactor: number; weights: Record<string, number> };
  suppression: number; // share
  output: string;
}

/** The operations behind the commands. The command line knows the engine by this alone. */
export interface Engine {
  profileTable(input: InputSpec, options: EngineOptions): Promise<TableProfile>;
  planRun(policy: Policy, profile: TableProfile): Plan;
  runPlan(policy: Policy, options: EngineOptions): Promise<RunResult>;
  checkTable(
    input: InputSpec,
    what: { quasi: readonly string[]; sensitive: readonly string[]; k?: number },
    options: EngineOptions,
  ): Promise<Proof>;
  anonymiseTable(
    input: InputSpec,
    what: AnonymiseSpec,
    options: EngineOptions,
  ): Promise<Recoding & { output: string | null }>;
}
