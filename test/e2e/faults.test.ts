import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { generateResidents } from '../../benchmarks/data.js';
import { bin, type Finished, filesBelow, lethe, letheKilled, scratch, sha256 } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

/** A value that stands in every table of these tests and must never be seen outside of data. */
const canary = '绝密金丝雀';
const canaryPhone = '13912345678';

const header = '姓名,手机号,年龄\n';
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `${canary}${i % 7},1391234${String(i % 9000).padStart(4, '0')},${20 + (i % 50)}\n`,
  ).join('');

function policy(
  options: { input?: string; profile?: string; columns?: string; extra?: string; output?: string } = {},
): string {
  return `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: ${options.profile ?? 'internal-sharing'} }
input: { path: ${options.input ?? 'in.csv'} }
output: { path: ${options.output ?? 'out/data.csv'} }
columns:
${
  options.columns ??
  `  姓名: { role: direct, use: suppress }
  手机号: { role: direct, use: mask, keep: [3, 0] }
  年龄: { role: quasi, hierarchy: age }`
}
privacy: { k: 3, suppression: 0.1 }
attacks: { sample: 100, guesses: 10000 }
${options.extra ?? ''}`;
}

let serial = 0;
async function job(
  input: string | Buffer,
  text: string,
  flags: string[] = [],
): Promise<{ folder: string; result: Finished }> {
  const folder = join(place.folder, `job-${serial++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'in.csv'), input);
  writeFileSync(join(folder, 'lethe.yaml'), text);
  const before = sha256(join(folder, 'in.csv'));
  const result = await letheHere(['run', '-p', 'lethe.yaml', ...flags], { cwd: folder });
  expect(sha256(join(folder, 'in.csv'))).toBe(before);
  return { folder, result };
}

/** Nothing published, nothing left, no value said. */
function expectNoTrace(folder: string, result: Finished, status: number): void {
  expect(result.stdout + result.stderr).not.toContain(canary);
  expect(result.stdout + result.stderr).not.toContain('1391234');
  expect(`${result.status} ${result.stderr}`).toMatch(new RegExp(`^${status} `));
  expect(
    filesBelow(folder)
      .map((path) => path.slice(folder.length + 1))
      .sort(),
  ).toEqual(['in.csv', 'lethe.yaml']);
}

describe('faults leave no trace and name the place', () => {
  it('bytes in another encoding', async () => {
    const bad = Buffer.concat([
      Buffer.from(header + rows(10)),
      Buffer.from([0xff, 0xfe, 0x80]),
      Buffer.from(',1,2\n'),
    ]);
    const { folder, result } = await job(
      bad,
      policy({ extra: '' }).replace('path: in.csv', 'path: in.csv, encoding: utf-8'),
    );
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/in\.csv:12\b/);
  });

  it('a hierarchy whose file is not there', async () => {
    const text = policy().replace('hierarchy: age', 'hierarchy: { kind: taxonomy, file: ages.csv }');
    const { folder, result } = await job(`${header}${rows(10)}`, text);
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/input-not-found.*ages\.csv/);
  });

  it('a ragged record, far down, with several workers', async () => {
    const text = `${header}${rows(40_000)}${canary},${canaryPhone}\n${rows(40_000)}`;
    const { folder, result } = await job(text, policy(), ['--workers', '3', '--chunk', '65536']);
    expectNoTrace(folder, result, 2);
    // Threads hand on the code alone, and what a person reads is said here.
    expect(result.stderr).toMatch(/in\.csv:40002\b.*Record has 2 fields, the header has 3/);
  });

  it('a stray quote, which turns everything after it inside out', async () => {
    const text = `${header}${rows(30_000)}${canary}"x,${canaryPhone},3\n${rows(60_000)}`;
    const { folder, result } = await job(text, policy(), ['--workers', '2', '--chunk', '65536']);
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/in\.csv:30002\b/);
  });

  it('a stray quote in a table without any other, however long', async () => {
    const text = `${header}${rows(10)}${canary}"x,${canaryPhone},3\n${rows(300_000)}`;
    const { folder, result } = await job(text, policy(), ['--workers', '2', '--chunk', '65536']);
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/in\.csv:12\b/);
  });

  it('a stray quote in a streamed table, before memory fills', async () => {
    const text = `${header}${rows(10)}${canary}"x,${canaryPhone},3\n${rows(300_000)}`;
    const { folder, result } = await job(gzipSync(text), policy(), ['--workers', '2', '--chunk', '65536']);
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/in\.csv:12\b.*quote-stray/);
  });

  it('a record beyond the longest in a streamed table', async () => {
    const text = `${header}${rows(10)}"${canary}${'x'.repeat(80e6)}",1,2\n`;
    const { folder, result } = await job(gzipSync(text, { level: 1 }), policy(), ['--workers', '2']);
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/in\.csv:12\b.*record-too-long/);
  });

  it('a quote that never ends', async () => {
    const { folder, result } = await job(`${header}${rows(100)}"${canary},1,2\n${rows(10)}`, policy());
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/in\.csv:102\b/);
  });

  it('a first record of data that would pass for a header', async () => {
    const { folder } = await job(
      rows(1).replace(/^[^,]+,[^,]+/, `${canary},${canaryPhone}`) + rows(9),
      policy(),
    );
    writeFileSync(join(folder, 'lethe.yaml'), policy().replace('path: in.csv', 'path: in.csv, header: true'));
    const stated = await letheHere(['run', '-p', 'lethe.yaml'], { cwd: folder });
    expectNoTrace(folder, stated, 2);
    expect(stated.stderr).toContain('header-holds-data');
  });

  it('a policy with a misspelt operator', async () => {
    const { folder, result } = await job(header + rows(9), policy().replace('use: suppress', 'use: supress'));
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toMatch(/lethe\.yaml:6:\d+/);
    expect(result.stderr).toContain('suppress');
  });

  it('a column that the policy does not name', async () => {
    const { folder, result } = await job(
      header + rows(9),
      policy({ columns: '  姓名: { role: direct, use: suppress }\n  年龄: { role: quasi, hierarchy: age }' }),
    );
    expectNoTrace(folder, result, 2); // a finding of the lint
    expect(result.stderr).toContain('手机号');
  });

  it('a gate that refuses', async () => {
    const { folder, result } = await job(
      header + rows(500),
      policy({
        columns: `  姓名: { role: safe }
  手机号: { role: safe }
  年龄: { role: quasi, hierarchy: age }`,
        profile: 'open-conditional',
      }),
    );
    expectNoTrace(folder, result, 1);
    expect(result.stderr.length).toBeGreaterThan(50);
  });

  it('models that no generalisation meets', async () => {
    const { folder, result } = await job(`${header}${rows(2)}`, policy());
    expectNoTrace(folder, result, 1);
  });

  it('an output that is the input', async () => {
    const { folder, result } = await job(header + rows(9), policy({ output: 'in.csv' }));
    expectNoTrace(folder, result, 2);
  });

  it('a missing input', async () => {
    const { folder, result } = await job(header + rows(9), policy({ input: 'nowhere.csv' }));
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toContain('nowhere.csv');
  });

  it('an input that may not be read', (context) => {
    if (process.getuid?.() !== 0) context.skip('needs root, to drop to a user who may not read');
    const folder = join(place.folder, `job-${serial++}`);
    mkdirSync(folder);
    chmodSync(place.folder, 0o755);
    chmodSync(folder, 0o777);
    writeFileSync(join(folder, 'in.csv'), header + rows(9), { mode: 0o600 });
    writeFileSync(join(folder, 'lethe.yaml'), policy());
    const drop = `process.setgid(65534); process.setuid(65534); process.argv.splice(1, 0, 'lethe'); await import(${JSON.stringify(pathToFileURL(bin).href)});`;
    const result = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', drop, 'run', '-p', 'lethe.yaml'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expectNoTrace(folder, result, 2);
    expect(result.stderr).toContain('EACCES');
  });

  it('an output folder that may not be written', (context) => {
    if (process.getuid?.() !== 0) context.skip('needs root, to drop to a user who may not write');
    const folder = join(place.folder, `job-${serial++}`);
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'in.csv'), header + rows(9));
    writeFileSync(join(folder, 'lethe.yaml'), policy());
    const drop = `process.setgid(65534); process.setuid(65534); process.argv.splice(1, 0, 'lethe'); await import(${JSON.stringify(pathToFileURL(bin).href)});`;
    const result = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', drop, 'run', '-p', 'lethe.yaml'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expectNoTrace(folder, result, 2);
  });
});

