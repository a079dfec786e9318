import { LetheError, type Place } from '../../core/diagnostics.js';
import type { Encoding } from '../../core/dialect.js';

const lf = 0x0a;

/**
 * Transcodes a source to UTF-8 piece by piece, without its byte order mark. Pieces may be cut anywhere and come out cut
 * between characters. Throws `encoding-invalid` with line and byte of the first place that is not valid.
 */
export async function* decodeChunks(
  source: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  file?: string,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let carry: Uint8Array = new Uint8Array(0); // begins at a character
  let byte = 0; // its offset in the source
  let line = 1;
  let first = true;

  function decode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    try {
      // A mark is dropped at the start of the source only; later it is a character.
      const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: !first }).decode(bytes);
      first = false;
      const utf8 = encoder.encode(text);
      byte += bytes.length;
      line += lineFeeds(utf8);
      return utf8;
    } catch {
      const good = firstBad(bytes, encoding);
      const before = new TextDecoder(encoding).decode(bytes.subarray(0, good), { stream: true });
      const place: Place = { line: line + before.split('\n').length - 1, byte: byte + good };
      if (file !== undefined) place.file = file;
      throw new LetheError('encoding-invalid', { encoding }, place);
    }
  }

  for await (const piece of source) {
    const bytes = carry.length ? concat(carry, piece) : piece;
    const end = safeEnd(bytes, encoding);
    if (end > 0) {
      const utf8 = decode(bytes.subarray(0, end));
      if (utf8.length) yield utf8;
    }
    carry = bytes.slice(end); // a copy: the source may reuse its buffer
  }
  if (carry.length) yield decode(carry);
}

/** Length of the longest start of `bytes` that surely ends between two characters, damage included. */
function safeEnd(bytes: Uint8Array, encoding: Encoding): number {
  let end = bytes.length;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    end &= ~1;
    const high = bytes[encoding === 'utf-16le' ? end - 1 : end - 2];
    return end >= 2 && high !== undefined && (high & 0xfc) === 0xd8 ? end - 2 : end;
  }
  if (encoding === 'utf-8') {
    // Behind at most three continuation bytes stands a lead: cut before it.
    let lead = end - 1;
    while (lead > end - 4 && lead > 0 && (bytes[lead]! & 0xc0) === 0x80) lead--;
    return end > 0 && bytes[lead]! >= 0xc0 ? lead : end;
  }
  // No part of a longer GB18030 character is below 0x30: the comma, the quote and line ends are.
  while (end > 0 && bytes[end - 1]! >= 0x30) end--;
  return end;
}

/** Offset of the byte with which the text stops being valid, by bisection over its starts. */
function firstBad(bytes: Uint8Array, encoding: Encoding): number {
  const valid = (end: number, stream: boolean) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, end), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length + 1; // a character cut at the very end is bad only because nothing follows
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (valid(middle, true)) good = middle;
    else bad = middle;
  }
  return Math.min(good, bytes.length - 1);
}

function lineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1)) count++;
  return count;
}

function concat(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
