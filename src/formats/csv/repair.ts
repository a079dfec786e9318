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
 *
 * `separators` are the offsets that the index found (`Structure.separators`, bit 31 ignored); without them the chunk
 * is scanned again, several times slower.
 */
export function repair(
  bytes: Uint8Array,
  delimiter: number,
  columns: number,
  rule: RaggedRule,
  separators: Uint32Array = scan(bytes, delimiter),
): Repaired {
  const out = new Builder(bytes.length);
  const lines = new LineCounter(bytes);
  const result: Omit<Repaired, 'bytes'> = { blankLines: 0, padded: 0, cut: 0, quarantined: [] };
  let start = 0; // of the record
  let kept = 0; // bytes before it that are already in `out`
  let first = 0; // the record's first separator
  for (let entry = 0; entry < separators.length; entry++) {
    const at = separators[entry]! & 0x7fffffff;
    if (bytes[at] !== lf) continue;
    const fields = entry - first + 1;
    const next = at + 1;
    if (fields !== columns) {
      const end = at > start && bytes[at - 1] === cr ? at - 1 : at;
      const surplus = fields > columns ? separators[first + columns - 1]! & 0x7fffffff : 0;
      out.append(bytes.subarray(kept, start));
      kept = next;
      if (end === start) result.blankLines++;
      else if (rule === 'quarantine') {
        const raw = bytes.slice(start, next);
        result.quarantined.push({ line: lines.at(start), byte: start, found: fields, raw });
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
        const place = { line: lines.at(start), byte: start };
        throw new LetheError('record-ragged', { found: fields, expected: columns }, place);
      }
    }
    start = next;
    first = entry + 1;
  }
  out.append(bytes.subarray(kept));
  return { bytes: out.take(), ...result };
}

/** Offsets of the separators outside quotes. */
function scan(bytes: Uint8Array, delimiter: number): Uint32Array {
  const offsets: number[] = [];
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === quote) quoted = !quoted;
    else if (!quoted && (byte === delimiter || byte === lf)) offsets.push(at);
  }
  return Uint32Array.from(offsets);
}

/** 1-based lines of ascending offsets. */
class LineCounter {
  readonly #bytes: Uint8Array;
  #line = 1;
  #next = -1; // the last line feed counted

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  at(offset: number): number {
    for (;;) {
      const found = this.#bytes.indexOf(lf, this.#next + 1);
      if (found < 0 || found >= offset) return this.#line;
      this.#next = found;
      this.#line++;
    }
  }
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
