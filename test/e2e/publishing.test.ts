import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { bin, filesBelow, lethe, root, scratch, sha256 } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const engine = await import(pathToFileURL(join(root, 'dist/src/engine/index.js')).href);
const policies = await import(pathToFileURL(join(root, 'dist/src/policy/index.js')).href);
const components = await import(pathToFileURL(join(root, 'dist/src/cli/components.js')).href);
const registry = await components.shippedComponents();

const canary = '金丝雀';
const table = (count: number) =>
  `姓名,电话,年龄,备注\n${Array.from(
    { length: count },
    (_, i) => `${canary}${i % 7},1391234${1000 + (i % 9000)},${20 + (i % 50)},b${i % 3}\n`,
  ).join('')}`;

const policyText = (input: string, output: string) => `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: ${input} }
output: { path: ${output} }
columns:
  姓名: { role: direct, use: suppress }
  电话: { role: direct, use: mask, keep: [3, 0] }
  年龄: { role: quasi, hierarchy: age }
  备注: { role: safe }
privacy: { k: 3, suppression: 0.1 }
attacks: { sample: 100, guesses: 10000 }
`;

let serial = 0;
function job(source: string | Uint8Array, input = 'in.csv', output = 'out/d.csv'): string {
  const folder = join(place.folder, String(serial++));
  mkdirSync(folder);
  writeFileSync(join(folder, 'in.csv'), source);
  writeFileSync(join(folder, 'lethe.yaml'), policyText(input, output));
  return folder;
}

const left = (folder: string) =>
  filesBelow(folder)
    .map((path) => path.slice(folder.length + 1))
    .filter((path) => !path.startsWith('out/evidence/'));
const whole = ['out/d.csv', 'out/manifest.json', 'out/report.html'];

function expectRelease(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8'));
  expect(manifest.outputs[0].sha256).toBe(sha256(join(folder, 'out/d.csv')));
  expect(manifest.report.sha256).toBe(sha256(join(folder, 'out/report.html')));
}

/** Runs the engine in this process and does something at the first sign of a phase. */
async function during(folder: string, phase: string, act: (stop: AbortController) => void): Promise<string> {
  const file = join(folder, 'lethe.yaml');
  const policy = policies.parsePolicy(readFileSync(file, 'utf8'), file, registry);
  const stop = new AbortController();
  let done = false;
  const progress = (event: { phase: string }) => {
    if (event.phase !== phase || done) return;
    done = true;
    act(stop);
  };
  try {
    await engine.runPolicy(policy, { workers: 2, chunkBytes: 65536, progress, signal: stop.signal });
    return 'published';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    expect(done).toBe(true);
  }
}

const stores: [string, (text: string) => string | Uint8Array][] = [
  ['a file', (text) => text],
  ['a streamed source', (text) => gzipSync(text)],
];

describe.each(stores)('%s', (_, store) => {
  const source = store(table(20_000));

  it.each(['profile', 'apply', 'prove'])('an interruption during %s leaves nothing', async (phase) => {
    const folder = job(source);
    expect(await during(folder, phase, (stop) => stop.abort())).toBe('run-interrupted');
    expect(left(folder)).toEqual(['in.csv', 'lethe.yaml']);
  });

  it.each(['profile', 'apply', 'prove'])('that changes during %s is refused', async (phase) => {
    const folder = job(source);
    const input = join(folder, 'in.csv');
    const code = await during(folder, phase, () => utimesSync(input, 1, 1));
    expect(code).toBe('input-changed');
    expect(left(folder)).toEqual(['in.csv', 'lethe.yaml']);
  });

  it('that grows is refused', async () => {
    const folder = job(source);
    const code = await during(folder, 'profile', () => appendFileSync(join(folder, 'in.csv'), `${canary},1`));
    expect(code).not.toBe('published');
    expect(left(folder)).toEqual(['in.csv', 'lethe.yaml']);
  });
});

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends a command that waits for its input', async (signal) => {
    const child = spawn(process.execPath, [bin, 'profile', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => {});
    child.stdin.write(table(10));
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    await spooling(child.pid!);
    child.kill(signal);
    expect(await ended).toBe(130);
  });

  it('SIGINT ends `detect` between two lines', async () => {
    const child = spawn(process.execPath, [bin, 'detect'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.on('error', () => {});
    const answered = new Promise((done) => child.stdout.once('data', done));
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    child.stdin.write('{"text":"13912341234"}\n');
    await answered;
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  /** Resolves once a process holds the file to which it spools its input. */
  async function spooling(pid: number): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      await new Promise((done) => setTimeout(done, 25));
      const open = filesOf(pid).some((path) => path.includes('/.lethe-scratch-'));
      if (open) return;
    }
    if (existsSync('/proc/self/fd')) throw new Error('it never spooled its input');
  }

  function filesOf(pid: number): string[] {
    try {
      return readdirSync(`/proc/${pid}/fd`).map((name) => readlinkSync(`/proc/${pid}/fd/${name}`));
    } catch {
      return []; // not yet there, or no such system: the number of tries decides
    }
  }
});

