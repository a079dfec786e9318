import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, root, scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const compiled = async (path: string) => import(pathToFileURL(join(root, 'dist/src', path)).href);
const { runTables, verifyFolder } = await compiled('engine/index.js');
const { parsePolicies } = await compiled('policy/index.js');
const components = await (await compiled('cli/components.js')).shippedComponents();

const canary = '绝密金丝雀';
const sample = join(root, 'samples/tables');
let serial = 0;

/** The sample in a folder of its own, its policy changed. */
function job(change: (policy: string) => string = (text) => text): string {
  const folder = join(place.folder, `job-${serial++}`);
  cpSync(sample, folder, { recursive: true, filter: (path) => !path.endsWith('/out') });
  const path = join(folder, 'lethe.yaml');
  writeFileSync(path, `${change(readFileSync(path, 'utf8'))}attacks: { sample: 100, guesses: 10000 }\n`);
  return folder;
}
async function within(folder: string, options: object = {}) {
  const path = join(folder, 'lethe.yaml');
  const policy = () => parsePolicies(readFileSync(path, 'utf8'), path, components);
  return (async () => runTables(policy(), { workers: 1, ...options }))().catch((error: unknown) => error);
}
const cells = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
/** Records of visits joined to people by their first columns. */
function joined(folder: string, key = 1): number {
  const people = new Set(cells(join(folder, 'people.csv')).map(([id]) => id));
  const parts = readdirSync(join(folder, 'visits')).filter((name) => name.endsWith('.csv'));
  const visits = parts.flatMap((name) => cells(join(folder, 'visits', name)));
  return visits.filter((row) => people.has(row[key])).length;
}
function release(folder: string): string {
  const flat = join(folder, `flat-${serial++}`);
  mkdirSync(flat);
  cpSync(join(folder, 'out/people/people.csv'), join(flat, 'people.csv'));
  cpSync(join(folder, 'out/visits'), join(flat, 'visits'), { recursive: true });
  return flat;
}

