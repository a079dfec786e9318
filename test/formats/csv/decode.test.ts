import { describe, expect, it } from 'vitest';
import type { LetheError } from '../../../src/core/diagnostics.js';
import type { Encoding } from '../../../src/core/dialect.js';
import { decodeChunks } from '../../../src/formats/csv/decode.js';
import { Random } from '../../kernels/seeded.js';

/** Pieces of random size, in one buffer that is reused as a file reader may do. */
async function* pieces(bytes: Uint8Array, random: Random, largest: number): AsyncIterable<Uint8Array> {
  const buffer = new Uint8Array(largest);
  for (let at = 0; at < bytes.length; ) {
    const size = Math.min(1 + random.below(largest), bytes.length - at);
    buffer.set(bytes.subarray(at, at + size));
    yield buffer.subarray(0, size);
    at += size;
  }
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

const wide = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(big ? bytes.swap16() : bytes);
};

async function place(bytes: number[] | Uint8Array, encoding: Encoding, seed = 1): Promise<object> {
  const source = pieces(Uint8Array.from(bytes), new Random(seed), 5);
  return collect(decodeChunks(source, encoding, 'x.csv')).then(
    () => ({}),
    (error: LetheError) => ({ code: error.code, ...error.place }),
  );
}

describe('decodeChunks', () => {
  const text = 'a,b\r\n汉字,😀😀\n"é",\ufeff𠀀\n';

  it.each<[Encoding, Uint8Array]>([
    ['utf-8', new TextEncoder().encode(text)],
    ['utf-16le', wide(text, false)],
    ['utf-16be', wide(text, true)],
  ])('%s, with and without a mark, however it is cut', async (encoding, bytes) => {
    const marks = {
      'utf-8': [0xef, 0xbb, 0xbf],
      'utf-16le': [0xff, 0xfe],
      'utf-16be': [0xfe, 0xff],
      gb18030: [],
    };
    const marked = Uint8Array.from([...marks[encoding], ...bytes]);
    for (let seed = 0; seed < 100; seed++) {
      const random = new Random(seed);
      const largest = 1 + random.below(9);
      const out = await collect(decodeChunks(pieces(seed % 2 ? marked : bytes, random, largest), encoding));
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(out)).toBe(text);
    }
  });

  it('gb18030, however it is cut', async () => {
    const bytes = Uint8Array.from([
      0x41, 0xd6, 0xd0, 0x2c, 0x81, 0x30, 0x81, 0x30, 0x30, 0x39, 0xb9, 0xfa, 0x90, 0x30, 0x81, 0x30,
    ]);
    const expected = new TextEncoder().encode(new TextDecoder('gb18030').decode(bytes));
    for (let seed = 0; seed < 100; seed++) {
      const random = new Random(seed);
      expect(await collect(decodeChunks(pieces(bytes, random, 1 + random.below(9)), 'gb18030'))).toEqual(
        expected,
      );
    }
  });

  it('gives nothing for nothing', async () => {
    expect(await collect(decodeChunks(pieces(new Uint8Array(0), new Random(1), 4), 'utf-16le'))).toHaveLength(
      0,
    );
  });

  it('names line and byte of what is not valid, whatever the pieces', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const bad = { code: 'encoding-invalid', file: 'x.csv' };
      expect(await place([0x61, 10, 0x62, 0xff, 0x63, 10], 'utf-8', seed)).toEqual({
        ...bad,
        line: 2,
        byte: 3,
      });
      expect(await place([0x61, 10, 10, 0xe6, 0xb1], 'utf-8', seed)).toEqual({ ...bad, line: 3, byte: 4 });
      expect(await place([0xd6, 0xd0, 10, 0x61, 0xff, 0x2c], 'gb18030', seed)).toEqual({
        ...bad,
        line: 2,
        byte: 4,
      });
      // a low surrogate without a high one
      expect(await place([0x61, 0, 10, 0, 0x00, 0xdc, 0x61, 0], 'utf-16le', seed)).toEqual({
        ...bad,
        line: 2,
        byte: 5,
      });
      // half a unit at the end
      expect(await place([0x61, 0, 10, 0, 0x61], 'utf-16le', seed)).toEqual({ ...bad, line: 2, byte: 4 });
    }
  });
});
