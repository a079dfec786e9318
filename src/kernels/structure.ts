import { gb18030Tables } from './gb18030.js';
import type { KernelHost } from './host.js';
import type { Rectangle } from './rectangle.js';

/** Why a text is not a rectangle. Offsets are bytes from the start of the text, records count from 0. */
export type IndexFault =
  | { fault: 'quote-stray'; offset: number; record: number } // offset of the quote
  | { fault: 'quote-unclosed'; offset: number; record: number } // start of the record
  | { fault: 'ragged'; offset: number; record: number; found: number } // start of the record, its fields
  | { fault: 'blank-line'; offset: number; record: number }; // a line without a byte, in a table of several columns

/** Bytes that UTF-8 decoded from `length` bytes of GB18030 may need: one half more, and three for each 0x80 (the euro sign of code page 936). */
export function utf8Room(length: number): number {
  return length * 3;
}

/** Bytes that GB18030 encoded from `length` bytes of UTF-8 may need: two bytes can become a four-byte form. */
export function gb18030Room(length: number): number {
  return length * 2;
}

const noFinalNewline = 5;
const faults = ['', 'quote-stray', 'quote-unclosed', 'ragged', 'blank-line'] as const;

/**
 * Structural scans over bytes in kernel memory. Pointers are the host's; lengths and offsets are bytes. Reads run up to
 * 63 bytes past the text and writes up to 16 past the result, which the slack behind every region covers.
 */
export class Structure {
  readonly #host: KernelHost;
  readonly #result: number; // five u32: offset, record, found, records, entries
  #room = 0; // bytes of the ends table
  #tables: { pairs: number; quads: number; encodePairs: number; encodeQuads: number } | undefined;

  constructor(host: KernelHost) {
    this.#host = host;
    this.#result = host.region('structure-result', 20);
  }

  /** Number of `"` modulo 2. Quote and LF are never part of a longer character in UTF-8 or GB18030. */
  parity(pointer: number, length: number): 0 | 1 {
    return this.#call('parity', pointer, length) as 0 | 1;
  }

  /** Offset of the first LF outside quotes at or after `from`, given the quote state at `from`; -1 if there is none. */
  recordEnd(pointer: number, length: number, from: number, inQuote: boolean): number {
    return this.#call('recordEnd', pointer, length, from, inQuote ? 1 : 0);
  }

  /** Offset of the last LF outside quotes, given the quote state at 0; -1 if there is none. */
  lastRecordEnd(pointer: number, length: number, inQuote: boolean): number {
    return this.#call('lastRecordEnd', pointer, length, inQuote ? 1 : 0);
  }

  /**
   * Indexes whole records (the text ends with LF and starts outside quotes) into the region `structure-ends`, which the
   * next call overwrites. Strict RFC 4180: an opening quote stands after a separator, a closing one before a
   * separator, CR LF or LF. Throws on a text without a final newline, which is the caller's mistake.
   */
  index(text: number, length: number, delimiter: number, columns: number): Rectangle | IndexFault {
    const needed = (length + 64) * 4; // every byte a separator, and what a block stores too much
    if (needed > this.#room) this.#room = Math.ceil(needed * 1.25); // chunks differ a little; moving costs
    const ends = this.#host.region('structure-ends', this.#room);
    const code = this.#call('index', text, length, delimiter, columns, ends, this.#result);
    if (code === 0) return { text, length, ends, records: this.#resultAt(3), columns };
    if (code === noFinalNewline) throw new Error('text to index does not end with a line feed');
    const fault = faults[code] as IndexFault['fault'];
    const [offset, record, found] = [this.#resultAt(0), this.#resultAt(1), this.#resultAt(2)];
    return fault === 'ragged' ? { fault, offset, record, found } : { fault, offset, record };
  }

  /**
   * Offsets of all separators after `index` reported `ragged` or `blank-line`, in ascending order; bit 31 means nothing
   * yet. A view, valid until the next `index` or until memory grows: hand it to `repair` at once.
   */
  separators(): Uint32Array {
    const ends = this.#host.region('structure-ends', this.#room);
    return new Uint32Array(this.#host.bytes.buffer, ends, this.#resultAt(4));
  }

  /** Number of fields of the first record; 0 when it has no end in this text. */
  countFields(text: number, length: number, delimiter: number): number {
    return this.#call('countFields', text, length, delimiter);
  }

  /** Offset of the first byte that is not well-formed UTF-8 (a character cut at the end counts), or -1. */
  validUtf8(pointer: number, length: number): number {
    return this.#call('validUtf8', pointer, length);
  }

  /**
   * GB18030 (and so GBK, GB 2312) to UTF-8; as the Encoding Standard decodes it. `room` is what the target holds:
   * 1.5 × length is enough for everything but texts dense with the single byte 0x80 (€ in code page 936), `utf8Room`
   * for all. Never writes past the room (plus slack). Returns the bytes written, or -(offset + 1) of the first bad byte.
   */
  decodeGb18030(source: number, length: number, target: number, room = Math.ceil(length * 1.5)): number {
    const { pairs, quads } = this.#gb18030();
    return this.#call('decodeGb18030', source, length, target, target + room, pairs, quads);
  }

  /**
   * UTF-8 to GB18030; the target holds `gb18030Room(length)`. Of several forms of a character the two-byte one is
   * written. Returns the bytes written, or -(offset + 1) of the first character without a form.
   */
  encodeGb18030(source: number, length: number, target: number): number {
    const { encodePairs, encodeQuads } = this.#gb18030();
    return this.#call('encodeGb18030', source, length, target, encodePairs, encodeQuads);
  }

  /** 64-bit checksum that notices a changed source. No protection against an adversary. */
  fingerprint(pointer: number, length: number): bigint {
    return BigInt.asUintN(64, this.#call('fingerprint', pointer, length) as unknown as bigint);
  }

  /** The same, and `parity` of the same bytes, in one walk over them. */
  fingerprintAndParity(pointer: number, length: number): { print: bigint; parity: 0 | 1 } {
    const print = this.#call('fingerprintAndParity', pointer, length, this.#result) as unknown as bigint;
    return { print: BigInt.asUintN(64, print), parity: this.#resultAt(0) as 0 | 1 };
  }

  #resultAt(place: number): number {
    return this.#host.words[(this.#result >>> 2) + place]!;
  }

  #call(name: string, ...args: number[]): number {
    return this.#host.exports[name]!(...args);
  }

  /** The tables of both directions, built on first use. */
  #gb18030() {
    if (this.#tables) return this.#tables;
    const tables = gb18030Tables();
    this.#tables = {
      pairs: this.#place('gb18030-decode-pairs', tables.decodePairs),
      quads: this.#place('gb18030-decode-quads', tables.decodeQuads),
      encodePairs: this.#place('gb18030-encode-pairs', tables.encodePairs),
      encodeQuads: this.#place('gb18030-encode-quads', tables.encodeQuads),
    };
    return this.#tables;
  }

  #place(name: string, table: Uint16Array | Uint32Array): number {
    const pointer = this.#host.region(name, table.byteLength);
    this.#host.bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), pointer);
    return pointer;
  }
}
