import { readFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { sharedTextTables, tablesFile } from '../../src/engine/text-tables.js';
import { packageFile } from '../../src/kernels/host.js';
import { textTables } from '../../src/recognisers/index.js';

it('the tables that the build has written are those that the recognisers make', async () => {
  const made = textTables();
  expect(readFileSync(packageFile(tablesFile)).equals(serialize(made))).toBe(true);
  const shared = await sharedTextTables();
  expect(Object.keys(shared)).toEqual(Object.keys(made));
  expect(Buffer.from(shared.traits.buffer).equals(Buffer.from(made.traits.buffer))).toBe(true);
  expect(shared.traits.buffer).toBeInstanceOf(SharedArrayBuffer);
});
