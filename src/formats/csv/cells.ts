import type { Rectangle } from '../../kernels/rectangle.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const quote = 0x22;

/** A field of UTF-8 text as a value: an empty field is null, a quoted empty one ''. `end` is exclusive, without CR or separator. */
export function readCell(bytes: Uint8Array, start: number, end: number): string | null {
  if (start === end) return null;
  if (bytes[start] !== quote) return decoder.decode(bytes.subarray(start, end));
  const text = decoder.decode(bytes.subarray(start + 1, end - 1));
  return text.includes('"') ? text.replaceAll('""', '"') : text;
}

/** Every cell of an indexed rectangle, for samples and tests; the hot path never comes here. `memory` is the host's bytes. */
export function readCells(memory: Uint8Array<ArrayBuffer>, rectangle: Rectangle): (string | null)[][] {
  const { text, ends, records, columns } = rectangle;
  const entries = new Uint32Array(memory.buffer, ends, records * columns);
  const rows: (string | null)[][] = [];
  let start = text;
  for (let at = 0; at < entries.length; ) {
    const row: (string | null)[] = [];
    for (let column = 0; column < columns; column++, at++) {
      const separator = text + (entries[at]! & 0x7fffffff);
      const carriage = column === columns - 1 && separator > start && memory[separator - 1] === 0x0d ? 1 : 0;
      row.push(readCell(memory, start, separator - carriage));
      start = separator + 1;
    }
    rows.push(row);
  }
  return rows;
}
