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
 * Cuts a streamed part at record ends into runs of about `chunkBytes`; byte order mark and header record are left
 * out. The bytes are valid until the next run is asked for.
 */
export async function* cutRecords(
  source: TableSource,
  part: number,
  chunkBytes: number,
): AsyncIterable<Uint8Array> {
  const { host, structure } = mainKernels();
  let pending: Uint8Array[] = []; // starts at a record start, whatever its length
  let size = 0;
  let started = false;
  let headers = source.dialect.header ? 1 : 0;

  function* take(last: boolean): Iterable<Uint8Array> {
    let text: Uint8Array = pending.length === 1 ? pending[0]! : Buffer.concat(pending);
    if (!started) {
      started = true;
      if (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) text = text.subarray(3);
    }
    const pointer = host.region('cut', text.length);
    host.bytes.set(text, pointer);
    let from = 0;
    if (headers > 0) {
      const end = structure.recordEnd(pointer, text.length, 0, false);
      if (end >= 0) {
        from = end + 1;
        headers = 0;
      } else if (last) {
        from = text.length;
      }
    }
    const end =
      headers > 0 && !last ? -1 : structure.lastRecordEnd(pointer + from, text.length - from, false);
    const stop = last ? text.length : from + end + 1;
    if (stop > from) yield text.subarray(from, stop);
    const rest = end < 0 && !last && headers > 0 ? text : text.subarray(Math.max(stop, from));
    pending = rest.length > 0 ? [rest] : [];
    size = rest.length;
  }

  let wanted = chunkBytes;
  for await (const piece of source.stream(part)) {
    pending.push(piece);
    size += piece.length;
    if (size < wanted) continue;
    yield* take(false);
    wanted = Math.max(chunkBytes, size * 2); // a record longer than a chunk: wait for twice as much
  }
  if (size > 0) yield* take(true);
}
