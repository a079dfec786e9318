import type { KernelHost } from '../host.js';

/** Texts in kernel memory: text i is bytes offsets[i]…offsets[i + 1] of blob; offsets are Uint32. */
export interface TextList {
  blob: number;
  offsets: number;
  count: number;
  longest: number; // bytes
}

const encoder = new TextEncoder();
const batch = 4096;

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
  const lengths = new Uint32Array(texts.length);
  let total = 0;
  let longest = 0;
  for (let i = 0; i < texts.length; i++) {
    const bytes = Buffer.byteLength(texts[i]!);
    lengths[i] = bytes;
    total += bytes;
    if (bytes > longest) longest = bytes;
  }
  const blob = host.region(`${name}.blob`, ahead.bytes + total);
  const offsets = host.region(`${name}.offsets`, (ahead.entries + texts.length + 1) * 4);
  const bytes = host.bytes;
  let at = blob + ahead.bytes;
  // Joined, thousands of short texts cost one call of the encoder instead of one each.
  for (let from = 0; from < texts.length; from += batch) {
    const to = Math.min(from + batch, texts.length);
    let expected = 0;
    for (let i = from; i < to; i++) expected += lengths[i]!;
    const joined = texts.slice(from, to).join('');
    // A lone surrogate may pair with its neighbour and then the lengths do not add up: one by one.
    if (Buffer.byteLength(joined) === expected) encoder.encodeInto(joined, bytes.subarray(at, at + expected));
    else {
      let place = at;
      for (let i = from; i < to; i++) {
        encoder.encodeInto(texts[i]!, bytes.subarray(place, place + lengths[i]!));
        place += lengths[i]!;
      }
    }
    at += expected;
  }
  const table = new Uint32Array(bytes.buffer, offsets + ahead.entries * 4, texts.length + 1);
  let sum = ahead.bytes;
  for (let i = 0; i < texts.length; i++) {
    table[i] = sum;
    sum += lengths[i]!;
  }
  table[texts.length] = sum;
  return { blob, offsets, count: ahead.entries + texts.length, longest };
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
