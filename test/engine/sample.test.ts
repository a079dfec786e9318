import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Key } from '../../src/core/random.js';
import { emptyTally } from '../../src/engine/chunk.js';
import { inlinePool } from '../../src/engine/pool.js';
import { sampleOf, samplePass, sampleRecords, samplingOf } from '../../src/engine/sample.js';
import { openTable } from '../../src/engine/source.js';
import { KernelHost } from '../../src/kernels/host.js';
import { rectangle } from '../kernels/rectangles.js';

it('a sample that is taken on the way is the one of a pass of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-sample-'));
  try {
    const values = Array.from({ length: 3000 }, (_, i) => [
      `${i % 1500}`,
      i % 3 === 0 ? `a "${i % 7}"` : `张${i % 7}`,
      null,
      `x${(i * 7919) % 100}`,
    ]);
    const records = values.map(
      ([a, b, , d]) => `${a},${b!.startsWith('a') ? `"${b!.replaceAll('"', '""')}"` : b},,${d}\n`,
    );
    const known = new Set(values.map((cells) => JSON.stringify(cells)));
    const path = join(folder, 't.csv');
    writeFileSync(path, `a,b,c,d\n${records.join('')}`);
    const key = Key.from('a sample');
    const size = 200;
    const request = { records: records.length, size, key };
    const source = await openTable({ path });
    const context = { pool: inlinePool(), chunkBytes: 65536 };
    const host = KernelHost.load();
    const pass = samplePass(host, samplingOf(request, 4)!);
    for (const part of [records.slice(2000), records.slice(0, 2000)])
      pass.chunk(rectangle(host, part.join('')), emptyTally());
    const taken = pass.sample!();
    expect(taken.filter(({ cells }) => !known.has(JSON.stringify(cells)))).toEqual([]);
    for (const columns of [[0, 1, 2, 3], [3, 1], [2], []]) {
      const own = await sampleRecords(context, source, { ...request, columns });
      expect(own).toHaveLength(size);
      expect(sampleOf(taken, columns, size)).toEqual(own);
    }
    source.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
