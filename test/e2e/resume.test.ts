import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateResidents } from '../../benchmarks/data.js';
import { filesBelow, root, scratch } from './cli.js';

const place = scratch();
afterAll(() => {
  // Also where a test failed half-way: no secret stays in memory.
  for (const name of mine) fs.rmSync(join(memory, name), { force: true });
  place.remove();
});
const dist = (path: string) => pathToFileURL(join(root, 'dist/src', path)).href;
const { runPolicy } = await import(dist('engine/index.js'));
const { inlinePool } = await import(dist('engine/pool.js'));
const { parsePolicy } = await import(dist('policy/index.js'));
const registry = await (await import(dist('cli/components.js'))).shippedComponents();

const folder = join(place.folder, 'job');
const source = join(folder, 'in.csv');
const policyPath = join(folder, 'lethe.yaml');
const policyOf = (seed: string) => `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: in.csv }
output: { path: out/data.csv }
${seed}columns:
${['姓名', '手机号', '固定电话', '邮箱', '住址', '备注'].map((name) => `  ${name}: { role: direct, use: suppress }`).join('\n')}
  身份证号: { role: direct, use: pseudonym }
  出生日期: { role: quasi, hierarchy: date, levels: [year, '*'] }
  性别: { role: quasi }
${['民族', '婚姻状况', '职业', '登记日期'].map((name) => `  ${name}: { role: safe }`).join('\n')}
  月收入: { role: sensitive }
privacy: { k: 3, suppression: 0.1 }
attacks: { sample: 100, guesses: 10000 }
`;
/** Pseudonyms under a seed can be made again, so that bytes can be compared; without one each job has a key of its own. */
const [seeded, fresh] = [policyOf('seed: killed and resumed\n'), policyOf('')];
const how = { chunkBytes: 65536, checkpoints: { from: 0, chunks: 1 } };

const memory = '/dev/shm';
const stagings = () =>
  fs.readdirSync(folder).filter((name) => name.startsWith('.lethe-') && !name.includes('-job-'));
const secrets = () =>
  fs.readdirSync(memory).filter((name) => stagings().some((one) => name.endsWith(one.split('-')[2]!)));
const output = () => fs.readFileSync(join(folder, 'out/data.csv'), 'latin1');
const journals = () =>
  filesBelow(join(folder, stagings()[0]!, '.checkpoints')).filter((path) => !path.endsWith('head'));

/** Runs the job in this process, to its end. */
function run(text: string, options: object = {}) {
  fs.rmSync(join(folder, 'out'), { recursive: true, force: true });
  return runPolicy(parsePolicy(text, policyPath, registry), { ...how, pool: inlinePool(), ...options });
}

