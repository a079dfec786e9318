import { existsSync, readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { packageFile, sharedCopy } from '../kernels/host.js';
import type { TextTables } from '../kernels/texts.js';

/** The lists by which texts are searched as the build has written them (`cli/code.mjs`): `textTables` of the recognisers. */
export const tablesFile = 'dist/kernels/texts.tables';

let shared: TextTables | undefined;

/** The lists by which texts are searched, in memory that threads share: made once, by the build or, without it, here. */
export async function sharedTextTables(): Promise<TextTables> {
  if (shared) return shared;
  const path = packageFile(tablesFile);
  const tables = existsSync(path)
    ? (deserialize(readFileSync(path)) as TextTables)
    : (await import('../recognisers/index.js')).textTables();
  shared = Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      typeof table === 'number' ? table : copyShared(table),
    ]),
  ) as unknown as TextTables;
  return shared;
}

function copyShared(table: Uint8Array | Uint16Array | Uint32Array | Int32Array) {
  const Table = table.constructor as new (buffer: SharedArrayBuffer) => typeof table;
  return new Table(sharedCopy(new Uint8Array(table.buffer, table.byteOffset, table.byteLength)).buffer);
}
