import { LetheError } from '../core/diagnostics.js';
import { type Certificate, certificateOf, type Destruction, signingKey } from '../release/index.js';
import type { Effects } from './effects.js';
import { keyText } from './operation.js';

/**
 * Writes a certificate of destruction whole, and where a signing key is named its detached signature beside it
 * (`<file>.sig`). Throws `output-failed`, `sign-key-…`.
 */
export async function writeCertificate(
  path: string,
  destruction: Destruction,
  sign: ReturnType<typeof signerOf>,
  effects: Effects,
): Promise<Certificate> {
  const certificate = certificateOf(destruction);
  try {
    effects.files.replace(path, certificate.text);
    if (sign) {
      const signature = await sign.sign(Buffer.from(certificate.text));
      effects.files.replace(`${path}.sig`, signature);
      effects.files.replace(`${path}.pub.pem`, sign.pem);
    }
  } catch (error) {
    if (error instanceof LetheError) throw error;
    throw new LetheError('output-failed', {
      path,
      reason: (error as NodeJS.ErrnoException).code ?? 'unknown',
    });
  }
  return certificate;
}

/** The signing key that `--sign` names. It is read before anything is destroyed. */
export function signerOf(path: string | undefined, effects: Effects) {
  return path === undefined ? undefined : signingKey(keyText(path, effects));
}
