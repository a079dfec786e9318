import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leaks } from '../../src/core/operator.js';
import { manifestJsonSchema } from '../../src/release/manifest-schema.js';

const path = join(import.meta.dirname, '../../src/release/manifest.schema.json');

describe('manifest.schema.json', () => {
  it('is what the code generates (node dist/src/cli/main.js schema manifest > src/release/manifest.schema.json)', () => {
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(manifestJsonSchema(), undefined, 2)}\n`);
  });

  it('names every way in which a published column may leak', () => {
    const { properties } = JSON.parse(readFileSync(path, 'utf8'));
    expect(properties.columns.items.properties.keeps.items.enum).toEqual([...leaks]);
  });
});
