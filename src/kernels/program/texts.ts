import type { KernelHost } from '../host.js';

/** Texts in kernel memory: text i is bytes offsets[i]…offsets[i + 1] of blob; offsets are Uint32. */
export interface TextList {
  blob: number;
  offsets: number;
  count: number;
  longest: number; // bytes
}

/** Texts as UTF-8 one after the other: text i is bytes offsets[i]…offsets[i + 1]. */
export interface PackedTexts {
  bytes: Uint8Array;
  offsets: Uint32Array;
}

/** Packs texts; a lone surrogate becomes U+FFFD. */
export function packTexts(texts: readonly string[]): PackedTexts {
  const offsets = new Uint32Array(texts.length + 1);
  // Joined, thousands of short texts cost one call of the encoder instead of one each.
  const joined = texts.join('');
  const bytes = Buffer.from(joined);
  const isAscii = bytes.length === joined.length;
  let sum = 0;
  for (let i = 0; i < texts.length; i++) {
    sum += isAscii ? texts[i]!.length : Buffer.byteLength(texts[i]!);
    offsets[i + 1] = sum;
  }
  // A lone surrogate may pair with its neighbour and then the lengths do not add up: one by one.
  if (sum !== bytes.length) return { bytes: Buffer.concat(texts.map((text) => Buffer.from(text))), offsets };
  return { bytes, offsets };
}

/**
 * Writes texts as UTF-8 to the regions `name`.blob and `name`.offsets. `ahead` leaves room before them: bytes of the blob,
 * and entries of the offsets, which stay as they are.
 */
export function placeTexts(
  host: KernelHost,
  name: string,
  texts: readonly string[],
  ahead: { bytes: number; entries: number } = { bytes: 0, entries: 0 },
): TextList {
  return placePacked(host, name, packTexts(texts), ahead);
}

/** The same of texts that are packed. */
export function placePacked(
  host: KernelHost,
  name: string,
  { bytes, offsets }: PackedTexts,
  ahead: { bytes: number; entries: number } = { bytes: 0, entries: 0 },
): TextList {
  const blob = host.region(`${name}.blob`, ahead.bytes + bytes.length);
  const places = host.region(`${name}.offsets`, ahead.entries * 4 + offsets.byteLength);
  host.bytes.set(bytes, blob + ahead.bytes);
  const first = places + ahead.entries * 4;
  new Uint32Array(host.bytes.buffer, first, offsets.length).set(offsets);
  const count = offsets.length - 1;
  const longest = host.exports.shiftOffsets!(first, count, ahead.bytes);
  return { blob, offsets: places, count: ahead.entries + count, longest };
}

/** Renders texts as cells: in quotes where they hold the delimiter, a quote, CR or LF, or are empty. */
export class CellWriter {
  readonly #special: RegExp;
  readonly delimiter: number; // as a byte

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
    this.#special = new RegExp(`["\\r\\n\\x${delimiter.charCodeAt(0).toString(16).padStart(2, '0')}]`);
  }

  cell(text: string): string {
    if (text === '') return '""';
    return this.#special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** Whether cells made of these characters never need quotes. */
  isPlain(characters: string): boolean {
    return !this.#special.test(characters);
  }
}
