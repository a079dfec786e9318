import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, LetheError } from '../core/diagnostics.js';
import type { Plan } from '../core/plan.js';
import type { Evidence } from '../core/proof.js';
import type { Policy } from '../policy/index.js';
import {
  type Check,
  checked,
  fault,
  findProfile,
  inspectRelease,
  judge,
  type Manifest,
  manifestName,
  remark,
  setName,
  sorted,
} from '../release/index.js';
import { type EngineOptions, withPool } from './context.js';
import { promisedModels } from './promises.js';
import { type Proven, proveOutput } from './prove.js';
import { registered } from './registry.js';
import { replayRelease } from './replay.js';
import { hashMarked, openTable } from './source.js';
import { version } from './version.js';

/** What `lethe verify` may be given besides the release. */
export interface VerifyOptions extends EngineOptions {
  /** Public key of the signer as the caller knows it (PEM). */
  key?: string | Uint8Array;
  /** The source and the recorded policy: the run is then replayed. */
  source?: readonly string[];
  policy?: Policy;
  /** Looks the release up in a ledger. */
  ledger?: string; // path
}

/** The JSON of `lethe verify`; it may only grow. */
export interface VerifyResult {
  version: 1;
  verdict: 'sound' | 'different';
  checks: Check[];
  release: {
    name: string;
    label: string | null;
    profile: string;
    records: number;
    manifestSha256: string;
    signer: { algorithm: string; keyId: string } | null;
  } | null;
}

/**
 * Re-checks a release with nothing but its folder: hashes, form, seal, papers, signature; counts, k and every model
 * measured anew on the bytes of the output, and judged anew. Throws `verify-no-release`.
 */
export async function verifyFolder(folder: string, options: VerifyOptions = {}): Promise<VerifyResult> {
  if (existsSync(join(folder, setName))) return (await import('./verify-set.js')).verifySet(folder, options);
  if (!existsSync(join(folder, manifestName))) throw new LetheError('verify-no-release', { path: folder });
  const { manifest, manifestSha256, checks } = await inspectRelease(folder, {
    toolVersion: version,
    hash: (path, bytes) => hashMarked([{ path }], bytes, options.signal),
    ...(options.key === undefined ? {} : { trusted: options.key }),
  });
  if (manifest === null || manifestSha256 === null) return result(checks, null, null);
  checks.push(...(await measured(folder, manifest, options)));
  if (options.ledger !== undefined) checks.push(registered(options.ledger, manifestSha256));
  if (options.source && options.policy) {
    checks.push(...(await replayRelease(folder, manifest, options.policy, options.source, options)));
  }
  return result(checks, manifest, manifestSha256);
}

function result(checks: Check[], manifest: Manifest | null, sha256: string | null): VerifyResult {
  return {
    version: 1,
    verdict: checks.some(({ state }) => state === 'failed') ? 'different' : 'sound',
    checks,
    release:
      manifest && sha256
        ? {
            name: manifest.dataset.name,
            label: manifest.label,
            profile: manifest.profile,
            records: manifest.counts.out,
            manifestSha256: sha256,
            signer: manifest.signer ?? null,
          }
        : null,
  };
}

/** Reads the output as a stranger and compares what it shows with what the manifest says of it. */
export async function measured(folder: string, manifest: Manifest, options: EngineOptions): Promise<Check[]> {
  let proven: Proven;
  try {
    proven = await provenAnew(folder, manifest, options);
  } catch (error) {
    if (!(error instanceof LetheError) || error.exitCode === 130) throw error;
    if (error.code === 'verify-columns-other') return [checked('proof', [fault(error.code, error.args)])];
    return [checked('proof', [fault('verify-output-unreadable', { reason: error.code })])];
  }
  const findings: Diagnostic[] = [];
  compare('counts.out', manifest.counts.out, proven.records, findings);
  compare(
    'outputs.rows',
    manifest.outputs.reduce((sum, { rows }) => sum + rows, 0),
    proven.records,
    findings,
  );
  const { suppressed, quarantined, out } = manifest.counts;
  compare('counts.in', manifest.counts.in, out + suppressed + quarantined, findings);
  // Who stands behind a record is not in the bytes: where persons are counted, records are compared.
  const byRecord = manifest.rows ?? { proof: manifest.proof, sizes: manifest.sizes.after };
  compare('proof', byRecord.proof, proven.proof, findings);
  proven.models.forEach((one, at) => {
    if (!manifest.rows && one.measured && manifest.models?.[at])
      compare(`models.${at}`, manifest.models[at], one, findings);
  });
  compare('sizes.after', byRecord.sizes, proven.sizes, findings);
  // Tokens look like anything, and invented cells are meant to.
  const exempt = new Set(
    manifest.columns.filter((one) => one.invented || one.reversibility !== 'none').map(({ name }) => name),
  );
  for (const { column, entity, count } of proven.residuals) {
    const told = manifest.residuals.some((one) => one.column === column && one.entity === entity);
    if (!told && !exempt.has(column))
      findings.push(fault('verify-residual-unstated', { column, entity, count }));
  }
  return [checked('proof', findings), judgedAnew(manifest, proven)];
}

