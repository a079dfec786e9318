import { closeSync, openSync, writeFileSync } from 'node:fs';
import { LetheError } from '../../core/diagnostics.js';
import { generateKeys, signatureAlgorithms, signerOfPem } from '../../release/index.js';
import type { Command } from '../effects.js';
import { oneOf } from '../operation.js';
import { present } from '../view.js';

/** Options of `lethe keygen`. */
export interface KeygenOptions {
  output?: string;
  algorithm: string;
}

/**
 * `lethe keygen -o key.pem`: a key pair for signing releases. The private key is readable by its owner only, the public
 * one stands beside it as `key.pub.pem`. Never over a file (`cli-file-taken`).
 */
export const keygen: Command<KeygenOptions> = async (options, effects) => {
  if (options.output === undefined) throw new LetheError('cli-option-missing', { option: '-o' });
  const algorithm = oneOf('--algorithm', options.algorithm, signatureAlgorithms);
  const { privatePem, publicPem } = generateKeys(algorithm);
  const privateKey = options.output;
  const publicKey = privateKey.replace(/(\.pem)?$/, '.pub.pem');
  writeKey(privateKey, privatePem, 0o600);
  writeKey(publicKey, publicPem, 0o644);
  const { keyId } = signerOfPem(publicPem);
  present({ algorithm, keyId, privateKey, publicKey }, options, effects, (made, { say }) =>
    say('cli-keygen-written', { ...made }).concat('\n'),
  );
  return 0;
};

function writeKey(path: string, pem: string, mode: number): void {
  try {
    const file = openSync(path, 'wx', mode);
    writeFileSync(file, pem);
    closeSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new LetheError('cli-file-taken', { path });
    throw new LetheError('output-failed', { path, reason: code ?? 'unknown' });
  }
}
