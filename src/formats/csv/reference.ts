import { type Options, parse } from 'csv-parse/sync';
import { LetheError } from '../../core/diagnostics.js';
import type { Dialect, RaggedRule } from '../../core/dialect.js';
import { faultOf } from './faults.js';

/** A whole table as csv-parse reads it. Null is an empty field without quotes. */
export interface Table {
  names: string[];
  records: (string | null)[][];
}

/**
 * Reads a table with csv-parse under the rules of the fast path; slow, and the judge in tests. Those rules, where
 * csv-parse leaves a choice: records end with LF or CR LF, a lone CR is content; nothing is trimmed; blank lines are
 * skipped before the first record and, in a table of several columns, everywhere. Throws the fast path's codes.
 *
 * One peculiarity is worked around: csv-parse takes NUL behind a closing quote for the end of input and lets any text
 * follow it. Every NUL is therefore replaced by a character that the source does not contain while csv-parse reads.
 */
export function readReference(bytes: Uint8Array, dialect: Dialect, ragged: RaggedRule = 'error'): Table {
  let text: string;
  try {
    text = new TextDecoder(dialect.encoding, { fatal: true, ignoreBOM: !dialect.bom }).decode(bytes);
  } catch {
    throw new LetheError('encoding-invalid', { encoding: dialect.encoding });
  }
  text = text.replace(/^(\r?\n)+/, '');
  const nul = text.includes('\0') ? unused(text) : '\0';
  const rows = (skipBlank: boolean) => parseRows(text.replaceAll('\0', nul), dialect, nul, ragged, skipBlank);
  let records = rows(true);
  if (records[0]?.length === 1) records = rows(false);
  const columns = records[0]?.length ?? 0;
  const names = Array.from(
    { length: columns },
    (_, at) => (dialect.header && records[0]![at]) || `col${at + 1}`,
  );
  names.forEach((name, at) => {
    if (names.indexOf(name) !== at) {
      throw new LetheError('header-duplicate', { first: names.indexOf(name) + 1, second: at + 1 });
    }
  });
  if (dialect.header) records = records.slice(1);
  return { names, records: ragged === 'error' ? records : even(records, columns, ragged) };
}

function parseRows(text: string, dialect: Dialect, nul: string, ragged: RaggedRule, skipBlank: boolean) {
  const options: Options = {
    delimiter: dialect.delimiter,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: skipBlank,
    relax_column_count: ragged !== 'error',
    cast: (value, context) => (value === '' && !context.quoting ? null : value.replaceAll(nul, '\0')),
  };
  try {
    return parse(text, options) as unknown as (string | null)[][];
  } catch (error) {
    throw faultOf(error);
  }
}

/** The ragged rules on cells, as `repair` has them on bytes. */
function even(records: (string | null)[][], columns: number, rule: RaggedRule): (string | null)[][] {
  if (rule === 'quarantine') return records.filter((record) => record.length === columns);
  return records.map((record) => {
    if (record.slice(columns).some((cell) => cell !== null)) {
      throw new LetheError('record-ragged', { found: record.length, expected: columns });
    }
    return Array.from({ length: columns }, (_, at) => record[at] ?? null);
  });
}

/** A private-use character that does not occur in a text. */
function unused(text: string): string {
  let point = 0xe000;
  while (text.includes(String.fromCharCode(point))) point++;
  return String.fromCharCode(point);
}
