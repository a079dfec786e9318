import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { readFully } from '../stores/file.js';

const lengthBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const longest = 1 << 30; // bytes of an entry

/**
 * A file of sealed entries, each whole or not there: length (4 bytes, little-endian), nonce, ciphertext, tag
 * (AES-256-GCM, bound to the name of the file and the place of the entry in it). An entry may hold values of the source; without the
 * key the file says nothing but how much was written. Nothing is flushed: what a process has written outlives it, and what a
 * power cut takes is missing or torn, and done again.
 */
export class JournalWriter {
  readonly #key: Uint8Array;
  readonly #name: string;
  #count = 0;
  #file: number | undefined;

  /** `path`: of a file that is not there yet. `key`: 32 bytes, which stay the caller's. */
  constructor(path: string, key: Uint8Array) {
    this.#key = key;
    this.#name = basename(path);
    try {
      this.#file = openSync(path, 'wx', 0o600);
    } catch {
      // as below
    }
  }

  /** Appends an entry: anything that can be cloned. A journal that cannot be written any more is closed, and the job goes on without. */
  append(entry: unknown): void {
    if (this.#file === undefined) return;
    try {
      const plain = serialize(entry);
      if (plain.length > longest) throw new RangeError();
      const frame = sealed(plain, this.#key, placeOf(this.#name, this.#count++));
      plain.fill(0);
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

/** The entries of a journal up to the first that is torn, changed, moved, or sealed with another key. Never throws for what it holds. */
export function readJournal(path: string, key: Uint8Array): unknown[] {
  const entries: unknown[] = [];
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return entries;
  }
  try {
    const { size } = fstatSync(file);
    const head = new Uint8Array(lengthBytes);
    for (let at = 0; readFully(file, head, 0, lengthBytes, at) === lengthBytes; ) {
      const length = new DataView(head.buffer).getUint32(0, true);
      const bytes = nonceBytes + length + tagBytes;
      at += lengthBytes;
      if (length > longest || at + bytes > size) break;
      const frame = Buffer.allocUnsafeSlow(bytes);
      if (readFully(file, frame, 0, bytes, at) < bytes) break;
      const plain = opened(frame, key, placeOf(basename(path), entries.length));
      if (!plain) break;
      entries.push(deserialize(plain)); // its arrays are views of the bytes
      at += bytes;
    }
  } catch {
    // what was read before counts
  } finally {
    closeSync(file);
  }
  return entries;
}

/** What an entry is bound to: moved elsewhere it cannot be opened. */
function placeOf(name: string, index: number): Buffer {
  return Buffer.from(`lethe/journal/1/${name}/${index}`);
}

function sealed(plain: Buffer, key: Uint8Array, place: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(lengthBytes + nonceBytes + plain.length + tagBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(place);
  frame.writeUInt32LE(plain.length, 0);
  nonce.copy(frame, lengthBytes);
  cipher.update(plain).copy(frame, lengthBytes + nonceBytes);
  cipher.final();
  cipher.getAuthTag().copy(frame, frame.length - tagBytes);
  return frame;
}

function opened(frame: Buffer, key: Uint8Array, place: Buffer): Buffer | null {
  try {
    const tag = frame.subarray(frame.length - tagBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, frame.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(place);
    decipher.setAuthTag(tag);
    const plain = decipher.update(frame.subarray(nonceBytes, frame.length - tagBytes));
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}
