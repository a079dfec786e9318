import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const rows = Array.from({ length: 40 }, (_, i) => {
  const number = `E${String(100000 + i * 7919).slice(0, 6)}`;
  const note = i % 4 === 0 ? `由工号${number}办理` : '无';
  return `${number},${20 + (i % 3)},甲类,${note}`;
});
const table = ['工号,年龄,类别,备注', ...rows].join('\n');
const policy = (columns: string, own = '') => `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: in.csv }
output: { path: out/d.csv }
columns:
${columns}
privacy: { k: 2, suppression: 0.5 }
${own}`;
const own = `recognisers:
  - { entity: employee-number, role: direct, grade: 3, pattern: 'E\\d{6}', headers: [工号], context: [工号] }
`;
const columns = `  工号: { role: direct, use: suppress }
  年龄: { role: quasi, hierarchy: age }
  类别: { role: safe }
  备注: { role: text, use: redact }`;

describe("a policy's own recognisers", () => {
  writeFileSync(join(place.folder, 'in.csv'), `${table}\n`);
  const at = (name: string, text: string) => {
    writeFileSync(join(place.folder, name), text);
    return name;
  };

  it('are found by profile and detect', async () => {
    const file = at('own.yaml', policy(columns, own));
    const profile = await letheHere(['profile', 'in.csv', '--json', '-p', file], { cwd: place.folder });
    const [first, , , note] = profile.json.columns;
    expect([first.entity, first.role]).toEqual(['employee-number', 'direct']);
    expect(note.rare.map((one: { entity: string }) => one.entity)).toContain('employee-number');
    const found = await letheHere(['detect', '-p', file], {
      cwd: place.folder,
      input: '{"text":"由工号E123456办理"}\n',
    });
    expect(JSON.parse(found.stdout).spans).toMatchObject([{ start: 3, end: 10, entity: 'employee-number' }]);
  });

  it('are removed by redact', async () => {
    const file = at('redact.yaml', policy(columns, own));
    const run = await letheHere(['run', '-p', file, '--json'], { cwd: place.folder });
    expect(run.stderr + run.stdout).toContain('"published"');
    const text = readFileSync(join(place.folder, 'out/d.csv'), 'utf8');
    expect(text).not.toMatch(/E\d{6}/);
  });

  it('are found by the proof where they were left', async () => {
    const left = columns.replace('备注: { role: text, use: redact }', '备注: { role: safe }');
    const accept = 'accept: [{ code: lint-identifier-kept, column: 备注, reason: the proof decides }]\n';
    const file = at('left.yaml', policy(left, `${own}${accept}`).replace('out/d.csv', 'left/d.csv'));
    const run = await letheHere(['run', '-p', file, '--json'], { cwd: place.folder });
    expect(run.status).not.toBe(0);
    expect(run.stdout + run.stderr).toContain('employee-number');
    expect(run.stdout + run.stderr).not.toMatch(/E1\d{5}/);
  });

  it('that are not understood are refused with their place', async () => {
    const file = at('wrong.yaml', policy(columns, own.replace('E\\d{6}', 'E(?=1)\\d{6}')));
    const run = await letheHere(['plan', '-p', file, '--json'], { cwd: place.folder });
    expect(run.status).toBe(2);
    expect(run.stderr + run.stdout).toContain('policy-pattern');
    expect(run.stderr + run.stdout).toMatch(/"line": ?12/);
  });
});
