import { closeSync, createReadStream, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';
import type { TypedColumn } from '../core/format.js';
import type { Plan } from '../core/plan.js';
import { formatNamed } from '../formats/index.js';
import { guardOutput } from './apply.js';
import { cutRecords } from './cut.js';
import { assertGoingOn } from './passes.js';

const blockBytes = 1 << 20;

/**
 * Makes a file of a format from staged wire text, in its place. Throws `cell-not-typed` where a cell is not of its
 * column's type, and what the format itself refuses.
 */
export async function writeTyped(
  path: string,
  name: string,
  columns: readonly TypedColumn[],
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<void> {
  const format = formatNamed(name);
  if (!format) throw new LetheError('format-unknown', { format: name });
  const finished = `${path}.typed`;
  const file = guardOutput(path, () => openSync(finished, 'wx', 0o600));
  const append = (bytes: Uint8Array) =>
    guardOutput(path, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done);
    });
  try {
    const { compression, nested } = plan.output;
    const writer = await format.create(columns, append, {
      ...(compression ? { compression } : {}),
      ...(nested ? { nested } : {}),
      ...(signal ? { signal } : {}),
    });
    const names = columns.map((column) => column.name);
    const staged = {
      starts: [0],
      stream: () => createReadStream(path, { highWaterMark: blockBytes }),
      wire: {
        encoding: 'utf-8' as const,
        delimiter: ',',
        columns: names.length,
        ragged: 'error' as const,
        names,
      },
    };
    for await (const block of cutRecords(staged, 0, blockBytes)) {
      assertGoingOn(signal);
      await writer.write(block);
    }
    await writer.end();
    guardOutput(path, () => fsyncSync(file));
  } finally {
    closeSync(file);
  }
  guardOutput(path, () => renameSync(finished, path));
}
