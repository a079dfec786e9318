import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

/** 300 visits of 60 people, five each: one of them makes a class of visits alone. */
const visits = Array.from({ length: 300 }, (_, i) => {
  const person = i % 60;
  const alone = person === 7;
  const town = alone ? 'Insel' : ['Ost', 'West', 'Nord'][person % 3]!;
  return `ID${String(person).padStart(5, '0')},${alone ? 70 : 20 + ((person * 13) % 4) * 10},${town},d${(i * 11) % 7}`;
});

async function job(name: string, privacy: string, more = '', path = 'visits.csv') {
  const folder = join(place.folder, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'visits.csv'), `person,age,town,illness\n${visits.join('\n')}\n`);
  writeFileSync(
    join(folder, 'lethe.yaml'),
    `version: 1
dataset: { name: visits, owner: Office, source: register, purpose: research, profile: internal-sharing }
input: { path: visits.csv }
output: { path: out/${path} }
columns:
  person: { role: direct, use: suppress }
  age: { role: quasi, hierarchy: { kind: interval, levels: [20, 40] } }
  town: { role: quasi }
  illness: { role: sensitive }
privacy: ${privacy}
${more}`,
  );
  const { status, json } = await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet']);
  return { status, json, folder };
}

/** Persons per class of a published table, by the order of the source. */
function personsPerClass(published: string, kept: readonly string[]): number[] {
  const rows = readFileSync(published, 'utf8').trim().split('\n').slice(1);
  expect(rows.length).toBe(kept.length);
  const classes = new Map<string, Set<string>>();
  rows.forEach((row, i) => {
    const key = row.split(',').slice(0, 2).join();
    classes.set(key, (classes.get(key) ?? new Set()).add(kept[i]!.split(',')[0]!));
  });
  return [...classes.values()].map(({ size }) => size);
}

test('five rows of one person are one person: k holds for persons in the published bytes', async () => {
  const rows = await job('rows', '{ k: 5, suppression: 0.1 }');
  expect([rows.status, rows.json.reasons, rows.json.counts.suppressed]).toEqual([0, [], 0]); // five rows pass for five
  const { status, json, folder } = await job('persons', '{ k: 4, suppression: 0.1, person: person }');
  expect([status, json.reasons]).toEqual([0, []]);
  expect(json.counts).toMatchObject({ in: 300, out: 295, suppressed: 5 });
  const kept = visits.filter((line) => !line.includes('Insel'));
  const found = personsPerClass(join(folder, 'out/visits.csv'), kept);
  expect(json.proof).toMatchObject({
    persons: 59,
    records: 295,
    k: Math.min(...found),
    classes: found.length,
  });
  expect(json.proof.k).toBeGreaterThanOrEqual(4);
  expect(json.models[0]).toMatchObject({ model: 'k-anonymity', met: true });
  // Nothing of the tokens is left, and the bytes are what the manifest says of records.
  expect(readdirSync(join(folder, 'out')).sort()).toEqual([
    'evidence',
    'manifest.json',
    'report.html',
    'visits.csv',
  ]);
  const manifest = JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8'));
  expect(manifest.rows.proof.k).toBeGreaterThan(manifest.proof.k);
  const verified = await letheHere(['verify', join(folder, 'out'), '--json']);
  expect([verified.status, verified.json.verdict]).toEqual([0, 'sound']);
  expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toContain(
    'persons, which classes count instead',
  );
  const line = ['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet'];
  const other = await letheHere(line, { workers: 2 });
  expect(other.json.output[0].sha256).toBe(json.output[0].sha256);
  expect(other.json.proof).toEqual(json.proof);
});

test('other formats are counted too', async () => {
  const { status, json, folder } = await job(
    'json',
    '{ k: 4, suppression: 0.1, person: person }',
    '',
    'visits.jsonl',
  );
  expect([status, json.reasons, json.proof.persons]).toEqual([0, [], 59]);
  expect((await letheHere(['verify', join(folder, 'out'), '--json'])).json.verdict).toBe('sound');
});

test.each(['local-recoding', 'mondrian', 'top-down'])('%s counts persons', async (algorithm) => {
  const { status, json, folder } = await job(
    algorithm,
    '{ k: 6, suppression: 0.1, person: person }',
    `search: { algorithm: ${algorithm} }\n`,
  );
  expect([status, json.reasons]).toEqual([0, []]);
  expect(json.search.algorithm).toBe(algorithm);
  expect(json.proof.k).toBeGreaterThanOrEqual(6);
  if (json.counts.suppressed > 0) return;
  const found = personsPerClass(join(folder, 'out/visits.csv'), visits);
  expect(json.proof).toMatchObject({ k: Math.min(...found), classes: found.length });
});

test('what cannot count persons is refused by name', async () => {
  const cells = 'search: { algorithm: cell-suppression }\n';
  const local = await job('cells', '{ k: 5, person: person, missing: own }', cells);
  expect([local.status, JSON.stringify(local.json)]).toEqual([
    2,
    expect.stringContaining('person-algorithm'),
  ]);
  const quasi = await job('quasi', '{ k: 5, person: town }');
  expect([quasi.status, JSON.stringify(quasi.json)]).toEqual([2, expect.stringContaining('person-role')]);
  const wild = await job('wild', '{ k: 5, person: person, missing: wildcard }');
  expect([wild.status, wild.json.error]).toMatchObject([2, { code: 'person-wildcard', place: { line: 10 } }]);
  for (const { folder } of [local, quasi, wild]) expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('check counts persons', async () => {
  const table = join(place.folder, 'quasi/visits.csv');
  const line = ['check', table, '--qi', 'age,town', '--sensitive', 'illness', '-k', '4', '--json'];
  const rows = await letheHere(line);
  const persons = await letheHere([...line, '--person', 'person']);
  expect([rows.status, rows.json.k]).toEqual([0, 5]);
  expect([persons.status, persons.json.k, persons.json.persons, persons.json.uniques]).toEqual([1, 1, 60, 1]);
  expect(persons.json.models[0]).toMatchObject({ met: false, failing: { classes: 1, records: 1 } });
  expect((await letheHere([...line, '--person', 'age'])).status).toBe(2);
  const wild = await letheHere([...line, '--person', 'person', '--missing', 'wildcard']);
  expect([wild.status, wild.json.error.code]).toEqual([2, 'person-wildcard']);
});
