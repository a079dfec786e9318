/**
 * A chunk after structural indexing: whole records, every one with exactly `columns` fields, in kernel memory.
 * All kernels after indexing see only rectangles; ragged records and blank lines were dealt with before.
 *
 * `ends` points to Uint32 entries, row-major: entry r·columns + c is the offset (from `text`) of the separator after
 * field c of record r; bit 31 marks the last field of a record. A field starts one byte after the previous entry's
 * offset (the first at 0). The last field of a record ends at its LF: consumers drop one CR before it.
 * Every record ends with LF: at the end of input one is appended where it is missing.
 * Text is UTF-8 whatever the source's encoding.
 */
export interface Rectangle {
  text: number; // pointer
  length: number; // bytes
  ends: number; // pointer
  records: number;
  columns: number;
}
