import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { appendLedger, openLedger, readLedger } from '../../src/release/index.js';
import { chained, lineOf } from '../../src/release/ledger/entry.js';

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

describe('a claim', () => {
  const base = (name: string) => join(folder, name);
  const hidden = (name: string) => readdirSync(folder).filter((one) => one.startsWith(`.${name}.`));

  it('of a writer that died before it wrote is finished by the next', async () => {
    const path = await small('orphan');
    const before = openLedger(path);
    const theirs = chained({ at, event: 'suspended', release: release(2) }, before.entries.at(-1)!);
    writeFileSync(base('.orphan.claim-6'), lineOf(theirs));
    writeFileSync(path, `${readFileSync(path, 'utf8')}${lineOf(theirs).slice(0, 40)}`); // and torn off
    await appendLedger(path, { at, event: 'resumed', release: release(2) });
    const { entries, faults, torn } = openLedger(path);
    expect([faults, torn, entries.map(({ event }) => event).slice(5)]).toEqual([
      [],
      0,
      ['suspended', 'resumed'],
    ]);
    expect(hidden('orphan')).toEqual([]);
  });

  it('that was made too late changes nothing', async () => {
    const path = await small('late');
    const late = chained({ at, event: 'withdrawn', release: release(2) }, openLedger(path).entries[3]!);
    writeFileSync(base('.late.claim-5'), lineOf(late));
    await appendLedger(path, { at, event: 'suspended', release: release(2) });
    expect(openLedger(path)).toMatchObject({ faults: [], entries: { length: 6 } });
    expect(hidden('late')).toEqual([]);
  });

  it('that does not follow the end is left to a person', async () => {
    const path = await small('forged');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(
      base('.forged.claim-6'),
      lineOf(chained({ at, event: 'draft', release: release(9) }, null)),
    );
    await expect(appendLedger(path, { at, event: 'suspended', release: release(2) })).rejects.toMatchObject({
      code: 'ledger-claim',
    });
    expect(readFileSync(path, 'utf8')).toBe(whole);
  });
});

const perWriter = process.env.LETHE_SOAK ? 2500 : 25;

/** Starts a program in process and network namespaces of its own, as a container does: it sees no other writer. */
const container = ['unshare', '--user', '--map-root-user', '--net', '--pid', '--fork', '--kill-child'];
const containers = spawnSync(container[0]!, [...container.slice(1), 'true']).status === 0;

const places = [
  ['of one machine', []],
  ['of four containers that share the folder', container],
] as const;

it.each(places)(
  `four processes %s append ${perWriter} entries each, killed at any moment`,
  async (_, apart) => {
    if (apart.length > 0 && !containers) return console.warn('skipped: no namespaces of its own here');
    const path = join(folder, `crowd-${apart.length}`);
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
        done += await new Promise<number>((ended, failed) => {
          const args = [path, String(writer), String(done), String(perWriter)];
          const [program, ...before] = [...apart, process.execPath];
          const child = spawn(program!, [...before, '--input-type=module', '-e', script, ...args]);
          let told = 0;
          const stop = 5 + ((writer * 7 + done * 3) % Math.max(11, perWriter / 5));
          child.stdout.on('data', (dots: Buffer) => {
            told += dots.length;
            if (told >= stop && child.kill('SIGKILL')) kills++;
          });
          // A writer that ends by itself before its last entry would be started again for ever.
          child.on('close', (code) =>
            code === 0 || told > 0 ? ended(told) : failed(new Error(`writer: ${code}`)),
          );
        });
      }
    };
    await Promise.all([1, 2, 3, 4].map(write));
    const { entries, faults, releases, torn } = openLedger(path);
    expect({ faults, torn }).toEqual({ faults: [], torn: 0 });
    expect(kills).toBeGreaterThan(0);
    expect(releases.length).toBe(4 * perWriter); // nothing acknowledged is lost
    expect(entries.length).toBeGreaterThanOrEqual(4 * perWriter);
  },
  900_000,
);
