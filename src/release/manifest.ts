import { createHash } from 'node:crypto';
import type { Diagnostic } from '../core/diagnostics.js';
import type { Entity } from '../core/entities.js';
import type { Plan, Recoding } from '../core/plan.js';
import type { Evidence } from '../core/proof.js';
import type { Judgement } from './gate.js';

/** A file by its name (never its folder), content hash and size. */
export interface FileFacts {
  name: string;
  sha256: string;
  bytes: number;
}

/** What a column of the source held, in a few words that a later run is compared with. */
export interface SourceColumn {
  name: string;
  form: 'number' | 'date' | 'text' | 'mixed' | null; // null: too few cells to say
  entity: Entity | null; // of nearly all cells
}

/** How keys were held in the run. The key itself is nowhere. */
export type KeyNote =
  | { kind: 'none' }
  | { kind: 'ephemeral'; destroyed: boolean }
  | { kind: 'file' } // outlives the run: pseudonyms can be made again
  | { kind: 'seed' }; // written in the policy: for reproducible samples only

/** What the manifest is made of. Nothing in it is read from a clock unless the caller passes one in. */
export interface ManifestInput {
  plan: Plan;
  policySha256: string | null;
  source: FileFacts & { rows: number; columns?: SourceColumn[] };
  /** SHA-256 over everything that decides the output: source, policy and the files it names, version, key. */
  jobSha256?: string;
  outputs: readonly (FileFacts & { rows: number })[];
  report: FileFacts;
  key: KeyNote;
  recoding: Recoding | null;
  evidence: Evidence;
  judgement: Judgement;
  publishedAt?: string; // ISO 8601; absent: the same input gives the same bytes
  timings?: Readonly<Record<string, number>>; // seconds
}

/** The record of a release, version 1; it may only grow. A release counts only with its manifest beside it. */
export interface Manifest {
  version: 1;
  tool: { name: 'lethe'; version: string };
  label: Judgement['label'];
  verdict: Judgement['verdict'];
  profile: string;
  dataset: Plan['dataset'];
  source: FileFacts & { rows: number; columns?: SourceColumn[] };
  policy: { sha256: string | null };
  job?: { sha256: string };
  plan: { sha256: string; content: unknown };
  outputs: (FileFacts & { rows: number; columns: string[] })[];
  report: FileFacts;
  key: KeyNote;
  search: Recoding | null;
  proof: Evidence['proof'];
  residuals: Evidence['residuals'];
  counts: Evidence['counts'];
  risk: Judgement['risk'];
  reasons: Diagnostic[];
  warnings: Diagnostic[];
  accepted: Judgement['accepted'];
  publishedAt?: string;
  timings?: Readonly<Record<string, number>>;
}

/** Builds the manifest: same input, same value. */
export function buildManifest(input: ManifestInput): Manifest {
  const { plan, evidence, judgement } = input;
  const columns = evidence.columns.filter(({ published }) => published).map(({ name }) => name);
  const manifest: Manifest = {
    version: 1,
    tool: { name: 'lethe', version: plan.tool },
    label: judgement.label,
    verdict: judgement.verdict,
    profile: judgement.profile,
    dataset: plan.dataset,
    source: input.source,
    policy: { sha256: input.policySha256 },
    plan: { sha256: planSha256(plan), content: withoutValues(plan) },
    outputs: input.outputs.map((output) => ({ ...output, columns })),
    report: input.report,
    key: input.key,
    search: input.recoding,
    proof: evidence.proof,
    residuals: evidence.residuals,
    counts: evidence.counts,
    risk: judgement.risk,
    reasons: judgement.reasons,
    warnings: judgement.warnings,
    accepted: judgement.accepted,
  };
  if (input.jobSha256 !== undefined) manifest.job = { sha256: input.jobSha256 };
  if (input.publishedAt !== undefined) manifest.publishedAt = input.publishedAt;
  if (input.timings !== undefined) manifest.timings = input.timings;
  return manifest;
}

/** The bytes of `manifest.json`: keys sorted, two spaces, a newline at the end. */
export function renderManifest(manifest: Manifest): string {
  return `${JSON.stringify(sorted(manifest), null, 2)}\n`;
}

/** SHA-256 of a plan's canonical JSON (keys sorted, no spaces), in hex. */
export function planSha256(plan: Plan): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(plan)))
    .digest('hex');
}

/**
 * A plan fit to be published: paths by their last part, and parameters without texts, since a policy may name values
 * of the table in them (a replacement, a taxonomy). Numbers and switches stay.
 */
export function withoutValues(plan: Plan): unknown {
  return {
    ...plan,
    input: { ...plan.input, path: [plan.input.path].flat().map(lastPart), quarantine: undefined },
    output: { ...plan.output, path: lastPart(plan.output.path) },
    columns: plan.columns.map((column) => ({
      ...column,
      params: numeric(column.params),
      hierarchy: column.hierarchy && { ...column.hierarchy, params: numeric(column.hierarchy.params) },
    })),
  };
}

function numeric(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    const plain = (part: unknown) => typeof part === 'number' || typeof part === 'boolean';
    if (plain(value) || (Array.isArray(value) && value.every(plain))) kept[name] = value;
  }
  return kept;
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The same value with the keys of every object in code-unit order; infinities as text, which JSON lacks. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}
