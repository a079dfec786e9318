import type { Bilingual } from '../core/text.js';
import { canonicalJson, sha256Of, sorted } from './canonical.js';

/** What a certificate of destruction is made of. No cell value and no key in it. */
export interface Destruction {
  /** A key, or the files of a release. */
  matter: 'key' | 'release';
  id: string;
  at: string; // ISO 8601, UTC
  reason: string;
  by: string;
  /** What was done, file by file; the name without its folder. */
  files: readonly { name: string; bytes: number; sha256?: string; how: 'overwritten' | 'absent' }[];
  /** Releases that the key was used for, or the release itself, as the ledger had them. */
  releases: readonly {
    release: string;
    dataset: string | null;
    state: string;
    recipients: readonly string[];
  }[];
  tool: string; // version
}

/** A certificate of destruction; `sha256` is what the ledger notes of it. */
export interface Certificate {
  text: string; // JSON, keys sorted
  sha256: string;
}

const statements: Record<Destruction['matter'], Bilingual> = {
  key: {
    en: 'The key was overwritten and removed. Without it the pseudonyms and encrypted cells of the releases named here can no longer be made again or turned back by this office. Copies, backups and snapshots of the key file are not within reach of this program and are to be destroyed by whoever keeps them.',
    zh: '密钥文件已覆写并删除。没有该密钥，本单位无法再次生成或还原下列发布中的假名与加密内容。密钥文件的副本、备份与快照不在本程序可及范围内，由其保管者另行销毁。',
  },
  release: {
    en: 'The files of the release are no longer in its folder. Copies held by the recipients named here, backups and snapshots are not within reach of this program; their destruction is to be confirmed by whoever keeps them.',
    zh: '发布内容的文件已不在其目录中。下列接收方持有的副本以及备份与快照不在本程序可及范围内，其销毁由保管者另行确认。',
  },
};

/** The certificate of a destruction, in both languages: the same facts always give the same bytes. */
export function certificateOf(destruction: Destruction): Certificate {
  const body = {
    version: 1,
    kind: 'destruction-certificate',
    ...destruction,
    statement: statements[destruction.matter],
  };
  const whole = { ...body, seal: sha256Of(canonicalJson(body)) };
  const text = `${JSON.stringify(sorted(whole), null, 2)}\n`;
  return { text, sha256: sha256Of(text) };
}
