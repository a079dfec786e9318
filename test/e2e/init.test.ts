import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lethe, root, scratch } from './cli.js';

const place = scratch();
afterAll(place.remove);

describe('a suggested policy publishes once it names owner and source, and not before', () => {
  it.each([
    ['residents', 'residents.csv'],
    ['messy', 'visits.csv'],
    ['sales', 'orders.csv'],
  ])('%s', (name, file) => {
    const folder = join(place.folder, name);
    mkdirSync(folder);
    copyFileSync(join(root, 'samples', name, file), join(folder, 'in.csv'));
    expect(lethe(['run', 'in.csv', '--quiet'], { cwd: folder }).status).toBe(1);
    const path = join(folder, 'lethe.yaml');
    const text = readFileSync(path, 'utf8').replace(/# (owner|source): …/g, '$1: 已填写');
    writeFileSync(path, text);
    const ran = lethe(['run', '--json', '--quiet'], { cwd: folder });
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict: 'published', label: 'anonymised', reasons: [] });
    expect(ran.status).toBe(0);
  });
});
