import { Readable } from 'node:stream';
import type { Options } from 'csv-parse';
import { LetheError, type Place } from '../../core/diagnostics.js';
import type { Dialect, RaggedRule } from '../../core/dialect.js';
import { decodeChunks } from './decode.js';
import { faultOf } from './faults.js';
import { probeDialect } from './probe.js';
import { writeRecord } from './write.js';

/** How the tolerant reader treats a source. */
export interface LenientOptions {
  ragged: RaggedRule;
  file?: string; // for places
  longest?: number; // characters of the longest record
}

const headBytes = 1 << 20;
const pieceCharacters = 1 << 18;
const longestRecord = 1 << 24; // an unclosed quote would otherwise swallow the rest of the source

/**
 * Transcodes a source that the strict path refuses (stray quotes, backslash escapes, single quotes, lone CR) to RFC 4180:
 * UTF-8, comma, LF, double quotes, with the header record and without mark, blank lines dropped where the table has
 * several columns. A quote inside an unquoted field is content; text behind a closing quote makes the quotes content.
 * Which quote, escape and line end the source has is probed. Null (empty, unquoted) and '' stay apart.
 *
 * With `ragged: error` a ragged record throws with its line in the source; otherwise it is passed on for `repair`.
 * Throws `encoding-invalid`, `quote-unclosed`, `record-ragged`, `record-too-long` with the record's line, never with content.
 */
export async function* lenientChunks(
  source: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  options: LenientOptions,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const { ragged, file, longest = longestRecord } = options;
  const pieces = decodeChunks(source, dialect.encoding, file)[Symbol.asyncIterator]();
  const head = await take(pieces, headBytes);
  const probed = probeDialect(head, undefined, { ...dialect, encoding: 'utf-8' });
  let line = 1; // of the record that is being read
  const settings: Options = {
    delimiter: dialect.delimiter,
    quote: probed.quote,
    escape: probed.escape,
    record_delimiter: probed.reasons.includes('lone-cr') ? ['\r\n', '\n', '\r'] : ['\r\n', '\n'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longest,
    cast: (value, context) => (value === '' && !context.quoting ? null : value),
    // Counted here and not by csv-parse, which counts CR LF inside quotes twice.
    on_record: (record) => {
      const start = line;
      line += record.reduce((sum, cell) => sum + lineFeeds(cell), 1);
      return { record, line: start } as unknown as string[];
    },
  };
  const input = Readable.from(chain(head, pieces), { objectMode: true });
  const { parse } = await import('csv-parse'); // seldom needed, and some milliseconds to load
  const parser = parse(settings);
  input.on('error', (error) => parser.destroy(error));
  const place = (at: number): Place => (file === undefined ? { line: at } : { file, line: at });
  const encoder = new TextEncoder();
  let text = '';
  let columns = 0;
  try {
    for await (const { record, line: at } of input.pipe(parser) as AsyncIterable<Parsed>) {
      const blank = record.length === 1 && record[0] === null;
      if (blank && columns !== 1) continue;
      columns ||= record.length;
      if (ragged === 'error' && record.length !== columns) {
        throw new LetheError('record-ragged', { found: record.length, expected: columns }, place(at));
      }
      text += writeRecord(record, ',', '\n');
      if (text.length < pieceCharacters) continue;
      yield encoder.encode(text);
      text = '';
    }
  } catch (error) {
    throw faultOf(error, place(line), { limit: longest });
  } finally {
    input.destroy();
  }
  if (text) yield encoder.encode(text);
}

interface Parsed {
  record: (string | null)[];
  line: number; // of its start
}

async function take(pieces: AsyncIterator<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let length = 0; length < bytes; ) {
    const next = await pieces.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(parts);
}

async function* chain(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    if (head.length) yield head;
    for (;;) {
      const next = await rest.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await rest.return?.(); // closes the source when the reader stops early
  }
}

function lineFeeds(cell: string | null): number {
  return cell?.includes('\n') ? cell.split('\n').length - 1 : 0;
}
