import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { Compression } from '../../core/format.js';

/** Unpacks a page into exactly `length` bytes; throws, or returns another length, where the bytes are damaged. */
export type Unpack = (packed: Uint8Array, length: number) => Uint8Array;

/** The codecs of pages other than snappy and none, which the kernels have. Never unpacks more than `length` bytes. */
export async function unpackers(): Promise<Readonly<Record<string, Unpack>>> {
  const { compressors, decompressZstd } = await import('hyparquet-compressors');
  return {
    ...(compressors as Record<string, Unpack>),
    GZIP: (packed, length) => gunzipSync(packed, { maxOutputLength: Math.max(length, 1) }),
    BROTLI: (packed, length) => brotliDecompressSync(packed, { maxOutputLength: Math.max(length, 1) }),
    ZSTD: (packed, length) => decompressZstd(packed, new Uint8Array(length)),
  };
}

/** Packs a page. The bytes belong to the caller. */
export type PackPage = (page: Uint8Array) => Uint8Array;

/** Zstandard's fastest level that its authors number: three per cent more bytes than level 3 in three quarters of the time. */
const zstdLevel = 1;

/** Initialised once in a process: a second time would change the memory under a writer that is at work. */
let zstdReady: Promise<void> | undefined;

/**
 * The packing of codecs other than snappy and none, which the kernels have; undefined for those. Zstandard is a library
 * on every version of Node: that of newer versions would make other bytes.
 */
export async function packerOf(compression: Compression): Promise<PackPage | undefined> {
  if (compression === 'gzip') return (page) => gzipSync(page);
  if (compression !== 'zstd') return undefined;
  const { init, compress } = await import('@bokuweb/zstd-wasm');
  zstdReady ??= init();
  await zstdReady;
  return (page) => compress(page, zstdLevel);
}
