import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const { folder, remove } = scratch();
afterAll(remove);
const at = (name: string) => join(folder, name);
const ledger = ['--ledger', at('ledger.ndjson')];

const illnesses = ['flu', 'gout', 'asthma', 'anaemia', 'migraine'];
const people = Array.from({ length: 200 }, (_, i) => ({
  id: `E${1000 + i}`,
  age: String(20 + (i % 40)),
  city: ['Arden', 'Brook', 'Cliff', 'Dale'][i % 4]!,
  illness: illnesses[(i * 7 + (i >> 3)) % 5]!,
}));
writeFileSync(
  at('people.csv'),
  ['id,age,city,illness', ...people.map((one) => Object.values(one).join(',')), ''].join('\n'),
);

/** Two releases that generalise different columns: each hides what the other tells. */
const policy = (name: string, dataset: string, levels: string, more = '') => `version: 1
dataset: { name: ${dataset}, profile: internal-sharing, purpose: test${more} }
input: { path: people.csv }
output: { path: ${name}/people.csv }
columns:
  id: { role: direct, use: pseudonym, domain: person }
  age: { role: quasi, hierarchy: { kind: interval, width: 10 } }
  city: { role: quasi${levels} }
  illness: { role: sensitive }
privacy: { k: 3, suppression: 0.1 }
ledger: ledger.ndjson
key: { file: person.key }
`;

async function publish(name: string, ...parts: [string, string, string?]): Promise<void> {
  writeFileSync(at(`${name}.yaml`), policy(name, ...parts));
  const { json, stderr } = await letheHere(['run', '-p', at(`${name}.yaml`), '--json'], {
    now: '2026-03-01',
  });
  expect(json.verdict, stderr).toBe('published');
}
const reassess = (now: string, ...more: string[]) =>
  letheHere(['reassess', ...ledger, '--json', ...more], { now });

describe('lethe reassess', () => {
  it('finds what stands, what is over its term, what joins, and what was changed', async () => {
    await letheHere(['key', 'make', at('person.key'), ...ledger]);
    await publish('one', 'clinic', '', ', expiry: 2026-06-30');
    const first = await reassess('2026-03-01T00:00:00Z');
    expect(first.json, first.stderr).toMatchObject({
      atRisk: 0,
      noted: true,
      releases: [{ dataset: 'clinic', verdict: 'stands', findings: [], common: null }],
    });
    expect(first.status).toBe(0);
    const late = await reassess('2026-07-01T00:00:00Z', '--dry');
    expect([late.status, late.json.releases[0].findings, late.json.noted]).toEqual([1, ['expired'], false]);

    await publish('two', 'pharmacy', '');
    const joined = await reassess('2026-03-02T00:00:00Z');
    expect(joined.json.releases.map((one: { findings: string[] }) => one.findings)).toEqual([
      ['linkable'],
      ['linkable'],
    ]);
    const due = await letheHere(['ledger', 'due', ...ledger, '--json'], { now: '2026-03-02T00:00:00Z' });
    expect(due.json.due.map(({ reason }: { reason: string }) => reason)).toEqual(['at-risk', 'at-risk']);

    const withdraw = ['withdraw', at('two'), ...ledger, '--reason', 'joins', '--by', 'office'];
    expect((await letheHere(withdraw)).status).toBe(0);
    const text = readFileSync(at('one/people.csv'), 'utf8');
    writeFileSync(at('one/people.csv'), text.replace('flu', 'gout'));
    const changed = await reassess('2026-03-03T00:00:00Z', '--lang', 'zh');
    expect(changed.json.releases).toMatchObject([{ dataset: 'clinic', findings: ['files-gone'] }]);
    writeFileSync(at('one/people.csv'), text);
    const stands = await letheHere(['reassess', ...ledger], { now: '2026-03-03T01:00:00Z' });
    expect(stands.stdout).toContain('All 1 releases that are out stand');
  });

  it('holds a planned release beside everything related that is out, and makes nothing of it', async () => {
    writeFileSync(at('planned.yaml'), policy('planned', 'clinic', ''));
    const { json, stderr } = await reassess('2026-03-04T00:00:00Z', '-p', at('planned.yaml'), '--dry');
    expect(json.planned, stderr).toMatchObject({ dataset: 'clinic', compared: [json.releases[0].release] });
    expect(json.releases[0].common).toEqual(['id', 'age', 'city', 'illness']);
    expect(json.releases[0].told).toBe(json.planned.told);
    const human = await letheHere(['reassess', ...ledger, '-p', at('planned.yaml'), '--dry', '--lang', 'zh']);
    expect(human.stdout).toContain('拟发布的 clinic');
  });
});

describe('three monthly releases', () => {
  const month = (path: string) => join(folder, 'months', path);
  const records = Array.from({ length: 400 }, (_, i) => {
    // Everybody has an own pair of age and city; twenty share each of them.
    const illness = `illness ${(i * i * 13 + i * 7) % 199}`;
    return `${20 + (i % 20)},C${String.fromCharCode(65 + Math.floor(i / 20))},${illness}`;
  });
  const write = (name: string, people: number, age: string, city: string) => {
    mkdirSync(join(folder, 'months'), { recursive: true });
    writeFileSync(month('people.csv'), ['age,city,illness', ...records.slice(0, people), ''].join('\n'));
    writeFileSync(
      month(`${name}.yaml`),
      `version: 1
dataset: { name: ill, owner: o, profile: open-conditional, purpose: p, source: s, agreement: a, recipient: r, expiry: 2099-12-31, disposal: d }
input: { path: people.csv }
output: { path: ${name}/people.csv }
columns:
  age: { role: quasi, hierarchy: { kind: interval, levels: [20] }, levels: [${age}] }
  city: { role: quasi, hierarchy: { kind: prefix, length: 2 }, levels: [${city}] }
  illness: { role: sensitive }
privacy: { k: 5, l: { model: distinct, value: 2 }, suppression: 0.3 }
ledger: months.ndjson
`,
    );
    return month(`${name}.yaml`);
  };
  const anew = (path: string) =>
    letheHere(['reassess', '-p', path, '--json'], { now: '2026-04-01T00:00:00Z' });

  it('a third one that would single persons out puts the two that are out at risk, before anything is published', async () => {
    for (const [name, people] of [
      ['one', 386],
      ['two', 392],
    ] as const) {
      const { json, stderr } = await letheHere(['run', '-p', write(name, people, '0, 0', '2, 2'), '--json']);
      expect(json.verdict, stderr).toBe('published');
    }
    const { status, json } = await anew(write('three', 398, '2, 2', '0, 0'));
    expect(status).toBe(1);
    expect(json.planned).toMatchObject({ dataset: 'ill', verdict: 'refused', compared: { length: 2 } });
    expect(json.planned.told).toBeGreaterThan(0);
    expect(json.planned.reasons).toContain('attack-intersection');
    expect(json.releases.map((one: { findings: string[] }) => one.findings)).toEqual([
      ['intersection'],
      ['intersection'],
    ]);
    expect(existsSync(month('three'))).toBe(false);
    const repaired = await anew(write('three', 398, '0, 0', '2, 2'));
    expect([repaired.status, repaired.json.planned.told, repaired.json.atRisk]).toEqual([0, 0, 0]);
  });
});
