import { LetheError, type MessageCode, type Place } from '../../core/diagnostics.js';

const codes: Readonly<Record<string, MessageCode>> = {
  CSV_INVALID_CLOSING_QUOTE: 'quote-stray',
  INVALID_OPENING_QUOTE: 'quote-stray',
  CSV_QUOTE_NOT_CLOSED: 'quote-unclosed',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'record-ragged',
  CSV_MAX_RECORD_SIZE: 'record-too-long',
};

/** What csv-parse tells about a fault; its message and record hold cell values and are not looked at. */
interface CsvParseError {
  code: string;
  lines?: number;
  column?: number | string;
}

/** csv-parse's error as ours: code, line and number of the field only. Anything else is passed on as it is. */
export function faultOf(error: unknown, args: Record<string, number> = {}): unknown {
  const { code, lines, column } = error as CsvParseError;
  const known = typeof code === 'string' ? codes[code] : undefined;
  if (!known) return error;
  const place: Place = {};
  if (typeof lines === 'number') place.line = lines;
  if (typeof column === 'number') place.field = `${column + 1}`;
  return new LetheError(known, args, place);
}
