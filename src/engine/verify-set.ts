import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, LetheError } from '../core/diagnostics.js';
import { checked, fault, manifestName, readSet, setName, undeclared } from '../release/index.js';
import { hashMarked } from './source.js';
import { type VerifyOptions, type VerifyResult, verifyFolder } from './verify.js';

/** The JSON of `lethe verify` for tables that were published together. */
export interface VerifySetResult extends VerifyResult {
  tables: Record<string, VerifyResult>;
}

/**
 * Re-checks a release of several tables: each as a release of its own, and that they are the ones of one run, which the
 * record beside them names by the hash of their manifests. Throws `verify-no-release`.
 */
export async function verifySet(folder: string, options: VerifyOptions = {}): Promise<VerifySetResult> {
  const set = await readSet(folder).catch(() => {
    throw new LetheError('verify-no-release', { path: folder });
  });
  const tables: Record<string, VerifyResult> = {};
  const findings: Diagnostic[] = [];
  for (const { name, manifestSha256 } of set.tables) {
    const file = `${name}/${manifestName}`;
    const path = join(folder, file);
    const found = await hashMarked([{ path }], 0, options.signal).catch(() => null);
    if (found === null) {
      findings.push(fault('verify-file-missing', { file }));
      continue;
    }
    if (found.sha256 !== manifestSha256) {
      const to = readFileSync(path).length;
      findings.push(fault('verify-file-changed', { file, from: 0, to }, { file, byte: 0 }));
    }
    tables[name] = await verifyFolder(join(folder, name), options);
  }
  findings.push(...(await undeclared(folder, new Set([setName, ...set.tables.map(({ name }) => name)]))));
  const own = checked('manifest', findings);
  const checks = [own, ...Object.values(tables).flatMap((one) => one.checks)];
  const records = Object.values(tables).reduce((sum, { release }) => sum + (release?.records ?? 0), 0);
  return {
    version: 1,
    verdict: checks.some(({ state }) => state === 'failed') ? 'different' : 'sound',
    checks,
    release: {
      name: set.dataset,
      label: null, // of each table
      profile: set.profile,
      records,
      manifestSha256: (await hashMarked([{ path: join(folder, setName) }], 0)).sha256,
      signer: null,
    },
    tables,
  };
}
