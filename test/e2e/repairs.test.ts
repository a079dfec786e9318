import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { changePolicy } from '../../src/policy/index.js';
import { filesBelow, scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

describe('a refused release', () => {
  it('says which changes make it pass, and they do: with all of them, and with none fewer', async () => {
    const folder = join(place.folder, 'residents');
    mkdirSync(folder);
    cpSync(join(import.meta.dirname, '../../samples/residents'), folder, { recursive: true });
    const path = join(folder, 'lethe.yaml');
    const strict = readFileSync(path, 'utf8')
      .replace('version: 1', 'version: 1\nattacks: { sample: 100, guesses: 10000 }')
      .replace('profile: open-conditional', 'profile: open-unconditional')
      .replace(/levels: \[county, "\*"\]/, 'levels: [road, "*"]');
    const run = async (text: string, ...flags: string[]) => {
      writeFileSync(path, text);
      return letheHere(['run', '-p', path, '--json', '--quiet', ...flags]);
    };
    const before = filesBelow(folder);
    const refused = await run(strict);
    expect(refused.status).toBe(1);
    expect(refused.json.tried.passes).toBe(true);
    expect(refused.json.repairs.length).toBeGreaterThan(1);
    expect(filesBelow(folder)).toEqual(before); // nothing published, no trial left over

    for (const left of refused.json.repairs) {
      const others = refused.json.repairs.filter((one: unknown) => one !== left);
      const ran = await run(changePolicy(strict, others), '--no-repairs');
      expect([ran.status, left.path]).toEqual([1, left.path]);
    }
    expect((await run(changePolicy(strict, refused.json.repairs))).json.verdict).toBe('published');
  });
});
