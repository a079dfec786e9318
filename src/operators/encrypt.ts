import { createCipheriv, createDecipheriv, createHmac, getCiphers, getHashes } from 'node:crypto';
import { LetheError } from '../core/diagnostics.js';
import type { Operator } from '../core/operator.js';
import type { Key } from '../core/random.js';

/** Parameters of `encrypt`. */
export interface EncryptParams {
  domain?: string | undefined; // as of `pseudonym`: default the column's own name
  cipher?: CipherName | undefined; // default aes-256
}

/** AES with SHA-256, or the national algorithms: SM4 (GB/T 32907) with SM3 (GB/T 32905). */
type CipherName = 'aes-256' | 'sm4';

interface Cipher {
  algorithm: string;
  keyBytes: number;
  mac(key: Key, text: string | Uint8Array): Buffer; // 32 bytes
}

const ciphers: Readonly<Record<CipherName, Cipher>> = {
  'aes-256': {
    algorithm: 'aes-256-ctr',
    keyBytes: 32,
    mac: (key, text) => Buffer.from(key.digest(text)),
  },
  sm4: {
    algorithm: 'sm4-ctr',
    keyBytes: 16,
    mac: (key, text) => createHmac('sm3', key.bytes()).update(text).digest(),
  },
};

/**
 * Deterministic authenticated encryption by a synthetic IV (the construction of RFC 5297 and Rogaway and Shrimpton 2006, with
 * HMAC-SHA-256 or HMAC-SM3 in place of S2V): iv = the first 16 bytes of HMAC(mac key, text); output = base64(iv ‖ AES-256-CTR
 * or SM4-CTR of the UTF-8 text). Equal texts of one domain stay equal, since an IV by chance would make the bytes of a run irreproducible.
 */
export const encrypt: Operator<EncryptParams> = {
  name: 'encrypt',
  summary: {
    en: 'Encrypts a value (AES-256-CTR or SM4-CTR, IV by HMAC of the value, base64); equal values of one domain stay equal.',
    zh: '加密取值（AES-256-CTR 或国密 SM4-CTR，IV 由取值的 HMAC 得出，Base64 输出）；同一域内相同取值的密文相同。',
  },
  params: (zod) =>
    zod.strictObject({
      domain: zod.string().min(1).max(200).optional(),
      cipher: zod.enum(['aes-256', 'sm4']).optional(),
    }),
  examples: [
    {
      params: { domain: 'person' },
      in: '11010519491231002X',
      out: 'yjdwi6WmaqH1xhFYRI8fnyEu1wySWDH77CgrfJQUr9CObQ==',
    },
    { params: { domain: 'person' }, in: '林晓雯', out: 'umMKDRayXUz62S6+jnZgCOm2+8mhfUNyaQ==' },
  ],
  compile(params, context) {
    const cipher = ciphers[params.cipher ?? 'aes-256'];
    // Builds of Node without the national algorithms exist.
    if (
      !getCiphers().includes(cipher.algorithm) ||
      (params.cipher === 'sm4' && !getHashes().includes('sm3'))
    ) {
      throw new LetheError(
        'cipher-missing',
        { column: context.column, cipher: cipher.algorithm },
        { field: context.column },
      );
    }
    const keys = keysOf(context.key(params.domain ?? context.column), cipher);
    return {
      apply(text) {
        const iv = cipher.mac(keys.mac, text).subarray(0, 16);
        const body = createCipheriv(cipher.algorithm, keys.cipher(), iv).update(text, 'utf8');
        return Buffer.concat([iv, body]).toString('base64');
      },
      reversibility: 'keyed',
      keeps: ['length', 'equality', 'distribution'],
      opaque: true,
    };
  },
};

/** The text of an output of `encrypt` under the key of its domain; null where it was changed or made with another key. */
export function decrypt(output: string, key: Key, name: CipherName = 'aes-256'): string | null {
  const cipher = ciphers[name];
  const keys = keysOf(key, cipher);
  const bytes = Buffer.from(output, 'base64');
  if (bytes.length < 16) return null;
  const iv = bytes.subarray(0, 16);
  const plain = createDecipheriv(cipher.algorithm, keys.cipher(), iv).update(bytes.subarray(16));
  return cipher.mac(keys.mac, plain).subarray(0, 16).equals(iv) ? plain.toString('utf8') : null;
}

function keysOf(key: Key, { algorithm, keyBytes }: Cipher): { mac: Key; cipher: () => Uint8Array } {
  const secret = key.derive(`encrypt/${algorithm}`);
  return {
    mac: key.derive(algorithm === 'aes-256-ctr' ? 'encrypt/mac' : `encrypt/mac/${algorithm}`),
    cipher: () => secret.bytes().subarray(0, keyBytes), // asked each time: a destroyed key gives none
  };
}
