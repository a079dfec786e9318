import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LetheError } from '../../core/diagnostics.js';
import { unseal as open, readPrivateKey } from '../../stores/seal.js';
import type { Command } from '../effects.js';

/** Options of `lethe unseal`. */
export interface UnsealOptions {
  sealed: string;
  key?: string;
  output?: string;
}

/**
 * `lethe unseal <file> --key private.pem`: opens sealed quarantined records, to standard output or to a new file that
 * only its owner can read. Throws `seal-broken`, `private-key-invalid`, `cli-file-taken`.
 */
export const unseal: Command<UnsealOptions> = async (options, effects) => {
  if (options.key === undefined) throw new LetheError('cli-option-missing', { option: '--key' });
  const key = readPrivateKey(options.key, options.key);
  const bytes = open(readFileSync(options.sealed), key, basename(options.sealed));
  if (options.output === undefined) {
    effects.data.write(bytes);
    return 0;
  }
  try {
    const file = openSync(options.output, 'wx', 0o600);
    writeFileSync(file, bytes);
    closeSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new LetheError('cli-file-taken', { path: options.output });
  }
  return 0;
};
