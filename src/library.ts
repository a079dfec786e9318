import { readFileSync } from 'node:fs';
import { Duplex, PassThrough } from 'node:stream';
import { LetheError } from './core/diagnostics.js';
import type { Plan } from './core/plan.js';
import type { TableProfile } from './core/profile.js';
import {
  type CheckColumns,
  type CheckResult,
  checkTable,
  type EngineOptions,
  type InputSpec,
  type JobOptions,
  planTable,
  profileTable,
  type RunResult,
  runPolicy,
  runTables,
  type TablesResult,
} from './engine/index.js';
import { type Policy, parsePolicies, parsePolicy, type TablesPolicy } from './policy/index.js';

/** A policy, or the path of its file. */
export type PolicySource<P = Policy> = string | P;

/** Reads a policy of one table or of several, with everything that Lethe ships. Throws LetheError with file, line and column. */
export async function readPolicy(path: string): Promise<Policy | TablesPolicy> {
  return parsePolicies(textOf(path), path, await registry());
}

/** What is in a table: `lethe profile`. `input`: a path, or a path with encoding, sheet and the like. Throws LetheError. */
export async function profile(input: string | InputSpec, options: EngineOptions = {}): Promise<TableProfile> {
  return profileTable(typeof input === 'string' ? { path: input } : input, options);
}

/** What would happen to each column of one table, and why: `lethe plan`. Writes nothing. Throws LetheError. */
export async function plan(
  policy: PolicySource,
  options: EngineOptions = {},
): Promise<{ plan: Plan; profile: TableProfile }> {
  return planTable(await oneTable(policy), options);
}

/**
 * The whole job: `lethe run`. A refusal is a result with `verdict: 'refused'` and its reasons, and then nothing was
 * published. Throws LetheError; with the code `run-interrupted` after an abort of `options.signal`.
 */
export async function run(
  policy: PolicySource<Policy | TablesPolicy>,
  options: JobOptions = {},
): Promise<RunResult | TablesResult> {
  const read = typeof policy === 'string' ? await readPolicy(policy) : policy;
  return 'tables' in read ? runTables(read, options) : runPolicy(read, options);
}

/** Measures privacy models and risk on any table: `lethe check`. `k`: records in smaller classes count as at risk. */
export async function check(
  input: string | InputSpec,
  columns: Partial<CheckColumns> & Pick<CheckColumns, 'quasi'>,
  options: EngineOptions = {},
): Promise<CheckResult> {
  const spec = typeof input === 'string' ? { path: input } : input;
  return checkTable(spec, { sensitive: [], ...columns }, options);
}

/** How a stream is transformed. */
export interface TransformOptions extends Omit<JobOptions, 'stdin' | 'stdout'> {
  /** Called with the answer: after the last byte came out, or where the gate refused. */
  finished?: (result: RunResult) => void;
}

/**
 * A stream that takes the bytes of a table and gives those of its release, once they are proven and the gate let them
 * pass: not a byte comes before. Manifest and report go where `lethe run` puts them for an output of `-`. The input
 * waits on the disk in a file without a name, not in memory. Errors with LetheError; with the code `transform-refused`
 * and the reasons as `related` where the gate refused.
 */
export function transform(policy: PolicySource, options: TransformOptions = {}): Duplex {
  return Duplex.from((source: AsyncIterable<Uint8Array | string>) => transformed(source, policy, options));
}

async function* transformed(
  source: AsyncIterable<Uint8Array | string>,
  policy: PolicySource,
  options: TransformOptions,
): AsyncGenerator<Uint8Array> {
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const out = new PassThrough();
  const { finished, ...job } = options;
  const work = async () => {
    const read = await oneTable(policy);
    const streaming = { ...read, input: { ...read.input, path: '-' }, output: { ...read.output, path: '-' } };
    const result = await runPolicy(streaming, { ...job, signal, stdin: bytesOf(source), stdout: out });
    finished?.(result);
    if (result.verdict === 'published') return out.end();
    throw new LetheError('transform-refused', {}, undefined, { exitCode: 1, related: result.reasons });
  };
  const done = work();
  done.catch((error: Error) => out.destroy(error));
  try {
    for await (const chunk of out) yield chunk as Uint8Array;
    await done;
  } finally {
    stop.abort(); // whoever reads has gone: so goes the job
  }
}

async function* bytesOf(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function oneTable(policy: PolicySource): Promise<Policy> {
  return typeof policy === 'string' ? parsePolicy(textOf(policy), policy, await registry()) : policy;
}

async function registry() {
  const { shippedComponents } = await import('./cli/components.js');
  return shippedComponents();
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw reason === 'ENOENT'
      ? new LetheError('policy-not-found', { path })
      : new LetheError('input-unreadable', { path, reason });
  }
}
