import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { outputs } from '../../src/cli/output-schemas.js';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

/** 1 200 people: illness goes with age, town with nothing. */
const people = Array.from({ length: 1200 }, (_, i) => {
  const age = 20 + ((i * 7) % 60);
  return `${age},${['Ost', 'West', 'Nord'][i % 3]},${age > 49 ? 'gout' : 'flu'}`;
});
const source = join(place.folder, 'people.csv');
writeFileSync(source, `age,town,illness\n${people.join('\n')}\n`);

function policy(name: string, privacy: string, more = ''): string {
  const folder = join(place.folder, name);
  mkdirSync(folder);
  const path = join(folder, 'lethe.yaml');
  writeFileSync(
    path,
    `version: 1
dataset: { name: people, owner: Office, source: register, purpose: research, profile: internal-sharing }
input: { path: ../people.csv }
output: { path: out/people.csv }
columns:
  age: { role: quasi, hierarchy: { kind: interval, levels: [10, 30] } }
  town: { role: quasi }
  illness: { role: sensitive }
privacy: ${privacy}
${more}`,
  );
  return path;
}

it('a run tells what survives, in its answer and its report, whatever the workers', async () => {
  const path = policy('run', '{ k: 30, models: [{ model: distinct-l-diversity, column: illness, l: 1 }] }');
  const argv = ['run', '-p', path, '--json', '--quiet'];
  const { status, json } = await letheHere(argv);
  expect(status).toBe(0);
  outputs.run.parse(json);
  const { utility } = json;
  expect(utility.columns.map(({ name }: { name: string }) => name)).toEqual(['age', 'town', 'illness']);
  const [guess] = utility.classifiers;
  expect(guess).toMatchObject({ target: 'illness', heldOut: true });
  expect(guess.trained + guess.tested).toBe(1200);
  expect(guess.release).toBeGreaterThan(guess.majority + 0.2); // decades tell 49 from 50
  expect(readFileSync(json.report, 'utf8')).toContain('What the table is still good for');
  const again = await letheHere([...argv, '--chunk', '65536'], { workers: 2 });
  expect(again.json.utility).toEqual(utility);
  const told = await letheHere(['run', '-p', path, '--quiet']);
  expect(told.stdout).toMatch(/utility: association drift \S+, query error .*illness guessed right/);
});

it('local recoding and suppressed records have a released form as well', async () => {
  for (const [name, algorithm] of [
    ['local', 'local-recoding'],
    ['mondrian', 'mondrian'],
  ]) {
    const privacy =
      '{ k: 25, suppression: 0.1, models: [{ model: distinct-l-diversity, column: illness, l: 1 }] }';
    const path = policy(name!, privacy, `search: { algorithm: ${algorithm} }`);
    const { status, json } = await letheHere(['run', '-p', path, '--json', '--quiet']);
    expect(status).toBe(0);
    const [guess] = json.utility.classifiers;
    expect(guess.release).toBeGreaterThan(0.8);
    expect(guess.heldOut).toBe(true);
  }
});

it('compares any two tables: labels by form and by hierarchy, records held out, in both languages', async () => {
  const release = join(place.folder, 'release.csv');
  const lines = people.map((line) => {
    const [age, town, illness] = line.split(',');
    return `[${age![0]}0-${age![0]}9],${town === 'Nord' ? 'Nord' : 'sonst'},${illness}`;
  });
  writeFileSync(release, `age,town,illness\n${lines.join('\n')}\n`);
  const folder = join(place.folder, 'hierarchies');
  mkdirSync(folder);
  writeFileSync(join(folder, 'town.csv'), 'Ost;sonst;*\nWest;sonst;*\nNord;Nord;*\n');
  const held = join(place.folder, 'held.csv');
  writeFileSync(held, `age,town,illness\n${people.slice(0, 90).join('\n')}\n`);
  const argv = ['compare', source, release, '--hierarchies', folder, '--target', 'illness'];
  const { status, json } = await letheHere([...argv, '--held-out', held, '--json']);
  expect(status).toBe(0);
  outputs.compare.parse(json);
  expect(json.classifiers[0]).toMatchObject({ release: 1, original: 1, tested: 90, heldOut: true });
  expect(json.association.max).toBeLessThan(0.05);
  expect(json.queries.median).toBeLessThan(0.1);
  const other = await letheHere([...argv, '--seed', 'another', '--json', '--queries', '50']);
  expect(other.json.queries.mean).not.toBe(json.queries.mean);
  expect((await letheHere([...argv, '--lang', 'zh'])).stdout).toContain('倾向得分');
  // Without the hierarchy nobody knows what `sonst` stands for: the release is worth less.
  const blind = await letheHere(['compare', source, release, '--json']);
  expect(blind.stderr).toContain('[utility-labels-unread] Labels of town ');
  expect(blind.json.columns[1].unread).toBeCloseTo(2 / 3, 5);
  expect(blind.json.queries.mean).toBeGreaterThan(json.queries.mean + 0.1);
});

it.each([
  ['a column that is not there', ['--columns', 'none'], 'column-missing'],
  ['no queries', ['--queries', '0'], 'cli-option-invalid'],
  ['a target that only one of them has', ['--target', 'name'], 'column-missing'],
])('refuses %s', async (_, more, code) => {
  const { status, stderr, stdout } = await letheHere(['compare', source, source, ...more]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`[${code}]`);
});
