import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch, shared } from './cli.js';
import { letheHere } from './here.js';

const adult = join(shared, 'adult');
const place = scratch();
afterAll(place.remove);

const quasi = ['sex', 'age', 'race', 'marital-status', 'education', 'native-country', 'workclass'];
const read = (path: string): string[][] => parse(readFileSync(path), { delimiter: ';' });

/** Runs a local algorithm over the first 2 500 records as a user would, with a column that numbers them. */
async function run(algorithm: string) {
  const folder = join(place.folder, algorithm);
  mkdirSync(join(folder, 'hierarchies'), { recursive: true });
  for (const name of quasi)
    cpSync(join(adult, `adult_hierarchy_${name}.csv`), join(folder, 'hierarchies', `${name}.csv`));
  const [header, ...rows] = read(join(adult, 'adult.csv'));
  const table = rows.slice(0, 2500).map((row, i) => [...row, String((i * 7919) % 6007)]);
  const lines = [[...header!, 'line'], ...table].map((row) => row.join(';'));
  writeFileSync(join(folder, 'adult.csv'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, 'lethe.yaml'),
    `version: 1
dataset: { name: adult, owner: Census Office, source: public census extract, purpose: research, profile: internal-sharing }
input: { path: adult.csv }
output: { path: out/adult.csv }
columns:
${quasi.map((name) => `  ${name}: { role: quasi, hierarchy: { kind: taxonomy, file: hierarchies/${name}.csv } }`).join('\n')}
  occupation: { role: sensitive }
  salary-class: { role: safe }
  line: { role: safe }
privacy: { k: 5, l: { model: distinct, value: 2 }, suppression: 0.05 }
search: { algorithm: ${algorithm} }
`,
  );
  const result = await letheHere(['run', '--json', '--quiet'], { cwd: folder });
  return { folder, result, table: new Map(table.map((row) => [row.at(-1)!, row])), header: header! };
}

describe.skipIf(!existsSync(adult))('local algorithms through the whole job', () => {
  it.each(['local-recoding', 'mondrian', 'mondrian-relaxed', 'top-down'])('%s', async (algorithm) => {
    const { folder, result, table, header } = await run(algorithm);
    expect(result.status).toBe(0);
    const json = JSON.parse(result.stdout);
    expect(json.verdict).toBe('published');
    expect(json.search.algorithm).toBe(algorithm);
    expect(json.proof.k).toBeGreaterThanOrEqual(5);

    const [published, ...rows] = read(join(folder, 'out/adult.csv'));
    expect(published).toEqual([...header, 'line']);
    expect(rows.length).toBe(json.counts.out);
    expect(rows.length).toBeGreaterThanOrEqual(table.size * 0.95);
    const at = quasi.map((name) => header.indexOf(name));
    const paths = quasi.map(
      (name) => new Map(read(join(adult, `adult_hierarchy_${name}.csv`)).map((path) => [path[0]!, path])),
    );
    const classes = new Map<string, string[]>();
    const different = new Set<string>();
    for (const row of rows) {
      const before = table.get(row.at(-1)!)!;
      at.forEach((c, q) => {
        const path = paths[q]!.get(before[c]!)!;
        if (!path.includes(row[c]!)) throw new Error(`${quasi[q]}: a cell that is no ancestor of its own`);
        if (quasi[q] === 'age') different.add(`${path.indexOf(row[c]!)}`);
      });
      for (const name of ['occupation', 'salary-class'])
        expect(row[header.indexOf(name)]).toBe(before[header.indexOf(name)]);
      const key = at.map((c) => row[c]).join(';');
      classes.set(key, [...(classes.get(key) ?? []), row[header.indexOf('occupation')]!]);
    }
    expect(different.size).toBeGreaterThan(2); // levels differ from class to class
    expect(classes.size).toBe(json.proof.classes);
    for (const occupations of classes.values()) {
      expect(occupations.length).toBeGreaterThanOrEqual(5);
      expect(new Set(occupations).size).toBeGreaterThanOrEqual(2);
    }
    expect(Math.min(...[...classes.values()].map(({ length }) => length))).toBe(json.proof.k);
  });
});
