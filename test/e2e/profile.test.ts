import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { lethe, root, scratch } from './cli.js';

const place = scratch();
afterAll(place.remove);

// The compiled engine, as users run it.
const engine = await import(pathToFileURL(join(root, 'dist/src/engine/index.js')).href);

const names = ['王小明', '李芳', '张伟', '刘洋', '陈静', '杨帆', '赵磊', '黄丽'];
const rows = Array.from({ length: 400 }, (_, i) => [
  `${names[i % 8]!}`,
  `19${50 + ((i * 7) % 40)}-0${1 + ((i * 3) % 9)}-1${(i * 11) % 10}`,
  i % 3 === 0 ? '男' : '女',
  ['汉族', '回族', '满族', '壮族', '苗族'][(i * i) % 5]!,
  `楼${(i * 13) % 29}`,
  ['高血压', '肺炎', '冠心病'][i % 3]!,
]);
const header = ['姓名', '出生日期', '性别', '民族', '楼栋', '诊断'];
const file = join(place.folder, 'people.csv');
writeFileSync(file, `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`);

/** Records that no other record equals in these columns. */
function alone(columns: readonly string[]): number {
  const at = columns.map((name) => header.indexOf(name));
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = at.map((column) => row[column]).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count === 1).length;
}

describe('profiling a table', () => {
  it('finds the sets of columns that single records out, whatever the chunks and workers', async () => {
    const { joint } = await engine.profileTable({ path: file });
    expect(joint.length).toBeGreaterThan(0);
    for (const { columns, uniques, share } of joint) {
      expect(uniques).toBe(alone(columns));
      expect(share).toBeCloseTo(uniques / rows.length, 6);
      expect(share).toBeGreaterThanOrEqual(0.05);
      expect(columns).not.toContain('姓名');
    }
    const again = await engine.profileTable({ path: file }, { workers: 2, chunkBytes: 65536 });
    expect(again.joint).toEqual(joint);
    expect((await engine.profileTable({ path: file }, { joint: 'never' })).joint).toBeNull();
  });

  it('tells categories and, when asked, why', async () => {
    const plain = await engine.profileTable({ path: file });
    expect(plain.columns.at(-1)).toMatchObject({ entity: 'health', categories: ['health'] });
    expect(plain.why).toBeUndefined();
    const { why, columns } = await engine.profileTable({ path: file }, { why: true });
    expect(why.map(({ column }: { column: unknown }) => column)).toEqual(columns);
  });

  it('explains a column on the command line without a value', () => {
    for (const language of ['en', 'zh']) {
      const ran = lethe(['explain-column', file, '姓名', '--lang', language]);
      expect(ran.status).toBe(0);
      expect(ran.stdout).toContain('person-name');
      for (const name of names) expect(ran.stdout).not.toContain(name);
    }
    const all = lethe(['profile', file, '--why', '--json']);
    expect(JSON.parse(all.stdout).why).toHaveLength(header.length);
    for (const name of names) expect(all.stdout).not.toContain(name);
  });
});
