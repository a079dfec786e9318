import { closeSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';
import type { TypedColumn } from '../core/format.js';
import type { Plan } from '../core/plan.js';
import { formatNamed } from '../formats/index.js';
import { KernelHost } from '../kernels/host.js';
import { Structure } from '../kernels/structure.js';
import { guardOutput } from './apply.js';
import { assertGoingOn } from './passes.js';
import { longestRecord } from './stray-quote.js';

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
    for (const block of stagedRecords(path)) {
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

/**
 * The records of a file of wire text from `start`, in runs of about 1 MiB that are valid until the next one. The file is
 * read straight into kernel memory of its own, which nobody else makes grow.
 */
export function* stagedRecords(path: string, start = 0): Generator<Uint8Array> {
  const host = KernelHost.load();
  const structure = new Structure(host);
  const file = openSync(path, 'r');
  try {
    let room = blockBytes;
    let held = 0;
    for (let offset = start; ; ) {
      const text = host.region('staged', room);
      const read = readSync(file, host.bytes, text + held, room - held, offset);
      offset += read;
      held += read;
      const stop = read === 0 ? held : structure.lastRecordEnd(text, held, false) + 1;
      if (stop > 0) yield host.bytes.subarray(text, text + stop);
      else if (held === room) {
        if (room > 2 * longestRecord) throw new LetheError('record-too-long', { limit: longestRecord });
        room *= 2;
      }
      if (read === 0) return;
      host.bytes.copyWithin(text, text + stop, text + held);
      held -= stop;
    }
  } finally {
    closeSync(file);
  }
}
