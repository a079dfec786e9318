import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Diagnostic } from '../core/diagnostics.js';
import type { Plan } from '../core/plan.js';
import type { Policy } from '../policy/index.js';
import { type Check, checked, fault, type Manifest, remark, sha256Of } from '../release/index.js';
import type { EngineOptions } from './context.js';
import { runPhases } from './job.js';
import { policyKeyId } from './named-key.js';
import { inputOf } from './run.js';
import { hashMarked, openTable } from './source.js';

/**
 * Runs a release's job again on its source and compares what comes out with what was published, byte by byte. Where the
 * key of the run is gone, the columns that depended on it are named and every other column is compared cell by cell.
 * The replayed output stands in a private folder for the time of the comparison.
 */
export async function replayRelease(
  folder: string,
  manifest: Manifest,
  policy: Policy,
  source: readonly string[],
  options: EngineOptions,
): Promise<Check[]> {
  if (sha256Of(readFileSync(policy.file)) !== manifest.policy.sha256) {
    return [checked('replay', [fault('verify-policy-other', { path: policy.file })])];
  }
  const living = keyIsThere(policy);
  const again: Policy = {
    ...policy,
    input: { ...policy.input, path: source.map((path) => resolve(path)) },
    ...(policy.key && !living ? { key: null } : {}),
  };
  const table = await openTable(inputOf(again), options.signal);
  const { sha256 } = await hashMarked(table.parts, table.bytes, options.signal);
  if (sha256 !== manifest.source.sha256) {
    return [checked('source', [fault('verify-source-other', {})])];
  }
  if (manifest.sample && !living)
    return [checked('source', []), checked('replay', [remark('verify-sample-gone', {})], true)];
  const staging = mkdtempSync(join(tmpdir(), 'lethe-replay-'));
  const discard = () => rmSync(staging, { recursive: true, force: true });
  process.once('exit', discard);
  try {
    const names = manifest.outputs.map(({ name }) => name);
    await runPhases(
      again,
      table,
      { folder: staging, names, before: null, database: null },
      { ...options, frontier: false, utility: false },
    );
    const keyed = living ? [] : publishedKeyed(manifest);
    const findings = names.flatMap((name) =>
      keyed.length === 0
        ? sameBytes(name, join(folder, name), join(staging, name))
        : sameCells(name, join(folder, name), join(staging, name), manifest, keyed),
    );
    return [checked('source', []), checked('replay', unique(findings))];
  } finally {
    discard();
    process.removeListener('exit', discard);
  }
}

/** Whether the key of the run can be had again: from the policy's seed, or a key file that is still there. */
function keyIsThere(policy: Policy): boolean {
  if (policy.key && 'file' in policy.key) {
    return existsSync(resolve(dirname(resolve(policy.file)), policy.key.file));
  }
  if (policy.key) return policyKeyId(policy) !== null;
  return policy.seed !== null;
}

function publishedKeyed(manifest: Manifest): string[] {
  const published = new Set(manifest.outputs[0]?.columns ?? []);
  return manifest.replay.keyedColumns.filter((name) => published.has(name));
}

const blockBytes = 1 << 20;

function sameBytes(name: string, published: string, replayed: string): Diagnostic[] {
  const files = [openSync(published, 'r'), openSync(replayed, 'r')] as const;
  try {
    const blocks = [Buffer.alloc(blockBytes), Buffer.alloc(blockBytes)] as const;
    for (let position = 0, line = 1; ; position += blockBytes) {
      const [left, right] = files.map((file, i) =>
        blocks[i]!.subarray(0, fill(file, blocks[i]!, position)),
      ) as [Buffer, Buffer];
      if (left.equals(right)) {
        if (left.length < blockBytes) return [];
        for (const byte of left) if (byte === 10) line++;
        continue;
      }
      let at = 0;
      for (; left[at] === right[at]; at++) if (left[at] === 10) line++;
      const byte = position + at;
      return [fault('verify-replay-differs', { file: name, byte, line }, { file: name, byte, line })];
    }
  } finally {
    for (const file of files) closeSync(file);
  }
}

function fill(file: number, block: Buffer, position: number): number {
  let done = 0;
  while (done < block.length) {
    const got = readSync(file, block, done, block.length - done, position + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}

/** Compares text tables cell by cell, the keyed columns apart. */
function sameCells(
  name: string,
  published: string,
  replayed: string,
  manifest: Manifest,
  keyed: readonly string[],
): Diagnostic[] {
  const columns = keyed.join(', ');
  const plan = manifest.plan.content as Plan;
  const [left, right] = [published, replayed].map((path) => rowsOf(path, plan));
  if (!left || !right) return [fault('verify-replay-form', { columns })];
  const names = manifest.outputs[0]!.columns;
  const compared = names.map((column, i) => ({ column, i })).filter(({ column }) => !keyed.includes(column));
  const first = plan.input.dialect.header ? 0 : 1;
  for (let row = 0; row < Math.max(left.length, right.length); row++) {
    const other = compared.find(({ i }) => left[row]?.[i] !== right[row]?.[i]);
    if (other || !left[row] || !right[row]) {
      const args = { file: name, record: row + first, column: other?.column ?? names[0] ?? '' };
      return [
        remark('verify-replay-keyed', { columns }),
        fault('verify-replay-cell', args, { file: name, field: args.column }),
      ];
    }
  }
  return [remark('verify-replay-keyed', { columns })];
}

function rowsOf(path: string, plan: Plan): string[][] | null {
  if (!/\.(csv|tsv|txt)(\.gz)?$/i.test(path)) return null;
  const stored = readFileSync(path);
  const bytes = path.toLowerCase().endsWith('.gz') ? gunzipSync(stored) : stored;
  const text = new TextDecoder(plan.output.encoding).decode(bytes);
  return parse(text, { delimiter: plan.output.delimiter, relax_column_count: true });
}

function unique(findings: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = JSON.stringify(one);
    return seen.has(key) ? false : seen.add(key);
  });
}
