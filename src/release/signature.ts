import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signWith,
  verify as verifyWith,
} from 'node:crypto';
import { LetheError } from '../core/diagnostics.js';
import type { Signer } from './manifest.js';

/** Algorithms of signatures: Ed25519 (RFC 8032), and SM2 with SM3 (GB/T 32918.2, GB/T 32905) for national cryptography. */
export const signatureAlgorithms = ['ed25519', 'sm2-sm3'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** The signer's distinguishing identifier of GM/T 0009 where no other was agreed: what `openssl` calls `distid`. */
const distinguishingId = '1234567812345678';

/** A key that signs, and what the world may know of it. */
export interface SigningKey extends Signer {
  pem: string; // public key, SPKI
  /** Detached signature: 64 bytes for Ed25519, DER for SM2. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** A fresh key pair as PEM (PKCS #8 and SPKI), as `openssl genpkey` writes it. */
export function generateKeys(algorithm: SignatureAlgorithm): { privatePem: string; publicPem: string } {
  const { privateKey, publicKey } =
    algorithm === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'SM2' });
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Reads a private key. Throws `sign-key-invalid`; the text of the key is in no message. */
export function signingKey(pem: string | Uint8Array): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(Buffer.from(pem));
  } catch {
    throw new LetheError('sign-key-invalid');
  }
  const open = createPublicKey(key);
  const signer = signerOf(open);
  return {
    ...signer,
    pem: open.export({ type: 'spki', format: 'pem' }).toString(),
    sign: async (message) =>
      signer.algorithm === 'ed25519' ? signWith(null, message, key) : sm2Sign(message, key, open),
  };
}

/** Whether a detached signature is that of a public key over a message. Throws `sign-key-invalid` for another kind of key. */
export async function verifySignature(
  message: Uint8Array,
  signature: Uint8Array,
  pem: string | Uint8Array,
): Promise<boolean> {
  const key = publicKeyOf(pem);
  if (signerOf(key).algorithm === 'ed25519') return verifyWith(null, message, key, signature);
  const { sm2 } = await import('sm-crypto-v2');
  try {
    return sm2.doVerifySignature(
      new Uint8Array(message),
      Buffer.from(signature).toString('hex'),
      pointOf(key),
      {
        der: true,
        hash: true,
        userId: distinguishingId,
      },
    );
  } catch {
    return false; // no DER of two numbers
  }
}

/** Algorithm and identifier of a public key. Throws `sign-key-invalid`. */
export function signerOfPem(pem: string | Uint8Array): Signer {
  return signerOf(publicKeyOf(pem));
}

function publicKeyOf(pem: string | Uint8Array): KeyObject {
  try {
    return createPublicKey(Buffer.from(pem));
  } catch {
    throw new LetheError('sign-key-invalid');
  }
}

function signerOf(key: KeyObject): Signer {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  const algorithm =
    key.asymmetricKeyType === 'ed25519' ? 'ed25519' : isSm2(key, curve) ? 'sm2-sm3' : undefined;
  if (algorithm === undefined) throw new LetheError('sign-key-invalid');
  const der = key.export({ type: 'spki', format: 'der' });
  return { algorithm, keyId: createHash('sha256').update(der).digest('hex').slice(0, 32) };
}

/** Object identifier 1.2.156.10197.1.301 in DER: some builds of OpenSSL do not name the curve of a key they can read. */
const sm2Oid = Buffer.from('06082a811ccf5501822d', 'hex');

function isSm2(key: KeyObject, curve: string | undefined): boolean {
  return curve?.toUpperCase() === 'SM2' || key.export({ type: 'spki', format: 'der' }).includes(sm2Oid);
}

/** The uncompressed point of a public key, in hex: the last 65 bytes of its SPKI. */
function pointOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(-65).toString('hex');
}

// OpenSSL behind node:crypto signs SM2 without the distinguishing identifier, which no verifier accepts: hence the library.
async function sm2Sign(message: Uint8Array, key: KeyObject, open: KeyObject): Promise<Uint8Array> {
  const { sm2 } = await import('sm-crypto-v2');
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const at = der.indexOf(Buffer.from('0201010420', 'hex')); // version 1 and an octet string of 32 bytes
  if (at < 0) throw new LetheError('sign-key-invalid');
  const scalar = der.subarray(at + 5, at + 37);
  try {
    const hex = sm2.doSignature(new Uint8Array(message), scalar.toString('hex'), {
      der: true,
      hash: true,
      publicKey: pointOf(open),
      userId: distinguishingId,
    });
    return Buffer.from(hex, 'hex');
  } finally {
    der.fill(0);
  }
}