async function provenAnew(folder: string, manifest: Manifest, options: EngineOptions): Promise<Proven> {
  const plan = manifest.plan.content as Plan;
  const paths = manifest.outputs.map(({ name }) => join(folder, name));
  const { encoding, delimiter } = plan.output;
  const { header } = plan.input.dialect;
  const source = await openTable(
    { path: paths, encoding, delimiter, header, lenient: false },
    options.signal,
  );
  const named = (wanted: (column: Manifest['columns'][number]) => boolean) =>
    manifest.columns.filter(wanted).map(({ name }) => name);
  const published = manifest.outputs[0]?.columns ?? [];
  try {
    assertStated(source.names, published, plan);
  } catch (error) {
    source.close();
    throw error;
  }
  return withPool(options, source, (context) =>
    proveOutput(context, paths, plan, {
      published,
      quasi: named(({ counted }) => counted),
      sensitive: named(({ role }) => role === 'sensitive'),
      synthetic: new Set(named(({ invented }) => invented === true)),
      promised: promisedModels(plan, null),
      facts: { sample: manifest.counts.in, ...(manifest.sample ? { drawn: manifest.sample } : {}) },
    }),
  );
}

/** Refuses to measure another table than the manifest speaks of. Throws `verify-columns-other`. */
function assertStated(found: readonly string[], stated: readonly string[], { input, output }: Plan): void {
  if (output.nested) return; // what a document holds is told when it is read
  const named = output.format !== undefined || input.dialect.header;
  const other = named ? stated.findIndex((name, at) => found[at] !== name) : -1;
  if (other < 0 && found.length === stated.length) return;
  const args = { stated: stated.length, found: found.length, column: stated[other] ?? '—' };
  throw new LetheError('verify-columns-other', args);
}

function judgedAnew(manifest: Manifest, proven: Proven): Check {
  const profile = findProfile(manifest.profile);
  if (!profile) {
    return checked('gate', [remark('verify-profile-unknown', { profile: manifest.profile })], true);
  }
  const { rows } = manifest;
  const { proof, sizes } = rows ? { proof: manifest.proof, sizes: manifest.sizes.after } : proven;
  // What the bytes alone cannot tell (a hierarchy, a domain) is the manifest's word.
  const models = proven.models.map((one, at) =>
    one.measured && !rows ? one : (manifest.models?.[at] ?? one),
  );
  const evidence = {
    ...manifest,
    proof,
    models,
    sizes: { ...manifest.sizes, after: sizes },
  } as unknown as Evidence;
  const { verdict, label, reasons } = judge(manifest.plan.content as Plan, evidence, profile);
  const found = label ?? verdict;
  const stated = manifest.label ?? manifest.verdict;
  const other = found === stated ? [] : [fault('verify-verdict-other', { found, stated })];
  return checked('gate', [...other, ...reasons]);
}

/** Walks what is stated and reports every number that was found to be another; rounding of the last digits apart. */
function compare(path: string, stated: unknown, found: unknown, findings: Diagnostic[]): void {
  const [left, right] = [sorted(stated), sorted(found)];
  if (typeof left === 'object' && left !== null) {
    const other = (typeof right === 'object' && right !== null ? right : {}) as Record<string, unknown>;
    for (const [key, value] of Object.entries(left)) compare(`${path}.${key}`, value, other[key], findings);
    return;
  }
  if (left === right) return;
  if (typeof left === 'number' && typeof right === 'number') {
    if (Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right))) return;
  }
  const shown = (value: unknown) => (typeof value === 'number' ? value : String(value ?? '—'));
  findings.push(fault('verify-measure-differs', { measure: path, stated: shown(left), found: shown(right) }));
}
