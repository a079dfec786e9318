import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

/** A folder with a table, and a policy for it. */
function job(name: string, lines: readonly string[], policy: string): string {
  const folder = join(place.folder, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'people.csv'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, 'lethe.yaml'),
    `version: 1
dataset: { name: people, owner: Office, source: register, purpose: research, profile: internal-sharing }
input: { path: people.csv }
output: { path: out/people.csv }
${policy}`,
  );
  return folder;
}

const run = (folder: string, ...more: string[]) =>
  letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', ...more]);
const written = (folder: string) =>
  readFileSync(join(folder, 'out/people.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** How many records have each combination of the first columns. */
function classes(rows: readonly string[][], columns: number): Map<string, string[][]> {
  const found = new Map<string, string[][]>();
  for (const row of rows) {
    const key = row.slice(0, columns).join();
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

describe('microaggregation', () => {
  const people = Array.from(
    { length: 200 },
    (_, i) => `${(i * 37) % 83},${1000 + ((i * 7919) % 997)}.5,d${i % 5}`,
  );

  it('publishes the means of clusters of k records', async () => {
    const folder = job(
      'mdav',
      ['age,income,illness', ...people],
      `columns:
  age: { role: quasi }
  income: { role: quasi }
  illness: { role: sensitive }
privacy: { k: 4, l: 2 }
search: { algorithm: mdav }
`,
    );
    const { status, json } = await run(folder);
    expect([status, json.reasons, json.search.algorithm]).toEqual([0, [], 'mdav']);
    expect(json.models.map(({ met }: { met: boolean }) => met)).toEqual([true, true]);
    const [, ...rows] = written(folder);
    const sum = (table: string[][], c: number) => table.reduce((total, row) => total + Number(row[c]), 0);
    const before = people.map((line) => line.split(','));
    expect(rows.length).toBe(200);
    expect(Math.abs(sum(rows, 0) - sum(before, 0))).toBeLessThan(100); // rounded to whole years
    for (const members of classes(rows, 2).values()) expect(members.length).toBeGreaterThanOrEqual(4);
    expect(json.search.loss).toBeLessThan(0.2);
  });

  it('needs no hierarchies on the command line, and names a column that is not of numbers', async () => {
    const folder = job('mdav-line', ['age,income,illness', ...people], 'columns: {}\n');
    const out = join(folder, 'o.csv');
    const line = ['anonymise', join(folder, 'people.csv'), '--algorithm', 'mdav', '-k', '3', '--json'];
    const found = await letheHere([...line, '--qi', 'age,income', '-o', out]);
    expect([found.status, found.json.proof.k >= 3, found.json.models[0].met]).toEqual([0, true, true]);
    const refused = await letheHere([...line, '--qi', 'age,illness']);
    expect(refused.status).toBe(2);
    expect(refused.stderr + refused.stdout).toContain('algorithm-numbers');
    expect((await letheHere([...line.slice(0, 2), '-k', '3', '--qi', 'age'])).status).toBe(2);
  });
});
