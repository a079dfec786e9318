import { LetheError } from '../core/diagnostics.js';
import type { TableSource } from './source.js';

/** One record of a table, in order. */
export interface StoredRecord {
  bytes: Uint8Array; // as it stands in the wire, without its line end
  cells: string[]; // unquoted; a null is ''
  part: number;
  record: number; // from 1, over all parts
}

const [quote, feed, carriage] = [0x22, 0x0a, 0x0d];

/**
 * Every record of a table, one after the other: for look-ups and copies, which see each record once and keep what they need.
 * Reads what lanes read, without kernels. Blank lines are no records.
 */
export async function* recordsOf(source: TableSource, signal?: AbortSignal): AsyncGenerator<StoredRecord> {
  const decoder = new TextDecoder(source.wire.encoding, { ignoreBOM: true });
  let record = 0;
  for (let part = 0; part < source.starts.length; part++) {
    for await (const bytes of linesOf(source.stream(part), source.starts[part]!)) {
      if (bytes.length === 0 && source.names.length > 1) continue;
      if (++record % 4096 === 0 && signal?.aborted)
        throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
      yield { bytes, cells: cellsOf(decoder.decode(bytes), source.wire.delimiter), part, record };
    }
  }
}

/** Cuts a stream at line feeds outside quotes; the first `skip` bytes are passed over. */
async function* linesOf(stream: AsyncIterable<Uint8Array>, skip: number): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  let left = skip;
  for await (const chunk of stream) {
    const passed = Math.min(left, chunk.length);
    left -= passed;
    const fresh = chunk.subarray(passed);
    if (fresh.length === 0) continue;
    const block = rest.length === 0 ? Buffer.from(fresh) : Buffer.concat([rest, fresh]);
    let start = 0;
    let inQuote = false;
    for (let at = 0; at < block.length; at++) {
      const byte = block[at];
      if (byte === quote) inQuote = !inQuote;
      else if (byte === feed && !inQuote) {
        yield lineOf(block, start, at);
        start = at + 1;
      }
    }
    rest = block.subarray(start);
  }
  if (rest.length > 0) yield lineOf(rest, 0, rest.length);
}

function lineOf(block: Uint8Array, start: number, end: number): Uint8Array {
  return block.subarray(start, end > start && block[end - 1] === carriage ? end - 1 : end);
}

/** The cells of one record by RFC 4180. */
export function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return cells;
      at = end + delimiter.length;
      continue;
    }
    let end = at + 1;
    while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"'))
      end += text[end] === '"' ? 2 : 1;
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 >= text.length) return cells;
    at = end + 1 + delimiter.length;
  }
}
