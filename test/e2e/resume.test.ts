import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateResidents } from '../../benchmarks/data.js';
import { filesBelow, root, scratch } from './cli.js';

const place = scratch();
afterAll(place.remove);
const dist = (path: string) => pathToFileURL(join(root, 'dist/src', path)).href;
const engine = await import(dist('engine/index.js'));
const policies = await import(dist('policy/index.js'));
const components = await import(dist('cli/components.js'));
const registry = await components.shippedComponents();

const folder = join(place.folder, 'job');
const source = join(folder, 'in.csv');
const policyPath = join(folder, 'lethe.yaml');
const policyText = `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: in.csv }
output: { path: out/data.csv }
columns:
${['姓名', '手机号', '固定电话', '邮箱', '住址'].map((name) => `  ${name}: { role: direct, use: suppress }`).join('\n')}
  身份证号: { role: direct, use: pseudonym }
  出生日期: { role: quasi, hierarchy: date, levels: [year, '*'] }
  性别: { role: quasi }
${['民族', '婚姻状况', '职业', '登记日期'].map((name) => `  ${name}: { role: safe }`).join('\n')}
  月收入: { role: sensitive }
  备注: { role: text, use: redact }
privacy: { k: 3, suppression: 0.1 }
attacks: { sample: 100, guesses: 10000 }
`;
const how = { workers: 1, chunkBytes: 65536, checkpoints: { from: 0, chunks: 2 } };

/** A worker module that dies, and its process with it, at its nth write in a pass; that write is half done. */
function assassin(kind: string, nth: number): string {
  const path = join(place.folder, `${kind}-${nth}.mjs`);
  writeFileSync(
    path,
    `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import lane from ${JSON.stringify(pathToFileURL(join(root, 'dist/workers/chunk.js')).href)};
const write = fs.writeSync;
let armed = false;
let left = ${nth};
fs.writeSync = (file, bytes, from = 0, length = bytes.length, at = null) => {
  if (armed && --left === 0) {
    write(file, bytes, from, length >> 1, at);
    process.kill(process.pid, 'SIGKILL');
  }
  return write(file, bytes, from, length, at);
};
syncBuiltinESMExports();
let passes = 0;
export default async (task) => { armed = task.pass.kind === '${kind.replace('prove', 'survey')}' && (passes++ > 0 || ${kind !== 'prove'}); return lane(task); };
`,
  );
  return path;
}

/** Runs the job in a process of its own, which is killed on the way. */
function killed(kind: string, nth: number): void {
  const script = `
const { runPolicy } = await import(${JSON.stringify(dist('engine/index.js'))});
const { parsePolicy } = await import(${JSON.stringify(dist('policy/index.js'))});
const { shippedComponents } = await import(${JSON.stringify(dist('cli/components.js'))});
const policy = parsePolicy(${JSON.stringify(policyText)}, ${JSON.stringify(policyPath)}, await shippedComponents());
await runPolicy(policy, ${JSON.stringify({ ...how, workerFile: assassin(kind, nth) })});`;
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(stderr.toString()).toBe('');
  expect(signal).toBe('SIGKILL');
}

const workers = join(root, 'dist/workers/chunk.js');
/** Runs the job to its end in this process. */
function resume(options: object = {}, text = policyText) {
  const policy = policies.parsePolicy(text, policyPath, registry);
  return engine.runPolicy(policy, { ...how, workerFile: workers, ...options });
}

const stagings = () =>
  readdirSync(folder).filter((name) => name.startsWith('.lethe-') && !name.includes('-job-'));
const memory = '/dev/shm';
const secrets = () =>
  readdirSync(memory).filter((name) => stagings().some((one) => name.endsWith(one.split('-')[2]!)));
const output = () => readFileSync(join(folder, 'out/data.csv'), 'utf8').trimEnd().split('\n');
const withoutToken = (lines: readonly string[]) => lines.map((line) => line.slice(line.indexOf(',')));
const kept = join(place.folder, 'kept');

/** What the killed run has left, as it was. */
function again(): string {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  for (const name of stagings()) rmSync(join(folder, name), { recursive: true });
  for (const name of readdirSync(kept)) {
    cpSync(join(kept, name), join(name.startsWith('.') ? folder : memory, name), {
      recursive: true,
      preserveTimestamps: true,
    });
  }
  return join(folder, stagings()[0]!);
}

const inMemory = existsSync(memory) && statfsSync(memory).type === 0x01021994;

