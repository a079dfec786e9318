import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { outputs } from '../../src/cli/output-schemas.js';
import { safePub } from '../../src/core/safepub.js';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

/** 6 000 people, many of them alike; every second line ends in CRLF's way and some cells hold line feeds. */
const people = Array.from(
  { length: 6000 },
  (_, i) => `${20 + (i % 4) * 10},${i % 3 ? 'Ost' : '"We\nst"'},n${i}`,
);
const table = `age,town,name\n${people.join('\n')}\n`;

function job(
  name: string,
  privacy: string,
  more = '',
  columns = 'name: { role: direct, use: suppress }',
): string {
  const folder = join(place.folder, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'people.csv'), table);
  writeFileSync(
    join(folder, 'lethe.yaml'),
    `version: 1
dataset: { name: people, owner: Office, source: register, purpose: research, profile: internal-sharing }
input: { path: people.csv }
output: { path: out/people.csv }
columns:
  age: { role: quasi, hierarchy: { kind: interval, levels: [20, 40] } }
  town: { role: quasi, hierarchy: { kind: prefix, keep: [1] }, levels: [0, 0] }
  ${columns}
privacy: ${privacy}
${more}`,
  );
  return folder;
}

const run = (folder: string, ...more: string[]) =>
  letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', ...more]);
const published = (folder: string) => readFileSync(join(folder, 'out/people.csv'), 'utf8');
const keep = 'name: { role: safe }';
const seed = 'seed: a-seed-for-the-test-0001';

describe('a random sample', () => {
  it('is drawn record by record: the same for any workers and chunks, another for another seed', async () => {
    const one = job('one', '{ k: 5, sample: 0.3 }', seed, keep);
    const { status, json } = await run(one);
    expect([status, json.reasons]).toEqual([0, []]);
    outputs.run.parse(json);
    const { sample, counts } = json;
    expect(sample).toMatchObject({ rate: 0.3, from: 6000, drawn: counts.in });
    expect(counts.in).toBe(counts.out + counts.suppressed);
    expect(Math.abs(sample.drawn - 1800)).toBeLessThan(150); // four standard deviations
    // Names are published, so that the sample can be told: a subsequence of the table, no record twice.
    const drawn = [...published(one).matchAll(/n(\d+)$/gm)].map((match) => Number(match[1]));
    expect(drawn.length).toBe(counts.out);
    expect(drawn.every((name, i) => i === 0 || name > drawn[i - 1]!)).toBe(true);
    const two = job('two', '{ k: 5, sample: 0.3 }', seed, keep);
    writeFileSync(join(two, 'people.csv.gz'), gzipSync(table));
    await letheHere(['run', '-p', join(two, 'lethe.yaml'), '--quiet', '--chunk', '65536'], { workers: 2 });
    expect(published(two)).toBe(published(one));
    // Packed it is the same table.
    await letheHere(['run', join(two, 'people.csv.gz'), '-p', join(two, 'lethe.yaml'), '--quiet']);
    expect(published(two)).toBe(published(one));
    const other = job('other', '{ k: 5, sample: 0.3 }', 'seed: a-seed-for-the-test-0002', keep);
    await run(other);
    expect(published(other)).not.toBe(published(one));
    const manifest = JSON.parse(readFileSync(join(one, 'out/manifest.json'), 'utf8'));
    expect([manifest.sample, manifest.source.rows, manifest.plan.content.privacy.sample]).toEqual([
      sample,
      6000,
      0.3,
    ]);
    expect(readFileSync(join(one, 'out/report.html'), 'utf8')).toContain('records were drawn at random');
  });

  it('is verified from the folder, and replayed where its key is there', async () => {
    const folder = join(place.folder, 'one');
    const argv = ['verify', join(folder, 'out'), '--json', '-p', join(folder, 'lethe.yaml')];
    const again = await letheHere([...argv, '--source', join(folder, 'people.csv')]);
    expect([again.status, again.json.verdict]).toEqual([0, 'sound']);
    const gone = job('gone', '{ k: 5, sample: 0.3 }');
    await run(gone);
    const skipped = await letheHere([
      ...['verify', join(gone, 'out'), '--json', '-p', join(gone, 'lethe.yaml')],
      ...['--source', join(gone, 'people.csv')],
    ]);
    expect(skipped.json.verdict).toBe('sound');
    expect(skipped.json.checks.at(-1)).toMatchObject({ check: 'replay', state: 'skipped' });
  });

  it('of no record is refused as such', async () => {
    const folder = job('none', '{ k: 5, sample: 0.0000001 }', 'seed: a-seed-for-the-test-0001');
    const { status, json } = await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json']);
    expect([status, json.error.code]).toEqual([2, 'sample-empty']);
  });

  it('has the place of a fault of the table', async () => {
    const folder = job('damaged', '{ k: 5, sample: 0.3 }');
    writeFileSync(join(folder, 'people.csv'), table.replace('n4000\n', 'n4000,more\n'));
    const { status, stderr } = await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--quiet']);
    expect(status).toBe(2);
    expect(stderr).toContain('people.csv:5336'); // 1 + 4000 + 1 334 line feeds in cells + 1
    expect(stderr).toContain('record-ragged');
  });
});

