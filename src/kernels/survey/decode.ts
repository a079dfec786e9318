import type { Blocks } from './memory.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes a cell. */
export function decodeCell(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/**
 * Decodes `count` values of a pool at once and cuts the text by UTF-16 lengths: far cheaper than decoding one by one. Value i
 * has the bytes [offsets[i], offsets[i + 1]) of the pool and `units[i]` code units; all three are pointers.
 */
export function decodeValues(
  blocks: Blocks,
  pool: number,
  offsets: number,
  units: number,
  count: number,
): string[] {
  const bounds = blocks.u32(offsets, count + 1);
  const lengths = blocks.u32(units, count);
  const bytes = blocks.host.bytes;
  const values: string[] = new Array(count);
  const stride = 65536; // values at a time: keeps the decoded text below the longest string
  for (let from = 0; from < count; from += stride) {
    const to = Math.min(from + stride, count);
    const text = decoder.decode(bytes.subarray(pool + bounds[from]!, pool + bounds[to]!));
    let at = 0;
    for (let i = from; i < to; i++) {
      values[i] = text.slice(at, at + lengths[i]!);
      at += lengths[i]!;
    }
    if (at === text.length) continue;
    // Malformed UTF-8: lengths do not add up.
    for (let i = from; i < to; i++)
      values[i] = decoder.decode(bytes.subarray(pool + bounds[i]!, pool + bounds[i + 1]!));
  }
  return values;
}
