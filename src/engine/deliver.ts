import { randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { Plan } from '../core/plan.js';
import { Key } from '../core/random.js';
import {
  appendLedger,
  canonicalJson,
  cleanStagings,
  contentOf,
  copyKey,
  createStaging,
  dayInChina,
  type FileFacts,
  type Manifest,
  manifestName,
  openLedger,
  pairsNeeded,
  rankOf,
  sha256Of,
  sorted,
  verifyRelease,
} from '../release/index.js';
import type { NamedKeySource } from '../stores/named-key.js';
import { guardOutput } from './apply.js';
import type { EngineOptions } from './context.js';
import { releaseTable } from './earlier.js';
import { finishStaged } from './finish.js';
import { assertKeyLives, keyIdOf, namedKey } from './named-key.js';
import { writeDurably } from './pack.js';
import { recordsOf } from './records.js';
import { hashParts, openTable, type TableSource } from './source.js';
import { version } from './version.js';

/** A copy of a release for one recipient. */
export interface DeliverRequest {
  to: string; // name of the recipient, as the ledger is to know it
  folder: string; // new: the copy
  key: NamedKeySource; // that marks copies
  ledger: string;
  now: () => number; // milliseconds since 1970
}

/** The JSON of `lethe deliver`; it may only grow. */
export interface DeliverResult {
  release: string;
  recipient: string;
  folder: string;
  records: number;
  /** Distinct records: what the order can tell of. */
  distinct: number;
  /** Whether the recipient would still be found among a thousand with half of the distinct records gone, at one in a million. */
  traceable: boolean;
  key: string; // name of the key
  outputs: FileFacts[];
  sequence: number; // of the ledger's entry
}

/** Name of the paper beside the data of a copy. */
export const deliveryName = 'delivery.json';

const [thousand, oneInAMillion] = [1000, 1e-6];

/**
 * `lethe deliver`: writes a copy of a release that is out, its records in the order of its recipient, and enters it in the
 * ledger. The staged copy is read again and must hold the very records of the release, whose gate then speaks for it too.
 * Throws `deliver-unsound`, `deliver-state`, `deliver-expired`, and what keys and ledger throw.
 */
export async function deliverCopy(
  release: string,
  request: DeliverRequest,
  options: EngineOptions = {},
): Promise<DeliverResult> {
  const { to, ledger } = request;
  const folder = resolve(request.folder);
  if (existsSync(folder)) throw new LetheError('cli-file-taken', { path: request.folder });
  const { manifest, id } = await standing(release, ledger, request.now());
  const key = namedKey(request.key);
  try {
    const keyId = keyIdOf(key);
    assertKeyLives(ledger, keyId);
    const target = join(folder, 'copy');
    await cleanStagings(target);
    const staging = await createStaging(target, { pid: process.pid, id: randomBytes(6).toString('hex') });
    const discard = () => rmSync(staging, { recursive: true, force: true });
    process.once('exit', discard);
    try {
      const source = await releaseTable(release);
      let written: Written;
      try {
        written = await writeCopy(source, manifest, staging, copyKey(key, id, to), options);
      } finally {
        source.close();
      }
      const outputs = await proveCopy(manifest, staging, written, options);
      const distinct = written.distinct;
      await writeDurably(join(staging, deliveryName), paperOf(manifest, id, to, outputs));
      guardOutput(folder, () => mkdirSync(dirname(folder), { recursive: true }));
      // On record before anybody can hold it.
      const entry = await appendLedger(ledger, {
        at: new Date(request.now()).toISOString(),
        event: 'delivered',
        release: id,
        recipient: to,
        keyId,
        outputs: outputs.map(({ name, sha256 }) => ({ name, sha256 })),
      });
      guardOutput(folder, () => renameSync(staging, folder));
      return {
        release: id,
        recipient: to,
        folder,
        records: written.records,
        distinct,
        traceable: Math.floor(distinct / 4) >= pairsNeeded(thousand, oneInAMillion),
        key: keyId,
        outputs,
        sequence: entry.sequence,
      };
    } finally {
      discard();
      process.removeListener('exit', discard);
    }
  } finally {
    key.destroy();
  }
}

/** The manifest of a release that may be handed out today. */
async function standing(
  folder: string,
  ledger: string,
  now: number,
): Promise<{ manifest: Manifest; id: string }> {
  const [wrong] = await verifyRelease(folder);
  if (wrong) throw new LetheError('deliver-unsound', { path: folder, file: wrong.file, state: wrong.state });
  const text = readFileSync(join(folder, manifestName));
  const manifest = JSON.parse(text.toString()) as Manifest;
  const id = sha256Of(text);
  const { releases, faults } = openLedger(ledger);
  if (faults[0]) throw new LetheError('ledger-broken', faults[0].args, faults[0].place);
  const state = releases.find((one) => one.release === id)?.state;
  if (state !== 'published') throw new LetheError('deliver-state', { path: folder, state: state ?? '—' });
  const { expiry } = manifest.dataset;
  if (typeof expiry === 'string' && expiry < dayInChina(now))
    throw new LetheError('deliver-expired', { expiry });
  return { manifest, id };
}

interface Written {
  records: number;
  distinct: number;
  digest: Uint32Array; // of the records, whatever their order
  proofKey: Key;
}

/** Writes the parts of a release with the records of each in the order of the copy's key. */
async function writeCopy(
  source: TableSource,
  manifest: Manifest,
  staging: string,
  order: Key,
  options: EngineOptions,
): Promise<Written> {
  const plan = manifest.plan.content as Plan;
  const proofKey = Key.ephemeral();
  const written: Written = { records: 0, distinct: 0, digest: new Uint32Array(8), proofKey };
  const parts: { bytes: Uint8Array; content: string; rank: number }[][] = source.parts.map(() => []);
  const ranks = new Map<string, number>();
  for await (const { bytes, cells, part } of recordsOf(source, options.signal)) {
    const content = contentOf(cells);
    let rank = ranks.get(content);
    if (rank === undefined) {
      rank = rankOf(order, content);
      ranks.set(content, rank);
    }
    parts[part]!.push({ bytes, content, rank });
    addTo(written.digest, proofKey, content);
    written.records++;
  }
  written.distinct = ranks.size;
  const end = Buffer.from(source.format === 'csv' ? plan.output.newline : '\n');
  for (const [part, records] of parts.entries()) {
    records.sort((a, b) => a.rank - b.rank || (a.content < b.content ? -1 : a.content > b.content ? 1 : 0));
    const path = join(staging, source.parts[part]!.name);
    const head = await headOf(source, part, plan);
    guardOutput(path, () => {
      const file = openSync(path, 'wx', 0o644);
      try {
        let block: Uint8Array[] = [head];
        let size = 0;
        const flush = () => {
          const bytes = Buffer.concat(block);
          for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
          [block, size] = [[], 0];
        };
        for (const { bytes } of records) {
          block.push(bytes, end);
          size += bytes.length;
          if (size > 1 << 20) flush();
        }
        flush();
      } finally {
        closeSync(file);
      }
    });
    const columns = source.types?.map((type, at) => ({ name: source.names[at]!, type })) ?? [];
    await finishStaged(path, plan, columns, options.signal);
  }
  // Parts without records are no parts of a table that is read.
  for (const { name } of manifest.outputs) {
    if (!source.parts.some((part) => part.name === name)) {
      guardOutput(name, () => copyFileSync(join(source.parts[0]!.path, '..', name), join(staging, name)));
    }
  }
  return written;
}

/** What stands before the first record of a part: mark and header, as text that `finishStaged` takes. */
async function headOf(source: TableSource, part: number, plan: Plan): Promise<Uint8Array> {
  const length = source.starts[part]!;
  const pieces: Uint8Array[] = [];
  let have = 0;
  for await (const piece of source.stream(part)) {
    if (have >= length) break;
    pieces.push(piece);
    have += piece.length;
  }
  const head = Buffer.concat(pieces).subarray(0, length);
  const marked = plan.output.encoding.startsWith('utf-16') && head[0] === 0xef && head[1] === 0xbb;
  return marked ? head.subarray(3) : head;
}

/** Reads the staged copy as a stranger: it must hold the same records, each as often. Throws `internal-error` where not. */
async function proveCopy(
  manifest: Manifest,
  staging: string,
  written: Written,
  options: EngineOptions,
): Promise<FileFacts[]> {
  const plan = manifest.plan.content as Plan;
  const paths = manifest.outputs.map(({ name }) => join(staging, name));
  const { encoding, delimiter } = plan.output;
  const typed = plan.output.format !== undefined;
  const copy = await openTable(
    typed
      ? { path: paths, format: plan.output.format! }
      : { path: paths, encoding, delimiter, header: plan.input.dialect.header, lenient: false },
    options.signal,
  );
  try {
    const digest = new Uint32Array(8);
    let records = 0;
    for await (const { cells } of recordsOf(copy, options.signal)) {
      addTo(digest, written.proofKey, contentOf(cells));
      records++;
    }
    if (records !== written.records || digest.some((word, at) => word !== written.digest[at]))
      throw new LetheError('internal-error', { phase: 'prove' });
  } finally {
    copy.close();
    written.proofKey.destroy();
  }
  const facts: FileFacts[] = [];
  for (const { name } of manifest.outputs) {
    const path = join(staging, name);
    facts.push({ name, sha256: await hashParts([{ path }], options.signal), bytes: statSync(path).size });
  }
  return facts;
}

/** A sum that does not depend on the order of its terms (MSet-Add-Hash): eight words of a keyed hash, each modulo 2^32. */
function addTo(sum: Uint32Array, key: Key, content: string): void {
  const digest = key.digest(content);
  const view = new DataView(digest.buffer, digest.byteOffset, 32);
  for (let word = 0; word < 8; word++) sum[word]! += view.getUint32(word * 4);
}

/** The paper beside the data of a copy: whose it is, and of which release. The same facts give the same bytes. */
function paperOf(manifest: Manifest, release: string, to: string, outputs: readonly FileFacts[]): string {
  const { dataset } = manifest;
  const body = {
    version: 1,
    kind: 'delivery',
    tool: version,
    release,
    dataset: dataset.name,
    owner: dataset.owner,
    source: dataset.source,
    purpose: dataset.purpose,
    agreement: dataset.agreement,
    expiry: dataset.expiry,
    label: manifest.label,
    profile: manifest.profile,
    recipient: to,
    outputs: [...outputs],
    marked: {
      en: 'This copy was made for the recipient named here and can be told from every other one.',
      zh: '本副本为所列接收方制作，可与其他副本相区分。',
    },
  };
  const whole = { ...body, seal: sha256Of(canonicalJson(JSON.parse(JSON.stringify(body)))) };
  return `${JSON.stringify(sorted(whole), null, 2)}\n`;
}