/** What a killed run must never leave, once another has ended. */
function expectNothingLeft(): void {
  expect(fs.readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(fs.readdirSync(memory).filter((name) => mine.has(name))).toEqual([]);
  expect(filesBelow(join(folder, 'out')).filter((path) => path.includes('.checkpoints'))).toEqual([]);
}
const mine = new Set<string>();

/**
 * Runs the job in this process until it has written so often to its staging folder, and lets nothing that it does then reach a
 * disk: the last write is half done, no folder and no secret is taken away. `Infinity`: to its end. Returns the files written, in order.
 */
async function die(text: string, nth: number): Promise<string[]> {
  const real = { ...fs };
  const stop = new AbortController();
  const written: string[] = [];
  let dead = false;
  const guarded = (name: 'writeFileSync' | 'truncateSync' | 'renameSync' | 'unlinkSync') =>
    Object.assign(fs, {
      [name]: (...args: never[]) => {
        if (dead) throw new Error('dead');
        return (real[name] as (...args: never[]) => unknown)(...args);
      },
    });
  for (const name of ['writeFileSync', 'truncateSync', 'renameSync', 'unlinkSync'] as const) guarded(name);
  Object.assign(fs, {
    writeSync(file: number, bytes: Uint8Array, from = 0, length = bytes.length, at: number | null = null) {
      const path = real.readlinkSync(`/proc/self/fd/${file}`);
      const own = path.includes('/.lethe-') && !path.includes('-job-');
      if (own) written.push(basename(path));
      if (!dead && own && written.length === nth) {
        dead = true;
        stop.abort();
        real.writeSync(file, bytes, from, length >> 1, at);
      }
      if (dead) throw new Error('dead');
      return real.writeSync(file, bytes, from, length, at);
    },
    // a write as any other, so that it is counted and may be the last, cut short
    writevSync: (file: number, pieces: Uint8Array[]) => fs.writeSync(file, Buffer.concat(pieces)),
    openSync(path: string, flags: string | number, mode?: number) {
      if (dead && path.startsWith(memory)) throw new Error('dead');
      return real.openSync(path, flags, mode);
    },
    rmSync(path: string, options: object) {
      if (!(dead && path.includes('/.lethe-') && !path.includes('-job-'))) real.rmSync(path, options);
    },
  });
  syncBuiltinESMExports();
  try {
    const ended = run(text, { signal: stop.signal });
    if (nth === Number.POSITIVE_INFINITY) await ended;
    else await expect(ended).rejects.toThrow();
  } finally {
    const { writeSync, writevSync, openSync, rmSync } = real;
    const { writeFileSync, truncateSync, renameSync, unlinkSync } = real;
    Object.assign(fs, { writeSync, writevSync, openSync, rmSync });
    Object.assign(fs, { writeFileSync, truncateSync, renameSync, unlinkSync });
    syncBuiltinESMExports();
    for (const name of secrets()) mine.add(name);
  }
  return written;
}

/** Runs the job in a process of its own, which kills itself in the middle of its nth write. */
function killed(text: string, nth: number): void {
  fs.rmSync(join(folder, 'out'), { recursive: true, force: true });
  const script = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const write = fs.writeSync;
let left = ${nth};
fs.writeSync = (file, bytes, from = 0, length = bytes.length, at = null) => {
  const path = fs.readlinkSync('/proc/self/fd/' + file);
  if (!path.includes('/.lethe-') || path.includes('-job-') || --left > 0) return write(file, bytes, from, length, at);
  write(file, bytes, from, length >> 1, at);
  process.kill(process.pid, 'SIGKILL');
};
fs.writevSync = (file, pieces) => fs.writeSync(file, Buffer.concat(pieces));
syncBuiltinESMExports();
const { runPolicy } = await import(${JSON.stringify(dist('engine/index.js'))});
const { inlinePool } = await import(${JSON.stringify(dist('engine/pool.js'))});
const { parsePolicy } = await import(${JSON.stringify(dist('policy/index.js'))});
const { shippedComponents } = await import(${JSON.stringify(dist('cli/components.js'))});
const policy = parsePolicy(${JSON.stringify(text)}, ${JSON.stringify(policyPath)}, await shippedComponents());
await runPolicy(policy, { ...${JSON.stringify(how)}, pool: inlinePool() });`;
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(stderr.toString()).toBe('');
  for (const name of secrets()) mine.add(name);
  expect(signal).toBe('SIGKILL');
}

const inMemory = fs.existsSync(memory) && fs.statfsSync(memory).type === 0x01021994;
const soak = process.env.LETHE_SOAK === '1';

/** One kind of damage to what a killed run has left. */
function spoil({ kind, file, at, bit }: { kind: string; file: number; at: number; bit: number }): void {
  const paths = kind === 'output' ? [join(folder, stagings()[0]!, 'data.csv')] : journals();
  const path = paths[file % paths.length];
  if (!path || !fs.existsSync(path)) return;
  const bytes = fs.readFileSync(path);
  const place = Math.floor(at * bytes.length);
  if (kind === 'lose') fs.rmSync(path);
  else if (kind === 'cut') fs.truncateSync(path, place);
  else if (kind === 'swap') {
    const other = paths[(file + 1) % paths.length]!;
    fs.writeFileSync(path, fs.readFileSync(other));
    fs.writeFileSync(other, bytes);
  } else if (bytes.length > 0) {
    bytes[place]! ^= 1 << bit;
    fs.writeFileSync(path, bytes);
  }
}

describe.skipIf(!inMemory)('a job that was killed', () => {
  let whole: string; // the bytes of a run that nobody killed
  let writes: string[]; // names of the files it wrote to, write by write
  beforeAll(async () => {
    fs.mkdirSync(folder);
    const file = fs.openSync(source, 'w');
    generateResidents(file, { bytes: 3e5, seed: 5 });
    fs.closeSync(file);
    fs.writeFileSync(policyPath, seeded);
    expect((await run(seeded, { checkpoints: false })).resumed).toBeUndefined();
    whole = output();
    writes = await die(seeded, Number.POSITIVE_INFINITY);
    expect(output()).toBe(whole);
    expectNothingLeft();
    expect(writes.length).toBeGreaterThan(20);
  });

  it('shows nothing, keeps what it has done sealed, and goes on under the key it had', async () => {
    fs.writeFileSync(policyPath, fresh);
    // After the last of the data one entry of apply and one of the proof are whole, and a second of the proof is torn.
    killed(fresh, writes.lastIndexOf('data.csv') + 4);
    expect(fs.existsSync(join(folder, 'out'))).toBe(false);
    expect(stagings()).toHaveLength(1);
    expect(secrets()).toHaveLength(1);
    expect(fs.statSync(join(memory, secrets()[0]!)).mode & 0o777).toBe(0o600);
    const lines = fs.readFileSync(source, 'utf8').trimEnd().split('\n').slice(1);
    const cells = lines
      .flatMap((line) => line.split(',').slice(0, 3))
      .map((cell) => Buffer.from(cell).toString('latin1'));
    for (const path of filesBelow(join(folder, stagings()[0]!))) {
      expect(fs.statSync(path).mode & 0o077).toBe(0);
      const text = fs.readFileSync(path, 'latin1');
      expect(cells.filter((cell) => text.includes(cell))).toEqual([]);
    }
    const begun = fs.readFileSync(join(folder, stagings()[0]!, 'data.csv'), 'latin1');
    const { resumed, verdict } = await run(fresh);
    expect(verdict).toBe('published');
    // All of apply: whatever stands behind the header.
    const [header] = fs.readFileSync(source, 'utf8').split('\n', 1);
    const size = fs.statSync(source).size - Buffer.byteLength(`${header}\n`);
    expect(resumed).toMatchObject({ state: 'resumed', reused: { apply: size } });
    expect(resumed.reused.prove).toBeGreaterThan(0);
    // The bytes that stood there, and as many pseudonyms as persons: one key throughout.
    expect(output()).toBe(begun);
    const tokens = new Set(
      begun
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]!),
    );
    expect(tokens.size).toBeLessThanOrEqual(new Set(lines.map((line) => line.split(',')[1]!)).size);
    const manifest = JSON.parse(fs.readFileSync(join(folder, 'out/manifest.json'), 'utf8'));
    expect(manifest.key).toMatchObject({ kind: 'ephemeral', destroyed: true });
    expectNothingLeft();
    fs.writeFileSync(policyPath, seeded);
  });

  it('publishes the same bytes whenever it was killed, also several times', async () => {
    const points = soak
      ? writes.slice(2).map((_, at) => at + 3)
      : [2, 3, Math.floor(writes.length / 3), writes.length];
    for (const point of points) {
      await die(seeded, point);
      const { resumed } = await run(seeded);
      // The second write says whose checkpoints these are.
      expect({ point, ...resumed }).toMatchObject({ point, state: point > 2 ? 'resumed' : 'anew' });
      expect(output()).toBe(whole);
      expectNothingLeft();
    }
    for (let kills = 0; kills < 3; kills++) await die(seeded, 5);
    expect((await run(seeded)).resumed.reused.profile).toBeGreaterThan(0);
    expect(output()).toBe(whole);
    expectNothingLeft();
  });

  it('never publishes anything else, whatever became of its journals and its staged bytes', async () => {
    const damage = fc.record({
      kind: fc.constantFrom('flip', 'cut', 'lose', 'swap', 'output'),
      file: fc.nat(),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bit: fc.nat(7),
    });
    const point = fc.integer({ min: 3, max: writes.length });
    await fc.assert(
      fc.asyncProperty(point, fc.array(damage, { minLength: 1, maxLength: 3 }), async (nth, damages) => {
        await die(seeded, nth);
        for (const one of damages) spoil(one);
        const { verdict } = await run(seeded);
        expect(verdict).toBe('published');
        expect(output()).toBe(whole);
        expectNothingLeft();
      }),
      { numRuns: soak ? 200 : 6 },
    );
  });

  describe('begins anew, says why and leaves nothing', () => {
    const kept = join(place.folder, 'kept');
    beforeAll(async () => {
      await die(seeded, 5);
      fs.mkdirSync(kept);
      for (const name of [...stagings(), ...secrets()])
        fs.cpSync(join(name.startsWith('.') ? folder : memory, name), join(kept, name), { recursive: true });
      for (const name of stagings()) fs.rmSync(join(folder, name), { recursive: true });
    });
    it.each([
      ['secret', 'is gone', () => fs.rmSync(join(memory, secrets()[0]!)), {}],
      ['journal', 'is gone', () => fs.rmSync(journals().find((path) => path.endsWith('notes-0'))!), {}],
      ['policy', 'is another', () => fs.writeFileSync(policyPath, seeded.replace('k: 3', 'k: 4')), {}],
      [
        'policy',
        'has another seed',
        () => fs.writeFileSync(policyPath, seeded.replace('killed and resumed', 'another seed altogether')),
        {},
      ],
      ['policy', 'is not to be gone on with', () => {}, { checkpoints: false }],
      ['policy', 'divides otherwise', () => {}, { chunkBytes: 70000 }],
      ['policy', 'has a seed from elsewhere', () => {}, { seed: 'from the command line' }],
      ['source', 'was written to', () => fs.utimesSync(source, 1, 1), {}],
    ] as const)('where the %s %s', async (reason, _, spoilt, options) => {
      for (const name of fs.readdirSync(kept))
        fs.cpSync(join(kept, name), join(name.startsWith('.') ? folder : memory, name), { recursive: true });
      spoilt();
      const stop = new AbortController();
      const seen: object[] = [];
      const observe = (event: { event: string }) => {
        if (event.event === 'anew') seen.push(event);
        if (event.event === 'phase-started') stop.abort();
      };
      const ended = run(fs.readFileSync(policyPath, 'utf8'), { ...options, observe, signal: stop.signal });
      await expect(ended).rejects.toMatchObject({ code: 'run-interrupted' });
      fs.writeFileSync(policyPath, seeded);
      expect(seen).toEqual([{ event: 'anew', reason }]);
      expectNothingLeft();
    });
  });
});
