import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, lethe, root, scratch, sha256 } from './cli.js';

const samples = readdirSync(join(root, 'samples')).filter(
  (name) => existsSync(join(root, 'samples', name, 'expected')), // several tables have a test of their own
);
const place = scratch();
afterAll(place.remove);

/** Copies a sample without its expected output and runs it there. */
function runSample(name: string): { folder: string; before: string[]; result: ReturnType<typeof lethe> } {
  const folder = join(place.folder, name);
  cpSync(join(root, 'samples', name), folder, {
    recursive: true,
    filter: (path) => !path.endsWith('/expected') && !path.endsWith('/out'),
  });
  const before = filesBelow(folder).map((path) => sha256(path));
  return { folder, before, result: lethe(['run', '-p', 'lethe.yaml', '--json', '--quiet'], { cwd: folder }) };
}

const runs = new Map(samples.map((name) => [name, runSample(name)]));

describe.each(samples)('sample %s', (name) => {
  const { folder, result } = runs.get(name)!;
  const expected = join(root, 'samples', name, 'expected');

  it('is published with a verdict', () => {
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({ version: 1, verdict: 'published' });
  });

  it('gives the expected bytes', () => {
    const names = filesBelow(expected).map((path) => path.slice(expected.length + 1));
    expect(names.length).toBeGreaterThan(0);
    for (const file of names) {
      const got = join(folder, 'out', file);
      if (process.env.LETHE_UPDATE) writeFileSync(join(expected, file), readFileSync(got));
      expect(sha256(got), file).toBe(sha256(join(expected, file)));
    }
  });

  it('passes its own tests', () => {
    expect(lethe(['test', '-p', 'lethe.yaml'], { cwd: folder }).status).toBe(0);
  });

  it('leaves the source untouched and nothing else behind', () => {
    for (const path of filesBelow(join(root, 'samples', name))) {
      const relative = path.slice(join(root, 'samples', name).length + 1);
      if (relative.startsWith('expected/') || relative.startsWith('out/')) continue;
      expect(sha256(join(folder, relative)), relative).toBe(sha256(path));
    }
    expect(readdirSync(folder).filter((file) => file.startsWith('.'))).toEqual([]);
  });
});

describe('what must come out untouched', () => {
  it('order_no and amount of the orders table', () => {
    const { folder } = runs.get('sales')!;
    const read = (path: string) =>
      parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[];
    const before = read(join(folder, 'orders.csv'));
    const after = read(join(folder, 'out', 'orders.csv'));
    const amounts = new Map(before.map((row) => [row.order_no, row.amount]));
    expect(after.length).toBeGreaterThan(before.length * 0.9);
    for (const row of after) expect(row.amount).toBe(amounts.get(row.order_no!));
  });
});

describe('what must not be found anywhere', () => {
  it('no identifier or name of the residents, in any file or on any stream', () => {
    const { folder, result } = runs.get('residents')!;
    const rows = parse(readFileSync(join(folder, 'residents.csv')), { columns: true, bom: true }) as Record<
      string,
      string
    >[];
    const outputs = filesBelow(join(folder, 'out')).map((path) => ({
      path,
      text: readFileSync(path, 'utf8'),
    }));
    outputs.push({ path: 'stdout', text: result.stdout }, { path: 'stderr', text: result.stderr });
    expect(outputs.length).toBeGreaterThanOrEqual(5);
    const haystack = outputs.map(({ text }) => text).join('\n');
    const folded = haystack.normalize('NFKC').replace(/[\s\-.+()]/g, '');
    let searched = 0;
    for (const row of rows) {
      for (const column of ['姓名', '身份证号', '手机号', '邮箱', '银行卡号']) {
        const value = row[column];
        if (!value || value.length < 2) continue;
        searched++;
        if (haystack.includes(value)) throw new Error(`a value of ${column} is found`);
        const digits = value.normalize('NFKC').replace(/[\s\-.+()]/g, '');
        if (digits.length >= 8 && folded.includes(digits))
          throw new Error(`the digits of a ${column} are found`);
      }
    }
    expect(searched).toBeGreaterThan(rows.length * 2.5);
  });
});
