import { KernelHost } from '../kernels/host.js';
import { Structure } from '../kernels/structure.js';
import type { TableSource } from './source.js';

let kernels: { host: KernelHost; structure: Structure } | undefined;

/** The main thread's own kernels: for cutting streams and finding the place of a fault. */
export function mainKernels(): { host: KernelHost; structure: Structure } {
  if (!kernels) {
    const host = KernelHost.load();
    kernels = { host, structure: new Structure(host) };
  }
  return kernels;
}

/**
 * Cuts a streamed part at record ends into runs of about `chunkBytes`, beginning with the first record of data. The
 * bytes are valid until the next run is asked for.
 */
export async function* cutRecords(
  source: TableSource,
  part: number,
  chunkBytes: number,
): AsyncIterable<Uint8Array> {
  const { host, structure } = mainKernels();
  let pending: Uint8Array[] = []; // starts at a record start
  let size = 0;
  let skip = source.starts[part]!; // byte order mark and header
  let wanted = chunkBytes;
  for await (const piece of source.stream(part)) {
    const kept = piece.subarray(Math.min(skip, piece.length));
    skip -= piece.length - kept.length;
    if (kept.length === 0) continue;
    pending.push(kept);
    size += kept.length;
    if (size < wanted) continue;
    const text = Buffer.concat(pending);
    const pointer = host.region('cut', text.length);
    host.bytes.set(text, pointer);
    const stop = structure.lastRecordEnd(pointer, text.length, false) + 1;
    if (stop > 0) yield text.subarray(0, stop);
    pending = [text.subarray(stop)];
    size = text.length - stop;
    wanted = Math.max(chunkBytes, size * 2); // a record longer than a chunk: wait for twice as much
  }
  if (size > 0) yield Buffer.concat(pending);
}
