import type { Diagnostic } from '../core/diagnostics.js';
import type { Entity } from '../core/entities.js';
import type { Plan, Recoding } from '../core/plan.js';
import type { Evidence } from '../core/proof.js';
import type { DrawnSample } from '../core/sample.js';
import type { Language } from '../core/text.js';
import { canonicalJson, sha256Of, sorted } from './canonical.js';
import type { Judgement } from './gate.js';
import type { Marks } from './marks.js';
import type { ColumnQuality } from './quality.js';

/** A file by its name (never its folder), content hash and size. */
export interface FileFacts {
  name: string;
  sha256: string;
  bytes: number;
  /** Where a change can be located; absent for files that are not part of the release. */
  marks?: Marks;
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
  | { kind: 'file'; id?: string } // outlives the run, in a file or behind a descriptor: pseudonyms can be made again
  | { kind: 'seed' }; // written in the policy: for reproducible samples only

/** Who signed a manifest: the algorithm and the first 16 bytes of the SHA-256 of the public key (SPKI, DER), in hex. */
export interface Signer {
  algorithm: 'ed25519' | 'sm2-sm3';
  keyId: string;
}

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
  quality?: readonly ColumnQuality[];
  /** Files that the policy names (taxonomies, code lists). */
  inputs?: readonly FileFacts[];
  /** Columns whose cells depend on the run's key: without it they cannot be made again. */
  keyedColumns?: readonly string[];
  /** Per such column the domain that its key is derived for; columns of one domain agree. */
  domains?: Readonly<Record<string, string>>;
  language?: Language;
  publishedAt?: string; // ISO 8601; absent: the same input gives the same bytes
  timings?: Readonly<Record<string, number>>; // seconds
}

/** The record of a release, version 1; it may only grow. A release counts only with its manifest beside it. */
export interface Manifest {
  version: 1;
  tool: { name: 'lethe'; version: string };
  language: Language; // of report and evidence
  label: Judgement['label'];
  verdict: Judgement['verdict'];
  profile: string;
  dataset: Plan['dataset'];
  source: FileFacts & { rows: number; columns?: SourceColumn[] };
  policy: { sha256: string | null; files: FileFacts[] };
  job?: { sha256: string };
  plan: { sha256: string; content: unknown };
  outputs: (FileFacts & { rows: number; columns: string[] })[];
  report: FileFacts;
  key: KeyNote;
  replay: {
    keyedColumns: string[];
    domains?: Readonly<Record<string, string>>;
    withheld?: string[];
  };
  search: Recoding | null;
  proof: Evidence['proof'];
  models?: Evidence['models'];
  sizes: Evidence['sizes'];
  rows?: Evidence['rows'];
  residuals: Evidence['residuals'];
  attacks: Evidence['attacks'] | null;
  counts: Evidence['counts'];
  /** Where records were drawn at random. */
  sample?: DrawnSample;
  columns: Evidence['columns'];
  quality: ColumnQuality[];
  risk: Judgement['risk'];
  reasons: Diagnostic[];
  warnings: Diagnostic[];
  accepted: Judgement['accepted'];
  publishedAt?: string;
  timings?: Readonly<Record<string, number>>;
  /** The papers of the release, in `evidence/`; every one but the list of hashes and the signature. */
  evidence?: FileFacts[];
  signer?: Signer;
  /** Per member of this document the first 8 bytes of the SHA-256 of its canonical JSON: a change is located by it. */
  seal?: Record<string, string>;
}

/** Builds the record that the papers of a release are made from: same input, same value. */
export function buildManifest(input: ManifestInput): Manifest {
  const { plan, evidence, judgement } = input;
  const columns = evidence.columns.filter(({ published }) => published).map(({ name }) => name);
  const withheld = plan.columns.filter((column) => hasTexts(column.params)).map(({ name }) => name);
  const manifest: Manifest = {
    version: 1,
    tool: { name: 'lethe', version: plan.tool },
    language: input.language ?? 'en',
    label: judgement.label,
    verdict: judgement.verdict,
    profile: judgement.profile,
    dataset: plan.dataset,
    source: input.source,
    policy: { sha256: input.policySha256, files: [...(input.inputs ?? [])] },
    plan: { sha256: planSha256(plan), content: withoutValues(plan) },
    outputs: input.outputs.map((output) => ({ ...output, columns })),
    report: input.report,
    key: input.key,
    replay: {
      keyedColumns: [...(input.keyedColumns ?? [])],
      ...(Object.keys(input.domains ?? {}).length > 0 ? { domains: input.domains } : {}),
      ...(withheld.length > 0 ? { withheld } : {}),
    },
    search: input.recoding,
    proof: evidence.proof,
    ...(evidence.models ? { models: evidence.models } : {}),
    sizes: evidence.sizes,
    ...(evidence.rows ? { rows: evidence.rows } : {}),
    residuals: evidence.residuals,
    attacks: evidence.attacks ?? null,
    counts: evidence.counts,
    ...(evidence.sample ? { sample: evidence.sample } : {}),
    columns: evidence.columns,
    quality: [...(input.quality ?? [])],
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

/** The finished manifest: the record with the hashes of its papers, its signer, and its seal. */
export function sealManifest(record: Manifest, evidence: readonly FileFacts[], signer?: Signer): Manifest {
  const whole: Manifest = { ...record, evidence: [...evidence], ...(signer ? { signer } : {}) };
  return { ...whole, seal: sealOf(whole) };
}

/** The seal of a manifest as it stands: one digest per member, the seal itself apart. */
export function sealOf(manifest: object): Record<string, string> {
  const seal: Record<string, string> = {};
  for (const [name, value] of Object.entries(manifest)) {
    if (name !== 'seal' && value !== undefined) seal[name] = sha256Of(canonicalJson(value)).slice(0, 16);
  }
  return seal;
}

/** The bytes of `manifest.json`: keys sorted, two spaces, a newline at the end. */
export function renderManifest(manifest: object): string {
  return `${JSON.stringify(sorted(manifest), null, 2)}\n`;
}

/** SHA-256 of a plan's canonical JSON (keys sorted, no spaces), in hex. */
export function planSha256(plan: Plan): string {
  return sha256Of(canonicalJson(plan));
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

/** Whether parameters say something that a manifest does not repeat; the domain of a key stands elsewhere in it. */
function hasTexts(params: Readonly<Record<string, unknown>>): boolean {
  const kept = numeric(params);
  return Object.entries(params).some(
    ([name, value]) => name !== 'domain' && value !== undefined && !(name in kept),
  );
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
