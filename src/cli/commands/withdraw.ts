import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LetheError } from '../../core/diagnostics.js';
import {
  appendLedger,
  type LedgerEvent,
  openLedger,
  type RegisteredRelease,
  recipientsOf,
} from '../../release/index.js';
import { shredFile } from '../../stores/shred.js';
import { signerOf, writeCertificate } from '../certificate.js';
import type { Command, Effects } from '../effects.js';
import { ledgerPath, releaseNamed } from '../ledger.js';
import { oneOf } from '../operation.js';
import { present } from '../view.js';

/** Options of `lethe withdraw`. */
export interface WithdrawOptions {
  release: string;
  ledger?: string;
  reason?: string;
  by?: string;
  event: string;
  remove?: boolean;
  output?: string;
  sign?: string;
}

const events = ['withdrawn', 'suspended', 'resumed', 'destroyed'] as const satisfies readonly LedgerEvent[];

/**
 * `lethe withdraw <release> --ledger file --reason … --by …`: records that a release is withdrawn (or, by `--event`,
 * suspended, resumed, destroyed). A release is named by its folder or by the first digits of its manifest's SHA-256. Destroyed
 * is only what is gone: `--remove` overwrites and removes the data, and a certificate says so; manifest and papers stay, since
 * they hold nobody's data and tell what there was.
 */
export const withdraw: Command<WithdrawOptions> = async (options, effects) => {
  const { reason, by } = options;
  if (reason === undefined) throw new LetheError('cli-option-missing', { option: '--reason' });
  if (by === undefined) throw new LetheError('cli-option-missing', { option: '--by' });
  const event = oneOf('--event', options.event, events);
  const ledger = await ledgerPath(options, effects);
  const registered = releaseNamed(openLedger(ledger).releases, options.release, effects);
  const { release } = registered;
  const at = new Date(effects.now()).toISOString();
  const why = { reason, by };
  const certificate =
    event === 'destroyed' ? await destroy(registered, ledger, at, why, options, effects) : null;
  const entry = await appendLedger(ledger, {
    at,
    event,
    release,
    ...why,
    ...(certificate ? { certificate: certificate.sha256 } : {}),
  });
  present(
    { ...entry, ...(certificate ? { certificateFile: certificate.path, files: certificate.files } : {}) },
    options,
    effects,
    (made, { say }) => {
      const noted = say('cli-ledger-noted', {
        release: release.slice(0, 12),
        event: say(`word-event-${event}`),
        sequence: made.sequence,
      });
      const told = certificate
        ? `${say('cli-release-destroyed', { count: certificate.files.length, path: certificate.path })}\n`
        : '';
      return `${noted}\n${told}`;
    },
  );
  return 0;
};

/** Sees to it that the data of a withdrawn release are gone, and writes the certificate. Throws `release-still-there`. */
async function destroy(
  registered: RegisteredRelease,
  ledger: string,
  at: string,
  why: { reason: string; by: string },
  options: WithdrawOptions,
  effects: Effects,
) {
  const { release, state, entries } = registered;
  if (state !== 'withdrawn') {
    throw new LetheError('ledger-order', {
      event: 'destroyed',
      state,
      line: openLedger(ledger).entries.length + 1,
    });
  }
  const sign = signerOf(options.sign, effects);
  const path = options.output ?? `${release.slice(0, 12)}.destroyed.json`;
  if (effects.files.exists(path)) throw new LetheError('cli-file-taken', { path });
  const engine = await effects.engine();
  const published = entries.findLast(({ event }) => event === 'published' || event === 'draft');
  const folder =
    published?.folder === undefined ? null : await engine.releaseFolder(ledger, published.folder);
  const files: { name: string; bytes: number; sha256: string; how: 'overwritten' | 'absent' }[] = [];
  for (const { name, sha256 } of published?.outputs ?? []) {
    const file = folder === null ? null : join(folder, name);
    // Another release may stand in the folder by now: its files have other hashes.
    const there = file !== null && existsSync(file) && (await engine.fileSha256(file)) === sha256;
    if (there && !options.remove) throw new LetheError('release-still-there', { path: file });
    let bytes = 0;
    if (there) {
      try {
        bytes = shredFile(file).bytes;
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
        throw new LetheError('output-failed', { path: file, reason: code });
      }
    }
    files.push({ name, bytes, sha256, how: there ? 'overwritten' : 'absent' });
  }
  const releases = [
    {
      release,
      dataset: entries.findLast(({ dataset }) => dataset !== undefined)?.dataset ?? null,
      state,
      recipients: recipientsOf(registered),
    },
  ];
  const destruction = {
    matter: 'release',
    id: release,
    at,
    ...why,
    files,
    releases,
    tool: effects.version,
  } as const;
  const { sha256 } = await writeCertificate(path, destruction, sign, effects);
  return { path, sha256, files };
}
