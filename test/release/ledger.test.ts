import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { appendLedger, openLedger, readLedger } from '../../src/release/index.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = '2026-01-05T08:00:00.000Z';
const release = (number: number) => number.toString(16).padStart(64, '0');

async function small(name: string): Promise<string> {
  const path = join(folder, name);
  for (const number of [1, 2]) {
    await appendLedger(path, { at, event: 'draft', release: release(number), dataset: '名单' });
    await appendLedger(path, { at, event: 'published', release: release(number), dataset: '名单' });
  }
  await appendLedger(path, { at, event: 'withdrawn', release: release(1), reason: 'r', by: 'o' });
  return path;
}

describe('the ledger', () => {
  it('knows where every release stands', async () => {
    const ledger = openLedger(await small('states'));
    expect(ledger.faults).toEqual([]);
    expect(ledger.entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(ledger.releases.map(({ state }) => state)).toEqual(['withdrawn', 'published']);
  });

  it('refuses what cannot follow, and writes nothing', async () => {
    const path = await small('order');
    const before = readFileSync(path, 'utf8');
    for (const event of ['published', 'suspended', 'withdrawn'] as const) {
      await expect(appendLedger(path, { at, event, release: release(1) })).rejects.toMatchObject({
        code: 'ledger-order',
      });
    }
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('shows every changed byte, and the line of it or of the next link', async () => {
    const text = readFileSync(await small('bytes'), 'utf8');
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const other = Buffer.from(bytes);
        other[place]! ^= change;
        const line = bytes.subarray(0, place).toString('latin1').split('\n').length;
        const { faults } = readLedger(other.toString('utf8'), 'ledger');
        expect(faults.length).toBeGreaterThan(0);
        expect(faults[0]!.args.line).toBe(line);
      }),
      { numRuns: 400 },
    );
  });

  it('shows a line that was taken out or put elsewhere', async () => {
    const lines = readFileSync(await small('lines'), 'utf8').split('\n');
    for (let i = 0; i < 4; i++) {
      expect(readLedger(lines.toSpliced(i, 1).join('\n'), 'l').faults).not.toEqual([]);
      expect(readLedger(lines.toSpliced(i, 2, lines[i + 1]!, lines[i]!).join('\n'), 'l').faults).not.toEqual(
        [],
      );
    }
  });

  it('cuts off what a dead writer left unfinished, and refuses to go on after a changed end', async () => {
    const path = await small('torn');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, `${whole}{"at":"2026`);
    await appendLedger(path, { at, event: 'suspended', release: release(2) });
    const ledger = openLedger(path);
    expect([ledger.faults, ledger.torn, ledger.entries.length]).toEqual([[], 0, 6]);
    writeFileSync(path, whole.replace('"reason":"r"', '"reason":"s"'));
    await expect(appendLedger(path, { at, event: 'suspended', release: release(2) })).rejects.toMatchObject({
      code: 'ledger-broken',
    });
  });
});

const perWriter = process.env.LETHE_SOAK ? 2500 : 40;

it(`four processes append ${perWriter} entries each, killed at any moment`, async () => {
  const path = join(folder, 'crowd');
  const library = resolve(import.meta.dirname, '../../dist/src/release/index.js');
  // Each entry that was acknowledged is told before the next begins.
  const script = `
    import { appendLedger } from ${JSON.stringify(library)};
    const [path, writer, from, to] = process.argv.slice(1);
    for (let i = Number(from); i < Number(to); i++) {
      const release = (Number(writer) * 1e6 + i).toString(16).padStart(64, '0');
      await appendLedger(path, { at: ${JSON.stringify(at)}, event: 'draft', release });
      process.stdout.write('.');
    }`;
  let kills = 0;
  const write = async (writer: number) => {
    for (let done = 0; done < perWriter; ) {
      done += await new Promise<number>((ended) => {
        const args = [path, String(writer), String(done), String(perWriter)];
        const child = spawn(process.execPath, ['--input-type=module', '-e', script, ...args]);
        let told = 0;
        const stop = 5 + ((writer * 7 + done * 3) % Math.max(11, perWriter / 5));
        child.stdout.on('data', (dots: Buffer) => {
          told += dots.length;
          if (told >= stop && child.kill('SIGKILL')) kills++;
        });
        child.on('close', () => ended(told));
      });
    }
  };
  await Promise.all([1, 2, 3, 4].map(write));
  const { entries, faults, releases, torn } = openLedger(path);
  expect({ faults, torn }).toEqual({ faults: [], torn: 0 });
  expect(kills).toBeGreaterThan(0);
  expect(releases.length).toBe(4 * perWriter); // nothing acknowledged is lost
  expect(entries.length).toBeGreaterThanOrEqual(4 * perWriter);
}, 900_000);
