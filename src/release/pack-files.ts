import type { FileFacts, Manifest, Signer } from './manifest.js';
import { renderManifest, sealManifest } from './manifest.js';
import { markedHash } from './marks.js';
import { artefacts, type PackFacts } from './pack/index.js';

/** Folder of the papers inside a release, and the names of what is in it besides them. */
export const evidenceFolder = 'evidence';
export const sumsName = `${evidenceFolder}/SHA256SUMS`;
export const signatureName = `${evidenceFolder}/manifest.sig`;
export const signerName = `${evidenceFolder}/signer.pem`;

/** A file of the release by its path in the release folder, with `/`. */
export interface PackFile {
  name: string;
  bytes: Uint8Array;
}

/** The papers that a record gives, in the order of the list. */
export function papersOf(record: PackFacts): PackFile[] {
  return artefacts.map((artefact) => ({
    name: `${evidenceFolder}/${artefact.name}`,
    bytes: new TextEncoder().encode(artefact.render(record)),
  }));
}

/** A manifest without what it says about its own papers: what they were made from. */
export function recordOf(manifest: Manifest): PackFacts {
  const { evidence, signer, seal, ...record } = manifest;
  return record;
}

/** Everything that stands beside the data: papers, the list of hashes, the manifest (last), unsigned. */
export function packOf(record: Manifest, signer?: Signer & { pem: string }): PackFile[] {
  const papers = papersOf(recordOf(record));
  const pem = signer ? [{ name: signerName, bytes: new TextEncoder().encode(signer.pem) }] : [];
  const listed = [...papers, ...pem].map(factsOf);
  const sealed = sealManifest(
    record,
    listed,
    signer ? { algorithm: signer.algorithm, keyId: signer.keyId } : undefined,
  );
  const manifest = { name: 'manifest.json', bytes: new TextEncoder().encode(renderManifest(sealed)) };
  const sums = new TextEncoder().encode(sumsOf(sealed, factsOf(manifest).sha256));
  return [...papers, ...pem, { name: sumsName, bytes: sums }, manifest];
}

/** The list of hashes, as `sha256sum -c` reads it in the folder of the release. */
export function sumsOf(manifest: Manifest, manifestSha256: string): string {
  const files = [...manifest.outputs, manifest.report, ...(manifest.evidence ?? [])];
  const lines = files.map(({ name, sha256 }) => [name, sha256] as const);
  lines.push(['manifest.json', manifestSha256]);
  return lines.map(([name, sha256]) => sumLine(name, sha256)).join('');
}

/** GNU coreutils mark a name with a backslash or a line feed by a backslash in front and escape it. */
function sumLine(name: string, sha256: string): string {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`;
}

function factsOf(file: PackFile): FileFacts {
  const { sha256, marks } = markedHash(file.bytes);
  return { name: file.name, sha256, bytes: file.bytes.length, marks };
}