describe.skipIf(!inMemory)('a job that was killed', () => {
  let whole: string[];
  beforeAll(async () => {
    mkdirSync(folder);
    mkdirSync(kept);
    const file = openSync(source, 'w');
    generateResidents(file, { bytes: 8e5, seed: 5 });
    closeSync(file);
    writeFileSync(policyPath, policyText);
    expect((await resume({ checkpoints: false })).resumed).toBeUndefined();
    whole = output();
    rmSync(join(folder, 'out'), { recursive: true });
  });

  it('shows nothing, and what it keeps is sealed with a secret in memory that only its owner can read', () => {
    killed('apply', 9);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect(stagings()).toHaveLength(1);
    expect(secrets()).toHaveLength(1);
    expect(statSync(join(memory, secrets()[0]!)).mode & 0o777).toBe(0o600);
    killed('prove', 2);
    expect(secrets()).toHaveLength(1);
    for (const name of [...stagings(), ...secrets()]) {
      cpSync(join(name.startsWith('.') ? folder : memory, name), join(kept, name), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
    const staging = join(folder, stagings()[0]!);
    const source = readFileSync(join(folder, 'in.csv'), 'utf8').split('\n');
    const cells = source.slice(1, 200).flatMap((line) => line.split(',').slice(0, 3));
    for (const path of filesBelow(staging)) {
      expect(statSync(path).mode & 0o077).toBe(0);
      const text = readFileSync(path, 'latin1');
      for (const cell of cells) expect(text.includes(cell)).toBe(false);
    }
  });

  let first: string[];

  it('goes on under the key it had, with the bytes of a run that nobody killed', async () => {
    const { resumed, verdict } = await resume({ workers: 2 });
    expect(verdict).toBe('published');
    expect(resumed.state).toBe('resumed');
    expect(resumed.reused.profile).toBeGreaterThan(7.9e5);
    expect(resumed.reused.apply).toBeGreaterThan(7.9e5);
    expect(resumed.reused.prove).toBeGreaterThan(0);
    first = output();
    expect(withoutToken(first)).toEqual(withoutToken(whole));
    // One key throughout: as many pseudonyms as persons, and each of them one's alone.
    const lines = readFileSync(source, 'utf8').trimEnd().split('\n');
    const persons = new Set(lines.map((line) => line.split(',')[1]!));
    const tokens = new Set(first.map((line) => line.split(',')[0]!));
    expect(tokens.size).toBeGreaterThan(1000);
    expect(tokens.size).toBeLessThanOrEqual(persons.size);
    const manifest = JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8'));
    expect(manifest.key).toMatchObject({ kind: 'ephemeral', destroyed: true });
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readdirSync(memory).some((name) => readdirSync(kept).includes(name))).toBe(false);
    expect(filesBelow(join(folder, 'out')).some((path) => path.includes('.checkpoints'))).toBe(false);
  });

  it('does again what is torn or was written otherwise, and comes to the same bytes', async () => {
    const staging = again();
    const data = openSync(join(staging, 'data.csv'), 'r+');
    writeSync(data, 'x', 50_000);
    closeSync(data);
    utimesSync(join(staging, 'data.csv'), 1, 1); // or the time would have to be compared to the nanosecond
    const journals = join(staging, '.checkpoints');
    for (const name of readdirSync(journals).filter((name) => name.startsWith('profile')))
      truncateSync(join(journals, name), Math.floor(statSync(join(journals, name)).size * 0.6));
    const { resumed } = await resume();
    expect(resumed.state).toBe('resumed');
    expect(resumed.reused.profile).toBeLessThan(7e5);
    expect(resumed.reused).not.toHaveProperty('apply');
    expect(resumed.reused).not.toHaveProperty('prove');
    expect(output()).toEqual(first);
  });

  it.each([
    ['secret', () => rmSync(join(memory, secrets()[0]!)), {}],
    ['journal', (staging: string) => rmSync(join(staging, '.checkpoints/notes-0')), {}],
    ['policy', () => writeFileSync(policyPath, policyText.replace('k: 3', 'k: 4')), {}],
    ['policy', () => {}, { checkpoints: false }],
    ['policy', () => {}, { chunkBytes: 70000 }],
    ['source', () => utimesSync(source, 1, 1), {}],
  ] as const)(
    'begins anew where the %s is another or gone, says so and leaves nothing',
    async (reason, spoil, options) => {
      spoil(again());
      const stop = new AbortController();
      const seen: object[] = [];
      const observe = (event: { event: string }) => {
        if (event.event === 'anew') seen.push(event);
        if (event.event === 'phase-started') stop.abort();
      };
      const ended = resume({ ...options, observe, signal: stop.signal }, readFileSync(policyPath, 'utf8'));
      await expect(ended).rejects.toMatchObject({ code: 'run-interrupted' });
      writeFileSync(policyPath, policyText);
      expect(seen).toEqual([{ event: 'anew', reason }]);
      expect(stagings()).toEqual([]);
      expect(readdirSync(memory).some((name) => readdirSync(kept).includes(name))).toBe(false);
    },
  );
});
