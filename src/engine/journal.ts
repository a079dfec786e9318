import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';

const lengthBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const label = Buffer.from('lethe/journal/1');

/**
 * A file of sealed entries, each whole or not there: length (4 bytes, little-endian), nonce, ciphertext, tag
 * (AES-256-GCM). An entry may hold values of the source; without the key the file says nothing but how much was written. Nothing is
 * flushed: what a process has written outlives it, and what a power cut takes is missing or torn, and done again.
 */
export class JournalWriter {
  readonly #key: Uint8Array;
  #file: number | undefined;

  /** `key`: 32 bytes, which stay the caller's. */
  constructor(path: string, key: Uint8Array) {
    this.#key = key;
    try {
      this.#file = openSync(path, 'wx', 0o600);
    } catch {
      // as below
    }
  }

  /** Appends an entry: anything that can be cloned. A journal that cannot be written any more is closed, and the job goes on without. */
  append(entry: unknown): void {
    if (this.#file === undefined) return;
    const plain = serialize(entry);
    const frame = sealed(plain, this.#key);
    plain.fill(0);
    try {
      for (let done = 0; done < frame.length; ) done += writeSync(this.#file, frame, done);
    } catch {
      this.close(); // a frame that is cut short is the last one
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** The entries of a journal up to the first that is torn, changed, or sealed with another key. */
export function readJournal(path: string, key: Uint8Array): unknown[] {
  return entriesOf(readFileSync(path), key);
}

/** The same, of bytes. */
export function entriesOf(bytes: Buffer, key: Uint8Array): unknown[] {
  const entries: unknown[] = [];
  for (let at = 0; at + lengthBytes <= bytes.length; ) {
    const end = at + lengthBytes + nonceBytes + bytes.readUInt32LE(at) + tagBytes;
    if (end > bytes.length) break;
    const plain = opened(bytes.subarray(at + lengthBytes, end), key);
    if (!plain) break;
    entries.push(deserialize(plain)); // its arrays are views of the bytes
    at = end;
  }
  return entries;
}

function sealed(plain: Buffer, key: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(lengthBytes + nonceBytes + plain.length + tagBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(label);
  frame.writeUInt32LE(plain.length, 0);
  nonce.copy(frame, lengthBytes);
  cipher.update(plain).copy(frame, lengthBytes + nonceBytes);
  cipher.final();
  cipher.getAuthTag().copy(frame, frame.length - tagBytes);
  return frame;
}

function opened(frame: Buffer, key: Uint8Array): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, frame.subarray(0, nonceBytes));
    decipher.setAAD(label);
    decipher.setAuthTag(frame.subarray(frame.length - tagBytes));
    const plain = decipher.update(frame.subarray(nonceBytes, frame.length - tagBytes));
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}
