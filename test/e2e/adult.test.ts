import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, lethe, scratch, shared } from './cli.js';

const adult = join(shared, 'adult');
const place = scratch();
afterAll(place.remove);

const quasi = [
  'sex',
  'age',
  'race',
  'marital-status',
  'education',
  'native-country',
  'workclass',
  'salary-class',
];

function policy(profile: string): string {
  return `version: 1
dataset: { name: adult, owner: Census Office, source: public census extract, purpose: research, profile: ${profile}, agreement: A-1, recipient: university, expiry: 2036-12-31 }
input: { path: ${join(adult, 'adult.csv')} }
output: { path: out/adult.csv }
columns:
${quasi.map((name) => `  ${name}: { role: quasi, hierarchy: { kind: taxonomy, file: hierarchies/${name}.csv } }`).join('\n')}
  occupation: { role: sensitive }
privacy: { k: 5, l: { model: distinct, value: 2 }, suppression: 0.02 }
`;
}

describe.skipIf(!existsSync(adult))('a real table: Adult with its hierarchies', () => {
  const run = (profile: string) => {
    const folder = join(place.folder, profile);
    mkdirSync(join(folder, 'hierarchies'), { recursive: true });
    for (const name of quasi) {
      const text = readdirSync(adult).find((file) => file === `adult_hierarchy_${name}.csv`)!;
      writeFileSync(join(folder, 'hierarchies', `${name}.csv`), readFileSync(join(adult, text)));
    }
    writeFileSync(join(folder, 'lethe.yaml'), policy(profile));
    const result = lethe(['run', '-p', 'lethe.yaml', '--json', '--quiet', '--no-repairs'], { cwd: folder });
    return { folder, result, json: JSON.parse(result.stdout || '{}') };
  };

  it('is published under open-conditional with k = 5 and l = 2', () => {
    const { result, json, folder } = run('open-conditional');
    expect(result.status).toBe(0);
    expect(json.verdict).toBe('published');
    expect(json.proof.k).toBeGreaterThanOrEqual(5);
    expect(json.proof.l.occupation.distinct).toBeGreaterThanOrEqual(2);
    expect(json.search.optimal).toBe(true);
    expect(json.counts.in).toBe(30162);
    expect(json.counts.out + json.counts.suppressed).toBe(30162);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'adult.csv',
      'evidence',
      'manifest.json',
      'report.html',
    ]);
  });

  it('is refused under open-unconditional, with the reasons and what would have to change', () => {
    const { result, json, folder } = run('open-unconditional');
    expect(result.status).toBe(1);
    expect(json.verdict).toBe('refused');
    expect(json.reasons.length).toBeGreaterThan(0);
    expect(json.repairs.length).toBeGreaterThan(0);
    expect(filesBelow(join(folder, 'out'))).toEqual([]);
  });
});
