import { LetheError } from '../../../src/core/diagnostics.js';
import type { Dialect, RaggedRule } from '../../../src/core/dialect.js';
import { readCells } from '../../../src/formats/csv/cells.js';
import { readHeader } from '../../../src/formats/csv/header.js';
import type { Table } from '../../../src/formats/csv/reference.js';
import { repair } from '../../../src/formats/csv/repair.js';
import { missingEnd } from '../../../src/formats/csv/write.js';
import { KernelHost } from '../../../src/kernels/host.js';
import { Structure } from '../../../src/kernels/structure.js';

export const host = KernelHost.load();
export const structure = new Structure(host);

/** Reads a whole table by the fast path: header, UTF-8 check, index, repair, cells. `limit` cuts it into chunks. */
export function readFast(
  bytes: Uint8Array,
  dialect: Dialect,
  ragged: RaggedRule = 'error',
  chunk = Infinity,
): Table {
  const source = new Uint8Array([...bytes, ...new TextEncoder().encode(missingEnd(bytes.at(-1)))]);
  const header = readHeader(source, dialect, true)!;
  const columns = header.names.length;
  if (columns === 0) {
    const start = dialect.bom ? 3 : 0;
    if (structure.validUtf8(place('whole', source.subarray(start)), source.length - start) >= 0)
      throw invalid(dialect);
    return { names: [], records: [] };
  }
  const pointer = place('whole', source);
  const records: (string | null)[][] = [];
  // Chunk c owns every record whose first byte lies in it; its quote state is the parity of all before.
  let quoted = 0;
  let start = header.start;
  for (let from = header.start; from < source.length; from += chunk) {
    const size = Math.min(chunk, source.length - from);
    quoted ^= structure.parity(pointer + from, size);
    const boundary = from + size;
    if (start >= boundary) continue; // one record covers the whole chunk
    const next = recordStart(pointer, source, boundary, quoted === 1);
    records.push(...readChunk(source.subarray(start, next), dialect, columns, ragged));
    start = next;
  }
  return { names: [...header.names], records };
}

/** Offset of the first record that starts at or behind a boundary inside the data. */
function recordStart(pointer: number, source: Uint8Array, boundary: number, quoted: boolean): number {
  if (!quoted && source[boundary - 1] === 0x0a) return boundary;
  const end = structure.recordEnd(pointer, source.length, boundary, quoted);
  return end < 0 ? source.length : end + 1;
}

function readChunk(
  raw: Uint8Array,
  dialect: Dialect,
  columns: number,
  ragged: RaggedRule,
): (string | null)[][] {
  const delimiter = dialect.delimiter.charCodeAt(0);
  let pointer = place('chunk', raw);
  let length = raw.length;
  if (dialect.encoding === 'gb18030') {
    const target = host.region('decoded', length * 3);
    length = structure.decodeGb18030(pointer, length, target, length * 3);
    if (length < 0) throw invalid(dialect);
    pointer = target;
  } else if (structure.validUtf8(pointer, length) >= 0) throw invalid(dialect);
  let result = structure.index(pointer, length, delimiter, columns);
  if ('fault' in result && (result.fault === 'blank-line' || result.fault === 'ragged')) {
    const clean = repair(
      host.copy(pointer, length),
      delimiter,
      columns,
      ragged,
      structure.separators(),
    ).bytes;
    result = structure.index(place('chunk', clean), clean.length, delimiter, columns);
  }
  if ('fault' in result)
    throw new LetheError(result.fault === 'quote-stray' ? 'quote-stray' : 'quote-unclosed');
  return readCells(host.bytes, result);
}

function place(name: string, bytes: Uint8Array): number {
  const pointer = host.region(name, Math.max(bytes.length, 4096));
  host.bytes.set(bytes, pointer);
  return pointer;
}

function invalid(dialect: Dialect): LetheError {
  return new LetheError('encoding-invalid', { encoding: dialect.encoding });
}
