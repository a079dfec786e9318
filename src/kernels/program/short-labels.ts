import type { KernelHost } from '../host.js';
import type { RecodingTable } from './spec.js';
import type { CellWriter } from './texts.js';

/** Bytes of an entry: those that are written for a label, the delimiter among them, and in the last byte how many they are. */
const entryBytes = 16;
/** Labels that a table of entries holds at most: more would crowd the caches. */
const mostLabels = 1 << 14;

/** A recoding's labels as cells; null is an empty one. */
export function renderLabels({ labels }: RecodingTable, writer: CellWriter): string[] {
  return labels.map((label) => (label === null ? '' : writer.cell(label)));
}

/** Whether every label of a recoding is written by copying one entry. */
export function areShort(table: RecodingTable, writer: CellWriter): boolean {
  if (table.labels.length > mostLabels) return false;
  return renderLabels(table, writer).every((cell) => Buffer.byteLength(cell) < entryBytes - 1);
}

/** Places the labels of a recoding, which `areShort`, as entries; returns where the first one is. */
export function placeShort(host: KernelHost, name: string, table: RecodingTable, writer: CellWriter): number {
  const entries = Buffer.alloc(table.labels.length * entryBytes);
  for (const [i, cell] of renderLabels(table, writer).entries()) {
    const bytes = entries.write(cell, i * entryBytes);
    entries[i * entryBytes + bytes] = writer.delimiter;
    entries[(i + 1) * entryBytes - 1] = bytes + 1;
  }
  const pointer = host.region(name, entries.length);
  host.bytes.set(entries, pointer);
  return pointer;
}
