import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ChunkRing } from '../../src/engine/chunk-ring.js';
import { Control } from '../../src/engine/control.js';
import { threadPool } from '../../src/engine/pool.js';
import { chunkRanges } from '../../src/engine/reader.js';
import { openTable, type TableSource } from '../../src/engine/source.js';
import { SourceHash } from '../../src/engine/source-hash.js';
import { surveyHashed } from '../../src/engine/survey.js';
import { markedHash } from '../../src/release/marks.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-hash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const record = (i: number) => `${i},"a ""${i % 7}""\n",${(i * 7919) % 1e6}\n`;
const table = (name: string, records: number) => {
  const path = join(folder, name);
  writeFileSync(path, `a,b,c\n${Array.from({ length: records }, (_, i) => record(i)).join('')}`);
  return path;
};
const stored = (paths: string[]) => markedHash(Buffer.concat(paths.map((path) => readFileSync(path))));
const interrupted = expect.objectContaining({ code: 'run-interrupted' });

describe('the hash of what lanes hand over', () => {
  it('is that of the stored bytes, whatever the chunks, parts, slots, and what was done before', async () => {
    const paths = [table('1.csv', 9000), table('2.csv', 1), table('3.csv', 0), table('4.csv', 5000)];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1000, max: 400_000 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 40 }),
        async (chunkBytes, slots, kept) => {
          const source = await openTable({ path: paths });
          const ranges = chunkRanges(source.files!, chunkBytes);
          const control = new Control(ranges.length);
          const isKept = (chunk: number) => kept[chunk] ?? false;
          ranges.forEach((_, chunk) => {
            if (isKept(chunk)) control.restore(chunk, { after: false, print: 0n, length: 0 });
          });
          const hash = new SourceHash(source, undefined);
          const { buffer } = hash.follow(ranges, control, slots)!;
          const lane = new ChunkRing(ranges, slots, buffer);
          for (const [chunk, { part, start, end }] of ranges.entries()) {
            if (isKept(chunk)) continue;
            // A lane of this thread must not wait: its slot becomes free while the event loop turns.
            while (lane.taken <= chunk - slots) await new Promise((resolve) => setImmediate(resolve));
            lane.put(chunk, readFileSync(paths[part]!), start, end - start, control);
          }
          expect(await hash.end()).toEqual(stored(paths));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is that of the stored bytes where threads wait for their turn', async () => {
    const path = table('large.csv', 60_000);
    const pool = threadPool(2);
    try {
      const source = await openTable({ path });
      const options = { tally: false, distinct: false };
      const found = await surveyHashed({ pool, chunkBytes: 1 << 14 }, source, 'profile', [], options);
      expect(found.tally.records).toBe(60_000);
      const { sha256, marks } = found;
      expect({ sha256, marks }).toEqual(stored([path]));
      expect(sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
    } finally {
      await pool.close();
    }
  });

  it('is read where no pass follows, and where the lanes see other bytes', async () => {
    const path = table('alone.csv', 10);
    const source = await openTable({ path });
    expect(await new SourceHash(source, undefined).end()).toEqual(stored([path]));
    const other: TableSource = { ...source, files: [{ ...source.files![0]!, path: join(folder, 'other') }] };
    const hash = new SourceHash(other, undefined);
    expect(hash.follow(chunkRanges(other.files!, 100), new Control(1), 1)).toBe(null);
    expect(await hash.end()).toEqual(stored([path]));
  });

  it('ends without a hash when the pass is given up, and holds no lane', async () => {
    const source = await openTable({ path: table('given-up.csv', 3000) });
    const ranges = chunkRanges(source.files!, 1000);
    const control = new Control(ranges.length);
    const hash = new SourceHash(source, undefined);
    const ring = hash.follow(ranges, control, 2)!;
    const bytes = new Uint8Array(1000);
    ring.put(1, bytes, 0, 1000, control); // the first one never comes
    const ended = expect(hash.end()).rejects.toEqual(interrupted);
    control.abort();
    expect(() => ring.put(2, bytes, 0, 1000, control)).toThrow(interrupted);
    hash.close();
    await ended;
    expect(() => ring.put(2, bytes, 0, 1000, control)).not.toThrow();
  });
});
