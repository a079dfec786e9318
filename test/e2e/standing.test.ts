import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { outputs } from '../../src/cli/output-schemas.js';
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

describe('a file that is there and no release names', () => {
  it('is not replaced by data, in whatever folder, nor by a report', async () => {
    const { run, policy, at } = job();
    mkdirSync(at('out'));
    mkdirSync(at('data.release'));
    writeFileSync(at('page.html'), '<p>of somebody else</p>');
    for (const [output, path] of [
      ['out/data.csv', 'out/data.csv'],
      ['out/', 'out/people.csv'],
      ['data.csv', 'data.csv'],
      ["'-'", 'people.release/people.csv'],
    ] as const) {
      policy({ output });
      mkdirSync(join(at(path), '..'), { recursive: true });
      writeFileSync(at(path), 'of somebody else\n');
      const { status, json } = await run();
      expect([output, status, json.error.code]).toEqual([output, 2, 'output-taken']);
      expect(readFileSync(at(path), 'utf8')).toBe('of somebody else\n');
      rmSync(at(path));
      const flags = output === "'-'" ? ['-q'] : [];
      expect((await run('--report', 'page.html', ...flags)).json.error.code).toBe('output-taken');
      // Published once, it is ours to replace, also where the folder has lost its manifest.
      const again = async () => expect((await run('--report', 'own.html', ...flags)).status).toBe(0);
      if (output === "'-'") continue;
      await again();
      await again();
      rmSync(join(at(path), '../manifest.json'));
      await again();
      rmSync(join(at(path), '../manifest.json'));
      rmSync(join(at(path), '../evidence'), { recursive: true });
      expect((await run()).json.error.code).toBe('output-taken');
      // Of a run that died while it put its files in place.
      writeFileSync(join(at(path), '../.lethe-lock.0mf000000-4194999--0123456789abcdef-0'), '');
      await again();
      rmSync(join(at(path), '../manifest.json'));
    }
  });

  it('is not replaced where it is a hierarchy of the policy', async () => {
    const { run, at } = job();
    const text = 'Arden,*\nBrook,*\n';
    writeFileSync(at('city.csv'), text);
    const policy = readFileSync(at('lethe.yaml'), 'utf8')
      .replace('role: safe', 'role: quasi, hierarchy: { file: city.csv }')
      .replace('out/data.csv', 'city.csv');
    writeFileSync(at('lethe.yaml'), `${policy}privacy: { k: 2 }\n`);
    expect((await run()).json.error.code).toBe('output-is-input');
    expect(readFileSync(at('city.csv'), 'utf8')).toBe(text);
  });
});

describe('a term of use that is over', () => {
  it('is refused by plan and run before the work, and a release is replayed when it has ended', async () => {
    const { folder, here, run, policy, at } = job({ dataset: ', expiry: 2026-02-28' });
    for (const command of [['run'], ['plan'], ['run', '--if-changed']]) {
      const { status, stderr } = await here(...command);
      expect([command, status]).toEqual([command, 1]);
      expect(stderr).toMatch(/lethe\.yaml:2:\d+: error\[term-over\].*2026-02-28/);
    }
    policy({ dataset: ', expiry: 2026-03-01' }); // its last day
    expect((await run()).json.verdict).toBe('published');
    const args = ['verify', 'out', '-p', 'lethe.yaml', '--source', 'people.csv', '--json'];
    const later = await letheHere(args, { cwd: folder, now: '2030-01-01' });
    expect([later.status, later.json.verdict]).toEqual([0, 'sound']);
    expect(readFileSync(at('out/data.csv'), 'utf8')).toContain('Arden');
  });
});

describe('an output where nothing can be made', () => {
  it.each([
    ['people.csv/data.csv', 'output-under-file'],
    ['people.csv/more/data.csv', 'output-under-file'],
    ['/proc/x/data.csv', 'output-failed'],
    ['https://example.org/data.csv', 'path-scheme'],
    ['s3://bucket/data.csv', 'path-scheme'],
  ])('%s is refused at once', async (output, code) => {
    const { folder, here, run } = job({ output });
    const before = readdirSync(folder);
    const { status, json } = await run();
    expect([status, json.error.code]).toEqual([2, code]);
    const named = await here('run', '-p', 'lethe.yaml', '-o', output);
    expect([named.status, named.json.error.code]).toEqual([2, code]);
    const lone = await here(
      'anonymise',
      'people.csv',
      '--qi',
      'city',
      '-k',
      '2',
      '--algorithm',
      'mdav',
      '-o',
      output,
    );
    expect([lone.status, lone.json.error.code]).toEqual([2, code]);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('and an input at an address that nobody reads says so', async () => {
    const { here } = job();
    for (const args of [
      ['run', 'https://example.org/a.csv', '-p', 'lethe.yaml'],
      ['profile', 'https://example.org/a.csv'],
      ['init', 'file:///a.csv', '-o', 'new.yaml'],
    ]) {
      const { status, json } = await here(...args);
      expect([args, status, json.error.code]).toEqual([args, 2, 'path-scheme']);
    }
  });
});

describe('the JSON of a run that ends before the gate', () => {
  it('has a verdict and reasons where the tool says no, and none where the job is at fault', async () => {
    const { run, policy, at } = job();
    const quasi = (k: number) => {
      policy({ more: `privacy: { k: ${k} }\n` });
      writeFileSync(
        at('lethe.yaml'),
        readFileSync(at('lethe.yaml'), 'utf8').replace(
          'role: safe',
          'role: quasi, hierarchy: { kind: prefix, length: 5 }',
        ),
      );
    };
    quasi(1000);
    const unsolved = await run();
    policy({ dataset: ', expiry: 2020-01-01' });
    const linted = await run();
    for (const [{ status, json }, code] of [
      [unsolved, 'no-solution'],
      [linted, 'lint-failed'],
    ] as const) {
      expect([status, json.verdict, json.reasons[0].code, json.error.code]).toEqual([
        1,
        'refused',
        code,
        code,
      ]);
      outputs.run.parse(json);
    }
    expect(linted.json.reasons.map((one: { code: string }) => one.code)).toEqual([
      'lint-failed',
      'term-over',
    ]);
    writeFileSync(at('lethe.yaml'), 'version: 2\n');
    const faulty = await run();
    expect([faulty.status, faulty.json.verdict]).toEqual([2, undefined]);
    outputs.run.parse(faulty.json);
  });
});

describe('a policy whose own tests fail', () => {
  it('is not run', async () => {
    const { run, policy, at } = job();
    policy({
      more: "tests: [{ column: city, in: Arden, out: '*' }, { column: name, in: 王小明, out: '' }]\n",
    });
    const { status, json, stderr } = await run();
    expect([status, json.error.code, json.related.length]).toEqual([1, 'policy-tests-failed', 1]);
    expect(stderr).toMatch(/lethe\.yaml:6\b.*error\[policy-test-failed\].*city/);
    expect(readdirSync(at('.')).sort()).toEqual(['lethe.yaml', 'people.csv']);
    policy({ more: 'tests: [{ column: city, in: Arden, out: Arden }]\n' });
    expect((await run()).json.verdict).toBe('published');
  });
});
