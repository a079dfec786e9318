import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, writeSync, writevSync } from 'node:fs';
import { basename } from 'node:path';
import { readFully } from '../stores/file.js';
import { collectYoung } from './collect.js';
import { flattened, restored } from './flatten.js';

const lengthBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const longest = 1 << 30; // bytes of an entry
const pieceBytes = 64 << 10;
const writeBytes = 1 << 20; // at a time, without putting the pieces together: most entries are one write

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
      const plain = flattened(entry);
      const length = plain.reduce((sum, piece) => sum + piece.length, 0);
      if (length > longest) throw new RangeError();
      this.#seal(plain, length, placeOf(this.#name, this.#count++));
      plain[0]!.fill(0);
    } catch {
      this.close(); // a frame that is cut short is the last one
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Piece by piece: an entry may hold all that was counted, of which no second and third copy is wanted. */
  #seal(plain: readonly Uint8Array[], length: number, place: Buffer): void {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(place);
    const head = Buffer.allocUnsafe(lengthBytes);
    head.writeUInt32LE(length, 0);
    let waiting: Uint8Array[] = [head, nonce];
    let bytes = lengthBytes + nonceBytes;
    for (const piece of plain) {
      for (let at = 0; at < piece.length; at += pieceBytes) {
        waiting.push(cipher.update(piece.subarray(at, at + pieceBytes)));
        bytes += waiting.at(-1)!.length;
        if (bytes < writeBytes) continue;
        this.#write(waiting);
        waiting = [];
        bytes = 0;
        collectYoung(); // V8 thinks little of the cipher's buffers, which all lie outside its heap
      }
    }
    cipher.final();
    this.#write([...waiting, cipher.getAuthTag()]);
  }

  #write(pieces: readonly Uint8Array[]): void {
    let done = writevSync(this.#file!, pieces);
    for (const piece of pieces) {
      while (done < piece.length) done += writeSync(this.#file!, piece, done); // what a write that was cut short has left
      done -= piece.length;
    }
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
      entries.push(restored(plain)); // its arrays are views of the bytes
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
