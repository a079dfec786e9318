import type { KernelHost } from '../kernels/host.js';
import type { Structure } from '../kernels/structure.js';
import type { Wire } from './task.js';

/** Bytes: a record longer than this may be the work of a stray quote. */
export const suspicious = 1024 * 1024;
/** Bytes: a longer record is refused. */
export const longestRecord = 64 * 1024 * 1024;

const newlineByte = 0x0a;

/**
 * A stray quote turns everything after it inside out, so that no record seems to end. Looks for one in bytes that begin
 * at a record and have no end; returns its line, 1-based within them, or null where the record is just long.
 */
export function strayQuote(
  host: KernelHost,
  structure: Structure,
  pointer: number,
  length: number,
  wire: Pick<Wire, 'delimiter' | 'columns'>,
): number | null {
  const lines = host.bytes.subarray(pointer, pointer + length).lastIndexOf(newlineByte) + 1;
  if (lines === 0) return null;
  const indexed = structure.index(pointer, lines, wire.delimiter.charCodeAt(0), wire.columns);
  if (!('fault' in indexed) || indexed.fault !== 'quote-stray') return null;
  const bytes = host.bytes; // taken after indexing, which may grow memory
  let line = 1;
  for (let at = 0; at < indexed.offset; at++) if (bytes[pointer + at] === newlineByte) line++;
  return line;
}
