import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Key } from '../core/random.js';
import { recode } from '../plan/index.js';
import { type Policy, readRecognition } from '../policy/index.js';
import {
  buildManifest,
  evidenceFolder,
  type FileFacts,
  type ManifestInput,
  manifestName,
  packOf,
  qualityOf,
  signatureName,
} from '../release/index.js';
import { guardOutput } from './apply.js';
import type { JobOptions, JobOutcome } from './job.js';
import { compileOperator } from './operators.js';
import { policyReader } from './run.js';

/** What a pack was, for the ledger. */
export interface StagedPack {
  manifestSha256: string;
}

/** Writes the papers of a release and its manifest into the staging folder: they are published with the data or not at all. */
export async function stagePack(
  folder: string,
  policy: Policy,
  outcome: JobOutcome,
  facts: ManifestInput,
  options: JobOptions,
): Promise<StagedPack> {
  const { evidence, profile, proven } = outcome;
  const record = buildManifest({
    ...facts,
    language: options.language ?? 'en',
    inputs: policyFiles(policy, outcome),
    ...keyedColumns(policy, outcome),
    quality: qualityOf({
      columns: evidence.columns,
      before: { records: profile.input.rows, columns: profile.columns },
      after: { records: proven.records, columns: proven.columns },
      hideBelow: leastTold(outcome),
    }),
  });
  const files = packOf(record, options.sign);
  guardOutput(join(folder, evidenceFolder), () => mkdirSync(join(folder, evidenceFolder), { mode: 0o755 }));
  for (const { name, bytes } of files) await writeDurably(join(folder, name), bytes);
  const manifest = files.find(({ name }) => name === manifestName)!;
  if (options.sign) await writeDurably(join(folder, signatureName), await options.sign.sign(manifest.bytes));
  return { manifestSha256: sha256(manifest.bytes) };
}

/** The larger class size of profile and policy: nothing smaller is told of anybody. */
function leastTold({ plan, release }: JobOutcome): number {
  const stated = plan.privacy.models.map(({ params }) => (typeof params.k === 'number' ? params.k : 0));
  const k = Math.max(0, release.k?.value ?? 0, ...stated);
  return k > 1 ? k : 5;
}

/** The files that a policy names, read again: taxonomies decide about the output as the policy itself does. */
function policyFiles(policy: Policy, { plan }: JobOutcome): FileFacts[] {
  const reader = policyReader(policy);
  compileAll(plan, reader.read, () => {});
  readRecognition(policy, reader.read);
  return Object.entries(reader.files)
    .map(([path, text]) => ({
      name: basename(path),
      sha256: sha256(text),
      bytes: Buffer.byteLength(text),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

const domainLabel = 'domain/';

/** Columns whose operator asks for a key when it is compiled, and for which domain: without the key their cells cannot be made again. */
function keyedColumns(
  policy: Policy,
  { plan }: JobOutcome,
): Required<Pick<ManifestInput, 'keyedColumns' | 'domains'>> {
  const domains = new Map<string, string>();
  compileAll(plan, policyReader(policy).read, (column, label) =>
    domains.set(column, label.startsWith(domainLabel) ? label.slice(domainLabel.length) : label),
  );
  const keyed = plan.columns.filter(({ name }) => domains.has(name)).map(({ name }) => name);
  return {
    keyedColumns: keyed,
    domains: Object.fromEntries(keyed.map((name) => [name, domains.get(name)!])),
  };
}

function compileAll(
  plan: JobOutcome['plan'],
  readFile: (path: string) => string,
  asked: (column: string, label: string) => void,
): void {
  const runKey = Key.ephemeral();
  try {
    for (const column of plan.columns) {
      const setting = {
        runKey: {
          derive(label: string) {
            asked(column.name, label);
            return runKey.derive(label);
          },
        } as Key,
        directColumns: [],
        readFile,
        find: () => [],
      };
      // The search's own columns have no operator of their own; a hierarchy they name is read all the same.
      compileOperator(column.use === recode ? { ...column, use: 'keep' } : column, setting);
    }
  } finally {
    runKey.destroy();
  }
}

/** Writes a file and flushes it to the disk. Throws `output-failed`. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  guardOutput(path, () => {
    const file = openSync(path, 'w', 0o644);
    writeFileSync(file, content); // unlike writeSync it never writes a part only
    fsyncSync(file);
    closeSync(file);
  });
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
