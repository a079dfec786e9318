import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Diagnostic, MessageArgs, MessageCode } from '../core/diagnostics.js';
import { realPath } from '../stores/file.js';
import { canonicalJson, sha256Of } from './canonical.js';
import { type FileFacts, type Manifest, renderManifest, sealOf } from './manifest.js';
import { firstDifference, type Marks } from './marks.js';
import {
  evidenceFolder,
  papersOf,
  recordOf,
  signatureName,
  signerName,
  sumsName,
  sumsOf,
} from './pack-files.js';
import { isReleaseName, manifestName } from './publish.js';
import { signerOfPem, verifySignature } from './signature.js';

/** One check of `lethe verify`. Skipped: could not be made, and the findings say why. */
export interface Check {
  check:
    | 'manifest'
    | 'files'
    | 'papers'
    | 'sums'
    | 'signature'
    | 'proof'
    | 'gate'
    | 'ledger'
    | 'source'
    | 'replay';
  state: 'passed' | 'failed' | 'skipped';
  findings: Diagnostic[];
}

/** What a release says of itself, and whether its files agree. */
export interface Inspection {
  manifest: Manifest | null; // null where it cannot be used
  manifestSha256: string | null;
  checks: Check[];
}

/** How an inspector hashes large files; the engine's does it in steps that can be interrupted. */
export type HashFile = (path: string, bytes: number) => Promise<{ sha256: string; marks: Marks }>;

/**
 * Checks a release folder with nothing but itself: form and seal of the manifest, every file against hash and size, the
 * papers against the record they were made from, the list of hashes, the signature. `trusted`: the public key that the
 * caller knows to be the signer's (PEM).
 */
export async function inspectRelease(
  folder: string,
  options: { toolVersion: string; hash: HashFile; trusted?: string | Uint8Array },
): Promise<Inspection> {
  const bytes = await readFile(join(folder, manifestName));
  const { manifest, check } = await readManifest(bytes);
  if (manifest === null) return { manifest, manifestSha256: null, checks: [check] };
  const manifestSha256 = sha256Of(bytes);
  return {
    manifest,
    manifestSha256,
    checks: [
      check,
      await files(folder, manifest, options.hash),
      await papers(folder, manifest, options.toolVersion),
      await sums(folder, manifest, manifestSha256),
      await signature(folder, manifest, bytes, options.trusted),
    ],
  };
}

/** A check with its findings: failed where one of them is an error. */
export function checked(check: Check['check'], findings: Diagnostic[], skipped = false): Check {
  const failed = findings.some(({ severity }) => severity === 'error');
  return { check, state: failed ? 'failed' : skipped ? 'skipped' : 'passed', findings };
}

/** An error of a check. */
export function fault(code: MessageCode, args: MessageArgs, place?: Diagnostic['place']): Diagnostic {
  return { code, args, severity: 'error', ...(place ? { place } : {}) };
}

/** Something to know that is no error. */
export function remark(code: MessageCode, args: MessageArgs = {}): Diagnostic {
  return { code, args, severity: 'info' };
}

async function readManifest(bytes: Uint8Array): Promise<{ manifest: Manifest | null; check: Check }> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
    const line = Buffer.from(bytes).toString('latin1', 0, at).split('\n').length;
    return {
      manifest: null,
      check: checked('manifest', [
        fault('verify-manifest-unreadable', { line }, { file: manifestName, line }),
      ]),
    };
  }
  const { manifestSchema } = await import('./manifest-schema.js');
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    return {
      manifest: null,
      check: checked('manifest', [
        fault('verify-manifest-form', { path: path || '.' }, { file: manifestName }),
      ]),
    };
  }
  const manifest = value as Manifest;
  const findings: Diagnostic[] = [];
  const line = firstOtherLine(text, renderManifest(manifest));
  if (line !== null) findings.push(fault('verify-manifest-line', { line }, { file: manifestName, line }));
  const found = sealOf(manifest);
  const stated = manifest.seal ?? {};
  for (const section of new Set([...Object.keys(found), ...Object.keys(stated)])) {
    if (found[section] !== stated[section])
      findings.push(fault('verify-manifest-section', { section }, { file: manifestName }));
  }
  const names = releaseFiles(manifest).map(({ name }) => name);
  for (const name of names) {
    if (!isReleaseName(name)) findings.push(fault('verify-name-outside', { file: name }));
  }
  const usable = names.every(isReleaseName);
  return { manifest: usable ? manifest : null, check: checked('manifest', findings) };
}

function releaseFiles(manifest: Manifest): FileFacts[] {
  return [...manifest.outputs, manifest.report, ...(manifest.evidence ?? [])];
}

