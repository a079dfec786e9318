import { spawnSync } from 'node:child_process';
import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lethe, root, scratch } from './cli.js';
import { letheHere } from './here.js';

const { folder, remove } = scratch();
const out = join(folder, 'residents/out');
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  cpSync(join(root, 'samples/residents'), join(folder, 'residents'), {
    recursive: true,
    filter: (path) => !path.endsWith('/out'),
  });
  for (const [name, algorithm] of [
    ['ed.pem', 'ed25519'],
    ['sm.pem', 'sm2-sm3'],
  ] as const) {
    expect((await letheHere(['keygen', '-o', at(name), '--algorithm', algorithm])).status).toBe(0);
  }
  const args = [
    '-p',
    at('residents/lethe.yaml'),
    '--sign',
    at('ed.pem'),
    '--ledger',
    at('ledger.ndjson'),
    '-q',
  ];
  expect(await letheHere(['run', ...args])).toMatchObject({ status: 0 });
});
afterAll(remove);

function copy(name: string): string {
  cpSync(out, at(name), { recursive: true });
  return at(name);
}

function filesOf(home: string): string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(home, name)).isFile(),
  );
}

describe('lethe verify', () => {
  it('needs nothing but the folder of the release, anywhere', () => {
    const { status, stdout } = lethe(['verify', copy('elsewhere'), '--json']);
    expect(status).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ version: 1, verdict: 'sound' });
    expect(result.checks.every((one: { state: string }) => one.state === 'passed')).toBe(true);
  });

  it('trusts the signature of the key that it is given', async () => {
    expect((await letheHere(['verify', out, '--key', at('ed.pub.pem'), '-q'])).status).toBe(0);
    const other = await letheHere(['verify', out, '--key', at('sm.pub.pem'), '-q']);
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('verify-signer-other')]);
  });

  it('replays the run from source and policy to the same bytes', async () => {
    const args = ['-p', at('residents/lethe.yaml'), '--source', at('residents/residents.csv'), '--json'];
    const { status, stdout } = await letheHere(['verify', out, ...args]);
    expect(status).toBe(0);
    const states = Object.fromEntries(
      JSON.parse(stdout).checks.map((one: { check: string; state: string }) => [one.check, one.state]),
    );
    expect(states).toMatchObject({ source: 'passed', replay: 'passed' });
  });

  it('finds one changed byte in any file of the release, and names the file', async () => {
    const home = copy('changed');
    for (const name of filesOf(home)) {
      const path = join(home, name);
      const bytes = readFileSync(path);
      const other = Buffer.from(bytes);
      const place = Math.floor(bytes.length / 2);
      other[place]! ^= 1;
      writeFileSync(path, other);
      const { status, stderr } = await letheHere(['verify', home, '-q', '--key', at('ed.pub.pem')]);
      // The key that is given stands for the enclosed one, whose change is then no matter.
      const enclosed = relative(home, path) === 'evidence/signer.pem';
      expect([name, status]).toEqual([name, enclosed ? expect.any(Number) : 1]);
      if (!enclosed)
        expect(stderr).toContain(name === 'evidence/manifest.sig' ? 'verify-signature-wrong' : name);
      writeFileSync(path, bytes);
    }
    expect((await letheHere(['verify', home, '-q'])).status).toBe(0);
  });

  it('tells another table from a release that cannot be measured', async () => {
    const home = copy('replaced');
    writeFileSync(join(home, 'residents.csv'), '编号,城市\n1,甲\n2,乙\n');
    const { status, json } = await letheHere(['verify', home, '--json']);
    expect(status).toBe(1);
    const findings = json.checks.flatMap((one: { findings: { code: string }[] }) => one.findings);
    const codes = findings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['verify-file-changed', 'verify-columns-other']));
    expect(JSON.stringify(json)).not.toContain('internal-error');
    expect(JSON.stringify(json)).not.toContain('编号'); // a header of nobody's may be a record
  });

  it('warns of a file that nobody vouches for, and refuses a link that leads out of the folder', async () => {
    const home = copy('more');
    writeFileSync(join(home, 'extra.csv'), 'name\n张三\n');
    writeFileSync(join(home, '.lethe-lock'), '');
    const warned = await letheHere(['verify', home]);
    expect(warned.status).toBe(0);
    expect(warned.stderr).toMatch(/warning\[verify-file-undeclared\].* 1 more .*extra\.csv/);
    rmSync(join(home, 'extra.csv'));
    expect((await letheHere(['verify', home])).stderr).toBe('');
    const data = join(home, 'residents.csv');
    renameSync(data, at('elsewhere.csv'));
    symlinkSync(at('elsewhere.csv'), data);
    const linked = await letheHere(['verify', home, '-q']);
    expect([linked.status, linked.stderr]).toEqual([1, expect.stringContaining('verify-file-link')]);
    // Where the folder is a link itself, its files are in it.
    symlinkSync(out, at('other-name'));
    expect((await letheHere(['verify', at('other-name')])).stderr).toBe('');
  });

  it('says that a release is withdrawn', async () => {
    const ledger = ['--ledger', at('ledger.ndjson')];
    expect((await letheHere(['verify', out, ...ledger, '-q'])).status).toBe(0);
    const why = ['--reason', 'a name was found', '--by', 'data office'];
    expect((await letheHere(['withdraw', out, ...ledger, ...why])).status).toBe(0);
    const { status, stderr } = await letheHere(['verify', out, ...ledger, '-q']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('verify-ledger-state')]);
    expect(JSON.parse((await letheHere(['ledger', 'list', ...ledger, '--json'])).stdout)).toMatchObject({
      sound: true,
      entries: 3,
      releases: [{ state: 'withdrawn', dataset: '困难群众救助名单' }],
    });
  });

  it('is a usage error without a release', async () => {
    expect(await letheHere(['verify', folder])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('verify-no-release'),
    });
  });
});

describe('signatures hold for openssl', () => {
  const openssl = (args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' });
  const there = openssl(['version']).status === 0;

  it.skipIf(!there)('Ed25519', () => {
    const args = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      at('ed.pub.pem'),
      '-rawin',
      '-in',
      join(out, 'manifest.json'),
    ];
    expect(openssl([...args, '-sigfile', join(out, 'evidence/manifest.sig')])).toMatchObject({ status: 0 });
  });

  it.skipIf(!there)('SM2 with SM3', async () => {
    const run = ['run', '-p', at('residents/lethe.yaml'), '--sign', at('sm.pem'), '-q'];
    expect((await letheHere(run)).status).toBe(0);
    expect((await letheHere(['verify', out, '--key', at('sm.pub.pem'), '-q'])).status).toBe(0);
    const args = ['dgst', '-sm3', '-verify', at('sm.pub.pem'), '-sigopt', 'distid:1234567812345678'];
    const checked = openssl([
      ...args,
      '-signature',
      join(out, 'evidence/manifest.sig'),
      join(out, 'manifest.json'),
    ]);
    expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining('Verified OK') });
  });
});
