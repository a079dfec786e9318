import { createHash, type Hash } from 'node:crypto';

/**
 * Where a file can be told to differ: the first four bytes of the SHA-256 of every prefix that ends at a multiple of
 * `every` bytes. They locate a change; the hash of the whole file proves that there is none.
 */
export interface Marks {
  every: number; // bytes
  prefixes: string; // 8 hex digits a prefix
}

const most = 256; // marks per file
const least = 64; // bytes

/** The distance of marks for a file of a size: a power of two, at most 256 marks. */
export function markDistance(bytes: number): number {
  let every = least;
  while (every * most < bytes) every *= 2;
  return every;
}

/** SHA-256 of a file that is fed in pieces, and its marks, which cost no second pass. */
export class MarkedHash {
  readonly #hash: Hash = createHash('sha256');
  readonly #every: number;
  #position = 0;
  #prefixes = '';

  /** `bytes`: expected size, which only decides how far apart the marks are. */
  constructor(bytes: number) {
    this.#every = markDistance(bytes);
  }

  update(piece: Uint8Array): void {
    let from = 0;
    while (from < piece.length) {
      const gap = this.#every - (this.#position % this.#every);
      const to = Math.min(piece.length, from + gap);
      this.#hash.update(piece.subarray(from, to));
      this.#position += to - from;
      from = to;
      if (this.#position % this.#every === 0) {
        this.#prefixes += this.#hash.copy().digest('hex').slice(0, 8);
      }
    }
  }

  /** Ends the file; the hash cannot be fed afterwards. */
  end(): { sha256: string; marks: Marks } {
    return {
      sha256: this.#hash.digest('hex'),
      marks: { every: this.#every, prefixes: this.#prefixes },
    };
  }
}

/** Hash and marks of bytes in memory. */
export function markedHash(bytes: Uint8Array): { sha256: string; marks: Marks } {
  const hash = new MarkedHash(bytes.length);
  hash.update(bytes);
  return hash.end();
}

/**
 * The range of bytes in which two files of the same marks' distance first differ, `[from, to)`, from their marks alone;
 * `to` is the shorter file's end where all common marks agree. Null where the marks cannot be compared.
 */
export function firstDifference(
  stated: Marks & { bytes: number },
  found: Marks & { bytes: number },
): { from: number; to: number } | null {
  if (stated.every !== found.every || stated.every < 1) return null;
  const { every } = stated;
  const common = Math.min(stated.prefixes.length, found.prefixes.length) >> 3;
  for (let i = 0; i < common; i++) {
    const at = i * 8;
    if (stated.prefixes.slice(at, at + 8) !== found.prefixes.slice(at, at + 8)) {
      return { from: i * every, to: (i + 1) * every };
    }
  }
  return { from: common * every, to: Math.max(stated.bytes, found.bytes) };
}
