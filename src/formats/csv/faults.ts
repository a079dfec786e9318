import { LetheError, type MessageArgs, type MessageCode, type Place } from '../../core/diagnostics.js';

const codes: Readonly<Record<string, MessageCode>> = {
  CSV_INVALID_CLOSING_QUOTE: 'quote-stray',
  INVALID_OPENING_QUOTE: 'quote-stray',
  CSV_QUOTE_NOT_CLOSED: 'quote-unclosed',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'record-ragged',
  CSV_MAX_RECORD_SIZE: 'record-too-long',
};

/**
 * An error of csv-parse as ours, at a place that the caller knows: its own message, record and field hold cell values
 * and are dropped, also for codes that are new to us. Errors of another origin are returned as they are.
 */
export function faultOf(error: unknown, place: Place = {}, args: MessageArgs = {}): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = codes[code];
  if (known) return new LetheError(known, args, place);
  return code.startsWith('CSV_') ? new LetheError('record-unreadable', {}, place) : error;
}
