import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { outputs } from '../../src/cli/output-schemas.js';
import { Key } from '../../src/core/random.js';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const rows = Array.from({ length: 240 }, (_, at) => {
  const phone = `1380013${String(1000 + at * 7)}`;
  return `${phone},${20 + (at % 4) * 10},"${['Ningbo', 'Haikou, Hainan'][at % 2]}"`;
});
const header = 'phone,age,city';

/** One source, two audiences that may hold pseudonyms of the same numbers, and one that may not. */
const policy = (further: string) => `version: 1
dataset: { name: t, owner: o, source: s, purpose: p }
input: { path: people.csv }
columns:
  phone: { role: direct, use: pseudonym, domain: person }
  age: { role: quasi }
  city: { role: quasi }
privacy: { k: 5 }
attacks: { sample: 100, guesses: 10000 }
${further}
audiences:
  health: { dataset: { profile: internal-sharing }, output: { path: health/people.csv } }
  traffic: { dataset: { profile: internal-sharing }, output: { path: traffic/people.csv } }
  public:
    dataset: { profile: open-unconditional }
    output: { path: public/people.csv }
    columns: { phone: { role: direct, use: suppress } }
    privacy: { k: 20 }
`;

/** A folder with policy and source, and what was published for each audience. */
function job(name: string, text: string, source: readonly string[] = rows) {
  const folder = join(place.folder, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'lethe.yaml'), text);
  writeFileSync(join(folder, 'people.csv'), `${[header, ...source].join('\n')}\n`);
  const at = (...path: string[]) => join(folder, ...path);
  const lines = (audience: string) => readFileSync(at(audience, 'people.csv'), 'utf8').trimEnd().split('\n');
  const tokens = (audience: string) =>
    lines(audience)
      .slice(1)
      .map((line) => line.split(',')[0]!);
  const run = (...flags: string[]) =>
    letheHere(['run', '-p', at('lethe.yaml'), '--json', '--quiet', ...flags]);
  return { at, lines, tokens, run };
}

describe('one source for several audiences', () => {
  it.each(['', 'seed: sixteen-letters-and-more'])(
    'is one release for each, whose pseudonyms have nothing in common (%j)',
    async (key) => {
      const { run, tokens, lines } = job(`apart${key.length}`, policy(key));
      const { status, json } = await run();
      expect(status).toBe(0);
      expect(json.verdict).toBe('published');
      expect(Object.keys(json.audiences)).toEqual(['health', 'traffic', 'public']);
      outputs.run.parse(json);
      const health = new Set(tokens('health'));
      expect(health.size).toBe(240);
      expect(tokens('traffic').filter((token) => health.has(token))).toEqual([]);
      expect(lines('public')[0]).toBe('age,city');
      expect(json.audiences.public.proof.k).toBeGreaterThanOrEqual(20);
    },
  );

  it.each(['', 'seed: sixteen-letters-and-more\n'])(
    'agrees in the domains that the policy shares, and in no other (%j)',
    async (key) => {
      const text = policy(`${key}shared-domains: [person]`);
      const { run, tokens } = job(`shared${key.length}`, text);
      expect((await run()).status).toBe(0);
      expect(tokens('health').sort()).toEqual(tokens('traffic').sort());
      const other = job(`other${key.length}`, text.replace('[person]', '[car]'));
      expect((await other.run()).status).toBe(0);
      const health = new Set(other.tokens('health'));
      expect(other.tokens('traffic').filter((token) => health.has(token))).toEqual([]);
    },
  );

  it('publishes in an order that tells nothing of the source', async () => {
    const random = Key.from('order').random('rows');
    const mixed = rows.map((row) => [random.uint32(), row] as const).sort((a, b) => a[0] - b[0]);
    const one = job('order', policy('seed: sixteen-letters-and-more'));
    const other = job(
      'mixed',
      policy('seed: sixteen-letters-and-more'),
      mixed.map(([, row]) => row),
    );
    await one.run();
    await other.run('--chunk', '65536');
    for (const audience of ['health', 'traffic', 'public']) {
      expect(other.lines(audience)).toEqual(one.lines(audience));
    }
    const age = (line: string) => line.split(',')[1];
    expect(one.lines('health').slice(1).map(age)).not.toEqual(rows.map(age));
  });

  it('compares each with those published before it', async () => {
    const { run } = job('compared', policy(''));
    const { json } = await run();
    const seen = (audience: string) =>
      json.audiences[audience].attacks.attacks.filter(
        ({ attack }: { attack: string }) => attack === 'intersection',
      );
    expect(seen('health')).toEqual([]);
    expect(seen('public').every((one: { figures: { releases: number } }) => one.figures.releases === 3)).toBe(
      true,
    );
  });

  it('is replayed for one of them, without the key that is gone', async () => {
    const { run, at } = job('replayed', policy(''));
    await run();
    const flags = ['--audience', 'health', '--source', at('people.csv'), '--json'];
    const { status, json } = await letheHere(['verify', at('health'), '-p', at('lethe.yaml'), ...flags]);
    expect([status, json.verdict]).toEqual([0, 'sound']);
  });

  it('points at the audience where a setting of it is wrong, and asks which one is meant', async () => {
    const { run, at } = job('wrong', policy('').replace('k: 20', 'k: twenty'));
    const { status, stderr } = await letheHere(['run', '-p', at('lethe.yaml'), '--audience', 'public']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/lethe\.yaml:18:/);
    expect((await run('--audience', 'nobody')).json.error.code).toBe('policy-audience-unknown');
    const plan = await letheHere(['plan', '-p', at('lethe.yaml'), '--json']);
    expect(plan.json.error.code).toBe('policy-audience-needed');
  });
});