describe('differential privacy by SafePub', () => {
  const model = (more = '') =>
    `{ models: [{ model: differential-privacy, epsilon: 1, delta: 0.0001${more} }], suppression: 1 }`;
  const levels = 'age: { role: quasi, hierarchy: { kind: interval, levels: [20, 40] }, levels: [1, 1] }';

  it('publishes a sample with fixed levels whose classes all have k', async () => {
    const folder = job('fixed', model());
    const policy = join(folder, 'lethe.yaml');
    writeFileSync(policy, readFileSync(policy, 'utf8').replace(/age: .*/, levels));
    const { status, json } = await run(folder);
    expect([status, json.reasons]).toEqual([0, []]);
    const { beta, k } = safePub(1, 0.0001);
    expect(json.sample.rate).toBe(beta);
    expect(json.proof.k).toBeGreaterThanOrEqual(k);
    expect(json.models[0]).toMatchObject({ model: 'differential-privacy', measured: true, met: true });
    expect(json.warnings.map(({ code }: { code: string }) => code)).toContain('private-papers');
    expect(json.frontier).toBeUndefined();
    const lines = published(folder)
      .trim()
      .split(/\n(?=\[|\d)/)
      .slice(1);
    expect(lines).toEqual([...lines].sort()); // the order of the table tells nothing
    const verified = await letheHere(['verify', join(folder, 'out'), '--json']);
    expect([verified.status, verified.json.verdict]).toEqual([0, 'sound']);
  });

  it('chooses levels within a budget', async () => {
    const search = 'search: { algorithm: exponential-mechanism }';
    const folder = job('chosen', model(', searchBudget: 0.5, steps: 5'), `${search}\n${seed}`);
    const { status, json } = await run(folder);
    expect([status, json.reasons]).toEqual([0, []]);
    expect(json.sample.rate).toBe(safePub(0.5, 0.0001).beta);
    expect(json.search).toMatchObject({ algorithm: 'exponential-mechanism' });
    expect(json.proof.k).toBeGreaterThanOrEqual(safePub(0.5, 0.0001).k);
  });

  const open = 'search: { algorithm: exponential-mechanism }';
  const budget = ', searchBudget: 0.5, steps: 5';
  it.each([
    ['levels that the data decide', model(), '', undefined, 'model-fixed-levels'],
    ['a column beside the classes', model(budget), open, 'name: { role: safe }', 'private-column'],
    ['a sensitive column', model(budget), open, 'name: { role: sensitive }', 'private-column'],
    [
      'a limit of suppression',
      model(budget).replace('suppression: 1', 'suppression: 0.5'),
      open,
      undefined,
      'private-setting',
    ],
    [
      'a share of its own',
      model(budget).replace('suppression: 1', 'suppression: 1, sample: 0.5'),
      open,
      undefined,
      'sample-twice',
    ],
    [
      'classes of each record’s own',
      model(),
      'search: { algorithm: local-recoding }',
      undefined,
      'not-supported',
    ],
  ])('refuses %s', async (name, privacy, search, column, code) => {
    const folder = job(name.replaceAll(' ', '-'), privacy, search, column);
    const { status, stderr, json } = await run(folder);
    expect(status).toBeGreaterThan(0);
    expect(stderr + JSON.stringify(json)).toContain(code);
  });
});
