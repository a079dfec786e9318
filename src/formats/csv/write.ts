/**
 * A value as a CSV field: quoted iff it contains the delimiter, a quote, CR or LF, or is empty but not null, so that
 * reading gives back the same value (RFC 4180 §2, and null ≠ '').
 */
export function writeCell(value: string | null, delimiter: string): string {
  if (value === null) return '';
  return needsQuotes(value, delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Whether a non-null value must be quoted. */
export function needsQuotes(value: string, delimiter: string): boolean {
  return value === '' || value.includes(delimiter) || /["\r\n]/.test(value);
}

/** A record with its line end. A single null field is written as a blank line, which a table of one column reads as null. */
export function writeRecord(values: readonly (string | null)[], delimiter: string, newline: string): string {
  return values.map((value) => writeCell(value, delimiter)).join(delimiter) + newline;
}

/**
 * What to append to a source so that every record ends with LF, given its last byte (undefined for an empty source).
 * After a CR it is CR LF, because the CR is content: LF alone would make it half of a line end.
 */
export function missingEnd(lastByte: number | undefined): '' | '\n' | '\r\n' {
  if (lastByte === undefined || lastByte === 0x0a) return '';
  return lastByte === 0x0d ? '\r\n' : '\n';
}
