import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256Of, verifySignature } from '../../src/release/index.js';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const { folder, remove } = scratch();
afterAll(remove);
const at = (name: string) => join(folder, name);
const ledger = ['--ledger', at('ledger.ndjson')];
const why = ['--reason', 'end of the project', '--by', 'data office'];

writeFileSync(
  at('people.csv'),
  ['id,city', ...Array.from({ length: 40 }, (_, i) => `E${1000 + i},${i % 2 ? 'Arden' : 'Brook'}`), ''].join(
    '\n',
  ),
);
const policy = (key: string, out = 'out') => `version: 1
dataset: { name: staff, profile: internal-sharing, purpose: test }
input: { path: people.csv }
output: { path: ${out}/people.csv }
columns:
  id: { role: direct, use: pseudonym, domain: person }
  city: { role: safe }
key: ${key}
ledger: ledger.ndjson
`;
const tables = `output: { path: together/ }
tables:
  staff:
    input: { path: people.csv }
    columns: { id: { role: direct, use: pseudonym, domain: person }, city: { role: safe } }
`;
const published = (out = 'out') => readFileSync(at(`${out}/people.csv`), 'utf8');
const run = (key: string, out?: string) => {
  writeFileSync(at('lethe.yaml'), policy(key, out));
  return letheHere(['run', '-p', at('lethe.yaml'), '--json']);
};

describe('a named key', () => {
  it('is made, used, rotated and destroyed, with a signed certificate, and the ledger knows every step', async () => {
    const { json: made } = await letheHere(['key', 'make', at('person.key'), ...ledger, '--json']);
    expect(statSync(at('person.key')).mode & 0o777).toBe(0o600);
    const ran = await run('{ file: person.key }');
    expect([ran.status, ran.stderr]).toEqual([0, expect.any(String)]);
    const manifest = JSON.parse(readFileSync(at('out/manifest.json'), 'utf8'));
    expect(manifest.key).toEqual({ kind: 'file', id: made.key });
    expect(manifest.replay).toEqual({ keyedColumns: ['id'], domains: { id: 'person' } });
    const first = published();

    expect((await run('{ file: person.key }')).status).toBe(0); // the same release once more
    // A descriptor gives the same key and the same bytes; what it holds is in no file that the policy names.
    const descriptor = openSync(at('person.key'), 'r');
    expect((await run(`{ descriptor: ${descriptor} }`, 'again')).json.verdict).toBe('published');
    closeSync(descriptor);
    expect(published('again')).toBe(first);

    const rotated = await letheHere(['key', 'rotate', at('person.key'), ...ledger, ...why, '--json']);
    expect(rotated.json).toMatchObject({ retired: made.key, key: expect.not.stringContaining(made.key) });
    expect((await run('{ file: person.key }')).json.verdict).toBe('published');
    expect(published()).not.toBe(first);
    const retired = rotated.json.retiredFile;
    expect(await run(`{ file: ${retired} }`)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('key-not-living'),
    });
    // Several tables are held to the same rule, before anything of them is published.
    const together = policy(`{ file: ${retired} }`).replace(/input[\s\S]*?(?=key:)/, tables);
    writeFileSync(at('together.yaml'), together);
    expect(await letheHere(['run', '-p', at('together.yaml'), '--json'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('key-not-living'),
    });
    expect(existsSync(at('together'))).toBe(false);
    const shown = await letheHere(['key', 'show', retired, ...ledger, '--json']);
    expect(shown.json).toMatchObject({ key: made.key, state: 'retired', releases: { length: 2 } });

    await letheHere(['keygen', '-o', at('office.pem')]);
    linkSync(retired, at('second-name'));
    const secret = readFileSync(retired);
    const destroy = [
      'key',
      'destroy',
      retired,
      ...ledger,
      ...why,
      '-o',
      at('gone.json'),
      '--sign',
      at('office.pem'),
    ];
    const { json: gone } = await letheHere([...destroy, '--json']);
    expect(gone).toMatchObject({ key: made.key, state: 'shredded', links: 1, releases: { length: 2 } });
    expect(existsSync(retired)).toBe(false);
    expect(readFileSync(at('second-name')).equals(secret)).toBe(false); // the other name holds nothing either
    const certificate = readFileSync(at('gone.json'), 'utf8');
    expect(JSON.parse(certificate)).toMatchObject({
      kind: 'destruction-certificate',
      matter: 'key',
      id: made.key,
      by: 'data office',
      releases: [{ dataset: 'staff' }, { dataset: 'staff' }],
    });
    expect(certificate).not.toContain(secret.toString('hex'));
    const signature = readFileSync(at('gone.json.sig'));
    const signer = readFileSync(at('office.pub.pem'), 'utf8');
    expect(await verifySignature(Buffer.from(certificate), signature, signer)).toBe(true);
    const { json: known } = await letheHere(['ledger', ...ledger, '--json']);
    expect(known.sound).toBe(true);
    expect(known.keys).toEqual([
      expect.objectContaining({ key: made.key, state: 'shredded', certificate: sha256Of(certificate) }),
      expect.objectContaining({ key: rotated.json.key, state: 'living' }),
    ]);
    const text = readFileSync(at('ledger.ndjson'));
    for (const form of [secret, secret.toString('hex'), secret.toString('base64')]) {
      expect(text.includes(form)).toBe(false);
    }
    const again = await letheHere(['key', 'destroy', made.key, ...ledger, ...why, '-o', at('x.json')]);
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('key-unreadable') });
  });

  it('whose destruction was broken off is due, and finished by the same command', async () => {
    const { json } = await letheHere(['key', 'make', at('b.key'), ...ledger, '--json']);
    const { appendLedger } = await import('../../src/release/index.js');
    await appendLedger(at('ledger.ndjson'), {
      at: '2026-01-05T08:00:00Z',
      event: 'key-shredding',
      key: json.key,
    });
    const due = await letheHere(['ledger', 'due', ...ledger, '--lang', 'zh']);
    expect([due.status, due.stdout]).toEqual([1, expect.stringContaining('销毁尚未完成')]);
    const destroy = ['key', 'destroy', at('b.key'), ...ledger, ...why, '-o', at('b.json'), '--lang', 'zh'];
    expect((await letheHere(destroy)).stdout).toContain('已销毁');
    expect((await letheHere(['ledger', 'due', ...ledger])).status).toBe(0);
  });

  it.each([
    ['{ file: none.key }', 'key-unreadable'],
    ['{ file: short.key }', 'key-weak'],
    ['{ file: uniform.key }', 'key-weak'],
    ['{ descriptor: 999 }', 'key-unreadable'],
    ['{ file: short.key, descriptor: 3 }', 'policy-key-one'],
    ['{ }', 'policy-key-one'],
    ['{ text: abc }', 'policy-key-unknown'],
  ])('%s is refused before anything is written: %s', async (key, code) => {
    writeFileSync(at('short.key'), 'password');
    writeFileSync(at('uniform.key'), '0'.repeat(64));
    const { status, stderr } = await run(key, 'never');
    expect([status, stderr]).toEqual([2, expect.stringContaining(`[${code}]`)]);
    expect(readdirSync(folder)).not.toContain('never');
  });

  it('is never written over, nor a certificate', async () => {
    writeFileSync(at('c.key'), 'x');
    for (const args of [
      ['key', 'make', at('c.key')],
      ['key', 'destroy', at('person.key'), ...ledger, ...why, '-o', at('c.key')],
    ]) {
      expect(await letheHere(args)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('cli-file-taken'),
      });
    }
    expect(existsSync(at('person.key'))).toBe(true);
  });
});

