import { LetheError } from '../core/diagnostics.js';
import { KernelHost } from '../kernels/host.js';
import { Structure } from '../kernels/structure.js';
import type { TableSource } from './source.js';
import { longestRecord, strayQuote, suspicious } from './stray-quote.js';
import type { Wire } from './task.js';

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
 * bytes are valid until the next run is asked for. Throws faults whose line counts from the end of the last run.
 */
export async function* cutRecords(
  source: Pick<TableSource, 'starts' | 'stream' | 'wire'>,
  part: number,
  chunkBytes: number,
): AsyncIterable<Uint8Array> {
  const { host, structure } = mainKernels();
  let pending: Uint8Array[] = []; // starts at a record start
  let size = 0;
  let skip = source.starts[part]!; // byte order mark and header
  let wanted = chunkBytes;
  for await (const piece of pieces(source.stream(part), chunkBytes)) {
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
    else if (text.length > suspicious) refuseEndless(host, structure, pointer, text.length, source.wire);
    pending = [text.subarray(stop)];
    size = text.length - stop;
    // A record longer than a chunk: wait for twice as much, up to what a record may have.
    wanted = Math.max(chunkBytes, Math.min(size * 2, longestRecord + 1));
  }
  if (size > 0) yield Buffer.concat(pending);
}

/** A stream in pieces of at most `longest` bytes. */
async function* pieces(stream: AsyncIterable<Uint8Array>, longest: number): AsyncIterable<Uint8Array> {
  for await (const piece of stream) {
    for (let at = 0; at < piece.length; at += longest) yield piece.subarray(at, at + longest);
  }
}

/** Throws `quote-stray` or `record-too-long`, with the line in the bytes, before memory fills with a record without end. */
function refuseEndless(
  host: KernelHost,
  structure: Structure,
  pointer: number,
  length: number,
  wire: Wire,
): void {
  const line = strayQuote(host, structure, pointer, length, wire);
  if (line !== null) throw new LetheError('quote-stray', {}, { line });
  if (length > longestRecord) throw new LetheError('record-too-long', { limit: longestRecord }, { line: 1 });
}
