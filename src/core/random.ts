import { createHmac, randomBytes } from 'node:crypto';
import { HmacSha256 } from './sha256.js';

const encoder = new TextEncoder();

/** Codes of a key that OpenSSL makes: for few of them code of our own takes longer to become fast than they take. */
const fewCodes = 1000;

/**
 * A secret of 32 bytes from which all randomness of a run derives, by (key, label, value) and never by order of
 * arrival. `destroy` zeroes it and every key derived from it; using one of them afterwards throws.
 */
export class Key {
  #bytes: Uint8Array | undefined;
  #mac: HmacSha256 | undefined; // made when many codes are needed
  #codes = 0; // made so far, up to `fewCodes`
  readonly #derived: Key[] = [];

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** A fresh secret that exists in memory only. */
  static ephemeral(): Key {
    return new Key(new Uint8Array(randomBytes(32)));
  }

  /** A key from material of any length (a key file, a seed). The material is copied. */
  static from(material: Uint8Array | string): Key {
    return new Key(new Uint8Array(createHmac('sha256', 'lethe/key/1').update(material).digest()));
  }

  /** A key for one purpose, independent of every other label's. */
  derive(label: string): Key {
    const key = new Key(new Uint8Array(createHmac('sha256', this.bytes()).update(label).digest()));
    this.#derived.push(key);
    return key;
  }

  /** HMAC-SHA-256 (RFC 2104) of a text under this key: 32 bytes. */
  digest(text: string | Uint8Array): Uint8Array {
    if (this.#codes < fewCodes) {
      this.#codes++;
      return new Uint8Array(createHmac('sha256', this.bytes()).update(text).digest());
    }
    this.#mac ??= new HmacSha256(this.bytes());
    return this.#mac.digest(typeof text === 'string' ? encoder.encode(text) : text);
  }

  /** A reproducible stream of random numbers for one value. */
  random(value: string): KeyedRandom {
    return new KeyedRandom((block) => this.digest(`${block}\u0000${value}`));
  }

  /** The raw 32 bytes, to hand to a kernel or a worker of the same run. */
  bytes(): Uint8Array {
    if (!this.#bytes) throw new Error('key was destroyed');
    return this.#bytes;
  }

  /** Rebuilds a key in a worker from `bytes()`. */
  static adopt(bytes: Uint8Array): Key {
    return new Key(bytes);
  }

  destroy(): void {
    for (const key of this.#derived.splice(0)) key.destroy();
    this.#bytes?.fill(0);
    this.#bytes = undefined;
    this.#mac?.clear();
    this.#mac = undefined;
  }
}

/** Random numbers drawn from keyed blocks of 32 bytes: the same key and value always give the same numbers. */
export class KeyedRandom {
  readonly #block: (counter: number) => Uint8Array<ArrayBufferLike>;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #counter = 0;

  constructor(block: (counter: number) => Uint8Array) {
    this.#block = block;
  }

  /** A whole number in [0, 2^32). */
  uint32(): number {
    if (this.#at + 4 > this.#view.byteLength) {
      const { buffer, byteOffset, byteLength } = this.#block(this.#counter++);
      this.#view = new DataView(buffer, byteOffset, byteLength);
      this.#at = 0;
    }
    const value = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return value;
  }

  /** A whole number in [0, bound), unbiased; bound at most 2^32. */
  below(bound: number): number {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const value = this.uint32();
      if (value < limit) return value % bound;
    }
  }

  /** A number in [0, 1) of 53 bits. */
  fraction(): number {
    return ((this.uint32() >>> 5) * 2 ** 26 + (this.uint32() >>> 6)) / 2 ** 53;
  }
}