async function files(folder: string, manifest: Manifest, hash: HashFile): Promise<Check> {
  const findings: Diagnostic[] = [];
  for (const file of releaseFiles(manifest)) {
    const path = join(folder, file.name);
    const size = await stat(path).catch(() => null);
    if (!size?.isFile()) {
      findings.push(fault('verify-file-missing', { file: file.name }));
      continue;
    }
    if (leadsOut(path, folder)) findings.push(fault('verify-file-link', { file: file.name }));
    // The marks are as far apart as the stated size says, also where the file is longer now.
    const found = await hash(path, file.bytes);
    if (found.sha256 === file.sha256 && size.size === file.bytes) continue;
    const range = file.marks
      ? firstDifference({ ...file.marks, bytes: file.bytes }, { ...found.marks, bytes: size.size })
      : null;
    const { from, to } = range ?? { from: 0, to: Math.max(file.bytes, size.size) };
    findings.push(
      fault('verify-file-changed', { file: file.name, from, to }, { file: file.name, byte: from }),
    );
  }
  const known = new Set([
    ...releaseFiles(manifest).map(({ name }) => name),
    sumsName,
    signatureName,
    signerName,
  ]);
  for (const name of await readdir(join(folder, evidenceFolder)).catch(() => [])) {
    const path = `${evidenceFolder}/${name}`;
    if (!known.has(path)) findings.push(fault('verify-file-stray', { file: path }));
  }
  findings.push(...(await undeclared(folder, new Set([...known, manifestName, evidenceFolder]))));
  return checked('files', findings);
}

const shownNames = 5;

/**
 * A warning of what else stands in the folder of a release: nobody vouches for it, and it goes along where the folder is handed on.
 * No fault, for a folder may be shared; what a run of ours keeps there is hidden, and no part of it.
 */
export async function undeclared(folder: string, known: ReadonlySet<string>): Promise<Diagnostic[]> {
  const names = (await readdir(folder)).filter((name) => !known.has(name) && !name.startsWith('.lethe-'));
  if (names.length === 0) return [];
  const files = names.sort().slice(0, shownNames).join(', ') + (names.length > shownNames ? ' …' : '');
  return [{ code: 'verify-file-undeclared', args: { count: names.length, files }, severity: 'warning' }];
}

/** Whether a file of a release is a link to somewhere else: whoever copies the folder may copy the link. */
function leadsOut(path: string, folder: string): boolean {
  const way = relative(realPath(folder), realPath(path));
  return way === '..' || way.startsWith('../');
}

/** Papers are functions of the record: made again, they must be the same bytes. Another version may word them otherwise. */
async function papers(folder: string, manifest: Manifest, toolVersion: string): Promise<Check> {
  if (manifest.tool.version !== toolVersion) {
    return checked('papers', [remark('verify-other-version', { version: manifest.tool.version })], true);
  }
  const findings: Diagnostic[] = [];
  const listed = new Set((manifest.evidence ?? []).map(({ name }) => name));
  for (const { name, bytes } of papersOf(recordOf(manifest))) {
    if (!listed.has(name)) {
      findings.push(fault('verify-file-missing', { file: name }));
      continue;
    }
    const found = await readFile(join(folder, name)).catch(() => null);
    if (found === null) continue; // said among the files
    const line = firstOtherLine(found.toString('utf8'), Buffer.from(bytes).toString('utf8'));
    if (line !== null)
      findings.push(fault('verify-paper-differs', { file: name, line }, { file: name, line }));
  }
  return checked('papers', findings);
}

async function sums(folder: string, manifest: Manifest, manifestSha256: string): Promise<Check> {
  const found = await readFile(join(folder, sumsName), 'utf8').catch(() => null);
  if (found === null) return checked('sums', [fault('verify-file-missing', { file: sumsName })]);
  const line = firstOtherLine(found, sumsOf(manifest, manifestSha256));
  return checked(
    'sums',
    line === null ? [] : [fault('verify-sums-differ', { file: sumsName, line }, { file: sumsName, line })],
  );
}

async function signature(
  folder: string,
  manifest: Manifest,
  bytes: Uint8Array,
  trusted: string | Uint8Array | undefined,
): Promise<Check> {
  const detached = await readFile(join(folder, signatureName)).catch(() => null);
  const { signer } = manifest;
  if (signer === undefined) {
    if (detached !== null) return checked('signature', [fault('verify-file-stray', { file: signatureName })]);
    if (trusted !== undefined) return checked('signature', [fault('verify-unsigned', {})]);
    return checked('signature', [remark('verify-unsigned')], true);
  }
  if (detached === null) return checked('signature', [fault('verify-file-missing', { file: signatureName })]);
  const enclosed = await readFile(join(folder, signerName)).catch(() => null);
  const key = trusted ?? enclosed;
  if (key === null) return checked('signature', [fault('verify-file-missing', { file: signerName })]);
  if (trusted !== undefined && canonicalJson(signerOfPem(trusted)) !== canonicalJson(signer)) {
    return checked('signature', [fault('verify-signer-other', { keyId: signer.keyId })]);
  }
  const sound = await verifySignature(bytes, detached, key).catch(() => false);
  if (!sound) return checked('signature', [fault('verify-signature-wrong', { file: signatureName })]);
  // Whoever can write the folder can sign it with a key of their own.
  return checked(
    'signature',
    trusted === undefined ? [remark('verify-signer-untrusted', { keyId: signer.keyId })] : [],
  );
}

/** 1-based number of the first line that differs; null where the texts are the same. */
function firstOtherLine(found: string, stated: string): number | null {
  if (found === stated) return null;
  const [left, right] = [found.split('\n'), stated.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  return (at < 0 ? left.length : at) + 1;
}
