import { isAscii } from 'node:buffer';
import type { Encoding } from '../../core/dialect.js';

/** Encoding of a sample and whether it starts with a byte order mark. */
export interface EncodingGuess {
  encoding: Encoding;
  bom: boolean;
}

const lf = 0x0a;

/**
 * Finds the encoding of a sample that may be cut inside a character at its end. A mark decides; then UTF-16 by the
 * zero bytes of its ASCII characters; then UTF-8 if the bytes are valid; then GB18030 if they are; then the one of the
 * two with fewer damaged places, so that the reader refuses with a place. `tail` is a later part of the same source.
 */
export function probeEncoding(head: Uint8Array, tail?: Uint8Array): EncodingGuess {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: true };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: true };
  const wide = probeUtf16(head);
  if (wide) return { encoding: wide, bom: false };
  const samples = [head];
  // A tail starts anywhere; LF is never part of a character, so behind the first one it is aligned.
  const aligned = tail ? tail.indexOf(lf) : -1;
  if (tail && aligned >= 0) samples.push(tail.subarray(aligned + 1));
  if (samples.every((sample) => isAscii(sample))) return { encoding: 'utf-8', bom: false };
  const damage = (encoding: Encoding) => samples.reduce((sum, sample) => sum + damaged(sample, encoding), 0);
  const utf8 = damage('utf-8');
  if (utf8 === 0) return { encoding: samples.every(looksLikeShortGbk) ? 'gb18030' : 'utf-8', bom: false };
  const gb18030 = damage('gb18030');
  return { encoding: gb18030 < utf8 ? 'gb18030' : 'utf-8', bom: false };
}

/** Text of a sample: the mark and a character cut at the end are dropped, bad bytes replaced. */
export function decodeSample(sample: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(sample, { stream: true });
}

/** Number of replacement characters that decoding adds, except for a character cut at the end. */
function damaged(sample: Uint8Array, encoding: Encoding): number {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
    return 0;
  } catch {
    return decodeSample(sample, encoding).split('\ufffd').length - 1 || 1;
  }
}

/** UTF-16 without a mark: every delimiter, digit and line end has a zero byte on the same side of its pair. */
function probeUtf16(sample: Uint8Array): Encoding | undefined {
  const units = Math.floor(sample.length / 2);
  if (units < 2 || !sample.includes(0)) return undefined;
  let zeroFirst = 0;
  let zeroSecond = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0 && sample[at + 1] !== 0) zeroFirst++;
    if (sample[at + 1] === 0 && sample[at] !== 0) zeroSecond++;
  }
  const guess = zeroSecond > zeroFirst ? 'utf-16le' : 'utf-16be';
  const [more, fewer] = [Math.max(zeroFirst, zeroSecond), Math.min(zeroFirst, zeroSecond)];
  if (more < units * 0.05 || fewer > more * 0.05) return undefined;
  // UTF-8 with a NUL or two in few bytes: well-formed, no other control character, and lines that end in a single byte.
  if (!linesPair(sample, guess) && !sample.some(isControl) && damaged(sample, 'utf-8') === 0)
    return undefined;
  const text = decodeSample(sample.subarray(0, units * 2), guess);
  return text.includes('\ufffd') || text.includes('\u0000') ? undefined : guess;
}

/** Whether every line end has its zero byte. */
function linesPair(sample: Uint8Array, encoding: Encoding): boolean {
  const [parity, zero] = encoding === 'utf-16le' ? [0, 1] : [1, -1];
  return sample.every((byte, at) => byte !== lf || (at % 2 === parity && sample[at + zero] === 0));
}

/** A control character but for NUL and white space: one half of many characters in UTF-16, and of no text in UTF-8. */
function isControl(byte: number): boolean {
  return byte > 0 && byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d);
}

/**
 * Valid UTF-8 by accident: a short GBK text whose two-byte characters happen to be well-formed. Holds if all of them
 * are common Han characters in GBK (lead B0–D7, trail A1–FE) and stand mostly in runs, as Han does and accents do not.
 */
function looksLikeShortGbk(sample: Uint8Array): boolean {
  let runs = 0;
  let characters = 0;
  let inRun = false;
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at]!;
    if (lead < 0x80) {
      inRun = false;
      continue;
    }
    const trail = sample[at + 1];
    if (trail === undefined) break;
    if (lead < 0xb0 || lead > 0xd7 || trail < 0xa1) return false;
    if (!inRun) runs++;
    inRun = true;
    characters++;
    at++;
  }
  return characters === 0 || characters >= runs * 2;
}