describe('several tables in one job', () => {
  it('join as they did, and no pseudonym of one release stands in the next', async () => {
    const folder = job();
    const run = () => letheHere(['run', '--json', '-q'], { cwd: folder });
    const first = await run();
    expect(first.status, first.stderr).toBe(0);
    const result = JSON.parse(first.stdout);
    const before = joined(folder);
    expect(before).toBeGreaterThan(2000);
    const one = release(folder);
    expect(joined(one, 0)).toBe(before);
    expect(result.joins[0]).toMatchObject({
      left: 'visits.身份证号',
      right: 'people.身份证号',
      before: { joined: before },
      after: { joined: before },
    });
    // Parts keep their names.
    expect(readdirSync(join(folder, 'out/visits')).filter((name) => name.endsWith('.csv'))).toEqual([
      'part-1.csv',
      'part-2.csv',
    ]);
    expect((await within(folder)).verdict).toBe('published');
    const two = release(folder);
    expect(joined(two, 0)).toBe(before);
    const tokens = (flat: string) => new Set(cells(join(flat, 'people.csv')).map(([id]) => id));
    const old = tokens(one);
    expect([...tokens(two)].filter((token) => old.has(token))).toEqual([]);
    const ids = cells(join(folder, 'people.csv')).map(([id]) => id!);
    for (const path of filesBelow(join(folder, 'out'))) {
      const text = readFileSync(path, 'utf8');
      expect(
        ids.some((id) => text.includes(id)),
        path,
      ).toBe(false);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('are safe alone and not together: nothing is published', async () => {
    const folder = job((text) =>
      text
        .replace("levels: [decade, '*']", "levels: [year, '*']")
        .replace("levels: [quarter, '*']", "levels: [month, '*']"),
    );
    const result = await within(folder);
    expect(result.verdict).toBe('refused');
    expect(result.reasons.map(({ code }: { code: string }) => code)).toEqual(['joined-below-profile']);
    for (const one of Object.values(result.tables) as { verdict: string }[])
      expect(one.verdict).toBe('published');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('are refused together where one of them is refused, and the old release stays', async () => {
    const folder = job();
    expect((await within(folder)).verdict).toBe('published');
    const before = filesBelow(join(folder, 'out')).map((path) => readFileSync(path, 'utf8'));
    const path = join(folder, 'people.csv');
    const [header, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
    writeFileSync(
      path,
      `${header}\n${rows
        .map((row) => row.replace(/,(女|男)$/, `,$1${canary}`))
        .slice(0, 3)
        .join('\n')}\n`,
    );
    const result = await within(folder, { acceptDrift: true });
    expect(result.verdict ?? result.code).not.toBe('published');
    expect(filesBelow(join(folder, 'out')).map((one) => readFileSync(one, 'utf8'))).toEqual(before);
    expect(JSON.stringify(result)).not.toContain(canary);
  });

  it('do nothing where nothing changed', async () => {
    const folder = job();
    expect((await within(folder, { ifChanged: true })).unchanged).toBeUndefined();
    expect((await within(folder, { ifChanged: true })).unchanged).toBe(true);
    writeFileSync(
      join(folder, 'units.csv'),
      `${readFileSync(join(folder, 'units.csv'), 'utf8').trimEnd()}\n\n`,
    );
    expect((await within(folder, { ifChanged: true })).unchanged).toBeUndefined();
  });

  it('a run that died between the two renames is put right by the next', async () => {
    const folder = job();
    expect((await within(folder)).verdict).toBe('published');
    const out = join(folder, 'out');
    const before = readFileSync(join(out, 'people/people.csv'), 'utf8');
    renameSync(out, join(folder, '.lethe-old-out'));
    writeFileSync(join(folder, 'visits/part-1.csv'), 'no,such,columns\n1,2,3\n');
    const failed = await within(folder);
    expect(failed).toMatchObject({ exitCode: 2 });
    expect(readFileSync(join(out, 'people/people.csv'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).not.toContain('.lethe-old-out');
  });

  it('verify looks at all of them, and that they are of one run', async () => {
    const folder = job();
    await within(folder);
    expect((await verifyFolder(join(folder, 'out'))).verdict).toBe('sound');
    cpSync(join(folder, 'out/people'), join(folder, 'kept'), { recursive: true });
    await within(folder);
    rmSync(join(folder, 'out/people'), { recursive: true });
    renameSync(join(folder, 'kept'), join(folder, 'out/people'));
    const mixed = await letheHere(['verify', 'out', '--json', '--lang', 'en'], { cwd: folder });
    expect(mixed.status).toBe(1);
    expect(mixed.stderr).toContain('people/manifest.json');
  });

  it('a folder that holds something else is not replaced', async () => {
    const folder = job();
    await within(folder);
    writeFileSync(join(folder, 'out/mine.txt'), 'mine');
    expect(await within(folder)).toMatchObject({ code: 'tables-folder-taken', args: { other: 'mine.txt' } });
    expect(readFileSync(join(folder, 'out/mine.txt'), 'utf8')).toBe('mine');
  });

  it.each([
    ['a reference to no table', (t: string) => t.replace('people.身份证号', 'peple.身份证号'), 'tables-table-unknown', 32],
    ['a reference to no column', (t: string) => t.replace('people.身份证号', 'people.证号'), 'policy-column-unknown', 32],
    ['a reference that the operators break', (t: string) => t.replace('domain: person }', 'domain: other }'), 'tables-reference-broken', 32],
    ['a path out of the release', (t: string) => t.replace('{ path: units.csv }', '{ path: units.csv }\n    output: { path: ../x.csv }'), 'tables-output-name', 16],
    ['an unknown key in a table', (t: string) => t.replace('    references', '    referenzes'), 'policy-key-unknown', 32],
    ['an unknown operator in a table', (t: string) => t.replace('use: pseudonym, domain: person', 'use: pseudonim'), 'policy-operator-unknown', 10],
  ])('%s is told with its place', async (_, change, code, line) => {
    const error = await within(job(change));
    expect(error).toMatchObject({ code, exitCode: 2, place: { line } });
  }); // biome-ignore format: a table

  it('plan and test take all of them; a command of one table says so', async () => {
    const folder = job();
    const test = await letheHere(['test', '--json'], { cwd: folder });
    expect(JSON.parse(test.stdout)).toMatchObject({ total: 1, passed: 1 });
    const profile = await letheHere(['profile', 'people.csv', '-p', 'lethe.yaml', '--json'], { cwd: folder });
    expect(JSON.parse(profile.stdout).error.code).toBe('policy-has-tables');
    const plan = await letheHere(['plan', '--json', '-q'], { cwd: folder });
    expect(plan.status).toBe(0);
    expect(Object.keys(JSON.parse(plan.stdout).tables)).toEqual(['people', 'units', 'visits']);
  });
});