describe('a release that is destroyed', () => {
  it('is one whose data are gone, by a certificate; its papers stay', async () => {
    writeFileSync(at('lethe.yaml'), policy('x', 'doomed').replace('key: x\n', ''));
    const ran = await letheHere(['run', '-p', at('lethe.yaml'), '--json']);
    expect(ran.json).toMatchObject({ verdict: 'published', temporary: { removed: true } });
    const withdraw = (event: string, ...more: string[]) =>
      letheHere(['withdraw', at('doomed'), ...ledger, ...why, '--event', event, ...more]);
    const certificate = ['-o', at('doomed.json'), '--sign', at('office.pem')];
    expect((await withdraw('destroyed', '--remove', ...certificate)).stderr).toContain('ledger-order');
    expect(existsSync(at('doomed/people.csv'))).toBe(true);
    expect((await withdraw('withdrawn')).status).toBe(0);
    expect((await withdraw('destroyed', ...certificate)).stderr).toContain('release-still-there');
    const gone = await withdraw('destroyed', '--remove', ...certificate, '--lang', 'zh');
    expect(gone.stdout).toContain('1 个数据文件已不存在');
    expect([existsSync(at('doomed/people.csv')), existsSync(at('doomed/manifest.json'))]).toEqual([
      false,
      true,
    ]);
    const text = readFileSync(at('doomed.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      matter: 'release',
      files: [{ name: 'people.csv', how: 'overwritten' }],
      releases: [{ dataset: 'staff', state: 'withdrawn' }],
    });
    const signer = readFileSync(at('office.pub.pem'), 'utf8');
    expect(await verifySignature(Buffer.from(text), readFileSync(at('doomed.json.sig')), signer)).toBe(true);
    const { json } = await letheHere(['ledger', ...ledger, '--json']);
    expect(json.releases.at(-1)).toMatchObject({ state: 'destroyed', since: expect.any(String) });
    expect(readFileSync(at('ledger.ndjson'), 'utf8')).toContain(sha256Of(text));
  });
});
