import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scratch } from './cli.js';
import { type Ended, letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

/** 240 people; some cells are empty, some of them in quotes. */
const people = Array.from({ length: 240 }, (_, i) => {
  const sex = i % 31 === 7 ? '' : i % 29 === 3 ? '""' : 'MF'[i % 2]!;
  const town = i % 37 === 5 ? '' : ['Ost', 'West', 'Nord'][(i * 7) % 3]!;
  return `${sex},${20 + ((i * 13) % 4) * 10},${town},d${(i * 11) % 7}`;
});
const empty = people.filter((line) => /^(,|"")|,,/.test(line)).length;

async function job(
  name: string,
  privacy: string,
  more = '',
  profile = 'internal-sharing',
): Promise<Pick<Ended, 'status' | 'json'> & { rows: string[][]; folder: string }> {
  const folder = join(place.folder, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'people.csv'), `sex,age,town,illness\n${people.join('\n')}\n`);
  writeFileSync(join(folder, 'sex.csv'), 'M;*\nF;*\n;*\n');
  writeFileSync(
    join(folder, 'lethe.yaml'),
    `version: 1
dataset: { name: people, owner: Office, source: register, purpose: research, profile: ${profile} }
input: { path: people.csv }
output: { path: out/people.csv }
columns:
  sex: { role: quasi }
  age: { role: quasi, hierarchy: { kind: interval, levels: [20, 40] } }
  town: { role: quasi }
  illness: { role: sensitive }
privacy: ${privacy}
${more}`,
  );
  const { status, json } = await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet']);
  const rows =
    json?.verdict === 'published'
      ? readFileSync(join(folder, 'out/people.csv'), 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(','))
      : [];
  return { status, json, rows, folder };
}

test.each(['lattice', 'local-recoding'])(
  'suppress: no record with an empty cell leaves, %s',
  async (algorithm) => {
    const { status, json, rows, folder } = await job(
      `suppress-${algorithm}`,
      '{ k: 25, missing: suppress, suppression: 0.3 }',
      `search: { algorithm: ${algorithm} }\n`,
    );
    expect([status, json?.reasons]).toEqual([0, []]);
    expect(json.proof.missing).toEqual({ rule: 'suppress', records: 0 });
    expect(json.counts.suppressed).toBeGreaterThanOrEqual(empty);
    expect(rows.length).toBe(240 - json.counts.suppressed);
    // At the top an empty cell would be a star like any other: it must be gone there as well.
    for (const [sex, age, town] of rows)
      for (const cell of [sex, age, town]) expect(cell).not.toMatch(/^("")?$/);
    expect((await letheHere(['verify', join(folder, 'out'), '--json'])).json.verdict).toBe('sound');
  },
);

test('suppress beyond the limit says how many records lack a cell', async () => {
  const { status, json } = await job('limit', '{ k: 2, missing: suppress, suppression: 0.01 }');
  expect(status).toBe(1);
  expect(JSON.stringify(json)).toContain('missing-beyond-limit');
});

test('wildcard: k holds record by record, what is known is told, and the public is not trusted with it', async () => {
  const { status, json, rows, folder } = await job(
    'wildcard',
    '{ k: 9, missing: wildcard, suppression: 0.1 }',
  );
  expect([status, json?.reasons]).toEqual([0, []]);
  const cells = rows.map((row) => row.slice(0, 3).map((cell) => (cell === '""' ? '' : cell)));
  const alike = cells.map(
    (one) => cells.filter((other) => one.every((cell, c) => !cell || !other[c] || cell === other[c])).length,
  );
  expect(json.proof.k).toBe(Math.min(...alike));
  expect(json.proof.k).toBeGreaterThanOrEqual(9);
  expect(json.proof.missing.known).toBeLessThan(9);
  expect(json.warnings.map(({ code }: { code: string }) => code)).toContain('missing-known');
  expect((await letheHere(['verify', join(folder, 'out'), '--json'])).json.verdict).toBe('sound');
  const report = readFileSync(join(folder, 'out/report.html'), 'utf8');
  expect(report).toContain('compatible with every value');
  const open = await job('public', '{ k: 9, missing: wildcard, suppression: 0.1 }', '', 'open-unconditional');
  expect(open.status).toBe(1);
  expect(open.json.reasons.map(({ code }: { code: string }) => code)).toContain('missing-known');
});

test('check and anonymise count as told', async () => {
  const table = join(place.folder, 'limit/people.csv');
  const line = ['check', table, '--qi', 'sex,age,town', '--json', '--missing'];
  const own = await letheHere([...line, 'own']);
  const wild = await letheHere([...line, 'wildcard', '-k', '5']);
  const gone = await letheHere([...line, 'suppress']);
  expect(own.json.missing).toBeUndefined();
  expect(wild.json.missing).toMatchObject({ rule: 'wildcard', records: empty });
  expect([wild.json.k > own.json.k, wild.json.models[0].met]).toEqual([true, wild.json.k >= 5]);
  expect(gone.json).toMatchObject({ records: 240 - empty, missing: { rule: 'suppress', records: empty } });
  expect((await letheHere([...line, 'other'])).status).toBe(2);
});

test('cell suppression: nobody is dropped, few cells are emptied, k holds for a naive checker', async () => {
  const { status, json, rows, folder } = await job(
    'cells',
    '{ k: 12, missing: wildcard }',
    'search: { algorithm: cell-suppression }\n',
  );
  expect([status, json?.reasons, rows.length]).toEqual([0, [], 240]);
  const cells = rows.map((row) => row.slice(0, 3).map((cell) => (cell === '""' ? '' : cell)));
  for (const one of cells)
    expect(
      cells.filter((other) => one.every((cell, c) => !cell || !other[c] || cell === other[c])).length,
    ).toBeGreaterThanOrEqual(12);
  const emptied = Object.values(json.search.emptied as Record<string, number>).reduce((sum, n) => sum + n, 0);
  expect(cells.flat().filter((cell) => cell === '').length).toBe(
    people.flatMap((line) => line.split(',').slice(0, 3)).filter((cell) => /^("")?$/.test(cell)).length +
      emptied,
  );
  expect(emptied).toBeLessThan(120);
  expect((await letheHere(['verify', join(folder, 'out'), '--json'])).json.verdict).toBe('sound');
  const own = await job('cells-own', '{ k: 12 }', 'search: { algorithm: cell-suppression }\n');
  expect([own.status, JSON.stringify(own.json)]).toEqual([2, expect.stringContaining('algorithm-wildcard')]);
});
