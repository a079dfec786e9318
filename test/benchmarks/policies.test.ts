import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleFiles } from '../../benchmarks/samples.js';
import { hierarchyKinds } from '../../src/hierarchies/index.js';
import { models } from '../../src/models/index.js';
import { operators } from '../../src/operators/index.js';
import { lintPolicy, parsePolicy } from '../../src/policy/index.js';
import { releaseProfiles } from '../../src/release/index.js';

const root = join(import.meta.dirname, '..', '..', 'samples');
const registry = {
  operators,
  hierarchies: hierarchyKinds,
  models,
  profiles: releaseProfiles.map(({ name }) => name),
};

describe.each([...sampleFiles().entries()])('the policy of %s', (path, bytes) => {
  const folder = path.split('/')[0] as string;
  const file = join(root, folder, 'lethe.yaml');
  const policy = parsePolicy(readFileSync(file, 'utf8'), file, registry);

  test('names every column of its table, and no other', () => {
    const text = new TextDecoder(folder === 'messy' ? 'gb18030' : 'utf-8').decode(bytes);
    expect([...policy.columns.keys()]).toEqual(text.slice(0, text.search(/\r?\n/)).split(','));
  });

  test('passes the lint without an error', () => {
    expect(lintPolicy(policy).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('has taxonomies that know every value of their column', () => {
    const text = new TextDecoder(folder === 'messy' ? 'gb18030' : 'utf-8').decode(bytes);
    const header = text.slice(0, text.search(/\r?\n/)).split(',');
    for (const [name, { hierarchy }] of policy.columns) {
      if (hierarchy?.kind !== 'taxonomy') continue;
      const built = hierarchyKinds
        .find((kind) => kind.name === 'taxonomy')!
        .build(hierarchy.params, (taxonomy) => readFileSync(join(root, folder, taxonomy), 'utf8'));
      // Plain columns of these tables are never quoted, so the field before any quote can be had by splitting.
      const index = header.indexOf(name);
      const values = new Set(
        text
          .split('\n')
          .filter((line) => !line.includes('"'))
          .slice(1)
          .map((line) => line.split(',')[index])
          .filter((value) => value !== undefined),
      );
      expect(values.size).toBeGreaterThan(3);
      for (const value of values) expect(built.generalise(value, 1), `${name} ${value}`).not.toBeNull();
    }
  });
});
