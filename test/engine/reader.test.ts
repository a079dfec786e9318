import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Control } from '../../src/engine/control.js';
import { chunkRanges, RangeReader } from '../../src/engine/reader.js';
import { KernelHost } from '../../src/kernels/host.js';
import { Structure } from '../../src/kernels/structure.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-reader-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Files with records longer than a chunk and what is read beyond it, quotes across chunks, and a last record without an end. */
function files() {
  const record = (i: number) =>
    `${i},"说明${'x\n'.repeat((i * 7919) % 700)}${i % 40 === 9 ? 'y'.repeat(50_000) : ''}"\n`;
  return [120, 60].map((records, part) => {
    const path = join(folder, `${part}.csv`);
    const text = Buffer.from(
      `a,b\n${Array.from({ length: records }, (_, i) => record(i)).join('')}`,
    ).subarray(0, -1);
    writeFileSync(path, text);
    return { path, start: 4, end: text.length };
  });
}

describe('chunks of files', () => {
  it('are the same records whether they are read ahead or when their turn comes', async () => {
    const parts = files();
    const ranges = chunkRanges(parts, 16 << 10);
    const records = async (ahead: boolean, grow: boolean) => {
      const host = KernelHost.load();
      const control = new Control(ranges.length);
      ranges.forEach((range, chunk) => {
        if (range.firstOfPart) control.publishQuote(chunk, false);
      });
      const wire = { delimiter: ',', columns: 2 };
      const reader = new RangeReader(host, new Structure(host), parts, ranges, control, wire);
      const read: string[] = [];
      for (let chunk = 0; chunk < ranges.length; chunk++) {
        await reader.arrive();
        const { pointer, length, part, byte } = reader.read(chunk, 'store');
        if (ahead && chunk + 1 < ranges.length) reader.ahead(chunk + 1);
        if (grow) host.region(`grown ${chunk}`, 4 << 20); // while it is read
        read.push(`${part} ${byte} ${Buffer.from(host.copy(pointer, length)).toString('base64')}`);
      }
      reader.close();
      return read;
    };
    const inTurn = await records(false, false);
    const whole = inTurn.map((one) => Buffer.from(one.split(' ')[2]!, 'base64').toString()).join('');
    expect(whole.length).toBeGreaterThan(300_000);
    expect(await records(true, false)).toEqual(inTurn);
    expect(await records(true, true)).toEqual(inTurn);
  });
});
