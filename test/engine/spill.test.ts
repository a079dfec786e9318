import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SpillWriter } from '../../src/engine/spill.js';
import type { SurveyPart } from '../../src/kernels/survey.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-spill-'));
afterAll(() => rmSync(folder, { recursive: true }));

function part(size: number): SurveyPart {
  const spec = { columns: 1, tally: false, distinct: false, code: [{ column: 0, role: 'quasi' as const }] };
  const entries = BigUint64Array.from({ length: size * 2 }, (_, i) => BigInt(i));
  const tuples = { size, words: 1, layout: [{ word: 0, shift: 0, bits: 32 }], entries };
  return { spec, records: size, columns: [], dictionaries: [], tuples };
}

describe('tuples of a lane', () => {
  it('stay in memory while they are few, and go to the scratch file one after the other', () => {
    const path = join(folder, 'a');
    const file = openSync(path, 'w+');
    const writer = new SpillWriter({ file, folder, tuples: 1_000_000 });
    expect(writer.take(part(60_000)).tuples?.stored).toBeUndefined();
    const first = part(70_000);
    const second = part(6_000);
    const put = [writer.take(first), writer.take(second)];
    closeSync(file);
    expect(put.map(({ tuples }) => tuples!.stored!.at)).toEqual([0, 70_000 * 16]);
    expect(put.every(({ tuples }) => tuples!.entries.length === 0)).toBe(true);
    const wanted = [first, second].map(({ tuples }) => new Uint8Array(tuples!.entries.buffer as ArrayBuffer));
    expect(readFileSync(path).equals(Buffer.concat(wanted))).toBe(true);
  });

  it('are held where the file cannot take them, as long as the budget has room', () => {
    const path = join(folder, 'b');
    closeSync(openSync(path, 'w'));
    const file = openSync(path, 'r'); // nobody can write to it
    const writer = new SpillWriter({ file, folder, tuples: 150_000 });
    expect(writer.take(part(100_000)).tuples?.entries.length).toBe(200_000);
    expect(() => writer.take(part(60_000))).toThrow(expect.objectContaining({ code: 'scratch-failed' }));
    closeSync(file);
  });

  it('end a part before its table doubles, later at a quarter of what is put away', () => {
    const file = openSync(join(folder, 'c'), 'w');
    const writer = new SpillWriter({ file, folder, tuples: 400_000 });
    expect(writer.most(false)).toBeLessThan(2 ** 18 * 0.75);
    expect(writer.most(true)).toBeLessThan(400_000);
    for (let i = 0; i < 4; i++) writer.take(part(300_000));
    expect(writer.most(false)).toBe(300_000);
    for (let i = 0; i < 4; i++) writer.take(part(300_000));
    expect(writer.most(false)).toBe(400_000);
    closeSync(file);
  });
});
