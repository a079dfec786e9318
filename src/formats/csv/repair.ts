import { LetheError } from '../../core/diagnostics.js';
import type { RaggedRule } from '../../core/dialect.js';

/** A record that was taken out: where it stood in the chunk, and its bytes with their line end. */
export interface QuarantinedRecord {
  line: number; // 1-based, counted in line feeds from the start of the chunk
  byte: number; // offset in the chunk
  found: number; // fields
  raw: Uint8Array<ArrayBuffer>;
}

/** A chunk whose records all have the same number of fields, and what it took to get there. */
export interface Repaired {
  bytes: Uint8Array<ArrayBuffer>;
  blankLines: number; // dropped
  padded: number; // short records filled up with empty fields
  cut: number; // long records whose surplus fields were all empty
  quarantined: QuarantinedRecord[];
}

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;
const crlf = Uint8Array.of(cr, lf);

/**
 * Makes a rectangle of a chunk that `Structure.index` found ragged or with blank lines. The chunk consists of whole
 * records in UTF-8 with sound quotes, the last ended by LF; `delimiter` is a byte. Blank lines are dropped when the
 * table has several columns (with one column a blank line is a record). Ragged records follow the rule:
 * `error` throws; `pad` fills short ones, cuts surplus fields that are all empty, and throws otherwise; `quarantine`
 * takes them out. Throws `record-ragged` with line and byte within the chunk.
 */
export function repair(bytes: Uint8Array, delimiter: number, columns: number, rule: RaggedRule): Repaired {
  const out = new Builder(bytes.length);
  const result: Omit<Repaired, 'bytes'> = { blankLines: 0, padded: 0, cut: 0, quarantined: [] };
  let start = 0; // of the record
  let line = 1; // of its start
  let kept = 0; // bytes before it that are already in `out`
  let fields = 1;
  let surplus = -1; // offset of the delimiter behind the last wanted field
  let lines = 0; // line feeds of the record so far
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === quote) quoted = !quoted;
    else if (byte === lf) {
      lines++;
      if (quoted) continue;
      const end = at > start && bytes[at - 1] === cr ? at - 1 : at;
      const next = at + 1;
      if (fields !== columns) {
        out.append(bytes.subarray(kept, start));
        kept = next;
        if (end === start) result.blankLines++;
        else if (rule === 'quarantine') {
          result.quarantined.push({ line, byte: start, found: fields, raw: bytes.slice(start, next) });
        } else if (rule === 'pad' && fields < columns) {
          out.append(bytes.subarray(start, end));
          out.fill(delimiter, columns - fields);
          out.append(bytes.subarray(end, next));
          result.padded++;
        } else if (rule === 'pad' && bytes.subarray(surplus, end).every((each) => each === delimiter)) {
          out.append(bytes.subarray(start, surplus));
          // A CR that is content must not become half of the line end.
          out.append(bytes[surplus - 1] === cr ? crlf : bytes.subarray(end, next));
          result.cut++;
        } else {
          throw new LetheError('record-ragged', { found: fields, expected: columns }, { line, byte: start });
        }
      }
      start = next;
      line += lines;
      lines = 0;
      fields = 1;
      surplus = -1;
    } else if (byte === delimiter && !quoted) {
      if (fields === columns) surplus = at;
      fields++;
    }
  }
  out.append(bytes.subarray(kept));
  return { bytes: out.take(), ...result };
}

/** Bytes that grow by doubling: padding may lengthen a chunk without bound. */
class Builder {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity + 64);
  }

  append(part: Uint8Array): void {
    this.#reserve(part.length);
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
  }

  fill(byte: number, count: number): void {
    this.#reserve(count);
    this.#bytes.fill(byte, this.#length, this.#length + count);
    this.#length += count;
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