describe('a full disk', () => {
  const cases = [
    ['seen before anything is read', [] as string[], 'disk-space'],
    ['met on the way', ['--no-space-check'], 'ENOSPC'],
  ] as const;
  it.for(cases)('%s: nothing is published, and it says so', ([, flags, said], context) => {
    const disk = join(place.folder, `disk-${said}`);
    mkdirSync(disk);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status !== 0) {
      context.skip('a small tmpfs cannot be mounted here');
    }
    try {
      const input = join(place.folder, 'big.csv');
      writeFileSync(input, header + rows(200_000));
      writeFileSync(join(place.folder, 'disk.yaml'), policy({ input, output: join(disk, 'out/data.csv') }));
      const result = lethe(['run', '-p', join(place.folder, 'disk.yaml'), '--workers', '2', ...flags]);
      expect(result.status).toBe(2);
      expect(result.stderr).toContain(said);
      expect(filesBelow(disk)).toEqual([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

describe('kill -9 at any moment', () => {
  it('never shows a partial output, and a re-run succeeds', async () => {
    const folder = join(place.folder, 'killed');
    mkdirSync(folder);
    const input = join(folder, 'in.csv');
    const file = openSync(input, 'w');
    generateResidents(file, { bytes: 3e6, seed: 11 });
    closeSync(file);
    const source = sha256(input);
    const columns = `  姓名: { role: direct, use: suppress }
  身份证号: { role: direct, use: suppress }
  手机号: { role: direct, use: mask, keep: [3, 4] }
  固定电话: { role: direct, use: suppress }
  邮箱: { role: direct, use: suppress }
  住址: { role: direct, use: suppress }
  出生日期: { role: quasi, hierarchy: date, levels: [year, '*'] }
  性别: { role: quasi }
  民族: { role: quasi }
  婚姻状况: { role: quasi }
  职业: { role: safe }
  月收入: { role: safe }
  登记日期: { role: safe }
  备注: { role: text, use: redact }`;
    writeFileSync(join(folder, 'lethe.yaml'), policy({ columns }));
    const args = ['run', '-p', 'lethe.yaml', '--quiet', '--workers', '2'];
    const begin = Date.now();
    expect(lethe(args, { cwd: folder }).status).toBe(0);
    const whole = Date.now() - begin;
    const published = sha256(join(folder, 'out', 'data.csv'));
    let seed = 42;
    for (let attempt = 0; attempt < 10; attempt++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      if (attempt % 2 === 0) spawnSync('rm', ['-rf', join(folder, 'out')]);
      await letheKilled(args, folder, Math.floor((seed / 2147483648) * whole * 1.05));
      const data = join(folder, 'out', 'data.csv');
      if (existsSync(data)) expect(sha256(data)).toBe(published);
      if (existsSync(join(folder, 'out', 'manifest.json'))) {
        const manifest = JSON.parse(readFileSync(join(folder, 'out', 'manifest.json'), 'utf8'));
        expect(manifest.outputs[0].sha256).toBe(sha256(data));
      }
      expect(sha256(input)).toBe(source);
    }
    expect(lethe(args, { cwd: folder }).status).toBe(0);
    expect(sha256(join(folder, 'out', 'data.csv'))).toBe(published);
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'lethe.yaml', 'out']);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'data.csv',
      'evidence',
      'manifest.json',
      'report.html',
    ]);
    expect(statSync(input).size).toBeGreaterThan(0);
  }, 180_000);
});
