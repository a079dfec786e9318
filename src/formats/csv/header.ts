import { LetheError } from '../../core/diagnostics.js';
import type { Dialect } from '../../core/dialect.js';
import { readCell } from './cells.js';

/** What the first record says about the table. */
export interface Header {
  names: readonly string[]; // unique; col1, col2 … without a header or where a name is empty
  start: number; // byte offset of the first data record in the source (the mark and blank lines before it are skipped)
}

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;

/**
 * Reads the names from the first bytes of a source in UTF-8 or GB18030 (transcode UTF-16 first). Quotes and line ends
 * are found in the raw bytes, where both encodings keep them apart from longer characters. Returns undefined when the
 * first record does not end in `head` and `final` is false. A table without records and header has no names.
 * Throws `encoding-invalid`, `quote-stray`, `quote-unclosed`, `header-duplicate`.
 */
export function readHeader(head: Uint8Array, dialect: Dialect, final: boolean): Header | undefined {
  let start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf && dialect.bom ? 3 : 0;
  let line = 1;
  for (;;) {
    const blank = head[start] === lf ? 1 : head[start] === cr && head[start + 1] === lf ? 2 : 0;
    if (!blank) break;
    start += blank;
    line++;
  }
  let at = start;
  let quoted = false;
  while (at < head.length && (quoted || head[at] !== lf)) {
    if (head[at] === quote) quoted = !quoted;
    at++;
  }
  if (at === head.length) {
    if (!final) return undefined;
    if (quoted) throw new LetheError('quote-unclosed', {}, { line, byte: start });
    if (at === start) return { names: [], start };
  }
  const ended = at < head.length;
  const end = ended && at > start && head[at - 1] === cr ? at - 1 : at;
  const cells = splitRecord(
    decode(head.subarray(start, end), dialect, start),
    dialect.delimiter,
    line,
    start,
  );
  if (!dialect.header) return { names: cells.map((_, index) => `col${index + 1}`), start };
  const names = cells.map((name, index) => name || `col${index + 1}`);
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const first = seen.get(name);
    // By position: what looks like a name may be a cell of a table without a header.
    if (first !== undefined) {
      throw new LetheError('header-duplicate', { first: first + 1, second: index + 1 }, { line });
    }
    seen.set(name, index);
  }
  return { names, start: ended ? at + 1 : at };
}

function decode(bytes: Uint8Array, dialect: Dialect, byte: number): Uint8Array {
  try {
    const text = new TextDecoder(dialect.encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return new TextEncoder().encode(text);
  } catch {
    throw new LetheError('encoding-invalid', { encoding: dialect.encoding }, { byte });
  }
}

/** The cells of one record without its line end, strictly by RFC 4180. */
function splitRecord(bytes: Uint8Array, delimiter: string, line: number, byte: number): (string | null)[] {
  const separator = delimiter.charCodeAt(0);
  const cells: (string | null)[] = [];
  let start = 0;
  for (;;) {
    let end = start;
    if (bytes[start] === quote) {
      end = start + 1;
      for (; end < bytes.length; end++) {
        if (bytes[end] !== quote) continue;
        if (bytes[end + 1] !== quote) break;
        end++;
      }
      end++;
    } else {
      while (end < bytes.length && bytes[end] !== separator && bytes[end] !== quote) end++;
    }
    if (end < bytes.length && bytes[end] !== separator)
      throw new LetheError('quote-stray', {}, { line, byte });
    cells.push(readCell(bytes, start, end));
    if (end >= bytes.length) return cells;
    start = end + 1;
  }
}
