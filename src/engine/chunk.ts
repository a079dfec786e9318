import { LetheError } from '../core/diagnostics.js';
import { type Repaired, repair } from '../formats/csv/repair.js';
import { missingEnd } from '../formats/csv/write.js';
import type { KernelHost } from '../kernels/host.js';
import type { Rectangle } from '../kernels/rectangle.js';
import { type Structure, utf8Room } from '../kernels/structure.js';
import type { ChunkTally, Wire } from './task.js';

const newline = 0x0a;

/**
 * Turns a run of raw records into a rectangle: decodes, validates, indexes, and repairs what the policy allows.
 * Faults carry the line within the run (1-based); the caller knows where the run begins.
 */
export class ChunkParser {
  readonly #delimiter: number;

  constructor(
    private readonly host: KernelHost,
    private readonly structure: Structure,
    private readonly wire: Wire,
  ) {
    this.#delimiter = wire.delimiter.charCodeAt(0);
  }

  /** `validate` may be false for bytes whose fingerprint was validated in an earlier pass. */
  parse(pointer: number, length: number, validate: boolean, tally: ChunkTally): Rectangle {
    let text = pointer;
    let size = length;
    if (this.wire.encoding === 'gb18030') {
      text = this.host.region('text', utf8Room(length)); // untouched pages of it cost nothing
      size = this.structure.decodeGb18030(pointer, length, text, utf8Room(length));
      if (size < 0) throw this.#badEncoding(pointer, -size - 1);
    } else if (validate) {
      const bad = this.structure.validUtf8(pointer, length);
      if (bad >= 0) throw this.#badEncoding(pointer, bad);
    }
    // Only the end of the input can lack a final newline; regions have slack for it.
    for (const byte of missingEnd(size > 0 ? this.host.bytes[text + size - 1] : undefined)) {
      this.host.bytes[text + size++] = byte.charCodeAt(0);
    }
    const indexed = this.structure.index(text, size, this.#delimiter, this.wire.columns);
    if (!('fault' in indexed)) {
      tally.records += indexed.records;
      return indexed;
    }
    if (indexed.fault === 'quote-stray' || indexed.fault === 'quote-unclosed') {
      throw new LetheError(indexed.fault, {}, { line: this.#line(text, indexed.offset) });
    }
    const separators = this.structure.separators();
    const mended = this.#repair(this.host.copy(text, size), separators);
    tally.blank += mended.blankLines;
    tally.padded += mended.padded + mended.cut;
    for (const record of mended.quarantined) tally.quarantined.push(record.raw);
    const target = this.host.region('mended', mended.bytes.length + 1);
    this.host.bytes.set(mended.bytes, target);
    const again = this.structure.index(target, mended.bytes.length, this.#delimiter, this.wire.columns);
    if ('fault' in again) throw new LetheError('internal-error', { phase: 'parse' });
    tally.records += again.records;
    return again;
  }

  /** Bytes are counted in decoded text here, so only the line of a fault is handed on. */
  #repair(bytes: Uint8Array, separators: Uint32Array): Repaired {
    const { columns, ragged } = this.wire;
    try {
      return repair(bytes, this.#delimiter, columns, ragged, separators);
    } catch (error) {
      if (!(error instanceof LetheError)) throw error;
      throw new LetheError(error.code, error.args, { line: error.place?.line ?? 1 });
    }
  }

  #badEncoding(pointer: number, offset: number): LetheError {
    return new LetheError(
      'encoding-invalid',
      { encoding: this.wire.encoding },
      { line: this.#line(pointer, offset) },
    );
  }

  /** 1-based line of an offset within a run. */
  #line(pointer: number, offset: number): number {
    let line = 1;
    const bytes = this.host.bytes;
    for (let at = pointer; at < pointer + offset; at++) if (bytes[at] === newline) line++;
    return line;
  }
}

/** A tally of nothing. */
export function emptyTally(): ChunkTally {
  return { records: 0, written: 0, suppressed: 0, blank: 0, padded: 0, quarantined: [] };
}

/** Adds the counts of one tally to another. */
export function addTally(sum: ChunkTally, more: ChunkTally): void {
  sum.records += more.records;
  sum.written += more.written;
  sum.suppressed += more.suppressed;
  sum.blank += more.blank;
  sum.padded += more.padded;
  for (const record of more.quarantined) sum.quarantined.push(record); // may be too many for arguments of a call
}