describe('the folder of a release', () => {
  it('takes runs that end at the same time one after the other', async () => {
    const folder = job(table(3000));
    const args = [bin, 'run', '-p', 'lethe.yaml', '--quiet', '--workers', '1', '--wait'];
    for (let round = 0; round < 2; round++) {
      const runs = Array.from({ length: 2 }, () => {
        const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
        return new Promise<number | null>((done) => child.on('exit', done));
      });
      expect(await Promise.all(runs)).toEqual([0, 0]);
      expectRelease(folder);
      expect(left(folder)).toEqual(['in.csv', 'lethe.yaml', ...whole]);
    }
  });

  it('keeps the files of others, and is refused where one has the name of the report', async () => {
    const folder = job(table(300));
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out/notes.txt'), 'mine');
    expect((await letheHere(['run', '-p', 'lethe.yaml', '-q'], { cwd: folder })).status).toBe(0);
    expect((await letheHere(['run', '-p', 'lethe.yaml', '-q'], { cwd: folder })).status).toBe(0);
    expectRelease(folder);
    expect(readFileSync(join(folder, 'out/notes.txt'), 'utf8')).toBe('mine');

    const other = job(table(300));
    mkdirSync(join(other, 'out'));
    writeFileSync(join(other, 'out/report.html'), '<p>mine</p>');
    const refused = await letheHere(['run', '-p', 'lethe.yaml', '--json'], { cwd: other });
    expect(refused.status).toBe(2);
    expect(JSON.parse(refused.stdout).error.code).toBe('release-folder-taken');
    expect(readFileSync(join(other, 'out/report.html'), 'utf8')).toBe('<p>mine</p>');
  });

  it('is not overwritten from a source in it, by whatever link', async () => {
    const folder = job(table(300));
    symlinkSync('.', join(folder, 'self'));
    symlinkSync('in.csv', join(folder, 'link.csv'));
    linkSync(join(folder, 'in.csv'), join(folder, 'hard.csv'));
    const before = sha256(join(folder, 'in.csv'));
    for (const output of ['self/in.csv', 'link.csv', 'hard.csv']) {
      writeFileSync(join(folder, 'lethe.yaml'), policyText('in.csv', output));
      const result = await letheHere(['run', '-p', 'lethe.yaml', '--json'], { cwd: folder });
      expect(JSON.parse(result.stdout).error.code).toBe('output-is-input');
    }
    writeFileSync(join(folder, 'lethe.yaml'), policyText('in.csv', 'out/d.csv'));
    const report = await letheHere(['run', '-p', 'lethe.yaml', '-q', '--report', 'in.csv'], { cwd: folder });
    expect(report.status).toBe(2);
    expect(sha256(join(folder, 'in.csv'))).toBe(before);
  });
});

describe('pipes', () => {
  const text = table(300);

  it('go in and out; with --json the document stands alone on standard error', () => {
    const folder = job('', '"-"', '"-"');
    const result = lethe(['run', '-p', 'lethe.yaml', '--json', '--quiet'], { cwd: folder, input: text });
    expect(result.status).toBe(0);
    expect(result.stdout.split('\n')[0]).toBe('电话,年龄,备注');
    expect(result.stdout.split('\n').length).toBe(302);
    expect(JSON.parse(result.stderr)).toMatchObject({ version: 1, verdict: 'published' });
  });

  it('are read by name, also through a named pipe, and errors call them by it', () => {
    expect(JSON.parse(lethe(['profile', '-', '--json'], { input: text }).stdout).input.rows).toBe(300);
    const ragged = lethe(['profile', '-', '--quiet'], { input: `${text}${canary},1\n` });
    expect(ragged.status).toBe(2);
    expect(ragged.stderr).toMatch(/^stdin:302: /);
    expect(ragged.stderr).not.toContain(canary);
    const folder = job(text);
    if (spawnSync('mkfifo', [join(folder, 'pipe')]).status !== 0) return;
    const script = `cat in.csv > pipe & exec ${process.execPath} ${bin} profile pipe --json`;
    const piped = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(JSON.parse(piped.stdout).input.rows).toBe(300);
  });

  it('take the result of `anonymise -o -`', () => {
    const folder = job(text);
    mkdirSync(join(folder, 'h'));
    writeFileSync(join(folder, 'h/备注.csv'), 'b0;*\nb1;*\nb2;*\n');
    const args = ['--qi', '备注', '--hierarchies', 'h', '-k', '3', '-o', '-', '--json', '--quiet'];
    const result = lethe(['anonymise', 'in.csv', ...args], { cwd: folder });
    expect(result.status).toBe(0);
    expect(result.stdout).toBe(text);
    expect(JSON.parse(result.stderr)).toMatchObject({ version: 1, output: '-' });
    expect(left(folder)).toEqual(['h/备注.csv', 'in.csv', 'lethe.yaml']);
  });
});

describe('a full disk', () => {
  it('leaves nothing, whether the data are streamed, compressed or spooled', async (context) => {
    const disk = join(place.folder, 'disk');
    mkdirSync(disk);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status !== 0) {
      context.skip('a small tmpfs cannot be mounted here');
    }
    try {
      const packed = gzipSync(table(100_000));
      const [plain, small] = [join(disk, 'out/d.csv'), join(disk, 'out/d.csv.gz')];
      for (const output of [plain, small]) {
        const folder = job(packed, 'in.csv', output);
        const result = await letheHere(['run', '-p', 'lethe.yaml', '--quiet', '--no-space-check'], {
          cwd: folder,
        });
        expect(`${result.status} ${result.stderr}`).toMatch(/^2 .*\n?.*ENOSPC/);
        expect(readdirSync(disk)).toEqual([]);
      }
      const spooled = lethe(['profile', '-', '-q'], { input: table(100_000), env: { TMPDIR: disk } });
      expect(`${spooled.status} ${spooled.stderr}`).toMatch(/^2 .*ENOSPC/);
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
