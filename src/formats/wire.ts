import { LetheError } from '../core/diagnostics.js';

/** Bytes that a block of wire text is filled to. */
export const blockBytes = 1 << 20;

const quote = 0x22;
const comma = 0x2c;
const lf = 0x0a;
const cr = 0x0d;

/** Writes cells as wire text into memory that is used again for every block. */
export class WireBuilder {
  #bytes = Buffer.allocUnsafe(blockBytes + (blockBytes >> 2));
  #at = 0;
  #first = true;

  /** Bytes since the last `take`. */
  get length(): number {
    return this.#at;
  }

  /** The next cell of the record. */
  cell(text: string | null): void {
    if (!this.#first) this.#put(comma);
    this.#first = false;
    if (text === null) return;
    const quoted = text === '' || /[",\r\n]/.test(text);
    const room = text.length * 3 + 2;
    if (this.#at + room > this.#bytes.length) this.#grow(room);
    if (quoted) {
      this.#bytes[this.#at++] = quote;
      this.#at += this.#bytes.write(text.includes('"') ? this.#doubled(text) : text, this.#at);
      this.#put(quote);
    } else {
      this.#at += this.#bytes.write(text, this.#at);
    }
  }

  /** The next cell, from valid UTF-8. */
  bytes(source: Uint8Array, start: number, end: number): void {
    if (!this.#first) this.#put(comma);
    this.#first = false;
    const room = (end - start) * 2 + 2;
    if (this.#at + room > this.#bytes.length) this.#grow(room);
    const target = this.#bytes;
    let at = this.#at;
    let from = start;
    for (; from < end; from++) {
      const byte = source[from]!;
      if (byte === quote || byte === comma || byte === lf || byte === cr) break;
      target[at++] = byte;
    }
    if (from < end || start === end) {
      target[this.#at] = quote; // written again, behind the quote
      at = this.#at + 1;
      for (from = start; from < end; from++) {
        const byte = source[from]!;
        target[at++] = byte;
        if (byte === quote) target[at++] = quote;
      }
      target[at++] = quote;
    }
    this.#at = at;
  }

  endRecord(): void {
    this.#put(lf);
    this.#first = true;
  }

  /** Forgets the record begun, if any, back to a length that `length` gave at its start. */
  rewind(length: number): void {
    this.#at = length;
    this.#first = true;
  }

  /** What was written since the last call: valid until the next cell. */
  take(): Uint8Array {
    const block = this.#bytes.subarray(0, this.#at);
    this.#at = 0;
    return block;
  }

  #put(byte: number): void {
    if (this.#at === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#at++] = byte;
  }

  #doubled(text: string): string {
    const more = text.replaceAll('"', '""');
    const room = more.length * 3 + 1;
    if (this.#at + room > this.#bytes.length) this.#grow(room);
    return more;
  }

  #grow(room: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + room));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

/**
 * Calls `record` with the cells of every record of a block of wire text; the array is used again. For writers through
 * libraries; kernels index the text instead. Throws `internal-error` for text that is not wire text.
 */
export function eachRecord(
  block: Uint8Array,
  columns: number,
  record: (cells: readonly (string | null)[]) => void,
): void {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
  const cells: (string | null)[] = new Array(columns).fill(null);
  let at = 0;
  let column = 0;
  while (at < bytes.length) {
    const start = at;
    let text: string | null = null;
    if (bytes[at] === quote) {
      let doubled = false;
      for (at++; ; at++) {
        at = bytes.indexOf(quote, at);
        if (at < 0) throw new LetheError('internal-error', { phase: 'write' });
        if (bytes[at + 1] !== quote) break;
        doubled = true;
        at++;
      }
      text = bytes.toString('utf8', start + 1, at);
      if (doubled) text = text.replaceAll('""', '"');
      at++;
    } else {
      while (at < bytes.length && bytes[at] !== comma && bytes[at] !== lf) at++;
      if (at > start) text = bytes.toString('utf8', start, at);
    }
    const end = bytes[at++];
    if (column >= columns || (end !== comma && end !== lf)) {
      throw new LetheError('internal-error', { phase: 'write' });
    }
    cells[column++] = text;
    if (end === comma) continue;
    if (column !== columns) throw new LetheError('internal-error', { phase: 'write' });
    record(cells);
    column = 0;
  }
}

/**
 * Calls `cell` with where every cell of a block of wire text lies, quotes included (an empty range is a null), and
 * `record` after the last of a record: for writers that take bytes. Throws as `eachRecord` does.
 */
export function eachRange(
  block: Uint8Array,
  columns: number,
  cell: (column: number, start: number, end: number) => void,
  record: () => void,
): void {
  const stop = block.length;
  let column = 0;
  for (let at = 0; at < stop; at++) {
    const start = at;
    if (block[at] === quote) {
      for (at++; at < stop; at++) {
        if (block[at] !== quote) continue;
        if (block[at + 1] !== quote) break;
        at++;
      }
      at++;
    } else {
      for (let byte = block[at]; at < stop && byte !== comma && byte !== lf; ) byte = block[++at];
    }
    const last = column === columns - 1;
    if (block[at] !== (last ? lf : comma)) throw new LetheError('internal-error', { phase: 'write' });
    cell(column, start, at);
    column = last ? 0 : column + 1;
    if (last) record();
  }
  if (column !== 0) throw new LetheError('internal-error', { phase: 'write' });
}
