import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

let serial = 0;
/** A job in a folder of its own, and the commands in it. */
function job(parts: { dataset?: string; output?: string; more?: string } = {}) {
  const folder = join(place.folder, `job-${serial++}`);
  mkdirSync(folder);
  const at = (name: string) => join(folder, name);
  const rows = Array.from({ length: 40 }, (_, i) => `王小明,${i % 2 ? 'Arden' : 'Brook'}`);
  writeFileSync(at('people.csv'), `name,city\n${rows.join('\n')}\n`);
  const policy = ({ dataset = '', output = 'out/data.csv', more = '' } = parts) =>
    writeFileSync(
      at('lethe.yaml'),
      `version: 1
dataset: { name: staff, profile: internal-sharing, purpose: test${dataset} }
input: { path: people.csv }
output: { path: ${output} }
columns: { name: { role: direct, use: suppress }, city: { role: safe } }
${more}`,
    );
  policy();
  const here = (...args: string[]) => letheHere([...args, '--json'], { cwd: folder, now: '2026-03-01' });
  return { folder, at, policy, here, run: (...flags: string[]) => here('run', ...flags) };
}

describe('a release that the ledger says is out no more', () => {
  const ledger = ['--ledger', 'l.ndjson'];
  const why = ['--reason', 'a name was found', '--by', 'data office'];

  it('does not stand, and does not come back unless the policy accepts it', async () => {
    const { here, run, policy, at } = job();
    const release = (await run(...ledger)).json.manifest;
    expect(release).toBeTruthy();
    expect((await run(...ledger, '--if-changed')).json.unchanged).toBe(true);
    const withdraw = async (event: string, ...more: string[]) =>
      expect((await here('withdraw', 'out', ...ledger, ...why, '--event', event, ...more)).status).toBe(0);
    const refused = async (code: string) => {
      for (const flags of [[], ['--if-changed']]) {
        const { status, json } = await run(...ledger, ...flags);
        expect([flags, status, json.error.code]).toEqual([flags, 1, code]);
        expect(json.error.args).toMatchObject({
          date: '2026-03-01',
          reason: 'a name was found',
          by: 'data office',
        });
      }
    };
    await withdraw('suspended');
    await refused('release-suspended');
    await withdraw('resumed');
    expect((await run(...ledger, '--if-changed')).json.unchanged).toBe(true);
    await withdraw('withdrawn');
    await refused('release-withdrawn');
    // A word more in the policy is another release with the same bytes.
    policy({ dataset: ', contact: data office' });
    await refused('release-withdrawn');
    policy();
    await withdraw('destroyed', '--remove', '-o', 'gone.json');
    await refused('release-withdrawn');
    policy({ more: 'accept: [{ code: release-withdrawn, reason: the name was an invented one }]\n' });
    expect((await run(...ledger)).json).toMatchObject({ verdict: 'published' });
    const again = await run(...ledger, '--if-changed');
    expect([again.status, again.json.unchanged]).toEqual([0, true]);
    const states = (await here('ledger', 'list', ...ledger)).json.releases.map(
      (one: { state: string }) => one.state,
    );
    expect(states).toEqual(['destroyed', 'published']);
    expect(readFileSync(at('out/data.csv'), 'utf8')).toContain('Arden');
  });

  it('is published where other data take its place', async () => {
    const { here, run, at } = job();
    await run(...ledger);
    await here('withdraw', 'out', ...ledger, ...why);
    writeFileSync(at('people.csv'), readFileSync(at('people.csv'), 'utf8').replaceAll('Arden', 'Corfe'));
    expect((await run(...ledger)).json.verdict).toBe('published');
  });

  it('is none of several tables either', async () => {
    const { here, run, at } = job();
    const tables = (more = '') => `version: 1
dataset: { name: staff, profile: internal-sharing, purpose: test }
output: { path: together/ }
tables:
  staff:
    input: { path: people.csv }
    columns: { name: { role: direct, use: suppress }, city: { role: safe } }
${more}`;
    writeFileSync(at('lethe.yaml'), tables());
    expect((await run(...ledger)).json.verdict).toBe('published');
    expect((await here('withdraw', 'together/staff', ...ledger, ...why)).status).toBe(0);
    for (const flags of [[], ['--if-changed']]) {
      const { status, json } = await run(...ledger, ...flags);
      expect([status, json.error.code]).toEqual([1, 'release-withdrawn']);
    }
    writeFileSync(at('lethe.yaml'), tables('accept: [{ code: release-withdrawn, reason: checked }]\n'));
    rmSync(at('together'), { recursive: true });
    expect((await run(...ledger)).json.verdict).toBe('published');
  });
});
