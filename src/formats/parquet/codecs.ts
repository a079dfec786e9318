import { brotliDecompressSync, gunzipSync } from 'node:zlib';

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
