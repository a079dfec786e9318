import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Operator } from '../core/operator.js';
import type { Key } from '../core/random.js';

/** Parameters of `encrypt`. */
export interface EncryptParams {
  domain?: string | undefined; // as of `pseudonym`: default the column's own name
}

/**
 * Deterministic authenticated encryption by a synthetic IV (the construction of RFC 5297 and Rogaway and Shrimpton 2006, with
 * HMAC-SHA-256 in place of S2V): iv = the first 16 bytes of HMAC(mac key, text); output = base64(iv ‖ AES-256-CTR of the
 * UTF-8 text). Equal texts of one domain stay equal, since an IV by chance would make the bytes of a run irreproducible.
 */
export const encrypt: Operator<EncryptParams> = {
  name: 'encrypt',
  summary: {
    en: 'Encrypts a value (AES-256-CTR, IV by HMAC-SHA-256 of the value, base64); equal values of one domain stay equal.',
    zh: '加密取值（AES-256-CTR，IV 由取值的 HMAC-SHA-256 得出，Base64 输出）；同一域内相同取值的密文相同。',
  },
  params: (zod) => zod.strictObject({ domain: zod.string().min(1).max(200).optional() }),
  examples: [
    {
      params: { domain: 'person' },
      in: '11010519491231002X',
      out: 'yjdwi6WmaqH1xhFYRI8fnyEu1wySWDH77CgrfJQUr9CObQ==',
    },
    { params: { domain: 'person' }, in: '林晓雯', out: 'umMKDRayXUz62S6+jnZgCOm2+8mhfUNyaQ==' },
  ],
  compile(params, context) {
    const { mac, cipher } = keysOf(context.key(params.domain ?? context.column));
    return {
      apply(text) {
        const iv = mac.digest(text).subarray(0, 16);
        const body = createCipheriv('aes-256-ctr', cipher.bytes(), iv).update(text, 'utf8');
        return Buffer.concat([iv, body]).toString('base64');
      },
      reversibility: 'keyed',
      keeps: ['length', 'equality'],
      opaque: true,
    };
  },
};

/** The text of an output of `encrypt` under the key of its domain; null where it was changed or made with another key. */
export function decrypt(output: string, key: Key): string | null {
  const { mac, cipher } = keysOf(key);
  const bytes = Buffer.from(output, 'base64');
  if (bytes.length < 16) return null;
  const iv = bytes.subarray(0, 16);
  const plain = createDecipheriv('aes-256-ctr', cipher.bytes(), iv).update(bytes.subarray(16));
  return Buffer.from(mac.digest(plain).subarray(0, 16)).equals(iv) ? plain.toString('utf8') : null;
}

function keysOf(key: Key): { mac: Key; cipher: Key } {
  return { mac: key.derive('encrypt/mac'), cipher: key.derive('encrypt/aes-256-ctr') };
}
