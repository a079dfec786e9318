import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';

const magic = Buffer.from('LETHE-SEALED-1\n');
const tagBytes = 16;
const zeroNonce = Buffer.alloc(12); // the key is used once

/** Reads a public key for sealing: PEM, X25519 or EC P-256. Throws `recipient-invalid` and `sign-key-unreadable`. */
export function readRecipient(path: string, shown: string): KeyObject {
  const pem = readPem(path, shown);
  try {
    // A private key would do as well, and has no business on a machine that only seals.
    if (pem.includes('PRIVATE KEY')) throw new Error('private');
    const key = createPublicKey(pem);
    if (agrees(key)) return key;
  } catch {
    // said below
  }
  throw new LetheError('recipient-invalid', { path: shown });
}

/** Reads the private key that opens what was sealed. Throws `private-key-invalid` and `sign-key-unreadable`. */
export function readPrivateKey(path: string, shown: string): KeyObject {
  const pem = readPem(path, shown);
  try {
    const key = createPrivateKey(pem);
    if (agrees(key)) return key;
  } catch {
    // said below
  }
  throw new LetheError('private-key-invalid', { path: shown });
}

/**
 * Seals bytes for one recipient: ephemeral key agreement (X25519 or ECDH on P-256), HKDF-SHA-256, AES-256-GCM. Layout:
 * magic, length of the header (2 bytes, big-endian), header (the ephemeral public key, SPKI), ciphertext, tag. Nobody
 * without the private key can read it, the machine that sealed it included.
 */
export function seal(bytes: Uint8Array, recipient: KeyObject): Buffer {
  const pair =
    recipient.asymmetricKeyType === 'x25519'
      ? generateKeyPairSync('x25519')
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ephemeral = pair.publicKey.export({ type: 'spki', format: 'der' });
  const length = Buffer.alloc(2);
  length.writeUInt16BE(ephemeral.length);
  const head = Buffer.concat([magic, length, ephemeral]);
  const cipher = createCipheriv('aes-256-gcm', agreedKey(pair.privateKey, recipient, head), zeroNonce);
  cipher.setAAD(head);
  return Buffer.concat([head, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made. Throws `seal-broken` for other bytes, changed ones, and another key. */
export function unseal(sealed: Buffer, key: KeyObject, shown: string): Buffer {
  try {
    if (!sealed.subarray(0, magic.length).equals(magic)) throw new Error('magic');
    const start = magic.length + 2;
    const end = start + sealed.readUInt16BE(magic.length);
    const head = sealed.subarray(0, end);
    const ephemeral = createPublicKey({ key: sealed.subarray(start, end), type: 'spki', format: 'der' });
    const cipher = createDecipheriv('aes-256-gcm', agreedKey(key, ephemeral, head), zeroNonce);
    cipher.setAAD(head);
    cipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([cipher.update(sealed.subarray(end, sealed.length - tagBytes)), cipher.final()]);
  } catch {
    throw new LetheError('seal-broken', { path: shown });
  }
}

function agreedKey(privateKey: KeyObject, publicKey: KeyObject, head: Uint8Array): Buffer {
  const secret = diffieHellman({ privateKey, publicKey });
  const key = Buffer.from(hkdfSync('sha256', secret, head, 'lethe/seal/1', 32));
  secret.fill(0);
  return key;
}

function agrees(key: KeyObject): boolean {
  if (key.asymmetricKeyType === 'x25519') return true;
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

function readPem(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('sign-key-unreadable', { path: shown, reason });
  }
}
